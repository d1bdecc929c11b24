"""The name of the outlet: the one that most of the places on its page agree on."""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from articles.links.found import Found, Source
from articles.links.mastheads import (
    Candidate,
    is_name,
    names_at_headline,
    names_on,
    without_rights,
)
from articles.links.page import Page
from articles.links.plain import key, plain
from articles.text.address import domain

_ENOUGH = 2.5  # weight of a name that can be offered
_IN_TITLE, _DOMAIN, _LIKE_HOST = 3.0, 1.0, 1.5
_SHORT = 25  # letters; a longer name may carry a slogan
_LONGEST = 50  # letters
_PARTS = re.compile(r"\s+[-–—－|·•:»l/]\s+|_|\s*[|｜»：]\s*|\s*(?:::|--+)\s*")
_EDGES = ' ,-–—－|·•:»›«‹<>/_：ㅣ｜[]"“”'
_ADDRESS = re.compile(
    r"^(?:https?:)?//|^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}/?$", re.IGNORECASE
)
# What a company adds to its name; an outlet is seldom called so.
_COMPANY = re.compile(
    r"[\s,]+(?:(?:gmbh|ltd|limited|inc|llc|corp|ag|kg|sa|s\.a|s\.?p\.?a|s\.?r\.?l|plc|b\.?v|oy|pte|co)\b\.?[\s,&+]*)+$"
    r"|^(?:주식회사|㈜|\(주\)|株式会社)\s*|\s*(?:주식회사|㈜|\(주\)|株式会社|有限公司)$",
    re.IGNORECASE,
)
_RIGHTS_CLAIMED = re.compile(r"[©ⓒ]|copyright|版权所有|版權所有|저작권", re.IGNORECASE)
_PARTS_OF_HOSTS = frozenset(["news", "blog", "blogs", "feeds", "html"])


def names_of_site(page: Page) -> tuple[str, ...]:
    """Every name under which the page or its site is published, for comparing."""
    found = (candidate.name for candidate in _candidates(page) if is_name(candidate.name))
    names = (name for name in found if key(name) != key(page.title_tag))
    return (*names, *_labels(page.url))


def find_site_name(page: Page, title: str) -> Found[str] | None:
    """The outlet's name; None where too little on the page tells it.

    `title` is the headline of the article.
    """
    labels = _labels(page.url)
    found = [one for one in _candidates(page, title) if is_name(one.name)]
    candidates = [one for one in found if key(one.name) != key(title)]
    best = max(candidates, key=lambda one: _support(one, candidates, labels), default=None)
    if best is None or _support(best, candidates, labels) < _ENOUGH:
        return None
    same = [one for one in candidates if one.key == best.key]
    chosen = max(
        _in_own_script(best, candidates, title)
        or [one for one in candidates if _says_more(one, best)]
        or same,
        key=lambda one: (not one.name[0].islower(), one.weight),
    )
    return Found(chosen.name, chosen.source)


def _says_more(one: Candidate, best: Candidate) -> bool:
    """Whether the page declares `one`, the best name with a word or two more, as its site's."""
    words, more = set(best.name.casefold().split()), set(one.name.casefold().split())
    return one.source == Source.OPEN_GRAPH and words < more and not _PARTS.search(one.name)


def _labels(url: str) -> list[str]:
    """The parts of the host that may be the outlet's name."""
    labels = domain(url).split(".")[:-1]
    return [label for label in labels if len(label) > 3 and label not in _PARTS_OF_HOSTS]


def _support(candidate: Candidate, candidates: Iterable[Candidate], labels: list[str]) -> float:
    total = 0.0
    for other in candidates:
        if other.key == candidate.key:
            total += other.weight
        elif min(len(other.key), len(candidate.key)) > 2 and (
            other.key in candidate.key or candidate.key in other.key
        ):
            total += other.weight / 2
    is_address = bool(_ADDRESS.search(candidate.name))
    if _is_like_host(candidate.key, labels):
        total += _LIKE_HOST / 2 if is_address else _LIKE_HOST
    return total - 0.25 * is_address


def _is_like_host(name: str, labels: Iterable[str]) -> bool:
    """Whether most of the name and most of a part of the host are the same letters."""
    keys = [key(label) for label in labels]
    return any(
        min(len(name), len(label)) * 2 >= max(len(name), len(label))
        and (name in label or label in name)
        for label in keys
    )


def _in_own_script(best: Candidate, candidates: list[Candidate], title: str) -> list[Candidate]:
    """The names in the script of the headline, where the best one is only in Latin letters.

    What the page declares as its site's name stays, whatever its script.
    """
    declared = {one.key for one in candidates if one.source == Source.OPEN_GRAPH}
    if _script(title) == "LATIN" or _script(best.name) != "LATIN" or best.key in declared:
        return []
    own = [one for one in candidates if _script(one.name) == _script(title)]
    longest = 3 * len(best.key)
    return [one for one in own if one.key.startswith(best.key) and len(one.key) <= longest] or [
        one for one in own if one.weight >= _ENOUGH
    ]


def _script(text: str) -> str:
    """The script of the first letter that is not Latin; LATIN where there is none."""
    others = (letter for letter in text if letter.isalpha() and letter > "\u024f")
    return unicodedata.name(next(others, "A"), "").split(" ")[0]


def _candidates(page: Page, title: str = "") -> tuple[Candidate, ...]:
    found = tuple(names_on(page))
    if title:
        found += (*names_at_headline(page, title), *_from_titles(page, title))
    known = {candidate.key for candidate in found} | set(domain(page.url).split("."))
    labels = _labels(page.url)
    return tuple(_shortened(candidate, known, labels) for candidate in found if candidate.name)


def _shortened(candidate: Candidate, known: set[str], labels: list[str]) -> Candidate:
    """The candidate without a slogan, and of less weight where it is an address or a company."""
    name = candidate.name.strip(_EDGES)
    if _RIGHTS_CLAIMED.search(name):
        name = without_rights(name)
    parts = [part.strip() for part in _PARTS.split(name) if part.strip()]
    if len(parts) > 1 and (len(name) > _SHORT or "|" in name):
        name = next((part for part in parts if key(part) in known), name)
    if len(parts) > 1 and len(key(name)) > _LONGEST:
        name = parts[0]
    if "//" in name or name.lower().startswith("www."):
        return Candidate(domain("//" + name.split("//")[-1]), candidate.source, _DOMAIN)
    bare = plain(_COMPANY.sub("", name))
    is_other_company = bare != name and not _is_like_host(key(bare), labels)
    is_weak = is_other_company or _ADDRESS.search(name)
    return replace(
        candidate, name=bare, weight=candidate.weight / 2 if is_weak else candidate.weight
    )


def _from_titles(page: Page, title: str) -> Iterator[Candidate]:
    """The parts of the page's titles that are not the headline and not the name of a section."""
    keywords = {key(word) for word in re.split("[,，、;]", page.meta("keywords", "news_keywords"))}
    offered: dict[str, Candidate] = {}
    for full in (page.title_tag, page.meta("og:title"), page.meta("twitter:title")):
        for candidate in _from_title(full, title, page):
            offered.setdefault(candidate.key, candidate)
    if len(keywords & set(offered)) < 2:  # some sites put their keywords into the title
        yield from offered.values()


def _from_title(full: str, title: str, page: Page) -> Iterator[Candidate]:
    at = full.find(title)
    if at < 0:
        last = _trimmed(_PARTS.split(full)[-1])
        if last != full and _is_like_host(key(last), _labels(page.url)):
            yield Candidate(last, Source.META, _IN_TITLE)
        return
    around = (full[:at], full[at + len(title) :])
    parts = [_trimmed(part) for side in around for part in _PARTS.split(side)]
    names = [part for part in parts if part and ">" not in part]
    for name, following in itertools.zip_longest(names, names[1:]):
        # The site stands last, after its section.
        is_section = len(names) > 1 and key(name) in page.section_keys
        is_before_section = following == names[-1] and key(following) in page.section_keys
        weight = _IN_TITLE if following is None or is_before_section else _IN_TITLE / 3
        yield Candidate(name, Source.META, weight * 2 / 3 if is_section else weight)


def _trimmed(part: str) -> str:
    return re.sub(r"^\s*l\s+|\s+l\s*$", "", part).strip(_EDGES)
