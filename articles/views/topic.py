"""Topics: index and pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles import counts
from articles.models import Article, Testimony, Topic
from articles.views.paging import page_of

TESTIMONIES = 20


@require_safe
def topic_list(request: HttpRequest) -> HttpResponse:
    language = get_language()
    coverage, testimonies = (
        counts.coverage_by_topic(language),
        counts.testimonies_by_topic(language),
    )
    topics = sorted(Topic.objects.all(), key=lambda topic: topic.name_in(language).casefold())
    rows = [(topic, coverage.get(topic.pk, 0), testimonies.get(topic.pk, 0)) for topic in topics]
    return render(request, "articles/topic_list.html", {"rows": rows})


@require_safe
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    language = get_language()
    topic = get_object_or_404(Topic, slug=slug)
    coverage = Article.objects.visible().in_language(language).about(topic)
    testimonies = Testimony.objects.visible().in_language(language).about(topic).newest_first()
    context = {
        "topic": topic,
        "definition": topic.definition_in(language),
        "page": page_of(coverage.for_list(), request),
        "testimonies": testimonies.select_related("speaker")[:TESTIMONIES],
    }
    return render(request, "articles/topic_detail.html", context)
