"""A captured page → what the fields of an article are filled in with, each with its source.

Nothing here touches the database: the page is compared with a Vocabulary.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.choices import Language, LinkKind
from articles.fields import WebAddressField
from articles.imports.page.outlets import Newsstand
from articles.imports.page.vocabulary import KnownOutlet, Vocabulary
from articles.imports.page_dump import topics_in
from articles.links.capture import MISSING, Captured
from articles.links.found import Source
from articles.text.address import NotAWebAddress, canonical, domain, page_digest, site_of

_MOST_READ = 40_000  # letters in which topics are looked for
# The names of what a page tells, and of the fields of an article that hold it.
_FIELDS = {
    "title": "headline",
    "authors": "byline",
    "date": "outlet_date",
    "language": "original_language",
    "description": "description",
    "image": "image",
    "canonical_url": "url",
}


@dataclass(frozen=True)
class Fact:
    """One value, and the Source that it came from."""

    value: object
    source: str


@dataclass(frozen=True)
class FoundOutlet:
    """The outlet of a page: one that the site knows, or the name and domain of a new one."""

    name: str
    known: KnownOutlet | None = None
    domain: str = ""


def facts_of(captured: Captured, vocabulary: Vocabulary) -> dict[str, Fact]:
    """What a page tells by the name of the article's field; nothing for what it does not tell.

    `outlet` is a FoundOutlet, `topics` are slugs, `url` is the outlet's own address. `description`
    and `image` (an address) belong to the outlet: they are for the editor to read.
    """
    facts = {
        field: Fact(_value(captured, name), captured.sources.get(name, Source.ADDRESS))
        for name, field in _FIELDS.items()
        if _value(captured, name)
    }
    if outlet := _outlet(captured, vocabulary.outlets):
        facts["outlet"] = outlet
    text = (captured.title or "", captured.text[:_MOST_READ])
    if topics := topics_in(text, vocabulary.topics):
        facts["topics"] = Fact(topics, Source.TEXT)
    return facts


def _value(captured: Captured, name: str):
    return captured.author if name == "authors" else getattr(captured, name)


def storable(captured: Captured) -> Captured:
    """What was captured without the halves of characters that no database takes."""
    texts = {
        one.name: _whole(value)
        for one in fields(captured)
        if isinstance(value := getattr(captured, one.name), str) and one.name != "kind"
    }
    return replace(captured, authors=tuple(map(_whole, captured.authors)), **texts)


def _whole(text: str) -> str:
    return text.encode("utf-8", "ignore").decode()


def language_of_draft(captured: Captured, *, otherwise: str) -> Language:
    """Korean for a Korean page, English for another; `otherwise` where its language is unknown."""
    if captured.language is None:
        return Language(otherwise)
    return Language.KOREAN if captured.language == "ko" else Language.ENGLISH


def title_for(headline: str, outlet_name: str) -> str:
    """Our usual title: “[Outlet] headline”."""
    return f"[{outlet_name}] {headline}" if outlet_name else headline


def links_of(captured: Captured) -> Iterator[tuple[str, LinkKind]]:
    """(address, kind) of the piece: the outlet's own, and beside it the portal that has a copy."""
    page = _page_address(captured)
    own = captured.canonical_url if _is_kept(captured.canonical_url) else page
    yield own, LinkKind.ORIGINAL if captured.kind == LinkKind.PORTAL else captured.kind
    if captured.kind == LinkKind.PORTAL and page_digest(own) != page_digest(page):
        yield page, LinkKind.PORTAL


def address_of_page(captured: Captured) -> str:
    """The address of the link to the captured page itself: of a portal's copy the portal's."""
    *_others, (url, _kind) = links_of(captured)
    return url


def _is_kept(url: str | None) -> bool:
    """Whether an address that a page names is one that a link can hold."""
    try:
        WebAddressField().clean(url, None)
    except ValidationError:
        return False
    return True


def addresses_of(captured: Captured) -> tuple[str, ...]:
    """Every address by which the site may know the page already."""
    return (captured.url, *(url for url, _kind in links_of(captured)))


def _page_address(captured: Captured) -> str:
    """Where the page was in the end, without what only tells where a reader came from."""
    url = captured.fetched.url if captured.fetched else captured.url
    try:
        return canonical(url)
    except NotAWebAddress:
        return url


def _outlet(captured: Captured, outlets: Iterable[KnownOutlet]) -> Fact | None:
    """By the very domain, else by name, else by the domain of which it is a part, else a new one."""
    host = domain(captured.canonical_url or captured.url)
    named = Newsstand(outlets).find(captured.site_name or "")
    own = _outlets_of(host, outlets)
    if own and named not in own:
        return Fact(FoundOutlet(own[0].name, own[0]), Source.ADDRESS)
    if named:
        return Fact(FoundOutlet(named.name, named), captured.sources["site_name"])
    if parent := _outlet_above(host, outlets):
        return Fact(FoundOutlet(parent.name, parent), Source.ADDRESS)
    if not captured.site_name:
        return None
    is_own_site = captured.kind in {LinkKind.ORIGINAL, LinkKind.PORTAL}
    found = FoundOutlet(captured.site_name, domain=host if is_own_site else "")
    return Fact(found, captured.sources["site_name"])


def outlet_at(host: str, outlets: Iterable[KnownOutlet]) -> KnownOutlet | None:
    """The outlet of the very domain, else that of the domain of which it is a part."""
    return next(iter(_outlets_of(host, outlets)), None) or _outlet_above(host, outlets)


def _outlets_of(host: str, outlets: Iterable[KnownOutlet]) -> list[KnownOutlet]:
    return [outlet for outlet in outlets if host in map(site_of, outlet.domains)]


def _outlet_above(host: str, outlets: Iterable[KnownOutlet]) -> KnownOutlet | None:
    found = {
        one: outlet
        for outlet in outlets
        for one in outlet.domains
        if host.endswith(f".{site_of(one)}")
    }
    return found[max(found, key=len)] if found else None


def notes_of(captured: Captured, facts: dict[str, Fact]) -> Iterator[str]:
    """What the editor has to look at, in sentences."""
    outlet = facts.get("outlet")
    for problem in captured.problems:
        if not (outlet and problem is MISSING["site_name"]):
            yield str(problem)
    if outlet and outlet.value.known is None:
        yield _(
            "The outlet “%(name)s” is not known here yet. It is proposed as a new one; check it."
        ) % {"name": outlet.value.name}
