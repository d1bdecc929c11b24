"""What topics, outlets and people have in common: names and a page of their own."""

from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from articles.choices import Language
from articles.fields import NameField
from articles.models.versioned import Versioned
from articles.text import slugs


class Named(Versioned):
    """Something with a name in both languages and a page of its own."""

    name = NameField(_("name in English"), max_length=150, unique=True)
    name_ko = NameField(_("name in Korean"), max_length=150, blank=True)
    slug = models.SlugField(
        _("address"),
        max_length=slugs.MAX_LENGTH,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text=_("The last part of the page's address. Filled in from the name if left empty."),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.name} ({self.name_ko})" if self.name_ko else self.name

    def fill_in(self) -> None:
        if not self.slug:
            others = type(self)._default_manager.exclude(pk=self.pk)
            wanted = slugs.slug_of(self.name, fallback=self._meta.model_name)
            self.slug = slugs.free_slug(wanted, lambda slug: others.filter(slug=slug).exists())
        super().fill_in()

    @classmethod
    def from_db(cls, db, field_names, values):
        named = super().from_db(db, field_names, values)
        if "slug" in field_names:
            named._slug_when_loaded = named.slug
        return named

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        former = getattr(self, "_slug_when_loaded", self.slug)
        self._slug_when_loaded = self.slug
        if former != self.slug:
            self.leave_redirects(former)

    def leave_redirects(self, former_slug: str) -> None:
        """Lead the pages of a former slug here, in each language, if readers could know them."""
        from articles.models.redirect import Redirect  # it refers to this module's classes

        if self._meta.model_name not in Redirect.TARGETS or getattr(self, "is_proposed", False):
            return
        for language in Language.values:
            with translation.override(language):
                path = reverse(self._meta.model_name, kwargs={"slug": former_slug})
            Redirect.remember(path, self)

    def name_in(self, language: str) -> str:
        """The name for readers of `language` (en, ko), in English where there is no other."""
        return (language == Language.KOREAN and self.name_ko) or self.name
