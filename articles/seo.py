"""What search engines and other machines are told of a page, in the vocabulary of schema.org."""

from urllib.parse import urljoin

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.choices import Language
from articles.models import Article, Publishable, Testimony
from articles.models.publishable_queries import PublishableQuerySet

CONTEXT = "https://schema.org"
NAMES = {
    Language.ENGLISH: "Database Center for North Korean Human Rights",
    Language.KOREAN: "북한인권정보센터",
}
MARK, CARD = "img/mark.svg", "img/card.png"


def absolute(address: str) -> str:
    """The whole address of a path of this site; an address with a host as it is."""
    return urljoin(f"{settings.SITE_URL}/", address)


# --- Languages ------------------------------------------------------------------------------


def with_other_version(rows: PublishableQuerySet) -> PublishableQuerySet:
    """`rows` with what addresses_of() needs to tell where the other visible version is."""
    model = rows.model
    others = (
        model.objects.visible()
        .filter(translation_key=OuterRef("translation_key"))
        .exclude(language=OuterRef("language"))
    )
    address = JSONObject(**{name: name for name in model.ADDRESS})
    return rows.annotate(other_version=Subquery(others.values(address=address)[:1]))


def addresses_of(item: Publishable) -> dict[str, str]:
    """The public paths of an item `with_other_version`, its own language first."""
    addresses = {item.language: item.get_absolute_url()}
    if item.other_version:
        # The columns come as JSON has them, a date as text.
        column = type(item)._meta.get_field
        parts = {name: column(name).to_python(text) for name, text in item.other_version.items()}
        addresses[Language(item.language).other] = type(item)(**parts).get_absolute_url()
    return addresses


# --- Structured data ------------------------------------------------------------------------


def graph(*things: dict) -> dict:
    """Things as one document of JSON-LD."""
    return {"@context": CONTEXT, "@graph": list(things)}


def of_home(language: str) -> dict:
    """The site and who is behind it."""
    site = {
        "@type": "WebSite",
        "@id": absolute("/#site"),
        "url": absolute(f"/{language}/"),
        "name": NAMES[language],
        "inLanguage": list(Language.values),
        "publisher": {"@id": _organization(language)["@id"]},
        "potentialAction": {
            "@type": "SearchAction",
            "target": absolute(f"/{language}/search/?q={{words}}"),
            "query-input": "required name=words",
        },
    }
    return graph(site, _organization(language))


def of_list(*steps: tuple[str, str]) -> dict:
    """Where a list is: (name, path) of each step from the first page on."""
    return graph(_trail(*steps))


def of_item(item: Publishable, addresses: dict[str, str]) -> dict:
    """A public article or testimony with what it is based on, and where it is.

    Reads what is loaded with the item for its page. Call it in the item's language.
    """
    describe, section, steps = _KINDS[type(item)]
    shared = _shared(item, addresses)
    path = addresses[item.language]
    trail = _trail((str(section()), reverse(steps)), (item.title, path))
    return graph(_without_gaps(shared | describe(item)), trail, _organization(item.language))


def _organization(language: str) -> dict:
    other = Language(language).other
    return {
        "@type": "NGO",
        "@id": absolute("/#nkdb"),
        "name": NAMES[language],
        "alternateName": ["NKDB", NAMES[other]],
        "url": absolute("/"),
        "logo": absolute(static(MARK)),
    }


def _trail(*steps: tuple[str, str]) -> dict:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": absolute(path)}
            for number, (name, path) in enumerate(steps, 1)
        ],
    }


def _shared(item: Publishable, addresses: dict[str, str]) -> dict:
    address = absolute(addresses[item.language])
    translation = addresses.get(Language(item.language).other)
    us = {"@id": absolute("/#nkdb")}
    return {
        "@type": "Article",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": item.title,
        "description": item.summary,
        "inLanguage": item.language,
        "datePublished": _moment(item.published_at),
        "dateModified": _moment(item.updated_at),
        "author": us,
        "publisher": us,
        "image": absolute(static(CARD)),
        "about": [_topic(topic, item.language) for topic in item.topics.all()],
        "workTranslation": translation and {"@id": absolute(translation)},
    }


def _topic(topic, language: str) -> dict:
    return {
        "@type": "DefinedTerm",
        "name": topic.name_in(language),
        "url": absolute(topic.get_absolute_url()),
    }


def _article(article: Article) -> dict:
    said = {
        "isBasedOn": _original(article),
        "mentions": [
            {"@type": "Person", "name": quoted.person.name_in(article.language)}
            for quoted in article.quoted.all()
        ],
    }
    if article.image:
        said["image"] = absolute(article.image.fallback)
    return said


def _original(article: Article) -> dict:
    """The piece that the outlet published."""
    outlet, link = article.public_outlet, article.first_visible_link
    piece = {
        "@type": "NewsArticle",
        "url": link and link.url,
        "headline": article.headline,
        "creditText": article.byline,
        "datePublished": article.outlet_date and article.outlet_date.isoformat(),
        "inLanguage": article.original_language,
    }
    if outlet:
        piece["publisher"] = _without_gaps(
            {
                "@type": "NewsMediaOrganization",
                "name": outlet.name_in(article.language),
                "url": outlet.homepage,
            }
        )
    return _without_gaps(piece)


def _testimony(testimony: Testimony) -> dict:
    """A witness stays unnamed, and no date is told: only the page says how exactly one may be."""
    if not testimony.public_speaker:
        return {}
    name = testimony.public_speaker.name_in(testimony.language)
    return {"author": {"@type": "Person", "name": name}}


_KINDS = {
    Article: (_article, lambda: _("Coverage"), "coverage"),
    Testimony: (_testimony, lambda: _("Testimonies"), "testimonies"),
}


def _moment(when) -> str | None:
    return when and when.isoformat(timespec="seconds")


def _without_gaps(thing: dict) -> dict:
    return {name: value for name, value in thing.items() if value}
