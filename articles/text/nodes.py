"""The words of rich text and where each letter of them stands in the HTML."""

import re
from dataclasses import dataclass
from html import escape, unescape

_TOKEN = re.compile(
    r"""<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>[^<>"]*(?:"[^"]*"[^<>"]*)*)>"""
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)"
    r"|(?P<letters>[^<&]+)|(?P<mark>[<&])"
)
_BLOCKS = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "figure", "figcaption", "br", "hr"}
_ADDRESS = re.compile(r"""\b(?:href|cite|title)="([^"]*)\"""")


@dataclass(frozen=True)
class Nodes:
    """Clean HTML taken apart.

    `text` has a line break wherever a block ends. The letter at n of it stands in the HTML from
    `starts[n]` to `ends[n]`; a line break stands nowhere. `addresses` are what the tags say to
    nobody but the browser.
    """

    html: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    addresses: tuple[str, ...]

    def replaced(self, start: int, end: int, new: str) -> str:
        """The HTML with the letters from `start` to `end` of the text replaced; tags stay."""
        places = [(self.starts[at], self.ends[at]) for at in range(start, end)]
        places = [place for place in places if place[0] < place[1]]
        if not places:
            raise ValueError("there are no letters to replace")
        html = self.html
        for first, last in reversed(places):
            words = escape(new, quote=False) if first == places[0][0] else ""
            html = html[:first] + words + html[last:]
        return html


def nodes(html: str) -> Nodes:
    """Take clean HTML apart. The effort grows with its length."""
    letters, starts, ends, addresses = [], [], [], []

    def add(text: str, start: int, end: int) -> None:
        letters.append(text)
        starts.append(start)
        ends.append(end)

    for token in _TOKEN.finditer(html):
        if tag := token["tag"]:
            addresses += [unescape(address) for address in _ADDRESS.findall(token["rest"])]
            if tag.lower() in _BLOCKS:
                add("\n", token.end(), token.end())
        elif token["entity"]:
            for number, letter in enumerate(unescape(token[0])):
                add(letter, token.end() if number else token.start(), token.end())
        else:
            for offset, letter in enumerate(token[0]):
                add(letter, token.start() + offset, token.start() + offset + 1)
    return Nodes(html, "".join(letters), tuple(starts), tuple(ends), tuple(addresses))
