"""Paging by position: every row once, in order, both ways, at a constant cost."""

import datetime as dt
from itertools import chain

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Testimony
from articles.views.paging import Position
from tests.articles.views.reading import headlines, tree
from tests.factories import make_article, make_outlet, make_testimony, make_topic

pytestmark = pytest.mark.django_db

# Half of the rows share a day, and one day spans more than a page.
DAYS = [dt.date(2023, 6, 1)] * 27 + [dt.date(2023, 6, 1 + number) for number in range(23)]


@pytest.fixture
def coverage():
    """Fifty visible articles of one outlet and topic, and one draft in between."""
    outlet, topic = make_outlet("Ledger", slug="ledger"), make_topic("china")
    for number, day in enumerate(DAYS):
        make_article(title=f"{number:02}", outlet_date=day, outlet=outlet, topics=[topic])
    make_article(title="draft", status="draft", outlet_date=dt.date(2023, 6, 2), topics=[topic])
    rows = Article.objects.visible().newest_first()
    return list(rows.values_list("title", flat=True))


def walk(client, path: str, rel: str) -> list[list[str]]:
    """The headlines of each page from `path` on, along the links of one kind."""
    base, pages = path.partition("?")[0], []
    while True:
        response = client.get(path)
        pages.append(headlines(response))
        following = tree(response).xpath(f"//nav[@class='pager']/a[@rel='{rel}']/@href")
        if not following:
            return pages
        path = base + following[0]
        assert len(pages) < 20, "the pages go round in a circle"


@pytest.mark.parametrize(
    "path",
    ["/en/coverage/", "/en/coverage/2023/", "/en/topics/china/", "/en/outlets/ledger/"],
)
def test_the_walk_to_older_pages_meets_every_row_once(client, coverage, path):
    pages = walk(client, path, "next")
    assert [len(page) for page in pages] == [20, 20, 10]
    assert list(chain.from_iterable(pages)) == coverage


@pytest.mark.parametrize("path", ["/en/coverage/", "/en/topics/china/"])
def test_the_walk_back_meets_the_same_pages(client, coverage, path):
    last = Article.objects.visible().newest_first()[39]
    pages = walk(client, f"{path}?before={Position.of(last)}", "prev")
    assert list(chain.from_iterable(reversed(pages))) == coverage
    assert [len(page) for page in pages] == [10, 20, 20]


def test_testimonies_are_paged_by_the_moment_of_publishing(client):
    moment = dt.datetime(2024, 1, 2, 3, 4, 5, 678901, tzinfo=dt.UTC)
    for number in range(45):
        make_testimony(
            title=f"{number:02}", published_at=moment - dt.timedelta(microseconds=number % 3)
        )
    expected = list(Testimony.objects.newest_first().values_list("title", flat=True))
    pages = walk(client, "/en/testimonies/", "next")
    assert list(chain.from_iterable(pages)) == expected
    back = f"/en/testimonies/?before={Position.of(Testimony.objects.newest_first()[39])}"
    assert list(chain.from_iterable(reversed(walk(client, back, "prev")))) == expected


def test_a_row_that_comes_while_somebody_reads_shifts_nothing(client, coverage):
    first = client.get("/en/coverage/")
    make_article(title="new", outlet_date=dt.date(2023, 7, 1))
    (older,) = tree(first).xpath("//a[@rel='next']/@href")
    second = headlines(client.get("/en/coverage/" + older))
    assert headlines(first) + second == coverage[:40]


def test_a_deep_page_asks_the_database_what_the_first_asks(client, coverage):
    def queries(path):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    deep = Article.objects.visible().newest_first()[39]
    client.get("/en/coverage/")
    first = queries("/en/coverage/")
    assert queries(f"/en/coverage/?before={Position.of(deep)}") == first
    assert queries(f"/en/coverage/?after={Position.of(deep)}") == first


@pytest.mark.parametrize(
    "query",
    [
        "before=",
        "before=x",
        "before=2023-06-14",
        "before=2023-06-14.",
        "before=.12",
        "before=2023-13-45.1",
        "before=2023-06-14.-1",
        "before=2023-06-14.1.2",
        "before=2023-06-14.01",
        "before=20230614.1",
        "before=2023-W01-1.1",
        "before=2023-06-14.１２",
        "before=2023-06-14.99999999999999999999999",
        "before=2023-06-14T00:00:00.000000.1",
        "before=2023-06-14%00.1",
        "after=99999999-01-01.1",
        "after=%F0%9F%92%A3.1",
        "before=2023-06-14.1&after=2023-06-14.1",
        "before=1900-01-01.1",
        "after=9999-12-31.1",
    ],
)
def test_a_position_that_leads_nowhere_is_not_found(client, query):
    for year in (1999, 2025):
        make_article(outlet_date=dt.date(year, 1, 1))
    assert client.get(f"/en/coverage/?{query}").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["before=2023-06-14.1", "before=2023-06-14T00:00:00.1", "after=0000-01-01T00:00:00.000000.1"],
)
def test_a_position_of_testimonies_is_a_moment(client, query):
    make_testimony()
    assert client.get(f"/en/testimonies/?{query}").status_code == 404


def test_other_parameters_do_no_harm(client, coverage):
    plain, tagged = client.get("/en/coverage/"), client.get("/en/coverage/?utm_source=x&page=9")
    assert headlines(tagged) == headlines(plain)


def test_the_ends_of_the_list_offer_no_way_beyond(client, coverage):
    first = tree(client.get("/en/coverage/"))
    assert first.xpath("//nav[@class='pager']/a/@rel") == ["next"]
    last = Article.objects.visible().newest_first()[39]
    end = tree(client.get(f"/en/coverage/?before={Position.of(last)}"))
    assert end.xpath("//nav[@class='pager']/a/@rel") == ["prev"]


def test_a_deep_page_is_followed_but_not_indexed(client, coverage):
    third = Article.objects.visible().newest_first()[2]
    page = tree(client.get(f"/en/coverage/?before={Position.of(third)}&utm_source=x"))
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]
    (canonical,) = page.xpath("//link[@rel='canonical']/@href")
    assert canonical.endswith(f"/en/coverage/?before={Position.of(third)}")
