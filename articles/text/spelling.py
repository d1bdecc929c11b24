"""Words that were probably meant: the nearest by spelling, Hangul letter by letter."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from articles.text.analysis import LONGEST, PIECE, composed, folded, is_syllabic
from articles.text.similar import distance

#: Shorter words are not corrected: everything is near to them.
SHORTEST, SHORTEST_SYLLABIC = 4, 2
#: One slip is forgiven in so many letters.
LETTERS_A_SLIP = 4
# What may stand behind a Korean noun of two letters or more, and words that only lead on from it.
_ending = re.compile(
    r"(?<=[가-힣]{2})(?:들?(?:에서[는도의]?|에게서?|으?로[는도]?|까지|부터|처럼|보다|에[는도]?"
    r"|은|는|이|가|을|를|의|와|과|도|만)|들)$"
)
_LEADING_ON = {"대한", "대해", "대하여", "관한", "관해", "관하여", "위한", "및", "등"}


def words_of(*texts: str) -> set[str]:
    """The words of texts, folded but not stemmed, that are long enough to be a suggestion."""
    pieces = (folded(piece[0]) for text in texts for piece in PIECE.finditer(composed(text)))
    return {word for word in pieces if _shortest(word) <= len(word) <= LONGEST}


def spelled(word: str) -> str:
    """The word letter by letter: Hangul as its jamo, 북송 → ㅂㅜㄱㅅㅗㅇ."""
    return unicodedata.normalize("NFD", word)


def ends_of(word: str) -> tuple[str, str]:
    """Its first and its last two letters. One slip leaves at least one of the two as it was."""
    letters = spelled(word)
    return letters[:2], letters[-2:]


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The known words that differ from `word` by a slip or two, the nearest first."""
    letters = spelled(word)
    allowed = max(1, len(letters) // LETTERS_A_SLIP)
    found = {(slips, one) for slips, one in _distances(letters, known, allowed) if slips <= allowed}
    return [one for _slips, one in sorted(found)]


def bare(text: str) -> str:
    """The nouns of a Korean query alone: 강제송환에 대한 → 강제송환. Other words stay as they are."""
    words = (_ending.sub("", word) for word in text.split() if word not in _LEADING_ON)
    return " ".join(words)


def _distances(letters: str, known: Iterable[str], allowed: int) -> Iterator[tuple[int, str]]:
    for one in known:
        other = spelled(one)
        if abs(len(other) - len(letters)) <= allowed:
            slips = distance(letters, other)
            yield slips - _is_swap(letters, other), one


def _is_swap(one: str, other: str) -> bool:
    """Whether two neighbouring letters changed places, which counts as one slip and not two."""
    if len(one) != len(other):
        return False
    different = [at for at in range(len(one)) if one[at] != other[at]]
    match different:
        case [a, b] if b == a + 1:
            return one[a] == other[b] and one[b] == other[a]
    return False


def _shortest(word: str) -> int:
    return SHORTEST_SYLLABIC if is_syllabic(word) else SHORTEST
