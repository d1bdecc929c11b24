"""No button of the staff puts a name out of a sealed case before readers, and each looks once."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import history, protection, publishing
from articles.choices import Status
from articles.links import mending
from articles.models import Article, Capture, ExternalLink, Topic
from tests.articles.admin.pages import address, errors_of, filled, list_of, messages_of
from tests.factories import (
    make_article,
    make_draft,
    make_outlet,
    make_person,
    make_submission,
    make_topic,
    make_user,
)
from tests.news_site import story

pytestmark = pytest.mark.django_db
NAME = "나도연"
TOLD = str(protection.SENTENCE)


@pytest.fixture(autouse=True)
def protected():
    protection.protect(make_submission(), [NAME])


@pytest.fixture
def editor(client):
    user = make_user("Editors")
    client.force_login(user)
    return user


def looks(queries) -> int:
    return sum('FROM "articles_protectedname"' in query["sql"] for query in queries)


def act(client, rows, action: str):
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(list_of(type(rows[0])), data, follow=True)


@pytest.mark.parametrize(
    ("start", "button"), [("public", "_save"), ("draft", "_publish"), ("scheduled", "_publish")]
)
def test_a_save_looks_once(client, editor, start, button):
    in_a_week = timezone.now() + dt.timedelta(days=7)
    item = {
        "public": make_article,
        "draft": make_draft,
        "scheduled": lambda: make_article(published_at=in_a_week),
    }[start]()
    form = filled(client.get(address(item)), byline="Mina Seo")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.post(address(item), form | {button: "1"}).status_code == 302
    assert looks(queries) == 1
    assert Article.objects.visible().get().byline == "Mina Seo"
    response = client.post(
        address(item), filled(client.get(address(item))) | {"byline": NAME, "_save": "1"}
    )
    assert errors_of(response)["byline"] == [TOLD]


def test_publishing_many_reads_the_digests_once(client, editor):
    drafts = [make_draft(title=title) for title in ("One", NAME, "Three")]
    with CaptureQueriesContext(connection) as queries:
        response = act(client, drafts, "act_publish")
    assert looks(queries) == 1
    assert [level for level, _text in messages_of(response)] == ["success", "error", "success"]
    assert set(Article.objects.visible().values_list("title", flat=True)) == {"One", "Three"}


@pytest.mark.parametrize("make", [make_outlet, make_person])
def test_a_proposed_row_with_one_is_not_confirmed(client, editor, make):
    clean, bad = make(name="The Harbour", is_proposed=True), make(name_ko=NAME, is_proposed=True)
    response = act(client, [clean, bad], "confirm")
    assert f"“{bad}”: {TOLD}" in [text for _level, text in messages_of(response)]
    assert set(type(bad).objects.filter(is_proposed=True)) == {bad}


def test_a_version_with_one_is_not_brought_back(client, editor):
    topic = make_topic(definition=f"About {NAME}.")
    history.keep_baseline(topic)
    topic.definition = "About somebody."
    topic.save()
    version = history.versions_of(topic).last()
    with pytest.raises(publishing.Blocked) as blocked:
        publishing.restore(topic, version, by=editor)
    assert blocked.value.reasons == {"definition": TOLD}
    assert Topic.objects.get().definition == "About somebody."


def test_a_saved_page_brings_none_before_readers(client, editor):
    """The page is read when all else is saved: what it fills in is looked at as well."""
    draft = make_draft(byline="")
    Capture.objects.create(article=draft, url="https://paper.example/story")
    page = story("").replace("Mina Seo", NAME)
    form = filled(client.get(address(draft)), page_source=page, _fill="1", _publish="1")
    assert errors_of(client.post(address(draft), form))["byline"] == [TOLD]
    draft.refresh_from_db()
    assert (draft.byline, draft.status) == ("", Status.DRAFT)


def test_the_address_of_a_copy_brings_none_before_readers(editor):
    link = make_article().links.get()
    with pytest.raises(publishing.Blocked):
        mending.note_archived_copy(link, f"https://archive.example/{NAME}", by=editor)
    ExternalLink.objects.update(health="moved", moved_to=f"https://paper.example/{NAME}")
    link.refresh_from_db()
    with pytest.raises(publishing.Blocked):
        mending.accept_new_address(link, by=editor)
    stored = ExternalLink.objects.get()
    assert (stored.url, stored.archived_url) == ("https://paper.example/story", "")
    assert Article.objects.get().version == 1
