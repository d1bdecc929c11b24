"""External links: the addresses outside our site that belong to an item."""

from typing import Self

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from articles.choices import LinkHealth, LinkKind
from articles.constraints import exactly_one
from articles.fields import NameField, WebAddressField, language_code
from articles.text.address import page_digest

_RANKS = {kind.value: rank for rank, kind in enumerate(LinkKind)}


class PageDigestField(models.CharField):
    """What all addresses of one page have in common; follows from `url` whenever a row is stored."""

    def pre_save(self, link, add):
        link.page_digest = page_digest(link.url)
        return link.page_digest

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class ExternalLinkQuerySet(models.QuerySet):
    def in_order(self) -> Self:
        """As a reader wants them: what is gone last, then the original first, then as entered."""
        kinds = [When(kind=kind, then=Value(rank)) for kind, rank in _RANKS.items()]
        return self.order_by(
            Case(When(health=LinkHealth.GONE, then=Value(1)), default=Value(0)),
            Case(*kinds, default=Value(len(kinds))),
            "pk",
        )

    def to_pages_at(self, *urls: str) -> Self:
        """Links to the pages at these addresses, in whichever form they are written."""
        return self.filter(page_digest__in={page_digest(url) for url in urls} - {""})

    def update(self, **changes) -> int:
        if "url" in changes:
            changes["page_digest"] = page_digest(changes["url"])
        return super().update(**changes)


class ExternalLink(models.Model):
    """One address of one article or testimony. An empty address is still to be completed."""

    article = models.ForeignKey(
        "articles.Article", null=True, blank=True, on_delete=models.CASCADE, related_name="links"
    )
    testimony = models.ForeignKey(
        "articles.Testimony", null=True, blank=True, on_delete=models.CASCADE, related_name="links"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=LinkKind, default=LinkKind.ORIGINAL)
    url = WebAddressField(_("web address"), blank=True)
    label = NameField(_("label"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=3, blank=True, validators=[language_code])
    health = models.CharField(
        _("state"), max_length=10, choices=LinkHealth, default=LinkHealth.UNKNOWN, editable=False
    )
    checked_at = models.DateTimeField(_("last looked at"), null=True, blank=True, editable=False)
    page_digest = PageDigestField(max_length=64, blank=True, editable=False)

    objects = ExternalLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("external link")
        verbose_name_plural = _("external links")
        ordering = ("pk",)
        indexes = (models.Index(fields=("page_digest",), name="external_link_by_page"),)
        constraints = (
            models.CheckConstraint(
                condition=exactly_one("article", "testimony"), name="external_link_has_one_owner"
            ),
            models.CheckConstraint(
                condition=Q(url="") | Q(url__startswith="https://") | Q(url__startswith="http://"),
                name="external_link_is_a_web_address",
                violation_error_message=_(
                    "This is not a web address. It begins with https:// or http://."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.url or str(_("(address to be completed)"))

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is not None and "url" in update_fields:
            update_fields = {*update_fields, "page_digest"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def preference(self) -> tuple:
        """By which `in_order` sorts."""
        return self.health == LinkHealth.GONE, _RANKS.get(self.kind, len(_RANKS)), self.pk
