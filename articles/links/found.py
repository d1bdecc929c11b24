"""A value taken from a page, together with where it stood."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Value = TypeVar("Value")


class Source(TextChoices):
    """Where a value stood."""

    JSON_LD = "json-ld", _("the page's own structured data (JSON-LD)")
    OPEN_GRAPH = "open-graph", _("the page's Open Graph tags")
    META = "meta", _("the page's meta tags")
    TEXT = "text", pgettext_lazy("source of a value", "the text of the page")
    ADDRESS = "address", pgettext_lazy("source of a value", "the web address")


@dataclass(frozen=True)
class Found(Generic[Value]):
    """One value and its source."""

    value: Value
    source: Source
