"""A record as rows that are ready to be stored."""

import datetime as dt
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.utils import validate_file_name
from django.core.validators import validate_image_file_extension
from django.db import models

from articles.choices import Status
from articles.imports.known_rows import KnownRows, identity_of
from articles.imports.record_shapes import PARTS, RELATIONS, SHAPES, Shape
from articles.imports.record_values import WrongValue, read, text
from articles.models import (
    Article,
    ArticleTopic,
    Publishable,
    Redirect,
    Testimony,
    TestimonyTopic,
    Topic,
)

_TOPIC_ITEMS = {Article: ArticleTopic, Testimony: TestimonyTopic}
# An item without a translation key gets one that follows from its record, so that the same
# record is the same item whenever it is read. The name space is this project's, drawn once.
_ITEMS = uuid.UUID("5d0c7a3c-5b0e-4f0b-9b61-6f0f5bd3a9c4")
_ORDER = "Topics, outlets, people, images and testimonies come before what refers to them."


class BadRecord(Exception):
    """A record that cannot be imported: its line, counted from 1, and the reason for a person."""

    def __init__(self, line_number: int, reason: str):
        super().__init__(f"Line {line_number}: {reason}")
        self.line_number = line_number
        self.reason = reason


@dataclass
class Incoming:
    """A record as unsaved rows: the row itself and, by key, the rows of its lists."""

    line_number: int
    given: frozenset[str]
    row: models.Model
    parts: dict[str, list[models.Model]]

    @property
    def identity(self) -> tuple:
        return identity_of(self.row)


def read_record(record: dict, line_number: int, known: KnownRows) -> Incoming:
    """Check a record and make its rows. Keys that are left out get the model's defaults.

    A published item without a time of publication gets midnight UTC of the outlet's date
    (article) or of its date (testimony). Raises BadRecord.
    """
    try:
        shape = _shape_of(record)
        row = _row(shape, record, known)
        _complete(row, record)
        return Incoming(
            line_number, frozenset(record) - {"type"}, row, _parts(shape, record, known)
        )
    except WrongValue as problem:
        raise BadRecord(line_number, str(problem)) from None


def _shape_of(record) -> Shape:
    if not isinstance(record, dict):
        raise WrongValue("This is not a JSON object. Write one {…} a line.")
    kind = record.get("type")
    if not isinstance(kind, str) or kind not in SHAPES:
        raise WrongValue(f"Write one of: {', '.join(SHAPES)}.", "type")
    return SHAPES[kind]


def _row(shape: Shape, record: dict, known: KnownRows) -> models.Model:
    """The unsaved row of one JSON object, each value checked."""
    _check_keys(shape, record)
    values = {}
    for key in shape.keys:
        if key not in record or key in RELATIONS:
            continue
        try:
            values |= _read(shape.model, key, record[key], known)
        except WrongValue as problem:
            raise problem.inside(key) from None
    row = shape.model(**values)
    _check_values(row, values)
    return row


def _check_keys(shape: Shape, record: dict) -> None:
    if not isinstance(record, dict):
        raise WrongValue(f"This is not an object with the keys {', '.join(shape.keys)}.")
    allowed = {"type", *shape.keys} if shape.identity else set(shape.keys)
    if unknown := record.keys() - allowed:
        raise WrongValue(f"There is no such key. Use: {', '.join(shape.keys)}.", min(unknown))
    for key in shape.required:
        if key not in record:
            raise WrongValue("The key is missing. Add it.", key)


def _read(model: type[models.Model], key: str, value, known: KnownRows) -> dict:
    """The values of the model's attributes that follow from one key."""
    if key == "target":
        return _target(value, known)
    field = model._meta.get_field(key)
    if field.is_relation:
        pk = None if value is None and field.null else _pk(field.related_model, value, known)
        return {field.attname: pk}
    value = read(field, value)
    if key == "file":
        _check_file_name(field, value)
    return {key: value}


def _pk(model: type[models.Model], value, known: KnownRows) -> int:
    """The primary key of the row to which a value refers."""
    identity = _identity(model, value)
    pk = known.pk_of(model, identity)
    if pk is None:
        name = " ".join(map(str, identity))
        raise WrongValue(f"There is no {model._meta.model_name} “{name}” yet. {_ORDER}")
    return pk


def _identity(model: type[models.Model], value) -> tuple:
    columns = SHAPES[model._meta.model_name].identity
    if len(columns) == 1:
        return (text(value),)
    if not isinstance(value, dict) or value.keys() != set(columns):
        raise WrongValue(f"Write an object with just the keys {' and '.join(columns)}.")
    return tuple(read(model._meta.get_field(column), value[column]) for column in columns)


def _target(value, known: KnownRows) -> dict:
    """Where a redirect leads, as an attribute of Redirect."""
    kind = value.get("type") if isinstance(value, dict) else None
    if kind not in Redirect.TARGETS:
        raise WrongValue(f"Write an object whose type is one of: {', '.join(Redirect.TARGETS)}.")
    model, rest = SHAPES[kind].model, {key: value[key] for key in value if key != "type"}
    if SHAPES[kind].identity == ("slug",):
        if rest.keys() != {"slug"}:
            raise WrongValue("Write an object with just the keys type and slug.")
        rest = rest["slug"]
    if model is not Article:
        named = dict(zip(SHAPES[kind].identity, _identity(model, rest), strict=True))
        return {kind: model(pk=_pk(model, rest, known), **named)}
    named = dict(zip(SHAPES[kind].identity, _identity(model, rest), strict=True))
    article = Article.objects.filter(**named).first()
    if article is None:
        name = " ".join(map(str, named.values()))
        raise WrongValue(f"There is no article “{name}” yet. Articles come before redirects.")
    return {kind: article}


def _check_file_name(field: models.FileField, name: str) -> None:
    """A picture is named as it lies below the media folder, and is not looked into."""
    try:
        validate_file_name(name, allow_relative_path=True)
        validate_image_file_extension(field.attr_class(None, field, name))
    except (SuspiciousFileOperation, ValidationError):
        raise WrongValue("This is not the name of a picture below the media folder.") from None
    if len(name) > field.max_length:
        raise WrongValue(f"The name is longer than {field.max_length} characters.")


def _check_values(row: models.Model, values: Iterable[str]) -> None:
    """Lengths, patterns and addresses, by the checks of the fields themselves."""
    # The lookups of relations are done; a file would be opened.
    checked = {name for name in values if name not in {"file", *Redirect.TARGETS}}
    try:
        row.clean_fields(exclude={field.name for field in row._meta.fields} - checked)
    except ValidationError as problem:
        key, sentences = min(problem.message_dict.items())
        raise WrongValue(" ".join(sentences), key) from None
    for key in SHAPES.get(row._meta.model_name, _NOTHING).identity:
        if key in values and not getattr(row, key):
            raise WrongValue("This is empty. Write the name by which the row is known.", key)


_NOTHING = Shape(models.Model, (), ())


def _complete(row: models.Model, record: dict) -> None:
    """What a record may leave out, and what follows from the rest."""
    if isinstance(row, Redirect) and not row.path.startswith("/"):
        raise WrongValue("A path begins with a slash.", "path")
    if not isinstance(row, Publishable):
        return
    if "translation_key" not in record:
        row.translation_key = _key_of(record)
    if row.status == Status.PUBLISHED and row.published_at is None:
        day = row.outlet_date if isinstance(row, Article) else row.date
        row.published_at = day and dt.datetime.combine(day, dt.time(), dt.UTC)


def _key_of(record: dict) -> uuid.UUID:
    known_by = record.get("import_key") or json.dumps(record, sort_keys=True)
    return uuid.uuid5(_ITEMS, f"{record['type']} {known_by}")


def _parts(shape: Shape, record: dict, known: KnownRows) -> dict[str, list[models.Model]]:
    """The rows of a record's lists by key; empty where the key is left out."""
    return {
        key: _list(shape.model, key, record.get(key, []), known)
        for key in shape.keys
        if key in RELATIONS
    }


def _list(model: type[models.Model], key: str, values, known: KnownRows) -> list[models.Model]:
    if not isinstance(values, list):
        raise WrongValue("This is not a list. Write […].", key)
    rows = []
    for position, value in enumerate(values):
        try:
            rows.append(_part(model, key, value, known))
        except WrongValue as problem:
            raise problem.inside(f"{key}[{position}]") from None
    referred = [getattr(row, _ONCE[key]) for row in rows] if key in _ONCE else []
    if len(set(referred)) < len(referred):
        raise WrongValue("One entry stands there twice. Take one out.", key)
    return rows


#: What a list may name only once: the attribute that holds its primary key.
_ONCE = {"topics": "tag_id", "people": "person_id"}


def _part(model: type[models.Model], key: str, value, known: KnownRows) -> models.Model:
    if key == "topics":
        return _TOPIC_ITEMS[model](tag_id=_pk(Topic, value, known))
    return _row(PARTS[key], value, known)
