"""A draft of a case that no second moderator has approved is nowhere but on the page of its case."""

import io
import json
from contextlib import suppress

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from articles import history, publishing
from articles.choices import LinkHealth, SubmissionState
from articles.models import ExternalLink, Submission, Testimony
from articles.search.upkeep import rebuild
from articles.submissions import redaction
from tests.articles.admin.pages import filled, text_of
from tests.cases import accepted, client_of, in_redaction, make_moderator, sent_back, values
from tests.factories import make_article, make_topic, make_user
from tests.staff import StaffClient

pytestmark = pytest.mark.django_db

#: What is looked for in the pages, and what is asked of their boxes.
CANARY, ASKED = "zebracanary", "okapi"
TEXTS = {
    "content_note": f"Note {ASKED} {CANARY}",
    "summary": f"Summary {ASKED} {CANARY}",
    "body": f"<p>Body {ASKED} {CANARY}</p>",
    "place": f"Place {ASKED} {CANARY}",
    "alias": f"Alias {ASKED} {CANARY}",
}
ROLES = ("Editors", "Moderators", "Administrators")


class House:
    """A draft that was never public, and one that was, was taken back and is written anew."""

    def __init__(self):
        self.case, _writer = in_redaction(title=f"Title {CANARY}", **TEXTS)
        self.fresh = self.case.draft
        self.back, second = accepted(title="A witness of winter", **TEXTS)
        draft = self.back.draft
        editor = make_user("Editors")
        self.topic = make_topic(name="Hunger")
        draft.topics.add(self.topic)
        self.link = ExternalLink.objects.create(
            testimony=draft,
            url="https://paper.example/told",
            label=CANARY,
            health=LinkHealth.MOVED,
            moved_to="https://paper.example/there",
        )
        publishing.publish(draft, by=editor)
        self.other = publishing.translate(draft, by=editor)
        self.other.title = f"다른 말 {CANARY}"
        self.other.save()
        self.article = make_article(testimony=draft)
        sent_back(self.back, second)
        redaction.save(
            self.back,
            by=second,
            seen=self.back.draft.version,
            values=values(title=f"Written anew {CANARY}", **TEXTS),
        )
        self.again = Testimony.objects.get(pk=self.back.draft_id)
        self.hidden = (self.fresh, self.again, self.other)


@pytest.fixture
def house():
    return House()


def addresses(patterns, space: str = ""):
    """(name, names of the arguments) of every address."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, inner)
        elif pattern.name:
            yield f"{space}{pattern.name}", set(pattern.pattern.converters)


def staff_addresses(house: House):
    """Every address of the staff, asked about whatever could tell of a hidden draft."""
    rows = {"article": [house.article], "topic": [house.topic], "externallink": [house.link]}
    for name, wanted in addresses(get_resolver().url_patterns):
        if not name.startswith("admin:") or name in {"admin:logout", "admin:app_list"}:
            continue
        model = name.removeprefix("admin:articles_").split("_")[0]
        if not wanted:
            yield reverse(name)
        elif wanted == {"object_id"}:
            about = [house.back, house.case] if model == "submission" else house.hidden
            for row in rows.get(model, about):
                with suppress(NoReverseMatch):  # of a model with another kind of key
                    yield reverse(name, args=[row.pk])
        elif wanted == {"object_id", "version_id"} and model == "testimony":
            for version in history.versions_of(house.again):
                yield reverse(name, args=[house.again.pk, version.pk])


def queries():
    """Lists and boxes in which somebody looks for it."""
    for model in apps.get_app_config("articles").get_models():
        if admin.site.is_registered(model):
            name = f"articles_{model._meta.model_name}_changelist"
            try:
                yield reverse(f"admin:{name}") + f"?q={ASKED}"
            except Exception:  # noqa: S112 - a model without a list
                continue
    asked = "app_label=articles&model_name=article&field_name=testimony"
    yield reverse("admin:autocomplete") + f"?{asked}&term={ASKED}"
    yield reverse("admin:autocomplete") + f"?{asked}&term="
    for value in ("my-drafts", "in-review", "scheduled", "one-language"):
        yield reverse("admin:articles_testimony_changelist") + f"?waiting={value}"


@pytest.mark.parametrize("role", ROLES)
def test_no_page_of_the_staff_shows_it(house, role):
    client = StaffClient()
    client.force_login(make_user(role))
    pages = [*staff_addresses(house), *queries()]
    assert len(pages) > 80
    shown = []
    for page in pages:
        answer = client.get(page, follow=True)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if CANARY in text.decode(errors="replace"):
            shown.append(page)
    assert shown == []


@pytest.mark.parametrize("role", ROLES)
def test_no_button_of_the_staff_reaches_it(house, role):
    client = StaffClient()
    client.force_login(make_user(role))
    before = list(Testimony.objects.order_by("pk").values())
    for draft in house.hidden:
        for page in ("change", "translate", "delete", "history", "preview"):
            address = reverse(f"admin:articles_testimony_{page}", args=[draft.pk])
            answer = client.post(address, {"title": "Changed", "post": "yes"}, follow=True)
            assert CANARY not in answer.content.decode()
    actions = [f"act_{verb}" for verb in ("review", "draft", "publish", "schedule", "withdraw")]
    for action in (*actions, "delete_selected"):
        sent = {"action": action, "_selected_action": [draft.pk for draft in house.hidden]}
        client.post(reverse("admin:articles_testimony_changelist"), sent | {"post": "yes"})
    assert list(Testimony.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("role", ROLES)
def test_the_way_to_the_page_of_readers_does_not_tell_that_there_is_one(house, role):
    client = StaffClient()
    client.force_login(make_user(role))
    rows = [house.article, house.topic, house.case, make_user(), *house.hidden]
    kinds = ContentType.objects.get_for_models(*(type(row) for row in rows))
    told = [
        client.get(reverse("admin:view_on_site", args=[kinds[type(row)].pk, row.pk])).status_code
        for row in rows
    ]
    assert told == [302, 302, *[404] * (len(rows) - 2)]


def test_its_own_page_shows_it_to_a_moderator_who_opened_the_case(house):
    """The canary would be found: the other tests look for the right thing."""
    client = client_of(make_moderator(house.case), house.case)
    page = client.get(reverse("admin:articles_submission_redact", args=[house.case.pk]))
    assert page.content.decode().count(CANARY) > len(TEXTS)


def test_no_page_for_readers_and_no_program_gets_it(house):
    client, shown = Client(), []
    pages = [
        *(f"/{language}/{page}" for language in ("en", "ko") for page in PAGES),
        *(draft.get_absolute_url() for draft in house.hidden),
        *(f"/t/{draft.short_key}/" for draft in house.hidden),
        *(f"/api/v1/{page}" for page in ("testimonies", "articles", "topics")),
        *(f"/api/v1/testimonies/{draft.translation_key}" for draft in house.hidden),
        "/sitemap.xml",
        house.article.get_absolute_url(),
    ]
    for page in pages:
        answer = client.get(page, follow=True)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if CANARY in text.decode():
            shown.append(page)
    assert shown == []


PAGES = (
    "",
    "testimonies/",
    "testimonies/feed/",
    "coverage/",
    "topics/hunger/",
    "topics/hunger/feed/",
    f"search/?q={ASKED}",
    "search/?q=winter",
)


def test_no_export_has_it(house, tmp_path):
    for options in ([], ["--csv"]):
        file = tmp_path / f"out{len(options)}.jsonl"
        call_command("export_coverage", str(file), *options, stdout=io.StringIO())
        assert CANARY not in file.read_text()
    records = [json.loads(line) for line in (tmp_path / "out0.jsonl").read_text().splitlines()]
    articles = [record for record in records if record["type"] == "article"]
    assert [article["testimony"] for article in articles] == [None]
    assert not [record for record in records if record["type"] == "testimony"]


def test_repairing_the_index_does_not_put_it_there(house):
    rebuild()
    for draft in house.hidden:
        assert CANARY not in draft.search_entry.title + draft.search_entry.body


def test_an_article_that_covers_it_keeps_it_and_does_not_tell_its_title(house, client):
    client.force_login(make_user("Editors"))
    address = reverse("admin:articles_article_change", args=[house.article.pk])
    page = client.get(address)
    assert "(a testimony that is being redacted)" in text_of(page)
    client.post(address, filled(page, summary="Written anew."))
    house.article.refresh_from_db()
    assert (house.article.summary, house.article.testimony) == ("Written anew.", house.again)
    page = client.get(address)
    client.post(address, filled(page, testimony=str(house.fresh.pk)))
    house.article.refresh_from_db()
    assert house.article.testimony == house.again


@pytest.mark.parametrize("state", [state for state in SubmissionState if state != "erased"])
def test_editors_have_it_once_its_case_is_accepted_and_in_no_other_state(state):
    case, _writer = in_redaction(title="Hidden?")
    Submission.objects.filter(pk=case.pk).update(state=state)
    client = StaffClient()
    client.force_login(make_user("Editors"))
    page = client.get(reverse("admin:articles_testimony_changelist"))
    assert ("Hidden?" in text_of(page)) == (state == SubmissionState.ACCEPTED)


def test_once_approved_it_is_found_by_its_words():
    case, _second = accepted(title="A witness of hunger")
    client = StaffClient()
    client.force_login(make_user("Editors"))
    page = client.get(reverse("admin:articles_testimony_changelist") + "?q=hungry+witness")
    page = client.get(reverse("admin:articles_testimony_changelist") + "?q=hunger+witness")
    assert "A witness of hunger" in text_of(page)
    assert case.draft.slug == "a-witness-of-hunger"


def test_what_is_made_of_a_case_is_not_deleted_here_so_that_no_history_outlives_the_case():
    case, _second = accepted()
    client = StaffClient()
    client.force_login(make_user("Editors"))
    address = reverse("admin:articles_testimony_delete", args=[case.draft_id])
    assert client.post(address, {"post": "yes"}).status_code == 403
    listed = reverse("admin:articles_testimony_changelist")
    sent = {"action": "delete_selected", "_selected_action": [case.draft_id], "post": "yes"}
    client.post(listed, sent)
    assert Testimony.objects.filter(pk=case.draft_id).exists()
