"""All public content out and in as JSON Lines: UTF-8, one JSON object a line, without loss."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from django.db import transaction

from articles import counts
from articles.imports.record_reading import BadRecord, read_record
from articles.imports.records import stored_records
from articles.imports.writing import ImportReport, Writer

__all__ = ["BadRecord", "ImportReport", "import_records", "read_lines", "written_lines"]

#: The longest line that is read, in bytes, so that no file can fill the memory.
MAX_LINE = 16_000_000


def written_lines() -> Iterator[str]:
    """All public content, each record as a line with its line feed. Read it inside snapshot()."""
    for record in stored_records():
        yield to_line(record)


def to_line(record: dict) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def read_lines(file: BinaryIO) -> Iterator[dict]:
    """The records of a file that was opened for reading bytes. Raises BadRecord."""
    number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        try:
            yield _read_line(line, is_first=number == 1)
        except ValueError as problem:
            raise BadRecord(number, str(problem)) from None


def import_records(
    records: Iterable[dict], *, on_progress: Callable[[int], None] | None = None
) -> ImportReport:
    """Store the rows that records describe, all of them or none, in bounded memory.

    Rows that are there already are left as they are, and reported. `on_progress` is called now
    and then with the number of records dealt with so far. Raises BadRecord for the first record
    that cannot be imported.
    """
    with transaction.atomic():
        writer = Writer()
        for line_number, record in enumerate(records, 1):
            writer.make_room_for(record)
            writer.add(read_record(record, line_number, writer.known))
            if on_progress and writer.is_empty:
                on_progress(line_number)
        writer.store()
        transaction.on_commit(counts.forget)
    if on_progress:
        on_progress(writer.report.number)
    return writer.report


def _read_line(line: bytes, *, is_first: bool) -> dict:
    """Raises ValueError with a sentence for a person."""
    if len(line) > MAX_LINE:
        raise ValueError(f"The line is longer than {MAX_LINE:,} bytes.")
    try:
        text = line.decode("utf-8-sig" if is_first else "utf-8")
    except UnicodeDecodeError:
        raise ValueError("This is not UTF-8. Save the file in UTF-8.") from None
    if not text.strip():
        raise ValueError("The line is empty. Take it out.")
    try:
        record = json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_no_number)
    except (json.JSONDecodeError, RecursionError):
        raise ValueError("This is not JSON. Write one {…} a line.") from None
    if not isinstance(record, dict):
        raise ValueError("This is not a JSON object. Write one {…} a line.")
    return record


def _without_doubles(pairs: list[tuple[str, object]]) -> dict:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        double = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"{double}: The key stands there twice. Take one out.")
    return found


def _no_number(name: str):
    raise ValueError(f"{name} is not a number.")
