"""What belongs to a case: files, messages, notes, consents and the changes of its state.

Ciphertext is age's; the files lie in a storage that is never served.
"""

import uuid
from typing import Self

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from articles.choices import ChangeReason, Purpose, Sender, SubmissionState
from articles.constraints import in_order
from articles.models.keys import today
from articles.models.submission import Submission


def sealed_storage():
    """Where sealed files lie. Nothing in it has a public address."""
    return storages["sealed"]


class _Part(models.Model):
    """Something of a case, under a random number, of a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.DateField(_("day"), default=today, editable=False)

    class Meta:
        abstract = True


class _InOrder(_Part):
    """A part that has its place in the case, because days do not order what came on one day."""

    number = models.PositiveIntegerField(_("number"), editable=False)

    class Meta:
        abstract = True
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                "submission", "number", name="%(class)s_has_its_place_in_the_case"
            ),
        )

    def __str__(self) -> str:
        return f"{self.submission} · {self.number}"

    def save(self, *args, **kwargs):
        """Give a new part the next number. Call it with the row of the case locked."""
        if self.number is None:
            last = type(self).objects.filter(submission=self.submission).aggregate(Max("number"))
            self.number = (last["number__max"] or 0) + 1
        super().save(*args, **kwargs)


class SealedMessage(_InOrder):
    """A message between the moderators and the person who sent the testimony.

    `for_moderators` opens, with a moderator's key or the recovery key, to JSON: text.
    `for_receipt` is the same, sealed to the key that follows from the receipt; empty for what
    the submitter wrote.
    """

    submission = models.ForeignKey(
        Submission, verbose_name=_("submission"), on_delete=models.CASCADE, related_name="messages"
    )
    sender = models.CharField(_("sender"), max_length=10, choices=Sender)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("moderator"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    for_moderators = models.BinaryField(_("sealed to the moderators"))
    for_receipt = models.BinaryField(_("sealed to the receipt"), default=bytes)
    read_on = models.DateField(_("first read"), null=True, blank=True, editable=False)

    class Meta(_InOrder.Meta):
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = (
            *_InOrder.Meta.constraints,
            models.CheckConstraint(
                condition=Q(sender=Sender.MODERATORS) | Q(author=None, for_receipt=b""),
                name="sealed_message_of_a_submitter_names_nobody",
            ),
            models.CheckConstraint(
                condition=Q(sender=Sender.SUBMITTER) | ~Q(for_receipt=b""),
                name="sealed_message_to_a_submitter_is_sealed_to_the_receipt",
            ),
        )


class SealedFile(_InOrder):
    """A file that came with a testimony or an answer: a sealed ZIP of it, its name and padding."""

    submission = models.ForeignKey(
        Submission, verbose_name=_("submission"), on_delete=models.CASCADE, related_name="files"
    )
    message = models.ForeignKey(
        SealedMessage, null=True, blank=True, on_delete=models.CASCADE, related_name="files"
    )
    file = models.FileField(_("sealed file"), storage=sealed_storage, max_length=100)

    class Meta(_InOrder.Meta):
        verbose_name = _("sealed file")
        verbose_name_plural = _("sealed files")


class SealedNote(_InOrder):
    """A moderator's note for colleagues, sealed in the browser. Opens to JSON: text."""

    submission = models.ForeignKey(
        Submission, verbose_name=_("submission"), on_delete=models.CASCADE, related_name="notes"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    sealed = models.BinaryField(_("sealed text"))

    class Meta(_InOrder.Meta):
        verbose_name = _("note")
        verbose_name_plural = _("notes")


class ConsentQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        """Given and not withdrawn."""
        return self.filter(withdrawn_on=None)


class Consent(_Part):
    """What a person allows us to do with a case, one row a purpose. `day` is when it was given."""

    submission = models.ForeignKey(
        Submission, verbose_name=_("submission"), on_delete=models.CASCADE, related_name="consents"
    )
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose)
    renewed_on = models.DateField(_("renewed"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ("purpose",)
        constraints = (
            models.UniqueConstraint(
                "submission", "purpose", name="consent_is_kept_once_for_a_purpose"
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.values), name="consent_purpose_is_known"
            ),
            models.CheckConstraint(
                condition=in_order("day", "withdrawn_on"),
                name="consent_is_withdrawn_after_it_is_given",
            ),
        )

    def __str__(self) -> str:
        return f"{self.submission} · {self.get_purpose_display()}"


class StateChange(_InOrder):
    """That a case went from one state to another: who (nobody for the submitter), when, why."""

    submission = models.ForeignKey(
        Submission, verbose_name=_("submission"), on_delete=models.CASCADE, related_name="changes"
    )
    old = models.CharField(_("state before"), max_length=20, choices=SubmissionState)
    new = models.CharField(_("state after"), max_length=20, choices=SubmissionState)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=15, choices=ChangeReason)

    class Meta(_InOrder.Meta):
        verbose_name = _("change of state")
        verbose_name_plural = _("changes of state")

    def __str__(self) -> str:
        return f"{self.submission} · {self.old} → {self.new}"
