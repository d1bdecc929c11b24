"""Where a text says what was looked for, and the part of it that says it best.

Everything is plain text; whoever shows it escapes each part.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from articles.text.analysis import PIECE, composed, is_syllabic, runs_of, stem
from articles.text.queries import Query, Sequence


@dataclass(frozen=True)
class Part:
    """A part of a text, found or between."""

    text: str
    is_found: bool = False


class Reading:
    """A plain text, read for what a query looks for."""

    def __init__(self, text: str, query: Query):
        self.text = composed(text)
        self._sequences = [sequence for term in query.wanted for sequence in term.sequences]

    @property
    def is_found(self) -> bool:
        """Whether it says anything of it."""
        return bool(self._places)

    def whole(self) -> list[Part]:
        """All of the text, taken apart where it says it."""
        return _parts(self.text, self._places)

    def excerpt(self, length: int) -> list[Part]:
        """About `length` letters around the first place that was found."""
        first = self._places[0][0] if self._places else 0
        start, end = _window(self.text, first, length)
        inside = [
            (max(at, start) - start, min(to, end) - start)
            for at, to in self._places
            if at < end and to > start
        ]
        before = [Part("… ")] if start else []
        after = [Part(" …")] if end < len(self.text) else []
        return before + _parts(self.text[start:end].rstrip(), inside) + after

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        """Where it says something of the query: (start, end), in order, none within another."""
        if not self._sequences:
            return []
        runs = list(_runs_in(self.text))
        found = (place for sequence in self._sequences for place in _of_sequence(runs, sequence))
        joined: list[tuple[int, int]] = []
        for start, end in sorted(found):
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return joined


def _parts(text: str, places: list[tuple[int, int]]) -> list[Part]:
    cuts = [0, *(cut for place in places for cut in place), len(text)]
    parts = [
        Part(text[start:end], is_found=bool(number % 2))
        for number, (start, end) in enumerate(pairwise(cuts))
    ]
    return [part for part in parts if part.text]


def _window(text: str, place: int, length: int) -> tuple[int, int]:
    """A stretch of whole words with `place` in its first third, the beginning if it is near."""
    if place < length * 2 // 3:
        start = 0
    else:
        start = place - length // 3
        start = text.find(" ", start, place) + 1 or start
    end = start + length
    if end >= len(text):
        return start, len(text)
    space = text.rfind(" ", start + length * 2 // 3, end)
    return start, space if space > place else end


# --- The runs of a text -----------------------------------------------------------------------


class _Run(NamedTuple):
    """A run of letters: folded or stemmed, and from where to where it stands."""

    key: str
    start: int
    end: int
    is_syllabic: bool
    is_exact: bool  # each letter of the key is one of the text


def _runs_in(text: str) -> Iterator[_Run]:
    for piece in PIECE.finditer(text):
        place = piece.start()
        for key, start, end, syllabic, is_exact in _runs_of_piece(piece[0]):
            yield _Run(key, place + start, place + end, syllabic, is_exact)


@lru_cache(maxsize=65_536)
def _runs_of_piece(piece: str) -> tuple[_Run, ...]:
    runs, found, place = runs_of(piece), [], 0
    is_exact = len("".join(runs)) == len(piece)
    for run in runs:
        start, end = (place, place + len(run)) if is_exact else (0, len(piece))
        place += len(run)
        syllabic = is_syllabic(run)
        found.append(_Run(run if syllabic else stem(run), start, end, syllabic, is_exact))
    return tuple(found)


def _of_sequence(runs: list[_Run], sequence: Sequence) -> Iterator[tuple[int, int]]:
    sought = sequence.runs
    if len(sought) > 1:
        for at in range(len(runs) - len(sought) + 1):
            yield from _in_a_row(runs[at : at + len(sought)], sought)
    elif is_syllabic(sought[0]):
        for run in runs:
            if sought[0] in run.key:
                yield from _within(run, sought[0])
    else:
        yield from ((run.start, run.end) for run in runs if run.key == sought[0])


def _within(run: _Run, sought: str) -> Iterator[tuple[int, int]]:
    at = run.key.find(sought)
    while at >= 0:
        start = run.start + at
        yield (start, start + len(sought)) if run.is_exact else (run.start, run.end)
        at = run.key.find(sought, at + len(sought))


def _in_a_row(runs: list[_Run], sought: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    first, last = runs[0], runs[-1]
    if not (_ends(first, sought[0]) and _begins(last, sought[-1])):
        return
    if any(run.key != word for run, word in zip(runs[1:-1], sought[1:-1], strict=True)):
        return
    start = first.end - len(sought[0]) if first.is_syllabic and first.is_exact else first.start
    end = last.start + len(sought[-1]) if last.is_syllabic and last.is_exact else last.end
    yield start, end


def _ends(run: _Run, sought: str) -> bool:
    return run.key.endswith(sought) if run.is_syllabic else run.key == sought


def _begins(run: _Run, sought: str) -> bool:
    return run.key.startswith(sought) if run.is_syllabic else run.key == sought
