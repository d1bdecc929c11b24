"""The queue of cases: what it shows, leaves out and costs, and what is done to several at once."""

import datetime as dt

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.choices import Sender, SubmissionState
from articles.models import SealedMessage, Submission
from articles.models.keys import today
from tests.articles.admin.pages import list_of, messages_of, text_of
from tests.cases import awaiting_approval, client_of, make_moderator
from tests.factories import make_submission, make_user

pytestmark = pytest.mark.django_db


def days_ago(days: int) -> dt.date:
    return today() - dt.timedelta(days=days)


@pytest.fixture
def moderator():
    return make_moderator()


@pytest.fixture
def client(moderator):
    return client_of(moderator)


@pytest.fixture
def cases(moderator) -> dict[str, Submission]:
    """One case of each kind, by a word for it."""
    read = {"read_on": today(), "state": SubmissionState.IN_TRIAGE}
    made = {
        "new": make_submission(),
        "unread": make_submission(arrived_on=days_ago(3)),
        "mine": make_submission(assigned_to=moderator, **read),
        "late": make_submission(due_on=days_ago(1), assigned_to=make_user("Moderators"), **read),
        "soon": make_submission(due_on=days_ago(-5), **read),
        "spam": make_submission(is_spam=True, **read),
        "declined": make_submission(state=SubmissionState.DECLINED, read_on=today()),
        "answered": make_submission(**read),
    }
    SealedMessage.objects.create(
        submission=made["answered"], sender=Sender.SUBMITTER, for_moderators=b"sealed"
    )
    made["handed over"], _writer = awaiting_approval()
    Submission.objects.filter(pk=made["handed over"].pk).update(read_on=today())
    return made


OPEN = {"new", "unread", "mine", "late", "soon", "answered", "handed over"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, OPEN),
        ({"spam": "yes"}, {"spam"}),
        ({"spam": "all"}, OPEN | {"spam"}),
        ({"state": "declined"}, {"declined"}),
        ({"state": "all"}, OPEN | {"declined"}),
        ({"state": "in_triage"}, {"mine", "late", "soon", "answered"}),
        ({"assigned": "me"}, {"mine"}),
        ({"assigned": "somebody"}, {"mine", "late"}),
        ({"assigned": "nobody"}, OPEN - {"mine", "late"}),
        ({"due": "overdue"}, {"late"}),
        ({"due": "week"}, {"soon"}),
        ({"due": "none"}, OPEN - {"late", "soon"}),
        ({"waiting": "new"}, {"new", "unread"}),
        ({"waiting": "unread"}, {"unread"}),
        ({"waiting": "overdue"}, {"late"}),
        ({"waiting": "answers"}, {"answered"}),
        ({"waiting": "approval"}, {"handed over"}),
        ({"waiting": "erased"}, {"declined"}),
    ],
)
def test_the_queue_holds_just_what_was_asked_for(client, cases, query, expected):
    shown = client.get(list_of(Submission), query).context["cl"].result_list
    names = {case.pk: name for name, case in cases.items()}
    assert {names[case.pk] for case in shown} == expected


def test_each_pile_of_the_first_page_leads_to_as_many_cases(client, cases):
    piles = dict(client.get(reverse("admin:index")).context["waiting"])["submissions"]
    counts = {str(pile.label): pile.count for pile in piles}
    assert counts == {
        "New": 2,
        "Not read by anyone for 3 days": 1,
        "Overdue": 1,
        "Awaiting my approval": 1,
        "Answers that nobody read": 1,
        "Erased within 14 days": 1,
    }
    for pile in piles:
        assert client.get(pile.url).context["cl"].result_count == pile.count


def test_who_redacted_a_case_is_not_asked_to_approve_it():
    _case, writer = awaiting_approval()
    page = client_of(writer).get(list_of(Submission), {"waiting": "approval"})
    assert page.context["cl"].result_count == 0


def test_the_oldest_comes_first_and_says_what_it_needs(client):
    make_submission()
    old = make_submission(arrived_on=days_ago(9), due_on=days_ago(1), is_spam=False)
    page = client.get(list_of(Submission))
    assert page.context["cl"].result_list[0] == old
    text = text_of(page)
    assert "9 days ago" in text
    assert "overdue" in text
    assert "Not read for 3 days" in text
    assert "Not sealed to you" in text


def test_fifty_cases_cost_what_one_costs(client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(list_of(Submission)).status_code == 200
        return len(captured)

    make_submission(assigned_to=make_user("Moderators"))
    queries()
    one = queries()
    original = make_submission()
    for _ in range(48):
        make_submission(assigned_to=make_user("Moderators"), duplicate_of=original)
    assert queries() == one


def test_an_empty_queue_says_so(client):
    assert "No case is open." in text_of(client.get(list_of(Submission)))
    page = client.get(list_of(Submission), {"assigned": "me"})
    assert "No case fits what you chose" in text_of(page)


@pytest.mark.parametrize(
    "query", ["sealed__contains=a", "receipt_id=1", "draft__title__contains=a"]
)
def test_nobody_asks_the_queue_for_columns_it_does_not_filter_by(client, cases, query):
    assert client.get(f"{list_of(Submission)}?{query}").status_code == 400


# --- Several at once ------------------------------------------------------------------------


def act(client, name: str, *cases: Submission):
    sent = {"action": name, ACTION_CHECKBOX_NAME: [case.pk for case in cases]}
    return client.post(f"{list_of(Submission)}?state=all&spam=all", sent, follow=True)


def test_spam_is_marked_and_declined_and_nothing_else_is_done_to_several(client, moderator):
    one, two = (make_submission(state=SubmissionState.IN_TRIAGE) for _ in "12")
    page = client.get(list_of(Submission))
    names = {name for name, _label in page.context["action_form"].fields["action"].choices}
    assert names == {"", "act_spam", "act_not_spam", "act_decline_spam"}

    assert messages_of(act(client, "act_spam", one, two)) == [("success", "2 cases were changed.")]
    act(client, "act_not_spam", two)
    told = messages_of(act(client, "act_decline_spam", one, two))
    assert {level for level, _text in told} == {"success", "error"}
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, two.state) == (SubmissionState.DECLINED, SubmissionState.IN_TRIAGE)
    change = one.changes.get()
    assert (change.by, change.reason) == (moderator, "spam")
    act(client, "delete_selected", one)
    assert Submission.objects.count() == 2
