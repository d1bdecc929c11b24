import datetime as dt

import pytest

from articles.choices import Status
from articles.models import Testimony
from tests.articles.admin.pages import address, errors_of, filled
from tests.factories import make_person, make_testimony, make_topic, make_user

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/testimony/add/"


@pytest.fixture
def editor(client):
    user = make_user("Editors")
    client.force_login(user)
    return user


def _post_new(client, button="_save", **typed):
    values = {"language": "en", "title": "What was said", "summary": "Text"} | typed
    return client.post(ADD, filled(client.get(ADD), **values) | {button: "1"})


def test_a_statement_is_stored_with_its_links_and_topics(client, editor):
    person, topic = make_person("Hanna Song"), make_topic("repatriation")
    response = _post_new(
        client,
        kind="statement",
        forum="A commission",
        place="Washington",
        date="2023-06-13",
        speaker=person.pk,
        topics=[topic.pk],
        links__TOTAL_FORMS="1",
        links__0__kind="document",
        links__0__url="https://commission.example/statement",
    )
    assert response.status_code == 302, errors_of(response)
    testimony = Testimony.objects.get()
    assert (testimony.forum, testimony.speaker, testimony.created_by) == (
        "A commission",
        person,
        editor,
    )
    assert list(testimony.topics.all()) == [topic]
    assert [(link.kind, link.url) for link in testimony.links.all()] == [
        ("document", "https://commission.example/statement")
    ]


@pytest.mark.parametrize(
    ("precision", "stored"),
    [
        ("day", dt.date(2019, 11, 23)),
        ("month", dt.date(2019, 11, 1)),
        ("season", dt.date(2019, 9, 1)),
        ("year", dt.date(2019, 1, 1)),
    ],
)
def test_a_date_is_stored_no_more_exactly_than_it_may_be_told(client, editor, precision, stored):
    _post_new(client, kind="witness", alias="Mi-ran", date="2019-11-23", date_precision=precision)
    assert Testimony.objects.get().date == stored


@pytest.mark.parametrize(
    ("kind", "alias", "named", "sentence"),
    [
        ("witness", "", True, "A witness is never named."),
        ("statement", "Mi-ran", True, "Give a speaker or an alias, not both."),
    ],
)
def test_a_witness_is_never_named(client, editor, kind, alias, named, sentence):
    person = make_person("Hanna Song")
    response = _post_new(client, kind=kind, alias=alias, speaker=person.pk if named else "")
    assert any(sentence in told for told in errors_of(response)["__all__"])
    assert filled(response)["speaker"] == [str(person.pk)]
    assert not Testimony.objects.exists()


@pytest.mark.parametrize(("kind", "field"), [("statement", "speaker"), ("witness", "alias")])
def test_publishing_wants_to_know_who_speaks(client, editor, kind, field):
    response = _post_new(client, button="_publish", kind=kind)
    assert set(errors_of(response)) == {field}
    assert not Testimony.objects.exists()


def test_a_public_testimony_cannot_lose_its_speaker(client, editor):
    testimony = make_testimony(speaker=make_person())
    page = client.get(address(testimony))
    response = client.post(address(testimony), filled(page, speaker="") | {"_save": "1"})
    assert set(errors_of(response)) == {"speaker"}


def test_a_moderator_writes_a_draft_and_an_editor_publishes_it(client):
    moderator = make_user("Moderators")
    client.force_login(moderator)
    _post_new(client, kind="witness", alias="Mi-ran", date="2019-11-23", date_precision="year")
    testimony = Testimony.objects.get()
    assert (testimony.status, testimony.created_by) == (Status.DRAFT, moderator)
    page = client.get(address(testimony))
    client.post(address(testimony), filled(page, title="Better") | {"_review": "1"})
    testimony.refresh_from_db()
    assert (testimony.status, testimony.title) == (Status.IN_REVIEW, "Better")
    client.force_login(make_user("Editors"))
    client.post(address(testimony), filled(client.get(address(testimony))) | {"_publish": "1"})
    testimony.refresh_from_db()
    assert testimony.is_visible


def test_a_moderator_does_not_change_what_is_public(client):
    client.force_login(make_user("Editors"))
    testimony = make_testimony(speaker=make_person(), title="Old")
    data = filled(client.get(address(testimony)), title="New")
    client.force_login(make_user("Moderators"))
    assert client.get(address(testimony)).status_code == 200
    assert client.post(address(testimony), data | {"_save": "1"}).status_code == 403
    testimony.refresh_from_db()
    assert testimony.title == "Old"
