"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Kind = Literal["same", "added", "removed"]

# A word, one mark or one line break, with the spaces behind it. Spaces alone are no change.
_token = re.compile(r"(?:\A[^\S\n]+)?(?:\w+|\n|[^\w\s])[^\S\n]*")
_spaces = re.compile(r"[^\S\n]+")
# Comparing takes time by the product of two lengths. Longer passages are shown as replaced.
MAX_TOKENS = 6_000


class Segment(NamedTuple):
    """A run of text that both versions have, or only one of them."""

    kind: Kind
    text: str


def differences(old: str, new: str, *, whole_lines: bool = False) -> list[Segment]:
    """The two texts as one run of segments: what was removed stands before what took its place.

    The segments "same" and "added" make up `new`; "same" and "removed" make up `old` but for
    spaces. Neighbours are never of one kind, and no segment is empty. With `whole_lines`, for
    lists with one thing a line, a line is never taken apart.
    """
    segments: list[Segment] = []
    for removed, added in _passages(_one_line_end(old), _one_line_end(new), whole_lines):
        if _key(removed) == _key(added):
            _append(segments, "same", added)
        else:
            _append(segments, "removed", removed)
            _append(segments, "added", added)
    return segments


def abridged(segments: list[Segment], *, context: int = 160) -> list[Segment]:
    """The segments with long runs that did not change cut down to `context` characters a side.

    What is left out shows as an ellipsis. Cuts are made between words.
    """
    last = len(segments) - 1
    return [
        Segment(kind, _cut(text, context, is_first=not index, is_last=index == last))
        if kind == "same"
        else Segment(kind, text)
        for index, (kind, text) in enumerate(segments)
    ]


def _cut(text: str, context: int, *, is_first: bool, is_last: bool) -> str:
    """A run without its middle; of the first and the last run only the end that meets a change."""
    if len(text) <= 3 * context:
        return text
    before = "" if is_first else text[:context].rpartition(" ")[0] or text[:context]
    after = "" if is_last else text[-context:].partition(" ")[2] or text[-context:]
    return f"{before} … {after}"


def _passages(old: str, new: str, whole_lines: bool) -> Iterator[tuple[str, str]]:
    """Passages of both texts that stand in the same place: by lines first, then by words."""
    for removed, added in _matched(old.splitlines(keepends=True), new.splitlines(keepends=True)):
        if whole_lines or _key(removed) == _key(added):
            yield removed, added
        else:
            yield from _matched(_tokens(removed), _tokens(added))


def _matched(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    if max(len(old), len(new)) > MAX_TOKENS:
        yield "".join(old), "".join(new)
        return
    matcher = SequenceMatcher(None, [*map(_key, old)], [*map(_key, new)], autojunk=False)
    for _operation, start, end, new_start, new_end in matcher.get_opcodes():
        yield "".join(old[start:end]), "".join(new[new_start:new_end])


def _tokens(text: str) -> list[str]:
    return _token.findall(text) or [text]


def _key(text: str) -> str:
    return _spaces.sub(" ", text).strip(" ")


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _append(segments: list[Segment], kind: Kind, text: str) -> None:
    if not text:
        return
    if segments and segments[-1].kind == kind:
        segments[-1] = Segment(kind, segments[-1].text + text)
    else:
        segments.append(Segment(kind, text))
