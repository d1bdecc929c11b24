"""Testimonies: list and pages."""

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles import seo
from articles.models import Article, ExternalLink, Testimony
from articles.views import items
from articles.views.paging import page_of


@require_safe
def testimony_list(request: HttpRequest) -> HttpResponse:
    testimonies = Testimony.objects.visible().in_language(get_language())
    context = {"page": page_of(testimonies.for_list(), request)}
    return render(request, "articles/testimony_list.html", context)


@require_safe
def testimony_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return items.show(request, _for_page(), slug, render_testimony)


def render_testimony(
    request: HttpRequest, testimony: Testimony, *, is_preview: bool = False
) -> HttpResponse:
    """The public page of a testimony; for a preview of the staff any stored one, with any gaps."""
    if is_preview:
        testimony = _for_page().get(pk=testimony.pk)
    coverage = Article.objects.visible().in_language(testimony.language).covering(testimony)
    context = {
        "testimony": testimony,
        "coverage": coverage.newest_first().for_list().prefetch_related(None),
    }
    return items.page(
        request, testimony, "articles/testimony_detail.html", context, is_preview=is_preview
    )


def _for_page() -> QuerySet:
    """With all that the page shows but its coverage and roles, in three queries."""
    return (
        seo.with_other_version(Testimony.objects.all())
        .select_related("speaker")
        .prefetch_related(
            "topics",
            Prefetch("links", ExternalLink.objects.exclude(url="").in_order()),
        )
    )
