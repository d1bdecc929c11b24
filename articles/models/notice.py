"""Notices to the moderators: on which day each was told that something waits."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.keys import today


class Notice(models.Model):
    """That a moderator was written to on a day. One a day at most; of what it told nothing is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("moderator"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    day = models.DateField(_("day"), default=today)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ("-day", "user")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint("user", "day", name="moderator_is_written_to_once_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.day}"
