"""External links: the addresses outside our site that belong to an item."""

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from articles.choices import LinkHealth, LinkKind
from articles.constraints import exactly_one
from articles.fields import NameField, WebAddressField, language_code


class ExternalLinkQuerySet(models.QuerySet):
    def in_order(self):
        """As a reader wants them: the original first, then the order in which they were entered."""
        ranks = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(LinkKind)]
        return self.order_by(Case(*ranks, default=Value(len(ranks))), "pk")


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

    objects = ExternalLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("external link")
        verbose_name_plural = _("external links")
        ordering = ("pk",)
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
