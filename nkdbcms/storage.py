"""Where files lie: the private store, and the static files under the digests of their content."""

from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class PrivateFolder(FileSystemStorage):
    """A folder that nothing serves. Its files have no address."""

    def url(self, name: str | None) -> str:
        raise ValueError("a file of the private store has no address")


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Static files under names that change with their content.

    Modules of JavaScript that name each other, and the files of workers, are found as well.
    """

    support_js_module_import_aggregation = True
    _worker = (
        r"""(?P<matched>new URL\(\s*["'](?P<url>\.{1,2}/[^"']+)["']\s*,\s*import\.meta\.url\s*\))""",
        """new URL("%(url)s", import.meta.url)""",
    )
    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("*.js", (_worker,)))
