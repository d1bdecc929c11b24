"""What the import is not sure of, in sentences that tell the editor what to do."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from articles.imports.page.dated import Meaning
from articles.imports.page.duplicates import Distinct, alike_but_for_figures
from articles.imports.page.outlets import Mention, Verdict
from articles.imports.page.people import NamedPerson
from articles.imports.page.publication_date import Finding
from articles.imports.page.web_links import PageLink


def about_title(title: str, *, is_proposed: bool) -> Iterator[str]:
    if not title:
        yield _("No title could be made. Write one.")
    elif is_proposed:
        yield _("The page has no headline. The title “%(title)s” is proposed; check it.") % {
            "title": title
        }


def about_outlet(verdict: Verdict) -> Iterator[str]:
    others = _listed([mention.name for mention in verdict.others])
    if verdict.outlet is None:
        if others:
            yield _("The page names several outlets: %(names)s. Choose the one that published.") % {
                "names": others
            }
        else:
            yield _("The page does not say which outlet published. Choose it.")
        return
    yield from _about_found(verdict.outlet, is_certain=verdict.is_certain)
    if others:
        yield _(
            "The page names other outlets too: %(names)s. Check that “%(name)s” is the right one."
        ) % {
            "names": others,
            "name": verdict.outlet.name,
        }


def _about_found(outlet: Mention, *, is_certain: bool) -> Iterator[str]:
    if not is_certain:
        yield _("The page names “%(name)s” without saying that it published. Check the outlet.") % {
            "name": outlet.name
        }
    if outlet.known is None:
        yield _(
            "The outlet “%(name)s” is not known here yet. It is proposed as a new one; check it."
        ) % {"name": outlet.name}


def about_date(finding: Finding) -> Iterator[str]:
    quotes = _listed(finding.quotes)
    if finding.day is None:
        yield _no_date(finding, quotes)
    elif finding.year_was_missing:
        yield _(
            "The date %(quotes)s has no year; %(year)s is the only one on the page. Check it."
        ) % {
            "quotes": quotes,
            "year": finding.day.year,
        }
    elif finding.meaning == Meaning.ALONE:
        yield _("The date %(quotes)s stands alone on its line. Check that it is the outlet's.") % {
            "quotes": quotes
        }


def _no_date(finding: Finding, quotes: str) -> str:
    if not quotes:
        return _("There is no date on the page. Enter the day on which the outlet published.")
    doubts = {date.written.doubt for date in finding.candidates} - {None}
    if doubts and finding.meaning >= Meaning.ALONE:
        return _("The date %(quotes)s cannot be read for certain. Enter the outlet's date.") % {
            "quotes": quotes
        }
    return _("The outlet's date could not be told; the page has %(quotes)s. Enter it.") % {
        "quotes": quotes
    }


def about_people(people: Sequence[NamedPerson]) -> Iterator[str]:
    for person in people:
        if person.other_roles:
            yield _("%(name)s is also called %(roles)s. Check the role “%(role)s”.") % {
                "name": person.name,
                "roles": _listed(person.other_roles),
                "role": person.role,
            }


def about_forum(forum: str, others: Sequence[str]) -> Iterator[str]:
    if others:
        yield _("Besides “%(forum)s” the page names %(others)s. Check the forum.") % {
            "forum": forum,
            "others": _listed(others),
        }


def about_links(links: Sequence[PageLink]) -> Iterator[str]:
    for link in links:
        if link.url is None:
            yield _("The link “%(label)s” lost its address. Complete it.") % {"label": link.label}
    if not links:
        yield _("The page has no link to the original. Add it.")


def about_repetition(found: Distinct, paragraphs: Sequence[str]) -> Iterator[str]:
    for kept, left_out in found.left_out:
        if kept in paragraphs:
            yield _("A nearly identical paragraph was left out: “%(text)s”") % {"text": left_out}
    for one, other in alike_but_for_figures(paragraphs):
        yield _(
            "Two paragraphs differ in their figures: “%(one)s” and “%(other)s”. Check which is right."
        ) % {
            "one": one,
            "other": other,
        }


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
