"""Pages that stand where an article was: notes that it is gone, home pages, lists, log-ins."""

import re
from urllib.parse import urlsplit

from articles.links.gone_words import GONE
from articles.links.page import Page, text_of
from articles.links.plain import key, likeness
from articles.text.address import is_same_site

# A title that says nothing else: it counts even where a long list of other pieces follows.
_GONE_TITLE = re.compile(
    rf"^(?:error|fehler|erreur|oops|sorry|죄송합니다)?[\s:!,.\-–—|]*(?:the |this |die |la |diese |cette )?(?:{GONE.pattern})",
    re.IGNORECASE,
)
_ALERT = re.compile(r"alert\s*\(\s*(?P<quote>[\"'])(?P<text>.{0,200}?)(?P=quote)", re.DOTALL)
_GOES_HOME = re.compile(
    r"location(?:\.href)?\s*(?:=|\.(?:replace|assign)\s*\()\s*[\"'](?P<to>[^\"']*)[\"']"
)
_REFRESH = re.compile(r"url\s*=\s*[\"']?(?P<to>[^\"'\s]+)", re.IGNORECASE)

_HOME = re.compile(
    r"/?(?:(?:[a-z]{2}(?:[-_][a-z]{2})?|kor|eng|english|korean|www|mobile|main|home|index|default|intro|portal|news)"
    r"(?:\.(?:html?|php|jsp|do|aspx?|nhn))?/?){0,2}",
    re.IGNORECASE,
)
_ERROR_PAGE = re.compile(
    r"/(?:error|errors|err|404|e404|410|not[-_]?found|page[-_]?not[-_]?found|http[-_]?404|missing|nopage|no[-_]?article|"
    r"deleted|expired)(?:[-_/.]|$)",
    re.IGNORECASE,
)
_SIGN_IN = re.compile(
    r"/(?:log-?in|sign-?in|sso|oauth2?|authorize|auth|consent|subscribe|subscription|paywall)(?:[-_/.?]|$)",
    re.IGNORECASE,
)
_SIGN_IN_HOST = re.compile(r"^(?:log-?in|accounts?|auth|sso|consent|nid)\.", re.IGNORECASE)
_NUMBER = re.compile(r"\d{4,}")
_FEW_LETTERS = 1_500  # of running text: a note has fewer, an article more
_HARDLY_ANY = 200
_SHORT_LINE = 90
_ALIKE = 0.8


def shows(page: Page, headline: str) -> bool:
    """Whether the page calls itself by the headline that we know of the piece."""
    wanted = key(headline)
    if len(wanted) < 6:
        return False
    names = (page.title_tag, page.meta("og:title"))
    return any(wanted in key(name) or likeness(headline, name) >= 0.7 for name in names)


def is_gone_note(page: Page) -> bool:
    """Whether the page says that the article is not there, whatever its status says."""
    if page.article:
        return False
    headings = [text_of(tag) for tag in page.tree.iter("h1", "h2")]
    if any(map(_GONE_TITLE.match, (page.title_tag, *headings))):
        return True
    if letters_of(page) >= _FEW_LETTERS:
        return False
    lines = [block.text for block in page.blocks if len(block.text) < _SHORT_LINE]
    return any(map(GONE.search, (page.title_tag, *lines))) or _alerts(page)


def _alerts(page: Page) -> bool:
    """Whether the page has hardly any text and a script that tells the reader that it is gone."""
    if sum(len(block.text) for block in page.blocks) >= _HARDLY_ANY:
        return False
    scripts = " ".join(page.tree.xpath("//script/text()"))
    return any(GONE.search(match["text"]) for match in _ALERT.finditer(scripts))


def sends_home(page: Page, url: str) -> bool:
    """Whether an empty page leads on to the home page by a script or a refresh."""
    if is_home(url) or sum(len(block.text) for block in page.blocks) >= _HARDLY_ANY:
        return False
    scripts = " ".join(page.tree.xpath("//script/text()"))
    refreshes = page.tree.xpath("//meta[translate(@http-equiv,'REFSH','refsh')='refresh']/@content")
    targets = [match["to"] for match in _GOES_HOME.finditer(scripts)]
    targets += [match["to"] for text in refreshes if (match := _REFRESH.search(text))]
    return any(is_home(page.absolute(target) or url) for target in targets if target)


def is_home(url: str) -> bool:
    """Whether an address is a site's front door, whatever the language."""
    parts = urlsplit(url)
    return bool(_HOME.fullmatch(parts.path)) and not re.search(r"\d{3}", parts.query)


def leads_to_error(url: str, end: str) -> bool:
    """Whether a redirect ended at a page made for errors."""
    return (
        url != end and bool(_ERROR_PAGE.search(urlsplit(end).path)) and not _said(_ERROR_PAGE, url)
    )


def leads_to_sign_in(url: str, end: str) -> bool:
    """Whether a redirect ended where one has to sign in, agree or pay."""
    if url == end:
        return False
    host = urlsplit(end).hostname or ""
    return not _said(_SIGN_IN, url) and bool(_said(_SIGN_IN, end) or _SIGN_IN_HOST.match(host))


def leads_home(url: str, end: str) -> bool:
    """Whether a redirect led from a page inside a site to a front door."""
    return not is_home(url) and is_home(end)


def lost_its_number(url: str, end: str, page: Page) -> bool:
    """Whether a redirect led from a numbered piece to a page without any number: a list."""
    former, latter = urlsplit(url), urlsplit(end)
    is_article = page.article or page.meta("og:type").lower() in ("article", "video.other")
    return bool(
        _NUMBER.search(former.path + former.query)
        and not _NUMBER.search(latter.path + latter.query)
        and not is_article
        and latter.path.count("/") <= former.path.count("/")
    )


def calls_itself_home(page: Page, url: str) -> bool:
    """Whether a page inside a site names the site's front door as its own address."""
    if is_home(url) or page.article:
        return False
    canonical = page.tree.xpath("//link[@rel='canonical']/@href")
    named = [page.absolute(address) for address in (*canonical, page.meta("og:url")) if address]
    return any(is_same_site(address, url) and is_home(address) for address in named if address)


def same_text(page: Page, other: Page) -> bool:
    """Whether two pages show nearly the same blocks of text."""
    ours, theirs = ({key(block.text) for block in one.blocks} for one in (page, other))
    return bool(ours) and len(ours & theirs) >= _ALIKE * len(ours)


def letters_of(page: Page) -> int:
    """How much running text the page has."""
    return len(key(" ".join(block.text for block in page.blocks if block.is_long)))


def _said(pattern: re.Pattern, url: str) -> bool:
    return bool(pattern.search(urlsplit(url).path))
