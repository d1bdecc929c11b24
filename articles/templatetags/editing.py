"""What pages of the staff need: the editor's parts, and where a row is looked at."""

from django import template
from django.db.models import Model
from django.urls import reverse
from django.utils.safestring import SafeString
from django_prose_editor.widgets import importmap
from js_asset import Media

from articles.history.reasons import in_words

register = template.Library()
register.filter("reason_in_words", in_words)


@register.simple_tag(takes_context=True)
def editor_map(context) -> SafeString:
    """Where the parts of the editor lie, for modules that are loaded later."""
    return Media(importmap=importmap, nonce=context["request"].csp_nonce).render()


@register.filter
def kind_of(row: Model) -> str:
    """What a row is, in the reader's language, as the first word of a line."""
    name = str(row._meta.verbose_name)
    return name[:1].upper() + name[1:]


@register.filter
def page_of(row: Model) -> str:
    """Where readers see a row; where it has no page of its own, where the staff does."""
    if hasattr(row, "get_absolute_url"):
        return row.get_absolute_url()
    return reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])
