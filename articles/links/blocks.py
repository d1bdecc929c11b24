"""What a reader sees of a page: its blocks of text, in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from articles.links.plain import key, plain

_BREAKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_UNSEEN = frozenset(
    ["head", "iframe", "noscript", "object", "script", "style", "svg", "template", "textarea"]
)
_HEADINGS = ("h1", "h2", "h3")
_LONG = 60  # letters; a paragraph of the text has more, a byline or a date less
_MOST_BLOCKS = 20_000


@dataclass(frozen=True)
class Block:
    """A run of text that nothing interrupts, with the element in which it begins."""

    text: str
    element: etree._Element

    @property
    def is_long(self) -> bool:
        """Whether it reads like a paragraph, not like a label, a date or a byline."""
        return len(key(self.text)) >= _LONG


def blocks_of(tree: etree._Element) -> tuple[Block, ...]:
    """The blocks of the page, without scripts, styles and the head."""
    found: list[Block] = []
    pieces: list[str] = []
    start = tree
    for piece, element in _pieces(tree):
        if piece is None:
            _finish(found, pieces, start)
            start = element
        else:
            pieces.append(piece)
    _finish(found, pieces, start)
    return tuple(found[:_MOST_BLOCKS])


def _finish(found: list[Block], pieces: list[str], start: etree._Element) -> None:
    text = plain("".join(pieces))
    pieces.clear()
    if text:
        found.append(Block(text, start))


def _pieces(tree: etree._Element) -> Iterator[tuple[str | None, etree._Element]]:
    """The texts of the tree in order; None where a block begins or ends."""
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element.tag in _UNSEEN:
                walk.skip_subtree()
                continue
            if element.tag in _BREAKS:
                yield None, element
            if element.text:
                yield element.text, element
            continue
        if event == "end" and element.tag in _BREAKS:
            yield None, element.getparent() if element.getparent() is not None else element
        if element.tail:
            yield element.tail, element


def heading_level(element: etree._Element) -> int:
    """1 to 3 inside such a heading, 4 elsewhere."""
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag in _HEADINGS:
            return int(ancestor.tag[1])
    return 4


def headline_at(blocks: tuple[Block, ...], title: str) -> int | None:
    """Where the headline of the article stands among the blocks.

    A title also stands in breadcrumbs, menus and lists of related pages: a heading is preferred,
    then the place that is soonest followed by a paragraph.
    """
    wanted = key(title)
    places = [
        place
        for place, block in enumerate(blocks)
        if wanted and key(block.text).startswith(wanted) and len(key(block.text)) < 3 * len(wanted)
    ]

    def distance(place: int) -> tuple[int, int]:
        level = heading_level(blocks[place].element)
        following = (n for n, block in enumerate(blocks[place + 1 :]) if block.is_long)
        return level, next(following, len(blocks))

    return min(places, key=distance, default=None)
