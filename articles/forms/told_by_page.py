"""What an editor is told beside the fields that a captured page has filled in."""

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.imports.link_filling import EARLIER_ITEMS
from articles.links.found import Source
from articles.models import Capture

_SOURCES = dict(Source.choices) | {
    EARLIER_ITEMS: gettext_lazy("earlier items of this outlet"),
}


def tell_sources(fields: dict[str, forms.Field], capture: Capture) -> None:
    """Say beside each field where its value came from, and what the page suggests for it."""
    for name, field in fields.items():
        if source := capture.source_of(name):
            sentence = _("Filled in from %(source)s.") % {"source": _SOURCES.get(source, source)}
            _add(field, format_html('<span class="found">{}</span>', sentence))
    if "summary" in fields and (text := capture.told("description")):
        label = _("The outlet's own words, for orientation. Write yours:")
        _add(fields["summary"], _suggestion(label, format_html("<q>{}</q>", text)))
    if "image" in fields and (url := capture.told("image")):
        label = _("The piece's lead picture, which was not copied:")
        _add(fields["image"], _suggestion(label, _link(url)))


def _suggestion(label: str, what: str) -> str:
    return format_html('<span class="suggestion">{} {}</span>', label, what)


def _link(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        return url
    return format_html('<a href="{}" rel="noopener noreferrer external">{}</a>', url, url)


def _add(field: forms.Field, told: str) -> None:
    parts = [(part,) for part in (field.help_text, told) if part]
    field.help_text = format_html_join(" ", "{}", parts)
