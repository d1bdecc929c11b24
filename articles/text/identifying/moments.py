"""Dates that are more exact than a season, and times of day."""

import re
from collections.abc import Iterator

from articles.text.dates import find_dates
from articles.text.identifying.finding import Finding, Kind, is_korean

_MONTHS = "January February March April May June July August September October November December"
_NUMBER = {name[:3].lower(): number for number, name in enumerate(_MONTHS.split(), 1)}
_NAMES = "|".join(
    sorted({*_MONTHS.split(), *(m[:3] for m in _MONTHS.split()), "Sept"}, key=len)[::-1]
)
_MONTH = rf"(?P<month>{_NAMES})\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINAL = {name: number for number, name in enumerate(_ORDINALS.split(), 1)}

# What find_dates() leaves out, because it tells no day of our calendar.
_DATE_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        # 주체112(2023)년 6월 14일, 2023(주체112)년 6월
        r"주체\s?(?P<juche>\d{2,3})\s?(?:\(\s?\d{4}\s?\)\s?)?년\s?(?P<month>\d{1,2})\s?월(?:\s?\d{1,2}\s?일)?",
        rf"(?<!\d){_YEAR}\s?\(\s?주체\s?\d{{2,3}}\s?\)\s?년\s?(?P<month>\d{{1,2}})\s?월(?:\s?\d{{1,2}}\s?일)?",
        # Juche 108, in May
        rf"\bJuche\s(?P<juche>\d{{2,3}})(?:\s?\(\d{{4}}\))?,?\s(?:in\s)?{_MONTH}(?:\s\d{{1,2}})?",
        # 음력 5월 5일, 2022년 음력 12월
        rf"(?:(?<!\d){_YEAR}\s?년\s?)?(?P<lunar>음력)\s?(?P<month>\d{{1,2}})\s?월(?:\s?\d{{1,2}}\s?일)?",
        rf"(?P<lunar>음력)\s?{_YEAR}\s?년\s?(?P<month>\d{{1,2}})\s?월(?:\s?\d{{1,2}}\s?일)?",
        # the fifth day of the eighth lunar month
        (
            rf"(?:[Tt]he\s)?(?:\w{{1,12}}\sday\sof\s)?(?:the\s)?(?P<month>\d{{1,2}}(?=st|nd|rd|th)|{'|'.join(_ORDINAL)})"
            rf"(?:st|nd|rd|th)?\s(?P<lunar>lunar)\smonth(?:\sof\s{_YEAR})?"
        ),
        # 23년 6월 14일, 2023년 6월 초, 6월
        r"(?<!\d)['’]?(?P<short>\d\d)\s?년\s?(?P<month>\d{1,2})\s?월(?:\s?\d{1,2}\s?일)?",
        rf"(?<!\d){_YEAR}\s?년\s?(?P<month>\d{{1,2}})\s?월(?:\s?(?:초순|중순|하순|초|말))?",
        r"(?<![\d.])(?P<month>\d{1,2})\s?월(?:\s?(?:초순|중순|하순|초|말))?(?!\s?\d{1,2}\s?일)",
        # mid-June 2023, June 2023, in June
        rf"\b(?:(?:[Ee]arly|[Mm]id|[Ll]ate|[Ee]nd\sof|[Bb]eginning\sof)[\s-])?{_MONTH},?\s(?:of\s)?{_YEAR}(?!\d)",
        rf"\b(?:[Ee]arly|[Mm]id|[Ll]ate)[\s-]{_MONTH}",
        (
            rf"(?:(?<=[Ii]n\s)|(?<=[Ss]ince\s)|(?<=[Uu]ntil\s)|(?<=[Dd]uring\s)|(?<=[Oo]f\s)|(?<=[Bb]y\s)|"
            rf"(?<=[Ll]ast\s)|(?<=[Tt]hat\s)|(?<=[Ff]rom\s)|(?<=[Bb]efore\s)|(?<=[Aa]fter\s)){_MONTH}(?!\s\d)"
        ),
        rf"\b{_MONTH}\sthe\s\d{{1,2}}(?:st|nd|rd|th)(?:,?\s{_YEAR})?",
        # 2023-06, 2023.6
        rf"(?<![\d.-]){_YEAR}[-./](?P<month>0?[1-9]|1[0-2])(?![-./]?\d)",
    )
)
_DAY_ALONE = re.compile(r"(?<![\d월년.-])(?<!월\s)\d{1,2}일(?=에|날|밤|새벽|아침|저녁|오전|오후)")
_HOLIDAYS = {
    "추석": "가을",
    "한가위": "가을",
    "설날": "겨울",
    "음력설": "겨울",
    "태양절": "봄",
    "광명성절": "겨울",
    "단오": "여름",
    "Chuseok": "autumn",
    "Day of the Sun": "spring",
    "Day of the Shining Star": "winter",
    "Lunar New Year": "winter",
    "New Year's Day": "winter",
}
_HOLIDAY = re.compile("|".join(map(re.escape, _HOLIDAYS)))
_ON = re.compile(r"\b(?P<on>[Oo]n|[Ii]n)\s(?:the\s)?$|\bthe\s$")
_SEASONS_EN = ("winter", "spring", "summer", "autumn")
_SEASONS_KO = ("겨울", "봄", "여름", "가을")


def dates(text: str) -> Iterator[Finding]:
    """Days and months, of either calendar and of any way of counting years; feasts."""
    korean = is_korean(text)
    for match in (match for form in _DATE_FORMS for match in form.finditer(text)):
        if when := _month_and_year(match):
            yield _finding(text, match.start(), match.end(), *when, korean)
    for date in find_dates(text):
        yield _finding(text, date.start, date.start + len(date.text), *_told_by(date), korean)
    for match in _DAY_ALONE.finditer(text):
        yield Finding(Kind.DATE, match.start(), match.end(), match[0])
    for match in _HOLIDAY.finditer(text):
        yield Finding(Kind.DATE, match.start(), match.end(), match[0], _HOLIDAYS[match[0]])


def _month_and_year(match: re.Match) -> tuple[int, int] | None:
    """(month, year), 0 for a year that is not told; None where there is no such month."""
    told = match.groupdict()
    month, year = _number(told["month"]), int(told.get("year") or 0)
    if told.get("juche"):
        year = 1911 + int(told["juche"])
    if told.get("short"):
        year = int(told["short"]) + (2000 if int(told["short"]) < 50 else 1900)
    if not 1 <= month <= 12:
        return None
    if told.get("lunar"):  # about a month later in our calendar
        month, year = month % 12 + 1, year + (month == 12 and year > 0)
    return month, year


def _number(month: str) -> int:
    return int(month) if month.isdigit() else _ORDINAL.get(month) or _NUMBER[month[:3].lower()]


def _told_by(date) -> tuple[int, int]:
    """(month, year) of a date that find_dates() found, 0 for what is not sure."""
    if date.day:
        return date.day.month, date.day.year
    year = re.search(r"(?:19|20)\d\d", date.text)
    month = re.search(rf"(?P<month>{_NAMES})|(?P<number>\d{{1,2}})\s?월", date.text)
    number = date.month or (month and _number(month["month"] or month["number"])) or 0
    return number, int(year[0]) if year else 0


def _finding(text: str, start: int, end: int, month: int, year: int, korean: bool) -> Finding:
    written = text[start:end]
    korean = korean if written.isascii() and not re.search("[A-Za-z]", written) else "월" in written
    coarser = _season_ko(month, year) if korean else _season_en(month, year)
    if not korean and coarser and (before := _ON.search(text[max(0, start - 8) : start])):
        start -= len(before[0])
        if before["on"]:
            coarser = ("In " if before["on"][0].isupper() else "in ") + coarser
    return Finding(Kind.DATE, start, end, text[start:end], coarser)


def _season_en(month: int, year: int) -> str | None:
    if not month:
        return str(year) if year else None
    season = _SEASONS_EN[month % 12 // 3]
    return f"{season} {_years(month, year, '–')}" if year else season


def _season_ko(month: int, year: int) -> str | None:
    if not month:
        return f"{year}년" if year else None
    season = _SEASONS_KO[month % 12 // 3]
    return f"{_years(month, year, '~')}년 {season}" if year else season


def _years(month: int, year: int, dash: str) -> str:
    """The year of a season; a winter lies in two."""
    if month in {3, 4, 5, 6, 7, 8, 9, 10, 11}:
        return str(year)
    first = year if month == 12 else year - 1
    return f"{first}{dash}{(first + 1) % 100:02}"


# --- Times of day ---------------------------------------------------------------------------

_BEFORE_TIME = r"(?:\b(?:[Aa]t|[Aa]round|[Aa]bout|[Bb]y)\s(?:about\s|around\s|exactly\s)?)?"
_HOURS_EN = "one two three four five six seven eight nine ten eleven twelve"
_TIME_EN = re.compile(
    rf"{_BEFORE_TIME}(?:"
    r"(?<![\d.:])(?P<hour>\d{1,2})[:.]\d\d\s?(?P<half>[AaPp]\.?[Mm]\b\.?)"
    r"|(?<![\d.:])(?P<hour2>[01]?\d|2[0-3]):[0-5]\d(?![\d:])"
    r"|(?<![\d.:])(?P<hour3>\d{1,2})\s?(?P<half3>[AaPp]\.?[Mm]\b\.?)"
    rf"|\b(?P<clock>\d{{1,2}}|{_HOURS_EN.replace(' ', '|')})\so['’]clock(?:\s(?P<part>in\sthe\s(?:morning|afternoon|evening)|at\snight))?"
    rf"|\b(?:half|(?:a\s)?quarter|\w{{1,7}}\sminutes)\s(?:past|to)\s(?:{_HOURS_EN.replace(' ', '|')})\b"
    r")"
)
_HOURS_KO = "열한 열두 다섯 여섯 일곱 여덟 아홉 한 두 세 네 열"
_PARTS_KO = "새벽|아침|오전|낮|대낮|점심|오후|저녁|밤|한밤중"
_MINUTES_KO = r"(?:\s?(?:\d{1,2}\s?분|반)(?:경|쯤)?)?"
_TIME_KO = re.compile(
    rf"(?P<part>{_PARTS_KO})\s?(?:\d{{1,2}}|{_HOURS_KO.replace(' ', '|')})\s?시(?:경|쯤)?(?!간){_MINUTES_KO}"
    rf"|(?<!\d)(?P<hour>[01]?\d|2[0-4])\s?시(?=에|경|쯤|부터|까지|이|가|반|정각|무렵|[\s,.)]|$)(?:경|쯤)?(?!\s?간){_MINUTES_KO}"
    rf"|(?<![가-힣])(?:{_HOURS_KO.replace(' ', '|')})\s?시(?=에|경|쯤|부터|까지|반|\s반|정각|무렵|\s?\d)(?:경|쯤)?{_MINUTES_KO}"
)


def times(text: str) -> Iterator[Finding]:
    """Times by the clock."""
    for match in _TIME_EN.finditer(text):
        coarser = match["part"] or _part_en(match)
        start, end = match.span()
        yield Finding(
            Kind.TIME, start, end, match[0], _capital_of(match[0], coarser) if coarser else None
        )
    for match in _TIME_KO.finditer(text):
        yield Finding(Kind.TIME, match.start(), match.end(), match[0], _part_ko(match))


def _capital_of(written: str, coarser: str) -> str:
    return coarser.capitalize() if written[0].isupper() else coarser


def _part_en(match: re.Match) -> str | None:
    half = (match["half"] or match["half3"] or "").lower()[:1]
    hour = int(match["hour"] or match["hour2"] or match["hour3"] or -1)
    if not (half or hour > 12 or (match["hour2"] or "").startswith("0")):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour < 5 or hour >= 22:
        return "at night"
    return "in the " + ("morning" if hour < 12 else "afternoon" if hour < 18 else "evening")


def _part_ko(match: re.Match) -> str | None:
    if match["part"]:
        return match["part"]
    hour = int(match["hour"] or 0)
    if hour < 13:
        return None
    return "오후" if hour < 18 else "저녁" if hour < 22 else "밤"
