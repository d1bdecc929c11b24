import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from rich.console import Console
from rich.progress import Progress

from articles import audit
from articles.choices import AuditEvent
from articles.imports.json_lines import written_lines
from articles.imports.records import count_stored, snapshot
from articles.imports.spreadsheet import spreadsheet_lines
from articles.models import Article


class Command(BaseCommand):
    help = (
        "Writes all public content as JSON Lines, which import_coverage reads, or with --csv the "
        "coverage as a spreadsheet. Drafts are part of it, staff accounts are not. "
        "Copy the media folder as well: it holds the files of the pictures. "
        "With SQLite nobody can save meanwhile, a second or less for 1,000 articles."
    )

    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument(
            "file",
            nargs="?",
            default="-",
            help="where to write; - (which is the default) is standard output",
        )
        parser.add_argument("--csv", action="store_true", help="write a spreadsheet")

    def handle(self, *, file: str, csv: bool, **options):
        audit.record(AuditEvent.CONTENT_EXPORTED, by=None)
        with snapshot(), translation.override("en"), self._target(file) as target:
            lines = spreadsheet_lines() if csv else written_lines()
            total = Article.objects.count() + 1 if csv else count_stored()
            for line in _with_progress(lines, total):
                target.write(line)

    @contextmanager
    def _target(self, file: str) -> Iterator[TextIO]:
        if file != "-":
            with _whole_file(Path(file)) as target:
                yield target
            return
        out = getattr(self.stdout, "_out", self.stdout)
        if hasattr(out, "reconfigure"):  # a spreadsheet needs its own line ends, all need UTF-8
            out.reconfigure(encoding="utf-8", newline="")
        try:
            yield out
            out.flush()
        except BrokenPipeError:  # the reader has seen enough, for example `head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
            sys.exit(1)


@contextmanager
def _whole_file(path: Path) -> Iterator[TextIO]:
    """A file that appears under its name when all of it is written, readable by its owner only.

    Raises CommandError where the file cannot be written.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        raise CommandError(f"{path} is not a file. Give the name of a file, or - for the output.")
    try:
        with (
            tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", newline="", dir=path.parent, prefix=".export-", delete=False
            ) as target,
            _removed_on_failure(Path(target.name)),
        ):
            yield target
            target.flush()
            os.fsync(target.fileno())
            Path(target.name).replace(path)
    except OSError as problem:
        raise CommandError(f"{path} cannot be written: {problem.strerror}.") from problem


@contextmanager
def _removed_on_failure(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _with_progress(lines: Iterable[str], total: int) -> Iterator[str]:
    """The lines themselves, with a progress bar where standard error is a terminal."""
    console = Console(file=sys.stderr)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as progress:
        yield from progress.track(lines, total=total, description="Exporting")
