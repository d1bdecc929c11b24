"""The first page, and the topics and outlets."""

import datetime as dt

import pytest

from tests.articles.views.reading import headlines, texts, tree
from tests.factories import make_article, make_outlet, make_testimony, make_topic

pytestmark = pytest.mark.django_db


def test_the_first_page_shows_the_latest_of_each(client):
    for day in range(1, 11):
        make_article(title=f"Piece {day}", outlet_date=dt.date(2023, 6, day))
        moment = dt.datetime(2024, 1, day, tzinfo=dt.UTC)
        make_testimony(title=f"Told {day}", published_at=moment)
    assert headlines(client.get("/en/")) == [
        *(f"Piece {day}" for day in range(10, 2, -1)),
        *(f"Told {day}" for day in (10, 9, 8)),
    ]


def test_the_first_page_shows_the_topics_most_written_about_by_name(client):
    topics = [make_topic(f"topic-{letter}") for letter in "abcdefghijklmnopqrstuvwx"]
    for topic in topics:
        make_article(topics=[topic])
    make_testimony(topics=topics[4:])
    shown = texts(client.get("/en/"), "//section[@aria-labelledby='home-topics']//li")
    assert shown == [topic.name for topic in topics[4:]]


def test_an_empty_site_says_so_and_leads_on(client):
    response = client.get("/en/")
    assert len(texts(response, "//p[@class='empty']")) == 3
    for path in ("coverage/", "testimonies/", "topics/", "outlets/"):
        assert len(texts(client.get(f"/en/{path}"), "//p[@class='empty']")) == 1, path


def test_the_index_of_topics_tells_what_each_is_and_holds(client):
    return_ = make_topic("return", name="Return", name_ko="강제송환", definition="Sent back.")
    china = make_topic("china", name="China", definition_ko="", definition="The neighbour.")
    make_article(topics=[return_])
    make_article(topics=[return_, china])
    make_testimony(topics=[return_])
    for topic in (return_, china):
        make_article(language="ko", topics=[topic])
    assert texts(client.get("/en/topics/"), "//ul[@class='index']/li") == [
        "China The neighbour. 1 article",
        "Return 강제송환 Sent back. 2 articles 1 testimony",
    ]
    korean = tree(client.get("/ko/topics/"))
    assert korean.xpath("//h2/a/text() | //h2/a/span[@lang='en']/text()") == ["China", "강제송환"]
    assert korean.xpath("//h2/span[@lang='en']/text()") == ["Return"]
    assert korean.xpath("//p[@class='definition']/span[@lang='en']/text()") == [
        "The neighbour.",
        "Sent back.",
    ]


def test_a_topic_brings_its_testimonies_and_coverage_together(client):
    topic, other = make_topic("china", definition="The neighbour."), make_topic("other")
    make_article(title="Piece", topics=[topic])
    make_article(title="Other piece", topics=[other])
    make_testimony(title="Told", topics=[topic])
    make_testimony(title="Told otherwise", topics=[other])
    response = client.get("/en/topics/china/")
    assert headlines(response) == ["Told", "Piece"]
    assert texts(response, "//p[@class='standfirst']") == ["The neighbour."]


def test_an_outlet_lists_its_pieces(client):
    ledger = make_outlet(
        "The Ledger", slug="ledger", country="GB", homepage="https://www.l.example/"
    )
    make_article(title="Piece", outlet=ledger)
    make_article(title="Other piece")
    response = client.get("/en/outlets/ledger/")
    assert headlines(response) == ["Piece"]
    assert texts(response, "//header[@class='head']/p[@class='facts']/*") == [
        "United Kingdom",
        "l.example",
    ]


def test_a_made_up_outlet_is_said_to_be_made_up(client):
    make_article(outlet=make_outlet("Real"))
    make_article(outlet=make_outlet("Invented", slug="invented", is_fictional=True))
    assert texts(client.get("/en/outlets/"), "//ul[@class='index']/li") == [
        "Invented 1 article made up for demonstration",
        "Real 1 article",
    ]
    assert "It does not exist." in client.get("/en/outlets/invented/").content.decode()


@pytest.mark.parametrize("path", ["topics/china/", "outlets/ledger/"])
def test_a_page_without_coverage_says_whether_the_other_language_has_some(client, path):
    topic, outlet = make_topic("china"), make_outlet("Ledger", slug="ledger")
    nowhere = texts(client.get(f"/en/{path}"), "//p[@class='empty']")
    make_article(topics=[topic], outlet=outlet, language="ko")
    elsewhere = texts(client.get(f"/en/{path}"), "//p[@class='empty']")
    assert ["in the other" in sentence for sentence in (*nowhere, *elsewhere)] == [False, True]


# --- A topic at a glance --------------------------------------------------------------------


def test_a_topic_shows_its_coverage_by_year_as_a_table_and_a_picture(client):
    topic = make_topic("china")
    for year, language, status in (
        (2021, "en", "published"),
        (2023, "en", "published"),
        (2023, "en", "published"),
        (2023, "en", "withdrawn"),
        (2024, "en", "draft"),
        (2025, "ko", "published"),
    ):
        day = dt.date(year, 5, 1)
        make_article(topics=[topic], outlet_date=day, language=language, status=status)
    make_article(outlet_date=dt.date(2022, 1, 1))
    response = client.get("/en/topics/china/")
    assert texts(response, "//figure//tr") == ["Year Articles", "2023 2", "2021 1"]
    page = tree(response)
    assert page.xpath("//figure//svg//rect/@height") == ["50", "100"]
    assert page.xpath("//figure//svg/@aria-hidden") == ["true"]
    assert page.xpath("//figure//th/@scope") == ["col", "col", "row", "row"]
    found = client.get(page.xpath("//figure//th/a/@href")[0])
    assert len(headlines(found)) == 2


def test_a_topic_of_one_year_needs_no_picture(client):
    topic = make_topic("china")
    make_article(topics=[topic])
    assert tree(client.get("/en/topics/china/")).xpath("//figure") == []


def test_related_topics_are_those_that_visible_items_share(client):
    topic, often, once, told, hidden, foreign, other = (
        make_topic(slug)
        for slug in ("china", "often", "once", "told", "hidden", "foreign", "other")
    )
    make_article(topics=[topic, often, once])
    make_article(topics=[topic, often])
    make_testimony(topics=[topic, often, told])
    make_article(topics=[topic, hidden], status="draft")
    make_article(topics=[topic, hidden], status="withdrawn")
    make_article(topics=[topic, foreign], language="ko")
    make_article(topics=[other, often])
    response = client.get("/en/topics/china/")
    related = texts(response, "//section[@aria-labelledby='related']//a")
    assert related[0] == "Often"
    assert set(related) == {"Often", "Once", "Told"}
    assert texts(client.get("/ko/topics/china/"), "//section[@aria-labelledby='related']//a") == [
        "Foreign"
    ]


def test_what_stands_before_the_coverage_stands_on_the_first_page_only(client):
    topic, other = make_topic("china"), make_topic("other")
    for number in range(25):
        make_article(topics=[topic, other], outlet_date=dt.date(2000 + number, 1, 1))
    first = client.get("/en/topics/china/")
    assert len(tree(first).xpath("//figure")) == 1
    (older,) = tree(first).xpath("//a[@rel='next']/@href")
    assert (
        tree(client.get(f"/en/topics/china/{older}")).xpath("//figure | //*[@id='related']") == []
    )
