"""What belongs to a staff account beside Django's user: recovery codes, pauses after wrong guesses."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device


class RecoverySheet(Device):
    """A person's sheet of recovery codes; a new sheet takes the place of the old one."""

    class Meta:
        default_permissions = ()
        verbose_name = _("sheet of recovery codes")
        constraints = (
            models.UniqueConstraint("user", name="account_has_one_sheet_of_recovery_codes"),
        )


class RecoveryCode(models.Model):
    """A code that was not used yet: its SHA-256, for it has 79 random bits."""

    sheet = models.ForeignKey(RecoverySheet, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.pk}"


class SignInPause(models.Model):
    """How often somebody guessed in a row. Holds neither an address nor what was typed."""

    key = models.CharField(max_length=64, primary_key=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.attempts}"
