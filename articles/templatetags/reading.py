"""What templates need to show an item in the reader's language."""

import datetime as dt
from urllib.parse import urlsplit

from django import template
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from articles.choices import Depth, Language, LinkHealth, LinkKind, year_alone
from articles.text import html, names
from articles.text.shortening import shortened

register = template.Library()
register.filter("shortened", shortened)


@register.filter
def rich(text: str) -> SafeString:
    """Rich text, cleaned once more: the only place that marks anything safe."""
    return mark_safe(html.clean(text or ""))  # noqa: S308 - cleaned in this very line


@register.filter
def if_public(thing):
    """An outlet or person whom readers may be told of; None for one that an import proposed."""
    return None if thing is None or thing.is_proposed else thing


@register.filter
def depth_for_readers(depth: str) -> str:
    return Depth(depth).for_readers


@register.filter
def named(thing) -> str:
    """The name of a topic, outlet or person in the reader's language."""
    return thing.name_in(get_language())


@register.filter
def other_name(thing) -> str:
    """The name in the language that is not the reader's; empty where there is none."""
    return thing.name if get_language() == Language.KOREAN and thing.name_ko else thing.name_ko


@register.simple_tag
def name_of(thing) -> str:
    """The name of a topic or outlet, marked as English where it has none in the reader's language."""
    return _said(thing.name_in(get_language()), translated=thing.name_ko)


@register.simple_tag
def definition_of(topic) -> str:
    """The definition of a topic, marked as English where there is none in the reader's language."""
    return _said(topic.definition_in(get_language()), translated=topic.definition_ko)


@register.filter
def defined(topic) -> str:
    """The definition of a topic as plain text."""
    return topic.definition_in(get_language())


@register.simple_tag
def role_of(quoted) -> str:
    """The role of somebody quoted in a piece: as the piece gives it, else the one held then."""
    if quoted.role:
        return quoted.role
    return title_of(quoted.person, quoted.article.outlet_date)


@register.simple_tag
def title_of(person, date: dt.date | None) -> str:
    """The title that a person held on a day, and where; empty where none is known."""
    role = person.role_on(date)
    if role is None:
        return ""
    title = _said(role.title_in(get_language()), translated=role.title_ko)
    return format_html("{}, {}", title, role.organisation) if role.organisation else title


def _said(text: str, *, translated: str) -> str:
    """Text for readers of the active language; marked as English where Korean is missing."""
    if text and get_language() == Language.KOREAN and not translated:
        return format_html('<span lang="en">{}</span>', text)
    return text


@register.filter
def year(date: dt.date) -> str:
    """The year of a date where it stands by itself."""
    return year_alone(date)


@register.filter
def country(code: str) -> str:
    """The name of a country in the reader's language."""
    return names.country_name(code, get_language()) if code else ""


@register.filter
def language_name(code: str) -> str:
    """The name of a language in the reader's language."""
    return names.language_name(code, get_language()) if code else ""


@register.filter
def alt_for(image, language: str) -> str:
    """The alternative text of a picture, for readers of a language."""
    return image.alt_in(language)


@register.filter
def host(url: str) -> str:
    """The name of the site at an address, without www."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


@register.filter
def kind(value: str) -> LinkKind:
    """The kind of a link from its stored value."""
    return LinkKind(value)


@register.filter
def health(value: str) -> LinkHealth:
    """The state of a link from its stored value."""
    return LinkHealth(value)


@register.filter
def moment(text: str | dt.datetime | None) -> dt.datetime | None:
    """An aware time, which databases write into JSON with or without their zone, UTC."""
    if not isinstance(text, str):
        return text
    read = parse_datetime(text)
    return timezone.make_aware(read, dt.UTC) if read and timezone.is_naive(read) else read
