"""People with their roles in English text."""

import re
from collections.abc import Iterator

from articles.imports.page.names import (
    BODY_WORDS,
    PLACE_WORDS,
    has_body_word,
    has_outlet_word,
    is_own,
    word_table,
    words_of,
)

_HONORIFIC = (
    r"(?:Dr|Mr|Mrs|Ms|Miss|Prof|Rep|Sen|Amb|Hon|Rev|Sir|Dame|Lord|Lady|Professor|Representative|Senator|Congressman|Congresswoman"
    r"|Ambassador|Director|President|Chairman|Chairwoman|Chair|Minister|Secretary|Commissioner|Activist|Researcher|Pastor|MP|MEP)\.?"
)
_NAME_WORD = r"[A-Z][a-zà-ÿ’']+(?:[A-Z][a-z]+)?(?:-[A-Za-zà-ÿ][a-zà-ÿ]+)?"
NAME = rf"{_NAME_WORD}(?:\s(?:{_NAME_WORD}|[A-Z]\.|van|von|de|bin|al|del)){{1,3}}"
_HEAD = (
    r"(?i:director(?:-general| general)?|co-director|president|chair(?:man|woman|person)?|co-chair(?:man|woman)?|head|chief|researcher|analyst|lawyer|attorney|barrister"
    r"|professor|lecturer|ambassador|envoy|rapporteur|secretary(?:-general| general)?|minister|manager|coordinator|officer|fellow|co-founder|founder"
    r"|representative|spokes(?:person|man|woman)|commissioner|senator|congress(?:man|woman)|lawmaker|member|advis[eo]r|activist|investigator|archivist"
    r"|expert|scholar|specialist|counsel|advocate|consultant|leader of|CEO|COO|president emeritus|dean|historian|economist"
    r"|pastor|missionary|doctor|physician|psychologist|counsell?or|supervisor|trustee|MP|MEP|defector|escapee|survivor|refugee|returnee)"
)
_MODIFIER = (
    r"(?i:executive|deputy|vice|senior|chief|managing|associate|assistant|general|acting|former|interim|lead|principal|founding|honorary|visiting|junior|special"
    r"|research|international|legal|policy|advocacy|communications?|programme?|project|data|human|rights|operations|outreach|cooperation|legal|affairs|field"
    r"|research|documentation|adjunct|distinguished|independent|non-resident|resident|North|South|Korean|UN|U\.N\.|US|U\.S\.|British|American|Japanese|European)"
)
_ORGANISATION = r"(?:[A-Z][\w.&-]*(?:\s(?:(?:for|of|on|in|and|the)\s){0,2}[A-Z][\w.&-]*){0,7}(?:\s\([A-Z]{2,10}\))?(?:[’']s?)?)"
# A role ends where a clause goes on.
_CLAUSE = re.compile(
    r"\s(?:who|which|that|said|says|told|testified|raised|warned|explained|added|spoke|noted|stressed|urged|described|was|is|has|had|have|were|will|would"
    r"|showed|presented|gave|also|while|when|during|before|after|attended|joined|took|called|emphasi[sz]ed|argued|discussed|shared|appeared|and (?:she|he|they)"
    r"|in an interview|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b.*$"
)
_BEFORE_NAME = rf"(?<![\w’'-])(?:{_HONORIFIC}\s)*(?P<name>{NAME})"

# Name first.
_APPOSED = re.compile(
    rf"{_BEFORE_NAME}(?:\s\([A-Z가-힣][^)]*\))?(?:,\s(?:\d\d,\s)?|\s[–—-]\s|\s\(|,?\s(?:is|serves as|who is|who serves as)\s)(?P<role>[^,;:—–\"“”()]{{3,160}}(?:\([A-Z]{{2,10}}\))?)(?=(?P<organisation>,\s(?:the\s)?[^,;:.—–\"“”]{{2,90}})?)",
)
# Role first. A comma may stand between only where another one follows the name.
_TITLED = re.compile(
    rf"(?P<role>(?:{_ORGANISATION}\s)?(?:{_MODIFIER}\s)*{_HEAD}(?:\s(?:of|for|at|on|to|in)\s(?:the\s)?[\w’'&-]+(?:\s[\w’'&-]+){{0,5}}?)?)"
    rf"(?P<comma>,)?\s(?:{_HONORIFIC}\s)?(?P<name>{NAME})(?(comma)(?=[,.]))"
)
_BELONGING = re.compile(
    rf"{_BEFORE_NAME}\s(?:of|from|at|with)\s(?:the\s)?(?P<place>{_ORGANISATION})"
)
_NKDB_IN_BRACKETS = re.compile(rf"{_BEFORE_NAME}\s\((?P<place>[^)]{{2,80}})\)")
_SPEECH = (
    r"(?:said|says|told|testif\w+|added|noted|warned|explained|stressed|urged|described|argued|called|emphasi[sz]ed|raised|stated|pointed|remarked|spoke"
    r"|recalled|estimated|presented|showed|shared|discussed|revealed|commented|expressed|highlighted|claimed|observed|cautioned|estimates|warns|adds|notes|explains|argues|tells|thinks|believes|stresses|states|criticis\w+|criticiz\w+)"
)
_OURS = re.compile(rf"(?P<place>NKDB)(?:[’']s)?\s(?P<name>{NAME})")
_LEADING_US = re.compile(
    rf"{_BEFORE_NAME},\s(?:who|and)\s(?:heads|leads|directs|runs|oversees|manages|founded|chairs|works (?:for|at|with))\s(?:the\s)?(?P<place>[^,.]{{3,80}})"
)
_SPEAKING = re.compile(
    rf"{_BEFORE_NAME}(?:,?\s(?:also|then|further|was|were))?\s(?:{_SPEECH}|interviewed|quoted|cited)\b"
)
_SPOKEN = re.compile(
    rf"\b(?:{_SPEECH}|according to|interview(?:ed)? with|interviewed|quoted|quoting|remarks by|testimony (?:by|of|from)|by)\s(?:{_HONORIFIC}\s)*(?P<name>{NAME})"
)
_TAKES_PART = re.compile(
    rf"\b(?:{_SPEECH}|panel\w*|speakers?|witness(?:es)?|attended|joined|participants?|participated|including|interview\w*|took part|according to|quoted|moderated)\b",
    re.IGNORECASE,
)
_PRESS = re.compile(
    r"\b(?:reporter|correspondent|journalist|staff writer|photographer|anchor|editor|intern)\b",
    re.IGNORECASE,
)
_HEAD_OF_STATE = re.compile(
    r"(?:(?:North|South|the|US|U\.S\.|American|Chinese|Russian|Korean|Japanese|French|former|prime|Prime|Supreme|then)\s)*(?:[Pp]resident|[Ll]eader|[Mm]inister|[Cc]hair(?:man)?)"
)
_ANY_HEAD = re.compile(rf"\b{_HEAD}s?\b")
_NOT_BEFORE_HEAD = word_table(
    "who whose which that to by with from as in on at of his her their and was is were when where because"
)
_ARTICLE = re.compile(r"^(?:the|a|an|our|its|and|as)\s", re.IGNORECASE)
_NOT_IN_A_NAME = (
    BODY_WORDS
    | PLACE_WORDS
    | word_table(
        """
    director president chair chairman head chief executive deputy senior professor doctor representative senator ambassador
    hong kong capitol hill province city county district new jilin yanbian dandong shenyang liaoning hamgyong ryanggang
    hyesan musan onsong click here please read full article special general secretary lunar year day english dear reader
    copyright rights reserved executive founder activist researcher spokesperson cold war second first third security
    economic social media facebook twitter according said who how why what new latest
    """
    )
)


def named_with_role(sentence: str) -> Iterator[tuple[str, str]]:
    """(name, role as written) for each person whom the sentence gives a role."""
    taken: list[tuple[int, int]] = []
    for match in _APPOSED.finditer(sentence):
        role = _role(match["role"] + _organisation(match["organisation"] or ""))
        if is_person(match["name"]) and _is_a_role(role):
            taken.append(match.span())
            yield _name(match), role
    for match in _TITLED.finditer(sentence):
        free = not any(start < match.end() and match.start() < end for start, end in taken)
        role = _role(match["role"])
        if free and is_person(match["name"]) and _is_a_role(role):
            yield _name(match), role


def quoted(sentence: str) -> Iterator[str]:
    """The full names of those who speak in the sentence, or stand there as ours."""
    for pattern in (_SPEAKING, _SPOKEN):
        for match in pattern.finditer(sentence):
            preposition_of_byline = match.group().startswith("by ")
            if is_person(match["name"]) and not preposition_of_byline:
                yield _name(match)
    for pattern in (_BELONGING, _NKDB_IN_BRACKETS, _LEADING_US, _OURS):
        for match in pattern.finditer(sentence):
            if is_own(match["place"]) and is_person(match["name"]):
                yield _name(match)


def takes_part(sentence: str) -> bool:
    """Whether the sentence is about somebody's saying something, or being on a panel."""
    return bool(_TAKES_PART.search(sentence))


def is_person(name: str) -> bool:
    """Whether no word of the name belongs to a body, a place, an outlet or a sentence."""
    words = words_of(name)
    if len(words) < 2 or _NOT_IN_A_NAME & set(words) or has_outlet_word(name):
        return False
    return not any(re.fullmatch(rf"{_HEAD}|{_MODIFIER}", word) for word in words)


def is_head_of_state(role: str) -> bool:
    """Whether the role is a state's highest: named on many pages, quoted as no source of ours."""
    return bool(_HEAD_OF_STATE.fullmatch(role)) or "North Korean leader" in role


def key_of(name: str) -> frozenset[str]:
    """What two orders and spellings of one name have in common: "Yoon Yeo-sang", "Yeosang Yoon"."""
    words = (re.sub(r"[^a-z]", "", word.lower()) for word in name.split())
    return frozenset(word for word in words if len(word) > 1)


def _name(match: re.Match) -> str:
    return match["name"].removesuffix("’s").removesuffix("'s").strip()


def _organisation(behind_comma: str) -> str:
    """What follows a role behind a comma, if it is the organisation: "Director, NKDB"."""
    name = _CLAUSE.sub("", behind_comma).strip(", ")
    is_name = re.fullmatch(rf"(?:the\s)?{_ORGANISATION}", name)
    return f", {name}" if is_name and (is_own(name) or has_body_word(name)) else ""


def _role(written: str) -> str:
    role = _CLAUSE.sub("", written).strip(" ,.–—-")
    return _ARTICLE.sub("", role).strip()


def _is_a_role(role: str) -> bool:
    head = _ANY_HEAD.search(role)
    if not head or len(role) > 140 or _PRESS.search(role):
        return False
    before = role[: head.start()].lower().split()
    return len(before) <= 6 and not _NOT_BEFORE_HEAD & set(before)
