"""What readers see of items in each state, on every page that could show them."""

import datetime as dt

import pytest
from django.utils import timezone

from articles.choices import Status
from tests.articles.views.reading import headlines, texts
from tests.factories import make_article, make_outlet, make_person, make_testimony, make_topic

pytestmark = pytest.mark.django_db

LATER = dt.timedelta(hours=1)
STATES = {
    "draft": {"status": Status.DRAFT},
    "in review": {"status": Status.IN_REVIEW},
    "scheduled": {"status": Status.PUBLISHED, "published_at": timezone.now() + 100 * LATER},
    "published": {"status": Status.PUBLISHED},
    "withdrawn": {"status": Status.WITHDRAWN},
}


@pytest.fixture
def site():
    """An item in every state and language, all of one topic, outlet, year and testimony."""
    topic = make_topic("repatriation")
    outlet = make_outlet("The Ledger", slug="ledger")
    covered = make_testimony(slug="covered", title="Covered")
    for name, state in STATES.items():
        for language in ("en", "ko"):
            slug = name.replace(" ", "-")
            make_article(
                title=f"{name} {language}",
                slug=slug,
                language=language,
                outlet=outlet,
                topics=[topic],
                testimony=covered,
                **state,
            )
            make_testimony(
                title=f"told: {name} {language}",
                slug=slug,
                language=language,
                topics=[topic],
                **state,
            )
    return topic, outlet


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("coverage/", {"published"}),
        ("coverage/2023/", {"published"}),
        ("outlets/ledger/", {"published"}),
        ("testimonies/", {"told: published"}),
        ("topics/repatriation/", {"published", "told: published"}),
        ("", {"published", "told: published"}),
    ],
)
def test_lists_show_what_is_published_in_their_language(client, site, language, path, shown):
    response = client.get(f"/{language}/{path}")
    covered = {"Covered"} if language == "en" and path in {"", "testimonies/"} else set()
    assert set(headlines(response)) == {f"{title} {language}" for title in shown} | covered


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("folder", ["coverage/2023", "testimonies"])
@pytest.mark.parametrize(
    ("slug", "status"),
    [
        ("draft", 404),
        ("in-review", 404),
        ("scheduled", 404),
        ("published", 200),
        ("withdrawn", 410),
        ("nothing", 404),
    ],
)
def test_only_what_is_published_has_a_page(client, site, language, folder, slug, status):
    response = client.get(f"/{language}/{folder}/{slug}/")
    assert response.status_code == status
    text = response.content.decode()
    assert (f"{slug.replace('-', ' ')} {language}" in text) == (status == 200)


def test_a_testimony_shows_its_published_coverage(client, site):
    response = client.get("/en/testimonies/covered/")
    assert headlines(response) == ["published en"]


def test_what_is_withdrawn_is_gone_from_a_list_at_once(client, site):
    before = headlines(client.get("/en/coverage/"))
    site[1].articles.filter(slug="published").update(status=Status.WITHDRAWN)
    assert (before, headlines(client.get("/en/coverage/"))) == (["published en"], [])
    assert client.get("/en/coverage/2023/published/").status_code == 410


def test_the_notice_of_a_withdrawal_tells_nothing_of_the_item(client):
    make_article(
        slug="withdrawn",
        title="Too much said",
        summary="A name",
        status=Status.WITHDRAWN,
        withdrawal_reason="The witness asked",
    )
    text = client.get("/en/coverage/2023/withdrawn/").content.decode()
    assert "was withdrawn" in text
    assert [word for word in ("Too much said", "A name", "The witness asked") if word in text] == []


def test_what_was_withdrawn_before_its_time_was_never_here(client):
    never = timezone.now() + LATER
    make_article(slug="never", status=Status.WITHDRAWN, published_at=never)
    assert client.get("/en/coverage/2023/never/").status_code == 404


def test_the_index_of_topics_lists_those_of_visible_items(client):
    make_article(topics=[make_topic("seen"), make_topic("both")])
    make_testimony(topics=[make_topic("told")])
    make_article(topics=[make_topic("foreign")], language="ko")
    make_article(topics=[make_topic("hidden")], status=Status.DRAFT)
    make_topic("unused")
    names = {"Seen", "Both", "Told"}
    assert set(texts(client.get("/en/topics/"), "//main//h2/a")) == names
    assert set(texts(client.get("/en/"), "//ul[@class='topics']/li/a")) >= names


def test_the_index_of_outlets_lists_those_of_visible_articles(client):
    make_article(outlet=make_outlet("Seen"))
    make_article(outlet=make_outlet("Foreign"), language="ko")
    make_article(outlet=make_outlet("Hidden"), status=Status.IN_REVIEW)
    make_article(outlet=make_outlet("Proposed", is_proposed=True))
    make_outlet("Unused")
    assert texts(client.get("/en/outlets/"), "//main//h2/a") == ["Seen"]


def test_an_outlet_that_an_import_proposed_is_named_nowhere(client):
    article = make_article(outlet=make_outlet("Proposed Post", slug="proposed", is_proposed=True))
    assert client.get("/en/outlets/proposed/").status_code == 404
    for path in ("/en/", "/en/coverage/", "/en/outlets/", article.get_absolute_url()):
        assert "Proposed Post" not in client.get(path).content.decode(), path


def test_a_person_whom_an_import_proposed_is_named_nowhere(client):
    proposed, confirmed = make_person("Proposed Person", is_proposed=True), make_person("Confirmed")
    article = make_article()
    for person in (proposed, confirmed):
        article.quoted.create(person=person)
    statement = make_testimony(speaker=proposed)
    assert texts(client.get(article.get_absolute_url()), "//ul[@class='people']/li") == [
        "Confirmed"
    ]
    for path in ("/en/", "/en/testimonies/", statement.get_absolute_url()):
        assert "Proposed Person" not in client.get(path).content.decode(), path


def test_a_page_links_to_visible_pieces_alone(client):
    topic = make_topic()
    older = {"outlet_date": dt.date(2020, 1, 1), "topics": [topic]}
    make_article(title="Earlier", **older)
    make_article(title="Earlier draft", **(older | {"status": Status.DRAFT}))
    make_article(title="Earlier in Korean", language="ko", **older)
    make_article(title="Earlier, other topic", outlet_date=dt.date(2020, 1, 1))
    make_article(title="Later", topics=[topic], outlet_date=dt.date(2024, 1, 1))
    hidden = make_testimony(title="Hidden testimony", status=Status.DRAFT)
    article = make_article(topics=[topic], testimony=hidden)
    response = client.get(article.get_absolute_url())
    assert texts(response, "//ul[@class='brief']/li/a") == ["Earlier"]
    assert "Hidden testimony" not in response.content.decode()
