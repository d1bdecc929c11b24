"""A WARC of a page and of what it needs to be read (ISO 28500), made and read.

No model and no storage: the file is a temporary one that its receiver stores and closes.
"""

import hashlib
import io
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from articles.choices import Finding, LinkHealth
from articles.links import resources
from articles.links.decoding import decode
from articles.links.fetch import Fetched, fetch
from articles.links.page import Page, read_page
from articles.links.plain import cut
from articles.links.policy import FetchPolicy
from articles.links.probe import judge
from articles.links.refusals import FetchRefused

_PACKED = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_PIECE = 1024 * 1024
_LONGEST_TITLE = 300


class NothingToKeep(Exception):
    """The page was answered, but the piece is not on it: `finding` says what was."""

    def __init__(self, finding: Finding):
        super().__init__(finding.label)
        self.finding = finding


@dataclass(frozen=True)
class Limits:
    """How much of a page is kept. Measured on news pages: about 30 pictures of 100 kB each."""

    resources: int = 60
    resource_bytes: int = 4_000_000
    bytes: int = 25_000_000
    seconds: float = 60


@dataclass(frozen=True)
class Copy:
    """A finished WARC. `file` stands at its beginning; closing it removes it."""

    url: str
    page_url: str
    status: int
    content_type: str
    title: str
    resources: int
    bytes: int
    sha256: str
    file: BinaryIO = field(repr=False)


def make_copy(
    url: str,
    *,
    headline: str = "",
    policy: FetchPolicy | None = None,
    limits: Limits | None = None,
) -> Copy:
    """A WARC of the page at `url`. Raises FetchRefused, NothingToKeep."""
    policy, limits = policy or FetchPolicy(), limits or Limits()
    answer = fetch(url, policy)
    finding = judge(url, answer, headline, policy)
    if finding.health not in (LinkHealth.ALIVE, LinkHealth.MOVED):
        raise NothingToKeep(finding)
    content_type = answer.header("content-type")
    page = read_page(answer.url, answer.body, content_type) if is_page(content_type) else None
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the receiver closes it
    try:
        number = _write(file, url, answer, _answers(page, policy, limits) if page else iter(()))
        size = file.tell()
        return Copy(
            url,
            page_url=answer.url,
            status=answer.status,
            content_type=content_type.partition(";")[0].strip().lower()[:100],
            title=cut(page.title_tag, _LONGEST_TITLE) if page else "",
            resources=number,
            bytes=size,
            sha256=digest(file),
            file=file,
        )
    except BaseException:
        file.close()
        raise


def is_page(content_type: str) -> bool:
    """Whether a kind of file is a web page. Nothing said counts as one."""
    return not content_type.strip() or "html" in content_type.lower()


def digest(file: BinaryIO) -> str:
    """The SHA-256 of a whole file, in hexadecimal. Leaves it at its beginning."""
    file.seek(0)
    whole = hashlib.sha256()
    while piece := file.read(_PIECE):
        whole.update(piece)
    file.seek(0)
    return whole.hexdigest()


def page_in(file: BinaryIO) -> Page | None:
    """The page that a WARC holds; None where it holds a file of another kind or is damaged."""
    try:
        for record in ArchiveIterator(file):
            if record.rec_type != "response":
                continue
            kind = record.http_headers.get_header("Content-Type") or ""
            url = record.rec_headers.get_header("WARC-Target-URI")
            return read_page(url, record.content_stream().read(), kind) if is_page(kind) else None
    except (ArchiveLoadFailed, OSError, EOFError):
        return None
    return None


# --- Writing --------------------------------------------------------------------------------


def _write(file: BinaryIO, url: str, page: Fetched, others: Iterator[Fetched]) -> int:
    """Write the records. Gives how many there are besides the page."""
    writer = WARCWriter(file, gzip=True, warc_version="1.1")
    facts = {"software": "nkdbcms", "format": "WARC File Format 1.1", "description": url}
    writer.write_record(writer.create_warcinfo_record(None, facts))
    _write_answer(writer, page)
    number = 0
    for answer in others:
        _write_answer(writer, answer)
        number += 1
    return number


def _write_answer(writer: WARCWriter, answer: Fetched) -> None:
    """A response as it was unpacked, with its headers, and the redirects that led to it."""
    record = writer.create_warc_record(
        answer.url,
        "response",
        payload=io.BytesIO(answer.body),
        length=len(answer.body),
        http_headers=_headers(answer),
    )
    writer.write_record(record)
    if answer.redirects:
        steps = "".join(f"redirect: {step.status} {step.url}\r\n" for step in answer.redirects)
        told = steps.encode()
        about = {"WARC-Concurrent-To": record.rec_headers.get_header("WARC-Record-ID")}
        writer.write_record(
            writer.create_warc_record(
                answer.url,
                "metadata",
                payload=io.BytesIO(told),
                length=len(told),
                warc_headers_dict=about,
            )
        )


def _headers(answer: Fetched) -> StatusAndHeaders:
    """The headers as they came. Those of the packing are kept under another name: it is undone."""
    try:
        phrase = HTTPStatus(answer.status).phrase
    except ValueError:
        phrase = ""
    kept = [
        (f"X-Archive-Orig-{name}" if name.lower() in _PACKED else name, value)
        for name, value in answer.headers
    ]
    kept.append(("Content-Length", str(len(answer.body))))
    return StatusAndHeaders(f"{answer.status} {phrase}".strip(), kept, protocol="HTTP/1.1")


# --- What belongs to the page ---------------------------------------------------------------


def _answers(page: Page, policy: FetchPolicy, limits: Limits) -> Iterator[Fetched]:
    """The styles and pictures of a page, as many as the limits allow."""
    waiting = deque(resources.of_page(page))
    seen, tries, room = set(waiting), limits.resources, limits.bytes
    end = time.monotonic() + limits.seconds
    while waiting and tries and room > 0 and time.monotonic() < end:
        tries -= 1
        size = min(limits.resource_bytes, room)
        answer = _fetched(waiting.popleft(), policy, end - time.monotonic(), size)
        if answer is None:
            continue
        room -= len(answer.body)
        yield answer
        if "css" in answer.header("content-type").lower():
            css = decode(answer.body, answer.header("content-type"))
            new = [url for url in resources.of_style(answer.url, css) if url not in seen]
            seen.update(new)
            waiting += new


def _fetched(url: str, policy: FetchPolicy, seconds: float, size: int) -> Fetched | None:
    """A picture or a style; None where it can't be had."""
    smaller = replace(
        policy,
        seconds=min(policy.seconds, seconds),
        sent_bytes=min(policy.sent_bytes, size),
        unpacked_bytes=min(policy.unpacked_bytes, size),
    )
    try:
        answer = fetch(url, smaller)
    except FetchRefused:
        return None
    return answer if 200 <= answer.status < 300 else None
