"""What records may refer to, and the names by which they do."""

from collections.abc import Callable

from django.db import models

from articles.imports.record_shapes import SHAPES
from articles.imports.record_values import written
from articles.models import Image, Outlet, Person, Testimony, Topic

#: What a record may refer to while it is read. Articles are too many to be held in memory.
REFERRED = (Topic, Outlet, Person, Image, Testimony)


def _all_of(model: type[models.Model]) -> models.QuerySet:
    return model.objects.all()


class KnownRows:
    """The rows to which records refer, by the identity that records use, held in memory.

    `rows_of` gives the rows of a model that may be referred to. An identity is a tuple in the order of Shape.identity.
    """

    def __init__(self, rows_of: Callable[[type[models.Model]], models.QuerySet] = _all_of):
        self._pks = {model: {} for model in REFERRED}
        self._identities = {model: {} for model in REFERRED}
        for model in REFERRED:
            columns = SHAPES[model._meta.model_name].identity
            for pk, *identity in rows_of(model).values_list("pk", *columns).iterator():
                self._learn(model, pk, tuple(identity))

    def learn(self, row: models.Model) -> None:
        """Take note of a row that was just stored."""
        if type(row) in self._pks:
            self._learn(type(row), row.pk, identity_of(row))

    def pk_of(self, model: type[models.Model], identity: tuple) -> int | None:
        return self._pks[model].get(identity)

    def reference_to(self, model: type[models.Model], pk: int | None):
        """The JSON value that refers to a row: a slug, or an object for a testimony; None for no row."""
        identity = self._identities[model].get(pk)
        return reference(model, identity) if identity else None

    def _learn(self, model, pk, identity) -> None:
        self._pks[model][identity] = pk
        self._identities[model][pk] = identity


def identity_of(row: models.Model) -> tuple:
    return tuple(getattr(row, name) for name in SHAPES[row._meta.model_name].identity)


def reference(model: type[models.Model], identity: tuple) -> str | dict:
    """How a record names another row: by its slug or key, or by translation key and language."""
    columns = SHAPES[model._meta.model_name].identity
    if len(columns) == 1:
        return identity[0]
    return {
        name: written(model._meta.get_field(name), value)
        for name, value in zip(columns, identity, strict=True)
    }
