"""The rows that a request asks for, from the querysets of the public pages."""

import re

from django.db.models import Prefetch
from django.http import HttpRequest, QueryDict

from articles import seo
from articles.api.problems import NOTHING_HERE, WITHDRAWN, Refused
from articles.fields import normalized
from articles.models import Article, ExternalLink, Outlet, Publishable, Redirect, Testimony, Topic
from articles.models.named import Named
from articles.models.publishable_queries import PublishableQuerySet
from articles.views.paging import Page, page_of

_KEY = re.compile(r"[0-9a-f]{12}")


def in_list(model: type[Publishable], language: str) -> PublishableQuerySet:
    """The visible items of a language with all that a list tells, in two queries."""
    rows = model.objects.visible().in_language(language).for_list().with_source()
    return seo.with_other_version(rows)


def one(model: type[Publishable], key: str, language: str, extra=lambda rows: rows) -> Publishable:
    """The visible item with all that its page shows. Raises Refused: 404, or 410 if withdrawn."""
    if not (_KEY.fullmatch(key) and language in {"en", "ko"}):
        raise Refused(404, NOTHING_HERE)
    links = Prefetch("links", ExternalLink.objects.exclude(url="").in_order())
    rows = extra(in_list(model, language).prefetch_related(links))
    item = rows.with_short_key(key).order_by("created_at").first()
    if item is None:
        gone = model.objects.in_language(language).with_short_key(key).no_longer_here()
        raise Refused(410, WITHDRAWN) if gone.exists() else Refused(404, NOTHING_HERE)
    return item


def known(model: type[Named], slug: str) -> Named | None:
    """The topic or the public outlet of that slug, or the one to which a former slug leads now."""
    slug = normalized(slug)
    found = _public(model).filter(slug=slug).first()
    if found is None:
        target = Redirect.target_of_slug(model, slug)
        found = target and _public(model).filter(pk=target.pk).first()
    return found


def asked(model: type[Named], slug: str) -> Named:
    """The topic or outlet by which a list is narrowed. Raises Refused: 400."""
    thing = known(model, slug)
    if thing is None:
        raise Refused(400, f"There is no {model._meta.model_name} with the slug “{slug}”.")
    return thing


def page(request: HttpRequest, rows: PublishableQuerySet, limit: int, describe) -> dict:
    """A page of a list by position, with the addresses of its neighbours."""
    found = page_of(rows, request, limit)
    return {
        "items": [describe(item) for item in found.items],
        "next": _neighbour(request, found.older),
        "previous": _neighbour(request, found.newer),
    }


def coverage_of(testimony: Testimony) -> list[Article]:
    coverage = Article.objects.visible().in_language(testimony.language).covering(testimony)
    return list(coverage.newest_first())


def _public(model: type[Named]):
    return model.objects.filter(is_proposed=False) if model is Outlet else Topic.objects.all()


def _neighbour(request: HttpRequest, position: Page | str) -> str | None:
    if not position:
        return None
    query = request.GET.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    query.update(QueryDict(position))
    return seo.absolute(f"{request.path}?{query.urlencode()}")
