"""From draft to review, to the public, and off the site."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from articles import audit, counts, history
from articles.blocking import what_blocks
from articles.choices import AuditEvent, Status
from articles.history.reasons import WITHDRAWN
from articles.models import Publishable
from articles.publishing.claiming import claim, hold_cases_behind
from articles.publishing.refusals import Blocked, WrongStatus


def send_to_review(item: Publishable, *, by) -> None:
    """Ask a colleague to look at a draft. Raises WrongStatus, EditConflict."""
    _move(item, {Status.DRAFT}, by, gettext_noop("sent to review"), status=Status.IN_REVIEW)


def back_to_draft(item: Publishable, *, by) -> None:
    """Take an item out of review, or off its schedule. Raises WrongStatus, EditConflict."""
    if item.is_visible:
        raise WrongStatus(_("The item is public. Withdraw it if readers should not see it."))
    allowed = {Status.IN_REVIEW, Status.PUBLISHED}
    _move(item, allowed, by, gettext_noop("back to draft"), status=Status.DRAFT, published_at=None)


def publish(item: Publishable, *, by, at: dt.datetime | None = None) -> None:
    """Put an item before the public, now or at a time to come (aware).

    An item that was public before keeps its first date. Copies of the pages that it links to are
    made soon after. Raises Blocked, WrongStatus, EditConflict.
    """
    with transaction.atomic():
        hold_cases_behind(item)
        if reasons := what_blocks(item):
            raise Blocked(reasons)
        _publish(item, by, at)


def _publish(item: Publishable, by, at: dt.datetime | None) -> None:
    now = timezone.now()
    was_public = item.published_at is not None and item.published_at <= now
    when = at or (item.published_at if was_public else now)
    allowed = {Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN}
    if item.is_scheduled:
        allowed.add(Status.PUBLISHED)
    _move(
        item,
        allowed,
        by,
        gettext_noop("scheduled") if when > now else gettext_noop("published"),
        status=Status.PUBLISHED,
        published_at=when,
        withdrawal_reason="",
    )
    # Noted only: nobody who publishes waits for the sites of others. archive_links does the rest.
    item.links.ask_for_copies()


def withdraw(item: Publishable, *, by, reason: str) -> None:
    """Take a published item off the site at once. Raises WrongStatus, EditConflict, ValueError."""
    reason = reason.strip()
    if not reason:
        raise ValueError("a withdrawal needs its reason")
    comment = WITHDRAWN % {"reason": reason}
    _move(
        item,
        {Status.PUBLISHED},
        by,
        comment,
        status=Status.WITHDRAWN,
        withdrawal_reason=reason,
    )


def _move(item: Publishable, allowed: set[Status], by, comment: str, **changes) -> None:
    """Change an item's status, if it still is what the caller read, and keep the version."""
    if item.status not in allowed:
        raise WrongStatus(
            _("“%(title)s” is %(status)s, so this cannot be done.")
            % {"title": item, "status": item.get_status_display().lower()}
        )
    history.keep_baseline(item)
    with transaction.atomic(), history.recording(by=by, reason=comment):
        claim(item, seen=item.version)
        changes |= {"updated_at": timezone.now(), "updated_by": by}
        type(item)._base_manager.filter(pk=item.pk).update(**changes)
        for name, value in changes.items():
            setattr(item, name, value)
        history.keep(item)
        audit.record(AuditEvent.ITEM_MOVED, by=by, about=item, reason=changes["status"])
        transaction.on_commit(counts.forget)
