"""A round of requests: several sites at once, each site one request at a time with a pause.

Only the thread that runs the round uses the database; the others make requests and nothing else.
What came of a request is kept before the next one is looked at, so a round can be stopped at any
moment, and two rounds at once share the work.
"""

import heapq
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import Generic, TypeVar
from urllib.parse import urlsplit

Result = TypeVar("Result")
_SHORTEST_SLEEP = 0.005  # seconds


@dataclass(frozen=True)
class Pace:
    """How a round goes. `pause` and `seconds` in seconds, `most` addresses in one round.

    A site that does not answer `patience` times in a row is left alone.
    """

    sites_at_once: int = 8
    pause: float = 2.0
    most: int = 2_000
    seconds: float = 30 * 60
    patience: int = 3


@dataclass
class Address:
    """An address to visit, and the primary keys of the links that have it."""

    url: str
    headline: str = ""
    keys: list[int] = field(default_factory=list)


@dataclass
class Site:
    """The addresses of one site that wait for their turn."""

    waiting: deque[Address] = field(default_factory=deque)
    unanswered: int = 0

    @property
    def keys(self) -> list[int]:
        return [key for address in self.waiting for key in address.keys]


class Round(Generic[Result]):
    """The addresses that are due when it is made. Iterating does the work and yields each result."""

    def __init__(self, pace: Pace):
        self.pace = pace
        self._sites = list(by_site(self.due()))
        self._numbers = count()  # sites that are ready at the same moment keep their order

    # --- what kinds of rounds differ in -----------------------------------------------------

    def due(self) -> Iterable[Address]:
        """The addresses whose turn it is, the longest overdue first."""
        raise NotImplementedError

    def claim(self, address: Address) -> bool:
        """Take an address, if nobody else did."""
        raise NotImplementedError

    def visit(self, address: Address) -> Result:
        """Make the requests. Runs in a thread that may not use the database."""
        raise NotImplementedError

    def keep(self, address: Address, result: Result) -> None:
        """Store what came of it."""
        raise NotImplementedError

    def go_on(self, site: Site, result: Result) -> Iterator[Result]:
        """What a result means for the others of its site; yields what is known without a visit."""
        yield from ()

    # --- the work ---------------------------------------------------------------------------

    @cached_property
    def size(self) -> int:
        """How many addresses are due."""
        return sum(len(site.waiting) for site in self._sites)

    def __iter__(self) -> Iterator[Result]:
        end = time.monotonic() + self.pace.seconds
        ready = [(0.0, next(self._numbers), site) for site in self._sites]
        running: dict[Future, tuple[Site, Address]] = {}
        pool = ThreadPoolExecutor(self.pace.sites_at_once)
        try:
            while running or (ready and time.monotonic() < end):
                if time.monotonic() < end:
                    self._start(ready, running, pool)
                for future in self._finished(ready, running):
                    site, address = running.pop(future)
                    self.keep(address, future.result())
                    yield future.result()
                    yield from self.go_on(site, future.result())
                    if site.waiting:
                        moment = time.monotonic() + self.pace.pause
                        heapq.heappush(ready, (moment, next(self._numbers), site))
        finally:
            pool.shutdown(cancel_futures=True)

    def _start(self, ready: list, running: dict, pool: ThreadPoolExecutor) -> None:
        """Begin what may begin now."""
        while ready and len(running) < self.pace.sites_at_once and ready[0][0] <= time.monotonic():
            _moment, number, site = heapq.heappop(ready)
            address = site.waiting.popleft()
            if self.claim(address):
                running[pool.submit(self.visit, address)] = site, address
            elif site.waiting:  # another round was faster
                heapq.heappush(ready, (0.0, number, site))

    def _finished(self, ready: list, running: dict) -> set[Future]:
        """What is done; waits for one, or for a site whose pause is over."""
        pause = None
        if ready and len(running) < self.pace.sites_at_once:
            pause = max(ready[0][0] - time.monotonic(), _SHORTEST_SLEEP)
        if not running:
            time.sleep(min(pause or 0, self.pace.seconds))
            return set()
        return wait(running, timeout=pause, return_when=FIRST_COMPLETED).done


def gathered(rows: Iterable[tuple[int, str, str]], most: int) -> Iterator[Address]:
    """(key, url, headline) of links as addresses, each once: most items have two languages."""
    addresses: dict[str, Address] = {}
    for key, url, headline in rows:
        if url not in addresses and len(addresses) == most:
            break
        address = addresses.setdefault(url, Address(url))
        address.keys.append(key)
        address.headline = address.headline or headline or ""
    yield from addresses.values()


def by_site(addresses: Iterable[Address]) -> Iterable[Site]:
    """The addresses by the name of their site, in the order in which the sites come up first."""
    sites: dict[str, Site] = {}
    for address in addresses:
        host = urlsplit(address.url).hostname or ""
        sites.setdefault(host, Site()).waiting.append(address)
    return sites.values()
