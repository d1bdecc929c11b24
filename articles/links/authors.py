"""The people who wrote an article."""

from collections.abc import Iterable, Iterator

from articles.links import json_ld
from articles.links.bylines import find_people
from articles.links.found import Found, Source
from articles.links.names import people_in
from articles.links.page import Page
from articles.links.plain import key

_METAS = [
    "author",
    "article:author",
    "og:article:author",
    "og:author",
    "byl",
    "byline",
    "dc.creator",
    "dcterms.creator",
    "creator",
    "parsely-author",
    "sailthru.author",
    "cse_author",
    "dable:author",
    "citation_author",
    "article.author",
    "cxenseparse:author",
    "authors",
    "reporter",
    "news:author",
    "twitter:creator",
]


def find_authors(
    page: Page, title: str, outlet_names: Iterable[str]
) -> Found[tuple[str, ...]] | None:
    """The names of the writers, without roles and without the outlet; None where none is named.

    What the page says for machines is checked against the byline that it shows.
    """
    outlet_keys = frozenset(filter(None, map(key, outlet_names)))
    declared = _fullest(list(_declared(page, outlet_keys)), page)
    seen = find_people(page, title, outlet_keys)
    if declared is None:
        return Found(seen, Source.TEXT) if seen else None
    if not seen or (_is_shown(declared.value, page) and not set(declared.value) < set(seen)):
        return declared
    return Found(seen, Source.TEXT)


def _fullest(declared: list[Found[tuple[str, ...]]], page: Page) -> Found[tuple[str, ...]] | None:
    """The most trusted names, or a longer list of them where the page shows all of it."""
    if not declared:
        return None
    more = [found for found in declared if set(found.value) > set(declared[0].value)]
    return next((found for found in more if _is_shown(found.value, page)), declared[0])


def _declared(page: Page, outlet_keys: frozenset[str]) -> Iterator[Found[tuple[str, ...]]]:
    """The people whom the page names for machines, the most trusted source first."""
    listed = page.article.get("author") or page.article.get("creator")
    fields = [Found(name, Source.JSON_LD) for name in json_ld.texts(_people_only(listed))]
    yield from _named(fields, outlet_keys)
    for name in _METAS:
        values = [found for found in page.all_metas(name) if "://" not in found.value]
        yield from _named(values, outlet_keys)


def _people_only(authors: object) -> list:
    """The authors that are not said to be organisations."""
    listed = authors if isinstance(authors, list) else [authors]
    return [
        author
        for author in listed
        if not isinstance(author, dict)
        or not any(kind.endswith("Organization") for kind in json_ld.types(author))
    ]


def _named(
    fields: Iterable[Found[str]], outlet_keys: frozenset[str]
) -> Iterator[Found[tuple[str, ...]]]:
    fields = list(fields)
    people = dict.fromkeys(name for found in fields for name in people_in(found.value, outlet_keys))
    if people:
        yield Found(tuple(people), fields[0].source)


def _is_shown(people: tuple[str, ...], page: Page) -> bool:
    shown = key(" ".join(block.text for block in page.blocks))
    return all(key(name) in shown for name in people)
