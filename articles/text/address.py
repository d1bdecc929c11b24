"""Web addresses: the one form in which we keep them, and when two of them are the same page."""

import hashlib
import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from django.utils.translation import gettext_lazy as _

DEFAULT_PORTS = {"http": 80, "https": 443}
_LONGEST = 4_000
# What sites and networks add to an address to know where a reader came from.
_TRACKING = re.compile(
    r"utm[_-]\w+|mtm_\w+|hsa_\w+|_?_hs\w+|_ga|_gl|_ke|mc_[ce]id|s_cid|mkt_tok|igsh(?:id)?|li_fat_id|"
    r"(?:fb|g|d|y|ms|tw|tt)clid|gclsrc|gbraid|wbraid|n?ocid|ncid|icid|cmp(?:_?id)?|smid|smtyp|xtor|ito|"
    r"pk_(?:campaign|kwd|keyword|source|medium|content|cid)|ga_(?:source|medium|term|content|campaign)|"
    r"at_(?:medium|campaign|custom\d+|link_\w+|format|ptr_name|bbc_team)|wt[_.](?:mc|zmc)\w*|wt\.mc_id|"
    r"fb_(?:action_ids|action_types|source|ref)|oly_(?:anon|enc)_id|vero_(?:id|conv)|campaign_id|"
    r"ref|refer|referr?er|ref_(?:src|url)|rss(?:feed)?|partner|taid|spm|shared?|sfnsn|iref|trk|"
    r"guccounter|guce_\w+|__twitter_impression|__source|soc_(?:src|trk)|sr_share|recruiter|leadsource",
    re.IGNORECASE,
)
_AMP_OR_MOBILE = re.compile(
    r"(?:amp|outputtype=amp|output=amp|view=amp|m=1|mobile=1|amp=\w*|amp_\w+=.*|usqp=.*)", re.I
)
_SAME_SITE_LABELS = frozenset(
    ["www", "www2", "www3", "m", "mobile", "mobil", "amp", "wap", "touch"]
)
_SECOND_LEVEL = frozenset(
    ["co", "com", "or", "ne", "net", "org", "go", "gov", "gob", "ac", "edu", "re", "pe"]
)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_AMP_PATH = re.compile(r"^/amp(?=/)|/amp(?=/?$)|\.amp(?=(?:\.\w+)?$)|(?<=[a-z])Amp(?=\.\w+$)")
# Copies that the AMP project and its hosts serve (https://amp.dev/documentation/guides-and-tutorials/
# learn/amp-caches-and-cors/amp-cache-urls): /c/s/host/path; s where the original is on https.
_AMP_COPY = re.compile(r"^(?:/[a-z])?(?:/amp)?/(?P<secure>s/)?(?P<rest>[\w-]+(?:\.[\w-]+)+/.*)$")
_AMP_HOSTS = re.compile(r"(?:^|\.)(?:cdn\.ampproject\.org|bing-amp\.com)$|^www\.google\.[a-z.]+$")
_NUMBER = re.compile(r"^(?:0x[0-9a-f]*|\d+)$", re.IGNORECASE)
_LABEL = re.compile(r"^(?!-)[a-z0-9_-]{1,63}(?<!-)$")
_BARE = re.compile(r"^[^\s/:@?#\\]+\.[^\s/:@?#\\.]{2,}(?::\d+)?(?:[/?#]|$)")


class NotAWebAddress(ValueError):
    """The text is not the address of a page on the web; the message tells an editor why."""


@dataclass(frozen=True)
class Address:
    """A web address in parts. `host` is in lower case and ASCII, an IPv6 address without brackets."""

    scheme: str
    host: str
    port: int
    path: str
    query: str
    fragment: str = ""

    @property
    def netloc(self) -> str:
        """Host and port as they stand in an address; the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def target(self) -> str:
        """Path and query, as a request asks for them."""
        return f"{self.path}?{self.query}" if self.query else self.path

    def __str__(self) -> str:
        hash_ = f"#{self.fragment}" if self.fragment else ""
        return f"{self.scheme}://{self.netloc}{self.target}{hash_}"


def parse(url: str) -> Address:
    """The parts of an address as it is typed or pasted. Raises NotAWebAddress."""
    text = re.sub(r"[\t\r\n]", "", url).strip()
    if len(text) > _LONGEST or any(map(_is_no_letter, text)):
        raise NotAWebAddress(_("This is not a web address. Copy it once more from the browser."))
    if _BARE.match(text):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        scheme, port = parts.scheme.lower(), parts.port
    except ValueError as error:
        raise NotAWebAddress(
            _("This is not a web address. Copy it once more from the browser.")
        ) from error
    if scheme not in DEFAULT_PORTS:
        raise NotAWebAddress(_("Only addresses that begin with http:// or https:// can be used."))
    if "@" in parts.netloc or "\\" in text.partition("?")[0]:
        raise NotAWebAddress(_("An address with a user name or a backslash in it can't be used."))
    return Address(
        scheme,
        _host(parts.hostname or "", is_bracketed="[" in parts.netloc),
        DEFAULT_PORTS[scheme] if port is None else port,
        _without_dots(_quoted(parts.path or "/", "/:@!$&'()*+,;=~")),
        _quoted(parts.query, "/?:@!$&'()*+,;=~[]|"),
        _quoted(parts.fragment, "/?:@!$&'()*+,;=~"),
    )


def _is_no_letter(letter: str) -> bool:
    """Whether it is a control character, or half of a character."""
    return unicodedata.category(letter) in {"Cc", "Cs"}


def canonical(url: str) -> str:
    """The form in which an address is kept: what does not change the page is gone.

    Case of scheme and host, the usual port, tracking parameters and the place inside the page.
    Raises NotAWebAddress.
    """
    address = parse(url)
    query = "&".join(part for part in address.query.split("&") if part and not _is_tracking(part))
    fragment = address.fragment if address.fragment.startswith("!") else ""
    return str(Address(address.scheme, address.host, address.port, address.path, query, fragment))


def same_page_key(url: str) -> str:
    """Equal for two addresses of one page: http and https, with and without www, mobile, AMP.

    For comparing only; it is no address. Raises NotAWebAddress.
    """
    address = parse(_original_of_amp(parse(canonical(url))))
    path = _AMP_PATH.sub("", _INDEX.sub("/", address.path)).rstrip("/")
    kept = sorted(
        part for part in address.query.split("&") if part and not _AMP_OR_MOBILE.fullmatch(part)
    )
    host = site_of(address.host)
    port = "" if address.port in DEFAULT_PORTS.values() else f":{address.port}"
    fragment = f"#{address.fragment}" if address.fragment else ""
    return f"{host}{port}{path}{'?' + '&'.join(kept) if kept else ''}{fragment}"


def page_digest(url: str) -> str:
    """`same_page_key` in 64 characters, as it is stored and looked up; empty for no web address.

    After a change of the rules here a migration has to fill the stored ones in anew.
    """
    try:
        return hashlib.sha256(same_page_key(url).encode()).hexdigest()
    except NotAWebAddress:
        return ""


def domain(url: str) -> str:
    """The host of an address without www and the like, in lower case; empty if it has none."""
    try:
        return site_of((urlsplit(url).hostname or "").lower())
    except ValueError:
        return ""


def site_of(host: str) -> str:
    """`host` without the labels under which a site has its other faces: www, m, amp."""
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in _SAME_SITE_LABELS and not _is_public_suffix(labels[1:]):
        labels = labels[1:]
    inner = [label for label in labels[1:-2] if label not in ("m", "amp")]
    return ".".join((labels[0], *inner, *labels[-2:])) if len(labels) > 3 else ".".join(labels)


def is_same_site(url: str, other: str) -> bool:
    """Whether two addresses belong to one site: news.example.com and example.com do."""
    return _registered(domain(url)) == _registered(domain(other)) != ""


def _registered(host: str) -> str:
    labels = host.split(".")
    return ".".join(labels[-3:] if _is_public_suffix(labels[-2:]) else labels[-2:])


def _is_public_suffix(labels: list[str]) -> bool:
    return len(labels) == 2 and labels[0] in _SECOND_LEVEL and len(labels[1]) == 2


def _is_tracking(parameter: str) -> bool:
    return bool(_TRACKING.fullmatch(unquote(parameter.partition("=")[0])))


def _original_of_amp(address: Address) -> str:
    match = _AMP_COPY.match(address.path) if _AMP_HOSTS.search(address.host) else None
    if not match:
        return str(address)
    query = f"?{address.query}" if address.query else ""
    return f"{'https' if match['secure'] else 'http'}://{match['rest']}{query}"


def _host(host: str, *, is_bracketed: bool) -> str:
    try:
        if is_bracketed:
            return str(ipaddress.IPv6Address(host.partition("%")[0] if "%" not in host else "-"))
        return _name(host)
    except (ValueError, UnicodeError) as error:
        raise NotAWebAddress(
            _(
                "The name of the site in this address is not valid. Copy it once more from the browser."
            )
        ) from error


def _name(host: str) -> str:
    """A host name in ASCII, as browsers read it (https://www.unicode.org/reports/tr46/)."""
    folded = unicodedata.normalize("NFKC", re.sub("[\u3002\uff61]", ".", unquote(host)).lower())
    labels = [_ascii(label) for label in folded.removesuffix(".").split(".")]
    if _NUMBER.match(labels[-1]):
        return str(ipaddress.IPv4Address(".".join(labels)))
    name = ".".join(labels)
    if len(labels) < 2 or len(name) > 253 or not all(map(_LABEL.match, labels)):
        raise ValueError(host)
    return name


def _ascii(label: str) -> str:
    label = re.sub("[\u00ad\u200b-\u200d\ufeff]", "", label)
    return label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")


def _quoted(text: str, safe: str) -> str:
    """Percent-encoding in one form: what needs none has none, the rest in upper case."""

    def one(match: re.Match) -> str:
        byte = int(match[1], 16)
        plain = byte < 128 and (chr(byte).isalnum() or chr(byte) in "-._~")
        return chr(byte) if plain else match[0].upper()

    return quote(re.sub("%([0-9A-Fa-f]{2})", one, text), safe=safe + "%-._")


def _without_dots(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            kept = kept[:-1]
        elif segment != ".":
            kept.append(segment)
    ends_in_folder = segments[-1] in (".", "..")
    return "/" + "/".join(kept) + ("/" if ends_in_folder and kept else "")
