"""The language of an article: what the page says about itself, checked against its text."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from articles.links import function_words, json_ld
from articles.links.found import Found, Source
from articles.links.page import Page

_OLD_CODES = {"iw": "he", "in": "id", "ji": "yi", "kr": "ko", "jp": "ja", "cn": "zh", "nb": "no"}
_OLD_CODES |= {"nn": "no", "fil": "tl", "ua": "uk", "gr": "el", "cz": "cs", "dk": "da", "bs": "hr"}
_OLD_CODES |= {"eng": "en", "kor": "ko", "jpn": "ja", "deu": "de", "fra": "fr", "spa": "es"}
# Names of scripts as they begin the Unicode names of their letters.
_ONE_LANGUAGE = {
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
    "THAI": "th",
    "LAO": "lo",
    "MYANMAR": "my",
    "KHMER": "km",
    "TIBETAN": "bo",
    "GREEK": "el",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "SINHALA": "si",
    "ORIYA": "or",
    "ETHIOPIC": "am",
}
_SEVERAL_LANGUAGES = {
    "LATIN": function_words.LATIN,
    "CYRILLIC": function_words.CYRILLIC,
    "ARABIC": function_words.ARABIC,
    "DEVANAGARI": function_words.DEVANAGARI,
    "HEBREW": function_words.HEBREW,
}
_SMALL_WORDS = {
    script: {code: frozenset(words.split()) for code, words in languages.items()}
    for script, languages in _SEVERAL_LANGUAGES.items()
}
_SAMPLE = 6_000  # letters
_ENOUGH_LETTERS = 120
_KANA_SHARE = 0.05  # of a Japanese text at the least; Chinese has none
_LIKELY_SHARE = 0.12  # of the words of a text are small words of its language, at the least
_CLEAR_LEAD = 1.6
_WORD_ENDS = re.compile(r"[\s.,;:!?«»“”„‘\"()\[\]…।،؛؟/–—|·-]+")


def find_language(page: Page, title: str) -> Found[str] | None:
    """An ISO 639-1 code. What the page declares counts unless its text is clearly in another."""
    declared = list(_declared(page))
    text = _running_text(page, title)
    script = _script(text)
    if script in _ONE_LANGUAGE:
        return _confirmed(_ONE_LANGUAGE[script], declared)
    if script in _SMALL_WORDS:
        return _among(_SMALL_WORDS[script], text, declared)
    return declared[0] if declared else None


def _declared(page: Page) -> Iterator[Found[str]]:
    """The languages that the page gives itself, the most trusted first."""
    for value in json_ld.texts(page.article.get("inLanguage")):
        yield from _code(value, Source.JSON_LD)
    for value in page.tree.xpath("/html/@lang | /html/@*[local-name()='lang']"):
        yield from _code(value, Source.META)
    names = ("og:locale", "inlanguage", "language", "dc.language", "content-language")
    for found in page.all_metas(*names):
        yield from _code(found.value, found.source)


def _code(value: str, source: Source) -> Iterator[Found[str]]:
    code = re.split(r"[-_,;]", value.strip().lower())[0]
    code = _OLD_CODES.get(code, code)
    if re.fullmatch(r"[a-z]{2}", code):
        yield Found(code, source)


def _confirmed(code: str, declared: list[Found[str]]) -> Found[str]:
    return next((found for found in declared if found.value == code), Found(code, Source.TEXT))


def _running_text(page: Page, title: str) -> str:
    paragraphs = [block.text for block in page.blocks if block.is_long]
    text = " ".join((title, page.meta("og:description", "description"), *paragraphs))
    return text[:_SAMPLE]


def _script(text: str) -> str:
    """The script of most of the letters; empty where there are too few to tell."""
    names = (unicodedata.name(letter, "") for letter in text if letter.isalpha())
    count = Counter(re.split(r"[ -]", name)[0] for name in names)
    total = sum(count.values())
    if total < _ENOUGH_LETTERS // 4:
        return ""
    kana = count["HIRAGANA"] + count["KATAKANA"]
    if kana and kana > _KANA_SHARE * total and kana + count["CJK"] > total / 2:
        return "HIRAGANA"
    return count.most_common(1)[0][0]


def _among(
    languages: dict[str, frozenset[str]], text: str, declared: list[Found[str]]
) -> Found[str] | None:
    """The language whose small words are in the text; the declared one where both are likely."""
    words = [word for word in _WORD_ENDS.split(text.lower().replace("’", "'")) if word]
    shares = {
        code: sum(word in small for word in words) / max(1, len(words))
        for code, small in languages.items()
    }
    ranked = sorted(shares, key=shares.__getitem__, reverse=True)
    best, second = ranked[0], ranked[1]
    for found in declared:
        share = shares.get(found.value)
        if share is not None and share * _CLEAR_LEAD > shares[best]:
            return found
    if _is_clear(shares[best], shares[second]) and len(text) > _ENOUGH_LETTERS:
        is_known = not declared or declared[0].value in shares
        if is_known or shares[best] > 2 * _LIKELY_SHARE:
            return _confirmed(best, declared)
    return declared[0] if declared else None


def _is_clear(best: float, second: float) -> bool:
    return best > _LIKELY_SHARE or (best > _LIKELY_SHARE / 3 and best > 2 * _CLEAR_LEAD * second)
