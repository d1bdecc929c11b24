"""Copies of pages in public archives, asked for one archive after the other.

An archive gets to know each address that it is asked about: the caller asks about public items
only, and only where the settings name archives.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote, urlsplit

from articles.links.fetch import fetch
from articles.links.policy import FetchPolicy
from articles.links.refusals import FetchRefused
from articles.text.address import NotAWebAddress, canonical, same_page_key

# Where an archive's copy stands: a time, then the address that was copied.
_COPY = re.compile(r"/(?P<time>\d{4,14})(?:[a-z]{2}_)?/(?P<url>https?:/.+)$")
_MEMENTO = re.compile(r"<(?P<url>[^>]+)>\s*;(?P<facts>[^<]*)")
_IS_MEMENTO = re.compile(r"rel=\"?[^\";]*\bmemento\b")


class Archive(Protocol):
    """An archive that can be asked for a copy of a page."""

    name: str

    def copies(self, url: str, around: dt.date | None, policy: FetchPolicy) -> Iterator[str]:
        """Addresses of copies as the archive gives them. Raises FetchRefused."""


@dataclass(frozen=True)
class Availability:
    """An archive with an interface like the Wayback Machine's, which tells the closest copy.

    https://archive.org/help/wayback_api.php
    """

    name: str
    endpoint: str

    def copies(self, url: str, around: dt.date | None, policy: FetchPolicy) -> Iterator[str]:
        query = f"?url={quote(url, safe='')}"
        if around:
            query += f"&timestamp={around:%Y%m%d}"
        answer = fetch(self.endpoint + query, policy)
        try:
            closest = json.loads(answer.body)["archived_snapshots"]["closest"]
            if closest["available"] and str(closest.get("status", "200")) == "200":
                yield str(closest["url"])
        except (ValueError, KeyError, TypeError):
            return


@dataclass(frozen=True)
class TimeMap:
    """An archive that lists all its copies of a page, one a link (RFC 7089, section 5)."""

    name: str
    endpoint: str

    def copies(self, url: str, around: dt.date | None, policy: FetchPolicy) -> Iterator[str]:
        answer = fetch(self.endpoint + url, policy)
        if answer.status != 200:
            return
        listed = answer.body.decode("utf-8", "replace")
        found = [
            match["url"]
            for match in _MEMENTO.finditer(listed)
            if _IS_MEMENTO.search(match["facts"])
        ]
        yield from sorted(found, key=lambda copy: _distance(copy, around))


#: By the names that the settings use.
ARCHIVES: dict[str, Archive] = {
    archive.name: archive
    for archive in (
        Availability("wayback", "https://archive.org/wayback/available"),
        TimeMap("archive.today", "https://archive.ph/timemap/"),
        TimeMap("arquivo.pt", "https://arquivo.pt/wayback/timemap/link/"),
    )
}


@dataclass(frozen=True)
class PublicCopy:
    """A copy that an archive has."""

    url: str
    archive: str


def find_copy(
    url: str, archives: Iterable[Archive], *, around: dt.date | None, policy: FetchPolicy
) -> PublicCopy | None:
    """The first copy that one of the archives has, the closest to a day where it can choose.

    An archive that does not answer is passed over.
    """
    for archive in archives:
        try:
            copies = list(archive.copies(url, around, policy))
        except FetchRefused:
            continue
        for copy in copies:
            if accepted := _accepted(copy, url):
                return PublicCopy(accepted, archive.name)
    return None


def _accepted(copy: str, url: str) -> str:
    """The address of a copy in the form in which we keep it; empty where it is not one of `url`."""
    try:
        match = _COPY.search(copy)
        is_of_page = match and same_page_key(_original(match)) == same_page_key(url)
        return canonical(re.sub("^http:", "https:", copy)) if is_of_page else ""
    except NotAWebAddress:
        return ""


def _original(match: re.Match) -> str:
    # Some servers take the second slash for a mistake.
    return re.sub(r"^(https?:)/+", r"\1//", match["url"])


def _distance(copy: str, around: dt.date | None) -> float:
    """Days between a copy and a day; where no day is known, the earliest copies come first."""
    match = _COPY.search(urlsplit(copy).path)
    if not match or len(match["time"]) < 8:
        return float("inf")
    try:
        taken = dt.datetime.strptime(match["time"][:8], "%Y%m%d").replace(tzinfo=dt.UTC).date()
    except ValueError:
        return float("inf")
    return abs((taken - (around or dt.date.min)).days)
