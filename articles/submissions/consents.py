"""What the person who sent a testimony allows us to do with it: given, renewed, withdrawn."""

from collections.abc import Collection

from django.db import transaction

from articles.choices import Purpose
from articles.models import Consent, Submission
from articles.models.keys import today
from articles.submissions import retention
from articles.submissions.erasure import take_off
from articles.submissions.intake import locked


def allow_just(submission: Submission, purposes: Collection[str]) -> None:
    """Allow these purposes and no other: new ones are given, old ones renewed, the rest withdrawn.

    Without the consent to publication nothing of it stays on the site; without the consent to keep
    it an accepted case is reviewed sooner. Raises Submission.DoesNotExist where the case was erased
    meanwhile.
    """
    with transaction.atomic():
        case = locked(submission)
        for purpose in Purpose:
            _give(case, purpose) if purpose in purposes else _withdraw(case, purpose)
        if case.draft and Purpose.PUBLICATION not in purposes:
            take_off(case.draft)
        _keep_no_longer_than_allowed(case)


def _give(case: Submission, purpose: Purpose) -> None:
    consent = case.consents.filter(purpose=purpose).first()
    if consent is None:
        Consent.objects.create(submission=case, purpose=purpose)
        return
    if consent.withdrawn_on:
        consent.day, consent.renewed_on, consent.withdrawn_on = today(), None, None
    else:
        consent.renewed_on = today()
    consent.save()


def _withdraw(case: Submission, purpose: Purpose) -> None:
    case.consents.in_force().filter(purpose=purpose).update(withdrawn_on=today())


def _keep_no_longer_than_allowed(case: Submission) -> None:
    """Let nothing be kept beyond the day that the consents allow from now on."""
    last = retention.review_day(case)
    Submission.objects.filter(pk=case.pk, review_on__gt=last).update(review_on=last)
