"""Rich text as plain lines that still show how it is built, for comparing two versions."""

from html.parser import HTMLParser

_BLOCKS = {"p", "h2", "h3", "li", "ul", "ol", "blockquote", "figure", "figcaption", "br", "hr"}
_HEADINGS = {"h2": "## ", "h3": "### "}
_EMPHASIS = {"strong": "**", "em": "*"}


def outline(html: str) -> str:
    """One line for each block of clean HTML, entities resolved, with marks for what it is.

    `## ` and `### ` stand before headings, `• ` or `1. ` before list items, `> ` before quoted
    lines, `*` and `**` around emphasis, and the address in angle brackets behind a link.
    """
    writer = _Writer()
    writer.feed(html)
    writer.close()
    writer.end_line()
    return "\n".join(writer.lines)


class _Writer(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line = self.mark = ""
        self.quotes = 0
        self.lists: list[int | None] = []  # the last number of each open list, None for bullets
        self.links: list[str] = []

    def end_line(self) -> None:
        text = " ".join(self.line.split())
        if text:
            self.lines.append("> " * self.quotes + self.mark + text)
            self.mark = ""
        self.line = ""

    def handle_starttag(self, tag, attrs):
        if tag in _BLOCKS:
            self.end_line()
            self.mark = self._mark_of(tag) or self.mark
        match tag:
            case "ul" | "ol":
                self.lists.append(0 if tag == "ol" else None)
            case "strong" | "em":
                self.line += _EMPHASIS[tag]
            case "blockquote":
                self.quotes += 1
            case "hr":
                self.lines.append("———")
            case "a":
                self.links.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag):
        if tag in _BLOCKS:
            self.end_line()
            self.mark = ""
        match tag:
            case "ul" | "ol" if self.lists:
                self.lists.pop()
            case "strong" | "em":
                self.line += _EMPHASIS[tag]
            case "blockquote":
                self.quotes -= 1
            case "a" if self.links and (address := self.links.pop()):
                self.line += f" <{address}>"

    def handle_data(self, data):
        self.line += data

    def _mark_of(self, tag: str) -> str:
        if tag != "li":
            return _HEADINGS.get(tag, "")
        if not self.lists or self.lists[-1] is None:
            return "• "
        self.lists[-1] += 1
        return f"{self.lists[-1]}. "
