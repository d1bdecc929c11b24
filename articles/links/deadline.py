"""One limit on the time of a whole request, which no slow drip can stretch."""

import socket
import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TypeVar

from articles.links.refusals import TooSlow

Result = TypeVar("Result")
_GRACE = 0.02  # seconds after the end, so that what is cut off then counts as too slow


class Deadline:
    """Counts from its creation. Used as a context it lets go of the sockets that it watches."""

    def __init__(self, seconds: float):
        self._end = time.monotonic() + seconds
        self._watches: list[tuple[threading.Timer, socket.socket]] = []

    def __enter__(self) -> "Deadline":
        return self

    def __exit__(self, *_exc) -> None:
        for timer, twin in self._watches:
            timer.cancel()
            twin.close()

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self._end

    def left(self) -> float:
        """Seconds that are left; raises TooSlow if there are none."""
        if self.is_over:
            raise TooSlow
        return self._end - time.monotonic()

    def watch(self, connection: socket.socket) -> None:
        """Shut the connection down at the end of the time, whatever is being read from it.

        A time-out of the socket would begin anew with every byte. The twin stays good when the
        connection is wrapped for TLS.
        """
        twin = connection.dup()
        timer = threading.Timer(self.left() + _GRACE, _shut, (twin,))
        timer.daemon = True
        timer.start()
        self._watches.append((timer, twin))

    def limit(self, call: Callable[[], Result]) -> Result:
        """The result of a call that knows no time-out, such as a look-up of a name."""
        results: SimpleQueue[tuple[Result | None, Exception | None]] = SimpleQueue()

        def run() -> None:
            try:
                results.put((call(), None))
            except Exception as error:  # raised again by the caller below
                results.put((None, error))

        threading.Thread(target=run, daemon=True).start()
        try:
            result, error = results.get(timeout=self.left())
        except Empty:
            raise TooSlow from None
        if error:
            raise error
        return result


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it was closed in time
