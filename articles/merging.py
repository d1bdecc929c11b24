"""The verb that makes one topic, or one outlet, of two."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from articles import audit, counts, history, publishing
from articles.choices import AuditEvent, Language
from articles.fields import lines_of
from articles.history.reasons import MERGED
from articles.models import Article, Outlet, Publishable, Redirect, Testimony, Topic
from articles.models.named import Named
from articles.text.similar import folded


@dataclass(frozen=True)
class _Kind:
    """How rows of a kind are merged: which column holds other names, which hold one thing a line,
    which are filled in where they are empty, and which items belong to such a row."""

    names: str
    lists: tuple[str, ...]
    gaps: tuple[str, ...]
    items: tuple[type[Publishable], ...]


_KINDS = {
    Topic: _Kind("synonyms", (), ("definition", "definition_ko"), (Article, Testimony)),
    Outlet: _Kind("aliases", ("domains",), ("homepage", "country", "language"), (Article,)),
}
#: The models whose rows can be merged.
MERGEABLE = tuple(_KINDS)


@dataclass(frozen=True)
class Move:
    """What merging does. `shared` of the items belong to both already."""

    articles: int
    testimonies: int
    shared: int
    names: list[str]
    addresses: list[str]


def what_moves(source: Named, into: Named) -> Move:
    """What would go over from `source` to `into`, for a person to confirm. Changes nothing."""
    numbers = {model: _items(model, source).count() for model in _KINDS[type(source)].items}
    both = (_items(model, source) & _items(model, into) for model in numbers)
    return Move(
        articles=numbers[Article],
        testimonies=numbers.get(Testimony, 0),
        shared=sum(rows.count() for rows in both) if isinstance(source, Topic) else 0,
        names=_new_names(source, into),
        addresses=list(_addresses(source)),
    )


def merge(source: Named, into: Named, *, seen: int, seen_into: int, by) -> int:
    """Make `source` part of `into` and delete it. Returns how many items went over.

    Its items, names and addresses go over; what `into` lacks is filled in. Each item is counted up
    and kept in its history. All or nothing. Raises EditConflict where one of the two is not what was
    seen any more, WrongStatus where the two cannot be made one.
    """
    if source == into or type(source) is not type(into):
        raise publishing.WrongStatus(_("A row is merged into another one of its kind."))
    if getattr(into, "is_proposed", False):
        raise publishing.WrongStatus(
            _("“%s” was only proposed by an import. Confirm it first.") % into
        )
    with transaction.atomic():
        _claim_both(source, into, seen, seen_into)
        reason = MERGED % {"source": source, "into": into}
        moved = sum(_move(item, source, into, by, reason) for item in _all_items(source))
        _take_over_facts(source, into, by, reason)
        _lead_on(source, into)
        _delete(source, by, reason)
        transaction.on_commit(counts.forget)
    return moved


def _claim_both(source: Named, into: Named, seen: int, seen_into: int) -> None:
    """Both are what was seen, and nobody ties another item to either until all is done."""
    rows = type(source)._base_manager.filter(pk__in=(source.pk, into.pk))
    list(
        rows.order_by("pk").select_for_update()
    )  # in one order, so that two never block each other
    for row in (source, into):
        history.keep_baseline(row)
    publishing.claim(source, seen=seen)
    publishing.claim(into, seen=seen_into)


# --- Items ----------------------------------------------------------------------------------


def _items(model: type[Publishable], of: Named) -> models.QuerySet:
    where = {"topics": of} if isinstance(of, Topic) else {"outlet": of}
    return model._base_manager.filter(**where)


def _all_items(source: Named) -> Iterator[Publishable]:
    for model in _KINDS[type(source)].items:
        for key in list(_items(model, source).values_list("pk", flat=True)):
            yield model._base_manager.select_for_update(of=("self",)).get(pk=key)


def _move(item: Publishable, source: Named, into: Named, by, reason: str) -> bool:
    history.keep_baseline(item)
    with history.recording(by=by, reason=reason):
        publishing.claim(item, seen=item.version)
        if isinstance(source, Topic):
            _move_tie(item, source, into)
        else:
            type(item)._base_manager.filter(pk=item.pk).update(outlet=into)
            item.outlet = into
        history.keep(item)
    return True


def _move_tie(item: Publishable, source: Topic, into: Topic) -> None:
    tie = item.topic_items.filter(tag=source)
    if item.topic_items.filter(tag=into).exists():
        tie.delete()
    else:
        tie.update(tag=into)


# --- What is known of them ------------------------------------------------------------------


def _new_names(source: Named, into: Named) -> list[str]:
    """The names of `source` by which `into` is not found yet."""
    column = _KINDS[type(source)].names
    known = {folded(name) for name in _names(into, column)}
    return [name for name in _names(source, column) if folded(name) not in known]


def _names(row: Named, column: str) -> tuple[str, ...]:
    return lines_of("\n".join((row.name, row.name_ko, getattr(row, column))))


def _take_over_facts(source: Named, into: Named, by, reason: str) -> None:
    kind = _KINDS[type(source)]
    _add_lines(into, kind.names, _new_names(source, into))
    for column in kind.lists:
        _add_lines(into, column, getattr(source, column).splitlines())
    for column in kind.gaps:
        setattr(into, column, getattr(into, column) or getattr(source, column))
    with history.recording(by=by, reason=reason):
        into.save()
        history.keep(into)


def _add_lines(row: Named, column: str, lines: list[str]) -> None:
    setattr(row, column, "\n".join(lines_of("\n".join((getattr(row, column), *lines)))))


# --- Addresses, and the end -----------------------------------------------------------------


def _addresses(row: Named) -> Iterator[str]:
    """Its public paths, one for each language."""
    for language in Language.values:
        with translation.override(language):
            yield row.get_absolute_url()


def _lead_on(source: Named, into: Named) -> None:
    column = source._meta.model_name
    Redirect.objects.filter(**{column: source}).update(**{column: into})
    into.leave_redirects(source.slug)


def _delete(source: Named, by, reason: str) -> None:
    with history.recording(by=by, reason=reason):
        history.keep(source)
    audit.record(AuditEvent.ITEM_DELETED, by=by, about=source)
    source.delete()
