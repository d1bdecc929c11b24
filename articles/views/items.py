"""What the pages of articles and testimonies share: finding an item and saying where it is."""

from collections.abc import Callable
from urllib.parse import unquote

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import translate_url
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from articles import citations, seo
from articles.choices import Language
from articles.fields import normalized
from articles.models import Publishable
from articles.models.publishable_queries import PublishableQuerySet


def show(
    request: HttpRequest,
    rows: PublishableQuerySet,
    slug: str,
    page: Callable[[HttpRequest, Publishable], HttpResponse],
    part: str = "",
) -> HttpResponse:
    """The page of the visible item of `rows` in the reader's language, or a `part` of it.

    An item that was withdrawn answers 410, one that exists only in the other language 404 with a
    link to it. An address with another year or spelling is redirected. Raises Http404.
    """
    slug = normalized(slug)
    item = rows.visible().in_language(get_language()).filter(slug=slug).first()
    if item is None:
        return _say_why_not(request, rows.model, slug)
    return elsewhere(request, item, part) or page(request, item)


def elsewhere(request: HttpRequest, thing: Model, part: str = "") -> HttpResponse | None:
    """A redirect to the page of `thing` where it was asked for by another address of it.

    `part` is what follows behind the address of the page: a file that belongs to it.
    """
    address = thing.get_absolute_url() + part
    return None if request.path == unquote(address) else HttpResponsePermanentRedirect(address)


def page(
    request: HttpRequest, item: Publishable, template: str, context: dict, *, is_preview: bool
) -> HttpResponse:
    """The page of an item `seo.with_other_version`, in the item's language.

    A preview says that it is one and is neither kept nor indexed.
    """
    with translation.override(item.language):
        context |= {"is_preview": is_preview, "item": item, **_languages_of(item)}
        if not is_preview:
            context["structured"] = seo.of_item(item, context["alternates"])
            context["works"] = citations.of_item(item)
            context["short"] = citations.short_address(item)
        response = render(request, template, context)
    if is_preview:
        patch_cache_control(response, no_store=True, private=True)
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _languages_of(item: Publishable) -> dict:
    """The addresses of the item by language, and where the switch of language leads."""
    other = Language(item.language).other
    addresses = seo.addresses_of(item)
    return {
        "alternates": addresses,
        "switch_url": addresses.get(other) or translate_url(addresses[item.language], other),
        "exists_here_only": other not in addresses,
    }


def _say_why_not(request: HttpRequest, model: type[Publishable], slug: str) -> HttpResponse:
    here = Language(get_language())
    named = model.objects.filter(slug=slug)
    if named.in_language(here).no_longer_here().exists():
        return render(request, "articles/withdrawn.html", status=410)
    item = named.visible().in_language(here.other).first()
    if item is None:
        raise Http404("no public item has this address")
    translated = item.versions().visible().in_language(here).first()
    if translated:
        return redirect(translated)
    context = {"item": item, "switch_url": item.get_absolute_url()}
    return render(request, "articles/other_language.html", context, status=404)
