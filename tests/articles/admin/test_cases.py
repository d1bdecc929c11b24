"""The page of a case: opening it, each act on it, two moderators at once, erasing and reviewing."""

import datetime as dt

import pytest
from django.urls import reverse

from articles.choices import AuditEvent, Purpose, SubmissionState
from articles.models import AuditEntry, Consent, StateChange, Submission
from articles.models.keys import today
from tests.articles.admin.pages import filled, messages_of, text_of
from tests.cases import accepted, client_of, make_case, make_moderator
from tests.factories import make_moderator_key, make_submission, make_user

pytestmark = pytest.mark.django_db
QUARTER_OF_AN_HOUR = 15 * 60
SOMEBODY_ELSE = "Somebody else has worked on this case meanwhile."


def address(case: Submission, page: str = "change") -> str:
    return reverse(f"admin:articles_submission_{page}", args=[case.pk])


def acts(case: Submission) -> dict[str, dict]:
    """What the form of each act sends, by the name of its button."""
    return {
        "take": {},
        "assign": {"to": make_moderator().pk},
        "due": {"due_on": "2027-01-05"},
        "spam": {},
        "duplicate": {"of": make_submission().short_id},
        "move": {"to": SubmissionState.VERIFYING, "reason": "progress"},
    }


def seen_by(client, case: Submission) -> str:
    """What the page of a case says of how it was."""
    return filled(client.get(address(case)))["seen"]


def as_stored(case: Submission) -> dict:
    return Submission.objects.filter(pk=case.pk).values().get()


# --- Opening --------------------------------------------------------------------------------


def test_nothing_sealed_stands_on_the_page_before_somebody_says_why():
    case = make_case(SubmissionState.RECEIVED)
    moderator = make_moderator(case)
    client = client_of(moderator)
    page = client.get(address(case))
    assert "data-part=" not in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    page = client.post(address(case, "open"), {"reason": ""})
    assert "This field is required." in text_of(page)
    page = client.post(address(case, "open"), {"reason": "danger"}, follow=True)
    assert "data-part=" in page.content.decode()
    case.refresh_from_db()
    assert (case.state, case.read_on) == (SubmissionState.IN_TRIAGE, today())
    entry = AuditEntry.objects.get(event=AuditEvent.CASE_OPENED)
    assert (entry.actor, entry.subject, entry.reason) == (moderator.pk, str(case.pk), "danger")
    change = StateChange.objects.get()
    assert (change.by, change.old, change.new) == (moderator, "received", "in_triage")

    client.pass_time(QUARTER_OF_AN_HOUR)
    assert "data-part=" not in client.get(address(case)).content.decode()


def test_opening_takes_a_second_factor_of_the_last_quarter_of_an_hour():
    case = make_case()
    client = client_of(make_moderator(case))
    client.pass_time(QUARTER_OF_AN_HOUR)
    answer = client.post(address(case, "open"), {"reason": "triage"})
    assert answer["Location"].startswith(reverse("admin:second_factor"))
    assert not AuditEntry.objects.filter(event=AuditEvent.CASE_OPENED).exists()


def test_a_moderator_without_a_key_and_one_whose_key_does_not_open_it_are_told_what_to_do():
    case = make_case()
    without, other = make_user("Moderators"), make_user("Moderators")
    make_moderator_key(other)
    keys_page = reverse("admin:articles_moderatorkey_changelist")
    told = {}
    for user in (without, other):
        client = client_of(user)
        assert f'href="{keys_page}"' in client.get(address(case)).content.decode()
        page = client.post(address(case, "open"), {"reason": "triage"}, follow=True)
        assert "data-part=" not in page.content.decode()
        told[user] = [text for _level, text in messages_of(page)]
    assert "Make one first" in told[without][0]
    assert "Ask a colleague" in told[other][0]


# --- Acts -----------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["take", "assign", "due", "spam", "duplicate", "move"])
def test_an_act_is_done_once_and_a_second_person_is_told(verb):
    case = make_case(SubmissionState.IN_TRIAGE)
    first, second = client_of(make_moderator(case)), client_of(make_moderator(case))
    seen, sent = seen_by(second, case), {"verb": verb} | acts(case)[verb]
    before = as_stored(case)
    page = first.post(address(case, "act"), sent | {"seen": seen_by(first, case)}, follow=True)
    assert [level for level, _text in messages_of(page)] == ["success"]
    done = as_stored(case)
    assert done["version"] == before["version"] + 1

    page = second.post(address(case, "act"), sent | {"seen": seen}, follow=True)
    ((level, sentence),) = messages_of(page)
    assert level == "error"
    assert sentence.startswith(SOMEBODY_ELSE)
    assert "Since you opened the page: " in sentence
    assert as_stored(case) == done


def test_what_was_entered_is_there_still_when_somebody_was_faster():
    case = make_case(SubmissionState.IN_TRIAGE)
    first, second = client_of(make_moderator(case)), client_of(make_moderator(case))
    seen = seen_by(second, case)
    first.post(address(case, "act"), {"verb": "take", "seen": seen_by(first, case)})
    page = second.post(address(case, "act"), {"verb": "due", "due_on": "2027-01-05", "seen": seen})
    again = filled(page)
    assert again["due_on"] == ["2027-01-05"]
    page = second.post(address(case, "act"), again | {"verb": "due"}, follow=True)
    assert [level for level, _text in messages_of(page)] == ["success"]
    assert as_stored(case)["due_on"] == dt.date(2027, 1, 5)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"verb": "duplicate", "of": "00000000"}, "There is no case with this number."),
        ({"verb": "due", "due_on": "some day"}, "Enter a valid date."),
        ({"verb": "move", "to": "declined", "reason": "progress"}, "Select a valid choice."),
        ({"verb": "move", "to": "redacting", "reason": "progress"}, "cannot become"),
        ({"verb": "assign", "to": "999999"}, "Select a valid choice."),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(sent, sentence):
    case = make_case(SubmissionState.IN_TRIAGE)
    client = client_of(make_moderator(case))
    before = as_stored(case)
    page = client.post(address(case, "act"), sent | {"seen": seen_by(client, case)})
    assert page.status_code == 200
    assert sentence in text_of(page)
    assert as_stored(case) == before


@pytest.mark.parametrize("seen", ["", "0.0", "1", "x.y", "9" * 40, "١.١"])
def test_a_form_that_does_not_say_what_was_seen_changes_nothing(seen):
    case = make_case(SubmissionState.IN_TRIAGE)
    client = client_of(make_moderator(case))
    before = as_stored(case)
    page = client.post(address(case, "act"), {"verb": "spam", "seen": seen}, follow=True)
    assert [level for level, _text in messages_of(page)] == ["error"]
    assert as_stored(case) == before


# --- Erasing and keeping --------------------------------------------------------------------


def test_a_case_is_erased_on_a_page_that_says_so_and_for_a_reason():
    case = make_case(SubmissionState.IN_TRIAGE)
    client = client_of(make_moderator(case))
    page = client.get(address(case, "erase"))
    sent = filled(page)
    assert f"This erases case {case.short_id} at once and for ever" in text_of(page)
    page = client.post(address(case, "erase"), sent | {"reason": "spam"}, follow=True)
    assert messages_of(page) == [("success", "The case is erased.")]
    stored = as_stored(case)
    assert (stored["state"], stored["sealed"], stored["receipt_id"]) == ("erased", b"", None)
    client.pass_time(QUARTER_OF_AN_HOUR)
    answer = client.get(address(make_case(), "erase"))
    assert answer["Location"].startswith(reverse("admin:second_factor"))


def test_erasing_what_somebody_has_worked_on_meanwhile_is_refused():
    case = make_case(SubmissionState.IN_TRIAGE)
    first, second = client_of(make_moderator(case)), client_of(make_moderator(case))
    sent = filled(second.get(address(case, "erase"))) | {"reason": "spam"}
    first.post(address(case, "act"), {"verb": "take", "seen": seen_by(first, case)})
    page = second.post(address(case, "erase"), sent)
    assert SOMEBODY_ELSE in text_of(page)
    assert as_stored(case)["state"] == SubmissionState.IN_TRIAGE


def test_an_accepted_case_is_kept_on_as_long_as_the_person_allows():
    case, moderator = accepted()
    Consent.objects.create(submission=case, purpose=Purpose.KEEP)
    Submission.objects.filter(pk=case.pk).update(review_on=today())
    client = client_of(moderator)
    page = client.get(address(case, "review"))
    page = client.post(address(case, "review"), filled(page), follow=True)
    assert messages_of(page) == [("success", "The case is kept on.")]
    assert as_stored(case)["review_on"] == today() + dt.timedelta(days=730)
