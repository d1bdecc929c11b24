"""Press tips: addresses of coverage that the public sends. Stored plain; nobody is asked who they are."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Min, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from articles.choices import TipState
from articles.fields import ProseField, WebAddressField
from articles.models.keys import today
from articles.text.address import page_digest, same_page_key

LONGEST_KEY = 2000


class PressTipQuerySet(models.QuerySet):
    """Reads of press tips, as adjectives."""

    def waiting(self) -> Self:
        return self.filter(state=TipState.WAITING)

    def decided(self) -> Self:
        return self.exclude(state=TipState.WAITING)

    def of_the_same_page(self, tip: "PressTip") -> Self:
        """The other tips about the page that `tip` names."""
        return self.filter(page_key=tip.page_key).exclude(pk=tip.pk)

    def by_page(self) -> models.QuerySet:
        """One row for all tips about a page of which became the same on the same day.

        With the `number` of tips, the day of the first, `first_on`, and its key, `first`.
        """
        same_day = Q(decided_on=OuterRef("decided_on")) | Q(decided_on=None)
        alike = PressTip.objects.filter(
            same_day, page_key=OuterRef("page_key"), state=OuterRef("state")
        )
        return (
            self.order_by()
            .values("page_key", "state", "decided_on")
            .annotate(
                number=Count("pk"),
                first_on=Min("arrived_on"),
                first=Subquery(alike.order_by("arrived_on", "pk").values("pk")[:1]),
            )
        )


class PressTip(models.Model):
    """An address and a note."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    url = WebAddressField(_("web address"))
    page_key = models.CharField(
        _("key of the page"), max_length=LONGEST_KEY, db_index=True, editable=False
    )
    note = ProseField(_("note"), blank=True, max_length=2000)
    arrived_on = models.DateField(_("arrived"), default=today)
    state = models.CharField(
        _("state"), max_length=10, choices=TipState, default=TipState.WAITING, editable=False
    )
    decided_on = models.DateField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("article that came of it"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = PressTipQuerySet.as_manager()

    class Meta:
        verbose_name = _("press tip")
        verbose_name_plural = _("press tips")
        ordering = ("arrived_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=TipState.values), name="press_tip_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=TipState.WAITING, decided_on=None)
                | (~Q(state=TipState.WAITING) & Q(decided_on__isnull=False)),
                name="press_tip_is_decided_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return self.url

    def save(self, *args, **kwargs):
        key = same_page_key(self.url)
        self.page_key = key if len(key) <= LONGEST_KEY else page_digest(self.url)
        super().save(*args, **kwargs)

    @property
    def age(self) -> int:
        """Days since the arrival."""
        return (today() - self.arrived_on).days
