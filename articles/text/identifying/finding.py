"""What a finding is, and what each kind of it tells whoever redacts."""

import re
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext_lazy as _

_HANGUL = re.compile("[가-힣]")
_LATIN = re.compile("[A-Za-z]")


class Kind(Enum):
    """By what somebody may be recognised. In the order in which a page lists them."""

    NAME = "name"
    CONTACT = "contact"
    DATE = "date"
    TIME = "time"
    PLACE = "place"
    AGE = "age"
    FAMILY = "family"
    WORK = "work"
    UNIT = "unit"
    NUMBER = "number"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def hint(self) -> str:
        """What to do about it, in a sentence."""
        return _HINTS[self]


_LABELS = {
    Kind.NAME: _("Names"),
    Kind.CONTACT: _("Ways to reach somebody, numbers of papers"),
    Kind.DATE: _("Dates"),
    Kind.TIME: _("Times of day"),
    Kind.PLACE: _("Places"),
    Kind.AGE: _("Ages and years of birth"),
    Kind.FAMILY: _("Family"),
    Kind.WORK: _("Work and offices"),
    Kind.UNIT: _("Units and ranks"),
    Kind.NUMBER: _("Numbers"),
}
_HINTS = {
    Kind.NAME: _("Take the name out, of whomever it is. “A neighbour” tells as much to a reader."),
    Kind.CONTACT: _("Take it out. No reader needs it."),
    Kind.DATE: _("A season or a year is enough. Who was there that day knows the day."),
    Kind.TIME: _("A part of the day is enough."),
    Kind.PLACE: _("The province is enough. In a village everybody knows who is missing."),
    Kind.AGE: _("A decade is enough."),
    Kind.FAMILY: _(
        "How many there are and who is the elder tells a neighbour which family it is. “A relative” is enough."
    ),
    Kind.WORK: _(
        "If few people in the place had this work, say it more generally, such as “an official”."
    ),
    Kind.UNIT: _("Leave the number out and the rank general, such as “a soldier”."),
    Kind.NUMBER: _(
        "A small group can be counted by those who were there. “Some” or “several” is enough."
    ),
}


@dataclass(frozen=True)
class Finding:
    """Something in a text that may identify somebody: `text` stands at `start` to `end`.

    `coarser` is what could stand there instead, in the language of the text; None where a person
    has to find the words.
    """

    kind: Kind
    start: int
    end: int
    text: str
    coarser: str | None = None


def is_korean(text: str) -> bool:
    """Whether a text is more Korean than English. A syllable of Hangul is worth two letters."""
    return 2 * len(_HANGUL.findall(text)) > len(_LATIN.findall(text))
