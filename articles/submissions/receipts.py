"""Receipts: 88 random bits with which a person comes back, written as words or digits.

Stored is an Argon2id value of them, never the receipt. A second half of the same value is an
age identity, to which moderators' messages are sealed: only who has the receipt can open them.
"""

import re
import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pyrage
from argon2.low_level import Type, hash_secret_raw

from articles.submissions.word_lists import LISTS, ReceiptStyle, fold, longest, numbers, words
from articles.text import bech32

BYTES, WORDS, BITS_OF_A_WORD, DIGITS = 11, 8, 11, 27
#: What is longer was not written down from one of our pages.
LONGEST_INPUT = 400
# The same for every receipt, so that one look-up finds it. It needs no secret: 88 random bits
# cannot be tried through, and a salt that gets lost would shut everybody out.
_SALT = b"nkdbcms: receipt of a submission"
# OWASP's lowest setting for Argon2id (19 MiB, 2 passes), because the input is no password.
_COST = {"time_cost": 2, "memory_cost": 19 * 1024, "parallelism": 1}
_DIGIT_LOOK_ALIKES = str.maketrans("oOIlｌ|〇zZsSB", "001111022558")


@dataclass(frozen=True)
class Credentials:
    """What follows from a receipt: under what it is looked up, and what opens the messages."""

    receipt_id: str
    identity: pyrage.x25519.Identity

    @property
    def recipient(self) -> str:
        """The public half, to which messages are sealed."""
        return str(self.identity.to_public())


def generate() -> bytes:
    """A new receipt, of which every way of writing can be read back without its spaces."""
    while True:
        receipt = secrets.token_bytes(BYTES)
        written = ("".join(write(receipt, style)) for style in ReceiptStyle)
        if all(read(text) == receipt for text in written):
            return receipt


def write(receipt: bytes, style: str) -> list[str]:
    """The words of a receipt, or its digits in groups of three."""
    number = int.from_bytes(receipt)
    if style == ReceiptStyle.DIGITS:
        return re.findall("...", f"{number:0{DIGITS}}")
    places = range(WORDS - 1, -1, -1)
    return [words(style)[(number >> BITS_OF_A_WORD * place) & 2047] for place in places]


def read(text: str) -> bytes | None:
    """The receipt that somebody typed, in whatever style; None if it is none."""
    if len(text) > LONGEST_INPUT:
        return None
    found = {receipt for receipt in (_read_digits(text), *_read_words(text)) if receipt}
    return found.pop() if len(found) == 1 else None


def is_same_word(typed: str, word: str) -> bool:
    """Whether a word or a group of digits was typed back, however it is spelled."""
    if word.isdigit():
        return _digits_of(typed) == word
    return fold(typed).split() == fold(word).split()


def credentials(receipt: bytes | None) -> Credentials:
    """Takes as long for None, which leads to nothing, as for a receipt."""
    secret = receipt or secrets.token_bytes(BYTES)
    value = hash_secret_raw(secret, _SALT, hash_len=64, type=Type.ID, **_COST)
    identity = bech32.encode("age-secret-key-", value[32:]).upper()
    return Credentials(value[:32].hex(), pyrage.x25519.Identity.from_str(identity))


def _read_digits(text: str) -> bytes | None:
    digits = _digits_of(text)
    if len(digits) != DIGITS or int(digits) >= 1 << 8 * BYTES:
        return None
    return int(digits).to_bytes(BYTES)


def _digits_of(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).translate(_DIGIT_LOOK_ALIKES)
    text = re.sub(r"[\s\W_]+", "", text)
    # int() knows the digits of every script; anything else makes it no receipt of digits.
    return "".join(str(int(letter)) for letter in text) if text.isdecimal() else ""


def _read_words(text: str) -> Iterator[bytes]:
    typed = fold(text).split()
    for name in LISTS:
        for places in _places(typed, name):
            number = 0
            for place in places:
                number = number << BITS_OF_A_WORD | place
            yield number.to_bytes(BYTES)


def _places(typed: list[str], name: str) -> list[tuple[int, ...]]:
    """The numbers of the eight words: as they are spaced, else wherever spaces can stand."""
    known = numbers(name)
    if len(typed) == WORDS and all(word in known for word in typed):
        return [tuple(known[word] for word in typed)]
    return _segmentations("".join(typed), name)


def _segmentations(text: str, name: str) -> list[tuple[int, ...]]:
    """Every way in which `text` is eight words of the list without spaces."""
    known, most = numbers(name), longest(name)
    if len(text) > WORDS * most:
        return []
    ways: dict[int, list[tuple[int, ...]]] = {0: [()]}
    for end in range(1, len(text) + 1):
        found = [
            (*way, known[text[start:end]])
            for start in range(max(0, end - most), end)
            if text[start:end] in known
            for way in ways.get(start, ())
            if len(way) < WORDS
        ]
        if found:
            ways[end] = found
    return [way for way in ways.get(len(text), []) if len(way) == WORDS]
