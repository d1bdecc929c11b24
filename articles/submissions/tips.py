"""What moderators decide about press tips. Each verb settles all waiting tips about the same page."""

from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles import audit
from articles.choices import AuditEvent, ChangeReason, TipState
from articles.imports.link_drafts import item_at, look_at, store
from articles.links.capture import Captured
from articles.links.policy import FetchPolicy
from articles.models import Article, PressTip, Publishable
from articles.models.keys import today

#: Puts a draft among the imports to confirm, where editors see it.
TO_EDITORS = _(
    "This draft came of a press tip. Check it, complete it and publish it, or delete it."
)


class AlreadyDecided(Exception):
    """Somebody else has decided about the tip meanwhile. Nothing was changed."""


class NotOnTheSite(Exception):
    """The site has no item of the page. Nothing was changed."""


@dataclass(frozen=True)
class Accepted:
    """The item of the page, whether it was made now, and what its page told."""

    item: Publishable
    is_new: bool
    captured: Captured


def accept(tip: PressTip, *, by, policy: FetchPolicy | None = None) -> Accepted:
    """Make a draft of the page as *New article from a link* does, or find the item that is there.

    Other waiting tips of the page are merged with it. Whoever may not write articles leaves the
    draft to the editors. The page is fetched before anything is locked. Raises AlreadyDecided.
    """
    if not PressTip.objects.waiting().filter(pk=tip.pk).exists():
        raise AlreadyDecided
    captured = look_at(tip.url, policy)
    if not by.has_perm("articles.change_article"):
        captured = replace(captured, problems=(*captured.problems, TO_EDITORS))
    with transaction.atomic():
        pasted = store(captured, by=by, policy=policy)
        state = TipState.ACCEPTED if pasted.is_new else TipState.MERGED
        _settle(tip, state, by=by, others=TipState.MERGED, item=pasted.item)
    return Accepted(pasted.item, pasted.is_new, captured)


def merge(tip: PressTip, *, by) -> Publishable:
    """Merge the tips of a page with the item that the site has of it.

    Raises NotOnTheSite and AlreadyDecided.
    """
    item = item_at(tip.url)
    if item is None:
        raise NotOnTheSite
    _settle(tip, TipState.MERGED, by=by, item=item)
    return item


def decline(tip: PressTip, *, by, reason: ChangeReason | None = None) -> None:
    """Decline all tips of a page. Raises AlreadyDecided."""
    _settle(tip, TipState.DECLINED, by=by, reason=reason)


def _settle(
    tip: PressTip,
    state: TipState,
    *,
    by,
    others: TipState | None = None,
    item: Publishable | None = None,
    reason: ChangeReason | None = None,
) -> None:
    decided = {
        "decided_on": today(),
        "decided_by": by,
        "article": item if isinstance(item, Article) else None,
    }
    with transaction.atomic():
        same = PressTip.objects.waiting().filter(page_key=tip.page_key)
        # All of a page in one order, so that two people never wait for each other.
        list(same.order_by("pk").select_for_update().values_list("pk", flat=True))
        if not same.filter(pk=tip.pk).update(state=state, **decided):
            raise AlreadyDecided
        same.update(state=others or state, **decided)
        audit.record(AuditEvent.ITEM_MOVED, by=by, about=tip, reason=reason or state)
