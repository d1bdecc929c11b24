"""How much there is to read by year, topic and outlet.

Counting reads every public row, a third of a second for 100,000 of them, so the figures are kept:
five minutes at most, and counted anew after the staff changed something here. They may
lag behind the lists, which are always read afresh; no item is shown because of them.
"""

import uuid
from collections import Counter
from collections.abc import Callable

from django.core.cache import cache
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.models import Article, ArticleTopic, Outlet, Testimony, TestimonyTopic, Topic

SECONDS = 300
# Related topics are those of so many of the latest items, so that a large topic costs no more.
LATEST, RELATED = 300, 8


def coverage_by_year() -> dict[str, dict[int, int]]:
    """For each language the number of visible articles by the outlet's year, latest year first."""
    return _kept("years", lambda: _count_years(Article.objects.visible()))


def coverage_of_topic_by_year(topic: Topic) -> dict[str, dict[int, int]]:
    """The same for the articles about one topic."""
    articles = Article.objects.visible().about(topic)
    return _kept(f"years:topic:{topic.pk}", lambda: _count_years(articles))


def topics_in_use(language: str) -> list[Topic]:
    """The topics of visible items in a language, by name, with `coverage` and `accounts` counted."""
    return _kept(f"topics:{language}", lambda: _count_topics(language))


def outlets_in_use(language: str) -> list[Outlet]:
    """The public outlets of visible articles in a language, by name, with `coverage` counted."""
    return _kept(f"outlets:{language}", lambda: _count_outlets(language))


def related_topics(topic: Topic, language: str) -> list[Topic]:
    """The topics that the latest items about `topic` share most often."""
    return _kept(f"related:{language}:{topic.pk}", lambda: _find_related(topic, language))


def forget() -> None:
    """Count anew: something that is counted may have changed."""
    cache.delete(_ROUND)


_ROUND = "counts:round"


def _kept(name: str, count: Callable):
    # What was counted in an earlier round is never asked for again and leaves the cache by itself.
    this_round = cache.get_or_set(_ROUND, lambda: uuid.uuid4().hex, None)
    return cache.get_or_set(f"counts:{this_round}:{name}", count, SECONDS)


def _count_years(articles: QuerySet) -> dict[str, dict[int, int]]:
    # By day in the database and by year here: SQLite takes twice as long to cut a year from a date.
    days = articles.order_by().values_list("language", "outlet_date")
    years = Counter()
    for language, day, number in days.annotate(number=Count("pk")):
        years[language, day.year] += number
    found = {}
    for (language, year), number in sorted(years.items(), reverse=True):
        found.setdefault(language, {})[year] = number
    return found


def _count_topics(language: str) -> list[Topic]:
    topics = Topic.objects.annotate(
        coverage=_number_tied(ArticleTopic, Article, language),
        accounts=_number_tied(TestimonyTopic, Testimony, language),
    )
    return _by_name((topic for topic in topics if topic.coverage or topic.accounts), language)


def _find_related(topic: Topic, language: str) -> list[Topic]:
    """The topics that the latest items about `topic` share most often, in one query."""
    shared = Counter()
    names = {}
    latest = (
        _shared(tie, model.objects.visible().in_language(language).about(topic))
        for tie, model in ((ArticleTopic, Article), (TestimonyTopic, Testimony))
    )
    coverage, told = (ties.exclude(tag=topic) for ties in latest)
    for key, number, *columns in coverage.union(told, all=True):
        shared[key] += number
        names[key] = columns
    fields = ("slug", "name", "name_ko")
    return [
        Topic(pk=key, **dict(zip(fields, names[key], strict=True)))
        for key, _number in shared.most_common(RELATED)
    ]


def _shared(tie, about: QuerySet) -> QuerySet:
    """How often the latest items `about` something have each topic."""
    ties = tie.objects.filter(content_object__in=about.newest_first().values("pk")[:LATEST])
    counted = ties.order_by().values("tag").annotate(number=Count("pk"))
    return counted.values_list("tag", "number", "tag__slug", "tag__name", "tag__name_ko")


def _number_tied(through, model, language: str) -> Coalesce:
    visible = model.objects.visible().in_language(language)
    return _number(through.objects.filter(tag=OuterRef("pk"), content_object__in=visible), "tag")


def _count_outlets(language: str) -> list[Outlet]:
    visible = Article.objects.visible().in_language(language).filter(outlet=OuterRef("pk"))
    outlets = Outlet.objects.filter(is_proposed=False).annotate(coverage=_number(visible, "outlet"))
    return _by_name((outlet for outlet in outlets if outlet.coverage), language)


def _number(rows: QuerySet, column: str) -> Coalesce:
    """How many `rows` there are of one value of a column, zero where there is none."""
    counted = rows.order_by().values(column).annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


def _by_name(named, language: str) -> list:
    return sorted(named, key=lambda one: one.name_in(language).casefold())
