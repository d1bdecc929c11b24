"""The sitemap, read as search engines do."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.utils import timezone
from lxml import etree

from articles import sitemaps
from articles.choices import PageKind, Status
from articles.models import Article, SitePage
from tests.factories import make_article, make_outlet, make_testimony, make_topic

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"
SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
LATER = timezone.now() + dt.timedelta(hours=1)


def read(client, path: str) -> etree._Element:
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (
        200,
        "application/xml; charset=utf-8",
    )
    return etree.fromstring(response.content)


def files(client) -> list[str]:
    """The paths of the files that the index names, the one of the pages first."""
    found = read(client, "/sitemap.xml").xpath("//s:sitemap/s:loc/text()", namespaces=SPACES)
    return [address.removeprefix(SITE) for address in found]


def urls(client, path: str) -> dict[str, dict[str, str]]:
    """For each address of a file its alternates by language."""
    found = {}
    for url in read(client, path).xpath("//s:url", namespaces=SPACES):
        (address,) = url.xpath("s:loc/text()", namespaces=SPACES)
        links = url.xpath("x:link[@rel='alternate']", namespaces=SPACES)
        found[address] = {link.get("hreflang"): link.get("href") for link in links}
    return found


def everything(client) -> set[str]:
    return {address for path in files(client)[1:] for address in urls(client, path)}


def test_every_visible_item_is_in_it_with_its_other_language(client):
    article = make_article(slug="story")
    korean = make_article(language="ko", slug="기사", translation_key=article.translation_key)
    alone, told = make_article(language="ko"), make_testimony()
    for make in (make_article, make_testimony):
        for state in (
            {"status": Status.DRAFT},
            {"status": Status.WITHDRAWN},
            {"published_at": LATER},
        ):
            make(**state)
            make(**state, language="ko")
    make_article(status=Status.DRAFT, translation_key=alone.translation_key)
    assert everything(client) == {
        SITE + item.get_absolute_url() for item in (article, korean, alone, told)
    }
    pair = {item.language: SITE + item.get_absolute_url() for item in (article, korean)}
    (coverage,) = (path for path in files(client) if "coverage" in path)
    found = urls(client, coverage)
    assert found[pair["en"]] == found[pair["ko"]] == pair
    assert set(found[SITE + alone.get_absolute_url()]) == {"ko"}


def test_it_is_split_and_no_file_is_empty(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "ITEMS", 3)
    items = [make_article() for _number in range(8)]
    keys = sorted({item.pk // 3 for item in items})
    assert [path for path in files(client) if "coverage" in path] == [
        f"/sitemap-coverage-{number}.xml" for number in keys
    ]
    assert everything(client) == {SITE + item.get_absolute_url() for item in items}
    assert all(len(urls(client, path)) <= 3 for path in files(client)[1:])
    Article.objects.filter(pk__gte=keys[-1] * 3).delete()
    cache.clear()
    assert len(files(client)) == len(keys)


def test_what_is_withdrawn_is_gone_at_once(client):
    stays, goes = make_article(), make_article()
    assert len(everything(client)) == 2
    Article.objects.filter(pk=goes.pk).update(status=Status.WITHDRAWN)
    assert everything(client) == {SITE + stays.get_absolute_url()}


def test_it_tells_when_something_changed_last(client):
    first, second = make_article(), make_article()
    for day, item in enumerate((first, second), 1):
        changed = dt.datetime(2031, 1, day, tzinfo=dt.UTC)
        Article.objects.filter(pk=item.pk).update(updated_at=changed)
    path = files(client)[1]
    told = read(client, path).xpath("//s:lastmod/text()", namespaces=SPACES)
    assert told == ["2031-01-01T00:00:00+00:00", "2031-01-02T00:00:00+00:00"]
    (last,) = read(client, "/sitemap.xml").xpath("//s:lastmod/text()", namespaces=SPACES)
    assert last == told[1]


def test_lists_years_topics_and_outlets_are_in_it_where_they_hold_something(client):
    outlet = make_outlet("Ledger", slug="ledger")
    make_article(topics=[make_topic("china")], outlet=outlet)
    make_article(topics=[make_topic("강제송환")], outlet=outlet, language="ko")
    make_article(outlet=make_outlet("Proposed", is_proposed=True), language="ko")
    make_article(topics=[make_topic("hidden")], status=Status.DRAFT)
    found = urls(client, "/sitemap-pages.xml")
    lists = (
        "",
        "coverage/",
        "testimonies/",
        "topics/",
        "data/",
        "outlets/",
        "coverage/2023/",
        "outlets/ledger/",
    )
    assert set(found) == {
        *(f"{SITE}/{language}/{path}" for language in ("en", "ko") for path in lists),
        f"{SITE}/en/topics/china/",
        f"{SITE}/ko/topics/%EA%B0%95%EC%A0%9C%EC%86%A1%ED%99%98/",
    }
    assert found[f"{SITE}/en/coverage/"] == {
        "en": f"{SITE}/en/coverage/",
        "ko": f"{SITE}/ko/coverage/",
    }
    assert set(found[f"{SITE}/en/topics/china/"]) == {"en"}
    for address in found:
        assert client.get(address.removeprefix(SITE)).status_code == 200


def test_pages_about_ourselves_are_in_it_in_the_languages_in_which_they_are_written(client):
    SitePage.objects.all().delete()
    SitePage.objects.create(kind="about", title="About", body="<p>Us</p>", body_ko="<p>우리</p>")
    SitePage.objects.create(kind="contact", title="Contact", body="<p>Here</p>")
    SitePage.objects.create(kind="privacy", title="Privacy")
    found = urls(client, "/sitemap-pages.xml")
    own = {address.removeprefix(SITE) for address in found if address.count("/") == 5}
    assert own & {f"/{code}/{kind}/" for code in ("en", "ko") for kind in PageKind.values} == {
        "/en/about/",
        "/ko/about/",
        "/en/contact/",
    }


@pytest.mark.parametrize(
    "path", ["coverage-99", "testimonies-0", "users-0", "coverage-99999999999999999999"]
)
def test_a_file_without_items_is_not_there(client, path):
    make_article()
    assert client.get(f"/sitemap-{path}.xml").status_code == 404


@pytest.mark.parametrize("number", [1, 3, 50])
def test_a_file_asks_no_more_the_more_it_holds(client, django_assert_max_num_queries, number):
    for _number in range(number):
        article = make_article(topics=[make_topic()], outlet=make_outlet())
        make_article(language="ko", translation_key=article.translation_key)
        make_testimony()
    with django_assert_max_num_queries(2):
        paths = files(client)
    cache.clear()
    with django_assert_max_num_queries(6):
        client.get(paths[0])
    for path in paths[1:]:
        with django_assert_max_num_queries(1):
            assert urls(client, path)
