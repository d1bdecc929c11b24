"""The bytes of a saved page → its text."""

import codecs
import math
import re
import unicodedata

from django.utils.translation import gettext as _

LIMIT = 5_000_000
"""The size in bytes up to which a page is read. Real ones have a few thousand."""


class UnreadablePage(Exception):
    """The file cannot be imported. `reason` says why, and what to do, to a person."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The first bytes of files that are saved in the place of a text. From the formats' own documents.
_SIGNATURES = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "WebP"),
    (b"BM", ""),
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "RAR"),
    (b"MZ", ""),
    (b"\x7fELF", "ELF"),
    (b"\xd0\xcf\x11\xe0", "OLE (DOC, XLS, HWP)"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
)
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LEAST_PLAUSIBLE = 0.9


def decode(data: bytes) -> str:
    """The text of a saved page in UTF-8, UTF-16 (marked or not), CP949 or Windows-1252.

    Composed (NFC), with `\\n` for every line end. Raises UnreadablePage for an empty file, for one
    above LIMIT bytes, and for what is no plain text.
    """
    refuse_size(len(data))
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadablePage(_("The file is empty. Save the page again as text."))
    _refuse_signature(data)
    text = unicodedata.normalize("NFC", _text_of(data)).lstrip("\ufeff")
    if not text.strip():
        raise UnreadablePage(_("The file is empty. Save the page again as text."))
    if _HTML.match(text):
        raise UnreadablePage(_("The file is HTML. Save the page as plain text and import that."))
    return re.sub(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]", "\n", text)


def refuse_size(size: int) -> None:
    """Raise UnreadablePage for more than LIMIT bytes."""
    if size > LIMIT:
        raise UnreadablePage(
            _(
                "The file has %(size)s MB; a page may have at most %(limit)s MB. Import the text alone."
            )
            % {"size": math.ceil(size / 1e5) / 10, "limit": f"{LIMIT / 1e6:.0f}"}
        )


def _refuse_signature(data: bytes) -> None:
    for signature, name in _SIGNATURES:
        # Two letters may begin a text as well: those formats hold NUL bytes.
        if data.startswith(signature) and (name or b"\x00" in data[:512]):
            raise _not_text(name)


def _not_text(name: str = "") -> UnreadablePage:
    if name:
        return UnreadablePage(
            _("The file is not text but %(format)s. Save the page as plain text and import that.")
            % {"format": name}
        )
    return UnreadablePage(
        _("The file is not plain text that could be read. Save the page as plain text in UTF-8.")
    )


def _text_of(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _without_controls(_decoded(data[len(mark) :], encoding))
    utf8 = _decoded(data, "utf-8")
    if utf8 and "\x00" not in utf8:
        return _without_controls(utf8)
    encodings = ("utf-16-le", "utf-16-be", "cp949", "cp1252")
    readings = [text for encoding in encodings if (text := _decoded(data, encoding))]
    likeliest = max(readings, key=_plausibility, default="")
    if _plausibility(likeliest) < _LEAST_PLAUSIBLE:
        raise _not_text()
    return _without_controls(likeliest)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _without_controls(text: str | None) -> str:
    """The text without the odd stray control character. Raises UnreadablePage for many of them."""
    if text is None or len(_CONTROL.findall(text)) > len(text) / 1000:
        raise _not_text()
    return _CONTROL.sub("", text)


def _plausibility(text: str) -> float:
    """The share of characters that a page in English or Korean is likely to hold."""
    sample = text[:20_000]
    if not sample or len(_CONTROL.findall(sample)) > len(sample) / 1000:
        return 0
    return sum(map(_is_plausible, sample)) / len(sample)


def _is_plausible(character: str) -> bool:
    if character.isascii():
        return True
    if "가" <= character <= "힣":
        # The 2,350 syllables of KS X 1001 are those in use. Other ones come of a wrong reading.
        return _fits(character, "euc_kr")
    return _fits(character, "cp949") or _fits(character, "cp1252")


def _fits(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
