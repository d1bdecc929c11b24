"""The renditions of a picture: what browsers choose from. Made after the picture is stored."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from articles.images import shelf
from articles.images.apart import Drawing, NotDrawn, draw
from articles.models import Image
from articles.models.image import content_name

#: As many pictures as are drawn at once. Each takes a processor of its own.
AT_ONCE = 2


def settle(pk: int, former: Image | None = None) -> None:
    """What follows when a picture was stored, brought back or deleted: call it after the commit.

    Its renditions are made, and the files of the row as it was before are public no longer.
    """
    for image in Image.objects.filter(pk=pk):
        shelf.bring_back(image)
        if not image.rendition_files:
            list(make_renditions([image]))
    if former:
        shelf.put_away(former)


def without_renditions() -> list[Image]:
    """The pictures of which no renditions were made since their file was stored."""
    return [image for image in Image.objects.all() if not image.rendition_files]


def make_renditions(images: Iterable[Image]) -> Iterator[tuple[Image, bool]]:
    """Make what browsers choose from, of several pictures at once. Gives each when it is dealt with.

    False stands for a file that is missing or cannot be drawn: the page shows the file itself.
    """
    images = list(images)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for image, drawings in zip(images, pool.map(_drawn, images), strict=True):
            yield image, bool(drawings) and _keep(image, drawings)


def _drawn(image: Image) -> list[Drawing]:
    try:
        with image.file.storage.open(image.file.name) as file:
            return draw("renditions", file.read())
    except (OSError, NotDrawn):
        return []


def _keep(image: Image, drawings: list[Drawing]) -> bool:
    """Store the renditions, if the picture still has the file of which they were made."""
    storage = image.file.storage
    files = [{"name": _stored(storage, one), "width": one.width} for one in drawings]
    renditions = {"of": image.file.name, "files": files}
    unchanged = Image.objects.filter(pk=image.pk, file=image.file.name)
    return bool(unchanged.update(renditions=renditions))


def _stored(storage: Storage, drawing: Drawing) -> str:
    name = content_name([drawing.content], drawing.suffix)
    if not storage.exists(name):
        storage.save(name, ContentFile(drawing.content))
    return name
