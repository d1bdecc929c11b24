"""The day on which the outlet published: told by the page, or left open."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from articles.imports.page.dated import Dated, Meaning, dates_in
from articles.imports.page.sentences import sentences
from articles.text.dates import Doubt, WrittenDate, find_dates


@dataclass(frozen=True)
class Finding:
    """The outlet's day, if the page tells it, and how.

    `quotes` are the page's words for what an editor has to look at.
    """

    day: dt.date | None = None
    meaning: Meaning = Meaning.PLAIN
    year_was_missing: bool = False
    quotes: tuple[str, ...] = ()
    candidates: tuple[Dated, ...] = field(default=())


def publication_date(
    blocks: Sequence[str], *, outlets: Collection[str] = (), years: Iterable[int] = ()
) -> Finding:
    """The outlet's day as the blocks of a page tell it.

    The most telling dates decide. Where they disagree, or cannot be read for certain, there is
    none. `outlets` are the names of those that publish. A date without a year is completed only
    where `years`, the years of the whole page's dates, are one.
    """
    found = tuple(dated for block in blocks for dated in dates_in(block, outlets))
    for meaning in (Meaning.PUBLISHED, Meaning.ALONE):
        dates = [dated.written for dated in found if dated.meaning == meaning]
        if dates:
            return _agreement(dates, meaning, set(years), found)
    return Finding(quotes=_quotes(dated.written for dated in found), candidates=found)


def _agreement(
    dates: Sequence[WrittenDate], meaning: Meaning, years: set[int], found: tuple[Dated, ...]
) -> Finding:
    certain = {date.day for date in dates if date.day}
    if len(certain) == 1:
        return Finding(certain.pop(), meaning, quotes=_quotes(dates), candidates=found)
    completed = set()
    if not certain and len(years) == 1:
        [year] = years
        completed = {date.in_year(year) for date in dates if date.doubt == Doubt.NO_YEAR}
    if len(completed) == 1 and all(date.doubt == Doubt.NO_YEAR for date in dates):
        return Finding(completed.pop(), meaning, True, _quotes(dates), found)
    return Finding(None, meaning, quotes=_quotes(dates), candidates=found)


def _quotes(dates: Iterable[WrittenDate]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(date.text for date in dates))


_MONTH_AND_YEAR = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December),?\s((?:19|20)\d\d)\b"
    r"|((?:19|20)\d\d)년\s?\d{1,2}월"
)


_BIRTH = re.compile(r"\bborn\b|\bbirth|생년월일|출생|태어", re.IGNORECASE)


def years_in(text: str) -> set[int]:
    """The years of the full dates and of the months with a year in a text, but for births."""
    told = (sentence for line in text.splitlines() for sentence in sentences(line))
    text = "\n".join(sentence for sentence in told if not _BIRTH.search(sentence))
    months = (match[1] or match[2] for match in _MONTH_AND_YEAR.finditer(text))
    days = (date.day.year for date in find_dates(text) if date.day)
    return {*map(int, months), *days}
