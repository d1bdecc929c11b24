"""The sealed parts of a case as bytes: what it began with, messages, notes, files.

Each has a name that stays and a tag that is another one after every change of its ciphertext.
"""

import hashlib
import io
import uuid
from dataclasses import dataclass
from typing import BinaryIO

from django.db import models, transaction

from articles.models import SealedFile, SealedMessage, SealedNote, Submission
from articles.submissions import age_header, store


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
_TEXTS = {
    "text": (Submission, "sealed"),
    "message": (SealedMessage, "for_moderators"),
    "note": (SealedNote, "sealed"),
}


def of(case: Submission) -> list[Part]:
    """All parts that are sealed to the moderators, as they are now."""
    names = ["text"]
    for kind, related in (("message", case.messages), ("note", case.notes)):
        names += [f"{kind}-{key.hex}" for key in related.values_list("pk", flat=True)]
    files = [File(f"file-{row.pk.hex}", row) for row in case.files.all()]
    return [find(case, name) for name in names] + files


def find(case: Submission, name: str) -> Part:
    """One part of a case by its name. Raises NoSuchPart."""
    kind, _dash, key = name.partition("-")
    if kind == "file":
        row = case.files.filter(pk=_number(key)).first()
        if row is None:
            raise NoSuchPart
        return File(name, row)
    model, field = _TEXTS.get(kind, (None, ""))
    if model is None or (kind == "text") == bool(key):
        raise NoSuchPart
    of_case = {"pk": case.pk} if kind == "text" else {"pk": _number(key), "submission": case}
    rows = model.objects.filter(**of_case)
    content = rows.values_list(field, flat=True).first()
    if not content:
        raise NoSuchPart
    return Text(name, rows, field, bytes(content))


def payload_of(part: Part) -> int:
    """Bytes behind the header: as many for any recipients. Raises age_header.NotAge."""
    with part.open() as ciphertext:
        return part.size - age_header.length_of(ciphertext.read(age_header.LONGEST))


def _number(key: str) -> uuid.UUID:
    try:
        return uuid.UUID(hex=key)
    except ValueError:
        raise NoSuchPart from None
