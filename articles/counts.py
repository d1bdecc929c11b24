"""How much there is to read: counted at most every five minutes, and at once after publishing."""

from collections.abc import Callable

from django.core.cache import cache
from django.db.models import Count

from articles.choices import Language
from articles.models import Article, Testimony

SECONDS = 300


def coverage_years(language: str) -> list[int]:
    """The years of which there is visible coverage in a language, latest first."""

    def years():
        dates = Article.objects.visible().in_language(language).dates("outlet_date", "year", "DESC")
        return [date.year for date in dates]

    return _kept("years", language, years)


def coverage_by_outlet(language: str) -> dict[int, int]:
    """The number of visible articles in a language, by the outlet's primary key."""
    rows = Article.objects.visible().in_language(language).order_by()
    return _kept("outlets", language, lambda: _counted(rows, "outlet"))


def coverage_by_topic(language: str) -> dict[int, int]:
    """The number of visible articles in a language, by the topic's primary key."""
    rows = Article.objects.visible().in_language(language).order_by()
    return _kept("article-topics", language, lambda: _counted(rows, "topic_items__tag"))


def testimonies_by_topic(language: str) -> dict[int, int]:
    """The number of visible testimonies in a language, by the topic's primary key."""
    rows = Testimony.objects.visible().in_language(language).order_by()
    return _kept("testimony-topics", language, lambda: _counted(rows, "topic_items__tag"))


def forget() -> None:
    """Count anew: something was published or withdrawn."""
    kinds = ("years", "outlets", "article-topics", "testimony-topics")
    cache.delete_many([_key(kind, language) for kind in kinds for language in Language.values])


def _counted(rows, column: str) -> dict[int, int]:
    return dict(rows.exclude(**{column: None}).values_list(column).annotate(Count("pk")))


def _kept(kind: str, language: str, count: Callable):
    return cache.get_or_set(_key(kind, language), count, SECONDS)


def _key(kind: str, language: str) -> str:
    return f"counts:{kind}:{language}"
