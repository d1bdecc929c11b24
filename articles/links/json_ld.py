"""The structured data of a page (https://schema.org in JSON-LD), read with patience.

Sites write it by template, so that arrays, graphs, broken quotes, stray commas and HTML in values
are everyday. What cannot be repaired is left out; nothing here raises.
"""

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from articles.links.plain import key, likeness, plain

type_of_article = re.compile(r"(Article|BlogPosting|NewsStory|Report|AnalysisNews|Interview)$")
_DECODER = json.JSONDecoder(strict=False)
_WRAPPING = re.compile(r"<!--|-->|(?:(?://|/\*)\s{0,9})?(?:<!\[CDATA\[|\]\]>)(?:\s{0,9}\*/)?")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_STRAY_COMMA = re.compile(r",(?=\s*[,}\]])")
_MISSING_COMMA = re.compile(r'(["\d}\]])(\s{0,9}\n\s{0,99}")')
_ONE_VALUE_A_LINE = re.compile(
    r'^([ \t]{0,80}"[@\w]{1,40}"[ \t]{0,9}:[ \t]{0,9}")(.{0,9999})("[ \t]{0,9},?[ \t]{0,9})$',
    re.MULTILINE,
)
_BARE_QUOTE = re.compile(r'(?<!\\)"')
_SAYS_ARTICLE = re.compile(r'"@type"\s{0,9}:\s{0,9}\[?\s{0,9}"\w{0,20}Article"')
_SALVAGEABLE = re.compile(
    r'"(?P<name>headline|datePublished|description|inLanguage)"\s{0,9}:\s{0,9}'
    r'"(?P<value>(?:[^"\\\n]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4}){1,2000})"(?=\s{0,9}[,}\n])'
)
_MOST_NODES = 2_000
# Under these names stand other pages, or what readers wrote.
_ELSEWHERE = frozenset(
    [
        "itemlistelement",
        "haspart",
        "mentions",
        "citation",
        "comment",
        "review",
        "isrelatedto",
        "relatedlink",
        "significantlink",
        "about",
        "liveblogupdate",
        "backstory",
    ]
)


def read_nodes(scripts: Iterable[str]) -> tuple[dict, ...]:
    """Every object about this page or its site, in order; references by @id are filled in."""
    everything: list[dict] = []
    about_this_page: list[dict] = []
    for script in scripts:
        for value in _values(script):
            everything.extend(_walk(value, frozenset()))
            about_this_page.extend(_walk(value, _ELSEWHERE))
    by_id = _by_id(everything)
    return tuple(_filled_in(node, by_id) for node in about_this_page[:_MOST_NODES])


def types(node: dict) -> tuple[str, ...]:
    """The schema.org types of an object, without the namespace."""
    found = node.get("@type")
    names = found if isinstance(found, list) else [found]
    return tuple(str(name).rsplit("/", 1)[-1] for name in names if name)


def texts(value: Any) -> tuple[str, ...]:
    """The plain texts of a property: a text, a number, an object's name, or a list of them."""
    if isinstance(value, list):
        return tuple(text for item in value for text in texts(item))
    if isinstance(value, dict):
        parts = f"{text(value, 'givenName')} {text(value, 'familyName')}".strip()
        return texts(value.get("name") or value.get("@value") or parts)
    found = plain(value) if isinstance(value, str | int | float) else ""
    return (found,) if found else ()


def text(node: dict, *names: str) -> str:
    """The first plain text among the properties `names`; empty if there is none."""
    return next((found for name in names for found in texts(node.get(name))), "")


def main_article(nodes: Iterable[dict], page_url: str, headline: str) -> dict:
    """The article that the page is; empty if it has none. `headline` is the page's own title."""
    articles = [node for node in nodes if any(map(type_of_article.search, types(node)))]

    def fitness(node: dict) -> tuple:
        title = text(node, "headline", "name")
        return (
            _is_about(node, page_url),
            likeness(title, headline) > 0.5,
            bool(title) + ("datePublished" in node) + ("author" in node),
        )

    return max(articles, key=fitness, default={})


def _is_about(node: dict, page_url: str) -> bool:
    page = node.get("mainEntityOfPage")
    about = [node.get("url"), node.get("@id"), page]
    if isinstance(page, dict):
        about += [page.get("@id"), page.get("url")]
    path = _path(page_url)
    return bool(path) and path in {_path(url) for url in about if isinstance(url, str)}


def _path(url: str) -> str:
    return key(re.sub(r"^(https?:)?//[^/]*|[?#].*$", "", url))


def _values(script: str) -> list[Any]:
    """The JSON values in one script; what comes after an error is lost."""
    source = _WRAPPING.sub("", script).strip().rstrip(";")
    if '"' not in source and "&quot;" in source:
        source = html.unescape(source)
    for repair in _REPAIRS:
        source = repair(source)
        if values := _decoded(source):
            return values
    return _salvaged(source)


def _salvaged(source: str) -> list[Any]:
    """What can be read of an article in a script that no repair makes whole."""
    if not _SAYS_ARTICLE.search(source):
        return []
    node: dict[str, Any] = {"@type": "Article"}
    for match in _SALVAGEABLE.finditer(source):
        node.setdefault(match["name"], json.loads(f'"{match["value"]}"', strict=False))
    return [node]


def _decoded(source: str) -> list[Any]:
    values = []
    position = 0
    while start := re.compile(r"[\[{]").search(source, position):
        try:
            value, position = _DECODER.raw_decode(source, start.start())
        except (ValueError, RecursionError):
            break
        values.append(value)
    return values


def _with_quotes_escaped(source: str) -> str:
    return _ONE_VALUE_A_LINE.sub(
        lambda line: line[1] + _BARE_QUOTE.sub('\\\\"', line[2]) + line[3], source
    )


_REPAIRS: tuple[Callable[[str], str], ...] = (
    lambda source: source,
    lambda source: _STRAY_COMMA.sub("", _BAD_ESCAPE.sub(r"\\\\", source)),
    lambda source: _MISSING_COMMA.sub(r"\1,\2", source),
    _with_quotes_escaped,
)


def _walk(value: Any, left_out: frozenset[str]) -> Iterator[dict]:
    """The objects in `value`, outer before inner."""
    waiting = [value]
    seen = 0
    while waiting and seen < _MOST_NODES:
        seen += 1
        current = waiting.pop(0)
        if isinstance(current, list):
            waiting[:0] = current
        elif isinstance(current, dict):
            yield current
            waiting[:0] = [
                inner
                for name, inner in current.items()
                if isinstance(inner, dict | list) and name.lower() not in left_out
            ]


def _by_id(nodes: Iterable[dict]) -> dict[str, dict]:
    """The fullest object of each @id."""
    found: dict[str, dict] = {}
    for node in nodes:
        name = node.get("@id")
        if isinstance(name, str) and len(node) > len(found.get(name, ())):
            found[name] = node
    return found


def _filled_in(node: dict, by_id: dict[str, dict]) -> dict:
    def look_up(value: Any) -> Any:
        if isinstance(value, list):
            return [look_up(item) for item in value]
        if isinstance(value, dict) and len(value) <= 2 and isinstance(value.get("@id"), str):
            return {**by_id.get(value["@id"], {}), **value}
        return value

    return {name: look_up(value) for name, value in node.items()}
