"""The audit trail: append-only, chained, ids only.

Each entry is sealed with a key made of SECRET_KEY together with the seal of the entry before it.
So whoever can write to the database, but does not know the key, can neither change an entry nor
slip one in unseen. What `verify` cannot see by itself is a database put back to an earlier state,
or a trail written anew by somebody who has the key: keep a checkpoint elsewhere for that.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from articles.choices import AuditEvent
from articles.models import AuditEntry, AuditHead

BEGINNING = "0" * 64
_ID = re.compile(r"[0-9a-f-]{1,36}", re.IGNORECASE)
_COLUMNS = ("number", "time", "event", "actor", "kind", "subject", "reason", "previous")


def record(event: AuditEvent, *, by, about: models.Model | None = None, reason="") -> AuditEntry:
    """Add an entry: what `by` (a user, or None for the public) did to the row `about`, and why.

    Call it inside the transaction of the deed, as the last thing that takes a lock: two writers
    wait for each other here until one of them has committed. `reason` is a member of an
    enumeration, so that no content can slip in. Raises ValueError for a reason that is a text and
    for a row whose primary key is missing or is no id.
    """
    event = AuditEvent(event)
    entry = AuditEntry(
        at=_moment(event, by), event=event.value, actor=by and by.pk, reason=_code(reason)
    )
    if about is not None:
        entry.kind, entry.subject = about._meta.label_lower, _id_of(about)
    with transaction.atomic(savepoint=False):
        head = _locked_head()
        entry.number, entry.previous = head.number + 1, head.digest
        entry.digest = _seal(_text_of(entry))
        entry.save(force_insert=True)
        head.number, head.digest = entry.number, entry.digest
        head.save()
    return entry


def _moment(event: AuditEvent, by) -> dt.datetime:
    # What the public does is kept to the day: an exact time could be laid beside somebody's traffic.
    now = timezone.now().replace(microsecond=0)
    return now if by or event.is_never_public else now.replace(hour=0, minute=0, second=0)


def _code(reason) -> str:
    if reason and not isinstance(reason, Enum):
        raise ValueError("the reason of an audit entry is a member of an enumeration, not a text")
    return reason.value if reason else ""


def _id_of(row: models.Model) -> str:
    subject = str(row.pk)
    if not _ID.fullmatch(subject):
        raise ValueError(f"{row._meta.label} has no id that can be kept: record before deleting")
    return subject


def _locked_head() -> AuditHead:
    # On SQLite the transaction itself has been the lock since its beginning.
    heads = AuditHead.objects.select_for_update()
    head, _is_new = heads.get_or_create(pk=1, defaults={"digest": BEGINNING})
    return head


def _text_of(entry: AuditEntry) -> str:
    time = entry.at.astimezone(dt.UTC).isoformat()
    values = {name: getattr(entry, name, None) for name in _COLUMNS} | {"time": time}
    return _text(*values.values())


def _text(*values) -> str:
    return json.dumps(values)


def _seal(text: str, key: str | None = None) -> str:
    return salted_hmac("articles.audit", text, secret=key, algorithm="sha256").hexdigest()


# --- Looking for what was changed -----------------------------------------------------------


@dataclass(frozen=True)
class Checkpoint:
    """How far the trail reached once: the number of its last entry then, and that entry's seal."""

    number: int
    digest: str

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"

    @classmethod
    def read(cls, text: str) -> "Checkpoint":
        """A checkpoint as it was printed. Raises ValueError."""
        if not re.fullmatch(r"\d+:[0-9a-f]{64}", text.strip()):
            raise ValueError("a checkpoint is a number, a colon and 64 characters from 0 to f")
        number, digest = text.strip().split(":")
        return cls(int(number), digest)


def checkpoint() -> Checkpoint:
    """Where the trail ends now."""
    last = AuditEntry.objects.order_by("number").last()
    return Checkpoint(last.number, last.digest) if last else Checkpoint(0, BEGINNING)


def verify(known: Checkpoint | None = None) -> Iterator[str]:
    """A sentence for everything that is wrong with the trail; nothing where it is whole.

    With a checkpoint that was kept elsewhere it also finds a trail that was cut or written anew.
    Others may write meanwhile.
    """
    awaited = {point for point in (known, _head()) if point and point.number}
    reached = Checkpoint(0, BEGINNING)
    for row in _rows():
        yield from _faults(row, reached)
        reached = Checkpoint(row["number"], row["digest"])
        awaited.discard(reached)
    for point in awaited:
        yield f"Entry {point.number} is missing, or it is not the one that was written."
    if reached.number > _head().number:
        yield f"Entry {reached.number} was not written by this site."


def _head() -> Checkpoint:
    head = AuditHead.objects.first()
    return Checkpoint(head.number, head.digest) if head else Checkpoint(0, BEGINNING)


def _rows() -> Iterator[dict]:
    # The time as text, because a damaged one could not be read as a time.
    rows = AuditEntry.objects.order_by("number").annotate(time=Cast("at", models.TextField()))
    return rows.values(*_COLUMNS, "digest").iterator(chunk_size=2000)


def _faults(row: dict, before: Checkpoint) -> Iterator[str]:
    if row["number"] != before.number + 1:
        yield f"Before entry {row['number']} something is missing."
    if row["previous"] != before.digest:
        yield f"Entry {row['number']} does not follow the one before it."
    if not _is_sealed(row):
        yield f"Entry {row['number']} was changed."


def _is_sealed(row: dict) -> bool:
    values = row | {"time": _canonical(row["time"])}
    text = _text(*(values[name] for name in _COLUMNS))
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(constant_time_compare(_seal(text, key), row["digest"]) for key in keys)


def _canonical(time: str) -> str | None:
    """A time as the database writes it, in the form that is sealed; None for no time."""
    try:
        read = dt.datetime.fromisoformat(time)
    except (TypeError, ValueError):
        return None
    return (read if read.tzinfo else read.replace(tzinfo=dt.UTC)).astimezone(dt.UTC).isoformat()
