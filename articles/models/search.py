"""What search reads: the analysed text of each item, and the words that there are."""

from collections.abc import Iterable, Sequence
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.constraints import exactly_one
from articles.models.article import Article
from articles.models.base import Publishable
from articles.models.testimony import Testimony
from articles.models.visibility import is_visible_now
from articles.text.analysis import LONGEST, analysed
from articles.text.spelling import ends_of, words_of

TEXTS = ("title", "summary", "body")


class SearchEntryQuerySet(models.QuerySet):
    def visible(self) -> Self:
        """Of items that readers may see now."""
        return self.filter(is_visible_now("article__") | is_visible_now("testimony__"))


class SearchEntry(models.Model):
    """An article or a testimony as search sees it.

    save() writes the texts; write() does it for rows that were stored in another way. The rest is
    kept by triggers of the database (articles.search.schema), whoever changes the item: `facts`
    holds its language, kind, status, year, outlet, topics and people as tokens, `place` grows with
    its date, and the entry goes with its item.
    """

    article = models.OneToOneField(
        Article, null=True, on_delete=models.DO_NOTHING, related_name="search_entry"
    )
    testimony = models.OneToOneField(
        Testimony, null=True, on_delete=models.DO_NOTHING, related_name="search_entry"
    )
    place = models.BigIntegerField(null=True, unique=True)
    title = models.TextField()
    summary = models.TextField()
    body = models.TextField()
    facts = models.TextField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                condition=exactly_one("article", "testimony"), name="search_entry_has_one_item"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @classmethod
    def of(cls, item: Publishable) -> Self:
        """The entry that an item should have, not stored."""
        texts = zip(TEXTS, item.searched(), strict=True)
        columns = {name: analysed(*parts) for name, parts in texts}
        return cls(**{item._meta.model_name: item}, **columns)

    @classmethod
    def write(cls, items: Sequence[Publishable]) -> None:
        """Write the texts of stored items of one model; three queries."""
        if not items:
            return
        cls.objects.bulk_create(
            [cls.of(item) for item in items],
            update_conflicts=True,
            unique_fields=[items[0]._meta.model_name],
            update_fields=TEXTS,
        )
        SearchWord.learn(text for item in items for group in item.searched()[:2] for text in group)


class SearchWord(models.Model):
    """A word that stands in a title or summary, of whatever status, to correct spellings by.

    Nothing may be shown because of it that a search of visible items does not find.
    """

    text = models.CharField(max_length=LONGEST, primary_key=True)
    head = models.CharField(max_length=2)
    tail = models.CharField(max_length=2)

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        default_permissions = ()
        indexes = (
            models.Index("head", name="search_word_by_head"),
            models.Index("tail", name="search_word_by_tail"),
        )

    def __str__(self) -> str:
        return self.text

    @classmethod
    def learn(cls, texts: Iterable[str]) -> None:
        """Keep the words of texts."""
        # In order, so that two who write the same words at once do not wait for each other.
        words = [cls(word, *ends_of(word)) for word in sorted(words_of(*texts))]
        cls.objects.bulk_create(words, ignore_conflicts=True)

    @classmethod
    def forget(cls, texts: Iterable[str]) -> None:
        """Give up the words of texts that are gone, but for those in other titles and summaries."""
        words = words_of(*texts)
        holds = Q(pk=None)
        for word in words:
            holds |= Q(title__icontains=word) | Q(summary__icontains=word)
        for model in (Article, Testimony):
            for row in model.objects.filter(holds).values_list("title", "summary").iterator():
                words -= words_of(*row)
        cls.objects.filter(text__in=words).delete()

    @classmethod
    def near(cls, word: str) -> models.QuerySet:
        """The words that begin or end as `word` does, as plain texts."""
        head, tail = ends_of(word)
        return cls.objects.filter(Q(head=head) | Q(tail=tail)).values_list("text", flat=True)
