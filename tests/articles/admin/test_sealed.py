"""What goes in and out of a sealed case: to whom, as what, and that it is ciphertext alone."""

import io
import uuid
import zipfile

import pyrage
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from articles.choices import AuditEvent, Sender
from articles.models import AuditEntry, SealedFile, SealedMessage, SealedNote
from articles.models.keys import today
from articles.submissions import parts, sealing
from tests.factories import make_moderator_key, make_recovery_key, make_submission, make_user
from tests.staff import StaffClient

pytestmark = pytest.mark.django_db

FILE = pyrage.encrypt(bytes(700_000), [pyrage.x25519.Identity.generate().to_public()])
QUARTER_OF_AN_HOUR = 15 * 60
AS_A_SCRIPT = {"sec-fetch-mode": "cors"}


@pytest.fixture
def keys():
    """The moderators' keys; a recovery key is there as well."""
    make_recovery_key()
    return [make_moderator_key()[0], make_moderator_key()[0]]


@pytest.fixture
def case(keys):
    """A case with a message of the person, a file and a note."""
    to = sealing.audience().recipients
    case = make_submission(sealed=sealing.seal({"text": "t", "contact": ""}, to))
    case.keys.set(keys)
    SealedMessage.objects.create(
        submission=case,
        sender=Sender.SUBMITTER,
        for_moderators=sealing.seal({"text": "m"}, to),
    )
    SealedNote.objects.create(submission=case, sealed=sealing.seal({"text": "n"}, to))
    SealedFile.objects.create(submission=case, file=ContentFile(FILE, "one"))
    return case


def address(page: str, case, *args) -> str:
    return reverse(f"admin:articles_submission_{page}", args=[case.pk, *args])


@pytest.fixture
def opened(case, keys) -> StaffClient:
    """The browser of a moderator who has opened the case."""
    browser = StaffClient()
    browser.force_login(keys[0].user)
    browser.post(address("open", case), {"reason": "triage"})
    return browser


def everything(case) -> dict[str, str]:
    """The address of each part by its name."""
    return {
        "text": address("sealed", case, "text"),
        "messages/1": address("sealed", case, "message-1"),
        "notes/1": address("sealed", case, "note-1"),
        "files/1": address("sealed", case, "file-1"),
    }


def stored(case) -> dict[str, bytes]:
    return {
        "text": bytes(case.sealed),
        "messages/1": bytes(case.messages.get().for_moderators),
        "notes/1": bytes(case.notes.get().sealed),
        "files/1": FILE,
    }


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def mark() -> str:
    return sealing.audience().mark


def new_text(*recipients) -> io.BytesIO:
    """What a browser sends: a text, sealed. By default to all who have to be able to read it."""
    return io.BytesIO(sealing.seal({"text": "x"}, recipients or sealing.audience().recipients))


# --- Out ------------------------------------------------------------------------------------


def test_each_part_comes_as_it_lies_there_and_is_kept_nowhere(opened, case):
    got = {name: opened.get(there) for name, there in everything(case).items()}
    assert {name: body(response) for name, response in got.items()} == stored(case)
    for response in got.values():
        assert response["Content-Type"] == "application/octet-stream"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "part", ["message-2", "file-2", "file-0", "consent-1", "change-1", "key-1", "text-1", "pk", "-"]
)
def test_what_is_not_sealed_or_not_there_is_not_found(opened, case, part):
    assert opened.get(address("sealed", case, part)).status_code == 404


def test_a_file_that_is_gone_from_the_store_is_told(opened, case):
    case.files.get().file.storage.delete(case.files.get().file.name)
    assert opened.get(address("sealed", case, "file-1")).status_code == 404
    assert "not in the store any more" in opened.get(address("change", case)).content.decode()


def test_nothing_comes_without_opening_the_case_in_this_very_session(opened, case, keys):
    other = make_submission(sealed=b"age-encryption.org/v1")
    assert opened.get(address("sealed", other, "text")).status_code == 302
    elsewhere = StaffClient()
    elsewhere.force_login(keys[0].user)
    for there in everything(case).values():
        assert elsewhere.get(there).status_code == 302
        assert elsewhere.get(there, headers=AS_A_SCRIPT).status_code == 403
    assert elsewhere.post(address("export", case)).status_code == 302
    assert not AuditEntry.objects.filter(event=AuditEvent.CASE_EXPORTED).exists()


def test_nothing_comes_a_quarter_of_an_hour_later(opened, case):
    values = opened.session["opened"]
    old = {key: [second - QUARTER_OF_AN_HOUR, why] for key, (second, why) in values.items()}
    opened.change_session(opened=old)
    for there in everything(case).values():
        answer = opened.get(there, headers=AS_A_SCRIPT)
        assert answer.status_code == 403
        assert "quarter of an hour" in answer.content.decode()
    sent = {"sealed": new_text()}
    assert opened.post(address("note", case), sent, headers=AS_A_SCRIPT).status_code == 403
    assert case.notes.count() == 1


def test_the_page_lets_pictures_be_shown_that_the_browser_opened(opened, case):
    policy = opened.get(address("change", case))["Content-Security-Policy"]
    assert "img-src 'self' data: blob:" in policy
    elsewhere = opened.get(reverse("admin:index"))["Content-Security-Policy"]
    assert "blob:" not in elsewhere


def test_the_page_holds_the_own_wrapped_key_and_nobody_elses(opened, case, keys):
    keys[0].wrapped = keys[0].wrapped.replace("not really", "of the first")
    keys[0].save()
    page = opened.get(address("change", case)).content.decode()
    assert "of the first" in page
    assert "not really" not in page
    assert keys[1].recipient in page
    assert case.receipt_recipient in page


# --- All of it ------------------------------------------------------------------------------


def test_the_download_holds_all_ciphertexts_and_is_noted(opened, case, keys):
    response = opened.post(address("export", case))
    assert response["Content-Disposition"] == f'attachment; filename="case-{case.short_id}.zip"'
    with zipfile.ZipFile(io.BytesIO(body(response))) as archive:
        assert archive.testzip() is None
        got = {name.removesuffix(".age"): archive.read(name) for name in archive.namelist()}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert got == stored(case)
    (entry,) = AuditEntry.objects.filter(event=AuditEvent.CASE_EXPORTED)
    assert (entry.actor, entry.subject) == (keys[0].user.pk, str(case.pk))


def test_the_download_never_holds_a_whole_file_in_memory(case):
    pieces = [len(piece) for piece in parts.zipped(case)]
    assert sum(pieces) > len(FILE)
    assert max(pieces) < 300_000


# --- In -------------------------------------------------------------------------------------


def test_a_message_and_a_note_are_stored_as_they_were_sealed(opened, case, keys):
    message = {
        "for_moderators": new_text(),
        "for_receipt": new_text(case.receipt_recipient),
        "mark": mark(),
        "key": uuid.uuid4(),
    }
    note = new_text()
    sent = {"sealed": note, "mark": mark(), "key": uuid.uuid4()}
    assert opened.post(address("message", case), message).status_code == 204
    assert opened.post(address("note", case), sent).status_code == 204
    kept = case.messages.get(number=2)
    assert bytes(kept.for_moderators) == message["for_moderators"].getvalue()
    assert bytes(kept.for_receipt) == message["for_receipt"].getvalue()
    assert bytes(case.notes.get(number=2).sealed) == note.getvalue()
    assert {kept.author, case.notes.get(number=2).author} == {keys[0].user}


def test_what_is_sent_again_because_no_answer_came_is_stored_and_noted_once(opened, case):
    message = {"mark": mark(), "key": uuid.uuid4()}
    note = {"mark": mark(), "key": uuid.uuid4()}
    for _time in range(2):
        message |= {
            "for_moderators": new_text(),
            "for_receipt": new_text(case.receipt_recipient),
        }
        assert opened.post(address("message", case), message).status_code == 204
        note |= {"sealed": new_text()}
        assert opened.post(address("note", case), note).status_code == 204
    assert (case.messages.count(), case.notes.count()) == (2, 2)
    events = [AuditEvent.CASE_MESSAGE, AuditEvent.CASE_NOTE]
    noted = AuditEntry.objects.filter(event__in=events).order_by("number")
    assert list(noted.values_list("event", flat=True)) == events


@pytest.mark.parametrize("key", ["", "7", "x" * 100])
def test_a_text_without_a_random_number_is_not_stored(opened, case, key):
    sent = {"sealed": new_text(), "mark": mark(), "key": key}
    assert opened.post(address("note", case), sent).status_code == 400
    assert case.notes.count() == 1


def test_what_is_not_sealed_to_just_the_right_number_of_people_is_refused(opened, case):
    one = case.receipt_recipient
    for fields in (
        {},
        {"for_moderators": new_text()},
        {"for_moderators": new_text(one), "for_receipt": new_text(one)},
        {"for_moderators": io.BytesIO(b"plain"), "for_receipt": new_text(one)},
        {"for_moderators": new_text(), "for_receipt": io.BytesIO(b'{"text": "plain"}')},
    ):
        answer = opened.post(
            address("message", case), fields | {"mark": mark(), "key": uuid.uuid4()}
        )
        assert answer.status_code == 403
        assert answer["Content-Type"].startswith("text/plain")
        assert answer.content
    assert case.messages.count() == 1


def test_a_message_of_the_person_is_read_when_it_is_shown_and_only_then(opened, case):
    opened.get(address("sealed", case, "message-1"))
    assert case.messages.get().read_on is None
    assert opened.post(address("read", case, 1)).status_code == 204
    assert opened.post(address("read", case, 7)).status_code == 204
    assert case.messages.get().read_on == today()


def test_where_nothing_can_be_sealed_the_page_says_why(opened, case):
    other = case.keys.exclude(user__pk=int(opened.session["_auth_user_id"])).get()
    other.retired_on = today()
    other.save()
    page = opened.get(address("change", case)).content.decode()
    assert page.count("Fewer than two of our moderators") == 2
    assert "data-writes" not in page
    sent = {"sealed": io.BytesIO(b"x"), "key": uuid.uuid4()}
    assert opened.post(address("note", case), sent).status_code == 403


def test_administrators_and_editors_get_nothing(case):
    for role in ("Editors", "Administrators"):
        browser = StaffClient()
        browser.force_login(make_user(role))
        for there in everything(case).values():
            assert browser.get(there).status_code == 403
