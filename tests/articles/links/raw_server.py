"""A loopback server whose every byte the test decides, honest or not."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Answer = Callable[[socket.socket], None]


@dataclass
class RawServer:
    """`url` leads to it; `asked` holds the first line of each request."""

    port: int
    asked: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


@contextmanager
def raw_server(
    answer: Answer, *, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> Iterator[RawServer]:
    """Runs until the block ends. `answer` gets each connection after its request was read."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family, backlog=128) as listening:
        server = RawServer(listening.getsockname()[1])
        threading.Thread(target=_serve, args=(listening, server, answer, tls), daemon=True).start()
        try:
            yield server
        finally:
            server.over.set()
            listening.shutdown(socket.SHUT_RDWR)


def _serve(listening: socket.socket, server: RawServer, answer: Answer, tls) -> None:
    while not server.over.is_set():
        try:
            connection, _address = listening.accept()
        except OSError:
            return
        threading.Thread(target=_one, args=(connection, server, answer, tls), daemon=True).start()


def _one(connection: socket.socket, server: RawServer, answer: Answer, tls) -> None:
    with contextlib.suppress(OSError), connection:
        channel = tls.wrap_socket(connection, server_side=True) if tls else connection
        request = b""
        while b"\r\n\r\n" not in request:
            piece = channel.recv(4096)
            if not piece:
                return
            request += piece
        server.asked.append(request.split(b"\r\n", 1)[0].decode("latin-1"))
        answer(channel)
        channel.shutdown(socket.SHUT_WR)


def says(status: str, headers: dict[str, str] | None = None, body: bytes = b"") -> bytes:
    """A whole answer."""
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in (headers or {}).items())]
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body
