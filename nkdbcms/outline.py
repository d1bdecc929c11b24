"""A failure without what it says: an exception's text may hold what somebody typed."""

import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def outline(failure: BaseException | None) -> str:
    """The class, the lines of code on the way to it, and the same of its causes."""
    lines = []
    while failure is not None:
        places = [
            f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(failure.__traceback__)
        ]
        lines.append(f"{type(failure).__name__} at " + " < ".join(reversed(places)))
        failure = failure.__cause__ or failure.__context__
    return "; caused by ".join(lines)


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name
