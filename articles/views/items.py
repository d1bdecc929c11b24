"""What the pages of articles and testimonies share: finding an item and saying where it is."""

import unicodedata
from collections.abc import Callable
from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import translate_url
from django.utils.translation import get_language

from articles.choices import Language, Status
from articles.models import Publishable


def show(
    request: HttpRequest, rows, slug: str, page: Callable[[HttpRequest, Publishable], HttpResponse]
) -> HttpResponse:
    """The page of an item in the reader's language.

    A withdrawn item answers 410, one that exists only in the other language 404 with a link to
    it, and one asked for by another year or form of its address is redirected.
    """
    slug = unicodedata.normalize("NFC", slug)
    item = rows.in_language(get_language()).filter(slug=slug).first()
    if item is None:
        return _only_in_other_language(request, rows, slug)
    if item.status == Status.WITHDRAWN:
        return render(request, "articles/withdrawn.html", {"item": item}, status=410)
    if not item.is_visible:
        raise Http404
    if unicodedata.normalize("NFC", request.path) != _path(item):
        return HttpResponsePermanentRedirect(item.get_absolute_url())
    return page(request, item)


def languages_of(request: HttpRequest, item: Publishable) -> dict:
    """Where the item is in each language, for the switch and for search engines."""
    other = item.versions().visible().exclude(language=item.language).first()
    urls = {item.language: item.get_absolute_url()}
    if other:
        urls[other.language] = other.get_absolute_url()
    here = Language(item.language)
    return {
        "alternates": urls,
        "switch_url": urls.get(here.other) or translate_url(request.path, here.other),
    }


def _path(item: Publishable) -> str:
    return unquote(item.get_absolute_url())


def _only_in_other_language(request: HttpRequest, rows, slug: str) -> HttpResponse:
    other = Language(get_language()).other
    item = rows.visible().in_language(other).filter(slug=slug).first()
    if item is None:
        raise Http404
    translated = item.versions().visible().exclude(language=other).first()
    if translated:
        return HttpResponsePermanentRedirect(translated.get_absolute_url())
    context = {"item": item, "switch_url": item.get_absolute_url()}
    return render(request, "articles/other_language.html", context, status=404)
