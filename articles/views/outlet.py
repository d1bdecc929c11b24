"""Outlets: index and pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles import counts
from articles.models import Article, Outlet
from articles.views.paging import page_of


@require_safe
def outlet_list(request: HttpRequest) -> HttpResponse:
    language = get_language()
    coverage = counts.coverage_by_outlet(language)
    outlets = Outlet.objects.filter(pk__in=coverage, is_proposed=False)
    rows = [
        (outlet, coverage[outlet.pk])
        for outlet in sorted(outlets, key=lambda outlet: outlet.name_in(language).casefold())
    ]
    return render(request, "articles/outlet_list.html", {"rows": rows})


@require_safe
def outlet_detail(request: HttpRequest, slug: str) -> HttpResponse:
    outlet = get_object_or_404(Outlet, slug=slug, is_proposed=False)
    coverage = Article.objects.visible().in_language(get_language()).from_outlet(outlet)
    context = {"outlet": outlet, "page": page_of(coverage.for_list(), request)}
    return render(request, "articles/outlet_detail.html", context)
