"""What to tell the second of two moderators who act on one case."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from articles import audit
from articles.choices import AuditEvent
from articles.models import AuditEntry, Submission

#: The name of the hidden input that says what somebody saw of a case.
SEEN = "seen"
_MOST = 20


@dataclass(frozen=True)
class Seen:
    """How a case was when its page was made: its version, and how far the audit trail reached."""

    version: int
    entry: int

    def __str__(self) -> str:
        return f"{self.version}.{self.entry}"

    @classmethod
    def of(cls, case: Submission) -> "Seen":
        return cls(case.version, audit.checkpoint().number)

    @classmethod
    def read(cls, text: str) -> "Seen":
        """What a form sent back; a version that no case has where it is not that."""
        version, _dot, entry = text.partition(".")
        numbers = [_number(version), _number(entry)]
        return cls(*numbers) if None not in numbers else cls(0, 0)


def deeds_since(case: Submission, seen: Seen) -> list[tuple[str, str]]:
    """(who, what they did) with the case since somebody saw it, the latest last."""
    if seen.version == 0:
        return []
    entries = AuditEntry.objects.filter(
        number__gt=seen.entry, kind=case._meta.label_lower, subject=str(case.pk)
    ).order_by("-number")[:_MOST]
    entries = list(reversed(entries))
    names = dict(
        User.objects.filter(pk__in={entry.actor for entry in entries}).values_list("pk", "username")
    )
    return [
        (names.get(entry.actor, _("Somebody")), AuditEvent(entry.event).label) for entry in entries
    ]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
