"""The pages of the moderators' keys and of sealing again, asked as a browser would, and otherwise."""

import datetime as dt
import json
import re

import pyrage
import pytest
from django.urls import reverse

from articles.admin import sealing_again as pages
from articles.choices import AuditEvent
from articles.demo.keys import KEYS
from articles.models import AuditEntry, ModeratorKey
from articles.models.keys import today
from articles.submissions import parts, sealing
from tests.articles.admin.pages import messages_of, text_of
from tests.cases import client_of
from tests.factories import make_moderator_key, make_recovery_key, make_user
from tests.sealed_cases import make_sealed_case

pytestmark = pytest.mark.django_db
KEY = KEYS[0]
SECRET = str(pyrage.x25519.Identity.generate())


def address(page: str, *args) -> str:
    return reverse(f"admin:articles_moderatorkey_{page}", args=args)


def levels(page) -> list[str]:
    return [level for level, _text in messages_of(page)]


# --- Making and changing --------------------------------------------------------------------


def test_a_moderator_makes_a_key_and_changes_its_passphrase():
    user = make_user("Moderators")
    client = client_of(user)
    # As a form sends it: every line break as two characters.
    sent = KEY | {"wrapped": KEY["wrapped"].replace("\n", "\r\n")}
    page = client.post(address("add"), sent, follow=True)
    assert levels(page) == ["success"]
    key = ModeratorKey.objects.get()
    assert (key.user, key.recipient, key.wrapped) == (user, KEY["recipient"], KEY["wrapped"])
    answer = client.get(address("copy"))
    assert answer.content.decode() == KEY["wrapped"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]

    other = {"old": key.wrapped, "new": KEYS[1]["wrapped"]}
    assert levels(client.post(address("passphrase"), other, follow=True)) == ["success"]
    assert levels(client.post(address("passphrase"), other, follow=True)) == ["error"]
    assert levels(client.post(address("add"), KEYS[1], follow=True)) == ["error"]
    assert ModeratorKey.objects.get().wrapped == KEYS[1]["wrapped"]
    events = AuditEntry.objects.filter(kind="articles.moderatorkey").order_by("number")
    assert [entry.event for entry in events] == [AuditEvent.KEY_ADDED, AuditEvent.KEY_REWRAPPED]


@pytest.mark.parametrize(
    "sent",
    [
        KEY | {"wrapped": SECRET},
        KEY | {"recipient": SECRET},
        KEY | {"passphrase": SECRET.lower()},
        KEY | {SECRET: "x"},
        KEY | {"note": " ".join(SECRET)},
    ],
)
def test_a_private_half_in_any_field_is_neither_kept_nor_repeated(sent):
    client = client_of(make_user("Moderators"))
    page = client.post(address("add"), sent, follow=True)
    assert levels(page) == ["error"]
    assert "do not use this key any more" in text_of(page)
    assert SECRET not in page.content.decode()
    assert not ModeratorKey.objects.exists()
    assert SECRET not in json.dumps(dict(client.session.items()))


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"recipient": KEY["recipient"]},
        KEY | {"recipient": f"{KEY['recipient']}\n"},
        KEY | {"wrapped": KEY["wrapped"] * 2},
        KEY | {"wrapped": f"text before\n{KEY['wrapped']}"},
    ],
)
def test_what_is_no_wrapped_key_is_refused(sent):
    client = client_of(make_user("Moderators"))
    assert levels(client.post(address("add"), sent, follow=True)) == ["error"]
    assert not ModeratorKey.objects.exists()


def test_no_browser_offers_to_store_a_passphrase_or_a_private_half(case):
    """It heeds no "off" in a field of a password, but stores no one-time codes."""
    user = case.keys.first().user
    client = client_of(user)
    pages = [address("passphrase"), address("seal_again")]
    pages.append(reverse("admin:articles_submission_change", args=[case.pk]))
    client.post(reverse("admin:articles_submission_open", args=[case.pk]), {"reason": "triage"})
    shown = [client.get(page).content.decode() for page in pages]
    shown.append(client_of(make_user("Moderators")).get(address("add")).content.decode())
    fields = [re.findall(r'<input type="password"[^>]*>', page) for page in shown]
    assert [len(found) for found in fields] == [3, 2, 2, 3]
    assert all('autocomplete="one-time-code"' in field for found in fields for field in found)


def test_nobody_gets_at_somebody_elses_key():
    key, _identity = make_moderator_key()
    client = client_of(make_user("Moderators"))
    assert client.get(address("copy")).status_code == 404
    sent = {"old": key.wrapped, "new": KEY["wrapped"]}
    assert client.post(address("passphrase"), sent)["Location"] == address("changelist")
    key.refresh_from_db()
    assert key.wrapped != KEY["wrapped"]
    assert key.wrapped not in client.get(address("changelist")).content.decode()


# --- Retiring -------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["Moderators", "Administrators"])
def test_somebody_elses_key_is_retired_after_a_page_that_says_what_follows(role):
    make_recovery_key()
    key, _identity = make_moderator_key()
    make_moderator_key()
    make_sealed_case()
    client = client_of(make_user(role))
    assert "door" in text_of(client.get(address("retire", key.pk)))
    page = client.post(address("retire", key.pk), follow=True)
    assert levels(page) == ["success"]
    key.refresh_from_db()
    assert key.retired_on == today()
    assert levels(client.post(address("retire", key.pk), follow=True)) == ["error"]


@pytest.mark.parametrize("role", ["Moderators", "Administrators"])
def test_a_new_key_is_told_on_the_first_page_to_everybody_but_its_owner(role):
    (key, _identity), label = make_moderator_key(), "Made within 14 days: ask their owners"

    def told(user) -> list[str]:
        page = text_of(client_of(user).get(reverse("admin:index")))
        return re.findall(rf"(\d+)\s+{label}", page)

    colleague = make_user(role)
    assert (told(colleague), told(key.user)) == (["1"], ["0"])
    ModeratorKey.objects.update(made_on=today() - dt.timedelta(days=14))
    assert told(colleague) == ["0"]
    assert label not in text_of(client_of(make_user("Editors")).get(reverse("admin:index")))


# --- Sealing again --------------------------------------------------------------------------


@pytest.fixture
def case():
    """A case that is sealed to others than those who have a key now."""
    make_recovery_key()
    for _ in "12":
        make_moderator_key()
    case = make_sealed_case()
    make_moderator_key()
    return case


def permit_of(client, case) -> str:
    return client.post(address("seal_begin", case.pk)).json()["permit"]


def test_a_part_comes_and_goes_with_a_permit_of_ones_own_for_this_case_only(case, monkeypatch):
    client, other = (client_of(make_user("Moderators")) for _ in "12")
    permit, theirs = permit_of(client, case), permit_of(other, case)
    elsewhere = permit_of(client, make_sealed_case())
    there = address("seal_part", case.pk, "text")
    for wrong in ("", "x", permit[:-1], theirs, elsewhere):
        assert client.get(there, headers={"x-permit": wrong}).status_code == 403, wrong
        assert client.post(there, headers={"x-permit": wrong}).status_code == 403, wrong
        finish = address("seal_finish", case.pk)
        assert client.post(finish, headers={"x-permit": wrong}).status_code == 403
    answer = client.get(there, headers={"x-permit": permit})
    assert b"".join(answer.streaming_content) == bytes(case.sealed)
    monkeypatch.setattr(pages, "PERMITTED", -1)
    assert client.get(there, headers={"x-permit": permit}).status_code == 403


def test_what_another_tab_has_sealed_meanwhile_is_not_overwritten(case):
    client = client_of(make_user("Moderators"))
    headers = {"x-permit": permit_of(client, case), "x-mark": sealing.audience().mark}
    part = parts.find(case, "text")
    there, kind = address("seal_part", case.pk, "text"), "application/octet-stream"
    to = [sealing.as_recipient(text) for text in sealing.audience().recipients]
    size = sealing.TEXT_SIZES[0]

    def put(tag: str, text: bytes):
        return client.post(there, pyrage.encrypt(text, to), kind, headers=headers | {"x-tag": tag})

    first = put(part.tag, b"1".ljust(size))
    assert first.status_code == 200
    assert put(part.tag, b"2".ljust(size)).status_code == 409
    assert parts.find(case, "text").tag == first.json()["tag"]
    assert put(first.json()["tag"], b"3" * (size + 1)).status_code == 400
    plain = client.post(there, b"plain", kind, headers=headers | {"x-tag": first.json()["tag"]})
    assert plain.status_code == 400
    sent = json.dumps({"text": first.json()["tag"]})
    finish = address("seal_finish", case.pk)
    assert client.post(finish, sent, "application/json", headers=headers).status_code == 409
    assert set(case.keys.all()) != set(ModeratorKey.objects.active())


def test_nothing_is_overwritten_where_nothing_has_to_be_sealed_again():
    make_recovery_key()
    (key, _identity), _other = make_moderator_key(), make_moderator_key()
    case = make_sealed_case()
    client = client_of(key.user)
    headers = {"x-permit": permit_of(client, case), "x-mark": sealing.audience().mark}
    to = [sealing.as_recipient(text) for text in sealing.audience().recipients]
    lost = pyrage.encrypt(bytes(sealing.TEXT_SIZES[0]), to)
    answer = client.post(
        address("seal_part", case.pk, "text"),
        lost,
        "application/octet-stream",
        headers=headers | {"x-tag": parts.find(case, "text").tag},
    )
    assert answer.status_code == 409
    case.refresh_from_db()
    assert bytes(case.sealed) != lost
    finish, deep = address("seal_finish", case.pk), "[" * 100_000
    assert client.post(finish, deep, "application/json", headers=headers).status_code == 409
