"""A news page, taken apart once: its tags, its structured data and its visible text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin, urlsplit

import trafilatura
from lxml import etree, html

from articles.links import json_ld
from articles.links.blocks import Block, blocks_of
from articles.links.decoding import decode
from articles.links.found import Found, Source
from articles.links.plain import cut, key, plain

_EMPTY = "<html><body></body></html>"
_LONGEST_LINE = 400  # letters
_LONGEST_META = 5_000  # letters
_LONGEST_PAGE = 6_000_000  # bytes; what comes after is not the article


@dataclass(frozen=True)
class Page:
    """A page that was fetched or saved. `url` is where it was published."""

    url: str
    text: str

    @cached_property
    def tree(self) -> etree._Element:
        source = self.text.replace("\x00", "").encode("utf-8", "replace")
        try:
            tree = html.document_fromstring(source, parser=html.HTMLParser(encoding="utf-8"))
        except (etree.ParserError, etree.XMLSyntaxError):
            return html.document_fromstring(_EMPTY)
        etree.strip_elements(tree, "rt", "rp", with_tail=False)  # how a word is read, beside it
        return tree

    @cached_property
    def metas(self) -> tuple[tuple[str, str], ...]:
        """(lower-case name, content) of every meta tag that has both, in order."""
        found = []
        for tag in self.tree.iter("meta"):
            content = plain((tag.get("content") or "")[:_LONGEST_META])
            for attribute in ("property", "name", "itemprop"):
                if content and tag.get(attribute):
                    found.append((tag.get(attribute).strip().lower(), content))
        return tuple(found)

    @cached_property
    def nodes(self) -> tuple[dict, ...]:
        """The objects of the structured data."""
        scripts = self.tree.xpath("//script[contains(translate(@type,'LD','ld'),'ld+json')]/text()")
        return json_ld.read_nodes(scripts)

    @cached_property
    def article(self) -> dict:
        """The structured data of the article itself; empty if there is none."""
        return json_ld.main_article(self.nodes, self.url, self.meta("og:title") or self.title_tag)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return blocks_of(self.tree)

    @cached_property
    def heading_keys(self) -> frozenset[str]:
        """The headings of the first rank, as `key` gives them."""
        return frozenset(key(text_of(element)) for element in self.tree.iter("h1"))

    @cached_property
    def block_keys(self) -> frozenset[str]:
        """The short blocks of text."""
        return _short_keys(block.text for block in self.blocks)

    @cached_property
    def attribute_keys(self) -> frozenset[str]:
        """The values of attributes: names of pictures, texts to share, hidden data."""
        return _short_keys(value for tag in self.tree.iter("*") for value in tag.values())

    @cached_property
    def section_keys(self) -> frozenset[str]:
        """The names of sections: what is declared, and what stands on links into the site."""
        links = self.tree.xpath("//a[contains(@href,'/') and string-length(@href) > 1]")
        inner = [link for link in links if _path(link.get("href")) not in ("", "/")]
        declared = [found.value for found in self.all_metas("article:section", "section")]
        return _short_keys(
            [*declared, *json_ld.texts(self.article.get("articleSection")), *map(text_of, inner)]
        )

    @cached_property
    def title_tag(self) -> str:
        titles = self.tree.xpath("//title[not(ancestor::*[local-name()='svg'])]")
        return next((cut(text, _LONGEST_LINE) for text in map(text_of, titles) if text), "")

    @cached_property
    def main_text(self) -> str:
        """The running text of the article, a paragraph a line; empty if there is none."""
        found = trafilatura.extract(self.text, include_comments=False, include_tables=False)
        return found or "\n".join(block.text for block in self.blocks if block.is_long)

    def meta(self, *names: str) -> str:
        """The content of the first of these meta tags that there is; empty if there is none."""
        return next((found.value for found in self.all_metas(*names)), "")

    def all_metas(self, *names: str) -> Iterator[Found[str]]:
        """The contents of these meta tags, in the order of `names`."""
        for name in names:
            source = Source.OPEN_GRAPH if name.startswith(("og:", "article:")) else Source.META
            yield from (Found(content, source) for held, content in self.metas if held == name)

    def absolute(self, address: str) -> str:
        """A full web address for one written in the page; empty if it is none."""
        try:
            full = urljoin(self.url, address.strip())
        except ValueError:
            return ""
        return full if full.startswith(("http://", "https://")) else ""


def read_page(url: str, page: bytes, content_type: str | None = None) -> Page:
    """The page at `url` from its bytes; `content_type` is the HTTP header, if there was one."""
    return Page(url, decode(page[:_LONGEST_PAGE], content_type))


def text_of(element: etree._Element) -> str:
    """All the text inside an element, in one line."""
    return plain(element.xpath("string()"))


def _short_keys(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(key(plain(text)) for text in texts if len(text) <= _LONGEST_LINE)


def _path(href: str) -> str:
    try:
        return urlsplit(href.strip()).path
    except ValueError:
        return ""
