"""Addresses: former ones, wrong ones, hostile ones, and those of the other language."""

import datetime as dt
import unicodedata
from urllib.parse import quote

import pytest
from django.utils import translation
from django.utils.translation import gettext

from articles.choices import Status
from articles.models import Redirect
from tests.articles.views.reading import texts, tree, versions
from tests.factories import make_article, make_draft, make_outlet, make_testimony, make_topic

pytestmark = pytest.mark.django_db

HANGUL = "탈북민-강제북송은"


def test_a_wrong_year_leads_to_the_right_one(client):
    article = make_article(slug="story")
    for year in ("2022", "undated", "0", "99999999999", "x"):
        response = client.get(f"/en/coverage/{year}/story/")
        assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())


def test_a_former_slug_leads_to_the_present_one(client):
    article, testimony = make_article(slug="first"), make_testimony(slug="first")
    for item in (article, testimony):
        item = type(item).objects.get(pk=item.pk)
        former, item.slug = item.get_absolute_url(), "second"
        item.save()
        response = client.get(former)
        assert (response.status_code, response["Location"]) == (301, item.get_absolute_url())


def test_a_former_slug_in_hangul_leads_on_in_either_form(client):
    article = make_article(language="ko", slug=HANGUL)
    article = type(article).objects.get(pk=article.pk)
    article.slug = "다른-제목"
    article.save()
    for form in ("NFC", "NFD"):
        slug = quote(unicodedata.normalize(form, HANGUL))
        response = client.get(f"/ko/coverage/2023/{slug}/")
        assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())


def test_an_address_with_capitals_leads_to_the_one_without(client):
    article = make_article(slug="story", outlet=make_outlet(slug="ledger"))
    make_topic("repatriation")
    for written, right in (
        ("/en/topics/Repatriation/", "/en/topics/repatriation/"),
        ("/EN/Topics/Repatriation/feed/", "/en/topics/repatriation/feed/"),
        ("/en/coverage/2023/STORY/", article.get_absolute_url()),
        ("/en/coverage/2023/Story/cite.bib", f"{article.get_absolute_url()}cite.bib"),
        ("/en/outlets/Ledger/?a=B", "/en/outlets/ledger/?a=B"),
    ):
        response = client.get(written)
        assert (response.status_code, response["Location"]) == (301, right)
        assert client.get(right).status_code == 200


def test_a_slug_that_has_capitals_itself_keeps_its_address(client):
    article = make_article(slug="G7-summit")
    assert client.get(article.get_absolute_url()).status_code == 200


def test_capitals_lead_nowhere_where_there_is_nothing(client):
    make_draft(slug="draft")
    hidden = make_article(slug="hidden")
    Redirect.remember("/en/coverage/2023/Former/", hidden)
    type(hidden).objects.update(status=Status.DRAFT, published_at=None)
    for path in ("/en/topics/Nothing/", "/en/coverage/2023/Draft/", "/en/coverage/2023/Former/"):
        assert client.get(path).status_code == 404
    for path in ("/en/Submit/", "/ko/Receipt/", "/en/topics//Evil.example/"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ({"status": Status.WITHDRAWN}, 410),
        ({"status": Status.DRAFT, "published_at": None}, 404),
        ({"status": Status.IN_REVIEW}, 404),
    ],
)
def test_a_former_address_does_not_give_away_what_readers_may_not_see(client, state, status):
    article = make_article(slug="told-nobody")
    Redirect.remember("/en/coverage/2023/former/", article)
    Redirect.remember(article.get_absolute_url(), article)
    type(article).objects.filter(pk=article.pk).update(**state)
    for slug in ("former", "told-nobody"):
        response = client.get(f"/en/coverage/2023/{slug}/")
        assert response.status_code == status
        if slug == "former":
            assert "told-nobody" not in response.content.decode()


def test_a_former_address_does_not_lead_to_a_proposed_outlet(client):
    Redirect.remember("/en/outlets/former/", make_outlet("Proposed", is_proposed=True))
    Redirect.remember("/en/outlets/merged/", make_outlet("Merged", slug="kept"))
    assert client.get("/en/outlets/former/").status_code == 404
    assert client.get("/en/outlets/merged/")["Location"] == "/en/outlets/kept/"


def test_hangul_is_found_in_either_form(client):
    article = make_article(language="ko", slug=HANGUL)
    topic = make_topic(HANGUL, name="Return")
    outlet = make_outlet("Ledger", slug=HANGUL)
    for address in (
        article.get_absolute_url(),
        f"/ko/topics/{quote(topic.slug)}/",
        f"/ko/outlets/{quote(outlet.slug)}/",
    ):
        assert client.get(address).status_code == 200
        decomposed = address.replace(quote(HANGUL), quote(unicodedata.normalize("NFD", HANGUL)))
        response = client.get(decomposed)
        assert (response.status_code, response["Location"]) == (301, address)


@pytest.mark.parametrize(("make", "folder"), [(make_topic, "topics"), (make_outlet, "outlets")])
def test_a_topic_or_outlet_that_gets_another_slug_leaves_a_redirect(client, make, folder):
    model = type(make(slug="강제-북송"))
    for slug in ("second", "third"):
        thing = model.objects.get()
        thing.slug = slug
        thing.save()
    for language in ("en", "ko"):
        for former in ("강제-북송", "second"):
            response = client.get(f"/{language}/{folder}/{former}/")
            assert response.status_code == 301
            assert response["Location"] == f"/{language}/{folder}/third/"
    thing.slug = "second"
    thing.save()
    assert client.get(f"/en/{folder}/second/").status_code == 200
    assert client.get(f"/en/{folder}/third/")["Location"] == f"/en/{folder}/second/"


def test_a_proposed_outlet_leaves_none(client):
    outlet = type(make_outlet(slug="first", is_proposed=True)).objects.get()
    outlet.slug = "second"
    outlet.save()
    assert not Redirect.objects.exists()


HOSTILE = [
    "%00",
    "a%00b",
    "a%2500b",
    "a" * 5000,
    "%F0%9F%92%A3",
    "%E2%80%AE",
    "..%2F..%2Fetc",
    "%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "'%20OR%201=1--",
    "%ff%fe",
    "%25",
]


@pytest.mark.parametrize("slug", HOSTILE)
@pytest.mark.parametrize("folder", ["coverage/2023", "testimonies", "topics", "outlets"])
def test_a_hostile_slug_is_not_found(client, folder, slug):
    response = client.get(f"/en/{folder}/{slug}/")
    assert response.status_code == 404
    assert "<script" not in response.content.decode()


@pytest.mark.parametrize(
    "year", ["0000", "0001", "9999", "20231", "02023", "-2023", "9" * 5000, "２０２３", "2023%00"]
)
def test_a_year_of_which_there_is_nothing_is_not_found(client, year):
    make_article()
    assert client.get(f"/en/coverage/{year}/").status_code == 404


def test_a_year_of_the_first_millennium_does_not_break_its_page(client):
    article = make_article(outlet_date=dt.date(987, 6, 5))
    assert client.get(article.get_absolute_url()).status_code == 200
    assert client.get("/en/coverage/0987/").status_code == 200


def test_a_double_slash_never_leads_to_another_site(client):
    response = client.get("/", PATH_INFO="//evil.example/en/coverage/")
    (switch,) = tree(response).xpath("//p[@class='switch']/a/@href")
    assert switch == "/ko/"


# --- The other language ---------------------------------------------------------------------


def both(make, **korean):
    item = make(slug="story", title="In English")
    other = make(
        **{"language": "ko", "slug": "기사", "title": "한국어 제목"}
        | {"translation_key": item.translation_key}
        | korean
    )
    return item, other


def in_korean(text: str) -> str:
    with translation.override("ko"):
        return gettext(text)


def switch(response) -> str:
    (address,) = tree(response).xpath("//p[@class='switch']/a/@href")
    return address


@pytest.mark.parametrize("make", [make_article, make_testimony])
def test_the_switch_keeps_the_reader_on_the_item(client, make):
    english, korean = both(make)
    pages = {item.language: client.get(item.get_absolute_url()) for item in (english, korean)}
    assert switch(pages["en"]) == korean.get_absolute_url()
    assert switch(pages["ko"]) == english.get_absolute_url()
    site = "http://localhost:8000"
    expected = {item.language: site + item.get_absolute_url() for item in (english, korean)}
    assert versions(pages["en"]) == versions(pages["ko"]) == expected
    assert texts(pages["en"], "//*[@class='switch-note']") == []


@pytest.mark.parametrize("make", [make_article, make_testimony])
@pytest.mark.parametrize(
    "state", [{"status": Status.DRAFT}, {"status": Status.WITHDRAWN}, {"status": Status.IN_REVIEW}]
)
def test_a_version_that_is_not_public_is_as_if_it_did_not_exist(client, make, state):
    english, _hidden = both(make, **state)
    page = client.get(english.get_absolute_url())
    assert versions(page) == {"en": "http://localhost:8000" + english.get_absolute_url()}
    (note,) = tree(page).xpath("//*[@class='switch-note']")
    assert (note.get("lang"), note.text) == ("ko", in_korean("Exists in English only"))
    assert "한국어 제목" not in page.content.decode()
    response = client.get(switch(page))
    assert response.status_code == 404
    assert texts(response, "//h1") == [in_korean("This item exists in English only")]
    assert tree(response).xpath("//main//a/@href") == [english.get_absolute_url()]
    assert tree(response).xpath("//main//a/@lang") == ["en"]


def test_the_slug_of_one_language_leads_to_the_item_in_the_other(client):
    _english, korean = both(make_article)
    response = client.get("/ko/coverage/2023/story/")
    assert (response.status_code, response["Location"]) == (302, korean.get_absolute_url())


def test_a_list_is_switched_as_it_stands(client):
    make_topic("china")
    for path in ("", "coverage/", "testimonies/", "topics/", "topics/china/", "outlets/"):
        response = client.get(f"/en/{path}")
        assert switch(response) == f"/ko/{path}"
        assert versions(response) == {
            language: f"http://localhost:8000/{language}/{path}" for language in ("en", "ko")
        }


def test_a_year_is_switched_where_the_other_language_has_it(client):
    make_article(outlet_date=dt.date(2021, 1, 1))
    make_article(outlet_date=dt.date(2022, 1, 1))
    make_article(outlet_date=dt.date(2022, 1, 1), language="ko")
    assert switch(client.get("/en/coverage/2022/")) == "/ko/coverage/2022/"
    alone = client.get("/en/coverage/2021/")
    assert switch(alone) == "/ko/coverage/"
    assert set(versions(alone)) == {"en"}


def test_a_page_that_is_not_there_switches_to_the_first_page(client):
    assert switch(client.get("/en/nowhere/")) == "/ko/"


def test_a_draft_in_both_languages_is_nowhere(client):
    draft = make_draft(slug="story")
    make_draft(slug="story", language="ko", translation_key=draft.translation_key)
    for language in ("en", "ko"):
        response = client.get(f"/{language}/coverage/2023/story/")
        assert (response.status_code, texts(response, "//main//a")) == (
            404,
            texts(client.get(f"/{language}/coverage/2023/nothing/"), "//main//a"),
        )
