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
    """Say that a case tells the same as another one; None that it does not.

    There are no chains: the other one is no duplicate, and nothing is a duplicate of this one.
    Raises DoesNotFit, …
    """
    with transaction.atomic():
        if of:
            _check_pair(case, of)
        _mark(case, AuditEvent.CASE_MARKED, by, duplicate_of=of)


def find(short_id: str) -> Submission:
    """The case that people call so. Raises DoesNotFit."""
    found = list(Submission.objects.called(short_id).exclude(state=SubmissionState.ERASED)[:2])
    if len(found) != 1:
        raise DoesNotFit(_("There is no case with this number. It has eight digits and letters."))
    return found[0]


def _check_pair(case: Submission, of: Submission) -> None:
    """Look at both with their rows held: of two who make a chain at once, the second sees it."""
    if of.pk == case.pk:
        raise DoesNotFit(_("A case is no duplicate of itself."))
    both = Submission.objects.filter(pk__in=[case.pk, of.pk])
    now = {one.pk: one for one in both.select_for_update().order_by("pk")}.get(of.pk)
    if now is None or now.state == SubmissionState.ERASED:
        raise DoesNotFit(_("That case is erased."))
    if now.duplicate_of_id:
        number = now.duplicate_of.short_id
        raise DoesNotFit(_("That case is itself a duplicate. Enter %s, which it repeats.") % number)
    if case.duplicates.exists():
        raise DoesNotFit(_("Other cases are marked as duplicates of this one. Unmark them first."))


def _mark(case: Submission, event: AuditEvent, by, **changes) -> None:
    if case.state == SubmissionState.ERASED:
        raise DoesNotFit(_("This case is erased."))
    with transaction.atomic():
        claim(case, **changes)
        audit.record(event, by=by, about=case)
