"""What templates need to show an item in the reader's language."""

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from articles.text import html, names

register = template.Library()


@register.filter
def named(thing) -> str:
    """The name of a topic, outlet or person in the reader's language."""
    return thing.name_in(get_language())


@register.filter
def rich(text: str) -> SafeString:
    """Rich text, cleaned once more: the only place that marks anything safe."""
    return mark_safe(html.clean(text or ""))  # noqa: S308 - cleaned in this very line


@register.filter
def country(code: str) -> str:
    """The name of a country in the reader's language."""
    return names.country_name(code, get_language()) if code else ""


@register.filter
def language_name(code: str) -> str:
    """The name of a language in the reader's language."""
    return names.language_name(code, get_language()) if code else ""


@register.filter
def role_for(quoted, language: str) -> str:
    """The role of somebody quoted, for readers of a language."""
    return quoted.role_in(language)


@register.filter
def title_for(role, language: str) -> str:
    """The title of a dated role, for readers of a language."""
    return role.title_in(language) if role else ""


@register.filter
def alt_for(image, language: str) -> str:
    """The alternative text of a picture, for readers of a language."""
    return image.alt_in(language)
