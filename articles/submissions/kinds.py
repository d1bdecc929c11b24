"""What a file is, by its first bytes. What its sender calls it is not trusted."""

import re

#: As many of the first bytes as are needed to tell.
ENOUGH = 512
_BEGINNINGS = (
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"%PDF-", "document"),
    (b"PK\x03\x04", "document"),  # docx, odt, hwpx, xlsx, zip
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "document"),  # doc, hwp, xls
    (b"HWP Document File", "document"),
    (b"{\\rtf", "document"),
    (b"ID3", "audio"),
    (b"OggS", "audio"),
    (b"fLaC", "audio"),
    (b"#!AMR", "audio"),
    (b"caff", "audio"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video"),  # wmv, wma
    (b"\x1a\x45\xdf\xa3", "video"),  # mkv, webm
    (b"\x00\x00\x01\xba", "video"),
    (b"\x00\x00\x01\xb3", "video"),
    (b"FLV\x01", "video"),
)
_INSIDE = (
    (re.compile(rb"^RIFF....WEBP", re.DOTALL), "image"),
    (re.compile(rb"^RIFF....WAVE", re.DOTALL), "audio"),
    (re.compile(rb"^RIFF....AVI ", re.DOTALL), "video"),
    (re.compile(rb"^....ftyp(?:heic|heix|mif1|msf1|avif)", re.DOTALL), "image"),
    (re.compile(rb"^....ftypM4[AB] ", re.DOTALL), "audio"),
    (re.compile(rb"^....(?:ftyp|moov|mdat|wide|free)", re.DOTALL), "video"),
    (re.compile(rb"^\xff[\xe2-\xfb]", re.DOTALL), "audio"),  # mp3 without a tag
    (re.compile(rb"^\xff[\xf0-\xf9]", re.DOTALL), "audio"),  # aac
)


def kind_of(beginning: bytes) -> str | None:
    """`image`, `document`, `audio` or `video`; None for anything else, for example a program."""
    for signature, kind in _BEGINNINGS:
        if beginning.startswith(signature):
            return kind
    for pattern, kind in _INSIDE:
        if pattern.match(beginning):
            return kind
    return "document" if _is_text(beginning) else None


def _is_text(beginning: bytes) -> bool:
    """Whether it can be read as text. The last letter may be cut off."""
    if beginning.startswith(b"#!") or b"\x00" in beginning.removeprefix(b"\xff\xfe"):
        return _is_wide_text(beginning)
    for encoding in ("utf-8", "cp949", "gb18030"):
        try:
            beginning.decode(encoding)
        except UnicodeDecodeError as broken:
            if broken.start < len(beginning) - 4:
                continue
        return True
    return False


def _is_wide_text(beginning: bytes) -> bool:
    return beginning.startswith((b"\xff\xfe", b"\xfe\xff"))
