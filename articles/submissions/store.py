"""Where sealed files lie: random names, no time but the day, nothing plain."""

import datetime as dt
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.utils import timezone

from articles.models import SealedFile


def sealed_storage():
    return SealedFile._meta.get_field("file").storage


#: How the name of a file begins whose inode still tells the minute of its arrival.
ARRIVED = "new-"


def create(prefix: str = ARRIVED):
    """A new file for ciphertext: its name and the file, open for writing."""
    storage, name = sealed_storage(), prefix + uuid.uuid4().hex
    if isinstance(storage, FileSystemStorage):
        Path(storage.location).mkdir(parents=True, exist_ok=True, mode=0o700)
        # Nobody but the site's own user may open it, from the first byte on.
        descriptor = os.open(storage.path(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        return name, os.fdopen(descriptor, "wb")
    return name, storage.open(name, "wb")


def forget_the_hour(name: str) -> None:
    """Let the file say that it was written at the start of the day."""
    storage = sealed_storage()
    if isinstance(storage, FileSystemStorage):
        midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        os.utime(storage.path(name), times=(midnight.timestamp(), midnight.timestamp()))


def delete(name: str) -> None:
    """Take a file away; that it is away already is fine."""
    sealed_storage().delete(name)


def copy_anew(name: str) -> str:
    """A copy under a new name. Its inode was made now, so that it tells nothing of the arrival."""
    new_name, target = create(prefix="")
    with sealed_storage().open(name, "rb") as source, target:
        for chunk in iter(lambda: source.read(1024 * 1024), b""):
            target.write(chunk)
    forget_the_hour(new_name)
    return new_name


def names() -> Iterator[str]:
    """The name of every sealed file that lies there."""
    storage = sealed_storage()
    if isinstance(storage, FileSystemStorage) and not Path(storage.location).is_dir():
        return
    yield from (name for name in storage.listdir("")[1] if not name.startswith("."))


def is_older_than(name: str, age: dt.timedelta) -> bool:
    """Whether a file was last written longer ago than `age`."""
    return sealed_storage().get_modified_time(name) < timezone.now() - age
