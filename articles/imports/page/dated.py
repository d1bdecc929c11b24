"""What a written date is the date of: the outlet's day, a day of posting, or that of an event."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import IntEnum

from articles.imports.page.names import has_body_word, has_outlet_word, is_outlet_name, is_own
from articles.imports.page.sentences import sentences
from articles.text.dates import WrittenDate, find_dates
from articles.text.matching import has_hangul


class Meaning(IntEnum):
    """What a date on a page is the date of, from the least to the most telling."""

    EVENT = 0  # a hearing, an arrest, a birth
    PLAIN = 1  # nothing says of what
    POSTED = 2  # the page itself was put up, or changed
    ALONE = 3  # a line that is nothing but a date
    PUBLISHED = 4  # the outlet's day


@dataclass(frozen=True)
class Dated:
    """A written date and its meaning."""

    written: WrittenDate
    meaning: Meaning


_TIME = (
    r"(?:\d{1,2}[:시]\s?\d{0,2}(?::\d\d|분)?\s?(?:[ap]\.?m\.?|[A-Z]{2,4})?|오전|오후|T\d\d:\d\d\S*)"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?|[월화수목금토일]요일|\([월화수목금토일A-Za-z]+\))"
_FILLING = rf"(?:{_WEEKDAY}|at|on|by|the|KST|EST|EDT|GMT|UTC|\(현지시간\)|\(현지 시간\)|기사\s?원문|송고|조회수?\s?:?\s?[\d,]+|hits?\s?:?\s?[\d,]+|views?\s?:?\s?[\d,]+|admin(?:istrator)?|webmaster|관리자|[\s|/·,:：()<>\[\].-])"
_FILLER = rf"(?:{_TIME}|{_FILLING})*+"
_PUBLISHED_LABEL = (
    r"(?:first published|originally published|date published|published(?: date| on| at| online)?|publication date"
    r"|date of publication|date|issued|publish date|기사\s?입력|최초\s?입력|입력\s?시간|입력|등록|승인|송고(?:\s?시간)?|발행일?|보도\s?일자?|보도\s?날짜"
    r"|게재\s?일자?|기사\s?일자|기사\s?날짜|날짜|일자|일시|방송\s?일자?|방영일)"
)
_POSTED_LABEL = (
    r"(?:posted(?: on| at)?|uploaded(?: on)?|updated(?: on| at)?|last updated|last modified|modified|edited|revised|accessed(?: on)?|retrieved(?: on)?"
    r"|게시\s?일자?|작성\s?일자?|등록일자?|글쓴\s?날|올린\s?날|수정\s?일?|최종\s?수정|업데이트|기사\s?수정|열람일|검색일)"
)
_EVENT_LABEL = r"(?:date of (?:the )?(?:hearing|event|birth)|(?:hearing|event|birth) date|born|행사\s?일시?|개최\s?일시?|청문회\s?일시?|생년월일|출생일?)"
_ONLY_LABELS = re.compile(
    rf"(?:{_EVENT_LABEL}|{_POSTED_LABEL}|{_PUBLISHED_LABEL}|{_TIME}|{_FILLING})*+", re.IGNORECASE
)
_LONGEST_DATELINE = 80
_LABELS = (
    (re.compile(rf"\b{_EVENT_LABEL}\s?[:：]?\s*{_FILLER}$", re.IGNORECASE), Meaning.EVENT),
    (
        re.compile(rf"(?<![가-힣A-Za-z]){_POSTED_LABEL}\s?[:：]?\s*{_FILLER}$", re.IGNORECASE),
        Meaning.POSTED,
    ),
    (
        re.compile(rf"(?<![가-힣A-Za-z]){_PUBLISHED_LABEL}\s?[:：]?\s*{_FILLER}$", re.IGNORECASE),
        Meaning.PUBLISHED,
    ),
)

_EN_PUBLISHED = r"(?:publish\w*|report(?:ed|s)|ran|carried|article|story|column|op-ed|editorial|interview|covered|featured|aired|broadcast|printed|wrote|appeared|dated|edition|issue)"
_EN_EVENT = (
    r"(?:hearings?|held|testif\w+|testimon\w+|took place|sessions?|events?|conference|seminar|forum|briefing|spoke|delivered|gave"
    r"|convened|launch\w*|meeting|workshop|symposium|attended|arrest\w*|repatriat\w*|deport\w*|escap\w*|defect\w*|cross\w*|born|died|signed|adopted"
    r"|submitted|visited|since|until|announced|told|said|scheduled|will|met|began|opened|closed|detained|visit|passed|released)"
)
_EN_CUE = re.compile(
    rf"\b(?:(?P<published>{_EN_PUBLISHED})|(?P<event>{_EN_EVENT}))\b", re.IGNORECASE
)
_KO_PUBLISHED = (
    r"(?:보도|게재|실린|실렸|기사|다뤘|다룬|방송|방영|발행|송고|입력|기고|지면|칼럼|사설)"
)
_KO_EVENT = (
    r"(?:열린|열렸|열리|개최|청문회|증언|세미나|회의|행사|발표|간담회|회견|출석|참석|진행|체포|북송|출생|태어|탈북|입국|방문|포럼|토론회|심포지엄"
    r"|송환|발간|출간|공개|연설|면담|만나|채택|서명|구금|시행|예정|부터|까지|이후|이전|창립|설립|시작|개막|브리핑)"
)
_KO_CUE = re.compile(rf"(?P<published>{_KO_PUBLISHED})|(?P<event>{_KO_EVENT})")
# 한강일보는 2023년 6월 14일 …; 2023년 6월 14일 한강일보는 …
_KO_SUBJECT_BEFORE = re.compile(
    r"(?P<name>[가-힣A-Za-z0-9]+(?:\s[가-힣A-Za-z0-9]+)?)(?:\([^)]*\))?[’'”\"」》>]?(?:은|는|이|가|도|에서는|의|에)[\s,]*(?:지난\s?)?$"
)
_KO_SUBJECT_AFTER = re.compile(
    r"[\s,]*(?:\([^)]*\)\s?)?(?:자\s)?[‘'“\"「《<]?(?P<name>[가-힣A-Za-z0-9 ]{2,24}?)(?:\([^)]*\))?[’'”\"」》>]?(?:은|는|이|가|에서는|의|에)\s"
)
_KO_EVENT_AT_ONCE = re.compile(
    r"[\s,]*(?:\([^)]*\)\s?)?(?:[가-힣A-Za-z0-9·()]+(?:에서|에)?\s){0,6}?(?:열린|열렸던|개최된|개최한|진행된|있었던|가진|발표[한된]|공개[한된]|체포된|송환된|출석한|참석한|증언한)"
)
_DATELINE = re.compile(r"^[A-Z][A-Za-z., ]{2,40}?,?\s?$|^\(?[가-힣·]{2,8}\s?[=＝].{0,30}$")
_RIGHT_AFTER = re.compile(
    r"^[\s,)]*(?:(?P<published>edition|issue|article|report|story|broadcast|interview|자\b|일자|자\s)|(?P<event>hearing|session|event|seminar|conference|meeting|testimony))",
    re.IGNORECASE,
)
_NEAR = 60
_OWN_PUBLICATION = re.compile(
    r"\b(?:white paper|reports?|books?|statement|press release|database|survey|백서|보고서|성명)\b",
    re.IGNORECASE,
)


def dates_in(block: str, outlets: Collection[str] = ()) -> Iterator[Dated]:
    """The dates of a block, each with its meaning."""
    for part in re.split(r"\s[|·•]\s", block):
        if is_dateline(part):
            yield from (
                Dated(date, _labelled(part[: date.start]) or Meaning.ALONE)
                for date in find_dates(part)
            )
        else:
            for sentence in sentences(part):
                yield from _dates_in_sentence(sentence, outlets)


def _dates_in_sentence(sentence: str, outlets: Collection[str]) -> Iterator[Dated]:
    dates = find_dates(sentence)
    for at, date in enumerate(dates):
        before = sentence[dates[at - 1].end if at else 0 : date.start]
        after = sentence[date.end : dates[at + 1].start if at + 1 < len(dates) else None]
        yield Dated(date, _meaning(_Context(before, after, at == 0, outlets)))


def is_dateline(block: str) -> bool:
    """Whether nothing but dates, times and their labels stands in the block."""
    if len(block) > 2 * _LONGEST_DATELINE:
        return False
    rest = block
    for date in reversed(find_dates(block)):
        rest = rest[: date.start] + " " + rest[date.end :]
    if rest == block:
        return False
    return len(rest) <= _LONGEST_DATELINE and bool(_ONLY_LABELS.fullmatch(rest))


def _labelled(before: str) -> Meaning | None:
    return next((meaning for label, meaning in _LABELS if label.search(before)), None)


@dataclass(frozen=True)
class _Context:
    """What stands around a date, up to the dates beside it."""

    before: str
    after: str
    is_first: bool
    outlets: Collection[str]

    def is_outlet(self, name: str) -> bool:
        words = name.split()
        return name in self.outlets or any(is_outlet_name(n) for n in (name, *words[-1:]))

    def names_an_outlet(self, text: str) -> bool:
        return any(outlet in text for outlet in self.outlets) or any(
            has_outlet_word(word) for word in text.split()
        )


def _meaning(context: _Context) -> Meaning:
    before, after = context.before, context.after
    label = _labelled(before) if context.is_first and len(before) < 30 else None
    if label is not None and re.search("[:：]", before):
        return label
    if (
        context.is_first
        and _DATELINE.match(before)
        and re.match(r"\s?(?:\([^)]*\)\s?)?[-–—]", after)
    ):
        return Meaning.PUBLISHED
    is_aside = before.endswith("(") and after.startswith(")")
    if (is_aside or not after.strip(" )]>.")) and context.is_outlet(before.strip(" ,([<-–—|")):
        return Meaning.PUBLISHED
    if is_aside and not after.strip(" )"):
        return Meaning.ALONE
    if right := _RIGHT_AFTER.match(after):
        return Meaning.PUBLISHED if right["published"] else Meaning.EVENT
    is_korean = has_hangul(before + after)
    return _korean_meaning(context) if is_korean else _english_meaning(context)


def _english_meaning(context: _Context) -> Meaning:
    """By the nearest verb or noun before the date, else by the first one after it."""
    cues = list(_EN_CUE.finditer(context.before))
    if cues and len(context.before) - cues[-1].end() <= _NEAR:
        return _by_cue(cues[-1], context.before, context)
    cue = _EN_CUE.search(context.after)
    return _by_cue(cue, context.after[: cue.start()], context) if cue else Meaning.PLAIN


def _by_cue(cue: re.Match, words: str, context: _Context) -> Meaning:
    is_ours = is_own(words) or (has_body_word(words) and _OWN_PUBLICATION.search(words))
    if cue["event"] or (is_ours and not context.names_an_outlet(words)):
        return Meaning.EVENT
    return Meaning.PUBLISHED


def _korean_meaning(context: _Context) -> Meaning:
    """By the outlet that is the sentence's subject, else by the first verb or noun after the date."""
    before = _KO_SUBJECT_BEFORE.search(context.before)
    after = _KO_SUBJECT_AFTER.match(context.after)
    if after and context.is_outlet(after["name"]):
        return Meaning.PUBLISHED
    cue = _KO_CUE.search(context.after)
    if before and context.is_outlet(before["name"].strip()):
        is_event = _KO_EVENT_AT_ONCE.match(context.after)
        return Meaning.EVENT if is_event else Meaning.PUBLISHED
    if cue:
        is_event = cue["event"] or is_own(context.after[: cue.start()])
        return Meaning.EVENT if is_event else Meaning.PUBLISHED
    return Meaning.PLAIN
