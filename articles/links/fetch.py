"""Requests to pages of others that can't be turned against our own network.

The name is looked up once, every address of it is checked, and the connection goes to the very
address that was checked; each redirect starts from the beginning. The limits on time, bytes and
redirects hold for the whole request. Nothing is read from the environment: no proxy, no
certificates, no exception.
"""

import datetime as dt
import http.client
import ssl
from contextlib import suppress
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from django.utils import timezone
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from articles.links.connecting import connect_to, public_hosts
from articles.links.deadline import Deadline
from articles.links.policy import FetchPolicy
from articles.links.refusals import (
    AddressRefused,
    FetchRefused,
    NameUnknown,
    NotSecure,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
    Unreadable,
)
from articles.text.address import Address, NotAWebAddress, parse

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PACKINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})  # as asked for below
_PIECE = 64 * 1024  # bytes read at once
_LOOK_UP = 5  # seconds for a name alone


@dataclass(frozen=True)
class Redirect:
    """One step on the way: the status (301 and 308 are for good) and where it led."""

    status: int
    url: str


@dataclass(frozen=True)
class Fetched:
    """An answer, whatever its status. `url` is the address that gave it in the end, `at` when."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    redirects: tuple[Redirect, ...] = ()
    at: dt.datetime = field(default_factory=timezone.now, compare=False)

    def header(self, name: str) -> str:
        """The value of a header; empty if there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def fetch(url: str, policy: FetchPolicy | None = None) -> Fetched:
    """The answer to a GET of `url`, redirects followed. Raises a FetchRefused."""
    policy = policy or FetchPolicy()
    passed: list[Redirect] = []
    with Deadline(policy.seconds) as deadline:
        address = _checked(url, policy)
        for _ in range(policy.redirects + 1):
            answer = _ask(address, policy, deadline)
            target = answer.header("location")
            if answer.status not in _REDIRECTS or not target:
                return replace(answer, redirects=tuple(passed))
            address = _checked(_joined(str(address), target), policy)
            passed.append(Redirect(answer.status, str(address)))
    raise TooManyRedirects


def check_address(url: str, policy: FetchPolicy | None = None) -> None:
    """Raises AddressRefused or NotPublic where no request to `url` would be made. Makes none.

    A name that is not known now may be visited: its site can be gone for good.
    """
    policy = policy or FetchPolicy()
    address = _checked(url, policy)
    with Deadline(min(policy.seconds, _LOOK_UP)) as deadline, suppress(NameUnknown, TooSlow):
        public_hosts(address.host, policy, deadline)


def _checked(url: str, policy: FetchPolicy) -> Address:
    try:
        address = parse(url)
    except NotAWebAddress as error:
        raise AddressRefused from error
    if address.port not in policy.ports:
        raise AddressRefused
    return address


def _joined(url: str, target: str) -> str:
    """Where a redirect leads. Headers come as Latin-1; many sites write UTF-8 into them."""
    try:
        return urljoin(url, target.encode("latin-1").decode("utf-8"))
    except UnicodeError:
        return urljoin(url, target)
    except ValueError as error:
        raise Unreadable from error


def _ask(address: Address, policy: FetchPolicy, deadline: Deadline) -> Fetched:
    """One request and its answer; the body of a redirect is left unread."""
    hosts = public_hosts(address.host, policy, deadline)
    try:
        connection = connect_to(address, hosts, policy, deadline)
        try:
            headers = _headers(address, policy)
            connection.request("GET", address.target, headers=headers, preload_content=False)
            response = connection.getresponse()
            headers = tuple(response.headers.items())
            body = b"" if _is_redirect(response) else _body(response, policy, deadline)
            return Fetched(str(address), response.status, headers, body)
        finally:
            connection.close()
    except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
        raise _refusal_for(error, deadline) from error


def _headers(address: Address, policy: FetchPolicy) -> dict[str, str]:
    return {
        "Host": address.netloc,
        "User-Agent": policy.user_agent,
        "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.8,*/*;q=0.5",
        "Accept-Language": "ko,en;q=0.8,*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }


def _is_redirect(response: HTTPResponse) -> bool:
    return response.status in _REDIRECTS and bool(response.headers.get("location"))


def _body(response: HTTPResponse, policy: FetchPolicy, deadline: Deadline) -> bytes:
    """The unpacked body; raises TooLarge as soon as it is clear, in pieces of bounded size."""
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing not in _PACKINGS:
        raise Unreadable
    declared = response.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > policy.sent_bytes:
        raise TooLarge
    body = bytearray()
    while piece := response.read(_PIECE, decode_content=True):
        body += piece
        if response.tell() > policy.sent_bytes or len(body) > policy.unpacked_bytes:
            raise TooLarge
        deadline.left()
    deadline.left()  # a connection that was cut looks like the end of a body
    return bytes(body)


def _refusal_for(error: Exception, deadline: Deadline) -> FetchRefused:
    if deadline.is_over or isinstance(error, TimeoutError):
        return TooSlow()
    if isinstance(error, ssl.SSLError):
        return NotSecure()
    if isinstance(error, OSError) and not isinstance(error, HTTPError):
        return Unreachable()
    return Unreadable()
