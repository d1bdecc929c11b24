"""A WARC of a page and of what it needs to be read (ISO 28500), made and read.

No model and no storage: the file is a temporary one that its receiver stores and closes.
"""

import datetime as dt
import hashlib
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from articles.choices import CopyKind, Finding, LinkHealth
from articles.links import resources
from articles.links.decoding import decode
from articles.links.fetch import Fetched, fetch
from articles.links.page import Page, read_page
from articles.links.plain import cut
from articles.links.policy import FetchPolicy
from articles.links.probe import judge
from articles.links.refusals import FetchRefused
from articles.links.warc_records import SavedPage, in_one_line, write_answers, write_saved

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
    """A finished WARC. `file` stands at its beginning; closing it removes it.

    `status` is None, and `by` the key of an account, where the page was handed in.
    """

    url: str
    kind: CopyKind
    taken_at: dt.datetime
    page_url: str
    status: int | None
    content_type: str
    title: str
    resources: int
    bytes: int
    sha256: str
    file: BinaryIO = field(repr=False)
    by: int | None = None


def make_copy(
    url: str,
    *,
    headline: str = "",
    policy: FetchPolicy | None = None,
    limits: Limits | None = None,
) -> Copy:
    """A WARC of the page at `url` and of what it needs. Raises FetchRefused, NothingToKeep."""
    policy, limits = policy or FetchPolicy(), limits or Limits()
    answer = fetch(url, policy)
    finding = judge(url, answer, headline, policy)
    if finding.health not in (LinkHealth.ALIVE, LinkHealth.MOVED):
        raise NothingToKeep(finding)
    page = _page_of(answer)
    others = _answers(page, policy, limits) if page else iter(())
    return _copy_of(url, answer, others, CopyKind.FULL)


def copy_of_answer(url: str, answer: Fetched) -> Copy:
    """A WARC of an answer that is there already, and of nothing else. Makes no request."""
    return _copy_of(url, answer, (), CopyKind.PAGE)


def copy_of_saved(page: SavedPage) -> Copy:
    """A WARC of a page that was handed in, which says so. Makes no request."""
    title = read_page(page.url, page.body, page.content_type).title_tag
    return _finished(
        lambda file: write_saved(file, page) or 0,
        url=page.url,
        page_url=page.url,
        kind=CopyKind.BY_HAND,
        taken_at=page.at,
        status=None,
        content_type=_kind_of_file(page.content_type),
        title=cut(title, _LONGEST_TITLE),
        by=page.by,
    )


def _copy_of(url: str, answer: Fetched, others: Iterable[Fetched], kind: CopyKind) -> Copy:
    page = _page_of(answer)
    return _finished(
        lambda file: write_answers(file, url, chain([answer], others)) - 1,
        url=url,
        page_url=answer.url,
        kind=kind,
        taken_at=answer.at,
        status=answer.status,
        content_type=_kind_of_file(answer.header("content-type")),
        title=cut(page.title_tag, _LONGEST_TITLE) if page else "",
    )


def _finished(write: Callable[[BinaryIO], int], **facts) -> Copy:
    """The copy that `write` makes; it gives how many pictures and styles there are."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the receiver closes it
    try:
        number = write(file)
        size = file.tell()
        return Copy(resources=number, bytes=size, sha256=digest(file), file=file, **facts)
    except BaseException:
        file.close()
        raise


def _page_of(answer: Fetched) -> Page | None:
    kind = answer.header("content-type")
    return read_page(answer.url, answer.body, kind) if is_page(kind) else None


def _kind_of_file(content_type: str) -> str:
    return in_one_line(content_type.partition(";")[0]).lower()[:100]


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
            if record.rec_type not in {"response", "resource"}:
                continue
            headers = record.http_headers or record.rec_headers
            kind = headers.get_header("Content-Type") or ""
            url = record.rec_headers.get_header("WARC-Target-URI")
            return read_page(url, record.content_stream().read(), kind) if is_page(kind) else None
    except (ArchiveLoadFailed, OSError, EOFError):
        return None
    return None


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
