"""Names that are probably the same thing, written in another way."""

import re
import unicodedata
from collections.abc import Iterable
from typing import TypeVar

Thing = TypeVar("Thing")

_not_word = re.compile(r"[\W_]+")
_hangul = re.compile(r"[가-힣]")
_digits = re.compile(r"\d+")
# From how many letters on one or two differing letters are more likely a slip than another word.
ONE_SLIP, TWO_SLIPS = 6, 11


def folded(name: str) -> str:
    """The name without case, spaces, marks and plural, and in composed form.

    A name of nothing but marks stays as it is, so that only the same name equals it.
    """
    text = _not_word.sub("", unicodedata.normalize("NFKC", name).casefold())
    return _singular(text) or name


def _singular(word: str) -> str:
    if len(word) <= 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


def most_similar(
    names: Iterable[str], known: Iterable[tuple[Thing, Iterable[str]]]
) -> tuple[Thing, str] | None:
    """The known thing that one of `names` probably means, and the word of it that says so.

    `known` are things with all their words. The same word goes before one with a slip.
    """
    sought = [folded(name) for name in names if name]
    words = [(thing, word, folded(word)) for thing, their in known for word in their]
    for matches in (str.__eq__, _is_slip):
        for thing, word, text in words:
            if any(matches(name, text) for name in sought):
                return thing, word
    return None


def _is_slip(one: str, other: str) -> bool:
    """Whether two folded names differ by a letter or two. In Korean each syllable tells."""
    shorter = min(len(one), len(other))
    allowed = (shorter >= ONE_SLIP) + (shorter >= TWO_SLIPS)
    if abs(len(one) - len(other)) > allowed or _hangul.search(one + other):
        return False
    if _digits.findall(one) != _digits.findall(other):
        return False
    return distance(one, other) <= allowed


def distance(one: str, other: str) -> int:
    """How many letters have to be put in, taken out or replaced (Levenshtein)."""
    row = list(range(len(other) + 1))
    for index, letter in enumerate(one, 1):
        above, row[0] = row[0], index
        for place, other_letter in enumerate(other, 1):
            above, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, above + (letter != other_letter)),
            )
    return row[-1]
