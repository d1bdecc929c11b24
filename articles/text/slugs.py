"""Slugs: the readable last part of an address, in Latin letters or Hangul."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import count

from django.utils.text import slugify

MAX_LENGTH = 100
_bracketed_outlet = re.compile(r"^\s*\[[^\]]{1,60}\]\s*")


def slug_of(title: str, *, fallback: str = "item") -> str:
    """A slug of at most MAX_LENGTH characters, cut at a word, in NFC.

    A leading `[Outlet]` is left out, because the page says it anyway. A title without any
    letter or digit gives `fallback`.
    """
    text = unicodedata.normalize("NFC", _bracketed_outlet.sub("", title) or title)
    slug = unicodedata.normalize("NFC", slugify(text, allow_unicode=True)).strip("-_")
    if len(slug) > MAX_LENGTH:
        slug = slug[:MAX_LENGTH].rsplit("-", 1)[0] or slug[:MAX_LENGTH]
    return slug or fallback


def free_slug(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """`wanted`, or the first of `wanted-2`, `wanted-3` … that is not taken."""
    return next(slug for slug in numbered(wanted) if not is_taken(slug))


def numbered(wanted: str) -> Iterator[str]:
    """`wanted`, `wanted-2`, `wanted-3` and so on without end, none over MAX_LENGTH."""
    yield wanted
    for number in count(2):
        ending = f"-{number}"
        yield wanted[: MAX_LENGTH - len(ending)].rstrip("-") + ending
