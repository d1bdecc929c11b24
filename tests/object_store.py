"""Object storage on this machine: as much of S3 as the site asks for."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

KEYS = {"access_key": "AKIAEXAMPLE", "secret_key": "a secret that stays here"}
DAY = "2026-01-02T03:04:05.000Z"


@dataclass
class ObjectStore:
    """`objects` by key; `headers` of all requests; `fails` makes it answer with an error."""

    port: int = 0
    objects: dict[str, bytes] = field(default_factory=dict)
    parts: dict[str, dict[int, bytes]] = field(default_factory=dict)
    headers: list[dict[str, str]] = field(default_factory=list)
    fails: bool = False

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def options(self, prefix: str, base_url: str | None = None) -> dict:
        place = {"endpoint": self.endpoint, "region": "us-east-1", "bucket": "nkdb-files"}
        return place | KEYS | {"prefix": prefix, "base_url": base_url}


class _Requests(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self):
        store = self.server.store
        store.headers.append({name.lower(): value for name, value in self.headers.items()})
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = urlsplit(self.path)
        key = unquote(parts.path).removeprefix("/nkdb-files").removeprefix("/")
        query = {name: value[0] for name, value in parse_qs(parts.query, True).items()}
        if store.fails or not self._is_signed(body):
            return self._fault(403, "AccessDenied")
        if self.command == "GET" and "list-type" in query:
            return self._send(200, self._listed(query))
        method = getattr(self, f"_{self.command.lower()}")
        return method(key, query, body)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _answer  # noqa: N815 - their names

    def _is_signed(self, body: bytes) -> bool:
        claimed = self.headers.get("x-amz-content-sha256", "")
        named = f"Credential={KEYS['access_key']}/" in self.headers.get("Authorization", "")
        return named and claimed == hashlib.sha256(body).hexdigest()

    def _get(self, key, query, body):
        objects = self.server.store.objects
        return self._send(200, objects[key]) if key in objects else self._fault(404, "NoSuchKey")

    _head = _get

    def _put(self, key, query, body):
        if "uploadId" in query:
            self.server.store.parts[key][int(query["partNumber"])] = body
        else:
            self.server.store.objects[key] = body
        return self._send(200, b"")

    def _post(self, key, query, body):
        store = self.server.store
        if "uploads" in query:
            store.parts[key] = {}
            named = f"<InitiateMultipartUploadResult><Key>{key}</Key><UploadId>1</UploadId></InitiateMultipartUploadResult>"
            return self._send(200, named.encode())
        store.objects[key] = b"".join(part for _n, part in sorted(store.parts.pop(key).items()))
        done = f"<CompleteMultipartUploadResult><Bucket>nkdb-files</Bucket><Key>{key}</Key><ETag>x</ETag></CompleteMultipartUploadResult>"
        return self._send(200, done.encode())

    def _delete(self, key, query, body):
        self.server.store.objects.pop(key, None)
        return self._send(204, b"")

    def _listed(self, query) -> bytes:
        start = query.get("prefix", "")
        rest = [
            key.removeprefix(start) for key in self.server.store.objects if key.startswith(start)
        ]
        files = "".join(
            f"<Contents><Key>{escape(start + one)}</Key><LastModified>{DAY}</LastModified><ETag>x</ETag><Size>1</Size></Contents>"
            for one in rest
            if "/" not in one
        )
        folders = "".join(
            f"<CommonPrefixes><Prefix>{escape(start + one)}/</Prefix></CommonPrefixes>"
            for one in sorted({one.split("/")[0] for one in rest if "/" in one})
        )
        return f"<ListBucketResult><Name>nkdb-files</Name><IsTruncated>false</IsTruncated>{files}{folders}</ListBucketResult>".encode()

    def _fault(self, status: int, code: str):
        self._send(status, f"<Error><Code>{code}</Code><Message>no</Message></Error>".encode())

    def _send(self, status: int, content: bytes):
        self.send_response(status)
        self.send_header(
            "Content-Type", "application/xml" if content[:1] == b"<" else "binary/octet-stream"
        )
        self.send_header("ETag", '"x"')
        self.send_header("Last-Modified", formatdate(usegmt=True))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_args):
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    store: ObjectStore


@contextmanager
def running() -> Iterator[ObjectStore]:
    with _Server(("127.0.0.1", 0), _Requests) as server:
        server.store = ObjectStore(port=server.server_port)
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.store
        server.shutdown()
