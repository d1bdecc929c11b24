"""Lines that say when, where and by whom a piece was published, and are no part of its text."""

import re

from articles.imports.page.dated import is_dateline
from articles.imports.page.layout import is_ended
from articles.imports.page.outlet_phrases import BRACKETED, LABELLED
from articles.imports.page.outlets import Newsstand
from articles.imports.page.sentences import parts_of

_ENGLISH_NAME = r"[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]*){0,3}"
_EMAIL = r"[\w.+-]+@[\w.-]+"
_BYLINE = re.compile(
    rf"\s*(?:(?i:by|written by|reported by|author|reporter|byline)\s?:?\s(?P<name>{_ENGLISH_NAME}(?:(?:,|\sand|,\sand)\s{_ENGLISH_NAME})*)(?P<rest>,?\s[^.!?]{{0,50}})?"
    rf"|(?:글|취재|기자|작성자)\s?[:：]\s?(?P<labelled>[가-힣]{{2,4}}(?:\s?기자)?)"
    rf"|(?:\(?[가-힣·]{{2,6}}\s?[=＝]\s?[^)]{{1,20}}\)?\s?)?(?P<korean>[가-힣]{{2,4}}(?:,\s?[가-힣]{{2,4}})*)\s?(?:선임|수습|인턴|전문|객원|북한전문|탐사)?\s?(?:기자|특파원|논설위원|앵커|PD)(?:\s?=.{{0,20}})?)"
    rf"\s*[(<|]?\s*(?:{_EMAIL})?\s*[)>|]?\s*",
)
_SENDER = re.compile(rf"{_ENGLISH_NAME}\s?[(<|]?\s?{_EMAIL}\s?[)>]?")
_WIRE_PLACE = re.compile(r"[A-Z][A-Z ,.]{2,30}\s?[-–—]{1,2}")
_BULLET = re.compile(r"^\s*[-*•▶■□◆○●△▲※·]\s*")


def is_metadata(block: str, newsstand: Newsstand) -> bool:
    """Whether the block is a date line, a byline, the outlet's name, or several of these."""
    if len(block) > 160:
        return False
    if _is_one_fact(block, newsstand):
        return True
    parts = parts_of(block)
    facts = [part for part in parts if _is_one_fact(part, newsstand)]
    is_a_name = all(_is_a_name(part) for part in parts if part not in facts)
    return len(facts) == len(parts) > 1 or (len(facts) == len(parts) - 1 > 0 and is_a_name)


def byline_in(block: str) -> str:
    """The names in a byline; empty for any other block."""
    for part in (block, *parts_of(block)):
        match = _BYLINE.fullmatch(part)
        if match:
            return (match["name"] or match["korean"] or match["labelled"] or "").strip()
    return ""


def _is_a_name(part: str) -> bool:
    return bool(re.fullmatch(rf"{_ENGLISH_NAME}|[가-힣]{{2,4}}", part.strip()))


def _is_one_fact(part: str, newsstand: Newsstand) -> bool:
    part = _BULLET.sub("", part)
    bracketed = BRACKETED.fullmatch(part)
    return bool(
        is_dateline(part)
        or _BYLINE.fullmatch(part)
        or _SENDER.fullmatch(part)
        or _WIRE_PLACE.fullmatch(part)
        or LABELLED.fullmatch(part)
        or (bracketed and not bracketed["headline"])
        or (newsstand.outlet_in_line(part) and not is_ended(part))
    )
