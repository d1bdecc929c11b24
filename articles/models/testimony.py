"""Testimonies: statements on the record, and accounts of protected witnesses."""

from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.choices import DatePrecision, Status, SubmissionState, TestimonyKind
from articles.fields import NameField
from articles.models.base import Publishable
from articles.models.person import Person
from articles.models.publishable_queries import PublishableQuerySet
from articles.models.topic import TopicItem


class TestimonyQuerySet(PublishableQuerySet):
    """Reads of testimonies, as adjectives."""

    def released(self) -> Self:
        """All but those out of a case that no second moderator has approved, in any language."""
        return self.exclude(translation_key__in=_keys_in_redaction())

    def in_redaction(self) -> Self:
        return self.filter(translation_key__in=_keys_in_redaction())

    def for_list(self):
        """With all that a list shows, in two queries, whatever its length."""
        return self.select_related("speaker").prefetch_related("topics")


class Testimony(Publishable):
    """A statement given before a body, or a witness's account."""

    POSITION = "published_at"
    TAKEN_SLUGS = frozenset({"feed"})

    kind = models.CharField(
        _("kind"), max_length=10, choices=TestimonyKind, default=TestimonyKind.STATEMENT
    )
    forum = NameField(
        _("forum"),
        max_length=200,
        blank=True,
        help_text=_("The body before which it was given."),
    )
    place = NameField(
        _("place"),
        max_length=200,
        blank=True,
        help_text=_("For a witness no more exact than the province."),
    )
    date = models.DateField(
        _("date"),
        null=True,
        blank=True,
        help_text=_("Kept only as exactly as the precision beside it says."),
    )
    date_precision = models.CharField(
        _("precision of the date"),
        max_length=10,
        choices=DatePrecision,
        default=DatePrecision.DAY,
    )
    speaker = models.ForeignKey(
        Person,
        verbose_name=_("speaker"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="testimonies",
        help_text=_("Only for a statement on the record."),
    )
    alias = NameField(
        _("protected alias"),
        max_length=100,
        blank=True,
        help_text=_("The invented name under which a witness appears."),
    )
    content_note = NameField(
        _("content note"),
        max_length=300,
        blank=True,
        help_text=_("What may distress a reader. It stands before the text."),
    )
    topics = TaggableManager(
        _("topics"),
        through="articles.TestimonyTopic",
        blank=True,
        related_name="testimonies",
        help_text="",
    )

    objects = TestimonyQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("testimony")
        verbose_name_plural = _("testimonies")
        ordering = ("-published_at", "-pk")
        permissions = (("publish_testimony", "Can publish and withdraw testimonies"),)
        constraints = (
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(kind=TestimonyKind.WITNESS) | Q(speaker__isnull=True),
                name="testimony_of_a_witness_names_nobody",
                violation_error_message=_(
                    "A witness is never named. Take the speaker out, or change the kind to a statement."
                ),
            ),
            models.CheckConstraint(
                condition=Q(speaker__isnull=True) | Q(alias=""),
                name="testimony_has_a_speaker_or_an_alias",
                violation_error_message=_("Give a speaker or an alias, not both."),
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | ~Q(title=""),
                name="testimony_published_has_a_title",
            ),
            models.CheckConstraint(
                condition=~Q(slug="feed"),
                name="testimony_leaves_the_feed_its_address",
                violation_error_message=_(
                    "The feed of the testimonies has this address. Choose another one."
                ),
            ),
        )
        indexes = (
            models.Index(
                "language",
                "status",
                F("published_at").desc(),
                F("id").desc(),
                name="testimony_by_date",
            ),
        )

    def fill_in(self) -> None:
        if self.date:
            self.date = DatePrecision(self.date_precision).coarsen(self.date)
        super().fill_in()

    def searched(self):
        if self.is_in_redaction:
            # The words of what is being redacted would stay in the index for ever.
            return ("",), ("",), ("",)
        title, summary, body = super().searched()
        facts = (self.forum, self.place, self.alias, self.content_note)
        return title, summary, (*body, *facts)

    @property
    def is_in_redaction(self) -> bool:
        """Whether it is made of a case that no second moderator has approved."""
        return _keys_in_redaction().filter(draft__translation_key=self.translation_key).exists()

    @property
    def staff_title(self) -> str:
        """What the staff may know it by where they come upon it beside something else."""
        hidden = _("(a testimony that is being redacted)")
        return str(hidden) if self.is_in_redaction else str(self)

    @property
    def public_speaker(self) -> Person | None:
        """The speaker of a statement, if readers may be told of the person."""
        return self.speaker if self.speaker and not self.speaker.is_proposed else None

    @property
    def shown_date(self) -> str:
        """The date as exactly as it may be told, in the active language."""
        return DatePrecision(self.date_precision).show(self.date)


def _keys_in_redaction() -> models.QuerySet:
    """The translation keys of what is made of cases and not approved."""
    cases = apps.get_model("articles", "Submission").objects.exclude(draft=None)
    return cases.exclude(state=SubmissionState.ACCEPTED).values("draft__translation_key")


class TestimonyTopic(TopicItem):
    """A topic of a testimony."""

    content_object = models.ForeignKey(
        Testimony, on_delete=models.CASCADE, related_name="topic_items"
    )

    class Meta(TopicItem.Meta):
        verbose_name = _("topic of a testimony")
        verbose_name_plural = _("topics of testimonies")

    def __str__(self) -> str:
        return f"{self.content_object.staff_title} · {self.tag}"
