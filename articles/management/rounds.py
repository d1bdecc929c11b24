"""What the commands that make rounds share: a bar on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress

Result = TypeVar("Result")
#: How often a log hears how far a round has come.
EVERY = 100


def with_progress(results: Iterable[Result], *, total: int, description: str) -> Iterator[Result]:
    """The results themselves, while a person can see how far the round has come."""
    console = Console(file=sys.stderr)
    if console.is_terminal:
        with Progress(console=console, transient=True) as progress:
            yield from progress.track(results, total=total, description=description)
        return
    for number, result in enumerate(results, start=1):
        yield result
        if number % EVERY == 0:
            sys.stderr.write(f"{description}: {number} of {total}\n")
