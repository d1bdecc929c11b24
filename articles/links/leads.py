"""What stands around an article: its own address, its summary, its picture, its kind."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from articles.choices import LinkKind
from articles.links import json_ld
from articles.links.blocks import headline_at
from articles.links.found import Found, Source
from articles.links.page import Page
from articles.links.plain import cut, key, words
from articles.text.address import NotAWebAddress, canonical, is_same_site

# Names of files that stand in for a picture, or are the outlet's own.
_NO_PICTURE = re.compile(
    r"logo|placeholder|no[-_]?ima?ge?\b|blank|favicon|\bicon|[-_]icon|sprite|avatar|spacer|1x1|"
    r"^(?:og|default|share|social|facebook|twitter|fb|sns)[-_]?(?:default|image|img|share|card|thumb)?\.\w+$|"
    r"\.svg$",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"\.(?:asp|aspx|php|jsp|do|cgi|html?)$", re.IGNORECASE)
_SUMMARY_LENGTH = 500  # letters
_SHORTEST_SUMMARY = 20
_REACH = 12  # blocks after the headline in which the text begins
_SHARED_WORDS = 0.4  # of a summary with the text; a slogan of the site shares fewer
_HEARD = ("AudioObject", "PodcastEpisode", "RadioEpisode")


def find_canonical_url(page: Page) -> Found[str]:
    """The address under which the outlet keeps the article; the page's own where it names none."""
    links = page.tree.xpath("//link[translate(@rel,'CANOIL','canoil')='canonical']/@href")
    named = [Found(link, Source.META) for link in links]
    named += page.all_metas("og:url")
    named += [Found(url, Source.JSON_LD) for url in json_ld.texts(page.article.get("url"))]
    for found in named:
        try:
            url = canonical(page.absolute(found.value))
        except NotAWebAddress:
            continue
        if _is_as_exact(url, page.url):
            return Found(url, found.source)
    return Found(canonical(page.url), Source.ADDRESS)


def _is_as_exact(url: str, page_url: str) -> bool:
    """Whether `url` tells as much as the page's own address: many sites name too little by mistake.

    A front page in place of the article, or a script without the number of the article.
    """
    named, own = urlsplit(url), urlsplit(page_url)
    if named.path in ("", "/") and not named.query:
        return own.path in ("", "/") and not own.query
    return bool(
        named.query or not own.query or named.path != own.path or not _SCRIPT.search(own.path)
    )


def find_description(page: Page, title: str) -> Found[str] | None:
    """The outlet's summary of the article, or its first paragraph; not the slogan of the site."""
    paragraphs = [block.text for block in page.blocks if block.is_long]
    known = words(" ".join((title, *paragraphs)))
    for found in _summaries(page):
        own = words(found.value)
        shared = len(own & known) / len(own) if own else 0.0
        is_own = len(own) > 3 and (shared >= _SHARED_WORDS or not paragraphs)
        if is_own and len(found.value) >= _SHORTEST_SUMMARY and key(found.value) != key(title):
            return Found(cut(found.value, _SUMMARY_LENGTH), found.source)
    at = headline_at(page.blocks, title)
    after = page.blocks[at + 1 : at + _REACH] if at is not None else ()
    lines = [block.text for block in after if block.is_long] + page.main_text.split("\n")
    first = next((line for line in lines if len(key(line)) > 2 * _SHORTEST_SUMMARY), "")
    return Found(cut(first, _SUMMARY_LENGTH), Source.TEXT) if first else None


def _summaries(page: Page) -> Iterator[Found[str]]:
    yield from page.all_metas("og:description")
    for text in json_ld.texts(page.article.get("description")):
        yield Found(text, Source.JSON_LD)
    yield from page.all_metas("description", "twitter:description", "dc.description")


def find_image(page: Page) -> Found[str] | None:
    """The address of the lead picture; not the outlet's logo."""
    for found in _pictures(page):
        address = page.absolute(found.value)
        if address and not _NO_PICTURE.search(urlsplit(address).path.rsplit("/", 1)[-1]):
            return Found(address, found.source)
    return None


def _pictures(page: Page) -> Iterator[Found[str]]:
    yield from page.all_metas("og:image", "og:image:url", "og:image:secure_url")
    for address in _addresses(page.article.get("image")):
        yield Found(address, Source.JSON_LD)
    yield from page.all_metas("twitter:image", "twitter:image:src")
    for address in page.tree.xpath("//link[@rel='image_src']/@href"):
        yield Found(address, Source.META)


def _addresses(image: object) -> Iterator[str]:
    for one in image if isinstance(image, list) else [image]:
        address = (
            (one.get("url") or one.get("contentUrl") or one.get("@id"))
            if isinstance(one, dict)
            else one
        )
        yield from json_ld.texts(address)[:1]


def kind_of(page: Page, canonical_url: str) -> LinkKind:
    """What stands at the address. A page that names a page of another site as its own is a portal's."""
    types = {kind for node in page.nodes for kind in json_ld.types(node)}
    og_type = page.meta("og:type").lower()
    if not is_same_site(page.url, canonical_url):
        return LinkKind.PORTAL
    if og_type.startswith("video") or (
        "VideoObject" in types and not page.article and og_type != "article"
    ):
        return LinkKind.VIDEO
    if og_type.startswith(("music", "audio")) or (types & set(_HEARD) and not page.article):
        return LinkKind.AUDIO
    return LinkKind.ORIGINAL
