"""Short addresses, which lead to an item whatever its title and slug have become."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.models import Article, Publishable, Testimony


@require_safe
def article(request: HttpRequest, key: str, language: str = "") -> HttpResponse:
    return _lead(request, Article, key, language)


@require_safe
def testimony(request: HttpRequest, key: str, language: str = "") -> HttpResponse:
    return _lead(request, Testimony, key, language)


def _lead(request, model: type[Publishable], key: str, language: str) -> HttpResponse:
    """To the version in `language`; where none is asked for, to the one that the reader prefers.

    What was withdrawn answers 410. Raises Http404 for what was never public.
    """
    rows = model.objects.with_short_key(key)
    rows = rows.in_language(language) if language else rows
    visible = {item.language: item for item in rows.visible().order_by("-created_at")}
    if language in visible:
        return HttpResponsePermanentRedirect(visible[language].get_absolute_url())
    if visible:
        return redirect(visible.get(get_language()) or next(iter(visible.values())))
    if rows.no_longer_here().exists():
        return render(request, "articles/withdrawn.html", status=410)
    raise Http404("no public item has this short address")
