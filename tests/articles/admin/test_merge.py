"""The page on which two topics, or two outlets, become one."""

import pytest
from django.urls import reverse

from articles.models import Article, Topic
from tests.articles.admin.pages import address, filled, messages_of, text_of
from tests.factories import make_article, make_outlet, make_testimony, make_topic, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_user("Editors")
    client.force_login(user)
    return user


@pytest.fixture
def pair():
    source = make_topic("forced-return", name="Forced return", name_ko="강제북송")
    return source, make_topic("repatriation", name="Repatriation", synonyms="Sent back")


def merge_page(row) -> str:
    return reverse(f"admin:articles_{row._meta.model_name}_merge", args=[row.pk])


def confirmed(client, source, into) -> dict:
    """What the form sends that shows what moves."""
    page = client.get(merge_page(source), {"into": into.pk})
    return filled(page) | {"_merge": "1"}


def test_what_moves_is_shown_before_anything_does(client, editor, pair):
    source, into = pair
    make_article(topics=[source])
    make_article(topics=[source, into])
    make_testimony(topics=[source])
    assert merge_page(source) in client.get(address(source)).content.decode()
    first = client.get(merge_page(source))
    assert ("Show what moves" in first.content.decode(), "_merge" in filled(first)) == (True, False)
    text = text_of(client.get(merge_page(source), {"into": into.pk}))
    for told in (
        "2 articles",
        "1 testimony",
        "1 of them belongs to both",
        "Forced return, 강제북송",
        "/en/topics/forced-return/, /ko/topics/forced-return/",
    ):
        assert told in text
    assert Topic.objects.count() == 2


def test_confirming_merges_and_opens_the_one_that_stays(client, editor, pair):
    source, into = pair
    article = make_article(topics=[source])
    response = client.post(merge_page(source), confirmed(client, source, into), follow=True)
    assert response.redirect_chain == [(address(into), 302)]
    assert messages_of(response) == [
        (
            "success",
            "“Forced return (강제북송)” was merged into “Repatriation”. Items that went over: 1.",
        )
    ]
    assert list(article.topics.all()) == [into]
    assert list(Topic.objects.all()) == [into]


@pytest.mark.parametrize("which", [0, 1])
def test_who_confirms_what_has_changed_is_shown_it_again(client, editor, pair, which):
    source, into = pair
    data = confirmed(client, source, into)
    changed = client.get(address(pair[which]))
    client.post(address(pair[which]), filled(changed, definition="New") | {"_save": "1"})
    response = client.post(merge_page(source), data, follow=True)
    assert "Look at what moves once more." in messages_of(response)[-1][1]
    assert response.redirect_chain == [(f"{merge_page(source)}?into={into.pk}", 302)]
    assert Topic.objects.count() == 2
    client.post(merge_page(source), confirmed(client, source, into))
    assert Topic.objects.count() == 1


def test_an_editor_with_an_open_item_is_told_of_the_other_topic(client, editor, pair):
    source, into = pair
    article = make_article(topics=[source], title="Old")
    opened = client.get(address(article))
    client.post(merge_page(source), confirmed(client, source, into))
    told = client.post(address(article), filled(opened, title="New") | {"_save": "1"})
    assert told.status_code == 200
    client.post(address(article), filled(told) | {"_save": "1"})
    article = Article.objects.get()
    assert (article.title, list(article.topics.all())) == ("New", [into])


@pytest.mark.parametrize("into", ["", "x", "0", "99999", "٣"])
def test_what_cannot_be_chosen_shows_nothing_and_merges_nothing(client, editor, pair, into):
    source, _into = pair
    for choice in (into, str(source.pk)):
        page = client.get(merge_page(source), {"into": choice})
        assert (page.status_code, "_merge" in page.content.decode()) == (200, False)
        sent = {"into": choice, "seen": source.version, "seen_into": "1"}
        assert client.post(merge_page(source), sent).status_code == 302
    assert Topic.objects.count() == 2


def test_an_outlet_is_not_merged_into_one_that_an_import_proposed(client, editor):
    outlet, proposed = make_outlet("Known"), make_outlet("Proposed", is_proposed=True)
    assert "Proposed" not in text_of(client.get(merge_page(outlet)))
    make_article(outlet=proposed)
    client.post(merge_page(proposed), confirmed(client, proposed, outlet))
    assert Article.objects.get().outlet == outlet


@pytest.mark.parametrize("role", ["Moderators", "Administrators", None])
def test_who_may_not_change_topics_merges_none(client, pair, role):
    source, into = pair
    client.force_login(make_user(role, is_staff=True))
    data = {"into": into.pk, "seen": source.version, "seen_into": into.version}
    assert client.get(merge_page(source)).status_code == 403
    assert client.post(merge_page(source), data).status_code == 403
    client.logout()
    assert client.post(merge_page(source), data)["Location"].startswith("/admin/login/")
    assert Topic.objects.count() == 2


def test_more_than_a_request_can_move_is_left_to_the_command(client, editor, pair, monkeypatch):
    source, into = pair
    for _number in range(3):
        make_article(topics=[source])
    data = confirmed(client, source, into)
    monkeypatch.setattr("articles.admin.merge.MOST", 2)
    page = client.get(merge_page(source), {"into": into.pk})
    assert "manage.py merge topic forced-return repatriation" in page.content.decode()
    assert "_merge" not in page.content.decode()
    assert client.post(merge_page(source), data).status_code == 403
    assert Topic.objects.count() == 2
