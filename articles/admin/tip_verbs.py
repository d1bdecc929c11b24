"""The buttons on a press tip: each calls a verb of `articles.submissions.tips`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import from_link
from articles.admin.tip_rows import TipRow, address_of
from articles.models import PressTip
from articles.submissions import tips


def _accept(request, tip: PressTip) -> str:
    accepted = tips.accept(tip, by=request.user, policy=from_link.POLICY)
    if not accepted.is_new:
        return _tell_of_item(request, tip, accepted.item)
    from_link.tell_of_draft(request, accepted.captured)
    if not request.user.has_perm("articles.change_article"):
        messages.info(request, _("Editors find the draft among the imports to confirm."))
    return address_of(accepted.item, request.user)


def _merge(request, tip: PressTip) -> str:
    return _tell_of_item(request, tip, tips.merge(tip, by=request.user))


def _tell_of_item(request, tip: PressTip, item) -> str:
    messages.info(request, _("This item has the address %(url)s already.") % {"url": tip.url})
    return address_of(item, request.user)


def _decline(request, tip: PressTip) -> str:
    tips.decline(tip, by=request.user)
    messages.success(request, _("The tip was declined. It is deleted in 30 days."))
    return reverse("admin:articles_presstip_changelist")


@dataclass(frozen=True)
class TipVerb:
    """Something that moderators do with a tip: `apply` tells of it and gives the page to go to."""

    name: str
    label: str
    apply: Callable[[object, PressTip], str]
    fits: Callable[[TipRow], bool] = lambda row: True
    is_main: bool = True


VERBS = (
    TipVerb(
        "accept",
        gettext_lazy("Accept: make a draft of it"),
        _accept,
        fits=lambda row: row.item is None,
    ),
    TipVerb(
        "merge",
        gettext_lazy("Merge with the item that is there"),
        _merge,
        fits=lambda row: row.item is not None,
    ),
    TipVerb("decline", gettext_lazy("Decline"), _decline, is_main=False),
)
BY_NAME = {verb.name: verb for verb in VERBS}
