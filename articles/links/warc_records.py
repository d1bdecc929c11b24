"""The records of a WARC (ISO 28500): what a site answered, or what somebody handed in.

What a site sends stays inside its own value: nothing in it can begin another header or record.
"""

import datetime as dt
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import BinaryIO

from django.utils import timezone
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from articles.links.fetch import Fetched

_PACKED = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+\s*")


@dataclass(frozen=True)
class SavedPage:
    """A page that somebody saved in their browser. `by` is the key of the account that sent it."""

    url: str
    body: bytes = field(repr=False)
    content_type: str
    by: int
    at: dt.datetime = field(default_factory=timezone.now)


def write_answers(file: BinaryIO, url: str, answers: Iterable[Fetched]) -> int:
    """Write the answers that make up a copy of the page at `url`. Gives how many there are."""
    writer = _begun(file, url)
    number = 0
    for answer in answers:
        _write_answer(writer, answer)
        number += 1
    return number


def write_saved(file: BinaryIO, page: SavedPage) -> None:
    """Write a page that was handed in, and that nobody fetched it."""
    writer = _begun(file, page.url)
    record = _write(
        writer, "resource", page.url, page.body, page.at, content_type=page.content_type
    )
    facts = {"origin": "saved in a browser and handed in, not fetched", "handed-in-by": page.by}
    _write_about(writer, record, page.at, facts.items())


def in_one_line(text: str) -> str:
    """`text` without what could end a header: a value may come in several lines (RFC 9112, 5.2)."""
    return _CONTROL.sub(" ", text).strip()


def _begun(file: BinaryIO, url: str) -> WARCWriter:
    writer = WARCWriter(file, gzip=True, warc_version="1.1")
    facts = {
        "software": "nkdbcms",
        "format": "WARC File Format 1.1",
        "description": in_one_line(url),
    }
    writer.write_record(writer.create_warcinfo_record(None, facts))
    return writer


def _write_answer(writer: WARCWriter, answer: Fetched) -> None:
    """A response as it was unpacked, with its headers, and the redirects that led to it."""
    record = _write(
        writer, "response", answer.url, answer.body, answer.at, http_headers=_headers(answer)
    )
    if answer.redirects:
        steps = [("redirect", f"{step.status} {step.url}") for step in answer.redirects]
        _write_about(writer, record, answer.at, steps)


def _write_about(
    writer: WARCWriter,
    record: ArcWarcRecord,
    at: dt.datetime,
    facts: Iterable[tuple[str, object]],
) -> None:
    """What is to be known of the record that was written last."""
    told = "".join(f"{name}: {in_one_line(str(value))}\r\n" for name, value in facts)
    headers = record.rec_headers
    _write(
        writer,
        "metadata",
        headers.get_header("WARC-Target-URI"),
        told.encode(),
        at,
        about=headers.get_header("WARC-Record-ID"),
    )


def _write(
    writer: WARCWriter,
    kind: str,
    url: str,
    body: bytes,
    at: dt.datetime,
    *,
    about: str = "",
    http_headers: StatusAndHeaders | None = None,
    content_type: str = "",
) -> ArcWarcRecord:
    headers = {"WARC-Date": f"{at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%fZ}"}
    if about:
        headers["WARC-Concurrent-To"] = about
    record = writer.create_warc_record(
        in_one_line(url),
        kind,
        payload=io.BytesIO(body),
        length=len(body),
        warc_content_type=in_one_line(content_type),
        warc_headers_dict=headers,
        http_headers=http_headers,
    )
    writer.write_record(record)
    return record


def _headers(answer: Fetched) -> StatusAndHeaders:
    """The headers as they came. Those of the packing are kept under another name: it is undone."""
    try:
        phrase = HTTPStatus(answer.status).phrase
    except ValueError:
        phrase = ""
    kept = [(_kept_name(in_one_line(name)), in_one_line(value)) for name, value in answer.headers]
    kept.append(("Content-Length", str(len(answer.body))))
    return StatusAndHeaders(f"{answer.status} {phrase}".strip(), kept, protocol="HTTP/1.1")


def _kept_name(name: str) -> str:
    return f"X-Archive-Orig-{name}" if name.lower() in _PACKED else name
