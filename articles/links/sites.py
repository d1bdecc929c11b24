"""The name of the outlet."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from articles.links import json_ld
from articles.links.found import Found, Source
from articles.links.page import Page, text_of
from articles.links.plain import key, plain
from articles.text.address import domain

# What these say by themselves is not enough; a name gets the weight of all that agree on it.
_META_WEIGHTS = {
    "og:site_name": 6.0,
    "application-name": 3.0,
    "apple-mobile-web-app-title": 3.0,
    "publisher": 2.0,
    "dc.publisher": 2.0,
    "dcterms.publisher": 2.0,
    "copyright": 2.0,
    "twitter:app:name:iphone": 1.0,
    "al:ios:app_name": 1.0,
    "al:android:app_name": 1.0,
    "twitter:site": 1.0,
}
_PUBLISHER, _WEBSITE, _OWNER = 4.0, 4.0, 2.5
_IN_TITLE, _LOGO, _FEED, _COPYRIGHT_LINE, _DOMAIN = 3.0, 2.5, 1.5, 2.0, 1.0
_ENOUGH = 2.5
_LONGEST = 50  # letters
_GENERIC = frozenset(
    map(
        key,
        [
            "home",
            "homepage",
            "home page",
            "startseite",
            "accueil",
            "inicio",
            "início",
            "index",
            "website",
            "site",
            "web",
            "blog",
            "news",
            "\n        untitled",
            "wordpress",
            "default",
            "logo",
            "menu",
            "search",
            "главная",
            "новости",
            "首页",
            "首頁",
            "ホーム",
            "トップ",
            "홈",
            "메인",
            "\n        뉴스",
            "홈페이지",
            "로고",
            "الرئيسية",
            "my site",
            "my website",
            "sitename",
            "site name",
            "official site",
            "top",
            "rss",
            "feed",
            "\n        start",
            "portal",
            "nachrichten",
            "actualités",
            "noticias",
            "facebook",
            "twitter",
            "youtube",
        ],
    )
)
_ADDRESS = re.compile(
    r"^(?:https?:)?//|^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}/?$", re.IGNORECASE
)
_HANDLE = re.compile(r"^@?[A-Za-z0-9_]+$")
_RIGHTS = re.compile(
    r"\([^)]*\)|'[^']*'|copyright|[©ⓒ]|all rights reserved\.?|版权所有|版權所有|無断転載.*|무단.*|저작권자?"
    r"|\b(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?\b|\b(?:by|the content of)\s|[<>]",
    re.IGNORECASE,
)
_LOGO_WORD = re.compile(
    r"\s*[-–|]?\s*\b(?:go to|visit|link to|logo|logotype|로고|ロゴ|home ?page|home|startseite)\b(?:\s+of\b)?",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(r"logo|masthead|brand|site-?(?:title|name)|header-?title", re.IGNORECASE)
_FEED_WORDS = re.compile(r"[»›|\[]?\s*\b(?:rss|feeds?|atom)\b.*$", re.IGNORECASE)
_PARTS = re.compile(r"\s+[-–—－|·•:»l]\s+|_|\s*[|｜»]\s*|\s*(?:::|--+)\s*")


@dataclass(frozen=True)
class _Candidate:
    name: str
    source: Source
    weight: float

    @property
    def key(self) -> str:
        return re.sub(r"^the(?=.{3})", "", key(self.name))


def names_of_site(page: Page) -> tuple[str, ...]:
    """Every name under which the page or its site is published, for comparing."""
    host = [label for label in domain(page.url).split(".") if len(label) > 3]
    names = (found.name for found in _candidates(page) if _is_name(found.name, page.title_tag))
    return (*names, *host)


def find_site_name(page: Page, title: str) -> Found[str] | None:
    """The outlet's name: the one that most of the places on the page agree on.

    `title` is the headline of the article.
    """
    candidates = [found for found in _candidates(page, title) if _is_name(found.name, title)]
    best = max(candidates, key=lambda found: _support(found, candidates), default=None)
    if best is None or _support(best, candidates) < _ENOUGH:
        return None
    same = [found for found in candidates if found.key == best.key]
    chosen = max(same, key=lambda found: (not found.name[0].islower(), found.weight))
    return Found(chosen.name, chosen.source)


def _support(candidate: _Candidate, candidates: Iterable[_Candidate]) -> float:
    total = 0.0
    for other in candidates:
        if other.key == candidate.key:
            total += other.weight
        elif min(len(other.key), len(candidate.key)) > 2 and (
            other.key in candidate.key or candidate.key in other.key
        ):
            total += other.weight / 2
    return total


def _is_name(name: str, title: str) -> bool:
    wanted = key(name)
    return (
        1 < len(wanted) <= _LONGEST
        and wanted not in _GENERIC
        and wanted != key(title)
        and not wanted.isdigit()
    )


def _candidates(page: Page, title: str = "") -> tuple[_Candidate, ...]:
    found = (
        *_from_metas(page),
        *_from_json_ld(page),
        *_from_markup(page),
        *(_from_title(page, title) if title else ()),
    )
    known = {candidate.key for candidate in found} | set(domain(page.url).split("."))
    return tuple(_shortened(candidate, known, page.url) for candidate in found if candidate.name)


def _shortened(candidate: _Candidate, known: set[str], url: str) -> _Candidate:
    """The candidate without a slogan, and of less weight where it is only an address."""
    name = candidate.name.strip(_EDGES)
    parts = [part.strip() for part in _PARTS.split(name) if part.strip()]
    if len(parts) > 1 and (len(name) > _LONGEST // 2 or "|" in name):
        name = next((part for part in parts if key(part) in known), name)
    if len(parts) > 1 and len(key(name)) > _LONGEST:
        name = parts[0]
    if "//" in name or name.lower().startswith("www."):
        return _Candidate(domain("//" + name.split("//")[-1]), candidate.source, _DOMAIN)
    weight = candidate.weight / 2 if _ADDRESS.search(name) else candidate.weight
    return _Candidate(name, candidate.source, weight)


def _from_metas(page: Page) -> Iterator[_Candidate]:
    for name, weight in _META_WEIGHTS.items():
        for found in page.all_metas(name):
            value = plain(_RIGHTS.sub(" ", found.value)) if name == "copyright" else found.value
            if name != "twitter:site" or not _HANDLE.match(value):
                yield _Candidate(value.strip(" .,;|"), found.source, weight)
                break


def _from_json_ld(page: Page) -> Iterator[_Candidate]:
    publisher = page.article.get("publisher")
    for name in json_ld.texts(publisher)[:1]:
        yield _Candidate(name, Source.JSON_LD, _PUBLISHER)
    for node in page.nodes:
        kinds = json_ld.types(node)
        if "WebSite" in kinds:
            yield _Candidate(json_ld.text(node, "name"), Source.JSON_LD, _WEBSITE)
        elif any(kind.endswith("Organization") for kind in kinds) and _is_own(node, page):
            yield _Candidate(json_ld.text(node, "name"), Source.JSON_LD, _OWNER)


def _is_own(node: dict, page: Page) -> bool:
    url = node.get("url")
    return isinstance(url, str) and bool(domain(url)) and domain(url) == domain(page.url)


def _from_markup(page: Page) -> Iterator[_Candidate]:
    for holder in page.tree.xpath("//*[@itemprop='publisher']//*[@itemprop='name']")[:1]:
        yield _Candidate(plain(holder.get("content")) or text_of(holder), Source.META, _WEBSITE)
    for name in _logo_texts(page)[:2]:
        yield _Candidate(name, Source.TEXT, _LOGO)
    feeds = page.tree.xpath("//link[contains(@type,'rss') or contains(@type,'atom')]/@title")
    for feed in feeds[:1]:
        yield _Candidate(plain(_FEED_WORDS.sub("", feed)), Source.META, _FEED)
    yield from _from_copyright_line(page)


def _logo_texts(page: Page) -> list[str]:
    """What stands on the logo: on links to the front page that are or hold one."""
    found: dict[str, None] = {}
    for link in page.tree.iter("a"):
        if _is_front_page(link.get("href") or "", page.url):
            images = [plain(image.get("alt")) for image in link.iter("img")]
            own = (text_of(link), plain(link.get("title"))) if _is_masthead(link) else ()
            for text in (*images, *own):
                name = plain(_LOGO_WORD.sub(" ", text))
                if key(name) and key(name) not in _GENERIC:
                    found.setdefault(name)
    return list(found)


def _is_masthead(link: etree._Element) -> bool:
    near = (link, *list(link.iterancestors())[:2], *link.iter("h1"))
    names = " ".join(f"{element.get('class', '')} {element.get('id', '')}" for element in near)
    return any(element.tag == "h1" for element in near) or bool(_MASTHEAD.search(names))


def _is_front_page(href: str, url: str) -> bool:
    if href.strip() == "/":
        return True
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return False
    is_own = bool(domain(href)) and f".{domain(url)}".endswith(f".{domain(href)}")
    return is_own and parts.path in ("", "/") and not parts.query


def _from_copyright_line(page: Page) -> Iterator[_Candidate]:
    lines = [
        block.text for block in page.blocks[-60:] if re.search(r"[©ⓒ]|copyright", block.text, re.I)
    ]
    for line in lines[:1]:
        name = plain(_RIGHTS.sub(" ", line)).strip(" .,;|-")
        if len(name) <= _LONGEST:
            yield _Candidate(name, Source.TEXT, _COPYRIGHT_LINE)


def _from_title(page: Page, title: str) -> Iterator[_Candidate]:
    """The parts of the page's titles that are not the headline and not the name of a section."""
    seen: set[str] = set()
    for full in (page.title_tag, page.meta("og:title"), page.meta("twitter:title")):
        at = full.find(title)
        if at < 0 or full == title or full in seen:
            continue
        seen.add(full)
        around = (full[:at], full[at + len(title) :])
        parts = [_trimmed(part) for side in around for part in _PARTS.split(side)]
        names = [part for part in parts if part and ">" not in part]
        for name in names:
            # The site stands last, after its section.
            weight = _IN_TITLE if name == names[-1] else _IN_TITLE / 3
            is_section = len(names) > 1 and key(name) in page.section_keys
            yield _Candidate(name, Source.META, weight * (2 / 3 if is_section else 1))


def _trimmed(part: str) -> str:
    return re.sub(r"^\s*l\s+|\s+l\s*$", "", part).strip(_EDGES)


_EDGES = ' -–—－|·•:»›«‹<>/_：ㅣ｜[]"“”'
