"""Putting the demonstration content into the site, once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from articles.demo import content, pictures
from articles.demo.sheet import as_jpeg
from articles.imports.json_lines import BadRecord, ImportReport, import_records
from articles.models import Article, Image, Testimony
from articles.models.image import content_address


class Clash(Exception):
    """The demonstration content does not fit what is there; the message says which item and why."""


@dataclass(frozen=True)
class LoadReport:
    """How many rows of each type (topic, outlet …) were made; none if all was there before."""

    made: Mapping[str, int] = field(default_factory=dict)


@transaction.atomic
def load_demo() -> LoadReport:
    """Make the demonstration content unless it was loaded before.

    From then on it belongs to the editors: what they change, merge or delete stays that way,
    because nothing is made again as long as one item of the content is left. Raises Clash, and
    makes nothing, where the site's own rows are in the way.
    """
    if _is_loaded():
        return LoadReport()
    report = _import(list(_with_files(content.records(now=timezone.now()))))
    return LoadReport({kind: number for kind, number in report.created.items() if number})


def _is_loaded() -> bool:
    return any(
        model.objects.filter(
            translation_key__in=[
                content.translation_key(table["key"])
                for table in content.tables(model._meta.model_name)
            ]
        ).exists()
        for model in (Testimony, Article)
    )


def _import(records: list[dict]) -> ImportReport:
    try:
        return import_records(records)
    except BadRecord as bad:
        record = records[bad.line_number - 1]
        name = next(record[key] for key in ("name", "title", "key") if key in record)
        raise Clash(f"{record['type']} “{name}”: {bad.reason}") from bad


def _with_files(records: Iterable[dict]) -> Iterator[dict]:
    """The records, those of pictures with a drawn file."""
    for record in records:
        yield record | _store_picture(record["key"]) if record["type"] == "image" else record


def _store_picture(key: str) -> dict:
    """Draw a picture into the media folder. Gives the keys that its record lacks."""
    drawn = pictures.draw(key)
    jpeg = ContentFile(as_jpeg(drawn), f"{key}.jpg")
    image = Image(file=jpeg)
    name = content_address(image, jpeg.name)
    if not image.file.storage.exists(name):
        image.file.storage.save(name, jpeg)
    return {"file": name, "width": drawn.width, "height": drawn.height}
