"""What the results of a search can be narrowed by, with how many there are of each."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles import counts
from articles.choices import Language
from articles.search.facts import KINDS, MARK, YEAR
from articles.search.names import Name
from articles.search.results import Results
from articles.views.search_address import Asked

#: Of topics and outlets so many are offered, those with most results.
MOST = 12


@dataclass(frozen=True)
class Value:
    """One link. `number` is None where not all results were counted."""

    label: str
    address: str
    number: int | None = None
    lang: str = ""


@dataclass(frozen=True)
class Facet:
    """A list of links that narrow the results."""

    name: str
    label: str
    values: list[Value] = field(default_factory=list)


def facets(results: Results, asked: Asked) -> list[Facet]:
    """The facets that are not chosen and leave something to choose."""
    every = {
        "kind": (_("Kind"), _kinds),
        "language": (_("Language"), _languages),
        "topic": (_("Topic"), _topics),
        "outlet": (_("Outlet"), _outlets),
        "year": (_("Year"), _years),
    }
    offered = (
        Facet(name, label, list(values(results, asked)))
        for name, (label, values) in every.items()
        if name not in asked.chosen
    )
    return [facet for facet in offered if len(facet.values) > 1]


def chosen(asked: Asked) -> list[Value]:
    """The filters that narrow the results now, each with the address without it."""
    labels = {
        "topic": _label,
        "outlet": _label,
        "year": lambda year: f"{year:04}",
        "language": lambda code: str(Language(code).label),
        "kind": kind_label,
    }
    return [
        Value(labels[name](getattr(asked.filters, name)), asked.address(**{name: None}))
        for name in asked.chosen
    ]


def kind_label(kind: str) -> str:
    return {"coverage": _("Coverage"), "testimony": _("Testimonies")}[kind]


def _kinds(results: Results, asked: Asked) -> Iterator[Value]:
    for kind in KINDS:
        if results.counted[MARK + kind]:
            yield _value(results, MARK + kind, kind_label(kind), asked.address(kind=kind))


def _languages(results: Results, asked: Asked) -> Iterator[Value]:
    for code, label in Language.choices:
        if results.counted[MARK + code]:
            yield _value(results, MARK + code, str(label), asked.address(language=code))


def _topics(results: Results, asked: Asked) -> Iterator[Value]:
    for topic in _most(results, results.names.topics):
        address = asked.address(topic=topic.slug)
        yield _value(results, topic.token, _label(topic), address, _lang(topic))


def _outlets(results: Results, asked: Asked) -> Iterator[Value]:
    for outlet in _most(results, results.names.outlets):
        address = asked.address(outlet=outlet.slug)
        yield _value(results, outlet.token, _label(outlet), address, _lang(outlet))


def _years(results: Results, asked: Asked) -> Iterator[Value]:
    """All years where not all results were counted, because the newest fill just the last ones."""
    tokens = [token for token in results.counted if token.startswith(YEAR)]
    years = {int(token.removeprefix(YEAR)) for token in tokens}
    if results.is_cut:
        years.update(*counts.coverage_by_year().values())
    for year in sorted(years, reverse=True):
        shown = f"{year:04}"
        yield _value(results, YEAR + shown, shown, asked.address(year=shown))


def _most(results: Results, names: list[Name]) -> list[Name]:
    found = [name for name in names if results.counted[name.token]]
    return sorted(found, key=lambda name: -results.counted[name.token])[:MOST]


def _value(results: Results, token: str, label: str, address: str, lang: str = "") -> Value:
    return Value(label, address, None if results.is_cut else results.counted[token], lang)


def _label(name: Name) -> str:
    return name.name_in(get_language())


def _lang(name: Name) -> str:
    """`en` where a Korean page has only the English name."""
    return Language.ENGLISH if get_language() == Language.KOREAN and not name.name_ko else ""
