"""Topics: index and pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import counts, seo
from articles.choices import Language
from articles.fields import normalized
from articles.models import Article, Testimony, Topic
from articles.text.chart import chart_of
from articles.views import items
from articles.views.paging import page_of

TESTIMONIES = 20


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
        "related": counts.related_topics(topic, language),
    }


def _testimonies(topic: Topic, language: str) -> list[Testimony]:
    visible = Testimony.objects.visible().in_language(language).about(topic)
    return list(visible.newest_first().select_related("speaker")[:TESTIMONIES])
