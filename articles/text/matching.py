"""Finding names and synonyms in text: whole words in English, inside words in Korean."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_HANGUL = re.compile(r"[ᄀ-ᇿ㄰-㆏가-힣]")
_LATIN = "A-Za-z0-9À-ɏ"
_GAP = r"[\s\-‐‑–]+"
# Shorter Korean terms with spaces let in would be found across two words: 북송 in 탈북 송환.
_LOOSE_FROM = 4
# "UN" must not be found in "Kim Jong Un", nor "US" in "us".
_ACRONYM = re.compile(r"[A-Z]{2,3}")
_SMALL_WORD = 4


def has_hangul(text: str) -> bool:
    return bool(_HANGUL.search(text))


def contains(text: str, term: str) -> bool:
    """Whether `text` names `term`.

    English: whole words in either case, singular or plural, with spaces or hyphens between;
    acronyms of two or three letters in capitals only. Korean: anywhere, also inside a word.
    Both sides are compared in Unicode's composed form (NFC).
    """
    return contains_any(text, (term,))


def contains_any(text: str, terms: Iterable[str]) -> bool:
    """Whether `text` names at least one of `terms`, under the rules of `contains`."""
    text = _composed(text)
    composed = (_composed(term).strip() for term in terms)
    return any(_pattern(term).search(text) for term in composed if term)


def find_all(text: str, term: str) -> tuple[re.Match, ...]:
    """Every place at which `text`, taken as it is, names `term`."""
    term = _composed(term).strip()
    return tuple(_pattern(term).finditer(text)) if term else ()


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=4096)
def _pattern(term: str) -> re.Pattern:
    if has_hangul(term):
        return re.compile(_korean(term), re.IGNORECASE)
    flags = 0 if _ACRONYM.fullmatch(term) else re.IGNORECASE
    return re.compile(rf"(?<![{_LATIN}]){_english(term)}(?![{_LATIN}])", flags)


def _korean(term: str) -> str:
    loose = len(re.sub(r"\s", "", term)) >= _LOOSE_FROM
    if loose:
        return r"\s?".join(map(re.escape, re.sub(r"\s", "", term)))
    return r"\s?".join(map(re.escape, term.split()))


def _english(term: str) -> str:
    if _ACRONYM.fullmatch(term):
        return r"\.?".join(term) + "s?"
    words = [re.escape(word) for word in re.split(r"[\s\-‐‑–]+", term) if word]
    return _GAP.join((*words[:-1], _with_number(words[-1]))) if words else re.escape(term)


def _with_number(word: str) -> str:
    """A pattern for the singular and the plural of an escaped English word."""
    if len(word) < _SMALL_WORD or not word[-1].isalpha():
        return rf"{word}s?" if word[-1].isalpha() else word
    if word.lower().endswith("ies"):
        return rf"{word[:-3]}(?:y|ies)"
    if re.search(r"[^aeiou]y$", word, re.IGNORECASE):
        return rf"{word[:-1]}(?:y|ies)"
    if re.search(r"(?:ss|us|is|news)$", word, re.IGNORECASE):
        return rf"{word}(?:es)?"
    if word.lower().endswith("s"):
        return rf"{word}?"
    return rf"{word}(?:s|es)?"
