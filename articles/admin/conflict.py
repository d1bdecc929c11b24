"""What to tell the second of two people who edit the same row."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from reversion.models import Version

from articles import history
from articles.models import Versioned
from articles.text.differences import Segment


@dataclass
class Conflict:
    """Somebody has saved a row since an editor opened its form.

    `seen` is the version that the editor saw, None where it was not kept. `changes` are the
    differences since then by label; `taken_over` the labels that now hold the others' text in
    the editor's form, because the editor had not touched them.
    """

    who: str
    when: dt.datetime
    seen: Version | None
    changes: list[tuple[str, list[Segment]]]
    taken_over: set[str] = field(default_factory=set)

    @property
    def sentence(self) -> str:
        return _(
            "%(who)s saved this on %(when)s, after you had opened it. Nothing was overwritten, and "
            "what you typed is below. Look at the changes, then save again."
        ) % {
            "who": self.who,
            "when": date_format(timezone.localtime(self.when), "SHORT_DATETIME_FORMAT"),
        }


def since(row: Versioned, seen: int) -> Conflict:
    """What happened to a stored row since its version number `seen`."""
    kept = list(history.versions_of(row)[:100])
    then = next((version for version in kept if history.number_of(version) == seen), None)
    last = kept[0].revision if kept else None
    return Conflict(
        who=last.user.get_username() if last and last.user else _("Somebody"),
        when=last.date_created if last else timezone.now(),
        seen=then,
        changes=history.changes(*history.describe([then, kept[0]])) if then else [],
    )
