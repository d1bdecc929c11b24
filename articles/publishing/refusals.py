"""Why a verb was not done: each is told to a person, and nothing has changed."""

from collections.abc import Iterable

from django.db import models

from articles import audit, protection
from articles.choices import AuditEvent
from articles.models import Publishable


class EditConflict(Exception):
    """Somebody else has saved the row since it was read."""


class WrongStatus(Exception):
    """The verb does not fit the status in which the item is. The text says so to a person."""


class Blocked(Exception):
    """Something stands in the way of publishing: `reasons` by the name of the field."""

    def __init__(self, reasons: dict[str, str]):
        super().__init__(" ".join(reasons.values()))
        self.reasons = reasons


def record_name(reasons: Iterable[str], *, by, about: models.Model | None) -> None:
    """Note in the audit trail that somebody came upon a protected name, if it is a reason.

    So whoever tries names out by publishing is seen. Call it after what was refused is taken back.
    """
    if str(protection.SENTENCE) in {str(reason) for reason in reasons}:
        audit.record(AuditEvent.NAME_REFUSED, by=by, about=about)


class AlreadyTranslated(Exception):
    """There is a version in the other language: `version`."""

    def __init__(self, version: Publishable):
        super().__init__(str(version))
        self.version = version
