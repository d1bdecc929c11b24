"""Names of countries and languages, in the language of the reader (from Unicode's CLDR)."""

from functools import cache

from babel import Locale

# What CLDR names beside the countries: groups of countries and codes for private use.
_NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def country_name(code: str, language: str) -> str:
    """The country's name for an ISO 3166 alpha-2 code in `language` (en, ko); the code if unknown."""
    return _locale(language).territories.get(code.upper(), code)


def language_name(code: str, language: str) -> str:
    """The name of the language with an ISO 639-1 code in `language`; the code if unknown."""
    return _locale(language).languages.get(code.lower(), code)


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of every country, sorted by name."""
    named = _locale(language).territories.items()
    return _sorted_choices(
        (code, name)
        for code, name in named
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    )


@cache
def languages(language: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of every language with a two-letter code, sorted by name."""
    named = _locale(language).languages.items()
    return _sorted_choices((code, name) for code, name in named if len(code) == 2)


def _sorted_choices(pairs) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pairs, key=lambda pair: pair[1]))
