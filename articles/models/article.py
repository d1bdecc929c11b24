"""Articles: our posts about pieces of press coverage."""

from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.choices import Depth, Medium, Status
from articles.fields import NameField, ProseField, language_code
from articles.models.base import Publishable
from articles.models.external_link import ExternalLink
from articles.models.image import Image
from articles.models.outlet import Outlet
from articles.models.person import Person
from articles.models.publishable_queries import PublishableQuerySet
from articles.models.testimony import Testimony
from articles.models.topic import TopicItem


class ArticleQuerySet(PublishableQuerySet):
    """Reads of coverage, as adjectives."""

    def from_outlet(self, outlet: Outlet) -> Self:
        return self.filter(outlet=outlet)

    def in_year(self, year: int) -> Self:
        """By the year in which the outlet published."""
        return self.filter(outlet_date__year=year)

    def covering(self, testimony: Testimony) -> Self:
        """Coverage of a testimony, whichever language's row of it was chosen."""
        return self.filter(testimony__translation_key=testimony.translation_key)

    def without_source(self) -> Self:
        """Published items without the address of an original that should have one."""
        originals = ExternalLink.objects.filter(article=OuterRef("pk")).exclude(url="")
        return self.filter(
            ~models.Exists(originals), status=Status.PUBLISHED, no_public_original=False
        )

    def with_unfinished_links(self) -> Self:
        """Items with a link whose address got lost and has to be completed."""
        return self.filter(pk__in=ExternalLink.objects.filter(url="").values("article"))

    def to_confirm(self) -> Self:
        """Items with notes of an import that nobody has settled yet."""
        return self.exclude(import_notes="")

    def for_list(self) -> Self:
        """With all that a list shows, in two queries, whatever its length."""
        return self.select_related("outlet", "image").prefetch_related("topics").with_source()


class Article(Publishable):
    """A post about one piece of press coverage."""

    POSITION = "outlet_date"
    ADDRESS = ("language", "slug", "outlet_date")

    outlet = models.ForeignKey(
        Outlet,
        verbose_name=_("outlet"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
    )
    headline = NameField(
        _("the outlet's headline"),
        max_length=300,
        blank=True,
        help_text=_("As the outlet printed it, in its own language."),
    )
    byline = NameField(_("byline"), max_length=200, blank=True)
    outlet_date = models.DateField(
        _("the outlet's date"),
        null=True,
        blank=True,
        help_text=_("The day on which the outlet published the piece, in its own time zone."),
    )
    medium = models.CharField(_("medium"), max_length=10, choices=Medium, blank=True)
    depth = models.CharField(_("depth"), max_length=10, choices=Depth, blank=True)
    original_language = models.CharField(
        _("language of the original"), max_length=3, blank=True, validators=[language_code]
    )
    no_public_original = models.BooleanField(
        _("there is no public original"),
        default=False,
        help_text=_(
            "Tick this if the piece cannot be found on the web, for example in print only."
        ),
    )
    image = models.ForeignKey(
        Image, verbose_name=_("picture"), null=True, blank=True, on_delete=models.PROTECT
    )
    testimony = models.ForeignKey(
        Testimony,
        verbose_name=_("testimony that it covers"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="coverage",
    )
    people = models.ManyToManyField(
        Person, through="Quoted", verbose_name=_("people quoted"), related_name="articles"
    )
    topics = TaggableManager(
        _("topics"),
        through="articles.ArticleTopic",
        blank=True,
        related_name="articles",
        help_text="",
    )
    import_key = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    import_notes = ProseField(
        _("to confirm"),
        blank=True,
        help_text=_(
            "What the import was not sure of, one note a line. Delete the lines you have settled."
        ),
    )

    objects = ArticleQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ("-outlet_date", "-pk")
        permissions = (("publish_article", "Can publish and withdraw articles"),)
        constraints = (
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | Q(outlet_date__isnull=False),
                name="article_published_has_an_outlet_date",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | Q(outlet__isnull=False),
                name="article_published_has_an_outlet",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | ~Q(title=""),
                name="article_published_has_a_title",
            ),
        )
        indexes = (
            models.Index(
                "language",
                "status",
                F("outlet_date").desc(),
                F("id").desc(),
                name="article_by_outlet_date",
            ),
            models.Index(
                "outlet",
                "language",
                "status",
                F("outlet_date").desc(),
                F("id").desc(),
                name="article_by_outlet",
            ),
            models.Index(
                "language",
                "status",
                F("published_at").desc(),
                F("id").desc(),
                name="article_by_posting",
            ),
            models.Index(
                "outlet",
                "language",
                "status",
                F("published_at").desc(),
                F("id").desc(),
                name="article_by_outlet_posting",
            ),
        )

    @property
    def public_outlet(self) -> Outlet | None:
        """The outlet, if readers may be told of it."""
        return self.outlet if self.outlet and not self.outlet.is_proposed else None

    def searched(self):
        title, summary, body = super().searched()
        return title, (*summary, self.headline), (*body, self.byline)

    @classmethod
    def address_parts(cls, language, slug, outlet_date) -> dict:
        year = f"{outlet_date.year:04}" if outlet_date else "undated"
        return {"year": year, "slug": slug}


class Quoted(models.Model):
    """Somebody whom a piece of coverage quotes or names."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="quoted")
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="quoted_in"
    )
    role = NameField(
        _("role as given in the piece"),
        max_length=200,
        blank=True,
        help_text=_("Leave it empty to show the role held on the outlet's date."),
    )

    class Meta:
        verbose_name = _("person quoted")
        verbose_name_plural = _("people quoted")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint("article", "person", name="article_quotes_a_person_once"),
        )

    def __str__(self) -> str:
        return str(self.person)

    def role_in(self, language: str) -> str:
        """The role to show: as the piece gives it, else the one held on the outlet's date."""
        held = None if self.role else self.person.role_on(self.article.outlet_date)
        return held.title_in(language) if held else self.role


class ArticleTopic(TopicItem):
    """A topic of an article."""

    content_object = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="topic_items"
    )

    class Meta(TopicItem.Meta):
        verbose_name = _("topic of an article")
        verbose_name_plural = _("topics of articles")
