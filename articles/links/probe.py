"""One visit to an address, judged as a careful person would: is the piece still there?

No model and no database: what comes out is a value, and `articles.links.health` keeps it.
"""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from functools import cached_property
from urllib.parse import urljoin

from django.utils import timezone

from articles.choices import Finding
from articles.links import missing, refusals, walls
from articles.links.fetch import Fetched, fetch
from articles.links.page import Page, read_page
from articles.links.policy import FetchPolicy
from articles.text.address import NotAWebAddress, canonical, same_page_key

logger = logging.getLogger(__name__)

#: A health visit reads less than a capture: what a page says of itself stands in its beginning.
VISITING = FetchPolicy(seconds=20, sent_bytes=3_000_000, unpacked_bytes=6_000_000)

_GONE = frozenset({404, 410})
# What sites answer to programs that they keep out; 999 is LinkedIn's.
_KEPT_OUT = frozenset({401, 402, 403, 405, 406, 407, 418, 421, 423, 451, 999})
_FOR_GOOD = frozenset({301, 308})
_SHORTEST_WAIT, _LONGEST_WAIT = dt.timedelta(minutes=1), dt.timedelta(days=30)
_REFUSED = {
    refusals.TooLarge: Finding.ANSWERED,  # it is there, and long
    refusals.TooSlow: Finding.SLOW,
    refusals.NameUnknown: Finding.NO_NAME,
    refusals.Unreachable: Finding.UNREACHABLE,
    refusals.NotPublic: Finding.UNREACHABLE,  # how names of lapsed sites are parked
    refusals.NotSecure: Finding.NOT_SECURE,
    refusals.Unreadable: Finding.UNREADABLE,
    refusals.TooManyRedirects: Finding.ENDLESS,
    refusals.AddressRefused: Finding.NOT_VISITED,
}


@dataclass(frozen=True)
class Probe:
    """What one visit found. `new_url` is where the site leads for good, `wait` what it asks for."""

    url: str
    finding: Finding
    status: int | None = None
    new_url: str = ""
    wait: dt.timedelta | None = None


@dataclass(frozen=True)
class _Visit:
    """An answer, with what is needed to judge it."""

    url: str
    answer: Fetched
    headline: str
    policy: FetchPolicy

    @property
    def status(self) -> int:
        return self.answer.status

    @property
    def end(self) -> str:
        return self.answer.url

    @cached_property
    def page(self) -> Page | None:
        """The page that answered; None for a file of another kind."""
        kind = self.answer.header("content-type").lower()
        if not self.answer.body or ("html" not in kind and kind.strip()):
            return None
        return read_page(self.end, self.answer.body, kind)

    @cached_property
    def shows_headline(self) -> bool:
        return self.page is not None and missing.shows(self.page, self.headline)

    @cached_property
    def is_front_page(self) -> bool:
        """Looks at the home page itself, but only where the page calls itself by its address."""
        if self.page is None or not missing.calls_itself_home(self.page, self.end):
            return False
        try:
            home = fetch(urljoin(self.end, "/"), self.policy)
        except refusals.FetchRefused:
            return False
        front = read_page(home.url, home.body, home.header("content-type"))
        return missing.same_text(self.page, front)


def probe(url: str, *, headline: str = "", policy: FetchPolicy = VISITING) -> Probe:
    """What a visit to `url` finds; `headline` is the outlet's own, where it is known.

    Never raises for what a site does.
    """
    answer = None
    try:
        answer = fetch(url, policy)
        finding = judge(url, answer, headline, policy)
    except refusals.FetchRefused as refusal:
        return Probe(url, _REFUSED.get(type(refusal), Finding.UNREADABLE))
    except Exception:  # a page of others must not stop a round
        logger.exception("what %s answered could not be judged", url)
        return Probe(url, Finding.UNREADABLE, answer and answer.status)
    found = Probe(url, finding, answer.status)
    if finding is Finding.MOVED:
        return replace(found, new_url=canonical(answer.url))
    return replace(found, wait=_wait(answer)) if answer.status in (429, 503) else found


def judge(url: str, answer: Fetched, headline: str, policy: FetchPolicy) -> Finding:
    """What an answer to a visit to `url` says of the piece. May look at the site's home page."""
    visit = _Visit(url, answer, headline, policy)
    return next(finding for finding, fits in _IN_ORDER if fits(visit))


def _is_wall(visit: _Visit) -> bool:
    is_asked = visit.page is not None and walls.is_robot_wall(visit.page)
    return is_asked or (visit.status < 400 and missing.leads_to_sign_in(visit.url, visit.end))


def _says_gone(visit: _Visit) -> bool:
    if missing.leads_to_error(visit.url, visit.end):
        return True
    return visit.page is not None and not visit.shows_headline and missing.is_gone_note(visit.page)


def _is_elsewhere(visit: _Visit) -> bool:
    """Whether the home page or a list stands in place of the piece."""
    if visit.page is None or visit.shows_headline:
        return False
    return (
        missing.leads_home(visit.url, visit.end)
        or missing.lost_its_number(visit.url, visit.end, visit.page)
        or missing.sends_home(visit.page, visit.end)
        or visit.is_front_page
    )


def _has_moved(visit: _Visit) -> bool:
    """Every step for good, and to another page than the same one without www or with https."""
    steps = visit.answer.redirects
    is_for_good = bool(steps) and all(step.status in _FOR_GOOD for step in steps)
    try:
        return is_for_good and same_page_key(visit.url) != same_page_key(visit.end)
    except NotAWebAddress:
        return False


# The first that fits.
_IN_ORDER: tuple[tuple[Finding, Callable[[_Visit], bool]], ...] = (
    (Finding.TOO_OFTEN, lambda visit: visit.status == 429),
    (Finding.WALL, _is_wall),
    (Finding.NOT_FOUND, lambda visit: visit.status in _GONE),
    (Finding.REFUSED, lambda visit: visit.status in _KEPT_OUT),
    (Finding.ERROR, lambda visit: not 200 <= visit.status < 300),
    (Finding.UNREADABLE, lambda visit: not visit.answer.body),
    (Finding.SAYS_GONE, _says_gone),
    (Finding.FRONT_PAGE, _is_elsewhere),
    (Finding.MOVED, _has_moved),
    (Finding.ANSWERED, lambda visit: True),
)


def _wait(answer: Fetched) -> dt.timedelta | None:
    """How long the site asks programs to stay away: seconds or a date (RFC 9110, 10.2.3)."""
    text = answer.header("retry-after").strip()
    if text.isascii() and text.isdigit():
        asked = dt.timedelta(seconds=min(int(text), 10**8))
    else:
        try:
            asked = parsedate_to_datetime(text) - timezone.now()
        except (ValueError, TypeError):
            return None
    return min(max(asked, _SHORTEST_WAIT), _LONGEST_WAIT)
