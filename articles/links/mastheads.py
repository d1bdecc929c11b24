"""Where the name of an outlet stands on its page: tags, structured data, logo, small print."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from articles.links import json_ld
from articles.links.blocks import headline_at
from articles.links.found import Source
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
_LOGO, _LOGO_OF_ARTICLE, _FEED, _COPYRIGHT_LINE = 2.5, 1.5, 1.5, 2.0
_LONGEST = 50  # letters
_NEAR = 3  # pictures before the headline
_NOT_A_NAME = frozenset(
    re.findall(
        r"\w+",
        """home homepage startseite accueil inicio início index website site web blog news untitled wordpress default
        logo menu search forside forsiden etusivu hjem главная новости 首页 首頁 ホーム トップ 홈 메인 뉴스 홈페이지 로고 الرئيسية mysite mywebsite
        sitename officialsite top rss feed start portal nachrichten actualités noticias facebook twitter youtube
        tothe back""",
    )
)
_SENTENCE = re.compile(r"[@]|\.\s+\S+\s+\S|(?:\S+\s+){8}")
_HANDLE = re.compile(r"^@?[A-Za-z0-9_]+$")
_RIGHTS = re.compile(
    r"\([^)]*\)|'[^']*'|copyright|[©ⓒ]|all rights reserved\.?|版权所有|版權所有|無断転載.*|무단.*|저작권자?"
    r"|\b(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?\b|\b(?:by|the content of)\s|[<>]",
    re.IGNORECASE,
)
_LOGO_WORD = re.compile(
    r"^(?:zurück\s)?zu[rm]\b|\s*[-–|]?\s*\b(?:go to|visit|link to|logo|logotype|로고|ロゴ|home ?page|home|startseite)\b"
    r"(?:\s+of\b)?",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(r"logo|masthead|brand|site-?(?:title|name)|header-?title", re.IGNORECASE)
_FEED_WORDS = re.compile(r"[»›|\[]?\s*\b(?:rss|feeds?|atom)\b.*$", re.IGNORECASE)


@dataclass(frozen=True)
class Candidate:
    """A text that may be the outlet's name, and how much its place on the page says for it."""

    name: str
    source: Source
    weight: float

    @property
    def key(self) -> str:
        return re.sub(r"^the(?=.{3})", "", key(self.name))


def is_name(name: str) -> bool:
    """Whether `name` can be an outlet's: not "Homepage", not a number, not a whole sentence."""
    wanted = key(name)
    is_word = 1 < len(wanted) <= _LONGEST and not wanted.isdigit()
    return is_word and wanted not in _NOT_A_NAME and not _SENTENCE.search(name)


def names_on(page: Page) -> Iterator[Candidate]:
    """The names that the page gives its site, in all places but its title."""
    yield from _from_metas(page)
    yield from _from_json_ld(page)
    yield from _from_markup(page)


def names_at_headline(page: Page, title: str) -> Iterator[Candidate]:
    """What stands in place of a writer, and the logo above the headline.

    On a portal it is the outlet; elsewhere it may be a person.
    """
    for found in page.all_metas("twitter:creator"):
        if not _HANDLE.match(found.value):
            yield Candidate(found.value, found.source, 1.0)
    names = [*json_ld.texts(page.article.get("author")), page.meta("author")]
    for name in names[:1]:
        yield Candidate(name, Source.META, 0.5)
    at = headline_at(page.blocks, title)
    images = page.blocks[at].element.xpath("preceding::img")[-_NEAR:] if at is not None else ()
    for image in images:
        if _MASTHEAD.search(image.get("class", "")) and image.get("alt"):
            yield Candidate(_without_logo(image.get("alt")), Source.TEXT, _LOGO_OF_ARTICLE)
            break


def without_rights(text: str) -> str:
    """The holder of a copyright, from the line that claims it."""
    return plain(_RIGHTS.sub(" ", text)).strip(" .,;|-")


def _from_metas(page: Page) -> Iterator[Candidate]:
    for name, weight in _META_WEIGHTS.items():
        for found in page.all_metas(name):
            if not name.startswith("twitter:") or not _HANDLE.match(found.value):
                yield Candidate(found.value.strip(" .,;|"), found.source, weight)
                break


def _from_json_ld(page: Page) -> Iterator[Candidate]:
    for name in json_ld.texts(page.article.get("publisher"))[:1]:
        yield Candidate(name, Source.JSON_LD, _PUBLISHER)
    for node in page.nodes:
        kinds = json_ld.types(node)
        if "WebSite" in kinds:
            yield Candidate(json_ld.text(node, "name"), Source.JSON_LD, _WEBSITE)
        elif any(kind.endswith("Organization") for kind in kinds) and _is_own(node, page):
            yield Candidate(json_ld.text(node, "name"), Source.JSON_LD, _OWNER)


def _is_own(node: dict, page: Page) -> bool:
    url = node.get("url")
    return isinstance(url, str) and bool(domain(url)) and domain(url) == domain(page.url)


def _from_markup(page: Page) -> Iterator[Candidate]:
    for holder in page.tree.xpath("//*[@itemprop='publisher']//*[@itemprop='name']")[:1]:
        yield Candidate(plain(holder.get("content")) or text_of(holder), Source.META, _WEBSITE)
    for name in _logo_texts(page)[:2]:
        yield Candidate(name, Source.TEXT, _LOGO)
    feeds = page.tree.xpath("//link[contains(@type,'rss') or contains(@type,'atom')]/@title")
    for feed in feeds[:1]:
        yield Candidate(plain(_FEED_WORDS.sub("", feed)), Source.META, _FEED)
    lines = [block.text for block in page.blocks[-60:]]
    claims = [line for line in lines if re.search(r"[©ⓒ]|copyright", line, re.IGNORECASE)]
    for name in map(without_rights, claims[:1]):
        yield Candidate(name, Source.TEXT, _COPYRIGHT_LINE)


def _logo_texts(page: Page) -> list[str]:
    """What stands on the logo: on links to the front page that are or hold one."""
    found: dict[str, None] = {}
    for link in page.tree.iter("a"):
        if _is_front_page(link.get("href") or "", page.url):
            images = [plain(image.get("alt")) for image in link.iter("img")]
            own = (text_of(link), plain(link.get("title"))) if _is_masthead(link) else ()
            for text in (*images, *own):
                name = _without_logo(text)
                if is_name(name):
                    found.setdefault(name)
    return list(found)


def _without_logo(text: str) -> str:
    return plain(_LOGO_WORD.sub(" ", text))


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
