"""What a request to a page of others may do."""

import socket
import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import certifi

from articles.links.special_addresses import IPAddress, is_public


def _look_up(name: str) -> list[str]:
    """The addresses of a name, as the system knows them."""
    return [entry[4][0] for entry in socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)]


@cache
def _verified_tls() -> ssl.SSLContext:
    """TLS that knows the public certificate authorities and checks the name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(certifi.where())
    return context


@dataclass(frozen=True)
class FetchPolicy:
    """The limits of one request. Only tests replace the defaults; no setting does.

    Times are in seconds and sizes in bytes: `sent_bytes` as they come over the network,
    `unpacked_bytes` after decompression.
    """

    seconds: float = 20
    sent_bytes: int = 8_000_000
    unpacked_bytes: int = 8_000_000
    redirects: int = 5
    ports: frozenset[int] = frozenset({80, 443})
    may_visit: Callable[[IPAddress], bool] = is_public
    look_up: Callable[[str], Iterable[str]] = _look_up
    tls: Callable[[], ssl.SSLContext] = _verified_tls
    user_agent: str = "Mozilla/5.0 (compatible; nkdbcms)"
