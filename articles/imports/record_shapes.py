"""The format of a record: which keys each type has.

README.md documents the keys. Their order here is the order in which they are written.
"""

from dataclasses import dataclass

from django.db import models

from articles.models import (
    Article,
    ExternalLink,
    Image,
    Outlet,
    Person,
    Quoted,
    Redirect,
    Role,
    SitePage,
    Testimony,
    Topic,
)


@dataclass(frozen=True)
class Shape:
    """The keys of one kind of JSON object. The names of keys and of the model's fields agree."""

    model: type[models.Model]
    keys: tuple[str, ...]
    required: tuple[str, ...]
    #: The keys by which a stored row is known again.
    identity: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The value of `type`."""
        return self.model._meta.model_name


_item = (
    "language",
    "translation_key",
    "title",
    "slug",
    "summary",
    "body",
    "status",
    "published_at",
    "withdrawal_reason",
    "created_at",
    "updated_at",
    "topics",
)
_one_row_per_language = ("translation_key", "language")
_shapes = (
    Shape(
        Topic,
        ("slug", "name", "name_ko", "synonyms", "definition", "definition_ko"),
        required=("slug", "name"),
        identity=("slug",),
    ),
    Shape(
        Outlet,
        (
            "slug",
            "name",
            "name_ko",
            "aliases",
            "domains",
            "homepage",
            "country",
            "language",
            "is_fictional",
            "is_proposed",
        ),
        required=("slug", "name"),
        identity=("slug",),
    ),
    Shape(
        Person,
        ("slug", "name", "name_ko", "is_proposed", "roles"),
        required=("slug", "name"),
        identity=("slug",),
    ),
    Shape(
        Image,
        ("key", "file", "width", "height", "focus", "alt", "alt_ko", "credit"),
        required=("key", "file", "width", "height"),
        identity=("key",),
    ),
    Shape(
        Testimony,
        (
            *_item,
            "kind",
            "forum",
            "place",
            "date",
            "date_precision",
            "speaker",
            "alias",
            "content_note",
            "links",
        ),
        required=("language", "title"),
        identity=_one_row_per_language,
    ),
    Shape(
        Article,
        (
            *_item,
            "outlet",
            "headline",
            "byline",
            "outlet_date",
            "medium",
            "depth",
            "original_language",
            "no_public_original",
            "image",
            "people",
            "testimony",
            "import_key",
            "import_notes",
            "links",
        ),
        required=("language", "title"),
        identity=_one_row_per_language,
    ),
    Shape(
        SitePage,
        ("kind", "title", "title_ko", "body", "body_ko", "updated_at"),
        required=("kind", "title"),
        identity=("kind",),
    ),
    Shape(Redirect, ("path", "target"), required=("path", "target"), identity=("path",)),
)

#: By the value of `type`, in the order in which they are written: nothing refers forward.
SHAPES = {shape.name: shape for shape in _shapes}

#: Lists of objects inside a record, by their key.
PARTS = {
    "roles": Shape(
        Role, ("title", "title_ko", "organisation", "start", "end"), required=("title",)
    ),
    "people": Shape(Quoted, ("person", "role"), required=("person",)),
    "links": Shape(
        ExternalLink,
        (
            "kind",
            "url",
            "label",
            "language",
            "archived_url",
            "archived_by",
            "health",
            "checked_at",
        ),
        required=("url",),
    ),
}

#: Where the rows of a list inside a record are found on the stored row.
RELATIONS = {"topics": "topic_items", "people": "quoted", "roles": "roles", "links": "links"}
