"""A captured page → a draft for an editor, once for each page, however it was addressed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import get_language, gettext_noop

from articles import history
from articles.imports.first_copies import keep_when_stored
from articles.imports.link_facts import addresses_of, language_of_draft
from articles.imports.link_filling import fill_in
from articles.links.capture import Captured, capture
from articles.links.policy import FetchPolicy
from articles.models import Article, ExternalLink, Publishable, Testimony


@dataclass(frozen=True)
class Pasted:
    """The item of a pasted address, and whether it was made now or had been there before."""

    item: Publishable
    is_new: bool


def item_at(*urls: str) -> Publishable | None:
    """The item with a link to the page at one of the addresses, in whichever form: one query.

    An article goes before a testimony, a version in the language of the staff before the other.
    """
    return min(items_at(urls).values(), key=_nearness, default=None)


def items_at(urls: Iterable[str]) -> dict[str, Publishable]:
    """The nearest item of each page that the site has something of, by the page's digest: one query."""
    links = ExternalLink.objects.to_pages_at(*urls).released()
    links = links.select_related("article", "testimony")
    found: dict[str, Publishable] = {}
    for link in links:
        there = found.get(link.page_digest, link.owner)
        found[link.page_digest] = min(there, link.owner, key=_nearness)
    return found


def _nearness(item: Publishable) -> tuple:
    return isinstance(item, Testimony), item.language != get_language(), item.pk


def look_at(url: str, policy: FetchPolicy | None = None) -> Captured:
    """What a page tells, for `store`. No request is made where the site has an item of it."""
    return Captured(url) if item_at(url) else capture(url, policy=policy)


def store(captured: Captured, *, by, policy: FetchPolicy | None = None) -> Pasted:
    """Make a draft of a captured page, unless the site has an item with its address already.

    What was fetched is kept as the first copy of the page when the draft is committed.

    Of two people who paste the same address at the same moment one makes the draft, and the other
    gets it. Where the page could not be read the draft holds the address, and a note says why.
    """
    with transaction.atomic(), history.recording(by=by, reason=gettext_noop("started from a link")):
        _take_turns()
        if item := item_at(*addresses_of(captured)):
            return Pasted(item, is_new=False)
        language = language_of_draft(captured, otherwise=get_language())
        article = Article(language=language, created_by=by, updated_by=by)
        article.save()
        fill_in(article, captured)
        keep_when_stored(captured, policy)
        return Pasted(article, is_new=True)


def _take_turns() -> None:
    """Wait until nobody else is making a draft of a link; others wait for this transaction.

    SQLite lets one transaction write at a time anyway, and each begins as a writing one.
    """
    rows = ContentType.objects.filter(app_label="articles", model="externallink")
    list(rows.select_for_update(no_key=True))
