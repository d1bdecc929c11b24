"""The verb that brings back what the history has kept."""

from django.db import transaction
from django.utils.translation import gettext_noop

from articles import counts, history, protection
from articles.blocking import what_blocks
from articles.choices import Status
from articles.models import ExternalLink, Publishable, Redirect, Versioned
from articles.models.named import Named
from articles.publishing.claiming import claim
from articles.publishing.refusals import Blocked

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
    is taken; Blocked where readers would see it and the version may not be public.
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
        with history.recording(by=by, reason=gettext_noop("restored an earlier version")):
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
        _look_for_protected_names(back)
        return
    back.updated_by = by
    if now is None:
        back.status, back.published_at = Status.DRAFT, None
        return
    for name in _KEPT:
        setattr(back, name, getattr(now, name))
    if back.status == Status.PUBLISHED and (reasons := what_blocks(back)):
        raise Blocked(reasons)


def _look_for_protected_names(back: Versioned) -> None:
    """Readers see such a row as soon as it is back."""
    if field := protection.field_with_a_protected_name(back):
        raise Blocked({field: str(protection.SENTENCE)})
