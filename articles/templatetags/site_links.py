"""Addresses of the site in its two languages."""

from django import template
from django.urls import translate_url

register = template.Library()


@register.filter
def in_language(path: str, language: str) -> str:
    """The same page in another language; an address that is in it already stays as it is."""
    return translate_url(path, language)
