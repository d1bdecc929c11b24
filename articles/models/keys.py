"""Keys: the public halves to which testimonies are sealed.

The server never holds a private half in the clear. A moderator's is wrapped with a passphrase in
the browser before it arrives; the recovery key's is printed once and kept away from the server.
"""

import datetime as dt
from typing import Self

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.constraints import in_order

#: An age recipient: `age1` and 58 letters of bech32 (age-encryption.org/v1).
RECIPIENT_LENGTH = 62
recipient = RegexValidator(
    r"^age1[02-9ac-hj-np-z]{58}\Z", _("This is not the public half of an age key.")
)
#: Days in which colleagues are told of a new key: somebody else may have made it in its owner's name.
NEW_FOR = 14
ARMOR = "-----BEGIN AGE ENCRYPTED FILE-----"
#: Whoever has this permission may have a key; no one else's counts.
MAY_HAVE_ONE, BACKEND = (
    "articles.add_moderatorkey",
    "django.contrib.auth.backends.ModelBackend",
)


def today():
    """The day in Seoul. Of anything that a submitter does, no more exact time is kept."""
    return timezone.localdate()


class RecipientField(models.CharField):
    """The public half of an age key."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", RECIPIENT_LENGTH)
        super().__init__(*args, **kwargs)

    default_validators = [recipient]


class ModeratorKeyQuerySet(models.QuerySet):
    """Reads of moderators' keys, as adjectives."""

    def active(self) -> Self:
        """Those to which new testimonies are sealed: not retired, of people who are moderators.

        An account that is closed, or that is no moderator's any more, takes its key with it.
        """
        may_have_one = get_user_model().objects.with_perm(MAY_HAVE_ONE, backend=BACKEND)
        return self.filter(retired_on=None, user__in=may_have_one)

    def new_to(self, user) -> Self:
        """Those in use that somebody else has made within NEW_FOR days."""
        since = today() - dt.timedelta(days=NEW_FOR)
        return self.active().filter(made_on__gt=since).exclude(user=user)

    def unretired(self) -> Self:
        return self.filter(retired_on=None)


class ModeratorKey(models.Model):
    """The key of a moderator, made in the browser. `wrapped` opens with the passphrase only."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("moderator"),
        on_delete=models.PROTECT,
        related_name="moderator_keys",
    )
    recipient = RecipientField(_("public half"), unique=True)
    wrapped = models.TextField(_("wrapped private half"))
    made_on = models.DateField(_("made"), default=today)
    retired_on = models.DateField(_("retired"), null=True, blank=True)

    objects = ModeratorKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("moderator's key")
        verbose_name_plural = _("moderators' keys")
        ordering = ("-made_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                "user",
                condition=Q(retired_on=None),
                name="moderator_has_one_key_in_use",
            ),
            models.CheckConstraint(
                condition=Q(wrapped__startswith=ARMOR), name="moderator_key_is_wrapped"
            ),
            models.CheckConstraint(
                condition=in_order("made_on", "retired_on"),
                name="moderator_key_is_retired_after_it_is_made",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.recipient[:12]}…"


class RecoveryKey(models.Model):
    """The public half of the key that lies offline. The newest is in use."""

    recipient = RecipientField(_("public half"), unique=True)
    made_on = models.DateField(_("made"), default=today)

    class Meta:
        verbose_name = _("recovery key")
        verbose_name_plural = _("recovery keys")
        ordering = ("-pk",)
        get_latest_by = "pk"

    def __str__(self) -> str:
        return f"{self.recipient[:12]}… ({self.made_on})"

    @classmethod
    def current(cls) -> "RecoveryKey | None":
        return cls.objects.first()
