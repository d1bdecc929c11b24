"""Public items, topics and outlets as the API tells of them: nothing that a page does not show."""

from django.urls import reverse

from articles import citations, seo
from articles.choices import DatePrecision
from articles.models import Article, Outlet, Publishable, Testimony, Topic
from articles.models.named import Named
from articles.templatetags.reading import moment
from articles.text import html

_DATE_SHAPES = {
    DatePrecision.DAY: "%Y-%m-%d",
    DatePrecision.MONTH: "%Y-%m",
    DatePrecision.YEAR: "%Y",
}


def article_brief(article: Article) -> dict:
    """An article `for_list` and with its other version."""
    outlet = article.public_outlet
    return _brief(article) | {
        "outlet": outlet and named(outlet),
        "outlet_date": article.outlet_date,
        "headline": article.headline,
        "byline": article.byline,
        "medium": article.medium or None,
        "depth": article.depth or None,
        "original_language": article.original_language,
    }


def article(article: Article, covered: Testimony | None) -> dict:
    """An article with all that its page shows."""
    picture = article.image
    return article_brief(article) | {
        "body_html": html.clean(article.body),
        "picture": picture
        and {
            "url": seo.absolute(picture.fallback),
            "alt": picture.alt_in(article.language),
            "credit": picture.credit,
        },
        "links": _links(article),
        "people": [
            _person(quoted.person, quoted.role_in(article.language))
            for quoted in article.quoted.all()
        ],
        "testimony": covered and _reference(covered),
    }


def testimony_brief(testimony: Testimony) -> dict:
    """A testimony `for_list`, with its source and its other version. Call it in its language."""
    speaker = testimony.public_speaker
    return _brief(testimony) | {
        "kind": testimony.kind,
        "forum": testimony.forum,
        "place": testimony.place,
        "date": _date(testimony),
        "date_precision": testimony.date_precision,
        "date_in_words": testimony.shown_date,
        "speaker": speaker and _person(speaker),
        "alias": testimony.alias,
        "content_note": testimony.content_note,
    }


def testimony(testimony: Testimony, coverage: list[Article]) -> dict:
    """A testimony with all that its page shows. Call it in its language."""
    return testimony_brief(testimony) | {
        "body_html": html.clean(testimony.body),
        "links": _links(testimony),
        "coverage": [_reference(article) for article in coverage],
    }


def named(thing: Named) -> dict:
    return {
        "slug": thing.slug,
        "name": thing.name,
        "name_ko": thing.name_ko,
        "url": seo.absolute(thing.get_absolute_url()),
    }


def topic(topic: Topic) -> dict:
    """A topic with `coverage` and `accounts` counted."""
    return named(topic) | {
        "synonyms": topic.synonyms.splitlines(),
        "definition": topic.definition,
        "definition_ko": topic.definition_ko,
        "articles": topic.coverage,
        "testimonies": topic.accounts,
    }


def outlet(outlet: Outlet) -> dict:
    """An outlet with `coverage` counted."""
    return named(outlet) | {
        "country": outlet.country,
        "language": outlet.language,
        "homepage": outlet.homepage,
        "is_fictional": outlet.is_fictional,
        "articles": outlet.coverage,
    }


def _brief(item: Publishable) -> dict:
    pages = {language: seo.absolute(path) for language, path in seo.addresses_of(item).items()}
    where = {"key": item.short_key, "language": item.language}
    return {
        "id": item.short_key,
        "language": item.language,
        "url": pages[item.language],
        "short_url": citations.short_address(item),
        "api_url": seo.absolute(reverse(f"api:{item._meta.model_name}", kwargs=where)),
        "translations": pages,
        "title": item.title,
        "summary": item.summary,
        "posted_at": item.published_at,
        "updated_at": max(item.updated_at, item.published_at),
        "topics": [named(topic) for topic in item.topics.all()],
        "source": item.source and _source(item.source),
    }


def _source(source: dict) -> dict:
    kept = {name: source[name] for name in ("url", "kind", "health")}
    return kept | {"checked_at": moment(source["checked"])}


def _links(item: Publishable) -> list[dict]:
    columns = ("url", "kind", "health", "checked_at", "label", "language")
    return [{name: getattr(link, name) for name in columns} for link in item.links.all()]


def _person(person, role: str = "") -> dict:
    return {"name": person.name, "name_ko": person.name_ko, "role": role}


def _reference(item: Publishable) -> dict:
    address = seo.absolute(item.get_absolute_url())
    return {"title": item.title, "language": item.language, "url": address}


def _date(testimony: Testimony) -> str:
    shape = _DATE_SHAPES.get(DatePrecision(testimony.date_precision))
    return testimony.date.strftime(shape) if testimony.date and shape else ""
