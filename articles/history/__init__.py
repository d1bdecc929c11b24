"""Who changed what: every save of an item is kept, with its links, topics and people.

Storage is django-reversion's; this package names what belongs to a version and what a person
wants to know of it.
"""

from articles.history.description import changes, describe
from articles.history.keeping import (
    PARTS,
    deleted,
    forget,
    keep,
    keep_baseline,
    number_of,
    parts_of,
    recording,
    register_models,
    versions_of,
)
from articles.history.reverting import revert

__all__ = [
    "PARTS",
    "changes",
    "deleted",
    "describe",
    "forget",
    "keep",
    "keep_baseline",
    "number_of",
    "parts_of",
    "recording",
    "register_models",
    "revert",
    "versions_of",
]
