"""Rich text: the short allow-list, and the only cleaner.

The same function runs at every save and at every display. nh3 is not always idempotent on
hostile input, so text that was clean when it was stored is not taken to be clean when shown.
"""

import re
from html import unescape

import nh3

TAGS = {
    "p", "br", "h2", "h3", "ul", "ol", "li", "blockquote", "a", "em", "strong",
    "figure", "figcaption", "hr",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title", "hreflang"}, "blockquote": {"cite"}, "*": {"lang"}}
SCHEMES = {"http", "https", "mailto"}

_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    url_schemes=SCHEMES,
    link_rel="noopener noreferrer",
    clean_content_tags={"script", "style", "iframe", "object", "template", "noscript"},
)
_tag = re.compile(r"<[^>]*>")
_block_end = re.compile(r"</(?:p|h2|h3|li|blockquote|figcaption)>|<(?:br|hr)[^>]*>")
_space = re.compile(r"\s+")


def clean(html: str) -> str:
    """The HTML with everything outside the allow-list removed; empty where no text is left."""
    cleaned = _cleaner.clean(html.replace("\x00", "")).strip()
    return cleaned if plain(cleaned) else ""


def plain(html: str) -> str:
    """The text of clean HTML on one line, entities resolved."""
    return _space.sub(" ", unescape(_tag.sub("", _block_end.sub(" ", html)))).strip()


def paragraphs_to_html(paragraphs: list[str]) -> str:
    """Plain paragraphs as clean rich text."""
    return clean("".join(f"<p>{nh3.clean_text(paragraph)}</p>" for paragraph in paragraphs))
