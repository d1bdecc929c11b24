"""Many rows into the database at once, with a plain reason where one does not fit."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from articles.imports.record_reading import BadRecord


@dataclass(frozen=True)
class Insertion:
    """A row to be stored, and where it stands in the file: the line and the key in the record."""

    line_number: int
    key: str
    row: models.Model


def insert(insertions: list[Insertion]) -> None:
    """Store rows of one model; they get their primary keys. Raises BadRecord."""
    if not insertions:
        return
    rows = [insertion.row for insertion in insertions]
    manager = type(rows[0])._base_manager
    try:
        with transaction.atomic():
            manager.bulk_create(rows)
    except IntegrityError:
        _blame_one(insertions)
        raise


def _blame_one(insertions: list[Insertion]) -> None:
    """Store the rows one by one until one breaks a rule. Raises BadRecord."""
    for insertion in insertions:
        insertion.row.pk = None
        insertion.row._state.adding = True
        if sentence := _broken_rule(insertion.row):
            where = f"{insertion.key}: " if insertion.key else ""
            raise BadRecord(insertion.line_number, f"{where}{sentence}")
        type(insertion.row)._base_manager.bulk_create([insertion.row])


def _broken_rule(row: models.Model) -> str:
    """The rule of the database that a row breaks, as a sentence; empty where it breaks none."""
    try:
        row.validate_unique()
    except ValidationError as problem:
        key, sentences = min(problem.message_dict.items())
        return f"{key}: {' '.join(sentences)}"
    for constraint in row._meta.constraints:
        try:
            constraint.validate(type(row), row)
        except ValidationError as problem:
            if constraint.violation_error_message != constraint.default_violation_error_message:
                return " ".join(problem.messages)
            return f"This breaks the rule “{constraint.name.replace('_', ' ')}”."
    return ""
