"""What a request brings back when nothing is wrong, and over TLS."""

import gzip

import pytest

from articles.links.fetch import Redirect, fetch
from articles.links.policy import FetchPolicy
from articles.links.refusals import NameUnknown, NotSecure, TooManyRedirects, Unreachable
from tests.articles.links.raw_server import raw_server, says

PAGE = "<h1>안녕</h1>".encode()


def policy_for(port: int, **more) -> FetchPolicy:
    return FetchPolicy(
        ports=frozenset({port}),
        may_visit=lambda address: address.is_loopback,
        look_up=more.pop("look_up", lambda name: ["127.0.0.1"]),
        **more,
    )


def test_a_page_comes_with_its_address_status_and_headers():
    answer = says("404 Not Found", {"Content-Type": "text/html; charset=utf-8"}, PAGE)
    with raw_server(lambda one: one.sendall(answer)) as server:
        got = fetch(server.url, policy_for(server.port))
    assert (got.url, got.status, got.body) == (server.url, 404, PAGE)
    assert got.header("CONTENT-TYPE") == "text/html; charset=utf-8"
    assert got.header("x-other") == ""


@pytest.mark.parametrize("packing", ["gzip", "x-gzip"])
def test_a_packed_page_is_unpacked(packing):
    answer = says("200 OK", {"Content-Encoding": packing}, gzip.compress(PAGE))
    with raw_server(lambda one: one.sendall(answer)) as server:
        assert fetch(server.url, policy_for(server.port)).body == PAGE


def test_each_step_of_the_way_is_told():
    steps = {
        "/": says("301 Moved", {"Location": "/two"}),
        "/two": says("302 Found", {"Location": "/%EB%91%98"}),
        "/%EB%91%98": says("200 OK", {}, PAGE),
    }

    def answer(connection):
        connection.sendall(steps[server.asked[-1].split()[1]])

    with raw_server(answer) as server:
        got = fetch(server.url, policy_for(server.port))
    assert got.url == f"{server.url}%EB%91%98"
    assert got.redirects == (
        Redirect(301, f"{server.url}two"),
        Redirect(302, f"{server.url}%EB%91%98"),
    )


def test_a_redirect_written_in_utf_8_is_followed():
    def answer(connection):
        if server.asked[-1].startswith("GET / "):
            connection.sendall("HTTP/1.1 302 Found\r\nLocation: /기사\r\n\r\n".encode())
        else:
            connection.sendall(says("200 OK", {}, PAGE))

    with raw_server(answer) as server:
        fetch(server.url, policy_for(server.port))
    assert server.asked[-1] == "GET /%EA%B8%B0%EC%82%AC HTTP/1.1"


def test_a_redirect_without_a_target_is_the_answer():
    with raw_server(lambda one: one.sendall(says("304 Not Modified", {}))) as server:
        assert fetch(server.url, policy_for(server.port)).status == 304


def test_the_number_of_redirects_is_kept():
    again = says("302 Found", {"Location": "/again"})
    with raw_server(lambda one: one.sendall(again)) as server, pytest.raises(TooManyRedirects):
        fetch(server.url, policy_for(server.port, redirects=3))
    assert len(server.asked) == 4


def test_the_next_address_of_a_name_is_tried():
    with raw_server(lambda one: one.sendall(says("200 OK", {}, PAGE))) as server:
        policy = policy_for(server.port, look_up=lambda name: ["::1", "127.0.0.1"])
        assert fetch(f"http://two.example:{server.port}/", policy).body == PAGE


def test_nobody_there_and_no_such_name_are_told_apart():
    with raw_server(lambda one: None) as server:
        port = server.port
    with pytest.raises(Unreachable):
        fetch(f"http://127.0.0.1:{port}/", policy_for(port))
    with pytest.raises(NameUnknown):
        fetch(f"http://no.example:{port}/", policy_for(port, look_up=lambda name: []))


def test_tls_is_for_the_name_in_the_address(certificate):
    answer = says("200 OK", {}, PAGE)
    with raw_server(lambda one: one.sendall(answer), tls=certificate.server()) as server:
        policy = policy_for(server.port, tls=certificate.client)
        assert fetch(f"https://site.example:{server.port}/", policy).body == PAGE
        with pytest.raises(NotSecure):
            fetch(f"https://other.example:{server.port}/", policy)
        with pytest.raises(NotSecure):
            fetch(f"https://site.example:{server.port}/", policy_for(server.port))
    assert len(server.asked) == 1
