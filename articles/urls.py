"""The public addresses, below the language."""

import re

from django.urls import path, register_converter
from django.urls.converters import IntConverter, StringConverter

from articles import feeds
from articles.api import page as api_page
from articles.choices import PageKind
from articles.views import (
    article,
    cite,
    home,
    outlet,
    receipt,
    search,
    site_page,
    submit,
    testimony,
    topic,
)


class Year(IntConverter):
    """Four digits, so that a year has one address."""

    regex = "(?!0000)[0-9]{4}"

    def to_url(self, value: int) -> str:
        return f"{value:04}"


class KnownPage(StringConverter):
    """The pages about ourselves."""

    regex = "|".join(PageKind.values)


class CitationFile(StringConverter):
    """A file of a citation below the page of an item."""

    regex = "|".join(map(re.escape, cite.FORMS))


register_converter(Year, "year")
register_converter(CitationFile, "file")
register_converter(KnownPage, "page")

urlpatterns = [
    path("", home.home, name="home"),
    path("coverage/", article.article_list, name="coverage"),
    path("coverage/feed/", feeds.coverage, name="coverage-feed"),
    path("coverage/<year:year>/", article.article_year, name="coverage-year"),
    path("coverage/<str:year>/<str:slug>/", article.article_detail, name="article"),
    path("coverage/<str:year>/<str:slug>/<file:form>", cite.article, name="article-cite"),
    path("testimonies/", testimony.testimony_list, name="testimonies"),
    path("testimonies/feed/", feeds.testimonies, name="testimonies-feed"),
    path("testimonies/<str:slug>/", testimony.testimony_detail, name="testimony"),
    path("testimonies/<str:slug>/<file:form>", cite.testimony, name="testimony-cite"),
    path("topics/", topic.topic_list, name="topics"),
    path("topics/<str:slug>/", topic.topic_detail, name="topic"),
    path("topics/<str:slug>/feed/", feeds.topic, name="topic-feed"),
    path("data/", api_page.data, name="data"),
    path("outlets/", outlet.outlet_list, name="outlets"),
    path("outlets/<str:slug>/", outlet.outlet_detail, name="outlet"),
    path("outlets/<str:slug>/feed/", feeds.outlet, name="outlet-feed"),
    path("search/", search.search, name="search"),
    path("<page:kind>/", site_page.site_page, name="site-page"),
    path("submit/", submit.doors, name="submit"),
    path("submit/press/", submit.press, name="submit-press"),
    path("submit/testimony/", submit.before, name="submit-testimony"),
    path("submit/testimony/form/", submit.testimony, name="submit-testimony-form"),
    path("submit/testimony/receipt/", submit.confirm, name="submit-testimony-receipt"),
    path("receipt/", receipt.come_back, name="receipt"),
]
