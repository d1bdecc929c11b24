"""The addresses that a page gives, and those that it lost when it was saved."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from articles.choices import LinkKind
from articles.imports.page.layout import is_ended
from articles.imports.page.sentences import sentences

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”‘’「」『』{}|\\^`]+", re.IGNORECASE)
_PARTICLE = re.compile(
    r"(?<=[!-~])(?:에서|에게|으로|로|에|을|를|은|는|이|가|와|과|의|입니다|참조|참고|을통해)+$"
)
_PORTALS = (
    "naver.com",
    "daum.net",
    "nate.com",
    "zum.com",
    "msn.com",
    "news.yahoo.com",
    "news.google.com",
    "news.kakao.com",
)
_VIDEOS = (
    "youtube.com",
    "youtu.be",
    "vimeo.com",
    "tv.naver.com",
    "tv.kakao.com",
    "dailymotion.com",
)
_AUDIO = ("soundcloud.com", "podcasts.apple.com", "open.spotify.com", "podbbang.com")
_OURS = ("nkdb.org", "nkdbi.org")
_SHARING = re.compile(
    r"facebook\.com/(?:sharer|share|dialog)|(?:twitter|x)\.com/(?:intent|share)|linkedin\.com/share|(?:share|story)\.(?:kakao|naver|line)"
    r"|t\.me/share|wa\.me|api\.whatsapp|pinterest\.\w+/pin/create|reddit\.com/submit|[?&]share=|mailto:",
    re.IGNORECASE,
)
_VIDEO_WORD = re.compile(r"\b(?:video|watch|youtube|clip)\b|영상|동영상|유튜브", re.IGNORECASE)
_AUDIO_WORD = re.compile(r"\b(?:listen|podcast|audio)\b|팟캐스트|오디오|듣기", re.IGNORECASE)
_DOCUMENT_WORD = re.compile(
    r"\b(?:pdf|transcript|written statement|download)\b|보고서\s?(?:전문|보기|다운로드|링크)|첨부",
    re.IGNORECASE,
)

_THING = r"(?:full|original|entire|complete|whole|actual|source)?\s?(?:news\s)?(?:article|stor(?:y|ies)|interview|report|piece|text|coverage|video|clip|episode|podcast|news|op-ed|column|editorial|post|version|broadcast|testimony|statement|details)"
_LOST_FORMS = (
    rf".{{0,60}}\b{_THING}\b.{{0,40}}\b(?:found|read|viewed|seen|accessed|watched) (?:here|at|on)\W*",
    r".*\b(?:read|view|see|find|access|watch|listen|check|visit|open|available|go|refer|click)\b.*\b(?:here|the (?:following |attached )?link(?: below| above)?|link below|this link|below link)\b\W*(?:to (?:read|view|see|watch) .{0,60})?",
    r"\W*(?:please\s)?click(?:ing)?\s(?:here|on the (?:link|title|image)|the (?:link|button))\b.{0,90}",
    rf"\W*(?:here|link)\s(?:is|to)\s(?:the\s|a\s)?(?:link\s(?:to|for)\s)?(?:the\s)?{_THING}.{{0,60}}",
    rf"\W*(?:please\s)?(?:read|view|see|watch|listen to|go to|visit|continue to)\s(?:the|our|this)?\s?{_THING}(?:\s(?:in|on|at|by|from)\s.{{2,50}})?\W*",
    r"\W*(?:full|original|entire)\s(?:article|story|interview|text|report|video|news)\s?(?:link|here|\(link\))?(?:\s(?:in|on|at|by|from)\s.{2,50})?\W*",
    r"\W*(?:links?|url|source link|article link|original link|link to (?:the )?(?:article|original|story))\W*(?:\(?(?:to be \w+|tb[ad])\W*)?",
    r"\W*(?:you can |please )?(?:read|view|find|see|access|watch)\b.{0,60}\bat\W*",
    r".{0,60}\b(?:article|story|original|coverage|piece|interview)\b.{0,40}\bbelow\W*",
    r".{0,60}(?:기사|원문|전문|본문|영상|인터뷰|뉴스|보도|칼럼|동영상|방송).{0,20}(?:보기|바로\s?가기|바로보기|링크|클릭|읽기|보러\s?가기|확인하기)\W*",
    r".{0,80}(?:여기|이곳|아래|다음|링크|제목|이미지|주소)(?:를|을|에서|에|로)?\s?(?:눌러|클릭|누르|링크|통해|확인|보실|읽|참조|참고).{0,40}",
    r"\W*(?:기사\s?)?(?:원문|출처|전문|링크|기사\s?링크|원문\s?링크|원본|바로가기|자세히\s?보기|기사\s?보기)\W*",
    r".{0,40}\(?(?:링크|바로가기)\)\W*",
)
_LOST = re.compile("|".join(_LOST_FORMS), re.IGNORECASE)
_LABEL = re.compile(
    r"\W*(?:original(?: article| link| source)?|source|link|url|article|full (?:article|story|text)|read(?: more)?|via|links|web(?:site)?|video|watch|listen|see(?: also)?|reference|news"
    r"|기사\s?(?:원문|링크|보기|출처|주소)?|원문(?:\s?(?:보기|링크|기사|주소))?|출처|링크|주소|영상|동영상|바로가기|관련\s?링크|전문|본문|참고|참조|보도)\s*[:：=>→»▶-]*\s*",
    re.IGNORECASE,
)
_POINTS_AHEAD = re.compile(r"\b(?:below|following)\b|아래|다음", re.IGNORECASE)
_LONGEST_LINE = 260
_LONGEST_LABEL = 90
_SHORT = 40
_EMBEDDED = re.compile(
    r"\[(?P<label>[^\]\n]{1,120})\]\((?P<url>https?://[^\s)]+)\)|<\s*(?P<bare>https?://[^\s>]+)\s*>"
)


@dataclass(frozen=True)
class PageLink:
    """One address of a page; `url` is None where only the words of the link are left."""

    url: str | None
    kind: LinkKind = LinkKind.ORIGINAL
    label: str = ""


@dataclass(frozen=True)
class Linked:
    """The links of some blocks, and the blocks without the lines that are nothing but links."""

    links: tuple[PageLink, ...]
    text: tuple[str, ...]


def take_links(blocks: Sequence[str]) -> Linked:
    """Separate the lines that point at the original from the text.

    A "click here" line whose address stands in the line below is joined with it; one without any
    address is a link to be completed. An address inside a sentence is listed, and the text stays.
    """
    links: list[PageLink] = []
    text: list[str] = []
    waiting = ""
    for block in map(_plain, blocks):
        addresses = addresses_in(block)
        label = _without_addresses(block)
        goes_on = _POINTS_AHEAD.search(waiting) and not addresses and is_lost_link(block)
        if waiting and not goes_on and not (addresses and _is_bare(label)):
            links.append(PageLink(None, _kind_by_words(waiting), waiting))
            waiting = ""
        if addresses and is_link_line(block):
            label = waiting if _is_bare(label) and waiting else label
            links.extend(PageLink(url, _kind(url, label), label) for url in addresses)
            waiting = ""
        elif not addresses and is_lost_link(block):
            waiting = block
        else:
            links.extend(PageLink(url, _kind(url, "", inside=True), "") for url in addresses)
            text.append(block)
            waiting = "" if addresses else _lost_at_the_end(block)
    if waiting:
        links.append(PageLink(None, _kind_by_words(waiting), waiting))
    return Linked(tuple(_distinct(links)), tuple(text))


def addresses_in(text: str) -> list[str]:
    """The web addresses in a text, without what ends a sentence, sharing buttons and our own site."""
    return [url for match in _ADDRESS.finditer(text) if _is_wanted(url := _trimmed(match.group()))]


def is_link_line(block: str) -> bool:
    """Whether the block is an address with its label, and no text of its own."""
    label = _without_addresses(block)
    if len(label) > _LONGEST_LINE:
        return False
    if _is_bare(label) or _LOST.fullmatch(label) or _LABEL.fullmatch(label):
        return True
    return (
        len(label) <= _LONGEST_LABEL
        and not is_ended(label)
        and block.rstrip(" .)]>").endswith(_ending(block))
    )


def is_lost_link(block: str) -> bool:
    """Whether the block is a link's words, whose address got lost."""
    *before, last = sentences(block)
    return len(" ".join(before)) <= _SHORT and _is_lost(last)


def _lost_at_the_end(block: str) -> str:
    """The last sentence of a paragraph where it promises a link; else empty."""
    *before, last = sentences(block)
    return last if before and _is_lost(last) else ""


def _is_lost(sentence: str) -> bool:
    is_question = sentence.endswith("?")
    return len(sentence) <= _LONGEST_LINE and not is_question and bool(_LOST.fullmatch(sentence))


def _ending(block: str) -> str:
    return (_ADDRESS.findall(block) or ["\n"])[-1].rstrip(" .)]>")


def _plain(block: str) -> str:
    """The block with `[words](address)` and `words <address>` written out."""
    return _EMBEDDED.sub(
        lambda m: f"{m['label']} {m['url']}" if m["url"] else f" {m['bare']} ", block
    ).strip()


def _is_bare(label: str) -> bool:
    return not re.search(r"\w", label)


def _without_addresses(block: str) -> str:
    return (
        " ".join(_ADDRESS.sub(" ", block).split())
        .strip(" :：-–—→▶<>[]")
        .removesuffix("(")
        .removeprefix(")")
    )


def _trimmed(address: str) -> str:
    address = _PARTICLE.sub("", address.rstrip(".,;:!?…'\")]}>*"))
    opened = address.count("(") - address.count(")")
    address = f"{address})" if opened == 1 and "(" in address else address
    return address if address.lower().startswith("http") else f"https://{address}"


def _is_wanted(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    has_path = parts.path.strip("/") or parts.query
    return "." in host and not _SHARING.search(url) and not (_belongs(host, _OURS) and not has_path)


def _belongs(host: str, domains: Sequence[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _kind(url: str, label: str, *, inside: bool = False) -> LinkKind:
    host = urlsplit(url).hostname or ""
    path = urlsplit(url).path.lower()
    by_host = ((_VIDEOS, LinkKind.VIDEO), (_AUDIO, LinkKind.AUDIO), (_PORTALS, LinkKind.PORTAL))
    for domains, kind in by_host:
        if _belongs(host, domains):
            return kind
    if path.endswith((".pdf", ".hwp", ".doc", ".docx")) or _belongs(host, _OURS):
        return LinkKind.DOCUMENT
    is_official = host.endswith(
        (".gov", ".go.kr", ".un.org", ".int", "un.org", "europa.eu", ".mil")
    )
    if inside and is_official:
        return LinkKind.DOCUMENT
    return _kind_by_words(label)


def _kind_by_words(words: str) -> LinkKind:
    if re.search(r"\b(?:article|story|news)\b|기사|원문", words, re.IGNORECASE):
        return LinkKind.ORIGINAL
    forms = (
        (_AUDIO_WORD, LinkKind.AUDIO),
        (_VIDEO_WORD, LinkKind.VIDEO),
        (_DOCUMENT_WORD, LinkKind.DOCUMENT),
    )
    return next((kind for word, kind in forms if word.search(words)), LinkKind.ORIGINAL)


def _distinct(links: Sequence[PageLink]) -> Iterator[PageLink]:
    seen = set()
    for link in links:
        key = link.url.rstrip("/") if link.url else link.label
        if key not in seen:
            seen.add(key)
            yield link
