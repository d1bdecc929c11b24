"""The verbs that handle a case and move it to no other state: whose it is, until when, what it is.

They act on the case as somebody saw it and raise ActedMeanwhile and IsErased, as in `moderation`.
"""

import datetime as dt

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from articles import audit
from articles.choices import AuditEvent, SubmissionState
from articles.models import Submission
from articles.submissions.moderation import claim
from articles.submissions.refusals import DoesNotFit


def moderators():
    """Those to whom a case can be assigned: active, and allowed to work on cases."""
    return User.objects.with_perm(
        "articles.change_submission",
        backend="django.contrib.auth.backends.ModelBackend",
        include_superusers=False,
    ).filter(is_active=True, is_staff=True)


def assign(case: Submission, to: User | None, *, by) -> None:
    """Put a case into somebody's hands, or into nobody's. Raises DoesNotFit, …"""
    if to and not moderators().filter(pk=to.pk).exists():
        raise DoesNotFit(_("Only a moderator can have a case."))
    _mark(case, AuditEvent.CASE_ASSIGNED, by, assigned_to=to)


def set_due(case: Submission, day: dt.date | None, *, by) -> None:
    """Say until when something has to be done; None for no day."""
    _mark(case, AuditEvent.CASE_MARKED, by, due_on=day)


def mark_spam(case: Submission, is_spam: bool, *, by) -> None:
    _mark(case, AuditEvent.CASE_MARKED, by, is_spam=is_spam)


def mark_duplicate(case: Submission, of: Submission | None, *, by) -> None:
    """Say that a case tells the same as another one; None that it does not. Raises DoesNotFit, …"""
    with transaction.atomic():
        if of:
            # Of two who make a circle at once, the second waits here and sees it.
            both = Submission.objects.filter(pk__in=[case.pk, of.pk])
            list(both.select_for_update().order_by("pk"))
            _check_no_circle(case, of)
        _mark(case, AuditEvent.CASE_MARKED, by, duplicate_of=of)


def find(short_id: str) -> Submission:
    """The case that people call so. Raises DoesNotFit."""
    found = list(Submission.objects.called(short_id).exclude(state=SubmissionState.ERASED)[:2])
    if len(found) != 1:
        raise DoesNotFit(_("There is no case with this number. It has eight digits and letters."))
    return found[0]


def _check_no_circle(case: Submission, of: Submission) -> None:
    seen = of
    while seen is not None:
        if seen.pk == case.pk:
            raise DoesNotFit(
                _("That case is a duplicate of this one. Unmark it there first.")
                if seen is not of
                else _("A case is no duplicate of itself.")
            )
        seen = seen.duplicate_of


def _mark(case: Submission, event: AuditEvent, by, **changes) -> None:
    if case.state == SubmissionState.ERASED:
        raise DoesNotFit(_("This case is erased."))
    with transaction.atomic():
        claim(case, **changes)
        audit.record(event, by=by, about=case)
