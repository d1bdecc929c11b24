"""Addresses of the site in its two languages."""

from django import template
from django.urls import reverse, translate_url
from django.utils.translation import get_language_from_path, override

from articles import seo
from articles.text.citation import Citation

register = template.Library()
register.filter("absolute", seo.absolute)
register.filter("in_words", Citation.in_words)


@register.filter
def in_language(path: str, language: str) -> str:
    """The same page in another language, its first page where there is nothing at `path`."""
    there = translate_url(path, language)
    # Neither so for a path of no language nor for `//example.org/en/`, which is another site.
    if get_language_from_path(there) == language:
        return there
    with override(language):
        return reverse("home")
