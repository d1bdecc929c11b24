"""The search page."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import translate_url
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles import counts
from articles.choices import Language
from articles.models import Publishable
from articles.search.names import Name, Names
from articles.search.results import MOST, Hit, Results
from articles.search.suggestions import suggest
from articles.text import html
from articles.text.marking import Part, Reading
from articles.text.queries import Query, parse
from articles.views.facets import chosen, facets
from articles.views.search_address import Asked

#: So many letters are shown of a summary, and of a text around what was found in it; in Korean,
#: where a letter is a syllable, half as many.
SUMMARY, EXCERPT = 320, 240


@dataclass(frozen=True)
class Shown:
    """A result as the page shows it: the title and a part of the text with what was found."""

    item: Publishable
    topics: list[Name]
    title: list[Part]
    excerpt: list[Part]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    names = Names()
    asked = Asked.read(request.GET, names)
    query = parse(asked.text)
    other = Language(get_language()).other
    context = {
        "asked": asked,
        "chosen": chosen(asked),
        "switch_url": translate_url(request.get_full_path(), other),
    }
    if query or (asked.filters and not asked.text):
        context |= _found(query, asked, names)
    elif not asked.text:
        context["topics"] = counts.topics_in_use(get_language())
    return render(request, "articles/search.html", context)


def _found(query: Query, asked: Asked, names: Names) -> dict:
    results = Results(
        query,
        asked.filters,
        names,
        reader=get_language(),
        by_date=asked.is_by_date,
        page=asked.page,
    )
    context = {
        "query": query,
        "results": results,
        "most": MOST,
        "shown": [_shown(hit, query) for hit in results.hits],
        "facets": facets(results, asked),
        "named": _with_results(names.topics_named(query), results),
        "named_outlets": _with_results(names.outlets_named(query), results),
        "by_relevance": asked.address(sort=None),
        "by_date": asked.address(sort="date"),
        "without_filters": asked.address(**dict.fromkeys(asked.chosen)),
        "newer": asked.address(page=results.page - 1) if results.page > 1 else "",
        "older": asked.address(page=results.page + 1) if results.page < results.pages else "",
    }
    if not results.number:
        offered = suggest(results)
        context |= {"offered": offered, "offered_address": asked.address(q=offered.text)}
        if not offered.topics:
            context["topics"] = counts.topics_in_use(get_language())
    return context


def _with_results(names: list[Name], results: Results) -> list[Name]:
    """Those that lead to something: a name that readers do not know of is never offered."""
    return [name for name in names if results.counted[name.token]]


def _shown(hit: Hit, query: Query) -> Shown:
    item = hit.item
    text, length = Reading(item.summary, query), SUMMARY
    if not text.text or (query.wanted and not text.is_found):
        body = Reading(html.plain(item.body), query)
        if not text.text or body.is_found:
            text, length = body, EXCERPT
    if item.language == Language.KOREAN:
        length //= 2
    return Shown(item, hit.topics, Reading(item.title, query).whole(), text.excerpt(length))
