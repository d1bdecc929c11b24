"""The buttons on a link: each calls a verb of `articles.links`."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.choices import Finding, LinkHealth
from articles.links import archive, health, mending
from articles.links.policy import FetchPolicy
from articles.links.probe import VISITING, probe
from articles.links.public_archives import ARCHIVES
from articles.models import ExternalLink
from articles.publishing import Blocked, EditConflict, record_name

#: Somebody waits in front of the screen, and a server gives up after half a minute.
SECONDS = 8


class CannotBeDone(Exception):
    """The verb did not do it. The text says why."""


@dataclass(frozen=True)
class LinkVerb:
    """Something that the staff can do with a link.

    `apply(link, by, answer, policy)` does it and gives the sentence that says so; it raises
    CannotBeDone. `fits(link)` says whether a button makes sense. `is_main` is the one that is
    most likely wanted; `asks` is the label of what it has to know. `is_for_all` is done to all
    links with the same address, of which most items have one in each language.
    """

    name: str
    label: str
    apply: Callable[[ExternalLink, object, str, FetchPolicy], str]
    fits: Callable[[ExternalLink], bool] = lambda link: True
    is_main: bool = False
    asks: str = ""
    is_for_all: bool = True


def _accept(link, by, answer, policy) -> str:
    try:
        mending.accept_new_address(link, by=by)
    except (mending.AlreadyThere, Blocked) as obstacle:
        record_name([str(obstacle)], by=by, about=link.owner)
        raise CannotBeDone(str(obstacle)) from None
    return _("The link leads to %(url)s now.") % {"url": link.moved_to}


def _note_copy(link, by, answer, policy) -> str:
    try:
        mending.note_archived_copy(link, answer, by=by)
    except ValidationError as error:
        raise CannotBeDone(" ".join(error.messages)) from None
    except Blocked as blocked:
        record_name([str(blocked)], by=by, about=link.owner)
        raise CannotBeDone(str(blocked)) from None
    return _("The archived copy was noted.") if answer.strip() else _("The copy was taken away.")


def _find_copy(link, by, answer, policy) -> str:
    archives = [ARCHIVES[name] for name in settings.ARCHIVES]
    quick = replace(policy, seconds=SECONDS)
    copy = archive.ask_archives(link, archives, quick, again=True)
    if copy is None:
        raise CannotBeDone(_("No public archive has a copy that could be found now."))
    return _("A copy was found: %(url)s") % {"url": copy.url}


def _it_is_there(link, by, answer, policy) -> str:
    _look(link, is_there=True, by=by)
    return _("Noted that you saw it there.")


def _it_is_gone(link, by, answer, policy) -> str:
    _look(link, is_there=False, by=by)
    return _("Noted that it is gone. Readers are told so.")


def _look(link, *, is_there: bool, by) -> None:
    if not health.look_by_hand(link, is_there=is_there, by=by):
        raise EditConflict


def _look_again(link, by, answer, policy) -> str:
    headline = link.article.headline if link.article else ""
    found = probe(link.url, headline=headline, policy=replace(policy, seconds=SECONDS))
    same = ExternalLink.objects.filter(url=link.url).values_list("pk", flat=True)
    health.record(list(same), found)
    return _("Visited just now. %(finding)s") % {"finding": Finding(found.finding).label}


def _can_find(link: ExternalLink) -> bool:
    may_be_dead = link.health in (LinkHealth.GONE, LinkHealth.FAILING) and not link.archived_url
    return bool(settings.ARCHIVES) and may_be_dead and link.owner.is_visible


def _is(*healths: LinkHealth) -> Callable[[ExternalLink], bool]:
    return lambda link: link.health in healths


VERBS = (
    LinkVerb(
        "accept",
        gettext_lazy("Take the new address"),
        _accept,
        fits=lambda link: link.health == LinkHealth.MOVED and bool(link.moved_to),
        is_main=True,
    ),
    LinkVerb(
        "keep", gettext_lazy("Keep the old address"), _it_is_there, fits=_is(LinkHealth.MOVED)
    ),
    LinkVerb(
        "find",
        gettext_lazy("Find a copy in public archives"),
        _find_copy,
        fits=_can_find,
        is_main=True,
        is_for_all=False,
    ),
    LinkVerb(
        "there",
        gettext_lazy("I looked: it is there"),
        _it_is_there,
        fits=_is(LinkHealth.GONE, LinkHealth.BLOCKED, LinkHealth.FAILING, LinkHealth.UNKNOWN),
    ),
    LinkVerb(
        "gone",
        gettext_lazy("I looked: it is gone"),
        _it_is_gone,
        fits=lambda link: True,
    ),
    LinkVerb("again", gettext_lazy("Look again now"), _look_again, is_for_all=False),
    LinkVerb(
        "copy",
        gettext_lazy("Note the copy"),
        _note_copy,
        asks=gettext_lazy("Address of an archived copy"),
    ),
)
BY_NAME = {verb.name: verb for verb in VERBS}
#: Visits made for somebody who waits.
POLICY = VISITING


def fitting(link: ExternalLink) -> list[LinkVerb]:
    """The buttons of a link, the likeliest first."""
    fit = [verb for verb in VERBS if verb.fits(link)]
    return sorted(fit, key=lambda verb: not verb.is_main)


def token_of(link: ExternalLink) -> str:
    """What the page showed of a link. A button pressed on an older state is refused by it."""
    seen = link.checked_at.isoformat() if link.checked_at else ""
    return f"{link.health} {seen} {link.moved_to} {link.url}"
