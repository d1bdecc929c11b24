"""What an editor is told beside the fields that a captured page has filled in."""

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.choices import Status
from articles.imports.link_filling import EARLIER_ITEMS
from articles.links.found import Source
from articles.models import Article, Capture, Publishable

_SOURCES = dict(Source.choices) | {
    EARLIER_ITEMS: gettext_lazy("earlier items of this outlet"),
}


def capture_of(item: Publishable) -> Capture | None:
    """What was captured of the page of an article that nobody has published yet."""
    is_free = item.status in {Status.DRAFT, Status.IN_REVIEW}
    if not (isinstance(item, Article) and item.pk and is_free):
        return None
    capture = Capture.objects.filter(pk=item.pk).first()
    if capture:
        capture.article = item
    return capture


def tell_sources(fields: dict[str, forms.Field], capture: Capture) -> None:
    """Say beside each field where its value came from, and what the page suggests for it."""
    for name, field in fields.items():
        if source := capture.source_of(name):
            _add(field, _filled_in_from(source))
    if "summary" in fields and (text := capture.told("description")):
        label = _("The outlet's own words, for orientation. Write yours:")
        _add(fields["summary"], _suggestion(label, format_html("<q>{}</q>", text)))
    if "image" in fields and (url := capture.told("image")):
        label = _("The piece's lead picture, which was not copied:")
        _add(fields["image"], _suggestion(label, _link(url)))


def tell_source_of_link(field: forms.Field, url: str, capture: Capture) -> None:
    """Say beside the address of a link that the page itself names it, if it does."""
    if url and url == capture.told("url"):
        _add(field, _filled_in_from(capture.facts["url"]["source"]))


def _filled_in_from(source: str) -> str:
    sentence = _("Filled in from %(source)s.") % {"source": _SOURCES.get(source, source)}
    return format_html('<span class="found">{}</span>', sentence)


def _suggestion(label: str, what: str) -> str:
    return format_html('<span class="suggestion">{} {}</span>', label, what)


def _link(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        return url
    return format_html('<a href="{}" rel="noopener noreferrer external">{}</a>', url, url)


def _add(field: forms.Field, told: str) -> None:
    parts = [(part,) for part in (field.help_text, told) if part]
    field.help_text = format_html_join(" ", "{}", parts)
