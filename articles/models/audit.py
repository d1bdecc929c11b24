"""The audit trail: who did what to which row, and nothing of what stands in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.choices import AuditEvent


def events() -> list[tuple[str, str]]:
    """The events to choose from. A function, so that a new one needs no migration."""
    return AuditEvent.choices


class AuditEntry(models.Model):
    """One thing that somebody did. Written by `articles.audit.record` and by nothing else.

    Each entry carries the digest of the one before it. The database refuses changes and deletions
    by triggers; a migration that rebuilds this table on SQLite has to make them again.
    """

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("time"))
    event = models.CharField(_("event"), max_length=30, choices=events)
    # Not a foreign key: the entry stays as it is when the account goes.
    actor = models.PositiveBigIntegerField(_("account"), null=True)
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    subject = models.CharField(_("row"), max_length=36, blank=True)
    reason = models.CharField(_("reason"), max_length=30, blank=True)
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(_("seal"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        ordering = ("-number",)
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.number}"


class AuditHead(models.Model):
    """The last entry of the trail: what the next one follows, and the lock that writers take."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        constraints = (
            models.CheckConstraint(condition=models.Q(pk=1), name="audit_trail_has_one_head"),
        )

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"
