"""A mail server on this machine that keeps what it is given."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread


@dataclass
class MailServer:
    """`received` are (sender, recipient, bytes) in order; whoever is in `refused` gets nothing."""

    port: int = 0
    received: list[tuple[str, str, bytes]] = field(default_factory=list)
    greetings: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    @property
    def recipients(self) -> list[str]:
        return [recipient for _sender, recipient, _mail in self.received]

    @property
    def messages(self) -> list[Message]:
        return [message_from_bytes(mail) for _sender, _recipient, mail in self.received]


def _address(line: str) -> str:
    return line.partition("<")[2].partition(">")[0]


class _Conversation(StreamRequestHandler):
    def handle(self):
        self._say("220 ready")
        while (line := self.rfile.readline().decode().strip()) not in {"", "QUIT"}:
            self._answer(line)
        self._say("221 bye")

    def _answer(self, line: str):
        box, verb = self.server.box, line[:4].upper()
        if verb in {"EHLO", "HELO"}:
            box.greetings.append(line[5:])
        elif verb == "MAIL":
            self.sender = _address(line)
        elif verb == "RCPT":
            self.recipient = _address(line)
        elif verb == "DATA":
            self._say("354 go on")
            box.received.append((self.sender, self.recipient, b"".join(self._lines())))
        is_refused = verb == "RCPT" and self.recipient in box.refused
        self._say("550 no such person" if is_refused else "250 fine")

    def _lines(self):
        while (line := self.rfile.readline()) != b".\r\n":
            yield line

    def _say(self, text: str):
        self.wfile.write(f"{text}\r\n".encode())


class _Server(ThreadingTCPServer):
    daemon_threads = True
    box: MailServer


@contextmanager
def running() -> Iterator[MailServer]:
    with _Server(("127.0.0.1", 0), _Conversation) as server:
        server.box = MailServer(port=server.server_address[1])
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.box
        server.shutdown()
