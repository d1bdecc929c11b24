"""A loopback server that answers in twelve ways, as sites of the press do over the years."""

import socket
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from articles.choices import Finding
from articles.links.policy import FetchPolicy

ARTICLE = """<!doctype html><html lang="en"><head><title>{title} | The Ledger</title>
<meta property="og:type" content="article"><link rel="stylesheet" href="/style.css"></head>
<body><h1>{title}</h1><img src="/river.png" alt=""><p>{text}</p></body></html>"""
TEXT = "The committee heard from people who had left the North across the river. " * 12
HOME = """<!doctype html><html><head><title>The Ledger</title><link rel="canonical" href="/"></head>
<body><h1>Today</h1><p>Prices rise again</p><p>Rain in the south</p><p>A bridge opens</p></body></html>"""
NOTE = """<!doctype html><html lang="ko"><head><title>하버 레저</title></head>
<body><h1>알림</h1><p>존재하지 않는 기사입니다.</p></body></html>"""
WALL = "<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"

#: What a visit to each kind of answer is to find.
TWELVE = {
    "page": Finding.ANSWERED,
    "error": Finding.ERROR,
    "aside": Finding.ANSWERED,
    "slow": Finding.SLOW,
    "moved": Finding.MOVED,
    "broken": Finding.UNREACHABLE,
    "missing": Finding.NOT_FOUND,
    "removed": Finding.NOT_FOUND,
    "to-home": Finding.FRONT_PAGE,
    "note": Finding.SAYS_GONE,
    "forbidden": Finding.REFUSED,
    "wall": Finding.WALL,
}
#: How it stands with each of them after three visits over four days.
SETTLED = {kind: finding.health for kind, finding in TWELVE.items()}
REDIRECTS = {"aside": (302, "/page/{n}"), "moved": (301, "/new/{n}"), "to-home": (302, "/")}
PAGES = {
    "missing": (404, "<title>Nothing here</title>"),
    "removed": (410, ""),
    "note": (200, NOTE),
    "forbidden": (403, "<title>No</title>"),
    "wall": (200, WALL),
    "error": (500, "<title>Oh</title>"),
    "": (200, HOME),
    "home-inside": (200, HOME),
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        site = self.server.site
        site.asked.append((self.headers["Host"].partition(":")[0], self.path))
        site.moments.append(time.monotonic())
        with site.lock:
            site.at_once[self.headers["Host"]] += 1
            site.most_at_once = max(site.most_at_once, site.at_once[self.headers["Host"]])
            site.most_in_all = max(site.most_in_all, site.at_once.total())
        try:
            time.sleep(site.delay)
            self._answer(*self.path.strip("/").partition("/")[::2])
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            with site.lock:
                site.at_once[self.headers["Host"]] -= 1

    def _answer(self, kind: str, number: str):
        extra = self.server.site.extra
        if kind in extra or kind.partition("?")[0] in extra:
            return self._send(*extra.get(kind, extra.get(kind.partition("?")[0])))
        if kind == "slow":
            self.server.site.stopped.wait(self.server.site.slow)
        if kind == "broken":
            self.connection.shutdown(socket.SHUT_RDWR)
            return None
        if kind in REDIRECTS:
            status, target = REDIRECTS[kind]
            return self._send(status, "", {"Location": target.format(n=number)})
        if kind in PAGES:
            return self._send(*PAGES[kind])
        return self._send(200, ARTICLE.format(title=f"Story {number}", text=TEXT))

    def _send(self, status: int, body: str | bytes, headers: dict | None = None):
        content = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in ({"Content-Type": "text/html; charset=utf-8"} | (headers or {})).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        pass


def policy_for(port: int, seconds: float) -> FetchPolicy:
    """Lets requests reach a server on this machine, and nothing else."""
    return FetchPolicy(
        seconds=seconds,
        ports=frozenset({port}),
        may_visit=lambda address: address.is_loopback,
        look_up=_look_up,
    )


def _look_up(name: str) -> list[str]:
    if name.endswith(".unknown"):
        raise socket.gaierror(name)
    return ["127.0.0.1"]


class AnsweringSite:
    """The running server. Every name leads to it, but those that end with `.unknown`.

    `asked` holds (host, path) of each request, `moments` when it came; `extra` further answers by the first part of the
    path: (status, body, headers).
    """

    def __init__(self, *, seconds: float = 1.0, delay: float = 0.0):
        self.asked: list[tuple[str, str]] = []
        self.extra: dict[str, tuple] = {}
        self.at_once: Counter = Counter()
        self.moments: list[float] = []
        self.most_at_once, self.most_in_all = 0, 0
        self.slow, self.delay = seconds * 3, delay
        self.lock, self.stopped = threading.Lock(), threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads, self._server.site = True, self
        self.port = self._server.server_address[1]
        self.policy = policy_for(self.port, seconds)

    def url(self, path: str, host: str = "ledger.example") -> str:
        return f"http://{host}:{self.port}/{path}"

    def __enter__(self) -> "AnsweringSite":
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_exc):
        self.stopped.set()
        self._server.shutdown()
        self._server.server_close()
