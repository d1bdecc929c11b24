"""Putting a Korean word in the place of another one: the particle behind it has to fit."""

from articles.text.identifying.words import ends_at

# (after a consonant, after a vowel), the longest first. Those of one syllable must end the word.
_PAIRS = (
    ("이었", "였"),
    ("이라", "라"),
    ("이랑", "랑"),
    ("이며", "며"),
    ("이나", "나"),
    ("으로", "로"),
    ("은", "는"),
    ("이", "가"),
    ("을", "를"),
    ("과", "와"),
)
_FIRST, _LAST, _FINALS, _RIEUL = 0xAC00, 0xD7A3, 28, 8


def joined(word: str, text: str, end: int) -> tuple[str, int]:
    """A word that takes a place up to `end` in a text: with the fitting particle, and its new end.

    Where the word is not Korean, or no particle follows that depends on it, both are unchanged.
    """
    if not word or not _FIRST <= ord(word[-1]) <= _LAST:
        return word, end
    final = (ord(word[-1]) - _FIRST) % _FINALS
    for after_consonant, after_vowel in _PAIRS:
        for particle in (after_consonant, after_vowel):
            after = end + len(particle)
            if not text.startswith(particle, end):
                continue
            if len(after_consonant) == 1 and not ends_at(text, after):
                continue
            takes_vowel = final == 0 or (final == _RIEUL and after_vowel == "로")
            return word + (after_vowel if takes_vowel else after_consonant), after
    return word, end
