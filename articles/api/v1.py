"""The API, version 1. What is said of each address here stands in its OpenAPI document as well."""

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_noop
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer

from articles import counts
from articles.api import describe, documents, parameters, rows
from articles.api.problems import NOTHING_HERE, Refused, only_known, problem
from articles.choices import DatePrecision
from articles.models import Article, Outlet, Quoted, Testimony, Topic
from articles.search import search
from articles.views.article import with_covered
from articles.views.paging import Unreadable


class Readable(JSONRenderer):
    """JSON with Korean as it is written, half the weight of its escapes."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="NKDB: press coverage and testimonies",
    version="1",
    description="The public articles, testimonies, topics and outlets of this site. Read only, "
    "without a key. Whoever keeps copies should ask again: what is withdrawn answers 410.",
    urls_namespace="api",
    renderer=Readable(),
    docs_url=None,  # its parts come from another site; articles.api.page shows the document
)

PROBLEMS = {400: documents.Problem, 404: documents.Problem}
GONE = PROBLEMS | {410: documents.Problem}


# --- Lists ----------------------------------------------------------------------------------


@api.get(
    "articles/",
    response={200: documents.Page[documents.ArticleBrief]} | PROBLEMS,
    url_name="articles",
    summary=gettext_noop("Press coverage"),
    description=gettext_noop("Articles, by the outlet's date, the newest first."),
)
@only_known
def list_articles(
    request: HttpRequest,
    language: parameters.Lang = "en",
    q: parameters.Text = "",
    topic: parameters.TopicSlug = "",
    outlet: parameters.OutletSlug = "",
    year: parameters.Year = None,
    medium: parameters.InMedium = None,
    depth: parameters.InDepth = None,
    limit: parameters.Limit = 20,
    before: parameters.Position = None,
    after: parameters.Position = None,
):
    found = rows.in_list(Article, language)
    if topic:
        found = found.about(rows.asked(Topic, topic))
    if outlet:
        found = found.from_outlet(rows.asked(Outlet, outlet))
    if year:
        found = found.in_year(year)
    given = {"medium": medium, "depth": depth}
    found = found.filter(**{name: value for name, value in given.items() if value})
    with translation.override(language):
        return rows.page(request, _with_words(found, q, language), limit, describe.article_brief)


@api.get(
    "testimonies/",
    response={200: documents.Page[documents.TestimonyBrief]} | PROBLEMS,
    url_name="testimonies",
    summary=gettext_noop("Testimonies"),
    description=gettext_noop(
        "Testimonies, by the day on which they were posted, the newest first."
    ),
)
@only_known
def list_testimonies(
    request: HttpRequest,
    language: parameters.Lang = "en",
    q: parameters.Text = "",
    topic: parameters.TopicSlug = "",
    year: parameters.Year = None,
    kind: parameters.OfKind = None,
    limit: parameters.Limit = 20,
    before: parameters.Position = None,
    after: parameters.Position = None,
):
    found = rows.in_list(Testimony, language)
    if topic:
        found = found.about(rows.asked(Topic, topic))
    if year:
        found = found.filter(date__year=year).exclude(date_precision=DatePrecision.UNKNOWN)
    if kind:
        found = found.filter(kind=kind)
    with translation.override(language):
        return rows.page(request, _with_words(found, q, language), limit, describe.testimony_brief)


def _with_words(found: QuerySet, q: str, language: str) -> QuerySet:
    return search(found, q, language=language) if q.strip() else found


@api.get(
    "topics/",
    response={200: documents.Everything[documents.Topic]} | PROBLEMS,
    url_name="topics",
    summary=gettext_noop("Topics"),
    description=gettext_noop(
        "The topics of visible items, by name. The numbers may be five minutes old."
    ),
)
@only_known
def list_topics(request: HttpRequest, language: parameters.Lang = "en"):
    with translation.override(language):
        return {"items": [describe.topic(topic) for topic in counts.topics_in_use(language)]}


@api.get(
    "outlets/",
    response={200: documents.Everything[documents.Outlet]} | PROBLEMS,
    url_name="outlets",
    summary=gettext_noop("Outlets"),
    description=gettext_noop(
        "The outlets of visible articles, by name. The numbers may be five minutes old."
    ),
)
@only_known
def list_outlets(request: HttpRequest, language: parameters.Lang = "en"):
    with translation.override(language):
        return {"items": [describe.outlet(outlet) for outlet in counts.outlets_in_use(language)]}


# --- One thing ------------------------------------------------------------------------------


@api.get(
    "articles/{key}/{language}/",
    response={200: documents.Article} | GONE,
    url_name="article",
    summary=gettext_noop("One article"),
    description=gettext_noop("An article with its text, links and people, by its id and language."),
)
def show_article(request: HttpRequest, key: parameters.Key, language: parameters.ItsLanguage):
    def with_people(found: QuerySet) -> QuerySet:
        quoted = Quoted.objects.filter(person__is_proposed=False).select_related("person")
        people = Prefetch("quoted", quoted.prefetch_related("person__roles"))
        return with_covered(found, language).prefetch_related(people)

    article = rows.one(Article, key, language, with_people)
    with translation.override(language):
        covered = Testimony(**article.covered) if article.covered else None
        return describe.article(article, covered)


@api.get(
    "testimonies/{key}/{language}/",
    response={200: documents.Testimony} | GONE,
    url_name="testimony",
    summary=gettext_noop("One testimony"),
    description=gettext_noop(
        "A testimony with its text, documents and coverage, by its id and language."
    ),
)
def show_testimony(request: HttpRequest, key: parameters.Key, language: parameters.ItsLanguage):
    testimony = rows.one(Testimony, key, language)
    with translation.override(language):
        return describe.testimony(testimony, rows.coverage_of(testimony))


@api.get(
    "topics/{slug}/",
    response={200: documents.Topic} | PROBLEMS,
    url_name="topic",
    summary=gettext_noop("One topic"),
    description=gettext_noop("A topic by its slug. A former slug leads on."),
)
def show_topic(request: HttpRequest, slug: parameters.Slug, language: parameters.Lang = "en"):
    return _named(request, Topic, slug, language, counts.topics_in_use, describe.topic)


@api.get(
    "outlets/{slug}/",
    response={200: documents.Outlet} | PROBLEMS,
    url_name="outlet",
    summary=gettext_noop("One outlet"),
    description=gettext_noop("An outlet by its slug. A former slug leads on."),
)
def show_outlet(request: HttpRequest, slug: parameters.Slug, language: parameters.Lang = "en"):
    return _named(request, Outlet, slug, language, counts.outlets_in_use, describe.outlet)


def _named(request, model, slug: str, language: str, in_use, describe_one):
    thing = rows.known(model, slug)
    if thing is None:
        raise Refused(404, NOTHING_HERE)
    if thing.slug != slug:
        path = reverse(f"api:{model._meta.model_name}", kwargs={"slug": thing.slug})
        return HttpResponsePermanentRedirect(f"{path}?language={language}")
    counted = {one.pk: one for one in in_use(language)}.get(thing.pk, thing)
    counted.coverage = getattr(counted, "coverage", 0)
    counted.accounts = getattr(counted, "accounts", 0)
    with translation.override(language):
        return describe_one(counted)


# --- No answer ------------------------------------------------------------------------------


@api.exception_handler(Refused)
def refused(request: HttpRequest, reason: Refused):
    return problem(reason.status, str(reason))


@api.exception_handler(Http404)
def not_found(request: HttpRequest, reason: Http404):
    return problem(404, "This page of the list is not there: its position is past the end.")


@api.exception_handler(Unreadable)
def not_a_position(request: HttpRequest, reason: Unreadable):
    return problem(
        400, "Take “before” or “after”, one of them, from the addresses in “next” and “previous”."
    )


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError):
    told = (f"“{fault['loc'][-1]}” cannot be used: {fault['msg']}." for fault in error.errors)
    return problem(400, " ".join(told))
