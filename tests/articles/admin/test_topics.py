"""Topics, outlets and people: no second one under another spelling."""

import json
import unicodedata

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import history
from articles.models import Outlet, Person, Topic
from tests.articles.admin.pages import (
    address,
    buttons_of,
    errors_of,
    filled,
    list_of,
    messages_of,
    text_of,
)
from tests.factories import (
    make_article,
    make_outlet,
    make_person,
    make_testimony,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db

NEW = reverse("admin:articles_topic_add")


@pytest.fixture
def editor(client):
    user = make_user("Editors")
    client.force_login(user)
    return user


@pytest.fixture
def repatriation():
    return make_topic(
        "repatriation",
        name_ko="강제송환",
        synonyms="forced return\n강제북송",
        definition="Sent back.",
    )


def _add(client, where=NEW, **data):
    """What a person gets who fills in the empty form."""
    return client.post(where, filled(client.get(where)) | {"_save": "Save"} | data)


# --- Near-duplicates ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "repatriation"}, "There is already a topic “Repatriation (강제송환)”."),
        ({"name": "Re-Patriations"}, "There is already a topic “Repatriation (강제송환)”."),
        ({"name": "Repatration"}, "There is already a topic “Repatriation (강제송환)”."),
        ({"name": "Sent home", "name_ko": "강제 송환"}, "There is already a topic “Repatriation (강제송환)”."),
        (
            {"name": "x", "name_ko": unicodedata.normalize("NFD", "강제송환")},
            "There is already a topic “Repatriation (강제송환)”.",
        ),
        (
            {"name": "Forced Returns"},
            "There is already a topic “Repatriation (강제송환)”, which is also found as “forced return”.",
        ),
        (
            {"name": "x", "name_ko": "강제북송"},
            "There is already a topic “Repatriation (강제송환)”, which is also found as “강제북송”.",
        ),
    ],
)  # fmt: skip
def test_a_near_duplicate_is_not_saved_but_the_known_topic_is_offered(
    client, editor, repatriation, typed, sentence
):
    make_topic("deportation")
    response = _add(client, **typed, definition="Typed with care")
    assert sentence in errors_of(response)["__all__"]
    assert {"_use", "_as_new"} <= buttons_of(response)
    assert "Use “Repatriation (강제송환)”" in text_of(response)
    assert "Typed with care" in response.content.decode()
    assert Topic.objects.count() == 2


def test_the_enter_key_saves_and_takes_no_offer(client, editor, repatriation):
    html = _add(client, name="repatriations").content.decode()
    form = html[html.index('id="topic_form"') :]
    assert form.index('name="_save"') < form.index('name="_use"')


def test_another_name_is_saved_at_once(client, editor, repatriation):
    response = _add(client, name="Deportation", name_ko="추방")
    assert response.status_code == 302
    topic = Topic.objects.get(slug="deportation")
    assert (topic.name, topic.name_ko) == ("Deportation", "추방")
    assert [version.revision.comment for version in history.versions_of(topic)] == ["started"]


def test_the_editor_may_insist(client, editor, repatriation):
    response = _add(client, name="Forced returns", _as_new="1")
    assert response.status_code == 302
    assert set(Topic.objects.values_list("name", flat=True)) == {"Repatriation", "Forced returns"}


def test_the_very_same_name_is_refused_even_then(client, editor, repatriation):
    response = _add(client, name="Repatriation", _as_new="1")
    assert set(errors_of(response)) == {"name"}
    assert Topic.objects.count() == 1


def test_taking_the_offer_opens_the_known_topic(client, editor, repatriation):
    response = client.post(NEW, {"name": "repatriations", "_use": repatriation.pk})
    assert (response.status_code, response["Location"]) == (302, address(repatriation))
    assert Topic.objects.count() == 1


def test_taking_the_offer_in_a_popup_picks_the_known_topic(client, editor, repatriation):
    popup = NEW + "?_popup=1"
    offer = _add(client, popup, name="Forced return")
    data = filled(offer) | {"_use": repatriation.pk}
    assert data["_popup"] == ["1"]
    response = client.post(popup, data)
    picked = json.loads(response.context["popup_response_data"])
    assert picked == {"value": str(repatriation.pk), "obj": "Repatriation (강제송환)"}
    assert Topic.objects.count() == 1


@pytest.mark.parametrize("key", ["0", "x", "", "٣", "9" * 30])
def test_an_offer_that_was_never_made_leads_nowhere(client, editor, key):
    assert client.post(NEW, {"_use": key}).status_code == 404


def test_taking_an_offer_needs_the_right_to_add(client, repatriation):
    client.force_login(make_user("Moderators"))
    assert client.post(NEW, {"_use": repatriation.pk}).status_code == 403


def test_a_known_topic_may_be_saved_under_its_own_name(client, editor, repatriation):
    page = client.get(address(repatriation))
    response = client.post(address(repatriation), filled(page, definition="New") | {"_save": "1"})
    assert response.status_code == 302
    repatriation.refresh_from_db()
    assert (repatriation.definition, repatriation.version) == ("New", 2)


# --- Synonyms -------------------------------------------------------------------------------


def test_a_synonym_belongs_to_one_topic(client, editor, repatriation):
    response = _add(client, name="Deportation", synonyms="Forced Return\n추방\n강제송환")
    assert errors_of(response)["synonyms"] == [
        "“Forced Return” belongs to the topic “Repatriation (강제송환)” already. Take it out here.",
        "“강제송환” belongs to the topic “Repatriation (강제송환)” already. Take it out here.",
    ]
    assert Topic.objects.count() == 1


def test_synonyms_are_kept_one_a_line_composed_and_once(client, editor):
    decomposed = unicodedata.normalize("NFD", "북송")
    _add(
        client,
        name="Repatriation",
        synonyms=f" sent back \r\n\r\nsent back\r\n{decomposed}\r\n북송",
    )
    assert Topic.objects.get().terms == ("Repatriation", "sent back", "북송")


# --- Lists ----------------------------------------------------------------------------------


def _found(client, model, **query) -> set[str]:
    rows = client.get(list_of(model), query).context["cl"].result_list
    return {row.name for row in rows}


@pytest.mark.parametrize("words", ["REPATRIATION", "강제송", "forced ret", "북송"])
def test_topics_are_found_by_all_their_words(client, editor, repatriation, words):
    make_topic("families", synonyms="relatives")
    assert _found(client, Topic, q=words) == {"Repatriation"}


def test_the_list_counts_articles_and_testimonies_apart(client, editor, repatriation):
    make_topic("families")
    for _number in range(3):
        make_article(topics=[repatriation])
    for _number in range(2):
        make_testimony(topics=[repatriation])
    rows = client.get(list_of(Topic)).context["cl"].result_list
    assert {(row.slug, row.articles_number, row.testimonies_number) for row in rows} == {
        ("repatriation", 3, 2),
        ("families", 0, 0),
    }


@pytest.mark.parametrize(
    ("model", "make"), [(Topic, make_topic), (Outlet, make_outlet), (Person, make_person)]
)
def test_fifty_rows_cost_what_one_costs(client, editor, model, make):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(list_of(model)).status_code == 200
        return len(captured)

    make()
    queries()
    few = queries()
    for _number in range(49):
        make()
    assert queries() == few


# --- Outlets --------------------------------------------------------------------------------


def test_outlets_are_found_by_all_their_names_also_while_typing(client, editor):
    make_outlet(
        "Korea JoongAng Daily", name_ko="코리아중앙데일리", aliases="KJD", domains="kjd.example"
    )
    make_outlet("Daily NK")
    for words in ("joongang", "중앙", "kjd", "kjd.example"):
        assert _found(client, Outlet, q=words) == {"Korea JoongAng Daily"}
        answer = client.get(
            reverse("admin:autocomplete"),
            {
                "app_label": "articles",
                "model_name": "article",
                "field_name": "outlet",
                "term": words,
            },
        )
        assert [found["text"] for found in answer.json()["results"]] == [
            "Korea JoongAng Daily (코리아중앙데일리)"
        ]


def test_a_known_outlet_is_offered_by_its_other_names(client, editor):
    make_outlet("Korea JoongAng Daily", aliases="KJD")
    where = reverse("admin:articles_outlet_add")
    assert errors_of(_add(client, where, name="k.j.d."))["__all__"] == [
        "There is already an outlet “Korea JoongAng Daily”, which is also known as “KJD”."
    ]
    assert errors_of(_add(client, where, name="Korea Joongang Dayly"))["__all__"] == [
        "There is already an outlet “Korea JoongAng Daily”."
    ]
    assert Outlet.objects.count() == 1


@pytest.mark.parametrize(
    "line",
    ["https://paper.example", "paper.example/news", "paper", "a b.example", "-a.example", "a@b.example"],
)  # fmt: skip
def test_what_is_no_host_name_is_refused_by_naming_it(client, editor, line):
    where = reverse("admin:articles_outlet_add")
    response = _add(client, where, name="Paper", domains=f"good.example\n{line}")
    assert errors_of(response)["domains"] == [
        f"“{line}” is not a domain. Write only the host name, for example example.org."
    ]
    assert not Outlet.objects.exists()


def test_domains_are_kept_in_small_letters_and_codes_chosen_by_name(client, editor):
    where = reverse("admin:articles_outlet_add")
    assert "South Korea" in client.get(where).content.decode()
    korean = client.get(where, headers={"accept-language": "ko"}).content.decode()
    assert "대한민국" in korean
    response = _add(
        client,
        where,
        name="Paper",
        domains="Paper.Example\nhangul.한국\npaper.example",
        country="KR",
        language="ko",
    )
    assert response.status_code == 302
    outlet = Outlet.objects.get()
    assert (outlet.domains, outlet.country, outlet.language) == (
        "paper.example\nhangul.한국",
        "KR",
        "ko",
    )


def test_an_unknown_country_is_refused(client, editor):
    response = _add(client, reverse("admin:articles_outlet_add"), name="Paper", country="XX1")
    assert set(errors_of(response)) == {"country"}


@pytest.mark.parametrize(("model", "make"), [(Outlet, make_outlet), (Person, make_person)])
def test_proposed_rows_are_listed_and_confirmed_together(client, editor, model, make):
    make("Known")
    first, second, third = (make(name, is_proposed=True) for name in ("One", "Two", "Three"))
    assert _found(client, model, is_proposed__exact="1") == {"One", "Two", "Three"}
    data = {"action": "confirm", "_selected_action": [first.pk, second.pk]}
    response = client.post(list_of(model), data, follow=True)
    assert messages_of(response) == [("success", "2 rows were confirmed.")]
    assert set(model.objects.filter(is_proposed=True)) == {third}
    comments = [version.revision.comment for version in history.versions_of(first)]
    assert comments[0] == "confirmed"


@pytest.mark.parametrize(("model", "make"), [(Outlet, make_outlet), (Person, make_person)])
def test_who_may_only_look_confirms_nothing(client, model, make):
    row = make(is_proposed=True)
    client.force_login(make_user("Moderators"))
    client.post(list_of(model), {"action": "confirm", "_selected_action": [row.pk]})
    assert model.objects.get().is_proposed


# --- People ---------------------------------------------------------------------------------


def test_a_person_is_kept_with_dated_roles(client, editor):
    where = reverse("admin:articles_person_add")
    role = {
        "roles-TOTAL_FORMS": "1",
        "roles-0-title": "Director",
        "roles-0-title_ko": "소장",
        "roles-0-start": "2020-01-01",
        "roles-0-end": "2022-12-31",
    }
    assert _add(client, where, name="Hanna Song", name_ko="송한나", **role).status_code == 302
    person = Person.objects.get()
    told = {(str(role.start), str(role.end), role.title_in("ko")) for role in person.roles.all()}
    assert told == {("2020-01-01", "2022-12-31", "소장")}
    again = _add(client, where, name="Hanna song")
    assert errors_of(again)["__all__"] == ["“Hanna Song (송한나)” is already among the people."]


def test_a_role_that_ends_before_it_starts_is_refused(client, editor):
    role = {
        "roles-TOTAL_FORMS": "1",
        "roles-0-title": "Director",
        "roles-0-start": "2022-01-01",
        "roles-0-end": "2020-01-01",
    }
    response = _add(client, reverse("admin:articles_person_add"), name="Hanna Song", **role)
    assert "The role ends before it starts. Check the two dates." in text_of(response)
    assert not Person.objects.exists()
