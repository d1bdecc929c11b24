"""What the address of a search asks for, and the addresses of searches near by."""

from dataclasses import dataclass, field
from typing import Self

from django.http import QueryDict

from articles.choices import Language
from articles.fields import normalized
from articles.models import Outlet, Redirect, Topic
from articles.models.named import Named
from articles.search.facts import KINDS
from articles.search.names import Name, Names
from articles.search.results import Filters

PARAMETERS = ("q", "topic", "outlet", "year", "language", "kind", "sort", "page")
FILTERS = ("topic", "outlet", "year", "language", "kind")
BY_DATE = "date"
#: An address shows so much of a value that is not known.
SHOWN = 60


@dataclass(frozen=True)
class Asked:
    """What a reader asks for. `unknown` are values of filters that there are not, left out."""

    text: str = ""
    filters: Filters = field(default_factory=Filters)
    is_by_date: bool = False
    page: int = 1
    unknown: tuple[str, ...] = ()

    @classmethod
    def read(cls, data: QueryDict, names: Names) -> Self:
        """Any address is read: what it says beyond reason is left out."""
        values = {name: normalized(data.get(name, "")) for name in PARAMETERS}
        known = {
            "topic": _named(values["topic"], names.topics, Topic),
            "outlet": _named(values["outlet"], names.outlets, Outlet),
            "year": _number(values["year"], digits=4),
            "language": values["language"] if values["language"] in Language.values else "",
            "kind": values["kind"] if values["kind"] in KINDS else "",
        }
        return cls(
            text=data.get("q", "").strip(),
            filters=Filters(**known),
            is_by_date=values["sort"] == BY_DATE,
            page=_number(values["page"], digits=3) or 1,
            unknown=tuple(
                values[name][:SHOWN] for name in FILTERS if values[name] and not known[name]
            ),
        )

    @property
    def chosen(self) -> dict[str, str]:
        """The values of the filters, as the address has them."""
        values = {
            name: getattr(value, "slug", value)
            for name in FILTERS
            if (value := getattr(self.filters, name))
        }
        return values | ({"year": f"{self.filters.year:04}"} if self.filters.year else {})

    def address(self, **changes: object) -> str:
        """The query string of this search with other values; None takes one out. The page is the first."""
        values = {"q": self.text} | self.chosen | {"sort": BY_DATE if self.is_by_date else None}
        query = QueryDict(mutable=True)
        for name, value in (values | changes).items():
            if value not in (None, ""):
                query[name] = str(value)
        return f"?{query.urlencode()}"


def _named(slug: str, names: list[Name], model: type[Named]) -> Name | None:
    """The name of that slug, or the one to which a former slug leads now."""
    found = next((name for name in names if name.slug == slug), None)
    if found is None and slug:
        target = Redirect.target_of_slug(model, slug)
        found = next((name for name in names if target and name.pk == target.pk), None)
    return found


def _number(text: str, *, digits: int) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) <= digits
    return int(text) or None if is_number else None
