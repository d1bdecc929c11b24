"""Search: the only way to ask for text. The same results on every database.

`search()` narrows a queryset; articles.search.results finds a ranked page for readers.
"""

from django.db.models import QuerySet

from articles.models import Article, SearchEntry
from articles.search.matching import Matches, Plan
from articles.search.names import Names
from articles.text.queries import parse

__all__ = ["search"]


def search(queryset: QuerySet, text: str, *, with_proposed: bool = False) -> QuerySet:
    """The articles or testimonies of `queryset` in which all that `text` asks for is found.

    Any input is safe. A text without a letter or digit finds nothing. The order and what may be
    seen are the queryset's own: pass one of visible() items to readers. `with_proposed`, for the
    staff: by names as well that an import proposed. One query here for the names, none for items.
    """
    query = parse(text)
    if not query:
        return queryset.none()
    owner = "article" if queryset.model is Article else "testimony"
    plan = Plan.of(query, Names(with_proposed=with_proposed))
    entries = SearchEntry.objects.filter(Matches(plan), **{f"{owner}__isnull": False})
    return queryset.filter(pk__in=entries.values(owner))
