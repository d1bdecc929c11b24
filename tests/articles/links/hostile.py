"""Answers of servers that mean no good: each a function of the connection."""

import gzip
import socket
import time
import zlib
from functools import cache, partial

import brotli

from tests.articles.links.raw_server import says

_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_MEGABYTE = b"<p>more and more</p>" * 50_000
_EXPANDED = 150  # megabytes that a bomb becomes


@cache
def packed(packing: str) -> bytes:
    """Many megabytes of nothing, in a few kilobytes."""
    nothing = bytes(1_000_000)
    if packing == "br":
        packer = brotli.Compressor(quality=1)
        return b"".join(packer.process(nothing) for _ in range(_EXPANDED)) + packer.finish()
    wrapped = zlib.compressobj(1, zlib.DEFLATED, 31 if packing == "gzip" else 15)
    return b"".join(wrapped.compress(nothing) for _ in range(_EXPANDED)) + wrapped.flush()


def bomb(packing: str, connection: socket.socket) -> None:
    connection.sendall(says("200 OK", {"Content-Encoding": packing}, packed(packing)))


def bomb_in_a_bomb(connection: socket.socket) -> None:
    twice = gzip.compress(packed("gzip"))
    connection.sendall(says("200 OK", {"Content-Encoding": "gzip, gzip"}, twice))


def declared_gigabyte(connection: socket.socket) -> None:
    connection.sendall(_OK + b"Content-Length: 1000000000\r\n\r\n")
    _for_ever(connection, _MEGABYTE)


def undeclared_gigabyte(connection: socket.socket) -> None:
    connection.sendall(_OK + b"Connection: close\r\n\r\n")
    _for_ever(connection, _MEGABYTE)


def gigabyte_in_chunks(connection: socket.socket) -> None:
    connection.sendall(_OK + b"Transfer-Encoding: chunked\r\n\r\n")
    _for_ever(connection, b"%x\r\n%s\r\n" % (len(_MEGABYTE), _MEGABYTE))


def endless_chunk_size(connection: socket.socket) -> None:
    connection.sendall(_OK + b"Transfer-Encoding: chunked\r\n\r\n")
    _for_ever(connection, b"1" * 1_000_000)


def slow_status(connection: socket.socket) -> None:
    _drip(connection, _OK)


def slow_body(connection: socket.socket) -> None:
    connection.sendall(_OK + b"Content-Length: 1000\r\n\r\n")
    _drip(connection, b"x" * 1000)


def silence(connection: socket.socket) -> None:
    connection.recv(1)


def endless_header(connection: socket.socket) -> None:
    connection.sendall(_OK + b"X-Long: ")
    _for_ever(connection, b"x" * 1_000_000)


def thousands_of_headers(connection: socket.socket) -> None:
    connection.sendall(_OK + b"".join(b"X-%d: y\r\n" % number for number in range(20_000)))


def endless_welcome(connection: socket.socket) -> None:
    _for_ever(connection, b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


def endless_redirect(connection: socket.socket) -> None:
    connection.sendall(says("302 Found", {"Location": f"/{time.monotonic_ns()}"}))


def redirect_inside(connection: socket.socket) -> None:
    connection.sendall(says("301 Moved", {"Location": "http://169.254.169.254/latest/"}))


def cut_in_the_body(connection: socket.socket) -> None:
    connection.sendall(_OK + b"Content-Length: 1000\r\n\r\nonly this")


def cut_in_a_chunk(connection: socket.socket) -> None:
    connection.sendall(_OK + b"Transfer-Encoding: chunked\r\n\r\n3e8\r\nonly this")


def cut_at_once(_connection: socket.socket) -> None:
    """Nothing is sent."""


def no_http(connection: socket.socket) -> None:
    connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")


def broken_packing(connection: socket.socket) -> None:
    connection.sendall(says("200 OK", {"Content-Encoding": "gzip"}, b"this is no gzip"))


def unknown_packing(connection: socket.socket) -> None:
    connection.sendall(says("200 OK", {"Content-Encoding": "zstd"}, b"whatever"))


def _drip(connection: socket.socket, content: bytes) -> None:
    for position in range(len(content)):
        connection.sendall(content[position : position + 1])
        time.sleep(0.05)


def _for_ever(connection: socket.socket, piece: bytes) -> None:
    for _ in range(1_000_000):
        connection.sendall(piece)


#: What each of them is to be refused as.
EXPECTED = {
    declared_gigabyte: "TooLarge",
    undeclared_gigabyte: "TooLarge",
    gigabyte_in_chunks: "TooLarge",
    partial(bomb, "gzip"): "TooLarge",
    partial(bomb, "deflate"): "TooLarge",
    partial(bomb, "br"): "Unreadable",
    bomb_in_a_bomb: "Unreadable",
    endless_chunk_size: "Unreadable",
    slow_status: "TooSlow",
    slow_body: "TooSlow",
    silence: "TooSlow",
    endless_welcome: "TooSlow",
    endless_header: "Unreadable",
    thousands_of_headers: "Unreadable",
    endless_redirect: "TooManyRedirects",
    redirect_inside: "NotPublic",
    cut_in_the_body: "Unreadable",
    cut_in_a_chunk: "Unreadable",
    cut_at_once: "Unreachable",
    no_http: "Unreadable",
    broken_packing: "Unreadable",
    unknown_packing: "Unreadable",
}


def name_of(answer) -> str:
    """The name of an answer, with what it was made for."""
    made_for = getattr(answer, "args", ())
    return " ".join([getattr(answer, "func", answer).__name__, *made_for])
