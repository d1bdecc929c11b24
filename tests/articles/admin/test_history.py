"""The history of a row, restoring a version, and bringing back what was deleted."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import history, publishing
from articles.choices import Status
from articles.models import Article, ExternalLink, Image, Outlet, Person, Quoted, Redirect, Topic
from tests.articles.admin.pages import address, filled, messages_of, text_of
from tests.factories import (
    make_article,
    make_draft,
    make_image,
    make_outlet,
    make_person,
    make_testimony,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db


def make_statement(**overrides):
    """A public testimony whose form can be saved."""
    return make_testimony(**({"speaker": make_person()} | overrides))


MAKERS = (make_article, make_statement, make_outlet, make_person, make_topic, make_image)


@pytest.fixture
def editor(client):
    user = make_user("Editors", username="mina")
    client.force_login(user)
    return user


def _edit(client, row, **changes) -> None:
    """Change a row as a person does, in its form."""
    page = client.get(address(row))
    response = client.post(address(row), filled(page, **changes) | {"_continue": "1"})
    assert response.status_code == 302, response.context["errors"]


def _deleted(model) -> str:
    return f"/admin/articles/{model._meta.model_name}/deleted/"


def _version_page(row, version) -> str:
    return f"/admin/articles/{row._meta.model_name}/{row.pk}/history/{version.pk}/"


def _oldest(row):
    return history.versions_of(row).last()


def _restore(client, row, version, **data):
    client.get("/admin/")  # reads the messages of what was done before
    row.refresh_from_db()
    data = {"seen_version": row.version} | data
    return client.post(_version_page(row, version), data, follow=True)


def _written(segments) -> str:
    marks = {"same": "%s", "removed": "[-%s-]", "added": "{+%s+}"}
    return "".join(marks[kind] % text for kind, text in segments)


def _told(response) -> list[dict[str, str]]:
    """What each version changed, newest first, with [-removed-] and {+added+}."""
    return [
        {label: _written(segments) for label, segments in step.changes or []}
        for step in response.context["steps"]
    ]


# --- Looking --------------------------------------------------------------------------------


def test_the_history_tells_who_changed_what_word_by_word_newest_first(client, editor):
    article = make_draft(title="Old title", body="<p>First words</p>", outlet=make_outlet("Daily"))
    _edit(client, article, title="New title")
    _edit(client, article, body="<p>Other words</p>", outlet=make_outlet("Weekly").pk)
    response = client.get(address(article, "history"))
    assert _told(response) == [
        {"outlet": "[-Daily-]{+Weekly+}", "text": "[-First -]{+Other +}words"},
        {"title": "[-Old -]{+New +}title", "address": "[-old-]{+new+}-title"},
        {},
    ]
    steps = response.context["steps"]
    assert [step.is_present for step in steps] == [True, False, False]
    assert [step.version.revision.comment for step in steps] == [
        "edited",
        "edited",
        "as it was before the first change here",
    ]
    assert [step.version.revision.user for step in steps] == [editor, editor, None]
    text = text_of(response)
    assert "removed: First" in text
    assert "added: Other" in text
    assert "without an account" in text


def test_why_it_was_changed_is_told_in_the_language_of_the_reader(client, editor):
    item = make_article()
    publishing.withdraw(item, by=editor, reason="Their wish\n100%")
    client.cookies["django_language"] = "ko"
    publishing.publish(item, by=editor)
    said = text_of(client.get(address(item, "history")))
    assert "철회: Their wish" in said and "처음 바꾸기 전의 상태" in said
    assert "withdrawn" not in said and "as it was" not in said
    assert "발행" in text_of(client.get("/admin/"))
    client.cookies["django_language"] = "en"
    said = text_of(client.get(address(item, "history")))
    assert "withdrawn: Their wish 100%" in " ".join(said.split())


def test_the_hour_stands_behind_its_half_of_the_day_in_korean(client, editor):
    item = make_article(published_at=dt.datetime(2026, 5, 18, 1, tzinfo=dt.UTC))
    client.cookies["django_language"] = "ko"
    assert "2026년 5월 18일 오전 10:00" in text_of(client.get(address(item)))


def test_korean_is_compared_word_by_word(client, editor):
    topic = make_topic("repatriation", definition_ko="강제송환은 국제법 위반이다")
    _edit(client, topic, definition_ko="강제송환은 명백한 국제법 위반이다")
    told = _told(client.get(address(topic, "history")))
    assert told[0] == {"definition in Korean": "강제송환은 {+명백한 +}국제법 위반이다"}


def test_the_structure_of_rich_text_is_compared_too(client, editor):
    article = make_draft(body='<p>A</p><p><a href="https://a.example/">B</a></p>')
    _edit(client, article, body='<h2>A</h2><p><a href="https://b.example/">B</a></p>')
    told = _told(client.get(address(article, "history")))
    assert told[0] == {"text": "{+## +}A\nB <https://[-a-]{+b+}.example/>"}


def test_links_topics_and_people_are_added_and_removed_as_wholes(client, editor):
    china, families = make_topic("china"), make_topic("families")
    article = make_draft(topics=[china], link="https://paper.example/one")
    Quoted.objects.create(article=article, person=make_person("Kim A"))
    history.keep_baseline(article)
    with history.recording(by=editor, reason="edited"):
        article.topics.set([families])
        article.links.all().delete()
        ExternalLink.objects.create(article=article, url="https://paper.example/two")
        Quoted.objects.create(article=article, person=make_person("Kim B"), role="Director")
        article.version += 1
        article.save()
    told = _told(client.get(address(article, "history")))
    assert told[0] == {
        "links": "[-Original · https://paper.example/one\n-]{+Original · https://paper.example/two\n+}",
        "topics": "[-China\n-]{+Families\n+}",
        "people quoted": "Kim A\n{+Kim B · Director\n+}",
    }


def test_the_roles_of_a_person_belong_to_the_history(client, editor):
    person = make_person("Hanna Song")
    rows = {
        "roles__TOTAL_FORMS": "1",
        "roles__0__title": "Director",
        "roles__0__start": "2020-01-02",
    }
    _edit(client, person, **rows)
    told = _told(client.get(address(person, "history")))
    assert told[0] == {"roles": "{+Director · 2020-01-02\n+}"}


def test_a_row_without_history_says_what_to_expect(client, editor):
    article = make_draft()
    assert "The first save will stand in this list." in text_of(
        client.get(address(article, "history"))
    )


def test_a_time_is_told_in_seoul(client, editor):
    topic = make_topic()
    history.keep_baseline(topic)
    version = _oldest(topic)
    version.revision.date_created = dt.datetime(2023, 6, 14, 16, 30, tzinfo=dt.UTC)
    version.revision.save()
    assert "June 15, 2023, 1:30 a.m." in text_of(client.get(address(topic, "history")))


def test_long_histories_come_in_pages_that_fit_together(client, editor):
    topic = make_topic(name="0")
    for number in range(1, 31):
        with history.recording(by=editor, reason="edited"):
            topic.name, topic.version = str(number), number + 1
            topic.save()
    first, second = (client.get(address(topic, "history") + f"?page={page}") for page in (1, 2))
    told = [*_told(first), *_told(second)]
    assert [one["name in English"] for one in told[:-1]] == [
        f"[-{number - 1}-]{{+{number}+}}" for number in range(30, 1, -1)
    ]
    assert told[-1] == {}
    assert (len(_told(first)), len(_told(second))) == (25, 5)
    assert [step.is_present for step in second.context["steps"]] == [False] * 5


@pytest.mark.parametrize("make", MAKERS)
def test_long_histories_cost_as_many_queries_as_short_ones(client, editor, make):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(row, "history")).status_code == 200
        return len(captured)

    row = make()
    for _number in range(2):
        _record(row)
    queries()
    few = queries()
    for _number in range(20):
        _record(row)
    assert queries() == few


def _record(row) -> None:
    with history.recording(by=make_user(), reason="edited"):
        history.keep(row)


def test_any_version_can_be_looked_at(client, editor):
    article = make_article(title="Old title", body="<p>Old text</p>", topics=[make_topic("china")])
    _edit(client, article, title="New title", topics=[])
    response = client.get(_version_page(article, _oldest(article)))
    texts = dict(response.context["texts"])
    assert (texts["title"], texts["text"], texts["topics"]) == ("Old title", "Old text", "China")
    assert {label: _written(segments) for label, segments in response.context["changes"]} == {
        "title": "[-New -]{+Old +}title",
        "topics": "{+China\n+}",
    }
    assert "Restore this version" in text_of(response)
    article.refresh_from_db()
    assert article.title == "New title"


def test_a_version_of_another_row_is_not_shown_under_this_one(client, editor):
    one, other = make_draft(), make_draft()
    history.keep_baseline(other)
    assert client.get(_version_page(one, _oldest(other))).status_code == 404
    assert _restore(client, one, _oldest(other)).status_code == 404


# --- Restoring ------------------------------------------------------------------------------


@pytest.mark.parametrize("make", MAKERS)
def test_every_kind_of_row_can_be_restored(client, editor, make):
    row = make()
    history.keep_baseline(row)
    field = next(name for name in ("byline", "place", "credit", "slug") if hasattr(row, name))
    old = getattr(row, field)
    with history.recording(by=editor, reason="edited"):
        publishing.claim(row, seen=row.version)
        setattr(row, field, "changed")
        row.save()
    response = _restore(client, row, _oldest(row))
    assert messages_of(response)[0][0] == "success"
    row.refresh_from_db()
    assert (getattr(row, field), row.version) == (old, 3)
    newest = history.versions_of(row).first()
    assert newest.revision.comment == "restored an earlier version"
    assert newest.revision.user == editor


def test_restoring_brings_back_links_topics_and_people_and_leaves_the_status(client, editor):
    article = make_draft(title="Old", topics=[make_topic("china")], link="https://a.example/old")
    Quoted.objects.create(article=article, person=make_person("Kim A"))
    history.keep_baseline(article)
    article.topics.set([make_topic("families")])
    article.links.all().delete()
    article.quoted.all().delete()
    ExternalLink.objects.create(article=article, url="https://a.example/new")
    publishing.publish(article, by=editor)
    published_at = Article.objects.get().published_at
    _restore(client, article, _oldest(article))
    article = Article.objects.get()
    assert set(article.topics.names()) == {"China"}
    assert {link.url for link in article.links.all()} == {"https://a.example/old"}
    assert {str(quoted) for quoted in article.quoted.all()} == {"Kim A"}
    assert (article.status, article.published_at) == (Status.PUBLISHED, published_at)
    assert article.updated_by == editor


def test_restoring_one_row_leaves_others_of_the_same_save_alone(client, editor):
    one, other = make_topic(name="One"), make_topic(name="Other")
    with history.recording(by=None, reason="imported"):
        history.keep(one)
        history.keep(other)
    Topic.objects.filter(pk=other.pk).update(name="Other, renamed")
    Topic.objects.filter(pk=one.pk).update(name="One, renamed")
    _restore(client, one, _oldest(one))
    assert set(Topic.objects.values_list("name", flat=True)) == {"One", "Other, renamed"}


def test_the_address_that_readers_know_leads_on_after_restoring(client, editor):
    article = make_article(slug="old-address")
    _edit(client, article, slug="new-address")
    Redirect.objects.all().delete()
    _restore(client, article, _oldest(article))
    article.refresh_from_db()
    assert article.slug == "old-address"
    assert {redirect.path for redirect in Redirect.objects.all()} == {
        "/en/coverage/2023/new-address/"
    }


def test_who_looked_at_an_older_state_is_told_and_changes_nothing(client, editor):
    topic = make_topic(name="Old")
    _edit(client, topic, name="New")
    response = _restore(client, topic, _oldest(topic), seen_version=1)
    assert messages_of(response) == [
        ("error", "Somebody has changed it since you opened the page. Look at it again.")
    ]
    assert Topic.objects.get().name == "New"


def test_a_version_that_may_not_be_public_is_not_restored_into_a_public_item(client, editor):
    article = make_draft(outlet=None)
    history.keep_baseline(article)
    article.outlet = make_outlet()
    article.save()
    publishing.publish(article, by=editor)
    response = _restore(client, article, _oldest(article))
    assert messages_of(response) == [
        ("error", "The outlet is missing. Choose one, or add it with the plus sign.")
    ]
    article.refresh_from_db()
    assert (article.outlet_id is None, article.status) == (False, Status.PUBLISHED)
    assert article.links.count() == 1


def test_what_is_missing_is_told_by_its_name(client, editor):
    gone, article = make_outlet("Daily Gone"), make_draft()
    present = article.outlet
    article.outlet = gone
    article.save()
    history.keep_baseline(article)
    history.keep_baseline(gone)
    article.outlet = present
    article.save()
    gone.delete()
    [(level, sentence)] = messages_of(_restore(client, article, _oldest(article)))
    assert level == "error"
    assert "refers to a row that is deleted: outlet “Daily Gone”. Bring that back" in sentence
    article.refresh_from_db()
    assert article.outlet == present
    assert article.links.count() == 1


def test_a_reference_that_deleting_empties_comes_back_empty(client, editor):
    testimony, author = make_testimony(), make_user(username="former")
    article = make_draft(testimony=testimony, created_by=author, updated_by=author)
    history.keep_baseline(article)
    testimony.delete()
    author.delete()
    article.refresh_from_db()
    article.delete()
    version = history.deleted(Article).get()
    client.post(f"{_deleted(Article)}{version.pk}/")
    article = Article.objects.get()
    assert (article.testimony, article.created_by, article.updated_by) == (None, None, editor)


# --- Deleted rows ---------------------------------------------------------------------------


def _delete(client, row) -> None:
    client.post(address(row, "delete"), {"post": "yes"})
    assert not type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("make", MAKERS)
def test_every_kind_of_row_can_be_brought_back(client, editor, make):
    row, kept = make(), make()
    _delete(client, row)
    page = client.get(_deleted(type(row)))
    [version] = page.context["page"].object_list
    assert (version.object_id, version.revision.user) == (str(row.pk), editor)
    assert version.revision.comment == "deleted"
    back = client.post(f"{_deleted(type(row))}{version.pk}/", follow=True)
    assert messages_of(back) == [("success", f"“{row}” is back.")]
    assert set(type(row).objects.all()) == {row, kept}
    assert list(client.get(_deleted(type(row))).context["page"].object_list) == []


def test_a_public_item_comes_back_whole_but_as_a_draft(client, editor):
    article = make_article(title="A story", topics=[make_topic("china")])
    Quoted.objects.create(article=article, person=make_person("Kim A"))
    _delete(client, article)
    version = history.deleted(Article).get()
    shown = client.get(f"{_deleted(Article)}{version.pk}/")
    assert dict(shown.context["texts"])["title"] == "A story"
    client.post(f"{_deleted(Article)}{version.pk}/")
    back = Article.objects.get()
    assert (back.title, back.status, back.published_at) == ("A story", Status.DRAFT, None)
    assert set(back.topics.names()) == {"China"}
    assert {link.url for link in back.links.all()} == {"https://paper.example/story"}
    assert {str(quoted) for quoted in back.quoted.all()} == {"Kim A"}


def test_a_place_that_is_taken_is_told(client, editor):
    topic = make_topic("repatriation")
    _delete(client, topic)
    make_topic("repatriation")
    version = history.deleted(Topic).get()
    client.get("/admin/")
    response = client.post(f"{_deleted(Topic)}{version.pk}/", follow=True)
    [(level, sentence)] = messages_of(response)
    assert level == "error"
    assert "Topic with this Address already exists." in sentence
    assert Topic.objects.count() == 1


def test_where_nothing_is_deleted_the_page_says_so(client, editor):
    assert "Nothing is deleted." in text_of(client.get(_deleted(Outlet)))


def test_the_list_of_deleted_rows_is_paged_at_a_constant_price(client, editor):
    def queries(page: str = "") -> int:
        client.get("/admin/")  # reads the messages of what was done before
        with CaptureQueriesContext(connection) as captured:
            assert client.get(_deleted(Topic) + page).status_code == 200
        return len(captured)

    _delete(client, make_topic())
    queries()
    few = queries()
    for _number in range(29):
        _delete(client, make_topic())
    assert queries() == few
    assert queries("?page=2") == few
    assert len(client.get(_deleted(Topic) + "?page=2").context["page"].object_list) == 5


# --- Who may --------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [Outlet, Person, Topic, Image])
@pytest.mark.parametrize(
    ("role", "may_see", "may_change"),
    [
        ("Editors", True, True),
        ("Moderators", True, False),
        ("Administrators", True, False),
        (None, False, False),
    ],
)
def test_each_role_restores_and_recovers_what_it_may_change(
    client, model, role, may_see, may_change
):
    make = {Outlet: make_outlet, Person: make_person, Topic: make_topic, Image: make_image}[model]
    row, gone = make(), make()
    for kept in (row, gone):
        history.keep_baseline(kept)
    model.objects.filter(pk=gone.pk).delete()
    client.force_login(make_user(role, is_staff=True))
    lost = history.deleted(model).get()
    addresses = (
        address(row, "history"),
        _version_page(row, _oldest(row)),
        _deleted(model),
        f"{_deleted(model)}{lost.pk}/",
    )
    assert {client.get(one).status_code for one in addresses} == {200 if may_see else 403}
    buttons = [
        client.get(one).content.count(b'<button type="submit" class="button') for one in addresses
    ]
    assert any(buttons) == may_change
    data = {"seen_version": row.version}
    for one in (addresses[1], addresses[3]):
        assert client.post(one, data).status_code == (302 if may_change else 403)
    assert model.objects.filter(pk=gone.pk).exists() == may_change
    assert history.versions_of(row).count() == 1 + may_change


def test_whoever_may_not_publish_restores_no_public_item(client):
    testimony = make_testimony(speaker=make_person(), title="Public")
    history.keep_baseline(testimony)
    client.force_login(make_user("Moderators"))
    version = _oldest(testimony)
    assert client.post(_version_page(testimony, version), {"seen_version": 1}).status_code == 403
    testimony.refresh_from_db()
    assert testimony.version == 1


def test_looking_changes_nothing(client, editor):
    assert User.objects.count() == 1
    topic = make_topic()
    history.keep_baseline(topic)
    for page in (address(topic, "history"), _version_page(topic, _oldest(topic)), _deleted(Topic)):
        assert client.get(page).status_code == 200
        assert client.head(page).status_code == 200
    assert history.versions_of(topic).count() == 1
    assert client.post(_deleted(Topic)).status_code == 405
    assert client.post(address(topic, "history")).status_code == 405
