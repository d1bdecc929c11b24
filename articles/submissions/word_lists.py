"""The lists of 2,048 words in which receipts are written (those of BIP 39, from `mnemonic`).

Eight words of such a list are 88 bits. All comparing happens in one folded form.
"""

import unicodedata
from functools import cache
from importlib.resources import files

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Letters that people take for others when they copy words by hand.
_LOOK_ALIKES = str.maketrans("01|", "oll")


class ReceiptStyle(models.TextChoices):
    """What a receipt is made of."""

    KOREAN = "korean", _("eight Korean words")
    ENGLISH = "english", _("eight English words")
    CHINESE = "chinese_simplified", _("eight Chinese characters")
    DIGITS = "digits", _("27 digits")

    @property
    def language(self) -> str:
        """The language of the words, as a page has to name it; empty for digits."""
        return {"korean": "ko", "english": "en", "chinese_simplified": "zh-Hans"}.get(self, "")


#: Lists in which a receipt may be typed. The traditional one has the same characters in the same
#: order, so that both ways of writing are understood.
LISTS = ("korean", "english", "chinese_simplified", "chinese_traditional")


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a list in their order, composed (NFC) for showing."""
    text = (files("mnemonic") / "wordlist" / f"{name}.txt").read_text("utf-8")
    return tuple(unicodedata.normalize("NFC", word) for word in text.split())


@cache
def numbers(name: str) -> dict[str, int]:
    """The place of each word, by its folded form."""
    return {fold(word): number for number, word in enumerate(words(name))}


@cache
def longest(name: str) -> int:
    """The length of the longest folded word of a list."""
    return max(map(len, numbers(name)))


def fold(text: str) -> str:
    """The form in which words are compared: compatibility forms, case and look-alikes are gone.

    Hangul is composed, wide letters are narrow; what is no letter and no digit becomes a space.
    """
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKD", text)).casefold()
    text = text.translate(_LOOK_ALIKES)
    return "".join(letter if _counts(letter) else " " for letter in text if not _is_unseen(letter))


def _counts(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNM"


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf"
