"""How much may come in, without keeping from whom.

An address is counted under a keyed hash. The key lives in this process's memory only and is thrown
away with the counts every day. Each process counts by itself.
"""

import datetime as dt
import hashlib
import ipaddress
import secrets
import threading
import time
from dataclasses import dataclass, field

from django.utils import timezone

HOUR = 60 * 60


@dataclass(frozen=True)
class Limit:
    """How often something may happen: a day from one address, an hour from all together."""

    of_an_address: int
    of_all: int


#: Sending a form, and trying a receipt. Many people may share one address.
SENDING = Limit(of_an_address=30, of_all=400)
OPENING = Limit(of_an_address=100, of_all=2000)


@dataclass
class Throttle:
    """Counts of one limit."""

    limit: Limit
    _day: dt.date | None = None
    _key: bytes = b""
    _counts: dict[bytes, int] = field(default_factory=dict)
    _hour: int = 0
    _of_all: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def lets_in(self, address: str) -> bool:
        """Count one more from `address`, unless it or all together have had enough."""
        with self._lock:
            self._begin_anew()
            name = self._name(address)
            if self._of_all >= self.limit.of_all:
                return False
            if name and self._counts.get(name, 0) >= self.limit.of_an_address:
                return False
            self._of_all += 1
            if name:
                self._counts[name] = self._counts.get(name, 0) + 1
            return True

    def forget(self) -> None:
        """Begin again from nothing."""
        with self._lock:
            self._day, self._of_all = None, 0

    def _begin_anew(self) -> None:
        if self._day != timezone.localdate():
            self._day, self._key = timezone.localdate(), secrets.token_bytes(32)
            self._counts = {}
        if self._hour != int(time.time() // HOUR):
            self._hour, self._of_all = int(time.time() // HOUR), 0

    def _name(self, address: str) -> bytes | None:
        network = network_of(address)
        return network and hashlib.blake2b(network.encode(), key=self._key).digest()


sending, opening = Throttle(SENDING), Throttle(OPENING)


def network_of(address: str) -> str | None:
    """What one person can have: an IPv4 address, an IPv6 network of 64 bits.

    None for this machine, because everybody who comes through an onion service has its address.
    """
    try:
        parsed = ipaddress.ip_address(address.strip())
    except ValueError:
        return None
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    if parsed.is_loopback:
        return None
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False))
