"""The sitemap: an index, and files that stay far below the limit of 50,000 addresses.

A file holds the visible items of a range of primary keys, so that each costs the same however many
there are. The ranges that hold any are found once in five minutes; the files are read afresh.
"""

import io
from collections.abc import Iterable

from django.core.cache import cache
from django.db.models import F, Max
from django.db.models.functions import Greatest
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse, translate_url
from django.utils.translation import override
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from articles import counts, seo
from articles.choices import Language
from articles.models import Article, SitePage, Testimony

# Each address comes with its translation and, in Hangul, takes up to 3 kB: 6 MB of the 50 allowed.
ITEMS = 2_000
SECONDS = 300
MODELS = {"coverage": Article, "testimonies": Testimony}
LISTS = ("home", "coverage", "testimonies", "topics", "outlets", "data")
NAMESPACES = {
    "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every file of the sitemap."""
    files = [(reverse("sitemap-pages"), None)]
    for section in MODELS:
        for number, changed in _ranges(section):
            kwargs = {"section": section, "number": number}
            files.append((reverse("sitemap-items", kwargs=kwargs), changed))
    return _xml("sitemapindex", (("sitemap", path, changed, {}) for path, changed in files))


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """The first pages, lists, years, topics, outlets, and the pages about ourselves."""
    return _xml("urlset", (("url", path, None, others) for path, others in _pages()))


@require_safe
def items(request: HttpRequest, section: str, number: int) -> HttpResponse:
    """The visible items of one range of primary keys. Raises Http404 where there is none."""
    if section not in MODELS or not 0 <= number < 2**40:
        raise Http404("there is no such file")
    visible = MODELS[section].objects.visible().order_by("pk")
    rows = visible.filter(pk__gte=number * ITEMS, pk__lt=(number + 1) * ITEMS)
    columns = {*MODELS[section].ADDRESS, "published_at", "updated_at"}
    found = list(seo.with_other_version(rows.only(*columns)))
    if not found:
        raise Http404("there is nothing in this file")
    return _xml("urlset", (_url_of(item) for item in found))


# --- What stands in them --------------------------------------------------------------------


def _ranges(section: str) -> list[tuple]:
    """(number, latest change) of each range of primary keys in which something is visible."""
    return cache.get_or_set(f"sitemap:{section}", lambda: _find_ranges(section), SECONDS)


def _find_ranges(section: str) -> list[tuple]:
    rows = MODELS[section].objects.visible().order_by().values_list(F("pk") / ITEMS)
    return sorted(rows.annotate(changed=Max(Greatest("updated_at", "published_at"))))


def _url_of(item):
    addresses = seo.addresses_of(item)
    return "url", addresses[item.language], max(item.updated_at, item.published_at), addresses


def _pages():
    """(path, paths by language) of every page that is no item."""
    years, here = counts.coverage_by_year(), Language.ENGLISH
    with override(here):
        in_both = [reverse(name) for name in LISTS]
    for path in in_both:
        yield from _in(Language.values, path)
    for year in sorted({year for numbers in years.values() for year in numbers}):
        languages = [language for language in Language.values if year in years.get(language, {})]
        with override(here):
            path = reverse("coverage-year", kwargs={"year": year})
        yield from _in(languages, path)
    for page in SitePage.objects.all():
        languages = [language for language in Language.values if page.body_in(language)]
        with override(here):
            path = page.get_absolute_url()
        yield from _in(languages, path)
    for named in (counts.topics_in_use, counts.outlets_in_use):
        yield from _named_pages({language: named(language) for language in Language.values})


def _named_pages(by_language: dict[str, list]):
    things = {thing.pk: thing for named in by_language.values() for thing in named}
    for thing in things.values():
        languages = [language for language, named in by_language.items() if thing in named]
        with override(Language.ENGLISH):
            path = thing.get_absolute_url()
        yield from _in(languages, path)


def _in(languages: Iterable[str], path: str):
    addresses = {language: translate_url(path, language) for language in languages}
    for address in addresses.values():
        yield address, addresses


# --- How it is written ----------------------------------------------------------------------


def _xml(root: str, entries: Iterable[tuple]) -> HttpResponse:
    """A document of (element, path, latest change or None, paths by language)."""
    text = io.StringIO()
    xml = SimplerXMLGenerator(text, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement(root, NAMESPACES)
    for element, path, changed, addresses in entries:
        xml.startElement(element, {})
        xml.addQuickElement("loc", seo.absolute(path))
        if changed:
            xml.addQuickElement("lastmod", changed.isoformat(timespec="seconds"))
        for language, address in addresses.items():
            attributes = {"rel": "alternate", "hreflang": language, "href": seo.absolute(address)}
            xml.addQuickElement("xhtml:link", "", attributes)
        xml.endElement(element)
    xml.endElement(root)
    return HttpResponse(text.getvalue(), content_type="application/xml; charset=utf-8")
