"""What a news page says about its article, put together from all the places that say it."""

import datetime as dt
from dataclasses import dataclass

from articles.choices import LinkKind
from articles.links.authors import find_authors
from articles.links.found import Found
from articles.links.languages import find_language
from articles.links.leads import find_canonical_url, find_description, find_image, kind_of
from articles.links.page import Page
from articles.links.published import find_published
from articles.links.sites import find_site_name, names_of_site
from articles.links.titles import find_title


@dataclass(frozen=True)
class Extract:
    """The values found on one page, each with its source; None where the page does not tell.

    Languages are ISO 639-1 codes; the date is the day of publication at the outlet's place.
    """

    canonical_url: Found[str]
    kind: LinkKind
    title: Found[str] | None
    site_name: Found[str] | None
    date: Found[dt.date] | None
    authors: Found[tuple[str, ...]] | None
    language: Found[str] | None
    description: Found[str] | None
    image: Found[str] | None


def extract(page: Page) -> Extract:
    """Everything that can be known of the article on a page. Never raises for what it holds."""
    outlet_names = names_of_site(page)
    title = find_title(page, outlet_names)
    headline = title.value if title else ""
    site_name = find_site_name(page, headline)
    if site_name:
        outlet_names = (*outlet_names, site_name.value)
    language = find_language(page, headline)
    canonical_url = find_canonical_url(page)
    return Extract(
        canonical_url=canonical_url,
        kind=kind_of(page, canonical_url.value),
        title=title,
        site_name=site_name,
        date=find_published(page, headline, language.value if language else ""),
        authors=find_authors(page, headline, outlet_names),
        language=language,
        description=find_description(page, headline),
        image=find_image(page),
    )
