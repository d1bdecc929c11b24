"""The lists of articles and testimonies: what they show, find and cost."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, ExternalLink, Quoted, Snapshot, Testimony
from tests.articles.admin.pages import list_of, text_of
from tests.factories import (
    make_article,
    make_draft,
    make_outlet,
    make_person,
    make_testimony,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_user("Editors")
    client.force_login(user)
    return user


def _found(client, model=Article, **query) -> set[str]:
    response = client.get(list_of(model), query)
    assert response.status_code == 200, response
    return {item.title for item in response.context["cl"].result_list}


def _queries(client, model) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(list_of(model)).status_code == 200
    return len(captured)


def _make_full(number: int) -> None:
    article = make_article(
        title=f"Article {number}",
        outlet=make_outlet(),
        topics=[make_topic(f"topic-{number}")],
        testimony=make_testimony(speaker=make_person()),
    )
    Quoted.objects.create(article=article, person=make_person())
    make_draft(translation_key=article.translation_key, language="ko")


@pytest.mark.parametrize("model", [Article, Testimony])
def test_fifty_rows_cost_what_one_costs(client, editor, model):
    _make_full(0)
    client.get(list_of(model))  # content types are looked up once
    one = _queries(client, model)
    for number in range(1, 50):
        _make_full(number)
    assert _queries(client, model) == one
    assert one <= 12  # two of them for the session and its second factor


def test_the_columns_say_where_an_item_stands(client, editor):
    later = timezone.now() + dt.timedelta(days=1)
    public = make_article(title="Public")
    make_draft(title="Korean", language="ko", translation_key=public.translation_key)
    make_article(title="Scheduled", published_at=later, link=None, no_public_original=True)
    make_article(title="Without", link=None)
    portal = make_draft(title="Portal", link=None)
    ExternalLink.objects.create(article=portal, url="https://portal.example", kind="portal")
    response = client.get(list_of(Article))
    model_admin = response.context["cl"].model_admin
    assert {
        row.title: (
            model_admin.shown_status(row),
            model_admin.other_language(row),
            model_admin.has_source(row),
        )
        for row in response.context["cl"].result_list
    } == {
        "Public": ("Published", "Draft", True),
        "Korean": ("Draft", "Published", True),
        "Scheduled": ("Scheduled", None, True),
        "Without": ("Published", None, False),
        "Portal": ("Draft", None, False),
    }


def test_the_first_page_leads_to_just_what_waits(client, editor):
    later = timezone.now() + dt.timedelta(days=1)
    make_draft(title="Mine", created_by=editor)
    make_draft(title="Theirs", created_by=make_user())
    make_draft(title="Review", status="in_review")
    both = make_article(title="Both")
    make_draft(title="둘", language="ko", translation_key=both.translation_key)
    make_article(title="Scheduled", published_at=later)
    make_article(title="Bare", link=None)
    make_draft(title="Bare draft", link=None)
    lost = make_draft(title="Lost", link=None)
    ExternalLink.objects.create(article=lost, url="")
    make_draft(title="Notes", import_notes="Is it so?")
    waiting = {
        "my-drafts": {"Mine"},
        "in-review": {"Review"},
        "scheduled": {"Scheduled"},
        "no-source": {"Bare"},
        "unfinished-links": {"Lost"},
        "to-confirm": {"Notes"},
        "one-language": {"Scheduled", "Bare"},
    }
    assert {value: _found(client, waiting=value) for value in waiting} == waiting


def test_testimonies_wait_as_well(client, editor):
    make_testimony(title="Mine", status="draft", created_by=editor)
    make_testimony(title="Public")
    waiting = {"my-drafts": {"Mine"}, "in-review": set(), "one-language": {"Public"}}
    assert {value: _found(client, Testimony, waiting=value) for value in waiting} == waiting


def test_filters_leave_out_what_does_not_fit(client, editor):
    outlet, topic = make_outlet("Paper"), make_topic("china")
    fitting = {"medium": "newspaper", "depth": "feature", "outlet": outlet, "topics": [topic]}
    make_draft(title="Fits", language="ko", outlet_date=dt.date(2021, 5, 6), **fitting)
    make_article(title="Other", outlet=make_outlet(), topics=[make_topic("other")])
    for query in (
        {"status__exact": "draft"},
        {"language__exact": "ko"},
        {"medium__exact": "newspaper"},
        {"depth__exact": "feature"},
        {"outlet__id__exact": outlet.pk},
        {"topic": "china"},
        {"outlet_date__year": "2021"},
        {"outlet_date__year": "2021", "outlet_date__month": "5"},
    ):
        assert _found(client, **query) == {"Fits"}, query


@pytest.mark.parametrize("words", ["border", "국경", "Harbour", "항구", "Mina", "서민아"])
def test_search_looks_at_title_headline_outlet_and_people(client, editor, words):
    article = make_draft(
        title="At the border",
        headline="국경에서",
        outlet=make_outlet("The Harbour Ledger", name_ko="항구일보"),
    )
    for name, name_ko in (("Mina Seo", "서민아"), ("Mina Park", "박미나")):
        Quoted.objects.create(article=article, person=make_person(name, name_ko=name_ko))
    make_draft(title="Elsewhere")
    assert _found(client, q=words) == {"At the border"}


@pytest.mark.parametrize("words", ["탈북 국경", "deport", "proposed", "refoulement"])
def test_search_finds_drafts_as_the_site_finds_what_is_public(client, editor, words):
    make_draft(
        title="Fits",
        body="<p>탈북민이 국경에서 deported</p>",
        outlet=make_outlet("A proposed paper", is_proposed=True),
        topics=[make_topic("repatriation", synonyms="refoulement")],
    )
    make_draft(title="Elsewhere")
    assert _found(client, q=words) == {"Fits"}


@pytest.mark.parametrize(
    "query",
    [
        {"waiting": "nonsense"},
        {"topic": "nonsense"},
        {"outlet_date__year": "nonsense"},
        {"q": "\x00"},
        {"p": "99"},
    ],
)
def test_a_spoilt_address_does_no_harm(client, editor, query):
    make_draft()
    assert client.get(list_of(Article), query, follow=True).status_code == 200


def test_an_empty_list_says_what_would_stand_there(client, editor):
    assert "There is nothing here yet." in text_of(client.get(list_of(Article)))
    assert "archive_links makes a copy" in text_of(client.get(list_of(Snapshot)))
    make_article(title="Only this one")
    page = text_of(client.get(list_of(Article), {"q": "nobody wrote this"}))
    assert "Nothing fits what you asked for." in page
    assert "There is nothing here yet." not in page
