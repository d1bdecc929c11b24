"""Pages by position in time, so that a deep page costs what the first costs.

A position is the value of the list's ordering column and the primary key of a row, written
`20230614_17` for dates and in microseconds since 1970 for times.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest

PER_PAGE = 20
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Page:
    """Some rows, newest first, and the query strings of the neighbouring pages."""

    items: list
    older: str | None
    newer: str | None

    @property
    def is_first(self) -> bool:
        return self.newer is None


def page_of(rows: QuerySet, request: HttpRequest, per_page: int = PER_PAGE) -> Page:
    """The page that the request asks for. Raises Http404 for a position that cannot be read."""
    before, after = request.GET.get("before"), request.GET.get("after")
    if after is not None:
        page = _after(rows, _read(rows.model, after), per_page)
        if page:
            return page
    elif before is not None:
        return _before(rows, _read(rows.model, before), per_page)
    return _first(rows, per_page)


def _first(rows, per_page) -> Page:
    items = list(rows.newest_first()[: per_page + 1])
    return _page(items, per_page, newer=False)


def _before(rows, position, per_page) -> Page:
    column, (value, pk) = rows.model.POSITION, position
    # The first condition bounds the walk along the index; the second is exact.
    older = rows.filter(**{f"{column}__lte": value}).filter(
        Q(**{f"{column}__lt": value}) | Q(pk__lt=pk)
    )
    return _page(list(older.newest_first()[: per_page + 1]), per_page, newer=True)


def _after(rows, position, per_page) -> Page | None:
    """The page of newer rows; None where fewer are left than fill one, so the first page serves."""
    column, (value, pk) = rows.model.POSITION, position
    newer = rows.filter(**{f"{column}__gte": value}).filter(
        Q(**{f"{column}__gt": value}) | Q(pk__gt=pk)
    )
    items = list(newer.order_by(column, "pk")[: per_page + 1])
    if len(items) <= per_page:
        return None
    items = items[:per_page][::-1]
    return Page(items, older=f"before={_write(items[-1])}", newer=f"after={_write(items[0])}")


def _page(items: list, per_page: int, *, newer: bool) -> Page:
    has_older = len(items) > per_page
    items = items[:per_page]
    return Page(
        items,
        older=f"before={_write(items[-1])}" if has_older else None,
        newer=f"after={_write(items[0])}" if newer and items else None,
    )


def _write(item: Model) -> str:
    value = getattr(item, item.POSITION)
    if isinstance(value, dt.datetime):
        return f"{(value - _EPOCH) // dt.timedelta(microseconds=1)}_{item.pk}"
    return f"{value:%Y%m%d}_{item.pk}" if value.year > 999 else f"{value.isoformat()}_{item.pk}"


def _read(model: type[Model], text: str) -> tuple[dt.date, int]:
    value, _underscore, pk = text.partition("_")
    try:
        if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
            raise ValueError("not a primary key")
        return _read_value(model, value), int(pk)
    except (ValueError, OverflowError) as error:
        raise Http404("this position cannot be read") from error


def _read_value(model: type[Model], text: str) -> dt.date:
    if model._meta.get_field(model.POSITION).get_internal_type() == "DateTimeField":
        return _EPOCH + dt.timedelta(microseconds=int(text[:20]))
    return dt.date.fromisoformat(text)
