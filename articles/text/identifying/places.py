"""Place names that are more exact than a province, in Hangul and in every usual Latin spelling."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from articles.text.identifying.finding import Finding, Kind
from articles.text.identifying.place_table import (
    ACROSS_THE_BORDER,
    NORTH_EAST_CHINA,
    NORTH_KOREA,
    OTHER_SPELLINGS,
    SHORT_PROVINCES,
)
from articles.text.identifying.words import PARTICLES
from articles.text.romanised import revised

_ENDING = re.compile(r"(?<=..)(?:구역|지구|시|군|구)!?$")
# What follows a place without making another word of it.
_AFTER = (
    r"(?:사람|출신|주민|태생|역|쪽|방면|방향|시장|장마당|근처|부근|인근|시내|지역|일대|읍|보위부|안전부|보안서|"
    r"보안소|교화소|집결소|구류장|수용소|단련대|관리소|병원|세관|탄광|광산|제철소|제련소|공장|대학|땅|산골|행)?"
)
_PROVINCE = "|".join([*(korean for korean, _english in NORTH_KOREA), *SHORT_PROVINCES])
# Below the county: a village, a part of a town, a neighbourhood unit.
_BELOW = rf"(?:\s?[가-힣]{{1,5}}(?:로동자구|노동자구|리|동|읍|구)(?={PARTICLES}|\s?\d))?(?:\s?\d{{1,3}}\s?인?민?반)?"
_BEFORE = re.compile(rf"(?:북한의?\s)?(?:(?:{_PROVINCE})(?:의)?\s?)?")
_HANGUL_RUN = re.compile("[가-힣]+")
_REST = re.compile(rf"{_AFTER}{PARTICLES}")
# A name that is a word is sure to be a place where it has a prison or an office.
_WITH_PRISON = re.compile(
    rf"\s?(?:교화소|관리소|집결소|구류장|수용소|단련대|보위부|안전부|보안서|역전|장마당|출신)(?={PARTICLES})"
)
_BELOW_IT = re.compile(_BELOW)
# Wholly unknown places that say of themselves what they are.
_SELF_NAMED = re.compile(
    rf"(?<![가-힣])[가-힣]{{1,5}}(?:로동자구|노동자구)(?={PARTICLES})"
    r"|(?<![가-힣])(?:[가-힣]{1,5}(?:리|동)\s)?\d{1,3}\s?인민반"
)
_LATIN_NAME = re.compile(
    r"\b[A-Z][a-zŏŭŎŬ]*(?:[-'’ʼ`][A-Za-zŏŭŎŬ]+){0,3}(?:\s(?:City|County|Town|District|Prefecture)\b)?"
)
_LATIN_ENDING = re.compile(
    r"(?:-(?:si|shi|gun|kun|guyok|guyeok|kuyok|ku|gu|up|eup|ri|dong|rodongjagu)"
    r"|\s(?:City|County|Town|District|Prefecture))$"
)
# `, North Hamgyong Province` behind a name, so that the province does not stand there twice.
_LATIN_PROVINCE = re.compile(
    r",?\s(?:in\s)?(?:(?:North|South)\s(?:Hamgyong|Hamgyeong|Pyongan|Pyeongan|Hwanghae)|"
    r"(?:Hamgyong|Pyongan|Hwanghae)-(?:bukto|namdo|bukdo)|Jagang|Chagang|Ryanggang|Yanggang|Kangwon|Gangwon)"
    r"(?:\s[Pp]rovince)?\b"
)
_CAMPS = tuple(
    (re.compile(pattern), coarser)
    for pattern, coarser in (
        (r"제?\s?\d{1,2}\s?호?\s?(?:정치범\s?)?(?:관리소|수용소)", "정치범수용소"),
        (r"제?\s?\d{1,2}\s?호?\s?(?:로동|노동)?교화소", "교화소"),
        (r"전거리(?:\s?교화소)?(?![가-힣]{0,2}리)", "교화소"),
        (
            r"\b(?:[Pp]olitical\s)?(?:[Pp]rison\s)?[Cc]amp\s(?:[Nn]o\.?\s?|[Nn]umber\s|#)?\d{1,2}\b",
            "a political prison camp",
        ),
        (
            r"\b[Kk]wan-?li-?so\s?(?:[Nn]o\.?\s?|[Nn]umber\s|#)?\d{1,2}\b",
            "a political prison camp",
        ),
        (
            r"\b[Kk]yo-?hwa-?so\s?(?:[Nn]o\.?\s?|[Nn]umber\s|#)?\d{1,2}\b",
            "a prison for re-education",
        ),
        (
            r"\b(?:Jeonge?o-?ri|J[eo]+ngg?[eo]+ri|Chong?ori|Chŏn'?gŏ-?ri|Jongo-ri|Chongo-ri)\b",
            "a prison for re-education",
        ),
    )
)


def camps(text: str) -> Iterator[Finding]:
    """Camps and prisons that are told by their number or their own name."""
    for pattern, coarser in _CAMPS:
        for match in pattern.finditer(text):
            yield Finding(Kind.PLACE, match.start(), match.end(), match[0], coarser)


def places(text: str) -> Iterator[Finding]:
    """Cities, counties, districts, villages and towns across the border."""
    yield from _in_hangul(text)
    yield from _in_latin(text)
    for match in _SELF_NAMED.finditer(text):
        yield Finding(Kind.PLACE, match.start(), match.end(), match[0])


def _in_hangul(text: str) -> Iterator[Finding]:
    known, longest = _hangul_names()
    for run in _HANGUL_RUN.finditer(text):
        start = _BEFORE.match(text, run.start()).end()
        for length in range(min(longest, len(text) - start), 1, -1):
            name = text[start : start + length]
            if name not in known:
                continue
            end = _BELOW_IT.match(text, start + length).end()
            rest = _WITH_PRISON if name in _words() else _REST
            if end == start + length and not rest.match(text, end):
                continue
            yield Finding(Kind.PLACE, run.start(), end, text[run.start() : end], known[name])
            break


def _in_latin(text: str) -> Iterator[Finding]:
    known = _latin_names()
    for match in _LATIN_NAME.finditer(text):
        name = match[0]
        bare = _LATIN_ENDING.sub("", name)
        coarser = known.get(_folded(bare))
        if coarser is None and not re.search(r"[a-z]-(?:ri|dong|gun|guyok|rodongjagu|up)$", name):
            continue
        end = match.end()
        if coarser and (province := _LATIN_PROVINCE.match(text, end)):
            end = province.end()
        yield Finding(Kind.PLACE, match.start(), end, text[match.start() : end], coarser)


@cache
def _hangul_names() -> tuple[dict[str, str], int]:
    """What each place is coarsened to, and the length of the longest name."""
    names = {}
    for (province, _english), parts in NORTH_KOREA.items():
        for part in parts.split():
            full = part.rstrip("!")
            forms = {full, _ENDING.sub("", full)} - {""}
            names |= {spelling: province for form in forms for spelling in _both_spellings(form)}
    for korean, _latin in ACROSS_THE_BORDER:
        names |= dict.fromkeys(korean.split(), NORTH_EAST_CHINA[0])
        names |= {f"{name}시": NORTH_EAST_CHINA[0] for name in korean.split() if len(name) == 2}
    return names, max(map(len, names))


@cache
def _words() -> frozenset[str]:
    """The bare names that are everyday words as well."""
    parts = [part for group in NORTH_KOREA.values() for part in group.split()]
    marked = [_ENDING.sub("", part) for part in parts if part.endswith("!")]
    marked = [name for name in marked if not name.endswith("!")]
    return frozenset(spelling for name in marked for spelling in _both_spellings(name))


@cache
def _latin_names() -> dict[str, str]:
    names = {}
    for (_korean, province), parts in NORTH_KOREA.items():
        for part in parts.split():
            full = part.rstrip("!")
            bare = _ENDING.sub("", full)
            if len(bare) < 2:
                continue
            spellings = [*map(revised, _both_spellings(bare))]
            spellings += OTHER_SPELLINGS.get(full, "").split()
            names |= {_folded(spelling): province for spelling in spellings}
    for _korean, latin in ACROSS_THE_BORDER:
        names |= {_folded(name): NORTH_EAST_CHINA[1] for name in latin.split()}
    return names


def _both_spellings(name: str) -> set[str]:
    """As the North writes it, and as the South does: 룡천, 용천; 라진, 나진; 녕변, 영변."""
    spellings = {name}
    number = ord(name[0]) - 0xAC00
    initial, rest = divmod(number, 588)
    vowel = rest // 28
    palatal = vowel in {2, 3, 6, 7, 12, 17, 20}  # ya, yae, yeo, ye, yo, yu, i
    if initial == 5 or (initial == 2 and palatal):  # ㄹ, ㄴ
        southern = 11 if palatal else 2  # ㅇ, ㄴ
        spellings.add(chr(0xAC00 + southern * 588 + rest) + name[1:])
    return spellings


_SOUNDS = (
    (re.compile(r"kh|g"), "k"),
    (re.compile(r"th|d"), "t"),
    (re.compile(r"ph|b"), "p"),
    (re.compile(r"chh|ch|j"), "c"),
    (re.compile(r"sh"), "s"),
    (re.compile(r"eo"), "o"),
    (re.compile(r"eu"), "u"),
    (re.compile(r"r"), "l"),
    (re.compile(r"(.)\1+"), r"\1"),
)


def _folded(name: str) -> str:
    """A Latin spelling without what the systems do differently (MR, RR, the North's own)."""
    plain = unicodedata.normalize("NFKD", name).lower()
    letters = "".join(letter for letter in plain if letter.isascii() and letter.isalpha())
    for pattern, sound in _SOUNDS:
        letters = pattern.sub(sound, letters)
    return letters
