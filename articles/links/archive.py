"""Copies that outlive a page: our own in the private store, and those of public archives."""

import datetime as dt
from collections.abc import Iterable

from django.core.files import File
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Case, Q, Value, When
from django.utils import timezone

from articles.choices import LinkHealth
from articles.links import warc
from articles.links.policy import FetchPolicy
from articles.links.public_archives import Archive, PublicCopy, find_copy
from articles.links.warc import Copy
from articles.models import ExternalLink, Snapshot

#: How long making a copy may take before another process may have a go.
LEASE = dt.timedelta(minutes=10)
#: After a failure a day, then twice as long each time; a page that never opens is left alone.
_MOST_FAILURES = 6
#: An archive that has no copy may have one next month.
ASK_AGAIN_AFTER = dt.timedelta(days=30)


# --- Our own copies -------------------------------------------------------------------------


def claim_copy(keys: Iterable[int]) -> bool:
    """Take links for a copy, if one is still due. Whoever comes second gets False."""
    rows = ExternalLink.objects.filter(pk__in=keys).due_for_copy()
    return bool(rows.update(copy_due_at=timezone.now() + LEASE))


def keep_copy(keys: Iterable[int], copy: Copy) -> Snapshot:
    """Put a copy into the private store and note it. The links of `keys` want no other one now.

    The file comes first: a file without its row does no harm, a row without its file would.
    Raises OSError where it can't be stored.
    """
    snapshot = Snapshot(
        url=copy.url,
        kind=copy.kind,
        taken_at=copy.taken_at,
        page_url=copy.page_url,
        status=copy.status,
        content_type=copy.content_type,
        title=copy.title,
        resources=copy.resources,
        bytes=copy.bytes,
        sha256=copy.sha256,
        handed_in_by_id=copy.by,
    )
    with copy.file:
        name = f"snapshots/{copy.taken_at:%Y/%m}/{copy.sha256}.warc.gz"
        snapshot.file = storages["private"].save(name, File(copy.file))
    with transaction.atomic():
        snapshot.save()
        now = timezone.now()
        _links(keys, copy.url).update(copied_at=now, copy_due_at=None, copy_failures=0)
    return snapshot


def give_up_for_now(keys: Iterable[int], url: str) -> None:
    """No copy could be made: try again later, and at last no more."""
    now = timezone.now()
    with transaction.atomic():
        for link in _links(keys, url):
            failures = link.copy_failures + 1
            wait = dt.timedelta(days=2 ** (failures - 1))
            due = now + wait if failures < _MOST_FAILURES else None
            ExternalLink.objects.filter(pk=link.pk).update(copy_failures=failures, copy_due_at=due)


def _links(keys: Iterable[int], url: str):
    return ExternalLink.objects.filter(pk__in=keys, url=url)


def is_unchanged(snapshot: Snapshot) -> bool:
    """Whether the stored file is byte for byte the one that was taken. Raises OSError."""
    with snapshot.open() as file:
        return warc.digest(file) == snapshot.sha256


def text_in(snapshot: Snapshot) -> str:
    """The running text of the page, a paragraph a line; empty where there is none."""
    try:
        with snapshot.open() as file:
            page = warc.page_in(file)
    except OSError:
        return ""
    return page.main_text if page else ""


# --- Public archives ------------------------------------------------------------------------


def without_public_copy():
    """Links of items that readers can see, whose archives were not asked lately; dead ones first."""
    is_time = Q(archive_asked_at__isnull=True) | Q(
        archive_asked_at__lte=timezone.now() - ASK_AGAIN_AFTER
    )
    links = ExternalLink.objects.public().filter(is_time, archived_url="")
    dead_first = Case(When(health=LinkHealth.GONE, then=Value(0)), default=Value(1))
    return links.select_related("article", "testimony").order_by(dead_first, "pk")


def ask_archives(
    link: ExternalLink, archives: list[Archive], policy: FetchPolicy, *, again: bool = False
) -> PublicCopy | None:
    """Look for a public copy of a link's page, and keep its address for all links to it.

    Nobody is asked where the item is not public at this very moment; nor, but for `again`, where
    the archives were asked lately.
    """
    same = ExternalLink.objects.filter(url=link.url)
    public = ExternalLink.objects.public() if again else without_public_copy().order_by()
    may_ask = same.filter(pk__in=public.values("pk"), archived_url="")
    # Asked only when the answer is there: whoever is stopped on the way tries again soon.
    if not may_ask.update(archive_asked_at=timezone.now() - ASK_AGAIN_AFTER + LEASE):
        return None
    published_on = link.article.outlet_date if link.article else None
    copy = find_copy(link.url, archives, around=published_on, policy=policy)
    same.update(archive_asked_at=timezone.now())
    if copy:
        same.filter(archived_url="").update(archived_url=copy.url, archived_by=copy.archive)
    return copy
