"""Paragraphs that stand twice on a page, exactly or nearly."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_LEAST_LIKENESS = 0.85
_LEAST_LIKENESS_OF_NAMES = 0.6
_SHORTEST, _LONGEST = 60, 10_000
# Comparing each with each is quadratic; a page of more paragraphs than this is no article.
_MOST_COMPARED = 200
_TEASER_FROM = 20
_NAME = re.compile(r"\b[A-Z]|[가-힣]")
_FIGURES = re.compile(r"\d[\d,.]*\d|\d")
_CUT = re.compile(
    r"\s*(?:\[?(?:…|\.\.\.)\]?|\[…\])\s*(?:read more|more|더 ?보기|continue reading)?\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Distinct:
    """The distinct paragraphs in order, and the near-identical pairs (kept, left out)."""

    paragraphs: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...] = ()


def distinct(paragraphs: Iterable[str]) -> Distinct:
    """Each paragraph once, in the order of first appearance.

    Two are the same where only case, space or punctuation differ; nearly the same where a few
    words differ but no figure does; and a teaser that breaks off gives way to the full text.
    """
    kept: list[str] = []
    left_out: list[tuple[str, str]] = []
    places: dict[str, int] = {}
    for paragraph in paragraphs:
        key = key_of(paragraph) or paragraph
        if key in places:
            continue
        twin = _twin_in(kept, paragraph)
        places[key] = len(kept) if twin is None else twin
        if twin is None:
            kept.append(paragraph)
        elif _is_teaser(kept[twin], paragraph):
            kept[twin] = paragraph
        elif not _is_teaser(paragraph, kept[twin]):
            left_out.append((kept[twin], paragraph))
    return Distinct(tuple(kept), tuple(left_out))


def key_of(text: str) -> str:
    """The letters and digits of a text alone, for comparing."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "", folded)


def alike_but_for_figures(paragraphs: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Pairs that differ in little but their figures: both stay, and somebody has to choose."""
    return tuple(
        (one, other)
        for at, one in enumerate(paragraphs[: _MOST_COMPARED // 2])
        for other in paragraphs[at + 1 : _MOST_COMPARED // 2]
        if _figures(one) != _figures(other) and _is_alike(one, other)
    )


def _twin_in(kept: Sequence[str], paragraph: str) -> int | None:
    if len(kept) > _MOST_COMPARED:
        return None
    return next((at for at, other in enumerate(kept) if _is_twin(other, paragraph)), None)


def _is_twin(one: str, other: str) -> bool:
    if _is_teaser(one, other) or _is_teaser(other, one):
        return True
    return _figures(one) == _figures(other) and _is_alike(one, other)


def _is_teaser(short: str, full: str) -> bool:
    """Whether `short` is the beginning of `full` and breaks off."""
    if len(short) >= len(full) or not _CUT.search(short[-60:]):
        return False
    beginning = key_of(_CUT.sub("", short))
    return len(beginning) >= _TEASER_FROM and key_of(full).startswith(beginning)


def _is_alike(one: str, other: str) -> bool:
    shorter, longer = sorted((len(one), len(other)))
    if shorter < _SHORTEST or longer > _LONGEST or longer > 1.3 * shorter:
        return False
    words = [text.split() for text in (one, other)]
    matcher = SequenceMatcher(None, *words, autojunk=False)
    if matcher.quick_ratio() < _LEAST_LIKENESS or matcher.ratio() < _LEAST_LIKENESS:
        return False
    return all(
        _may_stand_for(" ".join(words[0][a:b]), " ".join(words[1][c:d]))
        for change, a, b, c, d in matcher.get_opcodes()
        if change == "replace"
    )


def _may_stand_for(one: str, other: str) -> bool:
    """Whether the words are spellings of one thing, or everyday words. Another name is neither."""
    if not (_NAME.search(one) and _NAME.search(other)):
        return True
    return SequenceMatcher(None, one, other).ratio() >= _LEAST_LIKENESS_OF_NAMES


def _figures(text: str) -> list[str]:
    return _FIGURES.findall(text)
