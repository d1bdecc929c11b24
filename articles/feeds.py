"""Atom feeds: below each list, in the language of the list, what was posted last.

They carry an ETag of their content and no date of last change. Somebody who asks by date alone
would keep an item that was withdrawn, because nothing that is left is newer than what he has.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import unquote

from django.db.models import Value
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import seo
from articles.choices import Language
from articles.fields import normalized
from articles.models import (
    Article,
    ArticleTopic,
    Outlet,
    Publishable,
    Testimony,
    TestimonyTopic,
    Topic,
)
from articles.models.named import Named
from articles.models.publishable_queries import PublishableQuerySet
from articles.text.xml import writable

ITEMS = 30
#: The last part of a feed's address, behind that of its list.
PLACE = "feed/"
# Of a feed without items. Its content has never changed, so neither may its date.
NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Feed(Atom1Feed):
    """Atom with plain summaries, translations, originals, and categories that can be told apart."""

    def latest_post_date(self):
        return max((item["updateddate"] for item in self.items), default=NEVER)

    def add_item_elements(self, handler, item):
        for name in ("id", "title"):
            handler.addQuickElement(name, writable(item[name]))
        for attributes in (*item["links"], *item["terms"]):
            name = "link" if "href" in attributes else "category"
            handler.addQuickElement(name, "", attributes)
        handler.addQuickElement("published", rfc3339_date(item["pubdate"]))
        handler.addQuickElement("updated", rfc3339_date(item["updateddate"]))
        handler.addQuickElement("summary", writable(item["description"]), {"type": "text"})


# --- The feeds ------------------------------------------------------------------------------


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    return _feed(request, reverse("coverage"), _("Press coverage"), _articles())


@require_safe
def testimonies(request: HttpRequest) -> HttpResponse:
    return _feed(request, reverse("testimonies"), _("Testimonies"), _testimonies())


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """The coverage and the testimonies of a topic."""
    topic = get_object_or_404(Topic, slug=normalized(slug))
    return _feed_about(request, topic, _articles().about(topic), _testimonies().about(topic))


@require_safe
def outlet(request: HttpRequest, slug: str) -> HttpResponse:
    outlet = get_object_or_404(Outlet, slug=normalized(slug), is_proposed=False)
    return _feed_about(request, outlet, _articles().from_outlet(outlet))


def _feed_about(request, thing: Named, *kinds: PublishableQuerySet) -> HttpResponse:
    page = thing.get_absolute_url()
    if request.path != unquote(page) + PLACE:
        return HttpResponsePermanentRedirect(page + PLACE)
    return _feed(request, page, thing.name_in(get_language()), *kinds)


def _articles() -> PublishableQuerySet:
    return Article.objects.visible().select_related("outlet").with_source()


def _testimonies() -> PublishableQuerySet:
    return Testimony.objects.visible().with_source()


# --- How they are written -------------------------------------------------------------------


def _feed(request, page: str, title: str, *kinds: PublishableQuerySet) -> HttpResponse:
    """The feed of the list on `page`, in one query more than there are kinds of items."""
    language = get_language()
    feed = Feed(
        title=f"{writable(title)} – NKDB",
        link=seo.absolute(page),
        description=None,
        language=language,
        author_name=seo.NAMES[language],
        feed_url=seo.absolute(page + PLACE),
        feed_guid=uuid.uuid5(uuid.NAMESPACE_URL, page + PLACE).urn,
    )
    items = _latest(kinds, language)
    topics = _topics_of(items)
    for item in items:
        feed.add_item(**_entry(item, topics.get((type(item), item.pk), ())))
    return HttpResponse(feed.writeString("utf-8"), content_type=Feed.content_type)


def _latest(kinds: Iterable[PublishableQuerySet], language: str) -> list[Publishable]:
    """The items that were posted last, whichever of the kinds they are."""
    items = []
    for rows in kinds:
        posted = seo.with_other_version(rows.in_language(language)).latest_posted()
        items.extend(posted[:ITEMS])
    return sorted(items, key=lambda item: (item.published_at, item.pk), reverse=True)[:ITEMS]


def _topics_of(items: list[Publishable]) -> dict[tuple[type, int], list[Topic]]:
    """The topics of items of both kinds, in one query."""
    columns = ("tag__slug", "tag__name", "tag__name_ko")
    ties = []
    for tie, model in ((ArticleTopic, Article), (TestimonyTopic, Testimony)):
        keys = [item.pk for item in items if isinstance(item, model)]
        rows = tie.objects.filter(content_object__in=keys).order_by()
        ties.append(rows.values_list(Value(model.__name__), "content_object", *columns))
    found = defaultdict(list)
    models = {model.__name__: model for model in (Article, Testimony)}
    for name, key, slug, *names in ties[0].union(ties[1]).order_by("tag__name"):
        topic = Topic(slug=slug, name=names[0], name_ko=names[1])
        found[models[name], key].append(topic)
    return found


def _entry(item: Publishable, topics: Iterable[Topic]) -> dict:
    return {
        "id": identity(item),
        "title": _title(item),
        "link": item.get_absolute_url(),
        "description": _summary(item),
        "links": [*_our_pages(item), *_originals(item)],
        "terms": [*_terms("topics", topics, item.language), *_outlets(item)],
        "pubdate": item.published_at,
        "updateddate": max(item.updated_at, item.published_at),
    }


def identity(item: Publishable) -> str:
    """What stays the same of an item whatever becomes of its title, its address and the site's."""
    return uuid.uuid5(item.translation_key, item.language).urn


def _title(item: Publishable) -> str:
    outlet = getattr(item, "public_outlet", None)
    if outlet is None or item.title.startswith("["):
        return item.title
    return f"[{outlet.name_in(item.language)}] {item.title}"


def _summary(item: Publishable) -> str:
    note = getattr(item, "content_note", "")
    return "\n\n".join(filter(None, (note and f"{_('Content note')}: {note}", item.summary)))


def _our_pages(item: Publishable):
    """The page of the item, and its translation: some readers open the last alternate they see."""
    for language, path in seo.addresses_of(item).items():
        yield {
            "rel": "alternate" if language == item.language else "related",
            "type": "text/html",
            "hreflang": language,
            "href": seo.absolute(path),
        }


def _originals(item: Publishable):
    """Where the item comes from, outside this site."""
    if item.source:
        yield {"rel": "via", "href": writable(item.source["url"])}


def _outlets(item: Publishable):
    outlet = getattr(item, "public_outlet", None)
    return _terms("outlets", [outlet] if outlet else [], item.language)


def _terms(page: str, named: Iterable[Named], language: Language):
    for one in named:
        name = writable(one.name_in(language))
        yield {"term": one.slug, "scheme": seo.absolute(reverse(page)), "label": name}
