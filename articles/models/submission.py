"""Submissions: testimonies that arrive sealed.

What a person sent is here as age ciphertext only, which no key on the server opens. Times are days,
identifiers are random, and nothing of it is ever kept by django-reversion. `sealed_parts` holds what
belongs to a case.
"""

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from articles.choices import Language, Sender, SubmissionState
from articles.models.keys import ModeratorKey, RecipientField, RecoveryKey, today
from articles.models.versioned import Versioned

#: Days after which a case that nobody has read is pointed out to the moderators.
UNREAD_FOR = 3


def _unread_answers():
    """The unread messages of the submitter of the row of a query around it."""
    from articles.models.sealed_parts import SealedMessage  # it refers to this module's classes

    return SealedMessage.objects.filter(
        submission=OuterRef("pk"), sender=Sender.SUBMITTER, read_on=None
    )


class SubmissionQuerySet(models.QuerySet):
    """Reads of cases, as adjectives."""

    def in_state(self, state: SubmissionState) -> Self:
        return self.filter(state=state)

    def open(self) -> Self:
        """Somebody still has something to do."""
        return self.filter(state__in=[state for state in SubmissionState if state.is_open])

    def called(self, short_id: str) -> Self:
        """The one that people call by these eight digits; none where they are not that."""
        digits = short_id.strip().lower()
        if not re.fullmatch(r"[0-9a-f]{8}", digits):
            return self.none()
        first, last = (uuid.UUID(digits + end * 24) for end in "0f")
        return self.filter(pk__range=(first, last))

    def unread(self, *, for_days: int = 0) -> Self:
        """Nobody has opened them, `for_days` days after their arrival or later."""
        return self.filter(read_on=None, arrived_on__lte=today() - dt.timedelta(days=for_days))

    def overdue(self) -> Self:
        return self.open().filter(due_on__lt=today())

    def awaiting_approval_of(self, user) -> Self:
        """Redacted by others, so that this moderator may approve them."""
        return self.in_state(SubmissionState.AWAITING_APPROVAL).exclude(redactors=user)

    def with_unread_answers(self) -> Self:
        """The person who sent them has written something that no moderator has read yet."""
        return self.filter(Exists(_unread_answers()))

    def with_flags(self, key: ModeratorKey | None) -> Self:
        """With `has_unread_answer`, and `opens_for_me` for the owner of a key."""
        mine = self.model.keys.through.objects.filter(submission=OuterRef("pk"), moderatorkey=key)
        return self.annotate(has_unread_answer=Exists(_unread_answers()), opens_for_me=Exists(mine))

    def needed(self) -> Self:
        """Open, or accepted and kept: somebody may have to read them again."""
        return self.open() | self.in_state(SubmissionState.ACCEPTED)

    def sealed_to_others_than(
        self, keys: Iterable[ModeratorKey], recovery: RecoveryKey | None
    ) -> Self:
        """Those that one of these keys does not open, or that a key beside them opens."""
        numbers = [key.pk for key in keys]
        all_of_them = Count("keys", distinct=True)
        of_these = Count("keys", filter=Q(keys__in=numbers), distinct=True)
        return self.alias(all_of_them=all_of_them, of_these=of_these).exclude(
            all_of_them=len(numbers), of_these=len(numbers), recovery_key=recovery
        )

    def opened_by_none_of(self, keys: Iterable[ModeratorKey]) -> Self:
        """Those that nothing but the recovery key opens, where only `keys` are there."""
        return self.exclude(keys__in=[key.pk for key in keys])


class Submission(Versioned):
    """A case: one sealed testimony and all that belongs to it.

    `sealed` opens to JSON: text, contact. `keys` are the moderators' keys that open everything
    that was there when they were added, and so does `recovery_key`. `draft` is the redacted
    testimony; nothing public points back from it. `redactors` have written in it, so that none of
    them may approve it. An erased case keeps nothing but that it is erased, until it is purged.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    arrived_on = models.DateField(_("arrived"), null=True, default=today, editable=False)
    language = models.CharField(
        _("language of the form"), max_length=2, choices=Language, blank=True, editable=False
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=SubmissionState,
        default=SubmissionState.RECEIVED,
        editable=False,
    )
    since = models.DateField(_("in this state since"), default=today, editable=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    is_spam = models.BooleanField(_("spam"), default=False)
    duplicate_of = models.ForeignKey(
        "self",
        verbose_name=_("duplicate of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="duplicates",
    )
    read_on = models.DateField(_("first read"), null=True, blank=True, editable=False)
    review_on = models.DateField(_("keeping it is reviewed on"), null=True, blank=True)
    receipt_id = models.CharField(  # noqa: DJ001 - null, because more than one can be erased
        _("hash of the receipt"), max_length=64, null=True, unique=True, editable=False
    )
    receipt_recipient = RecipientField(_("key of the receipt"), blank=True, editable=False)
    sealed = models.BinaryField(_("sealed text and contact"), default=bytes)
    keys = models.ManyToManyField(
        ModeratorKey, verbose_name=_("keys that open it"), related_name="submissions", blank=True
    )
    recovery_key = models.ForeignKey(
        RecoveryKey,
        verbose_name=_("recovery key that opens it"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    draft = models.ForeignKey(
        "articles.Testimony",
        verbose_name=_("redacted draft"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    redactors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("redacted by"),
        related_name="+",
        blank=True,
        editable=False,
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ("arrived_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=SubmissionState.values), name="submission_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=SubmissionState.ERASED)
                | Q(
                    arrived_on=None,
                    language="",
                    receipt_id=None,
                    receipt_recipient="",
                    sealed=b"",
                    draft=None,
                ),
                name="submission_erased_holds_nothing",
            ),
            models.CheckConstraint(
                condition=Q(state=SubmissionState.ERASED)
                | Q(receipt_id__isnull=False, arrived_on__isnull=False),
                name="submission_has_a_receipt_until_it_is_erased",
            ),
        )

    def __str__(self) -> str:
        return self.short_id

    @property
    def short_id(self) -> str:
        """The first eight digits of the random number, for people to talk about the case."""
        return self.id.hex[:8]

    @property
    def age(self) -> int | None:
        """Days since the arrival."""
        return self.arrived_on and (today() - self.arrived_on).days

    def allows(self, purpose: str) -> bool:
        """Whether the person who sent it allows this use now."""
        return self.consents.in_force().filter(purpose=purpose).exists()
