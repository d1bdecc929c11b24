"""The sealed parts of a case as ciphertext: what it began with, messages, notes, files.

Each has a name that stays (`text`, `message-2`, `note-1`, `file-3`) and a tag that is another one
after every change of its ciphertext.
"""

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.db import models, transaction

from articles.models import SealedFile, Submission
from articles.submissions import age_header, store

_CHUNK = 256 * 1024


class NoSuchPart(Exception):
    """The case has no such part, or has it no more."""


@dataclass(frozen=True)
class Text:
    """What is sealed in a row. `rows` is that one row."""

    name: str
    rows: models.QuerySet
    field: str
    content: bytes

    @property
    def tag(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def size(self) -> int:
        return len(self.content)

    def open(self) -> BinaryIO:
        return io.BytesIO(self.content)

    def replace(self, stored: str) -> None:
        """Put the ciphertext that was stored for a moment in the place of the present one."""
        with store.sealed_storage().open(stored, "rb") as new:
            self.rows.update(**{self.field: new.read()})
        transaction.on_commit(lambda: store.delete(stored))


@dataclass(frozen=True)
class File:
    """What is sealed in a file."""

    name: str
    row: SealedFile

    @property
    def tag(self) -> str:
        # Every ciphertext lies under a random name of its own, so that the name stands for it.
        return hashlib.sha256(self.row.file.name.encode()).hexdigest()

    @property
    def size(self) -> int:
        return self.row.file.size

    def open(self) -> BinaryIO:
        return store.sealed_storage().open(self.row.file.name, "rb")

    def replace(self, stored: str) -> None:
        """Let the row name the new file. The old one goes when that is certain."""
        old = self.row.file.name
        SealedFile.objects.filter(pk=self.row.pk).update(file=stored)
        transaction.on_commit(lambda: store.delete(old))


Part = Text | File
_NAME = re.compile(r"(?P<kind>message|note|file)-(?P<number>[1-9][0-9]{0,8})", re.ASCII)
_COLUMNS = {"message": "for_moderators", "note": "sealed"}


def of(case: Submission) -> Iterator[Part]:
    """All parts that are sealed to the moderators, as they are now, each read when it is its turn."""
    names = ["text"] if case.sealed else []
    for kind in ("message", "note", "file"):
        numbers = _rows_of(case, kind).values_list("number", flat=True)
        names += [f"{kind}-{number}" for number in numbers]
    return (find(case, name) for name in names)


def find(case: Submission, name: str) -> Part:
    """One part of a case by its name. Raises NoSuchPart."""
    if name == "text":
        return _text(name, Submission.objects.filter(pk=case.pk), "sealed")
    named = _NAME.fullmatch(name)
    if named is None:
        raise NoSuchPart
    rows = _rows_of(case, named["kind"]).filter(number=named["number"])
    if named["kind"] != "file":
        return _text(name, rows, _COLUMNS[named["kind"]])
    row = rows.first()
    if row is None:
        raise NoSuchPart
    return File(name, row)


def payload_of(part: Part) -> int:
    """Bytes behind the header: as many for any recipients. Raises age_header.NotAge."""
    with part.open() as ciphertext:
        return part.size - age_header.length_of(ciphertext.read(age_header.LONGEST))


def zipped(case: Submission) -> Iterator[bytes]:
    """A ZIP of all of a case, `text.age`, `files/1.age` …, piece by piece as it is read."""
    pieces = _Pieces()
    with ZipFile(pieces, "w", ZIP_STORED) as archive:
        for part in of(case):
            name = part.name.replace("-", "s/")
            with part.open() as source, archive.open(ZipInfo(f"{name}.age"), "w") as target:
                while chunk := source.read(_CHUNK):
                    target.write(chunk)
                    yield pieces.take()
    yield pieces.take()


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


def _rows_of(case: Submission, kind: str) -> models.QuerySet:
    return getattr(case, f"{kind}s").all()


def _text(name: str, rows: models.QuerySet, column: str) -> Text:
    content = rows.values_list(column, flat=True).first()
    if not content:
        raise NoSuchPart
    return Text(name, rows, column, bytes(content))
