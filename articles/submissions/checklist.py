"""What has to be looked at before a redacted draft is approved."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.choices import DatePrecision
from articles.models import Testimony
from articles.text.identifying import Finding, Kind, findings
from articles.text.nodes import nodes

#: The columns that are redacted. The text of `body` is what stands between its tags.
TEXTS = ("title", "content_note", "summary", "body", "place", "alias")
_LONGEST_SIDE = 80
_SENTENCE_END = re.compile(r"[.!?。]\s|\n")
_EXACT = {DatePrecision.DAY, DatePrecision.MONTH}


class FixedPoint(models.TextChoices):
    """What no program finds. Somebody has to think of it."""

    VILLAGE = (
        "village",
        _("People who were there could not tell who speaks, nor about whom."),
    )
    EVENT = (
        "event",
        _("No event is told that only few have lived through, or that was in the news."),
    )
    VOICE = ("voice", _("No way of speaking, nickname or saying gives a person away."))
    OTHERS = ("others", _("It puts nobody else in danger: family, helpers, fellow prisoners."))
    TOGETHER = (
        "together",
        _("The details together, each harmless by itself, do not point at one person."),
    )
    FILES = (
        "files",
        _(
            "No file that was sent goes with it. A picture is drawn anew, without what cameras note in it."
        ),
    )


@dataclass(frozen=True)
class Point:
    """A finding in a column of a draft, with what stands around it.

    `key` names it as long as the draft is the same.
    """

    field: str
    label: str
    finding: Finding
    before: str = ""
    after: str = ""
    is_replaceable: bool = True

    @property
    def key(self) -> str:
        return f"{self.field}:{self.finding.start}:{self.finding.end}"

    @property
    def is_proposed(self) -> bool:
        """Whether the coarser form can be put in its place."""
        return self.is_replaceable and self.finding.coarser is not None


def points(draft: Testimony) -> list[Point]:
    """Everything in a draft that may identify somebody, column by column."""
    return [point for field in TEXTS for point in _points_in(draft, field)] + list(_date(draft))


def by_kind(found: list[Point]) -> list[tuple[Kind, list[Point]]]:
    """The points of each kind that there are, in the order of the kinds."""
    groups = [(kind, [one for one in found if one.finding.kind is kind]) for kind in Kind]
    return [(kind, group) for kind, group in groups if group]


def keys_of(draft: Testimony) -> frozenset[str]:
    """All that has to be ticked before the draft is approved."""
    return frozenset({point.key for point in points(draft)} | set(FixedPoint.values))


def _points_in(draft: Testimony, field: str) -> Iterator[Point]:
    label = str(draft._meta.get_field(field).verbose_name)
    value = getattr(draft, field)
    taken_apart = nodes(value) if field == "body" else None
    text = taken_apart.text if taken_apart else value
    for finding in findings(text):
        yield Point(field, label, finding, *_around(text, finding))
    for number, address in enumerate(taken_apart.addresses if taken_apart else ()):
        # Readers do not see it, whoever follows it does.
        place = len(text) + number
        finding = Finding(Kind.CONTACT, place, place, address)
        yield Point(field, label, finding, is_replaceable=False)


def _around(text: str, finding: Finding) -> tuple[str, str]:
    """The rest of the sentence on both sides, cut where it is long."""
    before = text[max(0, finding.start - _LONGEST_SIDE) : finding.start]
    after = text[finding.end : finding.end + _LONGEST_SIDE]
    ends = list(_SENTENCE_END.finditer(before))
    before = before[ends[-1].end() :] if ends else before
    end = _SENTENCE_END.search(after)
    return before.lstrip(), (after[: end.start() + 1] if end else after).rstrip()


def _date(draft: Testimony) -> Iterator[Point]:
    if draft.date and draft.date_precision in _EXACT:
        coarser = DatePrecision.SEASON.show(DatePrecision.SEASON.coarsen(draft.date))
        finding = Finding(Kind.DATE, 0, 0, draft.shown_date, coarser)
        yield Point("date", str(draft._meta.get_field("date").verbose_name), finding)
