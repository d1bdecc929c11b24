"""The verbs on the protected names of a case."""

from collections.abc import Iterable

from django.db import transaction

from articles import audit, protection
from articles.choices import AuditEvent
from articles.models import Submission
from articles.submissions.moderation import locked


def protect(case: Submission, names: Iterable[str], *, by) -> int:
    """Keep names off the site from now on, as digests; how many could be kept. Raises IsErased."""
    with transaction.atomic():
        kept = protection.protect(locked(case), names)
        audit.record(AuditEvent.NAMES_PROTECTED, by=by, about=case)
    return kept


def forget(case: Submission, *, by) -> None:
    """Let the names of a case be published again. Raises IsErased."""
    with transaction.atomic():
        locked(case).protected_names.all().delete()
        audit.record(AuditEvent.NAMES_FORGOTTEN, by=by, about=case)
