"""Of two people who save a row at once one wins, and the other is told."""

from django.db.models import F

from articles.blocking import cases_behind
from articles.models import Testimony, Versioned
from articles.publishing.refusals import EditConflict


def claim(row: Versioned, *, seen: int) -> None:
    """Count `row` up from the version that the editor has seen.

    Raises EditConflict where the stored version is another one. Call it inside a transaction,
    before anything of the row is saved.
    """
    hold_cases_behind(row)
    rows = type(row)._base_manager.filter(pk=row.pk, version=seen)
    if not rows.update(version=F("version") + 1):
        raise EditConflict
    row.version = seen + 1


def hold_cases_behind(row: Versioned) -> None:
    """Let nobody withdraw a consent or move a case until the transaction ends.

    Whoever changes a case holds it before the testimonies that were made of it. In another order
    two would wait for each other, and the database would end one of them.
    """
    if isinstance(row, Testimony):
        list(cases_behind(row).order_by("pk").select_for_update(of=("self",)))
