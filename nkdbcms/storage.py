"""The private store: files for the staff alone."""

from django.core.files.storage import FileSystemStorage


class PrivateFolder(FileSystemStorage):
    """A folder that nothing serves. Its files have no address."""

    def url(self, name: str | None) -> str:
        raise ValueError("a file of the private store has no address")
