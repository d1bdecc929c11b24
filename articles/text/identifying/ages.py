"""Ages and years of birth, which become decades."""

import re
from collections.abc import Iterator

from articles.text.identifying.finding import Finding, Kind

_DECADES = [
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ONES = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_SPELT = rf"(?:(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_ONES[:9])}))?|{'|'.join(_ONES[::-1])})"
_AGE = rf"(?P<age>\d{{1,3}}|{_SPELT})"
_HER = {"I": "my", "he": "his", "she": "her", "we": "our", "they": "their"}
_AGES_EN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:aged|age\sof|at\sage|age)\s{_AGE}\b(?!\.\d)",
        rf"\b{_AGE}[\s-]years?[\s-]olds?\b",
        rf"\b{_AGE}\syears\sof\sage\b",
        (
            rf"\b(?P<who>I|he|she|they)\s(?:was|were|am|is|turned|had\sturned)\s{_AGE}\b(?!\s\w+s?\sold|[\s-](?:years?|months?|days?|of\b|per|%|"
            r"kilo|km|metres?|people|times|hours?|minutes?))(?=[\s,.;]|$)"
        ),
    )
)
_BORN_EN = re.compile(r"\b([Bb]orn\s(?:in|around|about)\s)((?:19|20)\d)\d\b")
_NATIVE_TENS = ["열", "스물", "스무", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"]
_NATIVE_ONES = ["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"]
_NATIVE = (
    rf"(?:(?:{'|'.join(_NATIVE_TENS)})\s?(?:{'|'.join(_NATIVE_ONES)})?|{'|'.join(_NATIVE_ONES)})"
)
_AFTER_AGE = r"(?:짜리|배기|박이)?(?=\s|[^가-힣]|$|때|이|에|의|난|도|부터|까지|은|을|인|입니다|였|먹|된|쯤|무렵|위|아래|밖|차이|밑|터울)"
_AGES_KO = (
    re.compile(rf"(?:만\s?)?(?<!\d)(?P<age>\d{{1,3}})\s?(?:살|세){_AFTER_AGE}"),
    re.compile(rf"(?<![가-힣])(?:만\s)?(?P<age>{_NATIVE})\s?살{_AFTER_AGE}"),
)
_BORN_KO = re.compile(
    r"(?<!\d)(?P<decade>(?:19|20)?\d)\d\s?년(?:도)?\s?(?:생(?![가-힣]*[각산활명])|에\s(?=태어|출생))"
)
_ZODIAC = re.compile(r"(?:쥐|소|범|호랑이|토끼|용|뱀|말|양|원숭이|닭|개|돼지)띠")


def ages(text: str) -> Iterator[Finding]:
    """Ages in figures and in words, and years of birth."""
    for number, pattern in enumerate(_AGES_EN):
        for match in pattern.finditer(text):
            coarser = _decade_en(_age_en(match["age"].lower()), match, adjective=number == 1)
            yield Finding(Kind.AGE, match.start(), match.end(), match[0], coarser)
    for match in _BORN_EN.finditer(text):
        coarser = f"{match[1]}the {match[2]}0s"
        yield Finding(Kind.AGE, match.start(), match.end(), match[0], coarser)
    for pattern in _AGES_KO:
        for match in pattern.finditer(text):
            age = match["age"]
            coarser = _decade_ko(int(age) if age.isdigit() else _age_ko(age))
            yield Finding(Kind.AGE, match.start(), match.end(), match[0], coarser)
    for match in _BORN_KO.finditer(text):
        coarser = f"{match['decade']}0년대" + ("생" if match[0].endswith("생") else "에 ")
        yield Finding(Kind.AGE, match.start(), match.end(), match[0], coarser)
    for match in _ZODIAC.finditer(text):
        yield Finding(Kind.AGE, match.start(), match.end(), match[0])


def _age_en(written: str) -> int:
    if written.isdigit():
        return int(written)
    tens, _gap, ones = re.sub(r"\s", "-", written).partition("-")
    if tens in _ONES:
        return _ONES.index(tens) + 1
    return (_TENS.index(tens) + 2) * 10 + (_ONES.index(ones) + 1 if ones else 0)


def _decade_en(age: int, match: re.Match, *, adjective: bool) -> str | None:
    who = match.groupdict().get("who")
    if not 1 <= age < 100:
        return None
    if adjective and "-" in match[0] and not match[0].endswith("s"):
        return (
            "young" if age < 10 else "teenage" if age < 20 else f"{_TENS[age // 10 - 2]}-something"
        )
    decade = "teens" if age < 20 else _DECADES[age // 10 - 2]
    if who:
        person = who if who == "I" else who.lower()
        told = "a child" if age < 10 else f"in {_HER[person]} {decade}"
        return f"{who} {'were' if person == 'they' else 'was'} {told}"
    return "a child" if age < 10 else f"in their {decade}"


def _age_ko(written: str) -> int:
    written = written.replace(" ", "")
    tens = next((name for name in _NATIVE_TENS if written.startswith(name)), "")
    ones = written.removeprefix(tens)
    values = {"스무": 2, "스물": 2, "열": 1} | {n: i for i, n in enumerate(_NATIVE_TENS[3:], 3)}
    return values.get(tens, 0) * 10 + (_NATIVE_ONES.index(ones) + 1 if ones else 0)


def _decade_ko(age: int) -> str | None:
    if not 1 <= age < 130:
        return None
    return "어린 나이" if age < 10 else f"{age // 10 * 10}대"
