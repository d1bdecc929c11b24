"""The names of the writers where a reader finds them: around the headline and around the text."""

import itertools
import re

from lxml import etree

from articles.links import name_words
from articles.links.blocks import Block, headline_at
from articles.links.names import credited_in_korean, is_person, people_in
from articles.links.page import Page, text_of
from articles.links.plain import plain

_AUTHOR = re.compile(
    r"(?:^|[-_\s]|(?<=[a-z])(?=[A-Z]))(?:by-?lines?|authors?|reporters?|writers?|journalists?|contributors?|"
    r"autore?s?|autora|autoren|auteurs?|verfasser|redattore|firma|writtenby|penulis|skribent)"
    r"(?=$|[-_\s\d]|[A-Z]|name|info|s\b|text)",
    re.IGNORECASE,
)
_NOT_AUTHOR = re.compile(
    r"comment|avatar|imag|photo|picture|\bbio|follow|related|caption|credit|recommend|popular|most-|"
    r"teaser|promo|newsletter|reply|sidebar|footer|widget|ranking|latest|trending|card|carousel|more-from|"
    r"tags\b(?!-)",
    re.IGNORECASE,
)
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autore?s?|autoren|auteurs?|people|person|profiles?|reporters?|journalists?|writers?|"
    r"contributors?|bylines?|by|staff|editors?|columnists?|redakteur|kirjoittajat|skribent)/[^/]",
    re.IGNORECASE,
)
_APART = frozenset({"aside", "footer", "nav", "figure", "figcaption", "form"})
_REACH_AFTER, _REACH_BEFORE = 350, 60  # elements
_CLOSE = 60  # elements; so near to the headline nothing is about another article
_BLOCKS_AFTER, _BLOCKS_BEFORE = 14, 4
_LONGEST = 220  # letters
_MOST_MARKED = 40  # elements inside one byline
_CHINESE_NAMES = r"([\u4e00-\u9fff]{2,4}(?:[、，,\s][\u4e00-\u9fff]{2,4})*)"
_IN_TEXT = (
    # 〔記者王小明／台北報導〕, （记者张三、李四）, 記者王小明／台北報導
    re.compile(rf"^[〔（(\[［【]?\s*(?:記者|文)\s?[／/]?\s?{_CHINESE_NAMES}\s?[／/]"),
    re.compile(rf"[（(〔]\s*(?:本报|本報|新华社)?(?:记者|記者)\s?{_CHINESE_NAMES}\s?[）)〕]"),
    # （中央社記者張三四台北1日電）
    re.compile(
        r"[（(〔][^）)〕]{0,6}(?:記者|记者|特派員)([\u4e00-\u9fff]{3})[\u4e00-\u9fff]{2,6}\d{1,2}日"
    ),
    # 【ソウル＝山田太郎】
    re.compile(r"^[【（(][^】）)＝=]{1,14}[＝=]\s?([^】）)＝=]{2,14})[】）)]"),
)
# [부산=어느신문 홍길동 기자] 본문; (서울=어느통신) 홍길동 김영희 기자 = 본문
_KOREAN_AT_START = re.compile(
    r"^\s*[\[(【][^\])】]{0,40}?(?:기자|특파원)\s?[\])】]"
    r"|^\([^)]{2,20}\)\s?(?P<names>[가-힣·\s]{2,30})(?:기자|특파원)\s?="
)
_MAIL = re.compile(r"\S+@\S+\.\S+")


def find_people(page: Page, title: str, outlet_keys: frozenset[str]) -> tuple[str, ...]:
    """The writers whom the page names to its readers, in order; empty where none are surely named.

    `outlet_keys` are names of the outlet, as `plain.key` gives them.
    """
    at = headline_at(page.blocks, title)
    if at is None:
        return ()
    finders = (
        lambda: _marked(page, page.blocks[at].element, outlet_keys),
        lambda: _credited(page.blocks, at, outlet_keys),
        lambda: _around_text(page.blocks[at + 1 :]),
    )
    if _credits_nobody(page.blocks[at + 1 : at + 6], outlet_keys):
        return ()
    return next((people for find in finders if (people := find())), ())


def _credits_nobody(blocks: tuple[Block, ...], outlet_keys: frozenset[str]) -> bool:
    """Whether the byline names a desk or an agency and nobody else."""
    lines = [block.text for block in blocks if name_words.CREDIT.match(block.text)]
    return (
        bool(lines)
        and not any(people_in(line, outlet_keys) for line in lines)
        and any(name_words.names_organisation(line) for line in lines if len(line) < _LONGEST // 4)
    )


def _marked(page: Page, headline: etree._Element, outlet_keys: frozenset[str]) -> tuple[str, ...]:
    """The people in the elements nearest to the headline that are marked as holding the author."""
    elements = list(page.tree.iter("*"))
    place = elements.index(headline)
    near = (
        *elements[place : place + _REACH_AFTER],
        *reversed(elements[max(0, place - _REACH_BEFORE) : place]),
    )
    for distance, element in enumerate(near):
        if _is_marked(element, is_close=distance < _CLOSE) and (
            people := _people_of(element, outlet_keys)
        ):
            return _with_neighbours(element, people, outlet_keys)
    return ()


def _is_marked(element: etree._Element, *, is_close: bool) -> bool:
    if not _names_author(element) or _NOT_AUTHOR.search(_labels(element)):
        return False
    apart = _APART - {"aside", "nav", "form"} if is_close else _APART
    return not any(
        ancestor.tag in apart or (depth < 5 and _NOT_AUTHOR.search(_labels(ancestor)))
        for depth, ancestor in enumerate(element.iterancestors())
    )


def _names_author(element: etree._Element) -> bool:
    if "author" in f"{element.get('rel', '')} {element.get('itemprop', '')}".split():
        return True
    if _leads_to_author(element):
        return True
    return element.tag not in ("body", "article", "html", "meta", "link") and bool(
        _AUTHOR.search(_labels(element))
    )


def _leads_to_author(element: etree._Element) -> bool:
    """Whether it is a link to a person's page, and not inside a paragraph about that person."""
    if element.tag != "a" or not _AUTHOR_PAGE.search(element.get("href", "")):
        return False
    parent = element.getparent()
    return len(parent) < _MOST_MARKED and len(text_of(parent)) < _LONGEST


def _labels(element: etree._Element) -> str:
    names = ("class", "id", "data-testid", "data-qa", "data-component")
    return " ".join(element.get(name) or "" for name in names)


def _people_of(element: etree._Element, outlet_keys: frozenset[str]) -> tuple[str, ...]:
    """The people in one element: each in an element of its own, or all in one line."""
    text = _spaced(element)
    if len(text) > 4 * _LONGEST:
        return ()
    own = list(itertools.islice(filter(_names_author, element.iterdescendants("*")), _MOST_MARKED))
    outer = {ancestor for child in own for ancestor in child.iterancestors()}
    inner = [child for child in own if child not in outer]
    found = [name for child in inner for name in people_in(_spaced(child), outlet_keys)]
    whole = people_in(text, outlet_keys) if len(text) <= _LONGEST else ()
    people = tuple(dict.fromkeys(found if len(set(found)) >= len(whole) else whole))
    # In a list of interests or places a piece or two may be written as names are.
    pieces = [piece for piece in re.split("[、，]", text) if piece.strip()]
    return people if 2 * len(people) >= len(pieces) or len(pieces) < 3 else ()


def _spaced(element: etree._Element) -> str:
    """The text of an element with a space between its parts, which style may keep apart."""
    return plain(" ".join(element.xpath(".//text()")))


def _with_neighbours(
    element: etree._Element, people: tuple[str, ...], outlet_keys: frozenset[str]
) -> tuple[str, ...]:
    """The people together with those in like elements beside this one."""
    parent = element.getparent()
    beside = [] if parent is None else [child for child in parent if child is not element]
    alike = [other for other in beside if other.get("class") == element.get("class")]
    more = [
        name for other in alike if _names_author(other) for name in _people_of(other, outlet_keys)
    ]
    return tuple(dict.fromkeys((*people, *more)))


def _credited(blocks: tuple[Block, ...], at: int, outlet_keys: frozenset[str]) -> tuple[str, ...]:
    """The people in a short line near the headline that begins like a byline."""
    near = (*blocks[at + 1 : at + 1 + _BLOCKS_AFTER], *blocks[max(0, at - _BLOCKS_BEFORE) : at])
    lines = [block.text for block in near if len(block.text) <= _LONGEST // 2]
    for line, following in itertools.pairwise([*lines, ""]):
        if name_words.CREDIT.match(line) and (people := people_in(line, outlet_keys)):
            return people
        if name_words.CREDIT.match(f"{line} X") and (people := people_in(following, outlet_keys)):
            return people
        if not _is_caption(line) and (people := credited_in_korean(line)):
            return people
    return ()


def _is_caption(line: str) -> bool:
    return "사진" in line or ("=" in line and len(line) > 40)


def _around_text(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """The people whom the text itself credits, in its first paragraphs or under its last one."""
    long = [place for place, block in enumerate(blocks) if block.is_long]
    if not long:
        return ()
    for place in long[:4]:
        if people := _in_opening(blocks[place].text):
            return people
    end = _end_of_text(long)
    if (
        people := credited_in_korean(_MAIL.sub("", blocks[end].text[-60:]))
        if _MAIL.search(blocks[end].text[-60:])
        else ()
    ):
        return people[-1:]
    return _signature(blocks[end + 1 : end + 5])


def _in_opening(text: str) -> tuple[str, ...]:
    for form in _IN_TEXT:
        if match := form.search(text[:120]):
            names = re.split(r"[、，,\s]", match[1])
            if people := tuple(filter(is_person, names)):
                return people
    if match := _KOREAN_AT_START.match(text):
        listed = tuple(filter(is_person, re.split(r"[·\s]+", match["names"] or "")))
        return listed or credited_in_korean(match[0])
    return ()


def _end_of_text(long: list[int]) -> int:
    """Where the last paragraph stands: before the first wide gap between paragraphs."""
    for this, following in itertools.pairwise(long):
        if following - this > 8:
            return this
    return long[-1]


def _signature(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """The name under a text: before a Korean role, or alone at the right margin."""
    for block in blocks:
        if len(block.text) > _LONGEST // 4:
            continue
        if people := credited_in_korean(plain(block.text)):
            return people
        if _is_at_right(block.element) and is_person(block.text):
            return (block.text,)
    return ()


def _is_at_right(element: etree._Element) -> bool:
    for ancestor in (element, *list(element.iterancestors())[:2]):
        style = f"{ancestor.get('style', '')} {ancestor.get('align', '')}".replace(" ", "")
        if "text-align:right" in style or style == "right":
            return True
    return False
