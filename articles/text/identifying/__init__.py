"""What in a text may identify somebody, and how it could be said less exactly.

It finds what has a shape or stands in a list: dates, places, ages, contacts, likely names. It knows
nothing of what happened, so that a rare event, a way of speaking or a nickname goes unseen. A person
has to read the text in any case.
"""

from articles.text.identifying.ages import ages
from articles.text.identifying.contacts import contacts
from articles.text.identifying.finding import Finding, Kind
from articles.text.identifying.moments import dates, times
from articles.text.identifying.names import names
from articles.text.identifying.people import family, numbers, units, work, workplaces
from articles.text.identifying.places import camps, places

__all__ = ["Finding", "Kind", "findings"]

# Where two claim the same letters, the one that stands first here has them.
_FINDERS = (
    contacts,
    camps,
    dates,
    ages,
    times,
    units,
    workplaces,
    places,
    names,
    work,
    family,
    numbers,
)


def findings(text: str) -> list[Finding]:
    """All that may identify somebody in a text (in NFC), in its order and without overlaps.

    The effort grows with the length of the text and no faster.
    """
    taken, found = bytearray(len(text)), []
    for find in _FINDERS:
        for finding in sorted(find(text), key=lambda one: (one.start, -one.end)):
            if not any(taken[finding.start : finding.end]):
                taken[finding.start : finding.end] = b"\x01" * (finding.end - finding.start)
                found.append(finding)
    return sorted(found, key=lambda one: one.start)
