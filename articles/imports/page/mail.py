"""Forwarded mail: what is about the sending, and not the page that was sent."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.imports.page.layout import is_ended

_HEADER_NAMES = (
    "from|sent|to|cc|bcc|date|subject|reply-to|importance|attachments"
    "|보낸 ?사람|보낸이|발신|발신인|받는 ?사람|받는이|수신|수신인|참조|숨은 ?참조"
    "|보낸 ?날짜|보낸 ?시간|받은 ?날짜|날짜|일시|제목|첨부|첨부 ?파일"
)
_HEADER = re.compile(
    rf"\s*\**\s*(?P<name>{_HEADER_NAMES})\s*\**\s*[:：]\**\s*(?P<value>.*)", re.IGNORECASE
)
# Only these make a run of such lines the head of a mail; a page may well have "Date:" and "Title:".
_SENDER = re.compile(r"from|sent|to|보낸|발신|받는|수신", re.IGNORECASE)
_SUBJECT = re.compile(r"subject|제목", re.IGNORECASE)
_FORWARD_MARK = re.compile(r"\s*(?:(?:re|fwd?|fw|전달|회신|답장)\s*[:：]\s*)+", re.IGNORECASE)
_ANNOUNCEMENTS = (
    r"[-_=\s]*(?:original message|forwarded message|forwarded by .{1,60}|원본 ?(?:메일|메시지|메세지)|전달된 ?(?:메일|메시지|메세지))[-_=\s]*",
    r"begin forwarded message:?",
    r"on .{8,120} wrote:",
    r".{6,120}(?:님이|이|가) (?:작성|씀|쓴 글):?",
    r"(?:sent|get) (?:from|outlook for) (?:my |the )?(?:iphone|ipad|android|galaxy|samsung|mobile|ios|outlook|mail).{0,40}",
    r"(?:나의 )?(?:iphone|ipad|갤럭시|내 휴대전화)에서 보냄",
    r"[-_=*~]{3,}",
    r"\[?(?:external(?: e-?mail)?|caution)\]?:? ?(?:this e?-?mail|do not click|e-?mail from outside).{0,200}",
)
_ANNOUNCEMENT = re.compile(rf"\s*(?:{'|'.join(_ANNOUNCEMENTS)})\s*", re.IGNORECASE)
_GREETING = re.compile(
    r"\s*(?:(?:dear|hi|hello|good (?:morning|afternoon|evening))\b[^.!?]{0,40}[,!.]?"
    r"|(?:please )?see below[.:]?|fyi\b.{0,40}|for your information\b.{0,40}|안녕하세요[.,!]?(?: ?[가-힣]{2,8}(?:님|입니다)[.,]?)?)\s*",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"--\s*|\s*(?:(?:best|kind|warm|many)(?: regards| wishes| thanks)?|regards|sincerely|thanks|thank you"
    r"|yours (?:sincerely|truly|faithfully)|감사합니다|고맙습니다|드림|올림)[,.!]?\s*",
    re.IGNORECASE,
)


_MOST_IN_SIGNATURE, _LONGEST_IN_SIGNATURE = 6, 100


@dataclass(frozen=True)
class Unpacked:
    """The lines without the heads of mails, and the subject of the innermost one."""

    lines: tuple[str, ...]
    subject: str = ""


def unpack(lines: Sequence[str]) -> Unpacked:
    """Take the heads, greetings and closings of (forwarded) mail away.

    A head is a run of lines such as `From: …`, `Subject: …` in which at least two fields stand
    and one of them names the sender or the receiver. Other lines with such labels stay.
    """
    kept: list[str] = []
    subject, was_mail, position = "", False, 0
    while position < len(lines):
        end = _end_of_head(lines, position)
        if end:
            subject = _subject_in(lines[position:end]) or subject
            was_mail, position = True, end
            continue
        if _ANNOUNCEMENT.fullmatch(lines[position]):
            was_mail = was_mail or not re.fullmatch(r"\W*", lines[position])
            kept.append("")
        else:
            kept.append(lines[position])
        position += 1
    lines = _without_courtesies(kept) if was_mail else kept
    return Unpacked(tuple(lines), subject)


def _without_courtesies(lines: Sequence[str]) -> Iterator[str]:
    """The lines without greetings, and without closings and the name below them."""
    signature = 0
    for line in lines:
        if _CLOSING.fullmatch(line):
            signature = _MOST_IN_SIGNATURE
        elif signature and line.strip() and _is_of_signature(line.strip()):
            signature -= 1
        elif not _GREETING.fullmatch(line):
            has_begun = bool(line.strip()) or signature < _MOST_IN_SIGNATURE
            signature = 0 if has_begun else signature
            yield line


def _is_of_signature(line: str) -> bool:
    return len(line) <= _LONGEST_IN_SIGNATURE and not is_ended(line)


def _end_of_head(lines: Sequence[str], start: int) -> int:
    """The position after a mail's head that begins at `start`; 0 where none does."""
    if not _HEADER.fullmatch(lines[start]):
        return 0
    names, position = [], start
    while position < len(lines):
        field = _HEADER.fullmatch(lines[position])
        if field:
            names.append(field["name"])
        elif not (names and _continues_head(lines, position)):
            break
        position += 1
    is_head = len(names) >= 2 and any(_SENDER.match(name) for name in names)
    return position if is_head else 0


def _continues_head(lines: Sequence[str], position: int) -> bool:
    """A folded list of addresses or folded subject, or the empty line of a double-spaced head."""
    line = lines[position]
    if not line.strip():
        after = lines[position + 1] if position + 1 < len(lines) else ""
        return bool(_HEADER.fullmatch(after))
    is_address_list = "@" in line and not re.search(r"[.!?]\s", line)
    return is_address_list or bool(re.match(r"[ \t]+\S", line))


def _subject_in(head: Sequence[str]) -> str:
    for position, line in enumerate(head):
        field = _HEADER.fullmatch(line)
        if field and _SUBJECT.match(field["name"]):
            rest = [more.strip() for more in head[position + 1 : position + 2] if _is_folded(more)]
            return _FORWARD_MARK.sub("", " ".join([field["value"].strip(), *rest]), count=1).strip()
    return ""


def _is_folded(line: str) -> bool:
    return bool(re.match(r"[ \t]+\S", line)) and not _HEADER.fullmatch(line)
