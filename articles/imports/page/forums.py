"""The body before which a testimony or statement was given."""

import re
from collections.abc import Iterator, Sequence

from articles.imports.page.names import carries_particle, is_own
from articles.imports.page.sentences import sentences
from articles.text.matching import has_hangul

_KIND = (
    r"(?:Commission|Committee|Subcommittee|Sub-Committee|Council|Parliament|Congress|Senate|Assembly|Bundestag|Diet|Caucus|House of Representatives"
    r"|House of Commons|House of Lords|Tribunal|Commission of Inquiry|Knesset|Riksdag|Storting|Lok Sabha)"
)
_WORD = r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?\b)[A-Z][\w’'&.-]*"
_LINK = r"(?:of|on|for|and|the|in|de|&|to)"
_ENGLISH = re.compile(
    rf"(?P<name>(?:{_WORD}[’']s\s)?(?:{_WORD}\s(?:(?:{_LINK}|Human)\s){{0,2}}){{0,6}}{_KIND}\b"
    rf"(?:\s(?:on|of|for|against)\s(?:(?:the|and|of|on|in)\s|{_WORD},?\s(?=(?:and\s)?(?:the\s)?{_WORD}))*{_WORD})?)"
    r"(?P<initials>\s?\([A-Z][A-Za-z0-9.&-]{1,12}\))?"
)
_CUE = re.compile(
    r"\b(?:testi\w+|hearings?|spoke|speech|addressed|statement|session|briefed|appeared|delivered|presented|submitted|remarks|event|panel|briefing)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:At|Before|In|To|On|The|When|After|During|By|As|While|But|And|Also|Members?|Chair\w*|Co-chairs?|Rep|Sen|Representative|Senator)\.?\s)+(?:of\s)?(?:the\s)?"
)
_KO_KIND = r"(?:위원회|소위원회|소위|이사회|의회|국회|총회|안보리|상원|하원|법원|재판소|코커스|조사위|외통위|외교위|의원연맹|참의원|중의원|포럼)"
_KO_TOKEN = re.compile(
    rf"[‘'“\"「(]*(?P<name>[가-힣A-Za-z0-9·]*{_KO_KIND})(?P<initials>\([A-Za-z][A-Za-z0-9.& -]{{1,60}}\))?"
    r"[’'”\"」)]*(?:은|는|이|가|을|를|에|에서|의|와|과|도|로|에서는|에서의|에서도|에는|에도|에게|측|등|차원의?)?[,.’'”\"」)]*"
)
_KO_NOUN = re.compile(r"(?:국가|제?\s?\d{1,3}(?:차|회|기))")
_KO_NOT_IN_NAME = re.compile(
    r"지난|오는|최근|당시|이번|이날|현지시간|워싱턴|제네바|브뤼셀|서울|런던|뉴욕|스위스|벨기에|주최|열린|대표|센터장|소장|등|및|관련|한|정기|전체|본"
    r"|.*(?:일보|신문|뉴스|한)|\d.*"
)
_KO_MOST_WORDS = 5
_BESIDE_BEFORE = re.compile(
    r"\b(?:testi\w+|hearing|session|spoke|speech|statement|appeared|event|briefing|remarks)\b[^.;]{0,40}?\s(?:before|at|to|of|by|in|for)\s(?:the\s)?(?:\d\w*\s\w+\sof\s(?:the\s)?)?$",
    re.IGNORECASE,
)
_BESIDE_AFTER = re.compile(
    r"(?:[’']s)?\s(?:hearing|session|meeting|event|briefing)|\s?(?:가 주최한|이 주최한|에서|의|에)?\s?(?:열린\s)?(?:청문회|공청회|회의|부대행사|세션|증언|발언|연설|출석|회기|정기)",
    re.IGNORECASE,
)
_SPECIFIC = re.compile(r"[Cc]ommission|[Cc]ommittee|Council|Caucus|위원회|소위|이사회|안보리|포럼")
_KO_CUE = re.compile(
    r"청문회|공청회|국정감사|세미나|증언|연설|회의|세션|회기|발언|행사|참석|출석|성명|진술|브리핑|제출|보고회|간담회|부대행사|토론|발표"
)
# The body that somebody works for is not the one before which they speak.
_EMPLOYED_AT = re.compile(
    r"\b(?:director|president|founder|head|researcher|analyst|fellow|officer|manager|coordinator|secretary|chief)\s(?:of|at|for|with)\s(?:the\s)?$",
    re.IGNORECASE,
)
_SESSION = re.compile(r"^제?\s?\d{1,3}\s?(?:차|회|기)\s?(?:정기\s?)?")
_NOT_A_FORUM = re.compile(
    r"Committee for Human Rights in North Korea|HRNK|노동당|최고인민회의|국무위원회|전국인민대표|Workers|Supreme People|National People|Reconnaissance|Politburo|상무위원회|편집위원회|운영위원회|자문위원회|이사회$"
)
_OWN_BODY = re.compile(r"인권이사회|안전보장이사회|안보리|집행이사회")


def forum_of(paragraphs: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The forum, empty where the page names none, and the other bodies that could be it.

    The body is named with its initials as the page gives them. Only sentences about a testimony,
    hearing, session or speech count; the body beside such a word is taken, else the first one.
    """
    scores: dict[str, int] = {}
    for paragraph in paragraphs:
        for sentence in filter(_is_about_speaking, sentences(paragraph)):
            for name in bodies_in(sentence):
                scores[name] = max(scores.get(name, 0), _nearness(name, sentence))
    merged = _merged(scores)
    if not merged:
        return "", ()
    forum = max(merged, key=merged.__getitem__)
    return forum, tuple(name for name in merged if name != forum)


def _nearness(name: str, sentence: str) -> int:
    """Most for a body right beside a word for a hearing or testimony; more for one of a parliament."""
    before, _, after = sentence.partition(name)
    is_beside = bool(_BESIDE_BEFORE.search(before) or _BESIDE_AFTER.match(after))
    return 2 * is_beside + bool(_SPECIFIC.search(name))


def bodies_in(sentence: str) -> list[str]:
    """The names of parliaments, commissions, councils and the like in a sentence, in order."""
    if has_hangul(sentence):
        return [name for name in _korean_bodies(sentence.split()) if name]
    return [name for match in _ENGLISH.finditer(sentence) if (name := _english_body(match))]


def _korean_bodies(words: Sequence[str]) -> Iterator[str]:
    """The names that end in a word for a body, with the bare nouns before it."""
    start = 0
    for at, word in enumerate(words):
        token = _KO_TOKEN.fullmatch(word)
        goes_on = (
            at + 1 < len(words)
            and word == (token and token["name"])
            and _ends_a_body(words[at + 1])
        )
        if not token or goes_on:
            continue
        first = at
        while first > max(start, at - _KO_MOST_WORDS) and _belongs_to_name(words[first - 1]):
            first -= 1
        yield _korean_body([*words[first:at], token["name"]], token["initials"] or "")
        start = at + 1


def _ends_a_body(word: str) -> bool:
    return bool(_KO_TOKEN.fullmatch(word))


def _belongs_to_name(word: str) -> bool:
    if _KO_NOUN.fullmatch(word) or word in {"북한", "대한"}:
        return True
    return not (carries_particle(word) or _KO_NOT_IN_NAME.fullmatch(word))


def _is_about_speaking(sentence: str) -> bool:
    return bool(_CUE.search(sentence) or _KO_CUE.search(sentence))


def _english_body(match: re.Match) -> str:
    name = _LEADING.sub("", match["name"]).strip(" ,.")
    is_employer = _EMPLOYED_AT.search(match.string[: match.start()])
    return f"{name}{match['initials'] or ''}" if _is_forum(name) and not is_employer else ""


def _korean_body(words: Sequence[str], initials: str) -> str:
    name = _SESSION.sub("", " ".join(words))
    return f"{name}{initials}" if _is_forum(name) else ""


def _is_forum(name: str) -> bool:
    if not name or is_own(name) or _is_bare(name):
        return False
    return not _NOT_A_FORUM.search(name) or bool(_OWN_BODY.search(name))


def _is_bare(name: str) -> bool:
    """Whether only the kind of body is said: "the Committee", "위원회"."""
    return bool(re.fullmatch(rf"{_KIND}|{_KO_KIND}", name)) and name not in {
        "Congress",
        "Senate",
        "Parliament",
        "국회",
        "House of Commons",
        "House of Lords",
        "Bundestag",
        "Diet",
    }


def _merged(scores: dict[str, int]) -> dict[str, int]:
    """The names in the order of first appearance, each once in its fullest form."""
    merged: dict[str, int] = {}
    for name, score in scores.items():
        twin = next((o for o in merged if _is_part(name, o) or _is_part(o, name)), None)
        if twin is None:
            merged[name] = score
            continue
        fullest, best = max(name, twin, key=len), max(score, merged[twin])
        merged = {fullest if o == twin else o: best if o == twin else s for o, s in merged.items()}
    return merged


def _is_part(short: str, full: str) -> bool:
    bare = re.sub(r"\s?\([^)]*\)", "", short)
    initials = re.search(r"\(([^)]+)\)", full)
    return bare in full or bool(initials and bare == initials[1])
