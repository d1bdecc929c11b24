"""Notices to the moderators: once a day an e-mail that says no more than that something waits.

Mail is read by others on its way. So all notices are the same words, whatever waits and for whom:
no number, no name, no kind.
"""

import secrets
import smtplib
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from articles.choices import Sender, SubmissionState
from articles.models import Notice, PressTip, SealedMessage, Submission
from articles.models.keys import today
from articles.submissions import retention

#: Accounts have no language, so each notice is in both.
LANGUAGES = ("ko", "en")


@dataclass(frozen=True)
class Round:
    """How many moderators were written to, and the kinds of errors with the others."""

    sent: int
    errors: tuple[str, ...] = ()


def send() -> Round:
    """Write to each moderator for whom something waits and who was not written to today.

    The row is made before the mail goes, so that of two runs at once one writes. It is deleted
    again where the mail could not be sent, so that a later run tries once more. Who is written to
    when a process dies in between hears of it on the next day.
    """
    sent, errors = 0, []
    for user in moderators():
        if not waits_for(user) or not (notice := _claim(user)):
            continue
        try:
            message_to(user).send()
            sent += 1
        except (OSError, smtplib.SMTPException, ValueError) as error:
            notice.delete()
            errors.append(type(error).__name__)
    return Round(sent, tuple(errors))


def moderators() -> QuerySet[User]:
    """Those who work here, have the role and an address."""
    staff = User.objects.with_perm("articles.change_submission", include_superusers=False)
    return staff.filter(is_staff=True).exclude(email="").order_by("pk")


def waits_for(user: User) -> bool:
    """Whether there is anything that this moderator can do something about."""
    approval = Submission.objects.in_state(SubmissionState.AWAITING_APPROVAL)
    answers = SealedMessage.objects.filter(sender=Sender.SUBMITTER, read_on=None)
    piles = (
        Submission.objects.open().unread(),
        answers,
        PressTip.objects.waiting(),
        Submission.objects.overdue(),
        approval.exclude(redactors=user),
        retention.coming(),
    )
    return any(pile.exists() for pile in piles)


def message_to(user: User) -> EmailMessage:
    """The notice. Only the address, the time and a random number differ from one to the next."""
    subjects, texts = zip(*map(_in, LANGUAGES), strict=True)
    site = urlsplit(settings.SITE_URL).hostname
    return EmailMessage(
        subject=" / ".join(subjects),
        body="\n\n".join(texts),
        to=[user.email],
        headers={
            # Django's own would hold the name of this machine, the process and the second.
            "Message-ID": f"<{secrets.token_hex(16)}@{site}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def _in(language: str) -> tuple[str, str]:
    with translation.override(language):
        text = _(
            "Something waits for you. Sign in to see what it is:\n%(url)s\n"
            "This message always says the same. Do not answer it: nobody reads the answer."
        )
        url = settings.SITE_URL + reverse("admin:index")
        return _("Something waits for you"), text % {"url": url}


def _claim(user: User) -> Notice | None:
    """Today's row for a moderator; None where there is one already."""
    try:
        with transaction.atomic():
            return Notice.objects.create(user=user, day=today())
    except IntegrityError:
        return None
