"""Atom feeds, as another library than ours reads them."""

import calendar
import datetime as dt

import feedparser
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from lxml import etree

from articles.choices import Status
from articles.models import Article, ExternalLink, Redirect, Testimony
from tests.articles.views.reading import tree
from tests.factories import make_article, make_outlet, make_testimony, make_topic

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"
HOUR = dt.timedelta(hours=1)
FEEDS = ("coverage/", "testimonies/", "topics/china/", "outlets/ledger/")


def read(response) -> feedparser.FeedParserDict:
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(
        response.content, response_headers={"content-type": response["Content-Type"]}
    )
    assert (feed.bozo, feed.version) == (False, "atom10"), feed.get("bozo_exception")
    return feed


def titles(client, path: str) -> list[str]:
    return [entry.title for entry in read(client.get(f"/{path}feed/")).entries]


@pytest.fixture
def site():
    """An item of each kind in each state and language, all of one topic and outlet."""
    topic = make_topic("china", name_ko="중국")
    outlet = make_outlet("The Ledger", slug="ledger", name_ko="레저")
    states = {
        "published": {},
        "draft": {"status": Status.DRAFT},
        "in review": {"status": Status.IN_REVIEW},
        "withdrawn": {"status": Status.WITHDRAWN},
        "scheduled": {"published_at": timezone.now() + HOUR},
    }
    for name, state in states.items():
        for language in ("en", "ko"):
            shared = {"language": language, "topics": [topic], **state}
            make_article(title=f"{name} {language}", outlet=outlet, **shared)
            make_testimony(title=f"told: {name} {language}", **shared)
    return topic, outlet


@pytest.mark.parametrize(("language", "outlet"), [("en", "The Ledger"), ("ko", "레저")])
def test_a_feed_holds_what_is_visible_in_its_language(client, site, language, outlet):
    make_article(title="elsewhere", language=language)
    piece, told = f"[{outlet}] published {language}", f"told: published {language}"
    expected = {
        "testimonies/": {told},
        "topics/china/": {piece, told},
        "outlets/ledger/": {piece},
    }
    found = {path: set(titles(client, f"{language}/{path}")) for path in expected}
    assert found == expected
    assert piece in titles(client, f"{language}/coverage/")
    assert len(titles(client, f"{language}/coverage/")) == 2


def test_an_entry_tells_all_that_a_reader_of_feeds_wants(client):
    summary = "Said & written: <b>bold</b>. " + "A long sentence follows. " * 60
    article = make_article(
        title="What they <wrote>",
        slug="story",
        summary=summary,
        outlet=make_outlet("The Ledger", slug="ledger"),
        topics=[make_topic("china")],
        link="https://ledger.example/1?a=b&c=d",
    )
    korean = make_article(language="ko", translation_key=article.translation_key, slug="기사")
    feed = read(client.get("/en/coverage/feed/"))
    (entry,) = feed.entries
    assert entry.link == SITE + article.get_absolute_url(), "what a reader of feeds opens"
    assert entry.summary == summary.strip()
    assert entry.summary_detail.type == "text/plain"
    assert entry.title_detail.value == "[The Ledger] What they <wrote>"
    found = {(link.rel, link.get("hreflang")): link.href for link in entry.links}
    assert found == {
        ("alternate", "en"): SITE + article.get_absolute_url(),
        ("related", "ko"): SITE + korean.get_absolute_url(),
        ("via", None): "https://ledger.example/1?a=b&c=d",
    }
    assert {(tag.scheme, tag.term, tag.label) for tag in entry.tags} == {
        (f"{SITE}/en/topics/", "china", "China"),
        (f"{SITE}/en/outlets/", "ledger", "The Ledger"),
    }
    assert calendar.timegm(entry.published_parsed) == int(article.published_at.timestamp())
    assert calendar.timegm(entry.updated_parsed) == int(article.updated_at.timestamp())


def test_a_feed_tells_what_it_is(client, site):
    for language, name in (
        ("en", "Database Center for North Korean Human Rights"),
        ("ko", "북한인권정보센터"),
    ):
        for path in FEEDS:
            address = f"/{language}/{path}"
            response = client.get(f"{address}feed/")
            feed = read(response).feed
            links = {link.rel: link.href for link in feed.links}
            assert links == {"alternate": SITE + address, "self": f"{SITE}{address}feed/"}
            assert (feed.author, feed.language) == (name, language)
            assert feed.title.endswith(" – NKDB")
            root = etree.fromstring(response.content)
            assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language


def test_identities_stay_and_differ(client):
    article = make_article(title="First", slug="first")
    korean = make_article(language="ko", translation_key=article.translation_key)
    make_article(title="Second")
    entries = read(client.get("/en/coverage/feed/")).entries
    before = {entry.id for entry in entries}
    article.title, article.slug = "Renamed", "renamed"
    article.save()
    after = {entry.id for entry in read(client.get("/en/coverage/feed/")).entries}
    (foreign,) = read(client.get("/ko/coverage/feed/")).entries
    assert (len(before), after, foreign.id in after) == (2, before, False)
    assert korean.translation_key.hex not in foreign.id


def test_what_was_posted_last_comes_first_whenever_it_was_printed(client):
    topic = make_topic("china")
    now = timezone.now()
    for number, make in enumerate((make_article, make_testimony) * 20):
        printed = (
            {"outlet_date": dt.date(1990 + number, 1, 1), "outlet": None}
            if make is make_article
            else {}
        )
        printed |= {"outlet": make_outlet(f"O{number}")} if printed else {}
        make(
            title=f"{number:02}", topics=[topic], published_at=now - (number + 1) * HOUR, **printed
        )
    expected = [f"{number:02}" for number in range(30)]
    assert [title[-2:] for title in titles(client, "en/topics/china/")] == expected


def test_a_feed_knows_when_something_in_it_changed_last(client):
    assert read(client.get("/en/coverage/feed/")).feed.updated == "1970-01-01T00:00:00+00:00"
    early, late = (make_article(published_at=timezone.now() - n * HOUR) for n in (9, 8))
    changed = dt.datetime(2031, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
    Article.objects.filter(pk=early.pk).update(updated_at=changed)
    assert read(client.get("/en/coverage/feed/")).feed.updated == "2031-01-02T03:04:05+00:00"
    assert late.pk


def test_what_is_withdrawn_leaves_whoever_asks_by_date_or_by_content(client):
    make_article(title="Stays", published_at=timezone.now() - 9 * HOUR)
    gone = make_article(title="Goes")
    first = client.get("/en/coverage/feed/")
    assert "Last-Modified" not in first
    known = {"if-none-match": first["ETag"]}
    assert client.get("/en/coverage/feed/", headers=known).status_code == 304
    Article.objects.filter(pk=gone.pk).update(status=Status.WITHDRAWN)
    by_date = {"if-modified-since": "Fri, 01 Jan 2038 00:00:00 GMT"}
    for asked in (known, by_date, {}):
        response = client.get("/en/coverage/feed/", headers=asked)
        assert "Goes" not in response.content.decode()
        assert len(read(response).entries) == 1


def test_an_empty_feed_is_the_same_each_time(client):
    first = client.get("/en/testimonies/feed/")
    assert read(first).entries == []
    again = client.get("/en/testimonies/feed/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_a_warning_stands_before_what_may_distress(client):
    make_testimony(content_note="Violence", summary="What was said.")
    (entry,) = read(client.get("/en/testimonies/feed/")).entries
    assert entry.summary == "Content note: Violence\n\nWhat was said."


def test_an_outlet_that_an_import_proposed_is_not_named(client):
    make_article(title="Piece", outlet=make_outlet("Proposed", slug="p", is_proposed=True))
    assert titles(client, "en/coverage/") == ["Piece"]
    assert "Proposed" not in client.get("/en/coverage/feed/").content.decode()
    assert client.get("/en/outlets/p/feed/").status_code == 404


def test_a_character_that_xml_cannot_hold_breaks_no_feed(client):
    make_article(title="A\x08\x1f\ufffeB", summary="C\x0bD")
    (entry,) = read(client.get("/en/coverage/feed/")).entries
    assert entry.title.endswith("AB")
    assert entry.summary == "CD"


def test_a_former_address_of_a_list_leads_its_feed_as_well(client):
    topic = make_topic("repatriation")
    Redirect.remember("/en/topics/return/", topic)
    response = client.get("/en/topics/return/feed/")
    assert (response.status_code, response["Location"]) == (301, "/en/topics/repatriation/feed/")
    assert client.get("/en/topics/nothing/feed/").status_code == 404
    make_topic("강제송환")
    decomposed = client.get("/ko/topics/강제송환/feed/")
    assert decomposed.status_code in {200, 301}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_pages_lead_to_their_feeds(client, site, language):
    for path in FEEDS:
        page = tree(client.get(f"/{language}/{path}"))
        feed = f"/{language}/{path}feed/"
        assert page.xpath("//link[@type='application/atom+xml']/@href") == [SITE + feed]
        assert page.xpath("//main//a[@type='application/atom+xml']/@href") == [feed]
        assert client.get(feed).status_code == 200
    (titles,) = {tuple(tree(client.get(f"/{language}/")).xpath("//link[@title]/@title"))}
    assert len(set(titles)) == 2


def test_no_testimony_takes_the_address_of_the_feed(client):
    told = make_testimony(title="Feed")
    assert told.slug == "feed-2"
    told.slug = "feed"
    with translation.override("en"), pytest.raises(ValidationError, match="Choose another"):
        told.validate_constraints()
    assert titles(client, "en/testimonies/") == ["Feed"]


@pytest.mark.parametrize("number", [1, 3, 50])
def test_a_feed_asks_no_more_the_more_it_holds(client, django_assert_max_num_queries, number):
    topics = [make_topic("china"), make_topic("return")]
    outlet = make_outlet("The Ledger", slug="ledger")
    for _number in range(number):
        piece = make_article(topics=topics, outlet=outlet)
        make_article(language="ko", translation_key=piece.translation_key)
        told = make_testimony(topics=topics)
        ExternalLink.objects.create(testimony=told, url="https://d.example/1")
    for path in FEEDS:
        with django_assert_max_num_queries(4):
            assert len(titles(client, f"en/{path}")) <= 30


def test_a_reader_of_feeds_gets_no_cookie_and_sends_nothing(client, site):
    for path in FEEDS:
        assert not client.get(f"/en/{path}feed/").cookies
        assert client.post(f"/en/{path}feed/").status_code == 405
        assert client.head(f"/en/{path}feed/").status_code == 200
    assert Testimony.objects.count() == 10
