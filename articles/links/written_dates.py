"""Days as news sites write them, in the languages of the world."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError

_EARLIEST_YEAR = 1990
_THAI_ERA = 543  # the Buddhist year 2561 is 2018
_REPUBLIC_ERA = 1911  # 民國109年 is 2020
_REIWA_ERA = 2018  # 令和2年 is 2020
_HEISEI_ERA = 1988
# Arabic has two more sets of month names, one from Syriac and one from French.
_MORE_LOCALES = {"ar": ("ar_SY", "ar_DZ"), "sr": ("sr_Latn",), "hr": ("bs",), "no": ("nb",)}
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_FORMS_IN_FIGURES = (
    rf"(?<!\d){_YEAR}\s?[-./年년]\s?(?P<m>\d\d?)\s?[-./月월]\s?(?P<d>\d\d?)(?!\d)",
    rf"(?<![\d.])(?P<d>\d\d?)\.\s?(?P<m>\d\d?)\.\s?{_YEAR}(?!\d)",
    rf"(?<![\d./-])(?P<first>\d\d?)\s?[-/]\s?(?P<second>\d\d?)\s?[-/]\s?{_YEAR}(?!\d)",
    r"(?<![\d.])(?P<d>\d\d)\.(?P<m>\d\d)\.(?P<y>\d\d)(?![\d.])",
    r"(?P<era>民國|令和|平成)\s?(?P<y>\d{1,3})年\s?(?P<m>\d\d?)月\s?(?P<d>\d\d?)日",
    r"(?<!\d)(?P<y>25[4-9]\d)\s?[-./]\s?(?P<m>\d\d?)\s?[-./]\s?(?P<d>\d\d?)(?!\d)",
    r"(?<![\d.])(?P<d>\d\d?)[-./](?P<m>\d\d?)[-./](?P<y>25[4-9]\d)(?!\d)",
)
_ERAS = {"民國": _REPUBLIC_ERA, "令和": _REIWA_ERA, "平成": _HEISEI_ERA}
_DAY = r"(?<!\d)(?P<d>\d\d?)(?!\d)(?:st|nd|rd|th|er|\.|º|ª|-ші|-го)?"


@dataclass(frozen=True)
class WrittenDay:
    """A day in a text, and where it is written."""

    day: dt.date
    start: int
    end: int


def days_in(text: str, language: str, *, month_first: bool | None = None) -> tuple[WrittenDay, ...]:
    """The days written in full in `text`, in order.

    `language` (ISO 639-1) chooses the names of months; English ones are always known.
    `month_first` says how 3/4/2020 is meant; None leaves such a date out.
    """
    text = _with_ascii_digits(text)
    found: list[WrittenDay] = []
    for pattern in _patterns(language):
        for match in pattern.finditer(text):
            day = _day(match, language, month_first)
            if day and not any(match.start() < o.end and o.start < match.end() for o in found):
                found.append(WrittenDay(day, match.start(), match.end()))
    return tuple(sorted(found, key=lambda written: written.start))


def valid_day(year: int, month: int, day: int) -> dt.date | None:
    """The day, if there is one and the web was there; None otherwise."""
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return None
    return found if year >= _EARLIEST_YEAR else None


def _with_ascii_digits(text: str) -> str:
    return "".join(
        str(unicodedata.decimal(letter, letter)) if letter > "\x7f" else letter
        for letter in text.casefold()
    )


def _day(match: re.Match, language: str, month_first: bool | None) -> dt.date | None:
    parts = match.groupdict()
    if "first" in parts:
        return _in_some_order(parts, month_first)
    year = int(parts["y"])
    year += 2000 if year < 100 and not parts.get("era") else _ERAS.get(parts.get("era") or "", 0)
    year -= _THAI_ERA if year > 2500 else 0
    month = parts["m"]
    number = int(month) if month.isdigit() else _months(language)[month.rstrip(".")]
    return valid_day(year, number, int(parts["d"]))


def _in_some_order(parts: dict[str, str], month_first: bool | None) -> dt.date | None:
    first, second, year = int(parts["first"]), int(parts["second"]), int(parts["y"])
    as_day_month = valid_day(year, second, first)
    as_month_day = valid_day(year, first, second)
    if as_day_month and as_month_day and as_day_month != as_month_day:
        if month_first is None:
            return None
        return as_month_day if month_first else as_day_month
    return as_day_month or as_month_day


@cache
def _patterns(language: str) -> tuple[re.Pattern, ...]:
    names = sorted(_months(language), key=len, reverse=True)
    month = rf"(?P<m>{'|'.join(map(re.escape, names))})\.?"
    link = r"[\s.,/-]{0,3}(?:de[l]?\s|of\s|d[’']|năm\s|ж\.\s)?\s?"
    year = r"(?P<y>(?:19|20|25)\d\d)(?!\d)"
    spelled = (
        rf"{_DAY}{link}(?<!\w){month}(?!\w){link}{year}",
        rf"(?<!\w){month}\s?{_DAY}(?:\s?\([^)]{{1,12}}\))?[\s,.]{{1,3}}{year}",
        rf"(?<!\d){year}(?:[\s.,]{{1,2}}|\sm\.\s|\s?ж\.\s){month}\s{_DAY}",
    )
    return tuple(re.compile(form) for form in (*_FORMS_IN_FIGURES, *spelled))


@cache
def _months(language: str) -> dict[str, int]:
    """The names of the months, short and long, in lower case, with their numbers."""
    found: dict[str, int] = {"sept": 9}
    for name in ("en", language, *_MORE_LOCALES.get(language, ())):
        for month, number in _names_in(name):
            if not month.isdigit():
                found.setdefault(month, number)
    return found


def _names_in(locale: str) -> Iterator[tuple[str, int]]:
    try:
        months = Locale.parse(locale).months
    except (UnknownLocaleError, ValueError):
        return
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, month in months[context][width].items():
                name = month.casefold().rstrip(".")
                if len(name) > 1:
                    yield name, number
