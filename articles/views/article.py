"""Press coverage: lists and pages."""

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles import counts
from articles.models import Article, ExternalLink, Quoted
from articles.views import items
from articles.views.paging import page_of


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    return _list(request, Article.objects.all(), year=None)


@require_safe
def article_year(request: HttpRequest, year: int) -> HttpResponse:
    if not 1000 <= year <= 9999:
        raise Http404
    response = _list(request, Article.objects.in_year(year), year)
    if response is None:
        raise Http404
    return response


def _list(request: HttpRequest, rows, year: int | None) -> HttpResponse | None:
    """A page of the list; None for a year of which there is nothing."""
    language = get_language()
    page = page_of(rows.visible().in_language(language).for_list(), request)
    if year and not page.items:
        return None
    context = {"page": page, "year": year, "years": counts.coverage_years(language)}
    return render(request, "articles/article_list.html", context)


@require_safe
def article_detail(request: HttpRequest, year: str, slug: str) -> HttpResponse:
    return items.show(request, _for_page(), slug, render_article)


def render_article(
    request: HttpRequest, article: Article, *, is_preview: bool = False
) -> HttpResponse:
    """The public page of an article; for a preview of the staff any article with any gaps."""
    context = {
        "article": article,
        "is_preview": is_preview,
        "links": article.links.all(),
        **items.languages_of(request, article),
    }
    return render(request, "articles/article_detail.html", context)


def _for_page():
    links = Prefetch("links", ExternalLink.objects.exclude(url="").in_order())
    quoted = Prefetch("quoted", Quoted.objects.select_related("person"))
    return Article.objects.select_related("outlet", "image", "testimony").prefetch_related(
        "topics", links, quoted, "quoted__person__roles"
    )
