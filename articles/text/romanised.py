"""Hangul in Latin letters by the Revised Romanization, syllable by syllable."""

_FIRST, _LAST = 0xAC00, 0xD7A3
_VOWELS, _FINALS = 21, 28
_INITIAL = "g kk n d tt r m b pp s ss - j jj ch k t p h".replace("-", "").split(" ")
_VOWEL = [
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "eu",
    "ui",
    "i",
]
_FINAL = "- g kk gs n nj nh d l lg lm lb ls lt lp lh m b bs s ss ng j ch k t p h".replace(
    "-", ""
).split(" ")


def is_hangul(text: str) -> bool:
    """Whether a text is made of whole syllables of Hangul, and of nothing else."""
    return bool(text) and all(_FIRST <= ord(letter) <= _LAST for letter in text)


def revised(syllables: str) -> str:
    """`syllables` of Hangul in Latin letters, without what changes where they meet."""
    return "".join(map(_latin, syllables))


def _latin(syllable: str) -> str:
    initial, rest = divmod(ord(syllable) - _FIRST, _VOWELS * _FINALS)
    vowel, final = divmod(rest, _FINALS)
    return _INITIAL[initial] + _VOWEL[vowel] + _FINAL[final]
