"""Press coverage: lists and pages."""

from django.db.models import Case, Exists, OuterRef, Prefetch, QuerySet, Subquery, Value, When
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import counts, seo
from articles.choices import Language
from articles.models import Article, ArticleTopic, ExternalLink, Quoted, Testimony
from articles.views import items
from articles.views.paging import Position, page_of, rows_before

EARLIER = 4


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    coverage = Article.objects.visible().in_language(get_language())
    context = {
        "page": page_of(coverage.for_list(), request),
        "years": counts.coverage_by_year().get(get_language(), {}),
    }
    return render(request, "articles/article_list.html", context)


@require_safe
def article_year(request: HttpRequest, year: int) -> HttpResponse:
    here = Language(get_language())
    coverage = Article.objects.visible().in_language(here).in_year(year)
    page = page_of(coverage.for_list(), request)
    if not page.items:
        raise Http404("there is no coverage of this year")
    years = counts.coverage_by_year()
    context = {
        "page": page,
        "year": year,
        "structured": seo.of_list((_("Coverage"), reverse("coverage")), (str(year), request.path)),
        "years": years.get(here, {}),
        **_year_by_language(year, [language for language in years if year in years[language]]),
    }
    return render(request, "articles/article_list.html", context)


def _year_by_language(year: int, languages: list[str]) -> dict:
    """The addresses of a year, and the switch: to the year where the other language has it."""
    here = Language(get_language())
    path = reverse("coverage-year", kwargs={"year": year})
    addresses = {language: translate_url(path, language) for language in {here, *languages}}
    every_year = translate_url(reverse("coverage"), here.other)
    return {"alternates": addresses, "switch_url": addresses.get(here.other, every_year)}


@require_safe
def article_detail(request: HttpRequest, year: str, slug: str) -> HttpResponse:
    return items.show(request, _for_page(get_language()), slug, render_article)


def render_article(
    request: HttpRequest, article: Article, *, is_preview: bool = False
) -> HttpResponse:
    """The public page of an article; for a preview of the staff any stored one, with any gaps."""
    if is_preview:
        article = _for_page(article.language).get(pk=article.pk)
    context = {
        "article": article,
        "covered": Testimony(**article.covered) if article.covered else None,
        "earlier": _earlier(article),
    }
    return items.page(
        request, article, "articles/article_detail.html", context, is_preview=is_preview
    )


def _for_page(language: str) -> QuerySet:
    """With all that the page in a language shows, in five queries."""
    quoted = Quoted.objects.filter(person__is_proposed=False).select_related("person")
    return (
        seo.with_other_version(with_covered(Article.objects.all(), language))
        .select_related("outlet", "image")
        .prefetch_related(
            "topics",
            Prefetch("links", ExternalLink.objects.exclude(url="").in_order()),
            Prefetch("quoted", quoted.prefetch_related("person__roles")),
        )
    )


def with_covered(articles: QuerySet, language: str) -> QuerySet:
    """With `covered`: the visible testimony that each covers, in a language if it is there in it."""
    testimonies = Testimony.objects.visible().filter(
        translation_key=OuterRef("testimony__translation_key")
    )
    wanted_first = Case(When(language=language, then=Value(0)), default=Value(1))
    columns = JSONObject(language="language", slug="slug", title="title")
    covered = Subquery(testimonies.order_by(wanted_first).values(columns=columns)[:1])
    return articles.annotate(covered=covered)


def _earlier(article: Article) -> QuerySet:
    """The coverage before this piece that shares a topic with it, the latest first."""
    if article.outlet_date is None:
        return Article.objects.none()
    shared = ArticleTopic.objects.filter(
        content_object=OuterRef("pk"), tag__in=[topic.pk for topic in article.topics.all()]
    )
    visible = Article.objects.visible().in_language(article.language).filter(Exists(shared))
    earlier = rows_before(visible, Position.of(article))
    return earlier.newest_first().select_related("outlet")[:EARLIER]
