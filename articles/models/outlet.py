"""Outlets: the newspapers, agencies, broadcasters and sites that publish about our work."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.fields import (
    NormalizedMixin,
    ProseField,
    WebAddressField,
    country_code,
    language_code,
    lines_of,
)
from articles.models.named import Named


class CodeField(NormalizedMixin, models.CharField):
    """A short code from a standard, such as KR or ko."""


class Outlet(Named):
    """A publisher of press coverage."""

    aliases = ProseField(
        _("other names"),
        blank=True,
        help_text=_("Other names and spellings, one a line. Imports recognise the outlet by them."),
    )
    domains = ProseField(
        _("domains"),
        blank=True,
        help_text=_("The outlet's web domains, one a line, for example example.org."),
    )
    homepage = WebAddressField(_("home page"), blank=True)
    country = CodeField(_("country"), max_length=2, blank=True, validators=[country_code])
    language = CodeField(_("main language"), max_length=3, blank=True, validators=[language_code])
    is_fictional = models.BooleanField(
        _("made up for demonstration"),
        default=False,
        help_text=_("Its pages say that the outlet does not exist."),
    )
    is_proposed = models.BooleanField(
        _("proposed by an import"),
        default=False,
        help_text=_(
            "Take the tick away when you have checked the name. Until then it is not public."
        ),
    )

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        ordering = ("name",)

    def get_absolute_url(self) -> str:
        return reverse("outlet", kwargs={"slug": self.slug})

    @property
    def names(self) -> tuple[str, ...]:
        """Every name under which the outlet is known."""
        return lines_of("\n".join((self.name, self.name_ko, self.aliases)))
