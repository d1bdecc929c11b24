"""What somebody typed into a search box: words, "exact phrases", -exclusions.

Nothing of it reaches a database as it was typed, only tokens of articles.text.analysis. So every
input is safe, and operators of the engines are words like others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from articles.text.analysis import PIECE, composed, is_syllabic, pairs, runs_of, stem, tokens_of

#: What stands beyond is left out: so many letters, words, and runs of letters in one phrase.
MOST_LETTERS, MOST_WORDS, MOST_RUNS = 400, 12, 16

_quotes = re.compile(r"[“”„‟«»＂「」『』]")
_part = re.compile(r'(?P<minus>(?<!\S)[-－−–])?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
# What may stand within a word: COVID-19, Korea's, U.N., example.org.
_between_words = re.compile(r"[^\w\-‐‑'’.\u0300-\u036f]+")
_SMALL_WORDS = {
    "a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "s",
    "that", "the", "to", "was", "were", "with",
}  # fmt: skip
# Korean spacing varies: 강제북송 is also written 강제 북송. Shorter words would be found across two.
_SPACED_FROM, _SPACED_TO = 4, 10


@dataclass(frozen=True)
class Sequence:
    """Runs of letters that follow each other: an English stem, or a part of a Korean word."""

    runs: tuple[str, ...]

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """What has to stand in an analysed text, one token after the other."""
        before = [token for run in self.runs[:-1] for token in tokens_of(run)]
        last = self.runs[-1]
        return (*before, *(pairs(last) if is_syllabic(last) else (last,)))

    @property
    def is_prefix(self) -> bool:
        """Whether the last token may go on: a single Korean letter begins a pair or stands alone."""
        return len(self.runs[-1]) == 1 and is_syllabic(self.runs[-1])

    def stands_in(self, line: str) -> bool:
        """Whether an analysed text has it."""
        return self._in_a_line in f" {line} "

    @cached_property
    def _in_a_line(self) -> str:
        return f" {' '.join(self.tokens)}{'' if self.is_prefix else ' '}"


@dataclass(frozen=True)
class Term:
    """One thing that is looked for: any of its sequences is it."""

    sequences: tuple[Sequence, ...]

    def stands_in(self, line: str) -> bool:
        return any(sequence.stands_in(line) for sequence in self.sequences)


@dataclass(frozen=True)
class Query:
    """All of `wanted` has to be there and nothing of `unwanted`.

    `text` is what was read of the input, `words` are the wanted ones as they were typed.
    """

    text: str = ""
    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    words: tuple[str, ...] = ()
    is_cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)


def parse(text: str) -> Query:
    """The query that a text means; a false one where it has neither a letter nor a digit."""
    text = _quotes.sub('"', composed(text.replace("\x00", " ")))
    read = text[:MOST_LETTERS]
    parts = list(_parts(read))
    wanted = [part for part in parts if not part.is_unwanted]
    telling = [part for part in wanted if part.is_phrase or part.word not in _SMALL_WORDS]
    kept = (telling or wanted)[:MOST_WORDS]
    unwanted = [part.term for part in parts if part.is_unwanted][:MOST_WORDS]
    return Query(
        text=read,
        wanted=tuple(dict.fromkeys(part.term for part in kept)),
        unwanted=tuple(dict.fromkeys(unwanted)),
        words=tuple(dict.fromkeys(part.word for part in kept if not part.is_phrase)),
        is_cut=len(text) > MOST_LETTERS or len(telling or wanted) > MOST_WORDS,
    )


@dataclass(frozen=True)
class _Part:
    word: str
    term: Term
    is_phrase: bool
    is_unwanted: bool


def _parts(text: str) -> Iterator[_Part]:
    for found in _part.finditer(text):
        is_phrase = found["phrase"] is not None
        texts = [found["phrase"]] if is_phrase else _between_words.split(found["word"])
        for one in texts:
            if runs := _runs(one):
                sequences = (Sequence(runs), *_spaced(runs, is_phrase))
                word = one.strip("-‐‑'’._").casefold()
                yield _Part(word, Term(sequences), is_phrase, bool(found["minus"]))


def _runs(text: str) -> tuple[str, ...]:
    found = [run for piece in PIECE.finditer(text) for run in runs_of(piece[0])]
    return tuple(run if is_syllabic(run) else stem(run) for run in found[:MOST_RUNS])


def _spaced(runs: tuple[str, ...], is_phrase: bool) -> Iterator[Sequence]:
    """A long Korean word as two words. A phrase means just what it says."""
    word = runs[0]
    if is_phrase or len(runs) > 1 or not is_syllabic(word):
        return
    if _SPACED_FROM <= len(word) <= _SPACED_TO:
        for at in range(2, len(word) - 1):
            yield Sequence((word[:at], word[at:]))
