"""Single values of a record: what JSON may hold for a column, and how a column is written."""

import datetime as dt
import re
import uuid
from collections.abc import Callable
from functools import cache

from django.db import models
from django.db.models.fields.files import FieldFile

from articles.fields import lines_of, normalized

#: Columns that hold one thing a line, and are lists in a record.
LISTS = {"synonyms", "aliases", "domains"}

_day = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class WrongValue(Exception):
    """A value that cannot be stored: the key where it stands, and a sentence that says why."""

    def __init__(self, sentence: str, key: str = ""):
        super().__init__(f"{key}: {sentence}" if key else sentence)
        self.sentence = sentence
        self.key = key

    def inside(self, key: str) -> "WrongValue":
        """The same complaint, seen from the object or list that holds the value at `key`."""
        dot = "." if self.key and not self.key.startswith("[") else ""
        return WrongValue(self.sentence, f"{key}{dot}{self.key}")


def read(field: models.Field, value):
    """The value for a column. Raises WrongValue where the JSON value has another type."""
    if value is None:
        if field.null:
            return None
        raise WrongValue("null is not possible here. Leave the key out, or give a value.")
    value = _reader_of(field)(value)
    if field.choices and value not in _choices_of(field):
        raise WrongValue(f"“{value}” is not known. Use one of: {', '.join(_choices_of(field))}.")
    return value


def written(field: models.Field, value):
    """The JSON value of a column: times in UTC, days as 2023-06-14, lists for several lines."""
    if field.name in LISTS:
        return list(lines_of(value))
    match value:
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
        case dt.date():
            return value.isoformat()
        case uuid.UUID():
            return str(value)
        case FieldFile():
            return value.name
    return value


def text(value) -> str:
    if not isinstance(value, str):
        raise WrongValue(f"{_shown(value)} is not text. Write it in quotation marks.")
    if "\x00" in value:
        raise WrongValue("The text holds the character NUL. Take it out.")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise WrongValue("The text holds half a character (a lone surrogate).") from None
    return value


def _flag(value) -> bool:
    if not isinstance(value, bool):
        raise WrongValue(f"{_shown(value)} is neither true nor false.")
    return value


def _number(value) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise WrongValue(f"{_shown(value)} is not a whole number.")
    return value


def _date(value) -> dt.date:
    try:
        if _day.fullmatch(text(value)):
            return dt.date.fromisoformat(value)
    except ValueError:
        pass
    raise WrongValue(f"{_shown(value)} is not a date. Write it like 2023-06-14.")


def _time(value) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text(value))
        if moment.tzinfo:
            return moment.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        pass
    raise WrongValue(
        f"{_shown(value)} is not a time with its time zone. Write it like 2023-06-14T09:00:00Z."
    )


def _key(value) -> uuid.UUID:
    try:
        return uuid.UUID(text(value))
    except ValueError:
        raise WrongValue(
            f"{_shown(value)} is not a UUID. Write 32 hexadecimal digits, or leave the key out."
        ) from None


def _list(value) -> str:
    if not isinstance(value, list):
        raise WrongValue(f"{_shown(value)} is not a list of texts.")
    for position, entry in enumerate(value):
        if len(text(entry).splitlines()) > 1:
            raise WrongValue("A line break is not possible here.", f"[{position}]")
    return "\n".join(lines_of("\n".join(map(normalized, value))))


@cache
def _reader_of(field: models.Field) -> Callable:
    if field.name in LISTS:
        return _list
    # A date-time field is a date field as well, so it comes first.
    for kind, reader in (
        (models.DateTimeField, _time),
        (models.DateField, _date),
        (models.BooleanField, _flag),
        (models.IntegerField, _number),
        (models.UUIDField, _key),
    ):
        if isinstance(field, kind):
            return reader
    return text


@cache
def _choices_of(field: models.Field) -> tuple[str, ...]:
    known = tuple(value for value, _ in field.flatchoices)
    return ("", *known) if field.blank and "" not in known else known


def _shown(value) -> str:
    """A value for an error message, cut to a readable length."""
    shown = f"“{value}”" if isinstance(value, str) else str(value)
    # What cannot be printed must not stop the message that tells of it.
    shown = shown.encode("utf-8", "replace").decode()
    return shown if len(shown) <= 60 else f"{shown[:59]}…"
