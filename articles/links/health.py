"""How it stands with each link after all visits: what is kept of a visit, and when the next is due.

A visit returns a value (`probe`), `after` says what follows from it, and `record` stores that
where nobody changed the link meanwhile. A row of LinkCheck is written only where something is
new.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from articles.choices import Finding, LinkHealth
from articles.links.probe import Probe
from articles.models import ExternalLink, LinkCheck

#: A page is called gone after so many visits in a row that did not find it, over so many days:
#: a site's bad evening, or a weekend of moving house, are shorter.
GONE_AFTER_VISITS = 3
GONE_AFTER = dt.timedelta(days=3)

#: How long a visit may take before another process may have a go: more than two requests.
LEASE = dt.timedelta(minutes=3)

_DAY = dt.timedelta(days=1)
_LONGEST = 30 * _DAY
#: A page of the press that is there stays for years; one that is gone rarely comes back.
_EVERY = {
    LinkHealth.ALIVE: 14 * _DAY,
    LinkHealth.MOVED: 14 * _DAY,
    LinkHealth.GONE: 60 * _DAY,
    LinkHealth.UNKNOWN: 90 * _DAY,
}


def next_visit(health: LinkHealth, times: int) -> dt.timedelta:
    """How long to wait: after trouble a day, then twice as long each time, a month at most."""
    return _EVERY.get(health) or min(2 ** min(times - 1, 9) * _DAY, _LONGEST)


def after(link: ExternalLink, probe: Probe, now: dt.datetime) -> dict:
    """The columns of a link that a visit at `now` changes."""
    seen = _seen(link, probe)
    is_same = link.finding and Finding(link.finding).health is seen
    times = link.finding_times + 1 if is_same else 1
    since = link.finding_since if is_same else now
    health = _health(LinkHealth(link.health), seen, times, now - since)
    wait = max(next_visit(health, times), probe.wait or dt.timedelta())
    return {
        "health": health,
        "health_since": (link.health == health and link.health_since) or now,
        "checked_at": now,
        "finding": probe.finding,
        "finding_since": since,
        "finding_times": times,
        "moved_to": probe.new_url or (link.moved_to if _was_turned_down(link) else ""),
        "due_at": now + wait,
    }


def _seen(link: ExternalLink, probe: Probe) -> LinkHealth:
    """What the visit says by itself. A new address that an editor turned down counts as no news."""
    is_known = _was_turned_down(link) and probe.new_url == link.moved_to
    return LinkHealth.ALIVE if is_known else probe.finding.health


def _was_turned_down(link: ExternalLink) -> bool:
    return bool(link.looked_at and link.moved_to) and link.health != LinkHealth.MOVED


def _health(former: LinkHealth, seen: LinkHealth, times: int, span: dt.timedelta) -> LinkHealth:
    """What is gone stays so until it is seen again; before, it takes several visits over days."""
    if seen in (LinkHealth.ALIVE, LinkHealth.MOVED):
        return seen
    if former is LinkHealth.GONE:
        return former
    if seen is LinkHealth.GONE and not (times >= GONE_AFTER_VISITS and span >= GONE_AFTER):
        return LinkHealth.FAILING
    return seen


# --- Verbs ----------------------------------------------------------------------------------


def claim(keys: Iterable[int]) -> bool:
    """Take links for a visit, if they are still due. Whoever comes second gets False."""
    rows = ExternalLink.objects.filter(pk__in=keys).due_for_visit().order_by()
    return bool(rows.update(due_at=timezone.now() + LEASE))


def postpone(keys: Iterable[int], wait: dt.timedelta) -> None:
    """Leave links that are due alone for a while: their site asks for it, or does not answer."""
    rows = ExternalLink.objects.filter(pk__in=keys).due_for_visit().order_by()
    rows.update(due_at=timezone.now() + wait)


def record(keys: Iterable[int], probe: Probe) -> None:
    """Keep what a visit found for the links that still have the address that was visited."""
    now = timezone.now()
    with transaction.atomic():
        for link in ExternalLink.objects.filter(pk__in=keys, url=probe.url):
            _store(link, after(link, probe, now), status=probe.status)


def look_by_hand(link: ExternalLink, *, is_there: bool, by) -> bool:
    """Keep what somebody of the staff saw; False where the link has changed since it was read.

    A new address that was offered is turned down by it.
    """
    now = timezone.now()
    finding = Finding.SEEN if is_there else Finding.MISSED
    columns = {
        "health": finding.health,
        "health_since": now,
        "checked_at": now,
        "finding": finding,
        "finding_since": now,
        "finding_times": 1,
        "due_at": now + next_visit(finding.health, 1),
        "looked_at": now,
    }
    with transaction.atomic():
        return _store(link, columns, by=by)


def _store(link: ExternalLink, columns: dict, *, status: int | None = None, by=None) -> bool:
    """Write columns, if the link is as it was read, and a row where something is new."""
    unchanged = ExternalLink.objects.filter(
        pk=link.pk, url=link.url, checked_at=link.checked_at, health=link.health
    )
    if not unchanged.update(**columns):
        return False
    names = ("health", "finding", "moved_to")
    if by or any(columns.get(name, getattr(link, name)) != getattr(link, name) for name in names):
        LinkCheck.objects.create(
            link=link,
            url=link.url,
            seen_at=columns["checked_at"],
            finding=columns["finding"],
            health=columns["health"],
            status=status,
            moved_to=columns.get("moved_to", link.moved_to),
            by=by,
        )
    for name, value in columns.items():
        setattr(link, name, value)
    return True
