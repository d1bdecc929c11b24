"""No request ever reaches an address that is not on the public internet, however it is written."""

import contextlib
import ipaddress
import itertools
import re
import socket
import sys

import pytest

from articles.links.fetch import fetch
from articles.links.policy import FetchPolicy
from articles.links.refusals import AddressRefused, FetchRefused, NotPublic
from articles.links.special_addresses import is_public
from tests.articles.links.raw_server import raw_server, says
from tests.articles.links.special_addresses import all_urls, hosts_of, special_v4, special_v6

_watching: list[list] = []


def _hear(event: str, arguments: tuple) -> None:
    if event == "socket.connect" and _watching:
        _watching[-1].append(arguments[1])


sys.addaudithook(_hear)


@pytest.fixture
def connections():
    """The addresses to which any code of this process connects, heard from the interpreter."""
    heard: list = []
    _watching.append(heard)
    yield heard
    _watching.remove(heard)


def resolver_of_old(name: str) -> list[str]:
    """Reads every spelling of an IPv4 address that the C library reads, and asks nobody."""
    try:
        return [socket.inet_ntoa(socket.inet_aton(name))]
    except OSError as error:
        raise socket.gaierror(name) from error


def refused(url: str, policy: FetchPolicy) -> FetchRefused | None:
    try:
        fetch(url, policy)
    except FetchRefused as refusal:
        return refusal


@pytest.mark.parametrize("address", [*special_v4(), *special_v6()], ids=str)
def test_no_special_address_counts_as_public(address):
    assert not is_public(address)


def test_addresses_beside_the_special_networks_are_public():
    beside = re.findall(
        r"\S+",
        """1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255
        169.255.0.0 172.15.255.255 172.32.0.0 192.0.1.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0
        223.255.255.255 2001:200:: 2001:4860:4860::8888 2606:4700::1111 2a00:1450:4001::200e 2003::1""",
    )
    assert [one for one in beside if not is_public(ipaddress.ip_address(one))] == []


def test_no_spelling_of_a_special_address_opens_a_connection(connections):
    policy = FetchPolicy(look_up=resolver_of_old)
    urls = all_urls()
    let_through = [url for url in urls if refused(url, policy) is None]
    assert (len(urls) > 1500, let_through, connections) == (True, [], [])


def test_each_refusal_is_a_plain_sentence(connections):
    policy = FetchPolicy(look_up=resolver_of_old)
    said = {str(refused(url, policy)) for url in all_urls()[::7]}
    assert said == {str(AddressRefused()), str(NotPublic())}
    assert connections == []


class _OnlyTheFirst:
    """Lets one request reach the server on this machine, and judges the next as ever."""

    def __init__(self):
        self.turns = itertools.count()

    def __call__(self, address) -> bool:
        return next(self.turns) == 0 or is_public(address)


def test_no_redirect_leads_to_a_special_address(connections):
    targets = [
        f"{scheme}//{host}/"
        for number, address in enumerate([*special_v4(), *special_v6()])
        for host, scheme in zip(
            hosts_of(address)[number % 5 :: 5], ("http:", "https:", ""), strict=False
        )
    ]
    waiting = iter(targets)

    def answer(connection):
        location = next(waiting).encode("utf-8").decode("latin-1")
        connection.sendall(
            says("302 Found", {}).replace(
                b"Content-Length", f"Location: {location}\r\nContent-Length".encode("latin-1")
            )
        )

    with raw_server(answer) as server:
        reached = []
        for target in targets:
            policy = FetchPolicy(
                ports=frozenset({80, 443, server.port}),
                may_visit=_OnlyTheFirst(),
                look_up=resolver_of_old,
            )
            if refused(server.url, policy) is None:
                reached.append(target)
    assert (len(targets) > 250, reached) == (True, [])
    assert set(connections) == {("127.0.0.1", server.port)}
    assert len(connections) == len(targets)


@contextlib.contextmanager
def two_servers(open_answer: bytes):
    """An open one and a hidden one, on one port of two addresses of this machine."""
    with contextlib.ExitStack() as running:
        public = running.enter_context(raw_server(lambda one: one.sendall(open_answer)))
        secret = says("200 OK", {}, b"secret")
        hidden = raw_server(lambda one: one.sendall(secret), host="::1", port=public.port)
        yield public, running.enter_context(hidden)


def _policy(port: int, look_up) -> FetchPolicy:
    return FetchPolicy(
        ports=frozenset({port}), may_visit=lambda one: str(one) == "127.0.0.1", look_up=look_up
    )


def test_a_name_that_changes_its_answer_never_leads_inside(monkeypatch):
    with two_servers(says("200 OK", {}, b"open")) as (public, hidden):
        changing = itertools.cycle([["127.0.0.1"], ["::1"], ["127.0.0.1", "::1"], ["::1"]])
        real = socket.getaddrinfo

        def behind_our_back(host, *rest, **more):
            """What any later look-up would get."""
            is_number = host in ("127.0.0.1", "::1")
            return real(host if is_number else "::1", *rest, **more)

        monkeypatch.setattr(socket, "getaddrinfo", behind_our_back)
        looked_up = []

        def look_up(name):
            looked_up.append(name)
            return next(changing)

        url, policy = f"http://rebinding.example:{public.port}/", _policy(public.port, look_up)
        answers = [refused(url, policy) for _attempt in range(1000)]
        assert (len(public.asked), hidden.asked) == (250, [])
        assert sum(isinstance(one, NotPublic) for one in answers) == 750
        assert looked_up == ["rebinding.example"] * 1000


def test_a_redirect_to_the_same_name_is_checked_anew():
    answers = iter([["127.0.0.1"], ["::1"]])
    leads_inside = says("302 Found", {"Location": "/inside"})
    with two_servers(leads_inside) as (public, hidden):
        policy = _policy(public.port, lambda name: next(answers))
        assert isinstance(refused(f"http://a.example:{public.port}/", policy), NotPublic)
        assert (len(public.asked), hidden.asked) == (1, [])


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "javascript:alert(1)",
        "data:text/html,hello",
        "http://example.org:22/",
        "http://example.org:8080/",
        "https://example.org:6379/",
        "http://user@example.org/",
        "http://user:word@example.org/",
        "http://localhost/",
        "http://intranet/",
        "http:///path",
        "",
    ],
)
def test_only_the_web_and_its_ports_are_asked(url, connections):
    policy = FetchPolicy(look_up=lambda name: ["93.184.215.14"])
    assert isinstance(refused(url, policy), AddressRefused)
    assert connections == []
