"""Text as search sees it: a line of tokens, the same for every database.

The text is composed (NFC) and folded to small letters without accents. English words are
stemmed here and not by the database, because SQLite and PostgreSQL stem differently and drop
different words. Every run of Hangul, Han or kana becomes its overlapping pairs and, once more,
its last letter: 강제북송 → 강제 제북 북송 송. So a part of a word is found, and so is a single
letter, at the beginning of a token.

A token is made of letters and digits alone: no operator of any engine can be among them.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from snowballstemmer import stemmer

#: A text is read up to so many tokens, the most whose places PostgreSQL can tell apart.
MOST_TOKENS = 8_000
#: Longer words are cut: nobody types them, and PostgreSQL refuses those of 2 kB.
LONGEST = 60

_MARKS = "\u0300-\u036f"
_WORD = rf"(?:[^\W_]|[{_MARKS}])+"
# U.N. is one word, and so is Korea's.
PIECE = re.compile(rf"(?<!\w)(?:[A-Za-z]\.){{2,}}|{_WORD}(?:(?<=[A-Za-z])['’](?=[A-Za-z]){_WORD})*")
SYLLABIC = "ᄀ-ᇿ぀-ヿ㄰-㆏㐀-䶿一-鿿ꥠ-꥿가-힯豈-﫿𠀀-𲎯"
_RUN = re.compile(rf"[{SYLLABIC}]+|[^\W_{SYLLABIC}]+")
_is_syllabic = re.compile(rf"[{SYLLABIC}]")
_english = stemmer("english")
# The accents of Latin, Greek and Cyrillic letters; the marks of kana tell words apart.
_accents = re.compile(rf"[{_MARKS}]")


def analysed(*texts: str) -> str:
    """The tokens of all texts, with spaces between."""
    found = []
    for text in texts:
        for piece in PIECE.finditer(composed(text)):
            found += tokens_of(piece[0])
            if len(found) >= MOST_TOKENS:
                return " ".join(found[:MOST_TOKENS])
    return " ".join(found)


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=262_144)
def tokens_of(piece: str) -> tuple[str, ...]:
    """The tokens of one PIECE of a text."""
    return tuple(token for run in runs_of(piece) for token in _tokens_of_run(run))


@lru_cache(maxsize=65_536)
def runs_of(piece: str) -> tuple[str, ...]:
    """A folded piece, taken apart where the script changes: NK지식인 → nk, 지식인."""
    return tuple(_RUN.findall(folded(piece)))


def folded(piece: str) -> str:
    """Small letters without accents, full stops and apostrophes, in Unicode's plainest form."""
    text = unicodedata.normalize("NFKD", piece.replace("’", "'").removesuffix("'s"))
    text = _accents.sub("", text).replace(".", "").replace("'", "").casefold()
    return unicodedata.normalize("NFC", text)


def is_syllabic(run: str) -> bool:
    """Whether a run is written in Hangul, Han or kana."""
    return bool(_is_syllabic.match(run))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of a folded word, as English has it: deportation → deport."""
    return _english.stemWord(word[:LONGEST])


def pairs(run: str) -> tuple[str, ...]:
    """Each two neighbouring letters of a syllabic run; the letter itself where it is alone."""
    return tuple(map("".join, pairwise(run))) or (run,)


def _tokens_of_run(run: str) -> tuple[str, ...]:
    if not is_syllabic(run):
        return (stem(run),)
    return (*pairs(run), run[-1]) if len(run) > 1 else (run,)
