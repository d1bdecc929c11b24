"""Connections to the very addresses that were checked."""

import ipaddress
import socket
import ssl

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError

from articles.links.deadline import Deadline
from articles.links.policy import FetchPolicy
from articles.links.refusals import NameUnknown, NotPublic, Unreachable
from articles.links.special_addresses import IPAddress
from articles.text.address import Address

_MOST_ADDRESSES = 4  # of one name that are tried


def public_hosts(name: str, policy: FetchPolicy, deadline: Deadline) -> list[IPAddress]:
    """The addresses of a name, in the order of trying; raises NotPublic if one is special."""
    try:
        hosts = [ipaddress.ip_address(name)]
    except ValueError:
        try:
            found = deadline.limit(lambda: list(policy.look_up(name)))
            hosts = [ipaddress.ip_address(host) for host in dict.fromkeys(found)]
        except (OSError, ValueError) as error:
            raise NameUnknown from error
    if not hosts:
        raise NameUnknown
    if not all(map(policy.may_visit, hosts)):
        raise NotPublic
    return hosts[:_MOST_ADDRESSES]


class _Watched:
    """A connection that opens its own socket, so that the deadline holds from the first byte.

    `host` is always an address in figures: nothing is looked up a second time.
    """

    deadline: Deadline

    def _new_conn(self) -> socket.socket:
        opened = socket.create_connection((self.host, self.port), timeout=self.deadline.left())
        self.deadline.watch(opened)
        return opened


class _WatchedHTTP(_Watched, HTTPConnection):
    pass


class _WatchedHTTPS(_Watched, HTTPSConnection):
    pass


def connect_to(
    address: Address, hosts: list[IPAddress], policy: FetchPolicy, deadline: Deadline
) -> HTTPConnection:
    """An open connection to the first of `hosts` that takes one; TLS is for the name in `address`."""
    last: Exception | None = None
    for host in hosts:
        connection = _connection(address, str(host), policy)
        connection.deadline = deadline
        try:
            connection.connect()
        except ssl.SSLError:
            raise
        except (OSError, NewConnectionError) as error:
            deadline.left()
            last = error
        else:
            return connection
    raise Unreachable from last


def _connection(address: Address, host: str, policy: FetchPolicy) -> HTTPConnection:
    if address.scheme == "http":
        return _WatchedHTTP(host, address.port)
    return _WatchedHTTPS(host, address.port, ssl_context=policy.tls(), server_hostname=address.host)
