"""The verbs that move an item on its way to the public.

Each verb is a compare-and-set on the item's version and status, so that of two people who act
at once one wins and the other is told. Permissions are the caller's affair.
"""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit, counts, history
from articles.blocking import cases_behind, what_blocks
from articles.choices import (
    AuditEvent,
    Language,
    Status,
)
from articles.models import (
    Article,
    ExternalLink,
    Publishable,
    Redirect,
    Testimony,
    Versioned,
)
from articles.models.named import Named


class EditConflict(Exception):
    """Somebody else has saved the row since it was read."""


class WrongStatus(Exception):
    """The verb does not fit the status in which the item is. The text says so to a person."""


class Blocked(Exception):
    """Something stands in the way of publishing: `reasons` by the name of the field."""

    def __init__(self, reasons: dict[str, str]):
        super().__init__(" ".join(reasons.values()))
        self.reasons = reasons


class AlreadyTranslated(Exception):
    """There is a version in the other language: `version`."""

    def __init__(self, version: Publishable):
        super().__init__(str(version))
        self.version = version


def claim(row: Versioned, *, seen: int) -> None:
    """Count `row` up from the version that the editor has seen.

    Raises EditConflict where the stored version is another one. Call it inside a transaction,
    before anything of the row is saved.
    """
    rows = type(row)._base_manager.filter(pk=row.pk, version=seen)
    if not rows.update(version=F("version") + 1):
        raise EditConflict
    row.version = seen + 1


def send_to_review(item: Publishable, *, by) -> None:
    """Ask a colleague to look at a draft. Raises WrongStatus, EditConflict."""
    _move(item, {Status.DRAFT}, by, _("sent to review"), status=Status.IN_REVIEW)


def back_to_draft(item: Publishable, *, by) -> None:
    """Take an item out of review, or off its schedule. Raises WrongStatus, EditConflict."""
    if item.is_visible:
        raise WrongStatus(_("The item is public. Withdraw it if readers should not see it."))
    allowed = {Status.IN_REVIEW, Status.PUBLISHED}
    _move(item, allowed, by, _("back to draft"), status=Status.DRAFT, published_at=None)


def publish(item: Publishable, *, by, at: dt.datetime | None = None) -> None:
    """Put an item before the public, now or at a time to come (aware).

    An item that was public before keeps its first date. Copies of the pages that it links to are
    made soon after. Raises Blocked, WrongStatus, EditConflict.
    """
    with transaction.atomic():
        _hold_cases_behind(item)
        if reasons := what_blocks(item):
            raise Blocked(reasons)
        _publish(item, by, at)


def _hold_cases_behind(item: Publishable) -> None:
    """Let nobody withdraw a consent between the look at it and the publishing."""
    if isinstance(item, Testimony):
        list(cases_behind(item).select_for_update())


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
        _("scheduled") if when > now else _("published"),
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
    comment = _("withdrawn: %(reason)s") % {"reason": reason}
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


# --- The other language ---------------------------------------------------------------------

_FACTS = {
    Article: (
        "outlet_id",
        "headline",
        "byline",
        "outlet_date",
        "medium",
        "depth",
        "original_language",
        "no_public_original",
        "image_id",
        "testimony_id",
    ),
    Testimony: ("kind", "forum", "place", "date", "date_precision", "speaker_id", "alias"),
}


def translate(item: Publishable, *, by) -> Publishable:
    """A draft in the other language with the shared facts, topics, people and links filled in.

    Its title, summary and text are empty. Raises AlreadyTranslated where there is one.
    """
    model, into = type(item), Language(item.language).other
    existing = item.versions().in_language(into).first()
    if existing:
        raise AlreadyTranslated(existing)
    facts = {name: getattr(item, name) for name in _FACTS[model]}
    draft = model(
        language=into,
        translation_key=item.translation_key,
        created_by=by,
        updated_by=by,
        **facts,
    )
    with (
        transaction.atomic(),
        history.recording(by=by, reason=_("started from the other language")),
    ):
        draft.save()
        draft.topics.set(item.topics.all())
        for part in _parts_to_copy(item):
            _copy(part, draft)
        history.keep(draft)
    return draft


def _parts_to_copy(item: Publishable):
    yield from item.links.all()
    if isinstance(item, Article):
        yield from item.quoted.all()


def _copy(part, owner: Publishable) -> None:
    part.pk = None
    part._state.adding = True
    setattr(part, owner._meta.model_name, owner)
    part.save()


# --- Back from history ----------------------------------------------------------------------

# What an editor's restoring must not bring back: where the item stands, and who it is.
_KEPT = (
    "status",
    "published_at",
    "withdrawal_reason",
    "created_at",
    "created_by_id",
)


def restore(item: Publishable | None, version, *, by) -> Versioned:
    """Bring back the text, facts, links, topics and people of a kept version.

    An existing item keeps its status and date; a deleted one comes back as a draft, because
    what is public is decided by publishing. Raises EditConflict; reversion.errors.RevertError,
    with a sentence for a person, where the version refers to something that is gone or its place
    is taken; Blocked where the item is public and the version may not be.
    """
    model = version.content_type.model_class()
    now = model._base_manager.filter(pk=version.object_id).first()
    with transaction.atomic():
        if now:
            claim(now, seen=item.version if item else now.version)
        _clear_parts(now, version)
        history.revert(version)
        back = model._base_manager.get(pk=version.object_id)
        _settle(back, now, by)
        with history.recording(by=by, reason=_("restored an earlier version")):
            back.save()
            history.keep(back)
        _lead_to(back, now)
        transaction.on_commit(counts.forget)
    return back


def _lead_to(back: Versioned, now: Versioned | None) -> None:
    """Leave a redirect where readers know the item by an address that it has no longer."""
    if isinstance(now, Publishable) and now.published_at:
        former = now.get_absolute_url()
        if former != back.get_absolute_url():
            Redirect.remember(former, back)
    if isinstance(now, Named) and now.slug != back.slug:
        back.leave_redirects(now.slug)


def _clear_parts(now: Versioned | None, version) -> None:
    """Make room for the parts of a version. Links that it has stay, with what visits found there."""
    parts = history.parts_of(version)
    kept = [part.object_id for part in parts if part.content_type.model_class() is ExternalLink]
    for name in history.PARTS.get(type(now), ()):
        rows = getattr(now, name).all()
        (rows.exclude(pk__in=kept) if rows.model is ExternalLink else rows).delete()


def _settle(back: Versioned, now: Versioned | None, by) -> None:
    back.version = now.version if now else back.version + 1
    if not isinstance(back, Publishable):
        return
    back.updated_by = by
    if now is None:
        back.status, back.published_at = Status.DRAFT, None
        return
    for name in _KEPT:
        setattr(back, name, getattr(now, name))
    if back.status == Status.PUBLISHED and (reasons := what_blocks(back)):
        raise Blocked(reasons)
