"""Press tips as the pages of the moderators show them."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import get_language

from articles.imports.drafts import known_outlets
from articles.imports.link_drafts import items_at
from articles.imports.link_facts import outlet_at
from articles.models import PressTip, Publishable
from articles.text.address import NotAWebAddress, domain, page_digest, parse


@dataclass(frozen=True)
class ShownItem:
    """An item of the site: what kind it is, and its form, empty where the user may not see it."""

    item: Publishable
    kind: str
    url: str


@dataclass(frozen=True)
class TipRow:
    """A tip, how many there are of its page, and what the site knows of the page.

    `host` is in ASCII, so that no letter of another alphabet pretends to be one of ours. `outlet`
    is a name, empty where the domain is not known.
    """

    tip: PressTip
    number: int
    address: str
    host: str
    outlet: str
    item: ShownItem | None


def rows_of(tips: Iterable[tuple[PressTip, int]], user) -> list[TipRow]:
    """Rows for tips with the number of each, in two queries."""
    tips = list(tips)
    items = items_at(tip.url for tip, _number in tips)
    outlets = known_outlets()
    return [
        _row(tip, number, items.get(page_digest(tip.url)), outlets, user) for tip, number in tips
    ]


def _row(tip: PressTip, number: int, item, outlets, user) -> TipRow:
    return TipRow(
        tip,
        number,
        visibly(tip.url),
        _host(tip.url),
        _name(outlet_at(domain(tip.url), outlets)),
        shown(item, user),
    )


def shown(item: Publishable | None, user) -> ShownItem | None:
    return item and ShownItem(item, item._meta.verbose_name, address_of(item, user))


def address_of(item: Publishable, user) -> str:
    """The form of an item, empty where the user may not see it."""
    name = item._meta.model_name
    may_see = user.has_perm(f"articles.view_{name}")
    return reverse(f"admin:articles_{name}_change", args=[item.pk]) if may_see else ""


def visibly(url: str) -> str:
    """An address without letters that nobody sees, such as those that turn the direction round."""
    return "".join(quote(one) if unicodedata.category(one) == "Cf" else one for one in url)


def _host(url: str) -> str:
    try:
        return parse(url).host
    except NotAWebAddress:
        return ""


def _name(outlet) -> str:
    if outlet is None:
        return ""
    return (get_language() == "ko" and outlet.name_ko) or outlet.name
