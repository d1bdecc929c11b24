"""Addresses of the site in its two languages."""

from django import template
from django.urls import reverse, translate_url
from django.utils.translation import get_language_from_path, override

register = template.Library()


@register.filter
def in_language(path: str, language: str) -> str:
    """The same page in another language, its first page where there is nothing at `path`."""
    # A path that begins with two slashes would lead to another site.
    there = translate_url("/" + path.lstrip("/"), language)
    if get_language_from_path(there) == language:
        return there
    with override(language):
        return reverse("home")
