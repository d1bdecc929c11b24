"""Keeping the index whole: after migrations, and for repair."""

from collections.abc import Callable, Iterator

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet

from articles.models import Article, Publishable, SearchEntry, Testimony
from articles.models.search import TEXTS
from articles.search.schema import drop_triggers, lay_triggers, mend_facts, rebuild_index

BATCH = 200


def before_migrating(using: str = DEFAULT_DB_ALIAS, plan=(), **told) -> None:
    """Out of the way of what migrations do to tables."""
    if plan:
        drop_triggers(using)


def after_migrating(using: str = DEFAULT_DB_ALIAS, apps=None, **told) -> None:
    """The triggers, and entries for items without one, for example from before there was search."""
    if using == DEFAULT_DB_ALIAS and lay_triggers(using):
        for _done in write_missing():
            pass


def write_missing() -> Iterator[int]:
    """Write the entries that are not there; gives how many were, batch by batch."""
    for model in (Article, Testimony):
        for batch in _batches(model._base_manager.filter(search_entry=None)):
            SearchEntry.write(batch)
            yield len(batch)


def rebuild(on_progress: Callable[[int], None] = lambda done: None) -> int:
    """Look at every item and mend its entry, then make the triggers and the index anew.

    Returns how many entries were missing or not as they should be: none when nothing is amiss and
    when it runs again. `on_progress` is called with the number of items of each batch.
    """
    lay_triggers(DEFAULT_DB_ALIAS)
    mended = mend_facts(DEFAULT_DB_ALIAS)
    for model in (Article, Testimony):
        for batch in _batches(model._base_manager.select_related("search_entry")):
            mended += _mend(batch)
            on_progress(len(batch))
    rebuild_index(DEFAULT_DB_ALIAS)
    return mended


def _mend(batch: list[Publishable]) -> int:
    wrong = [item for item in batch if not _is_right(item)]
    SearchEntry.write(wrong)
    return len(wrong)


def _is_right(item: Publishable) -> bool:
    stored, wanted = getattr(item, "search_entry", None), SearchEntry.of(item)
    return stored is not None and all(
        getattr(stored, name) == getattr(wanted, name) for name in TEXTS
    )


def _batches(rows: QuerySet) -> Iterator[list[Publishable]]:
    """All rows in order, never many of them in memory."""
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk
