"""The container of a file before it is sealed: a ZIP of the file and of padding.

A ZIP, so that any computer opens it after `age -d`, and so that the name is sealed as well.
Nothing is compressed and no time is kept.
"""

import unicodedata
from pathlib import PurePosixPath
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from articles.submissions.sealing import KIB, MIB, size_for

LARGEST_FILE = 50 * MIB
#: The sizes of containers before sealing. The last one holds the largest file and its name.
SIZES = (256 * KIB, MIB, 4 * MIB, 16 * MIB, LARGEST_FILE + MIB)
PADDING = "padding"
LONGEST_NAME = 100
_CHUNK = 64 * KIB
# What a ZIP of two stored entries written to a stream needs beside their names and content:
# local header 30, descriptor 16, entry of the directory 46, end of the directory 22.
_HEADER, _DESCRIPTOR, _ENTRY, _END = 30, 16, 46, 22


class Container:
    """Writes one file into `target`, which need not be able to seek, and pads it."""

    def __init__(self, target, name: str):
        self._zip = ZipFile(_Forward(target), "w", ZIP_STORED)
        self._name = safe_name(name)
        self._file = self._zip.open(_entry(self._name), "w")
        self.size = 0

    def write(self, chunk: bytes) -> None:
        self.size += len(chunk)
        self._file.write(chunk)

    def close(self) -> None:
        """End the file and fill up to one of SIZES."""
        self._file.close()
        fixed = 2 * (_HEADER + _DESCRIPTOR + _ENTRY) + _END
        names = 2 * (len(self._name.encode()) + len(PADDING))
        used = self.size + names + fixed
        self._pad(size_for(used, SIZES) - used)
        self._zip.close()

    def abandon(self) -> None:
        """End it where it is: it will be thrown away."""
        self._file.close()
        self._zip.close()

    def _pad(self, length: int) -> None:
        with self._zip.open(_entry(PADDING), "w") as padding:
            while length > 0:
                padding.write(bytes(min(length, _CHUNK)))
                length -= _CHUNK


class _Forward:
    """A stream that cannot seek, so that the ZIP never goes back to what is already sealed."""

    def __init__(self, target):
        self.write = target.write
        self.flush = target.flush


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name)
    entry.external_attr = 0o600 << 16
    return entry


def safe_name(name: str) -> str:
    """A name under which a file can be put down anywhere: no folder, no control, not too long."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/")).rpartition("/")[2]
    name = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    name = name.strip(" .")
    if len(name) > LONGEST_NAME:
        suffix = PurePosixPath(name).suffix[:10]
        name = name[: LONGEST_NAME - len(suffix)] + suffix
    return f"_{name}" if name.lower() in {"", PADDING} else name
