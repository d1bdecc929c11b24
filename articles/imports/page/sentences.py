"""Text → sentences, in English and Korean."""

import re

# A full stop after these ends no sentence.
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Rep|Reps|Sen|Sens|Gov|Gen|Amb|Hon|Rev|St|No|vs|Inc|Co|Ltd|Corp|Jr|Sr|Ph\.D"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)
# 2023. 6. 14.
_IN_A_DATE = re.compile(r"\d\.\s\d")
_END = re.compile(r"[.!?。]+[\"'”’)\]]*(?=\s|$)")


_BETWEEN_PARTS = re.compile(r"\s*[|│·•]\s*|\s{2,}|\s/\s|\t")


def parts_of(line: str) -> list[str]:
    """The parts of a line such as “By A Writer | The Outlet | June 14, 2023”."""
    return [part for part in _BETWEEN_PARTS.split(line) if part]


def sentences(text: str) -> list[str]:
    """The sentences of one paragraph, in order, each with its full stop."""
    found, start = [], 0
    for end in _END.finditer(text):
        is_last = end.end() == len(text)
        in_a_date = _IN_A_DATE.match(text[max(0, end.start() - 1) :])
        if not is_last and (in_a_date or _ABBREVIATED.search(text[start : end.end()])):
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found
