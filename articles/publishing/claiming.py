"""Of two people who save a row at once one wins, and the other is told."""

from django.db.models import F

from articles.models import Versioned
from articles.publishing.refusals import EditConflict


def claim(row: Versioned, *, seen: int) -> None:
    """Count `row` up from the version that the editor has seen.

    Raises EditConflict where the stored version is another one. Call it inside a transaction,
    before anything of the row is saved.
    """
    rows = type(row)._base_manager.filter(pk=row.pk, version=seen)
    if not rows.update(version=F("version") + 1):
        raise EditConflict
    row.version = seen + 1
