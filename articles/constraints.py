"""Conditions that several database constraints share."""

from functools import reduce
from operator import or_

from django.db.models import F, Q


def exactly_one(*names: str) -> Q:
    """Just one of the columns is set."""
    alternatives = (Q(**{f"{other}__isnull": other != name for other in names}) for name in names)
    return reduce(or_, alternatives)


def in_order(start: str, end: str) -> Q:
    """The end, where both are known, does not come before the start."""
    unknown = Q(**{f"{start}__isnull": True}) | Q(**{f"{end}__isnull": True})
    return unknown | Q(**{f"{end}__gte": F(start)})
