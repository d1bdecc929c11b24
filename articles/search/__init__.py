"""Search: the only way to ask for text. The same results on every database.

`search()` narrows a queryset; articles.search.results finds a ranked page for readers.
"""

from dataclasses import replace

from django.db.models import QuerySet

from articles.models import Article, SearchEntry
from articles.search import facts
from articles.search.matching import Matches, Plan, is_common
from articles.search.names import Names
from articles.text.queries import parse

__all__ = ["search"]


def search(
    queryset: QuerySet, text: str, *, language: str = "", with_proposed: bool = False
) -> QuerySet:
    """The articles or testimonies of `queryset` in which all that `text` asks for is found.

    Any input is safe. A text without a letter or digit finds nothing. The order and what may be
    seen are the queryset's own: pass one of visible() items to readers. `language` is the one of
    all its items, where they have one, and `with_proposed` finds by names as well that an import
    proposed, for the staff. A query for the names here, on SQLite one more, none for the items.
    """
    query = parse(text)
    if not query:
        return queryset.none()
    owner, kind = ("article", "coverage") if queryset.model is Article else ("testimony",) * 2
    plan = Plan.of(query, Names(with_proposed=with_proposed))
    known = tuple(facts.token(facts.MARK, word) for word in (kind, language) if word)
    narrow = replace(plan, facts=known)
    if is_common(narrow, queryset.db):
        # Each item is looked up in the order that is asked for: to sort all would take longer.
        return queryset.filter(Matches(plan, "search_entry__"))
    entries = SearchEntry.objects.filter(Matches(narrow))
    return queryset.filter(pk__in=entries.values(owner))
