"""The pages about ourselves: who we are, how to reach us, what we keep, how we protect people."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.choices import Language, PageKind
from articles.fields import NameField, RichTextField
from articles.models.versioned import Versioned


class SitePage(Versioned):
    """A page that every site has, in both languages. There is one of each kind."""

    kind = models.CharField(_("page"), max_length=20, choices=PageKind, unique=True)
    title = NameField(_("title in English"), max_length=150)
    title_ko = NameField(_("title in Korean"), max_length=150, blank=True)
    body = RichTextField(_("text in English"), blank=True)
    body_ko = RichTextField(_("text in Korean"), blank=True)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=PageKind.values), name="site_page_kind_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs):
        self.updated_at = timezone.now()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("site-page", kwargs={"kind": self.kind})

    def language_for(self, wanted: str) -> str:
        """The language in which readers of `wanted` get the page: theirs, if there is a text in it."""
        bodies = {Language.ENGLISH: self.body, Language.KOREAN: self.body_ko}
        other = Language(wanted).other
        return str(other if bodies[other] and not bodies[Language(wanted)] else Language(wanted))

    def title_in(self, language: str) -> str:
        return (language == Language.KOREAN and self.title_ko) or self.title

    def body_in(self, language: str) -> str:
        return self.body_ko if language == Language.KOREAN else self.body
