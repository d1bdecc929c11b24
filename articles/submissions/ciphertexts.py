"""What is sealed in a case, as it lies here: to be opened in a moderator's browser or offline."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from articles.models import SealedFile, Submission

_CHUNK = 256 * 1024


@dataclass(frozen=True)
class Ciphertext:
    """One age file of a case. `name` is `text`, `messages/2`, `notes/1` or `files/3`."""

    name: str
    open: Callable[[], BinaryIO]


def every(case: Submission) -> Iterator[Ciphertext]:
    """All of a case; each is read from the database or the storage only when it is opened."""
    names = [("text", 0)]
    for kind in _PARTS:
        names += [(kind, number) for number in getattr(case, kind).values_list("number", flat=True)]
    for name in names:
        if found := find(case, *name):
            yield found


def find(case: Submission, kind: str, number: int = 0) -> Ciphertext | None:
    """The text of a case, or one of its messages, notes or files; None where there is none."""
    if kind == "text":
        return Ciphertext("text", lambda: io.BytesIO(case.sealed)) if case.sealed else None
    part = kind in _PARTS and getattr(case, kind).filter(number=number).first()
    return Ciphertext(f"{kind}/{number}", lambda: _PARTS[kind](part)) if part else None


def size_of(file: SealedFile) -> int | None:
    """The bytes of a sealed file; None where it is not in the storage."""
    try:
        return file.file.size
    except OSError:
        return None


def zipped(case: Submission) -> Iterator[bytes]:
    """A ZIP of all of a case, `text.age`, `files/1.age` …, piece by piece as it is read."""
    pieces = _Pieces()
    with ZipFile(pieces, "w", ZIP_STORED) as archive:
        for ciphertext in every(case):
            with (
                ciphertext.open() as source,
                archive.open(ZipInfo(f"{ciphertext.name}.age"), "w") as target,
            ):
                while chunk := source.read(_CHUNK):
                    target.write(chunk)
                    yield pieces.take()
    yield pieces.take()


_PARTS: dict[str, Callable] = {
    "messages": lambda message: io.BytesIO(message.for_moderators),
    "notes": lambda note: io.BytesIO(note.sealed),
    "files": lambda file: file.file.open("rb"),
}


class _Pieces:
    """A file for writing that cannot seek. What was written is taken from it."""

    def __init__(self):
        self._written: list[bytes] = []

    def write(self, data) -> int:
        self._written.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing to do: what is written waits to be taken."""

    def take(self) -> bytes:
        taken, self._written = b"".join(self._written), []
        return taken
