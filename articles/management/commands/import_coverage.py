"""Import saved pages of press coverage as drafts, or a file of our own export."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from rich.console import Console
from rich.progress import Progress

from articles.imports.drafts import imported_before, store, vocabulary
from articles.imports.json_lines import BadRecord, import_records, read_lines
from articles.imports.page.decoding import UnreadablePage, decode, refuse_size
from articles.imports.page.vocabulary import Vocabulary
from articles.imports.page_dump import PageDraft, read_page


class Refused(Exception):
    """A file that cannot be imported. The text says why."""


class Command(BaseCommand):
    help = (
        "Reads saved pages of press coverage (plain text) and makes a draft of each; what is "
        "uncertain is listed on the draft. A page that was imported before is left as it is. "
        "A file whose name ends in .jsonl is read as an export of export_coverage."
    )

    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH", help="files, or folders of files")
        parser.add_argument("--dry-run", action="store_true", help="read and report, store nothing")
        parser.add_argument("--json", action="store_true", help="one JSON object a file and line")

    def handle(self, *, paths: list[str], dry_run: bool, json: bool, **options):
        self.dry_run, self.as_json = dry_run, json
        files = list(_files(paths))
        outcomes = Counter()
        with Progress(
            console=_terminal(), disable=not _terminal().is_terminal, transient=True
        ) as bar:
            self.bar = bar
            for path in bar.track(files, description="Importing"):
                outcomes[self._import(path)] += 1
        if refused := outcomes["refused"]:
            raise CommandError(f"{refused} of {len(files)} files refused. The others went through.")

    def _import(self, path: Path) -> str:
        """Import one file and report it. Returns the outcome in one word."""
        try:
            if path.suffix.lower() == ".jsonl":
                return self._import_export(path)
            return self._import_page(path)
        except Refused as refusal:
            self._report(path, "refused", {"error": str(refusal)}, f"refused. {refusal}")
            return "refused"

    def _import_page(self, path: Path) -> str:
        page = _read(path, vocabulary())
        if before := imported_before(page):
            self._report(
                path, "unchanged", told(page), f"imported before as “{before}”; nothing changed."
            )
            return "unchanged"
        if not self.dry_run:
            store(page)
        status = "new" if self.dry_run else "imported"
        verb = "would become" if self.dry_run else "became"
        sentence = f"{verb} the draft “{page.title}”, to confirm: {len(page.warnings)}."
        self._report(path, status, told(page), sentence)
        return status

    def _import_export(self, path: Path) -> str:
        try:
            with path.open("rb") as file, transaction.atomic():
                report = import_records(read_lines(file), on_progress=self._progress_of(path, file))
                transaction.set_rollback(self.dry_run)
        except OSError as problem:
            raise Refused(f"It cannot be read: {problem.strerror}.") from problem
        except BadRecord as problem:
            raise Refused(f"{problem} Nothing of the file was imported.") from problem
        status = "imported" if report.created else "unchanged"
        told = "\n".join(report.lines())
        self._report(path, status, {"report": told}, "dry run. " * self.dry_run + told)
        return status

    def _progress_of(self, path: Path, file: BinaryIO) -> Callable[[int], None]:
        """Moves a bar of its own as a long file is read."""
        task = self.bar.add_task(path.name, total=path.stat().st_size)
        return lambda records: self.bar.update(task, completed=file.tell())

    def _report(self, path: Path, status: str, told: dict, sentence: str) -> None:
        if self.as_json:
            record = {"file": str(path), "status": status} | told
            self.stdout.write(json.dumps(record, ensure_ascii=False))
        else:
            self.stdout.write(f"{path}: {sentence}")


def told(page: PageDraft) -> dict:
    """What a page says, as `--json` prints it."""
    return {
        "title": page.title,
        "outlet": page.outlet or None,
        "date": page.date.isoformat() if page.date else None,
        "people": [{"name": one.name, "role": one.role or None} for one in page.people],
        "forum": page.forum or None,
        "topics": list(page.topics),
        "links": [
            {"url": link.url, "kind": str(link.kind), "label": link.label} for link in page.links
        ],
        "paragraphs": list(page.paragraphs),
        "warnings": list(page.warnings),
    }


def _terminal() -> Console:
    return Console(file=sys.stderr)


def _files(paths: list[str]) -> Iterator[Path]:
    """The files themselves, and those in folders by name, without hidden ones."""
    for path in map(Path, paths):
        if not path.is_dir():
            yield path
            continue
        for inside in sorted(path.rglob("*")):
            is_hidden = any(part.startswith(".") for part in inside.relative_to(path).parts)
            if inside.is_file() and not is_hidden:
                yield inside


def _read(path: Path, known: Vocabulary) -> PageDraft:
    """Raises Refused."""
    try:
        refuse_size(path.stat().st_size)
        return read_page(decode(path.read_bytes()), known)
    except FileNotFoundError:
        raise Refused("There is no such file. Check the name.") from None
    except OSError as problem:
        raise Refused(f"It cannot be read: {problem.strerror}.") from problem
    except UnreadablePage as problem:
        raise Refused(problem.reason) from problem
