"""Uploads that are sealed while they arrive: no plain byte is ever put down anywhere.

Django's own handlers write what is larger than 2.5 MB into the temporary folder. This one takes
their place in the views that receive files from the public.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.submissions import kinds, store
from articles.submissions.container import LARGEST_FILE, Container
from articles.submissions.sealing import SealingStream

MOST_FILES = 5


class SealedUpload(UploadedFile):
    """What a form sees of a file that arrived: that it is there, and where its ciphertext lies."""

    def __init__(self, stored_name: str, size: int):
        super().__init__(file=None, name=stored_name, size=size)


class SealingUploadHandler(FileUploadHandler):
    """Seals each file into the storage. `refused` holds a sentence for each field that failed."""

    def __init__(self, request: HttpRequest, recipients: tuple[str, ...]):
        super().__init__(request)
        self._recipients = recipients
        self._current: _Sealing | None = None
        self.stored: list[str] = []
        self.refused: dict[str, str] = {}

    def new_file(self, field_name, file_name, *args, **kwargs):
        super().new_file(field_name, file_name, *args, **kwargs)
        if not self._recipients:
            raise SkipFile
        if len(self.stored) >= MOST_FILES:
            self._refuse(
                _("This is one file too many: %(most)s can be sent at a time.")
                % {"most": MOST_FILES}
            )
        self._head = b""

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) > LARGEST_FILE:
            self._refuse(_("This file is larger than 50 MB. Make it smaller or send it in parts."))
        if self._current:
            self._current.write(raw_data)
            return
        self._head += raw_data
        if len(self._head) >= kinds.ENOUGH:
            self._begin()

    def file_complete(self, file_size):
        if not self._head:
            return self._note(_("This file is empty. Choose another one."))
        if self._current is None:
            try:
                self._begin()
            except SkipFile:
                return None
        sealing, self._current = self._current, None
        sealing.close()
        return SealedUpload(sealing.name, file_size)

    def discard(self) -> None:
        """Take away all that this request has brought."""
        if self._current:
            self._current.abandon()
            self._current = None
        for name in self.stored:
            store.delete(name)
        self.stored.clear()

    def upload_interrupted(self):
        self.discard()

    def _begin(self) -> None:
        if kinds.kind_of(self._head) is None:
            self._refuse(
                _(
                    "This is not a picture, a PDF, a recording, a video or a document that we know. "
                    "Put it into a ZIP file if you want to send it all the same."
                )
            )
        self._current = _Sealing(self.file_name, self._recipients)
        self.stored.append(self._current.name)
        self._current.write(self._head)

    def _refuse(self, sentence: str) -> None:
        if self._current:
            self._current.abandon()
            store.delete(self.stored.pop())
            self._current = None
        self._note(sentence)
        raise SkipFile

    def _note(self, sentence: str) -> None:
        self.refused[self.field_name] = sentence


class _Sealing:
    """One file on its way: plain bytes → ZIP → age → storage."""

    def __init__(self, file_name: str, recipients: tuple[str, ...]):
        self.name, self._target = store.create()
        self._stream = SealingStream(self._target, recipients)
        self._container = Container(self._stream, file_name)

    def write(self, chunk: bytes) -> None:
        self._container.write(chunk)

    def close(self) -> None:
        try:
            self._container.close()
        finally:
            self._end()
        store.forget_the_hour(self.name)

    def abandon(self) -> None:
        # What went wrong does not matter any more: the ciphertext is thrown away.
        with suppress(Exception):
            self._container.abandon()
        with suppress(Exception):
            self._end()

    def _end(self) -> None:
        try:
            self._stream.close()
        finally:
            self._target.close()


@contextmanager
def sealed_uploads(
    request: HttpRequest, recipients: tuple[str, ...]
) -> Iterator[SealingUploadHandler]:
    """Have the files of a request sealed. What `keep_files` is not told to keep goes again."""
    handler = SealingUploadHandler(request, recipients)
    request.upload_handlers = [handler]
    try:
        yield handler
    finally:
        handler.discard()


def keep_files(handler: SealingUploadHandler) -> list[str]:
    """The names of the sealed files, which now belong to whoever asked."""
    kept, handler.stored = handler.stored, []
    return kept
