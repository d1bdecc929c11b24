"""Topics: index and pages."""

from collections import Counter

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import counts, seo
from articles.choices import Language
from articles.fields import normalized
from articles.models import Article, ArticleTopic, Testimony, TestimonyTopic, Topic
from articles.text.chart import chart_of
from articles.views import items
from articles.views.paging import page_of

TESTIMONIES = 20
# Related topics are those of so many of the latest items, so that a large topic costs no more.
LATEST, RELATED = 300, 8


@require_safe
def topic_list(request: HttpRequest) -> HttpResponse:
    context = {"topics": counts.topics_in_use(get_language())}
    return render(request, "articles/topic_list.html", context)


@require_safe
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic, slug=normalized(slug))
    here = Language(get_language())
    coverage = Article.objects.visible().about(topic)
    page = page_of(coverage.in_language(here).for_list(), request)
    context = {
        "topic": topic,
        "structured": seo.of_list(
            (_("Topics"), reverse("topics")), (topic.name_in(here), topic.get_absolute_url())
        ),
        "page": page,
        **(_overview(topic, here) if page.is_first else {}),
        "is_elsewhere": not page.items and coverage.in_language(here.other).exists(),
    }
    moved = items.elsewhere(request, topic)
    return moved or render(request, "articles/topic_detail.html", context)


def _overview(topic: Topic, language: str) -> dict:
    """What stands before the coverage on the first page, in three queries."""
    years = counts.coverage_of_topic_by_year(topic).get(language, {})
    return {
        "testimonies": _testimonies(topic, language),
        "chart": chart_of(years),
        "related": _related(topic, language),
    }


def _related(topic: Topic, language: str) -> list[Topic]:
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


def _testimonies(topic: Topic, language: str) -> list[Testimony]:
    visible = Testimony.objects.visible().in_language(language).about(topic)
    return list(visible.newest_first().select_related("speaker")[:TESTIMONIES])
