"""Topics: the tags of the site."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase

from articles.fields import ProseField, lines_of
from articles.models.named import Named


class Topic(Named):
    """A tag with a name in both languages and the other words under which people look for it."""

    synonyms = ProseField(
        _("synonyms"),
        blank=True,
        help_text=_(
            "Other words for the topic in both languages, one a line. "
            "Imports and search recognise the topic by them."
        ),
    )
    definition = ProseField(_("definition in English"), blank=True)
    definition_ko = ProseField(_("definition in Korean"), blank=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("name",)

    def get_absolute_url(self) -> str:
        return reverse("topic", kwargs={"slug": self.slug})

    @property
    def terms(self) -> tuple[str, ...]:
        """Every word for the topic: its names and its synonyms."""
        return lines_of("\n".join((self.name, self.name_ko, self.synonyms)))

    def definition_in(self, language: str) -> str:
        """The definition for readers of `language`, in English where there is no other."""
        return (language == "ko" and self.definition_ko) or self.definition


class TopicItem(ItemBase):
    """The tie between an item and a topic."""

    tag = models.ForeignKey(
        Topic, verbose_name=_("topic"), on_delete=models.PROTECT, related_name="%(class)s_items"
    )

    class Meta:
        abstract = True
        constraints = (
            models.UniqueConstraint("content_object", "tag", name="%(class)s_names_a_topic_once"),
        )
