"""The files of pictures: those that readers may fetch, and those that only the history needs.

A picture that was replaced or deleted leaves the public folder at once. Its file, drawn anew when
it came, is put away where nobody outside can fetch it, and comes back if the history brings back
the picture. Its renditions are deleted, because they can be made again.
"""

import datetime as dt
from collections.abc import Iterator

from django.core.files.storage import Storage, default_storage
from django.utils import timezone

from articles.models import Image
from articles.models.image import FOLDER

#: Where files are put away, below the media folder. The site serves nothing of it.
AWAY = "put-away"
#: A file so young may belong to a picture that is being stored.
GRACE = dt.timedelta(hours=1)


def bring_back(image: Image) -> None:
    """Make the file of a stored picture public again, if it was put away."""
    storage, name = image.file.storage, image.file.name
    if not storage.exists(name) and storage.exists(_away(name)):
        _move(storage, _away(name), name)


def put_away(former: Image) -> None:
    """Take the files of a row as it was before out of public reach, but for those still in use."""
    storage, used = former.file.storage, files_in_use()
    for one in former.renditions.get("files", ()):
        if one["name"] not in used:
            storage.delete(one["name"])
    name = former.file.name
    if name not in used and storage.exists(name):
        _move(storage, name, _away(name))


def put_away_strays() -> list[str]:
    """Put away what no picture uses, for example after a save that failed. Gives the names."""
    strays = list(_strays(default_storage, files_in_use()))
    for name in strays:
        _move(default_storage, name, _away(name))
    return strays


def files_in_use() -> set[str]:
    """The name of every file that a stored picture shows."""
    used = set()
    for file, renditions in Image.objects.values_list("file", "renditions").iterator():
        used |= {file, *(one["name"] for one in renditions.get("files", ()))}
    return used


def _strays(storage: Storage, used: set[str]) -> Iterator[str]:
    try:
        files = storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return
    oldest = timezone.now() - GRACE
    for file in files:
        name = f"{FOLDER}/{file}"
        if name not in used and storage.get_modified_time(name) < oldest:
            yield name


def _away(name: str) -> str:
    return f"{AWAY}/{name}"


def _move(storage: Storage, name: str, where: str) -> None:
    if not storage.exists(where):
        with storage.open(name) as file:
            storage.save(where, file)
    storage.delete(name)
