"""The first page of the staff: what waits, what was changed last."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import history, publishing
from articles.choices import Status
from articles.models import Article, ExternalLink, Outlet
from tests.articles.admin.pages import text_of
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
INDEX = "/admin/"


@pytest.fixture
def editor(client):
    user = make_user("Editors", username="mina")
    client.force_login(user)
    return user


def _piles(response) -> dict[str, int]:
    """How many rows each pile has, by the address of its list, without the empty ones."""
    return {
        pile.url: pile.count
        for _kind, piles in response.context["waiting"]
        for pile in piles
        if pile.count
    }


def _both_languages(make, **overrides):
    english = make(**overrides)
    make(language="ko", translation_key=english.translation_key, **overrides)
    return english


def _fill(editor):
    """Something for every pile, and rows that belong to none."""
    other, soon = make_user("Editors"), timezone.now() + dt.timedelta(days=1)
    for make in (make_article, make_testimony):
        make(status=Status.DRAFT, created_by=editor)
        make(status=Status.DRAFT, created_by=other)
        make(status=Status.IN_REVIEW, created_by=editor)
        _both_languages(make, published_at=soon)
        make()
        _both_languages(make)
        make(status=Status.WITHDRAWN)
    _both_languages(make_article, link=None)
    _both_languages(make_article, link=None, no_public_original=True)
    ExternalLink.objects.create(article=make_draft(), url="")
    make_draft(import_notes="Which date?")
    make_outlet(is_proposed=True)
    make_person(is_proposed=True)
    make_person()


ARTICLES, TESTIMONIES = "/admin/articles/article/?waiting=", "/admin/articles/testimony/?waiting="
WAITING = {
    ARTICLES + "my-drafts": 1,
    ARTICLES + "in-review": 1,
    ARTICLES + "scheduled": 2,
    ARTICLES + "one-language": 1,
    ARTICLES + "no-source": 2,
    ARTICLES + "unfinished-links": 1,
    ARTICLES + "to-confirm": 1,
    TESTIMONIES + "my-drafts": 1,
    TESTIMONIES + "in-review": 1,
    TESTIMONIES + "scheduled": 2,
    TESTIMONIES + "one-language": 1,
    "/admin/articles/outlet/?is_proposed__exact=1": 1,
    "/admin/articles/person/?is_proposed__exact=1": 1,
}


def test_each_pile_is_counted_and_nothing_else(client, editor):
    _fill(editor)
    assert _piles(client.get(INDEX)) == WAITING


def test_each_pile_leads_to_the_list_of_just_its_rows(client, editor):
    _fill(editor)
    piles = _piles(client.get(INDEX))
    assert {url: client.get(url).context["cl"].result_count for url in piles} == piles


def test_where_nothing_waits_the_page_says_so(client, editor):
    make_draft(created_by=make_user())
    response = client.get(INDEX)
    assert _piles(response) == {}
    assert "Nothing waits for you." in text_of(response)
    make_draft(created_by=editor)
    assert "Nothing waits for you." not in text_of(client.get(INDEX))


SEEN = {"article", "testimony", "externallink", "outlet", "person"}


@pytest.mark.parametrize(
    ("role", "kinds", "actions"),
    [
        ("Editors", SEEN, {"article", "testimony"}),
        ("Moderators", SEEN | {"submission", "presstip", "moderatorkey"}, {"testimony"}),
        ("Administrators", SEEN | {"moderatorkey"}, set()),
        (None, set(), set()),
    ],
)
def test_everybody_sees_what_they_may(client, role, kinds, actions):
    history.keep_baseline(make_topic("repatriation"))
    client.force_login(make_user(role, is_staff=True))
    response = client.get(INDEX)
    shown = {pile.url for _kind, piles in response.context["waiting"] for pile in piles}
    assert {url.split("/")[3] for url in shown} == kinds
    html = response.content.decode()
    assert set(re.findall(r'class="button" href="/admin/articles/(\w+)/add/"', html)) == (actions)
    assert bool(response.context["latest"]) == bool(kinds)
    assert ("/deleted/" in html) == bool(kinds)


def test_the_latest_changes_say_who_what_and_when(client, editor):
    topic, article = make_topic("repatriation"), make_draft(title="A story")
    with history.recording(by=make_user("Editors", username="jin"), reason="edited"):
        history.keep(topic)
    publishing.send_to_review(article, by=editor)
    latest = client.get(INDEX).context["latest"]
    told = [
        (
            str(change.kind),
            change.version.object_repr,
            change.version.revision.comment,
            change.version.revision.user and change.version.revision.user.username,
            change.url,
        )
        for change in latest
    ]
    address = reverse("admin:articles_article_history", args=[article.pk])
    assert told[0] == ("article", "A story", "sent to review", "mina", address)
    assert told[1][2:4] == ("as it was before the first change here", None)
    assert told[2] == (
        "topic",
        "Repatriation",
        "edited",
        "jin",
        reverse("admin:articles_topic_history", args=[topic.pk]),
    )
    assert len(told) == 3  # links and topics of an item are no changes of their own
    text = text_of(client.get(INDEX))
    assert "Article · sent to review · mina · " in text


def test_a_change_of_something_deleted_leads_to_what_is_left_of_it(client, editor):
    article = make_draft(title="Gone")
    client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
    [change] = client.get(INDEX).context["latest"]
    response = client.get(change.url, follow=True)
    assert response.redirect_chain == [
        (reverse("admin:articles_article_deleted_version", args=[change.version.pk]), 302)
    ]


def test_fifty_rows_cost_as_many_queries_as_one(client, editor):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(INDEX).status_code == 200
        return len(captured)

    def change(*rows) -> None:
        for row in rows:
            with history.recording(by=make_user(), reason="edited"):
                history.keep(row)

    _fill(editor)
    change(Article.objects.first())
    queries()  # the first visit also reads the content types
    few = queries()
    for _number in range(12):
        _fill(editor)
    change(*Article.objects.all()[:12], *Outlet.objects.all()[:12])
    assert queries() == few
