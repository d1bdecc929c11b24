"""Names that must not be published, and the ways in which they can stand in a text.

A name becomes a few keys, and so does every place of a text where one could stand; a text holds a
name if they have a key in common. Only digests of the keys are ever stored, so both sides are made
here and compared elsewhere. What a key forgives: case, spaces and punctuation, decomposed Hangul,
full-width letters, the particles behind a Korean name, and how a Korean name is written in Latin
letters, in either order.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate

from articles.text.analysis import SYLLABIC
from articles.text.romanised import is_hangul, revised

#: Shorter names stand in too many words to be looked for. In letters of the key.
SHORTEST_SYLLABIC, SHORTEST_LATIN = 2, 4
#: The most words of a text that can be one name: Sun Ok Lee, or Lee Sun-ok of a longer name.
MOST_WORDS = 5
_FORMATTING = re.compile("[\u00ad\u034f\u115f\u1160\u200b-\u200f\u2060-\u2064\u3164\ufe0f\ufeff]")
# What may stand between the letters of a name, so that it is not found at first sight.
_BETWEEN = re.compile(r"[^\w]+|_+")
_SYLLABIC_RUN = re.compile(rf"[{SYLLABIC}](?:[\W_]{{0,3}}[{SYLLABIC}])*")
_LATIN_WORD = re.compile(r"[a-z]+(?:['’`-][a-z]+)*")

# Surnames whose usual spelling no system gives.
_SURNAMES = {
    "이": ("lee", "yi", "rhee", "ri", "i"),
    "리": ("lee", "yi", "rhee", "ri"),
    "박": ("park", "pak", "bak"),
    "최": ("choi", "choe"),
    "유": ("yoo", "yu", "ryu"),
    "류": ("ryu", "yoo", "yu", "lyu"),
    "노": ("roh", "noh", "no"),
    "로": ("roh", "noh", "ro"),
    "임": ("lim", "im", "rim"),
    "림": ("lim", "rim", "im"),
    "양": ("yang", "ryang"),
    "량": ("yang", "ryang"),
    "여": ("yeo", "ryo"),
    "정": ("jung", "jeong", "chung", "chong"),
    "우": ("woo", "wu", "u"),
    "곽": ("kwak", "gwak"),
}
_LONG_SURNAMES = frozenset(["남궁", "황보", "제갈", "선우", "독고", "사공", "서문", "동방"])
# First letters that may be heard as the same.
_ALIKE = ("kgq", "td", "pbf", "cjz", "lr", "aeiouyw")
# How a spelling sounds, from the longest on. Applied to both sides, so only sameness matters.
_HEARD = (
    (re.compile(r"['’`\W_]+"), ""),
    (re.compile(r"(?<=pa)r(?=k)|(?<=cha)r(?=ng)|h$"), ""),
    (re.compile(r"sh"), "s"),
    (re.compile(r"ch|jj|j|zh"), "c"),
    (re.compile(r"kk|gg|g|q(?!u)"), "k"),
    (re.compile(r"tt|dd|d"), "t"),
    (re.compile(r"pp|bb|b|f"), "p"),
    (re.compile(r"rh|r"), "l"),
    (re.compile(r"yeou|yeo|youn(?=g)|you|yo|yu|yoo"), "yu"),
    (re.compile(r"eou|eo|oo|woo|wu|eu|oe|o|u"), "u"),
    (re.compile(r"yae|ae|ai|ay|e(?!u)"), "e"),
    (re.compile(r"ui|eui|ee|yi|wi"), "i"),
    (re.compile(r"y(?=i)"), ""),
    (re.compile(r"ee+"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)


def keys_of_name(name: str) -> frozenset[str]:
    """The keys under which a name is recognised; empty where it is too short to be looked for."""
    plain = _plain(name)
    syllables = "".join(re.findall(rf"[{SYLLABIC}]", plain))
    words = _LATIN_WORD.findall(plain)
    found = {syllables} if len(syllables) >= SHORTEST_SYLLABIC else set()
    if is_hangul(syllables):
        found |= set(_romanised(syllables))
    if words and not syllables:
        found |= set(_orders(words))
    return frozenset(key for key in found if _is_long_enough(key))


def lengths(keys: frozenset[str]) -> frozenset[int]:
    """The lengths of the keys that are not in Latin letters, which places_in() wants to know."""
    return frozenset(len(key) for key in keys if not key.isascii())


def places_in(text: str, lengths: frozenset[int]) -> Iterator[str]:
    """The key of every place of a text where a name could stand.

    `lengths` are those of the names in Hangul or Han that are looked for.
    """
    plain = _plain(text)
    for run in _SYLLABIC_RUN.finditer(plain):
        letters = _BETWEEN.sub("", run[0])
        for length in lengths:
            for start in range(len(letters) - length + 1):
                yield letters[start : start + length]
    words = _words_of(plain)
    for start in range(len(words)):
        for name in accumulate(words[start : start + MOST_WORDS]):
            if _is_long_enough(key := _heard(name)):
                yield key


def holds(text: str, keys: frozenset[str]) -> bool:
    """Whether one of the keys is that of a place of the text: as by places_in(), but much quicker."""
    plain = _plain(text)
    syllabic = [key for key in keys if not key.isascii()]
    for run in _SYLLABIC_RUN.finditer(plain) if syllabic else ():
        letters = _BETWEEN.sub("", run[0])
        if any(key in letters for key in syllabic):
            return True
    latin = keys.difference(syllabic)
    return bool(latin) and _holds_latin(_words_of(plain), latin)


def _holds_latin(words: list[str], keys: frozenset[str]) -> bool:
    beginnings = {_beginning(key) for key in keys}
    # A spelling is at least as long as what is heard, and hardly three times as long.
    shortest, longest = min(map(len, keys)), 3 * max(map(len, keys))
    for start, word in enumerate(words):
        if _beginning(word) not in beginnings:
            continue
        for name in accumulate(words[start : start + MOST_WORDS]):
            if len(name) > longest:
                break
            if len(name) >= shortest and _heard(name) in keys:
                return True
    return False


def _beginning(word: str) -> str:
    """What the first letter may be heard as: one letter for all that sound alike."""
    return next((group[0] for group in _ALIKE if word[0] in group), word[0])


def _words_of(plain: str) -> list[str]:
    return [part for word in _LATIN_WORD.findall(plain) for part in re.split("['’`-]", word)]


def _plain(text: str) -> str:
    if text.isascii():
        return text.casefold()
    text = _FORMATTING.sub("", unicodedata.normalize("NFKC", text))
    # Accents go (Yŏng-hŭi), the letters of Hangul come together again.
    letters = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", "".join(letters)).casefold()


def _is_long_enough(key: str) -> bool:
    return len(key) >= (SHORTEST_LATIN if key.isascii() else SHORTEST_SYLLABIC)


def _romanised(name: str) -> Iterator[str]:
    """A Korean name in Latin letters, the surname first or last."""
    length = 2 if len(name) > 2 and name[:2] in _LONG_SURNAMES else 1
    surname, given = name[:length], revised(name[length:])
    for family in _SURNAMES.get(surname, (revised(surname),)):
        yield _heard(family + given)
        yield _heard(given + family)


def _orders(words: list[str]) -> Iterator[str]:
    """A name in Latin letters as it stands, and with the first word last and the last one first."""
    for order in (words, [*words[1:], words[0]], [words[-1], *words[:-1]]):
        yield _heard("".join(order))


def _heard(word: str) -> str:
    """A spelling reduced to how it sounds, without what Korean or its writers do not tell apart."""
    for pattern, sound in _HEARD:
        word = pattern.sub(sound, word)
    return word
