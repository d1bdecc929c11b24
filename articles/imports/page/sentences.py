"""Text → sentences, in English and Korean."""

import re

# A full stop after these ends no sentence.
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Rep|Reps|Sen|Sens|Gov|Gen|Amb|Hon|Rev|St|No|vs|Inc|Co|Ltd|Corp|Jr|Sr|Ph\.D"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)
_LONGEST_ABBREVIATION = 8
# 2023. 6. 14.
_IN_A_DATE = re.compile(r"\d\.\s\d")
_END = re.compile(r"[.!?。]++[\"'”’)\]]*+(?=\s|$)")
_LONGEST_PASSAGE = 1000

_BETWEEN_PARTS = re.compile(r"\s*[|│·•]\s*|\s{2,}|\s/\s|\t")


def parts_of(line: str) -> list[str]:
    """The parts of a line such as “By A Writer | The Outlet | June 14, 2023”."""
    return [part for part in _BETWEEN_PARTS.split(line) if part]


def sentences(text: str) -> list[str]:
    """The sentences of one paragraph, in order, each with its full stop."""
    found, start = [], 0
    for end in _END.finditer(text):
        is_last = end.end() == len(text)
        in_a_date = _IN_A_DATE.match(text, max(0, end.start() - 1))
        word = text[max(start, end.end() - _LONGEST_ABBREVIATION) : end.end()]
        if not is_last and (in_a_date or _ABBREVIATED.search(word)):
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def passages(text: str) -> list[str]:
    """The text in pieces that are short enough for searching, cut between sentences where possible.

    The time that a search takes grows faster than the length; no real sentence is cut.
    """
    if len(text) <= _LONGEST_PASSAGE:
        return [text]
    found = [""]
    for sentence in sentences(text):
        for start in range(0, len(sentence), _LONGEST_PASSAGE):
            piece = sentence[start : start + _LONGEST_PASSAGE]
            if found[-1] and len(found[-1]) + len(piece) >= _LONGEST_PASSAGE:
                found.append("")
            found[-1] = f"{found[-1]} {piece}".strip()
    return found
