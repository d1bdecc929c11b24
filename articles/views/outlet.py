"""Outlets: index and pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import counts, seo
from articles.choices import Language
from articles.fields import normalized
from articles.models import Article, Outlet
from articles.views import items
from articles.views.paging import page_of


@require_safe
def outlet_list(request: HttpRequest) -> HttpResponse:
    context = {"outlets": counts.outlets_in_use(get_language())}
    return render(request, "articles/outlet_list.html", context)


@require_safe
def outlet_detail(request: HttpRequest, slug: str) -> HttpResponse:
    outlet = get_object_or_404(Outlet, slug=normalized(slug), is_proposed=False)
    here = Language(get_language())
    coverage = Article.objects.visible().from_outlet(outlet)
    page = page_of(coverage.in_language(here).for_list(), request)
    context = {
        "outlet": outlet,
        "structured": seo.of_list(
            (_("Outlets"), reverse("outlets")), (outlet.name_in(here), outlet.get_absolute_url())
        ),
        "page": page,
        "is_elsewhere": not page.items and coverage.in_language(here.other).exists(),
    }
    moved = items.elsewhere(request, outlet)
    return moved or render(request, "articles/outlet_detail.html", context)
