"""The pages about ourselves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.choices import PageKind
from articles.models import SitePage


@require_safe
def site_page(request: HttpRequest, kind: str) -> HttpResponse:
    """A page of ours. One that nobody has written yet says so, and is not indexed."""
    here = get_language()
    page = SitePage.objects.filter(kind=kind).first() or SitePage(title=PageKind(kind).label)
    language = page.language_for(here)
    context = {
        "title": page.title_in(language),
        "body": page.body_in(language),
        "changed": page.updated_at,
        "language": language,
        "is_elsewhere": language != here,
    }
    return render(request, "articles/site_page.html", context)
