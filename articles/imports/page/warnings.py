"""What should not be published: personal data, and names that are not to be told. Each is quoted."""

import re
from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from articles.imports.page.sentences import sentences
from articles.text.dates import find_dates

_ADDRESS_WORD = r"(?:Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Boulevard|Blvd\.?|Lane|Ln\.?|Drive|Dr\.|Square|Sq\.|Court|Place|Pl\.|Highway|Hwy|Way|Terrace|Crescent|Parkway|Pkwy)"
_KO_ROAD = r"[가-힣0-9]{1,10}(?:대로|로|길)"

_PHONE = re.compile(
    r"(?<![\d/.=\w-])(?:"
    r"\+\d{1,3}[\s().-]{0,3}(?:\d{1,4}[\s().-]{1,3}){1,5}\d{2,4}|\+\d{9,14}"  # international
    r"|\(?0\d{1,2}\)?[\s).-]{1,2}\d{3,4}[\s.-]\d{4}"  # Korea: 02-123-4567, 031) 123-4567
    r"|01[016789]\d{7,8}"
    r"|\(?[2-9]\d\d\)?[\s.-]{1,2}\d{3}[.-]\d{4}|1[\s.-]\(?[2-9]\d\d\)?[\s.-]\d{3}[\s.-]\d{4}"  # North America
    r"|1[5-8]\d\d-\d{4}"  # Korean service numbers
    r"|0\d{2,4}\s\d{3,4}\s\d{3,4}"  # United Kingdom
    r")(?![\d-]|\w)"
)
_EMAIL = re.compile(
    r"[\w.+%-]+\s?(?:@|\[at\]|\(at\)|＠)\s?[\w-]+(?:\s?(?:\.|\[dot\]|\(dot\))\s?[\w-]+)*(?:\.|\[dot\]|\(dot\))\s?[A-Za-z]{2,10}",
    re.IGNORECASE,
)
# Six digits of the birth date, then seven of which the first says sex and century; the rest may be masked.
_RESIDENT_NUMBER = re.compile(
    r"(?<![\d-])\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s?[-–]?\s?[0-9](?:\d{6}|[*xX●○]{6}|\d{0,5}[*xX●○]{1,6})(?!\d)"
)
_PASSPORT = re.compile(
    r"(?:passport|여권)[^.\n]{0,25}?\b[A-Z]{1,2}\d{3,8}[A-Z]?\d{0,4}\b", re.IGNORECASE
)
_POSTAL = (
    re.compile(
        rf"(?<![\w,.-])\d{{1,5}}[A-Za-z]?(?:-\d{{1,4}})?,?\s(?:(?:[NSEW]\.?|North|South|East|West)\s)?(?:(?:[A-Z][\w’'.-]*|\d+(?:st|nd|rd|th))\s){{1,4}}{_ADDRESS_WORD}(?![\w])[^.;\n/]{{0,80}}"
    ),
    re.compile(
        r"(?<![\w.-])\d{1,5}(?:-\d{1,4})?,?\s[A-Z][\w-]+(?:-(?:ro|gil|daero|dong|ga))\b[^.;\n/]{0,80}"
    ),
    re.compile(
        r"(?<![\w.-])[A-Z][\w-]+-(?:ro|gil|daero)(?:\s?\d+(?:beon)?-?(?:gil)?)?\s\d{1,5}\b[^.;\n/]{0,80}"
    ),
    re.compile(r"\bP\.?\s?O\.?\s?Box\s\d+[^.;\n/]{0,60}", re.IGNORECASE),
    re.compile(
        rf"(?:[가-힣]{{2,7}}(?:특별시|광역시|특별자치시|특별자치도|시|도)\s?)?(?:[가-힣]{{1,5}}(?:시|군|구)\s?){{1,2}}(?:[가-힣0-9]{{1,6}}(?:읍|면|동|가|리)\s?)?{_KO_ROAD}\s?\d{{1,4}}(?:-\d{{1,4}})?(?:번길|길)?[^.;\n/]{{0,40}}"
    ),
    re.compile(
        r"(?:[가-힣]{2,7}(?:특별시|광역시|시|도)\s?)(?:[가-힣]{1,5}(?:시|군|구)\s?){1,2}[가-힣0-9]{1,6}(?:읍|면|동|가|리)\s?(?:산\s?)?\d{1,4}(?:-\d{1,4})?(?:번지|호)?[^.;\n/]{0,40}"
    ),
    re.compile(
        rf"{_KO_ROAD}\s\d{{1,4}}(?:-\d{{1,4}})?(?:번지|,?\s?\d{{1,2}}층|,?\s?\d{{2,4}}호|\s?\([가-힣0-9]+(?:동|가)\))[^.;\n/]{{0,20}}"
    ),
)
_BIRTH_WORD = re.compile(
    r"\bborn\b|\bdate of birth\b|\bbirth ?date\b|\bbirthday\b|\bD\.?O\.?B\b|생년월일|출생|태어[나났난]|생일|일생",
    re.IGNORECASE,
)
_BIRTH_YEAR = re.compile(
    r"(?:19|20)\d\d년\s?(?:\d{1,2}월\s?)?(?:생|출생|\d{1,2}일\s?생)(?=으로|인|이|은|의|\W|$)|\bborn (?:in|on) (?:\w+ )?(?:19|20)\d\d\b"
)
_WITHHELD = re.compile(
    r"names? (?:(?:has|have|was|were|is|are|been|being) ){0,3}(?:withheld|changed|concealed)|not (?:his|her|their) real names?|real names? (?:has|have|is|was|are|were)? ?(?:been )?(?:withheld|not)"
    r"|withh(?:o|e)ld (?:his|her|their|the) (?:real )?names?|pseudonyms?|\balias(?:es)?\b|assumed name|(?:condition of|request(?:ed|ing)?|for) anonymity|anonymously"
    r"|asked not to be (?:named|identified)|did(?: not|n['’]t) want (?:his|her|their) name|identity (?:is |was |has been )?(?:withheld|protected|concealed)|identified only (?:as|by)"
    r"|가명|익명|실명[을은] (?:밝히지|공개하지)|이름[을은] (?:밝히지|공개하지|바꾸)|(?:실명|신원|이름)\s?비공개|신원[을은] (?:밝히지|공개하지|보호)|신변\s?보호|비공개를 (?:요청|요구|전제)",
    re.IGNORECASE,
)


def what_not_to_publish(paragraphs: Iterable[str]) -> tuple[str, ...]:
    """One sentence for each place that should not go public as it is, quoting it."""
    found = (
        _(message) % {"quote": quote}
        for paragraph in paragraphs
        for message, find in _FINDERS
        for quote in find(paragraph)
    )
    return tuple(dict.fromkeys(found))


def _matches(*patterns: re.Pattern) -> Callable[[str], Iterator[str]]:
    def find(text: str) -> Iterator[str]:
        taken: list[tuple[int, int]] = []
        for pattern in patterns:
            for match in pattern.finditer(text):
                if not any(a < match.end() and match.start() < b for a, b in taken):
                    taken.append(match.span())
                    yield match.group().strip(" ,(")

    return find


def _phone_numbers(text: str) -> Iterator[str]:
    dates = [(date.start, date.end) for date in find_dates(text)]
    for match in _PHONE.finditer(_without_addresses(text)):
        if not any(start < match.end() and match.start() < end for start, end in dates):
            yield match.group().strip()


def _without_addresses(text: str) -> str:
    """The text with web addresses blanked, in which any digits may stand."""
    return re.sub(r"https?://\S+", lambda match: " " * len(match.group()), text)


def _birth_dates(text: str) -> Iterator[str]:
    for sentence in sentences(text):
        dates = [date.text for date in find_dates(sentence)]
        if _BIRTH_WORD.search(sentence) and dates:
            yield _shortened(sentence)
        elif match := _BIRTH_YEAR.search(sentence):
            yield match.group()


def _withheld_names(text: str) -> Iterator[str]:
    return (_shortened(sentence) for sentence in sentences(text) if _WITHHELD.search(sentence))


def _shortened(sentence: str, most: int = 160) -> str:
    """The sentence, or the part of it around the words that matter."""
    if len(sentence) <= most:
        return sentence
    match = _WITHHELD.search(sentence) or _BIRTH_WORD.search(sentence)
    middle = match.start() if match else 0
    start = max(0, min(middle - most // 2, len(sentence) - most))
    return f"…{sentence[start : start + most].strip()}…"


_FINDERS = (
    (gettext_noop("Telephone number: “%(quote)s”. Remove it before publishing."), _phone_numbers),
    (gettext_noop("E-mail address: “%(quote)s”. Remove it before publishing."), _matches(_EMAIL)),
    (gettext_noop("Postal address: “%(quote)s”. Remove it before publishing."), _matches(*_POSTAL)),
    (
        gettext_noop("Resident registration number: “%(quote)s”. Remove it before publishing."),
        _matches(_RESIDENT_NUMBER),
    ),
    (
        gettext_noop("Passport number: “%(quote)s”. Remove it before publishing."),
        _matches(_PASSPORT),
    ),
    (gettext_noop("Date of birth: “%(quote)s”. Remove it before publishing."), _birth_dates),
    (
        gettext_noop(
            "A name that may not be told: “%(quote)s”. Make sure that nobody can be recognised."
        ),
        _withheld_names,
    ),
)
