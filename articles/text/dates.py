"""Dates as people write them, in English and Korean text. Nothing is guessed."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class Doubt(Enum):
    """Why a written date does not tell a day."""

    AMBIGUOUS = "the day and the month could change places"
    IMPOSSIBLE = "there is no such day"
    SHORT_YEAR = "the year is cut to two digits"
    NO_YEAR = "the year is missing"
    RANGE = "it is a span of days"


@dataclass(frozen=True)
class WrittenDate:
    """One date in a text: where it stands, and the day that it tells, or why it tells none.

    `month` and `month_day` are known for a date without a year, and zero otherwise.
    """

    text: str
    start: int
    end: int
    day: dt.date | None = None
    doubt: Doubt | None = None
    month: int = 0
    month_day: int = 0

    def in_year(self, year: int) -> dt.date | None:
        """The day in `year`; None where that year has no such day."""
        return _day(year, self.month, self.month_day)


@dataclass(frozen=True)
class _Reading:
    day: dt.date | None = None
    doubt: Doubt | None = None
    month: int = 0
    month_day: int = 0


_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTHS = {name[:3].casefold(): number for number, name in enumerate(_MONTH_NAMES, 1)}
# Capitalised only: "may" and "march" are everyday words.
_SPELLINGS = [
    spelling
    for name in _MONTH_NAMES
    for spelling in (name, name.upper(), name[:3], name[:3].upper())
] + ["Sept", "SEPT"]
_MONTH = rf"(?P<month>{'|'.join(sorted(set(_SPELLINGS), key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)"
_LAST_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?![\d,]\d)"
_DASH = r"\s?[~∼〜–—-]\s?"
_TO = r"\s(?:to|and|through|until)\s"
_WEEKDAY = r"(?:\s?\([A-Za-z가-힣]{1,9}\.?\))?"
# Not in the middle of an address, a telephone number or a version.
_APART = r"(?<![A-Za-z0-9./-])"


def find_dates(text: str) -> tuple[WrittenDate, ...]:
    """Every date in `text` that names a day, in order.

    A year alone, or a month with its year, is not a date. Where several readings of the same
    characters are possible the one that needs most of them is taken.
    """
    found: list[WrittenDate] = []
    taken: set[int] = set()
    for pattern, read in _FORMS:
        for match in pattern.finditer(text):
            reading = read(match)
            if reading and not taken.intersection(range(match.start(), match.end())):
                taken.update(range(match.start(), match.end()))
                found.append(_written(match, reading))
    return tuple(sorted(found, key=lambda date: date.start))


def _written(match: re.Match, reading: _Reading) -> WrittenDate:
    return WrittenDate(
        match.group().strip(),
        match.start(),
        match.end(),
        reading.day,
        reading.doubt,
        reading.month,
        reading.month_day,
    )


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _month_of(match: re.Match) -> int:
    written = match["month"]
    return int(written) if written.isdigit() else _MONTHS[written[:3].casefold()]


def _full(match: re.Match) -> _Reading:
    day = _day(int(match["year"]), _month_of(match), int(match["day"]))
    return _Reading(day) if day else _Reading(doubt=Doubt.IMPOSSIBLE)


def _yearless(match: re.Match) -> _Reading:
    month, day = _month_of(match), int(match["day"])
    if not _day(2024, month, day):  # a leap year, so that 29 February may stand
        return _Reading(doubt=Doubt.IMPOSSIBLE)
    return _Reading(doubt=Doubt.NO_YEAR, month=month, month_day=day)


def _span(match: re.Match) -> _Reading:
    return _Reading(doubt=Doubt.RANGE)


def _day_and_month_in_some_order(match: re.Match) -> _Reading:
    year, first, second = int(match["year"]), int(match["first"]), int(match["second"])
    days = {_day(year, second, first), _day(year, first, second)} - {None}
    if len(days) == 1:
        return _Reading(days.pop())
    return _Reading(doubt=Doubt.AMBIGUOUS if days else Doubt.IMPOSSIBLE)


def _two_digit_year(match: re.Match) -> _Reading | None:
    parts = [int(match[name]) for name in ("first", "second", "third")]
    orders = ((0, 1, 2), (2, 1, 0), (2, 0, 1))
    possible = any(_day(2000 + parts[y], parts[m], parts[d]) for y, m, d in orders)
    return _Reading(doubt=Doubt.SHORT_YEAR) if possible else None


# The order matters: a form that needs more characters stands before one that is a part of it.
_FORMS: tuple[tuple[re.Pattern, Callable[[re.Match], _Reading | None]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        # 2023년 6월 13일~14일, 2023. 6. 13.~14.
        (
            (
                rf"(?<!\d){_YEAR}[년.]\s?(?P<month>\d{{1,2}})[월.]\s?(?P<day>\d{{1,2}})[일.]?{_WEEKDAY}"
                rf"(?:{_DASH}|부터\s)(?:\d{{1,2}}[월.]\s?)?\d{{1,2}}[일.]"
            ),
            _span,
        ),
        # June 13–14, 2023; June 13 and 14, 2023; 13–14 June; 13 to 14 June 2023
        (rf"\b{_MONTH}\s{_DAY}{_DASH}{_LAST_DAY}(?:,?\s{_YEAR})?", _span),
        (rf"\b{_MONTH}\s{_DAY}{_TO}{_LAST_DAY},?\s{_YEAR}", _span),
        (rf"{_DAY}(?:{_DASH}|{_TO}){_LAST_DAY}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?", _span),
        # 2023년 6월 14일
        (
            rf"(?<!\d){_YEAR}\s?[년年]\s?(?P<month>\d{{1,2}})\s?[월月]\s?(?P<day>\d{{1,2}})\s?[일日]",
            _full,
        ),
        # 2023-06-14, 2023/6/14, 2023. 6. 14.
        (
            (
                rf"{_APART}{_YEAR}\s?(?P<mark>[-/.])\s?(?P<month>\d{{1,2}})\s?(?P=mark)"
                r"\s?(?P<day>\d{1,2})(?!\d|[-/]\d)"
            ),
            _full,
        ),
        # June 14th, 2023; Jun. 14 (Wed), 2023
        (rf"\b{_MONTH}[\s-]?{_DAY}{_WEEKDAY}[,.]?[\s-]{{0,2}}{_YEAR}", _full),
        # 14 June 2023; 14th of June, 2023; 14-Jun-2023
        (rf"{_DAY}(?:\sday)?[\s-]?(?:of\s)?{_MONTH}{_WEEKDAY}[,.]?[\s-]{{0,2}}{_YEAR}", _full),
        # 14/06/2023, 14.06.2023
        (
            (
                rf"{_APART}(?P<first>\d{{1,2}})\s?(?P<mark>[-/.])\s?(?P<second>\d{{1,2}})\s?(?P=mark)"
                rf"\s?{_YEAR}"
            ),
            _day_and_month_in_some_order,
        ),
        # 14/06/23, '23. 6. 14.
        (
            (
                rf"{_APART}['’‘]?(?P<first>\d\d?)(?P<mark>[/.])\s?(?P<second>\d\d?)(?P=mark)\s?"
                r"(?P<third>\d\d)(?![\d%]|[./]\d)"
            ),
            _two_digit_year,
        ),
        # 6월 14일; June 14; 14 June
        (r"(?<!\d)(?P<month>\d{1,2})\s?월\s?(?P<day>\d{1,2})\s?일", _yearless),
        (rf"\b{_MONTH}\s{_DAY}", _yearless),
        (rf"{_DAY}\s(?:of\s)?{_MONTH}", _yearless),
    )
)
