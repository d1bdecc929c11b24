"""Stored rows as records, in an order that depends on the content alone."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db import connection, models, transaction
from django.db.models import Prefetch, QuerySet

from articles.imports.known_rows import KnownRows, identity_of, reference
from articles.imports.record_shapes import PARTS, RELATIONS, SHAPES
from articles.imports.record_values import written
from articles.models import Publishable, Redirect, Role, Testimony, Topic

# As many rows as are in memory at once.
CHUNK = 500


def stored_records() -> Iterator[dict]:
    """Everything that is public content, one record a row, in bounded memory.

    What others refer to comes first: topics, outlets, people, pictures, testimonies, articles,
    pages about ourselves, redirects. Accounts are left out. Read it inside snapshot().
    """
    known = KnownRows(exported)
    for shape in SHAPES.values():
        rows = with_parts(exported(shape.model))
        for row in in_chunks(rows, _keys_in_order(shape.model)):
            yield record_of(row, parts_of(row), known)


def count_stored() -> int:
    """How many records stored_records() gives."""
    return sum(exported(shape.model).count() for shape in SHAPES.values())


def exported(model: type[models.Model]) -> QuerySet:
    """The rows that leave the site: all but what is being redacted, and addresses that lead there."""
    if issubclass(model, Publishable):
        return model.objects.released()
    if model is Redirect:
        return model.objects.exclude(testimony__in=Testimony.objects.in_redaction())
    return model.objects.all()


@contextmanager
def snapshot() -> Iterator[None]:
    """All reads inside see the database as it is at the first of them.

    On SQLite nobody else can save meanwhile.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def in_chunks(rows: QuerySet, keys: Sequence[int]) -> Iterator[models.Model]:
    """The rows with these primary keys, in this order, a few hundred in memory at once."""
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        found = rows.in_bulk(list(chunk))
        yield from (found[key] for key in chunk if key in found)


def with_parts(rows: QuerySet) -> QuerySet:
    """The rows with all that record_of() and parts_of() read."""
    keys = SHAPES[rows.model._meta.model_name].keys
    if rows.model is Redirect:
        return rows.select_related(*Redirect.TARGETS)
    relations = [RELATIONS[key] for key in keys if key in RELATIONS]
    # Roles are shown by date; here they stand in the order in which they were entered.
    in_order = {"roles": Prefetch("roles", Role.objects.order_by("pk"))}
    return rows.prefetch_related(*(in_order.get(name, name) for name in relations))


def record_of(row: models.Model, parts: Mapping[str, Sequence], known: KnownRows) -> dict:
    """A row as a record. `parts` holds the rows of its lists by key."""
    shape = SHAPES[row._meta.model_name]
    record = {"type": shape.name}
    for key in shape.keys:
        if key in RELATIONS:
            record[key] = _list_of(key, parts[key], known)
        elif key == "target":
            record[key] = _target_of(row)
        else:
            record[key] = _value_of(row, key, known)
    return record


def parts_of(row: models.Model) -> dict[str, Sequence]:
    """The rows of a stored row's lists, by key."""
    keys = SHAPES[row._meta.model_name].keys
    return {key: getattr(row, RELATIONS[key]).all() for key in keys if key in RELATIONS}


def _keys_in_order(model: type[models.Model]) -> array:
    """The primary keys by identity; of items by their creation first.

    Sorted here, because databases sort letters by different rules. Items are sorted by what
    every database sorts alike, and imported in this order they keep their order in lists.
    """
    if issubclass(model, Publishable):
        in_order = exported(model).order_by("created_at", "translation_key", "language")
        return array("q", in_order.values_list("pk", flat=True).iterator())
    column = SHAPES[model._meta.model_name].identity[0]
    return array("q", (pk for _, pk in sorted(exported(model).values_list(column, "pk"))))


def _value_of(row, key: str, known: KnownRows):
    field = row._meta.get_field(key)
    value = getattr(row, field.attname)
    if field.is_relation:
        return known.reference_to(field.related_model, value)
    return written(field, value)


def _list_of(key: str, parts: Sequence, known: KnownRows) -> list:
    if key == "topics":
        return sorted(known.reference_to(Topic, part.tag_id) for part in parts)
    keys = PARTS[key].keys
    return [{name: _value_of(part, name, known) for name in keys} for part in parts]


def _target_of(redirect: Redirect) -> dict:
    target = next(filter(None, (getattr(redirect, name) for name in Redirect.TARGETS)))
    named = reference(type(target), identity_of(target))
    kind = {"type": target._meta.model_name}
    return kind | (named if isinstance(named, dict) else {"slug": named})
