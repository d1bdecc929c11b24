"""The page of a testimony, and the list of them."""

import datetime as dt

import pytest

from articles.choices import TestimonyKind
from articles.models import Role
from tests.articles.views.reading import headlines, texts, tree
from tests.factories import make_article, make_person, make_testimony, make_topic

pytestmark = pytest.mark.django_db


def make_witness(**overrides):
    values = {
        "kind": TestimonyKind.WITNESS,
        "alias": "Ms. Birch",
        "forum": "",
        "content_note": "Speaks of hunger.",
        "date": dt.date(2014, 4, 20),
        "date_precision": "season",
    }
    return make_testimony(**(values | overrides))


def open_page(client, testimony):
    response = client.get(testimony.get_absolute_url())
    assert response.status_code == 200
    return response


def test_a_statement_names_who_spoke_where_and_when(client):
    speaker = make_person("Hanna Song")
    Role.objects.create(person=speaker, title="Director", organisation="NKDB")
    testimony = make_testimony(speaker=speaker, place="Washington", forum="The Commission")
    response = open_page(client, testimony)
    assert texts(response, "//header[@class='piece-head']/p[@class='facts']/*") == [
        "Statement",
        "June 13, 2023",
        "The Commission",
        "Washington",
    ]
    assert texts(response, "//p[@class='speaker']") == ["Hanna Song, Director, NKDB"]


def test_a_witness_appears_under_another_name(client):
    for response in (open_page(client, make_witness()), client.get("/en/testimonies/")):
        assert texts(response, "//p[@class='speaker']") == [
            "Ms. Birch (name changed for protection)"
        ]


@pytest.mark.parametrize(
    ("precision", "shown"),
    [
        ("day", ["April 20, 2014"]),
        ("month", ["April 2014"]),
        ("season", ["spring 2014"]),
        ("year", ["2014"]),
        ("unknown", []),
    ],
)
def test_the_date_is_told_no_more_exactly_than_it_may_be(client, precision, shown):
    testimony = make_witness(date_precision=precision)
    response = open_page(client, testimony)
    assert texts(response, "//header[@class='piece-head']/p[@class='facts']/*")[1:] == shown
    times = tree(response).xpath("//header//time/@datetime")
    assert times == (["2014-04-20"] if precision == "day" else [])


def test_the_note_stands_before_the_text(client):
    testimony = make_witness(summary="What she said", body="<p>The account</p>")
    text = open_page(client, testimony).content.decode()
    order = [text.index(part) for part in ("Speaks of hunger.", "What she said</p>", "The account")]
    assert order == sorted(order)


def test_there_is_a_quick_way_out_before_anything_else(client):
    for response in (open_page(client, make_witness()), client.get("/en/testimonies/")):
        first = tree(response).xpath("//main//a")[0]
        assert first.get("href") == "https://en.wikipedia.org/"
        assert first.get("rel") == "noopener noreferrer external nofollow"
    assert tree(client.get("/ko/testimonies/")).xpath("//p[@class='exit']/a/@href") == [
        "https://ko.wikipedia.org/"
    ]


def test_documents_say_what_they_are(client):
    testimony = make_testimony()
    testimony.links.create(url="https://a.example/1.pdf", kind="document", label="Full text")
    testimony.links.create(url="https://v.example/1", kind="video")
    testimony.links.create(url="", kind="document", label="lost")
    links = texts(open_page(client, testimony), "//ul[@class='links']/li/a")
    assert links == ["Watch at v.example", "Full text"]


def test_all_its_coverage_is_shown_whichever_version_was_chosen(client):
    english = make_testimony()
    korean = make_testimony(language="ko", translation_key=english.translation_key)
    make_article(title="One", testimony=english, outlet_date=dt.date(2023, 6, 15))
    make_article(title="Two", testimony=korean, outlet_date=dt.date(2023, 6, 14))
    make_article(title="하나", testimony=english, language="ko")
    make_article(title="Another", testimony=make_testimony())
    make_article(title="None")
    assert headlines(open_page(client, english)) == ["One", "Two"]
    assert headlines(open_page(client, korean)) == ["하나"]


def test_the_list_says_who_what_and_about_what(client):
    make_witness(title="Title", summary="Summary", topics=[make_topic("china")])
    assert texts(client.get("/en/testimonies/"), "//article[@class='item']") == [
        (
            "Witness account spring 2014 Title Ms. Birch (name changed for protection) "
            "Content note Speaks of hunger. Summary China"
        ),
    ]


def test_an_empty_list_leads_on(client):
    page = tree(client.get("/en/testimonies/"))
    assert page.xpath("//p[@class='empty']/a/@href") == ["/en/coverage/"]
