"""Pages by position in time: a deep page costs what the first costs, and rows that come or go
while somebody reads shift nothing."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Self

from django.db.models import F, Q
from django.http import Http404, HttpRequest

from articles.models.base import Publishable
from articles.models.publishable_queries import PublishableQuerySet

PER_PAGE = 20
_WRITTEN = re.compile(r"(?P<when>[0-9T:.-]{10,26})\.(?P<pk>[0-9]{1,18})")


class Unreadable(Http404):
    """A position that we did not write, or two at once."""


@dataclass(frozen=True)
class Position:
    """A place in a list: `2023-06-14.123`, or `2023-06-14T01:02:03.000000.123` in UTC."""

    when: dt.date | dt.datetime
    pk: int

    @classmethod
    def of(cls, item: Publishable) -> Self:
        return cls(getattr(item, item.POSITION), item.pk)

    @classmethod
    def read(cls, text: str, *, as_moment: bool) -> Self:
        """The position that `text` writes. Raises ValueError for what we would write otherwise."""
        written = _WRITTEN.fullmatch(text)
        if not written:
            raise ValueError(text)
        if as_moment:
            when = dt.datetime.fromisoformat(written["when"]).replace(tzinfo=dt.UTC)
        else:
            when = dt.date.fromisoformat(written["when"])
        position = cls(when, int(written["pk"]))
        if str(position) != text:
            raise ValueError(text)
        return position

    def __str__(self) -> str:
        if not isinstance(self.when, dt.datetime):
            return f"{self.when.isoformat()}.{self.pk}"
        moment = self.when.astimezone(dt.UTC).replace(tzinfo=None)
        return f"{moment.isoformat(timespec='microseconds')}.{self.pk}"


@dataclass(frozen=True)
class Page:
    """Some rows, newest first. The others are query strings, empty where there is no such page."""

    items: list
    older: str = ""
    newer: str = ""
    query: str = ""

    @property
    def is_first(self) -> bool:
        return not self.query


def page_of(rows: PublishableQuerySet, request: HttpRequest, per_page: int = PER_PAGE) -> Page:
    """The page of visible `rows` that `?before=` or `?after=` asks for, in one query.

    Raises Http404 where nothing is left, and Unreadable.
    """
    before, after = (_asked(rows, request, name) for name in ("before", "after"))
    if before and after:
        raise Unreadable("there are two positions")
    if before:
        return _older_than(rows, before, per_page)
    if after:
        return _newer_than(rows, after, per_page)
    items, more = _cut(rows.newest_first(), per_page)
    return Page(items, older=_before(items) if more else "")


def rows_before(rows: PublishableQuerySet, position: Position) -> PublishableQuerySet:
    """The rows that come after a position in a list of the newest first."""
    column = rows.model.POSITION
    # The first condition bounds the walk along the index; the second is exact.
    return rows.filter(**{f"{column}__lte": position.when}).filter(
        Q(**{f"{column}__lt": position.when}) | Q(pk__lt=position.pk)
    )


def _asked(rows: PublishableQuerySet, request: HttpRequest, name: str) -> Position | None:
    if name not in request.GET:
        return None
    position = rows.model._meta.get_field(rows.model.POSITION)
    as_moment = position.get_internal_type() == "DateTimeField"
    try:
        return Position.read(request.GET[name], as_moment=as_moment)
    except ValueError as malformed:
        raise Unreadable("this position cannot be read") from malformed


def _older_than(rows: PublishableQuerySet, position: Position, per_page: int) -> Page:
    items, more = _cut(rows_before(rows, position).newest_first(), per_page)
    if not items:
        raise Http404("the list ends here")
    older = _before(items) if more else ""
    return Page(items, older, newer=_after(items), query=f"before={position}")


def _newer_than(rows: PublishableQuerySet, position: Position, per_page: int) -> Page:
    column = rows.model.POSITION
    rows = rows.filter(**{f"{column}__gte": position.when}).filter(
        Q(**{f"{column}__gt": position.when}) | Q(pk__gt=position.pk)
    )
    items, more = _cut(rows.order_by(F(column).asc(), "pk"), per_page)
    if not items:
        raise Http404("the list begins here")
    items.reverse()
    newer = _after(items) if more else ""
    return Page(items, older=_before(items), newer=newer, query=f"after={position}")


def _cut(rows: PublishableQuerySet, per_page: int) -> tuple[list[Publishable], bool]:
    """The first rows, and whether there are more."""
    items = list(rows[: per_page + 1])
    return items[:per_page], len(items) > per_page


def _before(items: list[Publishable]) -> str:
    return f"before={Position.of(items[-1])}"


def _after(items: list[Publishable]) -> str:
    return f"after={Position.of(items[0])}"
