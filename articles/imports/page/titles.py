"""The headline of a page, or a title made of its own words where it has none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from articles.imports.page.layout import is_ended, width
from articles.imports.page.names import is_own
from articles.imports.page.outlet_phrases import BRACKETED, LISTED
from articles.imports.page.outlets import Newsstand
from articles.imports.page.sentences import sentences
from articles.text.dates import find_dates
from articles.text.matching import has_hangul

_LONGEST_HEADLINE = 200
_SHORTEST_PROPOSAL, _LONGEST_PROPOSAL = 12, 110
# A shorter subject is about the mail: "the article", "press coverage".
_FEWEST_WORDS = 5
_ABOUT_A_MAIL = re.compile(
    r"\b(?:media|press|coverage|articles?|clippings?|links?|updates?|newsletter|monitoring)\b|기사|보도|언론|공유|모니터링",
    re.IGNORECASE,
)
# The columns from which a line is rather a headline than the rest of a menu.
_TELLING = 16
_LABEL = re.compile(
    r"\s*(?:title|headline|article title|기사\s?제목|제목)\s*[:：]\s*(?P<headline>\S.*)",
    re.IGNORECASE,
)
_SITE = re.compile(r"\s[|–—:-]\s(?P<site>[^|–—]{2,60})$")
_QUOTED_TITLE = (
    re.compile(
        r"(?:titled|entitled|headlined|with the (?:title|headline))\s?[:,]?\s?[“\"‘'](?P<headline>[^”\"]{8,200}?)[,.]?[”\"’'](?=\W|$)"
    ),
    re.compile(
        r"[‘'“\"「『《<](?P<headline>[^’'”\"」』》>]{6,120})[’'”\"」』》>](?:이?라는|이?란)\s(?:제목|제하|기사|칼럼|인터뷰|사설|기획)"
    ),
)
_ABOUT = re.compile(
    r"\b(?:articles?|stor(?:y|ies)|report|piece|feature|interview|op-ed|editorial|column|segment|coverage|analysis|documentary)\s"
    r"(?:covering|about|on|regarding|concerning|detailing|highlighting|describing|examining|exploring|discussing|featuring|focusing on|reporting on|explaining|with)\s(?P<what>.+)"
)
_REPORTED_THAT = re.compile(
    r"\b(?:covered|features?|featured|reported on|wrote about)\s(?P<what_at_all>(?!the (?:story|news)).+?)(?:\son\s[A-Z\d][\w ,]{3,20})?\.?$"
    r"|\b(?:reported|reports|wrote|writes)\s(?:today\s)?(?:on\s[^“”\"]{3,30}\s)?that\s(?P<what>.+)|^According to\s.*?,\s(?P<what_else>[A-Z].+)"
)
_KO_ABOUT = re.compile(
    r"(?:은|는|이|가|에서)\s(?P<what>.{8,}?)(?:에 대한 기사를|에 관한 기사를|(?:했|한|있|된|하)다는 (?:기사를|내용을)|에 대해|에 관해|을|를|고)\s(?:집중\s|자세히\s|상세히\s|크게\s|비중 있게\s)?(?:보도|게재|다뤘|다루었|소개|실었|조명)"
)
_KO_REPORTED_THAT = re.compile(r"(?P<what>.{8,}?다)고\s[^.]{0,50}보도")
_LEADING_DATE = re.compile(r"^(?:(?:On|In)\s)?(?:[A-Z][a-z]+day,?\s)?$|^(?:지난\s?)?$")
_WIRE_DATELINE = re.compile(
    r"^(?:\([^)]{2,30}\)|[A-Z][A-Z ,.]{2,30}(?:,[^()]{3,20})?(?:\s?\([^)]{2,40}\))?)\s?(?:[-–—]{1,2}\s|[가-힣]{2,4}\s기자\s=\s)"
)
_OPENING_CLAUSE = re.compile(r"^(?:In|On|At|During)\s[^,]{3,60}(?:,\s\d{4})?,\s(?=[A-Z“\"])")
_CLOSING_CLAUSE = re.compile(
    r",?\s(?:quoting|citing|(?:(?:that|which)\s)?(?:appeared|was published|was printed|aired)\s(?:in|on|by))\s.*$"
)
_SPELT_OUT = re.compile(
    r"(?P<the>[Tt]he\s)?(?:[A-Z][\w’'-]*)(?:\s(?:(?:of|on|for|and|the|in)\s){0,2}[A-Z][\w’'-]*)*\s\((?P<initials>[A-Z][A-Za-z]{1,9})\)"
)


@dataclass(frozen=True)
class Heading:
    """A headline as the page prints it. `written` is the whole block, brackets and all."""

    headline: str = ""
    written: str = ""
    bracketed: str = ""


def heading_of(blocks: Sequence[str], newsstand: Newsstand) -> Heading:
    """The page's headline: in brackets, labelled, or the line that stands before the text.

    Empty where there is none, and where several outlets have each their own.
    """
    titled = [block for block in blocks if _is_short(block) and newsstand.titled(block)]
    if len({newsstand.titled(block)[0].key for block in titled}) > 1:
        return Heading()
    for block in titled:
        match = BRACKETED.fullmatch(block)
        if match["headline"]:
            headline = without_site(match["headline"], newsstand)
            return Heading(headline, block, match["names"].strip())
    for block in blocks:
        if label := _LABEL.fullmatch(block):
            return _unbracketed(label["headline"], block, newsstand)
    opening = list(takewhile(_looks_like_headline, blocks[:-1]))
    if opening:
        headline = next((block for block in opening if width(block) >= _TELLING), opening[0])
        return _unbracketed(headline, headline, newsstand)
    return Heading()


def from_subject(subject: str, newsstand: Newsstand) -> Heading:
    """The headline in the subject of a forwarded mail."""
    is_about_the_mail = len(subject.split()) < _FEWEST_WORDS or _ABOUT_A_MAIL.search(subject)
    if not newsstand.titled(subject) and is_about_the_mail:
        return Heading()
    return _unbracketed(subject, "", newsstand)


def quoted_headline(paragraphs: Sequence[str]) -> str:
    """The headline that the text itself names: an article titled “…”."""
    for paragraph in paragraphs[:3]:
        for form in _QUOTED_TITLE:
            if match := form.search(paragraph):
                return match["headline"].strip()
    return ""


def propose(paragraphs: Sequence[str]) -> str:
    """A title made of the page's own words: what the piece is said to be about, else how it begins."""
    opening = [sentence for paragraph in paragraphs[:2] for sentence in sentences(paragraph)]
    for sentence in opening[:4]:
        if words := _told_about(sentence):
            return words
    return _tidied(opening[0]) if opening else ""


def _told_about(sentence: str) -> str:
    for form in (
        (_KO_ABOUT, _KO_REPORTED_THAT) if has_hangul(sentence) else (_ABOUT, _REPORTED_THAT)
    ):
        if match := form.search(sentence):
            words = _tidied(next(filter(None, match.groups())))
            if len(words) >= _SHORTEST_PROPOSAL:
                return words
    return ""


def without_site(headline: str, newsstand: Newsstand) -> str:
    """The headline without the name of the site or outlet behind a bar or dash."""
    site = _SITE.search(headline)
    if site and (is_own(site["site"]) or newsstand.is_outlet(site["site"])):
        return headline[: site.start()].strip()
    return headline.strip()


def _unbracketed(headline: str, written: str, newsstand: Newsstand) -> Heading:
    match = BRACKETED.fullmatch(headline)
    if match and match["headline"] and newsstand.titled(headline):
        return Heading(without_site(match["headline"], newsstand), written, match["names"].strip())
    listed = LISTED.fullmatch(headline)
    if listed and newsstand.is_outlet(listed["name"]):
        headline = listed["headline"].strip(' “”"')
    return Heading(without_site(headline, newsstand), written)


def _is_short(block: str) -> bool:
    return len(block) <= _LONGEST_HEADLINE


def _looks_like_headline(block: str) -> bool:
    ends_like_text = is_ended(block) and not re.search(r"[?!…][”\"’')]*$|\.\.\.[”\"’')]*$", block)
    return _is_short(block) and not ends_like_text and not block.endswith((":", "："))


def _tidied(words: str) -> str:
    """The words as a title: without the date before them, long names cut to their initials."""
    words = _without_leading_date(_WIRE_DATELINE.sub("", words.strip()))
    if not has_hangul(words):
        words = _SPELT_OUT.sub(_initials, words)
        words = _OPENING_CLAUSE.sub("", words)
        words = re.sub(r"^(?:(?:about|on|covering|that|how)\s)?(?:the|a|an)?\s?\b(?=\w)", "", words)
        words = _CLOSING_CLAUSE.sub("", words)
    words = _cut(words.strip(" .,。“”\"‘’'")).rstrip(" ,")
    return words[:1].upper() + words[1:]


def _initials(match: re.Match) -> str:
    article = "" if is_own(match["initials"]) else (match["the"] or "")
    return article + match["initials"]


def _without_leading_date(words: str) -> str:
    dates = find_dates(words)
    if dates and _LEADING_DATE.match(words[: dates[0].start]):
        return re.sub(r"^\s?자(?:\s?\d+면)?(?:에서|에)?\s", "", words[dates[0].end :]).lstrip(" ,")
    return words


def _cut(words: str) -> str:
    if len(words) <= _LONGEST_PROPOSAL:
        return words
    short = words[:_LONGEST_PROPOSAL]
    clause = re.match(
        r"(.{40,})(?:[,;:](?!\s\d)|\s(?:which|who|that|while|as|after|where))\s", short
    )
    return clause[1].rstrip(" ,") if clause else short.rsplit(" ", 1)[0].rstrip(" ,") + "…"
