"""Structured data in a page."""

import json

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# What could end the element or open a comment in it is written as JSON's own escapes.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.filter
def as_data_block(data: dict) -> SafeString:
    """An element of JSON-LD. Browsers run nothing of that type, so the policy lets it stand."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped in the line above
