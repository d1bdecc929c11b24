"""The bytes of a page as text, whatever encoding they say or do not say they are in."""

import codecs
import re
from collections.abc import Iterator

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The names by which browsers know an encoding (https://encoding.spec.whatwg.org/#names-and-labels).
_ALIASES = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "euc-kr": "cp949",
    "euckr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "ms949": "cp949",
    "windows-949": "cp949",
    "x-windows-949": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "cp950",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc-jp",
    "iso-8859-7": "cp1253",
    "iso-8859-8": "cp1255",
    "iso-8859-8-i": "cp1255",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "utf-16": "utf-8",  # a page that could be read up to this name is not in UTF-16
    "unicode": "utf-8",
}
# The commonest characters of each language, as they come in running text. A wrong reading of the
# same bytes gives rare ones.
_COMMON = {
    "cp949": "이다의는에을를가고하한지로도기사서은대인자시정해일전제장나보원리구수있국",
    "gb18030": "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会，。",
    "cp950": "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會，。",
    "cp932": "のにはをたがでてとしれさるいなもらこかりっくまあおす、。",
    "euc-jp": "のにはをたがでてとしれさるいなもらこかりっくまあおす、。",
    "cp1251": "оеаинтсрвлкмдпуяыьгз",
    "koi8-r": "оеаинтсрвлкмдпуяыьгз",
    "cp1256": "اليمونرتبةعدسفهكقأحج",
    "cp874": "านรอกเงมยลวดทสตะปบคห",
    "cp1253": "αοιετσνηυρπκμλςίόάέήώγδχ",
    "cp1255": "יוהלאמרתבשנםעדחקפגסצטזכן",
}
_LATIN = "cp1252"
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
# In Latin script a letter with an accent stands beside plain ones.
_ACCENTED = re.compile(r"(?<=[a-zA-Z])[^\x00-\x7f]|[^\x00-\x7f](?=[a-zA-Z])")
_LABEL_BONUS = 0.15
_SAMPLE = 200_000  # bytes; enough to know an encoding
_BYTES_BEFORE_LABEL = 8_192


def decode(page: bytes, content_type: str | None = None) -> str:
    """The text of an HTML page.

    `content_type` is the header of that name, if there was one. What is valid UTF-8 is read as
    such whatever the labels say: text in another encoding is almost never valid UTF-8 by chance.
    Otherwise the reading with the most common characters wins, with a bonus for the labels.
    Never fails: bytes that have no meaning become U+FFFD.
    """
    for mark, encoding in _BOMS:
        if page.startswith(mark):
            return page[len(mark) :].decode(encoding, "replace")
    return page.decode(_encoding(page, content_type), "replace")


def _encoding(page: bytes, content_type: str | None) -> str:
    labels = tuple(_labels(page, content_type))
    if b"\x1b$" in page and "iso-2022-jp" in labels:
        return "iso-2022-jp"
    if _is_nearly_utf8(page):
        return "utf-8"
    sample = page[:_SAMPLE]
    candidates = dict.fromkeys((*labels, "utf-8", *_COMMON, _LATIN))
    return max(candidates, key=lambda name: _plausibility(sample, name, labels))


def _labels(page: bytes, content_type: str | None) -> Iterator[str]:
    header = (content_type or "").encode("ascii", "ignore")
    for place in (header, page[:_BYTES_BEFORE_LABEL]):
        for match in _CHARSET.finditer(place):
            name = match[1].decode("ascii").lower()
            name = _ALIASES.get(name, name)
            if _is_text_encoding(name):
                yield name


def _is_text_encoding(name: str) -> bool:
    try:
        b"a".decode(name)
    except (LookupError, UnicodeDecodeError):
        return False
    return True


def _is_nearly_utf8(page: bytes) -> bool:
    """Whether all but a few of the bytes beyond ASCII are UTF-8; sites cut text inside a letter."""
    broken = page.decode("utf-8", "replace").count("\ufffd") - page.count(b"\xef\xbf\xbd")
    beyond_ascii = len(page) - len(page.decode("ascii", "ignore"))
    return broken * 50 <= beyond_ascii


def _plausibility(sample: bytes, encoding: str, labels: tuple[str, ...]) -> float:
    text = sample.decode(encoding, "replace")
    beyond_ascii = [letter for letter in text if letter > "\x7f"]
    if not beyond_ascii:
        return 0.0
    broken = beyond_ascii.count("\ufffd")
    bonus = _LABEL_BONUS if encoding in labels else 0.0
    return (_good(text, beyond_ascii, encoding) - 10 * broken) / len(beyond_ascii) + bonus


def _good(text: str, beyond_ascii: list[str], encoding: str) -> float:
    if encoding == "utf-8":
        return 0.9 * len(beyond_ascii)
    if common := _COMMON.get(encoding):
        # Beside a Latin letter another script seldom stands; an accent does.
        return sum(letter in common for letter in beyond_ascii) - len(_ACCENTED.findall(text))
    return 0.8 * sum(1 for match in _ACCENTED.finditer(text) if match[0].isalpha())
