"""Text as a person would copy it from a page, and text as it is compared."""

import html
import re
import unicodedata

_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd\x00-\x08\x0e-\x1f]"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")


def plain(text: object) -> str:
    """`text` in one line: no markup, no entities (written once or twice over), nothing invisible.

    Halves of letters, where a site cut a text by bytes, go as well.
    """
    line = html.unescape(html.unescape(str(text or "")))
    line = _INVISIBLE.sub("", _TAG.sub(" ", line))
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", line)).strip()


def key(text: object) -> str:
    """The letters, marks and digits of `text` without case, to compare two spellings."""
    folded = unicodedata.normalize("NFKC", str(text or "")).casefold()
    return "".join(letter for letter in folded if unicodedata.category(letter)[0] in "LNM")


def words(text: str) -> frozenset[str]:
    """The words of `text`; pairs of letters where the script writes no spaces."""
    found: set[str] = set()
    for word in re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold()):
        if _UNSPACED.match(word):
            found.update(word[start : start + 2] for start in range(max(1, len(word) - 1)))
        else:
            found.add(word)
    return frozenset(found)


_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


def likeness(one: str, other: str) -> float:
    """From 0 (no word in common) to 1 (the same words)."""
    left, right = words(one), words(other)
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def cut(text: str, limit: int) -> str:
    """At most `limit` characters of `text`, ending with a whole word where there is one."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head).rstrip(" ,;:") + "…"
