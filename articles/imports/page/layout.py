"""Lines of a saved page → blocks: one for each paragraph, headline or label, wrapped lines joined."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc\ufffd]")
_ODD_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
_REPLY_MARK = re.compile(r"^(?:\s?>)+ ?")
_ENDED = re.compile(r"[.!?…。][\"'”’»)\]]*\s*$")
# A new block begins here, whatever stood before it.
_OPENS_A_BLOCK = re.compile(
    r"\s*(?:[-*•·▲△▶■□◆○●※☞]\s|\[[^\]\n]{1,40}\]|\(?\d{1,2}[.)]\s|[A-Za-z가-힣 ]{2,20}\s?[:：]\s?https?://)"
)
# Columns of a table, addresses, bylines.
_IS_NO_PROSE = re.compile(r"[|@]|https?://|기자\s*$")
_ADDRESS = re.compile(r"\s*https?://")
# No Korean word begins like this: it is the rest of one that was cut.
_REST_OF_A_WORD = re.compile(
    r"(?:[은는을를의에로와과]|에서|에게|으로|까지|부터|했다|했고|하는|하고|한다|됐다|되는|입니다|습니다|니다|다)[.,]?(?:\s|$)"
)
_WIDEST_WRAP = 130
_NARROWEST_WRAP = 30
_SLACK = 3


def lines_of(text: str) -> list[str]:
    """The lines of `text` with plain spaces, without invisible characters and reply marks."""
    plain = re.sub(" {3,}", "  ", _ODD_SPACE.sub(" ", _INVISIBLE.sub("", text)))
    return [_REPLY_MARK.sub("", line) for line in plain.split("\n")]


def is_ended(text: str) -> bool:
    """Whether the text ends like a sentence."""
    return bool(_ENDED.search(text))


def width(text: str) -> int:
    """The columns that the text takes on a terminal, where Hangul is twice as wide as Latin."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def blocks_of(lines: Sequence[str]) -> list[str]:
    """The blocks in order, each on one line with single spaces.

    A line belongs to the one before it where only the width of the page broke them apart: where
    its first word would not have fitted any more. The width is the one that explains most breaks.
    """
    wrap = _wrap_width(lines)
    glue = "" if _is_cut_inside_words(lines, wrap) else " "
    blocks: list[list[str]] = []
    before = ""
    for line in lines:
        if before.strip() and line.strip() and _is_broken_by(wrap, before, line):
            is_cut = width(before.rstrip()) >= wrap
            blocks[-1].extend(_continued(blocks[-1].pop(), line, glue, is_cut=is_cut))
        elif line.strip():
            blocks.append([line.lstrip()])
        before = line
    return [" ".join("".join(block).split()) for block in blocks]


def _pairs(lines: Sequence[str]) -> list[tuple[str, str]]:
    return [(line, after) for line, after in pairwise(lines) if line.strip() and after.strip()]


def _wrap_width(lines: Sequence[str]) -> int:
    """The width at which the page was wrapped; 0 where it was not."""
    votes: Counter[int] = Counter()
    unfinished = 0
    for line, after in _pairs(lines):
        columns = width(line.rstrip())
        if is_ended(line) or not _NARROWEST_WRAP <= columns <= _WIDEST_WRAP:
            continue
        if _OPENS_A_BLOCK.match(after) or _IS_NO_PROSE.search(line) or _ADDRESS.match(after):
            continue
        unfinished += 1
        votes.update(range(columns, columns + 1 + _first_width(after)))
    if not votes:
        return 0
    most = max(votes.values())
    wrap = min(columns for columns, count in votes.items() if count == most)
    is_wrapped = most >= 2 and most * 2 >= unfinished and _few_lines_exceed(wrap, lines)
    return wrap if is_wrapped else 0


def _few_lines_exceed(wrap: int, lines: Sequence[str]) -> bool:
    several_words = [line for line in lines if " " in line.strip()]
    wider = sum(width(line.rstrip()) > wrap + _SLACK for line in several_words)
    return wider * 4 <= len(several_words)


def _first_width(line: str) -> int:
    """The columns of the first piece that could have been moved up; a hyphen ends a piece."""
    return width(re.match(r"\s*[^\s-]*-?", line).group().strip())


def _is_broken_by(wrap: int, line: str, after: str) -> bool:
    columns = width(line.rstrip())
    if not wrap or columns > wrap + _SLACK or _OPENS_A_BLOCK.match(after):
        return False
    return columns + 1 + _first_width(after) > wrap - _SLACK + 1


def _is_cut_inside_words(lines: Sequence[str], wrap: int) -> bool:
    """Whether the page was cut at a number of columns, through the middle of Korean words.

    Such lines are all equally wide, and some begin with the rest of a word.
    """
    broken = [(line, after) for line, after in _pairs(lines) if _is_broken_by(wrap, line, after)]
    widths = {width(line) for line, _ in broken if not is_ended(line)}
    equally_wide = bool(widths) and max(widths) - min(widths) <= 1
    return equally_wide and any(_REST_OF_A_WORD.match(after) for _, after in broken)


def _continued(before: str, line: str, glue: str, *, is_cut: bool) -> tuple[str, str]:
    """A line and the one that goes on with it, ready to be joined."""
    ends_in_hyphen = re.search(r"\w[-‐]$", before.rstrip()) and re.match(r"\s*\w", line)
    last = before.split()[-1] if before.strip() else ""
    is_address = re.match(r"https?://", last) and re.match(r"\s*[\w/?=&%.#-]+", line)
    if ends_in_hyphen or (is_address and (last.endswith("/") or is_cut)):
        return before.rstrip(), line.lstrip()
    return before + glue, line.lstrip() if glue else line
