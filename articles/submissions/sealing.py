"""Sealing: encryption with age to all active moderators and the recovery key.

The server has none of the private halves. Everything is padded to one of a few sizes first, so
that the length of the ciphertext tells next to nothing.
"""

import hashlib
import json
import queue
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

import pyrage
from django.conf import settings
from django.utils.translation import gettext as _

from articles.models import ModeratorKey, RecoveryKey

KIB, MIB = 1024, 1024 * 1024
#: The sizes of texts before sealing.
TEXT_SIZES = (4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB)
#: Two people have to be able to read a case: one redacts, another approves.
MODERATORS_NEEDED = 2

#: The public halves of the keys of the demonstration, whose private halves are in this code.
KNOWN_TO_EVERYBODY = (
    "age1j8heku53meq32sy29yg605jla8f0vfr4skgpfjuu800guyu3dces5hvqmj",
    "age14uljygagaq8h0afsdj238azjk25735vclvt77qfhm2py7qm6642sdhtlyz",
)


class Closed(Exception):
    """Nothing can be sealed so that the right people can open it; the text says why."""


@dataclass(frozen=True)
class Audience:
    """Who can open what is sealed now: the moderators with their keys, and the recovery key."""

    keys: tuple[ModeratorKey, ...]
    recovery: RecoveryKey

    @property
    def recipients(self) -> tuple[str, ...]:
        """The public halves of all of them."""
        return (*(key.recipient for key in self.keys), self.recovery.recipient)

    @property
    def mark(self) -> str:
        """What tells this audience from another one."""
        return hashlib.sha256("\n".join(self.recipients).encode()).hexdigest()


def audience() -> Audience:
    """All active moderators and the recovery key. Raises Closed while there are too few."""
    active = ModeratorKey.objects.active()
    if not settings.IS_LOCAL:
        active = active.exclude(recipient__in=KNOWN_TO_EVERYBODY)
    keys = tuple(active)
    recovery = RecoveryKey.current()
    if recovery is None:
        raise Closed(
            _(
                "The key that lies offline, for the day on which all others are lost, is not made yet."
            )
        )
    if len({key.user_id for key in keys}) < MODERATORS_NEEDED:
        raise Closed(_("Fewer than two of our moderators have a key that can open a testimony."))
    return Audience(keys, recovery)


def seal(content: dict, recipients: Iterable[str]) -> bytes:
    """`content` as padded JSON, encrypted. Spaces at the end are the padding; JSON ignores them."""
    return pyrage.encrypt(padded(content), [as_recipient(text) for text in recipients])


def padded(content: dict) -> bytes:
    """JSON in UTF-8, filled up with spaces to the next of the sizes. Raises ValueError beyond."""
    plain = json.dumps(content, ensure_ascii=False).encode()
    return plain.ljust(size_for(len(plain), TEXT_SIZES))


def size_for(length: int, sizes: tuple[int, ...]) -> int:
    """The smallest of the sizes into which `length` bytes fit."""
    for size in sizes:
        if length <= size:
            return size
    raise ValueError(f"{length} bytes are more than the largest size")


def as_recipient(text: str) -> pyrage.x25519.Recipient:
    return pyrage.x25519.Recipient.from_str(text)


class SealingStream:
    """A file for writing: plain bytes go in, ciphertext alone reaches `target`.

    age pulls what it encrypts and an upload pushes, so a thread stands between the two; no more
    than a few chunks wait in memory. close() ends it and raises what went wrong on the way.
    """

    WAITING = 4

    def __init__(self, target: BinaryIO, recipients: Iterable[str]):
        self._chunks: queue.Queue[bytes] = queue.Queue(self.WAITING)
        self._rest = b""
        self._is_over = False
        self._failure: BaseException | None = None
        arguments = (target, [as_recipient(text) for text in recipients])
        self._thread = threading.Thread(target=self._seal, args=arguments, daemon=True)
        self._thread.start()

    def write(self, chunk: bytes) -> int:
        if chunk and self._failure is None:
            self._chunks.put(bytes(chunk))
        return len(chunk)

    def flush(self) -> None:
        """Nothing to do: what is written waits for the thread."""

    def close(self) -> None:
        self._chunks.put(b"")
        self._thread.join()
        if self._failure:
            raise self._failure

    def read(self, size: int = -1) -> bytes:
        """For age only: up to `size` bytes of what was written, empty at the end."""
        while not self._rest and not self._is_over:
            self._rest = self._chunks.get()
            self._is_over = not self._rest
        size = len(self._rest) if size < 0 else size
        given, self._rest = self._rest[:size], self._rest[size:]
        return given

    def _seal(self, target: BinaryIO, recipients: list) -> None:
        try:
            pyrage.encrypt_io(self, target, recipients)
        except BaseException as failure:
            self._failure = failure
            # Whoever writes must not wait for a thread that takes nothing any more.
            while not self._is_over:
                self._is_over = not self._chunks.get()
