"""What every item that we publish has in common."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from articles.choices import Language, Status
from articles.fields import NameField, ProseField, RichTextField
from articles.models.publishable_queries import PublishableQuerySet
from articles.models.versioned import Versioned
from articles.text import html, slugs


class Publishable(Versioned):
    """An item in one language; each language's version is a row with the same translation key."""

    #: The column by which lists are ordered and paged. Never null on a visible row.
    POSITION: ClassVar[str]
    #: The columns of which the public address is made.
    ADDRESS: ClassVar[tuple[str, ...]] = ("language", "slug")
    #: Slugs that would give an item the address of something else.
    TAKEN_SLUGS: ClassVar[frozenset[str]] = frozenset()

    language = models.CharField(_("language"), max_length=2, choices=Language)
    translation_key = models.UUIDField(default=uuid.uuid4, editable=False)
    title = NameField(_("title"), max_length=300, blank=True)
    slug = models.SlugField(
        _("address"),
        max_length=slugs.MAX_LENGTH,
        blank=True,
        allow_unicode=True,
        help_text=_("The last part of the page's address. Filled in from the title if left empty."),
    )
    summary = ProseField(
        _("summary"),
        blank=True,
        help_text=_("Two or three sentences in plain text. Lists, feeds and search show them."),
    )
    body = RichTextField(_("text"), blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    withdrawal_reason = ProseField(_("reason of the withdrawal"), blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("changed by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = (
            models.UniqueConstraint(
                "language", "slug", name="%(class)s_slug_is_unique_in_language"
            ),
            models.UniqueConstraint(
                "translation_key", "language", name="%(class)s_has_one_row_per_language"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | Q(published_at__isnull=False),
                name="%(class)s_published_needs_a_date",
            ),
            models.CheckConstraint(
                condition=Q(language__in=Language.values), name="%(class)s_language_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="%(class)s_status_is_known"
            ),
            models.CheckConstraint(condition=~Q(slug=""), name="%(class)s_has_a_slug"),
        )

    @classmethod
    def from_db(cls, db, field_names, values):
        item = super().from_db(db, field_names, values)
        if set(cls.ADDRESS) <= set(field_names):
            item._address_when_loaded = item._address()
        return item

    def __str__(self) -> str:
        return self.title or str(_("(no title yet)"))

    @transaction.atomic
    def save(self, *args, **kwargs):
        self.updated_at = timezone.now()
        super().save(*args, **kwargs)
        self._remember_former_address()
        from articles.models.search import SearchEntry  # it refers to this module's classes

        # Where only some columns were stored, what else the object holds is not to be found.
        stored = type(self)._base_manager.get(pk=self.pk) if kwargs.get("update_fields") else self
        SearchEntry.write([stored])

    def fill_in(self) -> None:
        if not self.slug:
            others = type(self).objects.filter(language=self.language).exclude(pk=self.pk)
            self.slug = slugs.free_slug(
                self.wanted_slug,
                lambda slug: slug in self.TAKEN_SLUGS or others.filter(slug=slug).exists(),
            )
        super().fill_in()

    def get_absolute_url(self) -> str:
        with translation.override(self.language):
            return reverse(f"{self._meta.model_name}", kwargs=self.address_parts(*self._address()))

    @classmethod
    def address_parts(cls, language, slug) -> dict:
        """The parts of the public address that follow from the ADDRESS columns' values."""
        return {"slug": slug}

    def searched(self) -> tuple[tuple[str, ...], ...]:
        """What search looks into: the texts that weigh most, those that weigh less, the rest."""
        return (self.title,), (self.summary,), (html.plain(self.body),)

    @property
    def wanted_slug(self) -> str:
        """The slug that follows from the title, whether it is still free or not."""
        fallback = f"{self._meta.model_name}-{self.translation_key.hex[:8]}"
        return slugs.slug_of(self.title, fallback=fallback)

    @property
    def short_key(self) -> str:
        """Twelve hex digits of the translation key: what a short address is made of.

        Of a million items two have the same with a chance of one in 500.
        """
        return self.translation_key.hex[:12]

    @property
    def is_visible(self) -> bool:
        return self.status == Status.PUBLISHED and self.published_at <= timezone.now()

    @property
    def is_scheduled(self) -> bool:
        return self.status == Status.PUBLISHED and self.published_at > timezone.now()

    @property
    def first_visible_link(self):
        """The address at which readers find the piece; one that is gone only where all are."""
        links = (link for link in self.links.all() if link.url)
        return min(links, key=lambda link: link.preference, default=None)

    def versions(self) -> PublishableQuerySet:
        """The rows of this item in every language, this one included."""
        return type(self).objects.filter(translation_key=self.translation_key)

    def _address(self) -> tuple:
        return tuple(getattr(self, name) for name in self.ADDRESS)

    def _remember_former_address(self) -> None:
        former = getattr(self, "_address_when_loaded", None)
        self._address_when_loaded = self._address()
        if former in (None, self._address_when_loaded) or self.published_at is None:
            return
        from articles.models.redirect import Redirect  # it refers to this module's classes

        with translation.override(former[0]):
            path = reverse(self._meta.model_name, kwargs=self.address_parts(*former))
        Redirect.remember(path, self)
