"""Names that are probably the same thing, written in another way."""

import re
import unicodedata

_not_word = re.compile(r"[\W_]+")
# From how many letters on one or two differing letters are more likely a slip than another word.
ONE_SLIP, TWO_SLIPS = 6, 11


def folded(name: str) -> str:
    """The name without case, spaces, marks, a plural s, and in composed form."""
    text = _not_word.sub("", unicodedata.normalize("NFKC", name).casefold())
    if len(text) > 4 and text.endswith("s") and not text.endswith(("ss", "us", "is")):
        text = text[:-1]
    return text


def is_similar(one: str, other: str) -> bool:
    """Whether two names are the same but for spelling, or differ by a likely slip."""
    one, other = folded(one), folded(other)
    if not one or not other:
        return False
    allowed = _allowed_slips(min(len(one), len(other)))
    if one == other or abs(len(one) - len(other)) > allowed or not allowed:
        return one == other
    return distance(one, other) <= allowed


def _allowed_slips(length: int) -> int:
    return (length >= ONE_SLIP) + (length >= TWO_SLIPS)


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
