"""Testimonies: list and pages."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.models import Article, ExternalLink, Testimony
from articles.views import items
from articles.views.paging import page_of


@require_safe
def testimony_list(request: HttpRequest) -> HttpResponse:
    rows = Testimony.objects.visible().in_language(get_language()).for_list()
    return render(request, "articles/testimony_list.html", {"page": page_of(rows, request)})


@require_safe
def testimony_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return items.show(request, _for_page(), slug, render_testimony)


def render_testimony(
    request: HttpRequest, testimony: Testimony, *, is_preview: bool = False
) -> HttpResponse:
    """The public page of a testimony; for a preview of the staff one with any gaps."""
    coverage = Article.objects.visible().in_language(testimony.language).covering(testimony)
    context = {
        "testimony": testimony,
        "is_preview": is_preview,
        "links": testimony.links.all(),
        "role": testimony.speaker and testimony.speaker.role_on(testimony.date),
        "coverage": coverage.newest_first().for_list().prefetch_related(None),
        **items.languages_of(request, testimony),
    }
    return render(request, "articles/testimony_detail.html", context)


def _for_page():
    links = Prefetch("links", ExternalLink.objects.exclude(url="").in_order())
    return Testimony.objects.select_related("speaker").prefetch_related(
        "topics", links, "speaker__roles"
    )
