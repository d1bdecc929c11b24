"""Files for programs that keep references."""

from collections.abc import Callable
from functools import partial

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles import citations
from articles.models import Article, ExternalLink, Publishable, Testimony
from articles.text.citation import Citation
from articles.views import items

#: By the last part of the address: the type of the file, and how a work is written in it.
FORMS: dict[str, tuple[str, Callable[[Citation], str]]] = {
    "cite.bib": ("application/x-bibtex", Citation.bibtex),
    "cite.ris": ("application/x-research-info-systems", Citation.ris),
}


@require_safe
def article(request: HttpRequest, year: str, slug: str, form: str) -> HttpResponse:
    links = Prefetch("links", ExternalLink.objects.exclude(url="").in_order())
    articles = Article.objects.select_related("outlet").prefetch_related(links)
    return items.show(request, articles, slug, partial(_file, form=form), part=form)


@require_safe
def testimony(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    testimonies = Testimony.objects.select_related("speaker")
    return items.show(request, testimonies, slug, partial(_file, form=form), part=form)


def _file(request: HttpRequest, item: Publishable, form: str) -> HttpResponse:
    media_type, write = FORMS[form]
    works = citations.of_item(item)
    text = "\n".join(write(work) for work in works)
    name = f"{works[0].key}{form.removeprefix('cite')}"
    return HttpResponse(
        text,
        content_type=f"{media_type}; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Robots-Tag": "noindex",
        },
    )
