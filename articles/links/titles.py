"""The outlet's own headline, without the names of the site and its sections."""

import re
from collections.abc import Iterable, Iterator

from articles.links import json_ld
from articles.links.blocks import heading_level
from articles.links.found import Found, Source
from articles.links.page import Page, text_of
from articles.links.plain import key, likeness, plain

_METAS = ("og:title", "twitter:title", "dc.title", "sailthru.title", "parsely-title", "title")
# Marks that stand between a headline and the name of the site. Some are also written inside a
# headline, so that a cut needs evidence.
_MARKS = re.compile(
    r"\s+[-–—|·•:~/l]\s+|\s*(?:::+|--+|>>?|<<?|[|｜∣│┃¦ㅣ»«›‹＞＜＿_])\s*|\s*：\s*"
    r"|(?<=\S)[-–—](?=[^-–—]{1,20}$)|\s+[-–—](?=\S)"
)
_SURE_MARK = re.compile(r"\s*(?:[|｜∣│┃¦ㅣ»«›‹]|::)\s*$")
_ELLIPSIS = re.compile(r"(?:\.\.|…)$")
_FEWEST_LETTERS = 6
_LONGEST_TITLE = 400  # letters
_LONGEST_NAME = 4  # words


def find_title(page: Page, outlet_names: Iterable[str]) -> Found[str] | None:
    """The headline that a reader sees, checked against what the page says about itself.

    `outlet_names` are names under which the site may be known.
    """
    names = frozenset(filter(None, map(key, outlet_names)))
    declared = [
        Found(headline, found.source)
        for found in _declared(page)
        if len(found.value) <= _LONGEST_TITLE
        and (headline := undecorated(found.value, page, names))
        and key(headline) not in names
    ]
    seen = _seen_headline(page, declared, names)
    return seen or next(iter(declared), None)


def _declared(page: Page) -> Iterator[Found[str]]:
    """The titles that the page gives itself, the most trusted first."""
    headline = json_ld.text(page.article, "headline", "name")
    if headline and not _ELLIPSIS.search(headline):
        yield Found(headline, Source.JSON_LD)
    yield from page.all_metas("headline", *_METAS)
    if page.title_tag:
        yield Found(page.title_tag, Source.META)
    if headline:
        yield Found(headline, Source.JSON_LD)


def _seen_headline(
    page: Page, declared: list[Found[str]], names: frozenset[str]
) -> Found[str] | None:
    """The heading on the page that is the headline; None where no heading is surely it."""
    headings = [element for element in page.tree.iter("h1") if not _is_apart(element)]
    texts = [text for text in map(text_of, headings) if key(text) and key(text) not in names]
    for element in headings:
        for title in declared:
            if text := _agreed(element, title.value):
                return Found(text, Source.TEXT if text != title.value else title.source)
    distinct = {key(text) for text in texts}
    if len(distinct) != 1 or any(key(title.value) in page.block_keys for title in declared):
        return None
    if _is_long_enough(texts[0]) and _is_before_the_text(page, texts[0]):
        return Found(texts[0], Source.TEXT)
    return None


def _is_apart(element) -> bool:
    """Whether the element belongs to a menu or a list beside the article."""
    return any(ancestor.tag in ("nav", "aside", "footer") for ancestor in element.iterancestors())


def _agreed(element, title: str) -> str:
    """The text of the heading where it says the same as `title`; empty where it does not.

    A heading may hold a kicker or a byline as well, in lines or elements of their own.
    """
    whole = text_of(element)
    lines = [line for line in map(plain, element.xpath(".//text()")) if line]
    if key(whole) == key(title):
        return whole if len(lines) == 1 else title
    if key(title) in map(key, lines):
        return title
    shorter, longer = sorted((key(whole), key(title)), key=len)
    is_part = bool(shorter) and shorter in longer and len(shorter) > 0.6 * len(longer)
    return whole if is_part or likeness(whole, title) > 0.5 else ""


def _is_long_enough(text: str) -> bool:
    return len(key(text)) >= 3 * _FEWEST_LETTERS or len(text.split()) > _LONGEST_NAME


def _is_before_the_text(page: Page, title: str) -> bool:
    at = next((n for n, block in enumerate(page.blocks) if key(block.text) == key(title)), None)
    return at is not None and any(
        block.is_long and heading_level(block.element) > 3 for block in page.blocks[at + 1 :]
    )


def undecorated(title: str, page: Page, names: frozenset[str]) -> str:
    """`title` without the names of the site and the section at its end or beginning.

    Something is cut where what is left stands somewhere in the page by itself, or where what
    goes is a name of the site. `names` are keys of such names.
    """
    if key(title) in page.heading_keys:
        return title
    for standing in (page.block_keys, page.attribute_keys):
        for head, _mark, tail in reversed(list(_cuts(title))):
            if _stands_alone(head, tail, standing):
                return undecorated(head, page, names)
            if _stands_alone(tail, head, standing) and is_name(head, names):
                return tail
    return _without_names(title, names, page.section_keys)


def _cuts(title: str) -> Iterator[tuple[str, str, str]]:
    """(head, mark, tail) for each mark in the title, the longest head last."""
    for mark in _MARKS.finditer(title):
        head, tail = title[: mark.start()].strip(), title[mark.end() :].strip()
        if head and tail:
            yield head, mark[0], tail


def _stands_alone(part: str, rest: str, standing: frozenset[str]) -> bool:
    wanted = key(part)
    is_main_part = len(wanted) >= _FEWEST_LETTERS and 2 * len(wanted) > len(key(rest))
    return is_main_part and wanted in standing


def _without_names(title: str, names: frozenset[str], sections: frozenset[str]) -> str:
    for head, mark, tail in reversed(list(_cuts(title))):
        is_section = _is_section(tail, head) and (_SURE_MARK.match(mark) or key(tail) in sections)
        is_site = is_name(tail, names) and len(key(head)) >= _FEWEST_LETTERS
        if is_site or is_section:
            return _without_names(head, names, sections)
    for head, _mark, tail in _cuts(title):
        if is_name(head, names) and len(key(tail)) >= _FEWEST_LETTERS:
            return tail
    return title


def _is_section(tail: str, head: str) -> bool:
    return len(tail.split()) <= _LONGEST_NAME and 2 * len(key(tail)) <= len(key(head))


def is_name(text: str, names: frozenset[str]) -> bool:
    """Whether `text` is one of the site's names, with or without a short addition."""
    wanted = key(text)
    if wanted in names:
        return True
    return any(
        len(name) > 2 and name in wanted and len(wanted) - len(name) <= max(8, len(name))
        for name in names
    )
