"""Where a text says what was looked for, and the part of it that says it best.

Everything is plain text; whoever shows it escapes each part.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from articles.text.analysis import PIECE, composed, is_syllabic, runs_of, stem
from articles.text.queries import Query, Sequence

EXCERPT = 240


@dataclass(frozen=True)
class Part:
    """A part of a text, found or between."""

    text: str
    is_found: bool = False


@dataclass(frozen=True)
class _Run:
    key: str
    start: int
    end: int
    is_exact: bool  # each letter of the key is one of the text

    @property
    def is_syllabic(self) -> bool:
        return is_syllabic(self.key)


def marked(text: str, query: Query) -> list[Part]:
    """The whole text, taken apart where it says what was looked for."""
    text = composed(text)
    return _parts(text, _places(text, query))


def excerpt(text: str, query: Query, length: int = EXCERPT) -> list[Part]:
    """About `length` letters of a text around the first place that was found, marked."""
    text = composed(text)
    places = _places(text, query)
    start, end = _window(text, places[0][0] if places else 0, length)
    inside = [
        (max(a, start) - start, min(b, end) - start) for a, b in places if a < end and b > start
    ]
    parts = _parts(text[start:end].rstrip(), inside)
    before = [Part("… ")] if start else []
    after = [Part(" …")] if end < len(text) else []
    return before + parts + after


def is_found(text: str, query: Query) -> bool:
    """Whether a text says anything of what was looked for."""
    return bool(_places(composed(text), query))


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


def _places(text: str, query: Query) -> list[tuple[int, int]]:
    """Where the text says something of the query: (start, end), in order, none within another."""
    runs = list(_runs_in(text))
    sequences = [sequence for term in query.wanted for sequence in term.sequences]
    found = sorted(place for sequence in sequences for place in _of_sequence(runs, sequence))
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _runs_in(text: str) -> Iterator[_Run]:
    for piece in PIECE.finditer(text):
        runs = runs_of(piece[0])
        is_exact = len("".join(runs)) == len(piece[0])
        place = piece.start()
        for run in runs:
            start, end = (place, place + len(run)) if is_exact else piece.span()
            place += len(run)
            key = run if is_syllabic(run) else stem(run)
            yield _Run(key, start, end, is_exact)


def _of_sequence(runs: list[_Run], sequence: Sequence) -> Iterable[tuple[int, int]]:
    sought = sequence.runs
    if len(sought) == 1:
        return (place for run in runs for place in _within(run, sought[0]))
    starts = range(len(runs) - len(sought) + 1)
    return (place for at in starts for place in _in_a_row(runs[at : at + len(sought)], sought))


def _within(run: _Run, sought: str) -> Iterator[tuple[int, int]]:
    if not is_syllabic(sought):
        if run.key == sought:
            yield run.start, run.end
        return
    at = run.key.find(sought)
    while at >= 0:
        yield (
            (run.start + at, run.start + at + len(sought)) if run.is_exact else (run.start, run.end)
        )
        at = run.key.find(sought, at + len(sought))


def _in_a_row(runs: list[_Run], sought: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    first, last = runs[0], runs[-1]
    if any(run.key != word for run, word in zip(runs[1:-1], sought[1:-1], strict=True)):
        return
    if not (_ends(first, sought[0]) and _begins(last, sought[-1])):
        return
    start = first.end - len(sought[0]) if first.is_syllabic and first.is_exact else first.start
    end = last.start + len(sought[-1]) if last.is_syllabic and last.is_exact else last.end
    yield start, end


def _ends(run: _Run, sought: str) -> bool:
    return run.key.endswith(sought) if is_syllabic(sought) else run.key == sought


def _begins(run: _Run, sought: str) -> bool:
    return run.key.startswith(sought) if is_syllabic(sought) else run.key == sought
