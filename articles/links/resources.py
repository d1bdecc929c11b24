"""What a page needs to be read as it was: its pictures and styles."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urldefrag, urljoin

from articles.links.page import Page

_LAZY = ("src", "data-src", "data-original", "data-lazy-src", "data-lazy", "data-url")
_IN_STYLES = re.compile(r"@import\s+[\"']([^\"']+)[\"']|url\(\s*[\"']?([^\"')]+)[\"']?\s*\)", re.I)
_NO_PICTURE = re.compile(r"\.(?:woff2?|ttf|otf|eot)(?:[?#]|$)", re.I)


def of_page(page: Page) -> list[str]:
    """The addresses of the styles of a page, then of its pictures, each once."""
    base = next(iter(page.tree.xpath("//base/@href")), "")
    found = [*_styles(page), *_pictures(page)]
    return _absolute(found, _joined(page.url, base) or page.url)


def of_style(url: str, css: str) -> list[str]:
    """The addresses of the pictures and further styles that a style sheet at `url` names."""
    return _absolute((one or two for one, two in _IN_STYLES.findall(css)), url)


def _styles(page: Page) -> Iterator[str]:
    for link in page.tree.iter("link"):
        if "stylesheet" in (link.get("rel") or "").lower().split():
            yield link.get("href") or ""


def _pictures(page: Page) -> Iterator[str]:
    yield page.meta("og:image")
    for tag in page.tree.iter("img"):
        yield from (tag.get(name) or "" for name in _LAZY)
        yield _largest(tag.get("srcset") or tag.get("data-srcset") or "")
    for tag in page.tree.xpath("//picture/source"):
        yield _largest(tag.get("srcset") or "")


def _largest(srcset: str) -> str:
    """The last candidate of a srcset, which by custom is the largest."""
    last = srcset.rpartition(",")[2].split()
    return last[0] if last else ""


def _absolute(addresses: Iterable[str], base: str) -> list[str]:
    full = (_joined(base, address.strip()) for address in addresses if address.strip())
    return list(dict.fromkeys(url for url in full if url and not _NO_PICTURE.search(url)))


def _joined(base: str, address: str) -> str:
    """A full web address; empty where it is none (data:, blob:, or nonsense)."""
    try:
        full = urldefrag(urljoin(base, address)).url
    except ValueError:
        return ""
    return full if full.startswith(("http://", "https://")) else ""
