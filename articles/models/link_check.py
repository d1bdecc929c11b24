"""Findings at links: what visits found, a row where it was something new."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.choices import Finding, LinkHealth
from articles.fields import WebAddressField
from articles.models.external_link import ExternalLink


class LinkCheck(models.Model):
    """What a visit found that was not found the time before. It held until the next row."""

    link = models.ForeignKey(ExternalLink, on_delete=models.CASCADE, related_name="checks")
    url = WebAddressField(_("web address"))
    seen_at = models.DateTimeField(_("seen at"), default=timezone.now)
    finding = models.CharField(_("finding"), max_length=12, choices=Finding)
    health = models.CharField(_("state"), max_length=10, choices=LinkHealth)
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)
    moved_to = WebAddressField(_("new address"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)

    class Meta:
        verbose_name = _("finding at a link")
        verbose_name_plural = _("findings at links")
        ordering = ("-seen_at", "-pk")

    def __str__(self) -> str:
        return f"{self.url}: {self.get_finding_display()}"
