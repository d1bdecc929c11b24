"""The first page of each language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles import counts, seo
from articles.models import Article, Testimony

LATEST_COVERAGE, LATEST_TESTIMONIES, TOPICS = 8, 3, 20


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    language = get_language()
    coverage = Article.objects.visible().in_language(language).newest_first().for_list()
    testimonies = Testimony.objects.visible().in_language(language).newest_first()
    context = {
        "coverage": coverage[:LATEST_COVERAGE],
        "testimonies": testimonies.select_related("speaker")[:LATEST_TESTIMONIES],
        "structured": seo.of_home(language),
        "topics": _most_used(counts.topics_in_use(language)),
    }
    return render(request, "articles/home.html", context)


def _most_used(topics: list) -> list:
    """The topics with most items, in the order in which they came."""
    by_use = sorted(topics, key=lambda topic: topic.coverage + topic.accounts, reverse=True)
    chosen = {topic.pk for topic in by_use[:TOPICS]}
    return [topic for topic in topics if topic.pk in chosen]
