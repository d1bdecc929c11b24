"""What the database refuses of press tips, cases and keys, and which rows a read gives."""

import datetime as dt

import pytest
import reversion
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from articles.choices import Purpose, Sender, SubmissionState, TipState
from articles.models import (
    Consent,
    ModeratorKey,
    PressTip,
    RecoveryKey,
    SealedFile,
    SealedMessage,
    SealedNote,
    StateChange,
    Submission,
)
from articles.models.keys import today
from tests.factories import (
    WRAPPED,
    make_moderator_key,
    make_press_tip,
    make_recovery_key,
    make_submission,
    make_testimony,
    make_user,
)

pytestmark = pytest.mark.django_db

PRIVATE = (
    Consent,
    ModeratorKey,
    PressTip,
    RecoveryKey,
    SealedFile,
    SealedMessage,
    SealedNote,
    StateChange,
    Submission,
)


def second_key_in_use():
    user = make_user("Moderators")
    make_moderator_key(user)
    make_moderator_key(user)


def same_recipient_twice():
    key, _identity = make_moderator_key()
    ModeratorKey.objects.create(
        user=make_user("Moderators"), recipient=key.recipient, wrapped=WRAPPED
    )


def private_half_in_the_clear():
    make_moderator_key(wrapped="AGE-SECRET-KEY-1KQ8SLN6R8PCSGDN2VTE7UVYS807")


def message_of_a_submitter_with_an_author():
    SealedMessage.objects.create(
        submission=make_submission(),
        sender=Sender.SUBMITTER,
        author=make_user("Moderators"),
        for_moderators=b"sealed",
    )


def message_to_a_submitter_who_cannot_read_it():
    SealedMessage.objects.create(
        submission=make_submission(), sender=Sender.MODERATORS, for_moderators=b"sealed"
    )


def consent_twice():
    submission = make_submission()
    for _time in range(2):
        Consent.objects.create(submission=submission, purpose=Purpose.KEEP)


def erased_case_with(**left):
    nothing = {"state": SubmissionState.ERASED, "arrived_on": None, "language": ""}
    nothing |= {"receipt_id": None, "receipt_recipient": "", "sealed": b""}
    return Submission.objects.create(**(nothing | left))


REFUSED = {
    "a second key in use": second_key_in_use,
    "the same public half twice": same_recipient_twice,
    "a private half in the clear": private_half_in_the_clear,
    "a message of a submitter with an author": message_of_a_submitter_with_an_author,
    "a message to a submitter who cannot read it": message_to_a_submitter_who_cannot_read_it,
    "a consent twice": consent_twice,
    "the same receipt twice": lambda: [make_submission(receipt_id="a") for _ in range(2)],
    "a case without a receipt": lambda: make_submission(receipt_id=None),
    "a case without a day": lambda: make_submission(arrived_on=None),
    "an unknown state": lambda: make_submission(state="lost"),
    "a tip decided on no day": lambda: make_press_tip(state=TipState.DECLINED),
    "a waiting tip with a day": lambda: make_press_tip(decided_on=today()),
    "an erased case with its day": lambda: erased_case_with(arrived_on=today()),
    "an erased case with its text": lambda: erased_case_with(sealed=b"sealed"),
    "an erased case with its language": lambda: erased_case_with(language="ko"),
    "an erased case with its receipt": lambda: erased_case_with(receipt_id="a"),
    "an erased case with its draft": lambda: erased_case_with(draft=make_testimony()),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses(name):
    with pytest.raises(IntegrityError), transaction.atomic():
        REFUSED[name]()


def test_many_erased_cases_are_fine():
    assert erased_case_with().pk != erased_case_with().pk


def test_a_retired_key_makes_room_for_another():
    user = make_user("Moderators")
    make_moderator_key(user, retired_on=today())
    make_moderator_key(user)


def test_active_keys_are_those_in_use_of_people_who_work_here():
    key, _identity = make_moderator_key()
    make_moderator_key(retired_on=today())
    make_moderator_key(make_user("Moderators", is_active=False))
    assert set(ModeratorKey.objects.active()) == {key}


def test_the_newest_recovery_key_is_in_use():
    assert RecoveryKey.current() is None
    make_recovery_key()
    newest, _identity = make_recovery_key()
    assert RecoveryKey.current() == newest


def test_what_nobody_has_read_for_three_days():
    old = make_submission(arrived_on=today() - dt.timedelta(days=3))
    make_submission(arrived_on=today() - dt.timedelta(days=2))
    make_submission(arrived_on=today() - dt.timedelta(days=9), read_on=today())
    assert set(Submission.objects.unread(for_days=3)) == {old}


def test_open_cases_are_those_with_something_to_do():
    states = [state for state in SubmissionState if state is not SubmissionState.ERASED]
    for state in states:
        make_submission(state=state)
    erased_case_with()
    assert {case.state for case in Submission.objects.open()} == set(states) - {
        SubmissionState.ACCEPTED,
        SubmissionState.DECLINED,
    }


def test_everything_may_be_erased_and_nothing_comes_back():
    for state in set(SubmissionState) - {SubmissionState.ERASED}:
        assert SubmissionState.ERASED in state.may_become
        assert state not in state.may_become
    assert SubmissionState.ERASED.may_become == set()


def test_accepted_comes_after_the_approval_only():
    before = {state for state in SubmissionState if SubmissionState.ACCEPTED in state.may_become}
    assert before == {SubmissionState.AWAITING_APPROVAL}


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("state", list(SubmissionState))
def test_each_state_is_told_in_plain_words(language, state):
    from django.utils import translation

    with translation.override(language):
        assert str(state.in_plain_words).endswith((".", "다."))


def test_a_consent_counts_until_it_is_withdrawn():
    submission = make_submission()
    consent = Consent.objects.create(submission=submission, purpose=Purpose.KEEP)
    assert (submission.allows(Purpose.KEEP), submission.allows(Purpose.QUOTING)) == (True, False)
    consent.withdrawn_on = today()
    consent.save()
    assert not submission.allows(Purpose.KEEP)


def test_messages_keep_their_order_within_a_day():
    submission = make_submission()
    for number in range(3):
        SealedMessage.objects.create(
            submission=submission, sender=Sender.SUBMITTER, for_moderators=b"%d" % number
        )
    numbers = [bytes(message.for_moderators) for message in submission.messages.all()]
    assert numbers == [b"0", b"1", b"2"]


def test_two_spellings_of_one_page_are_one_page():
    tip = make_press_tip("https://www.paper.example/story?utm_source=x")
    other = make_press_tip("http://paper.example/story")
    make_press_tip("https://paper.example/another")
    assert list(PressTip.objects.of_the_same_page(tip)) == [other]


@pytest.mark.parametrize("model", PRIVATE)
def test_no_history_is_kept_of_it(model):
    assert not reversion.is_registered(model)


@pytest.mark.parametrize("model", [Submission, SealedMessage, SealedFile, SealedNote, PressTip])
def test_its_number_is_random_and_its_time_a_day(model):
    assert type(model._meta.pk).__name__ == "UUIDField"
    times = [
        field.name
        for field in model._meta.get_fields()
        if "DateTime" in type(field).__name__ or type(field).__name__ == "TimeField"
    ]
    assert times == []


def test_only_moderators_may_touch_what_the_public_sends():
    names = {model._meta.model_name for model in PRIVATE}
    assert names <= {
        model._meta.model_name for model in apps.get_app_config("articles").get_models()
    }
    allowed = {
        (group.name, permission.codename)
        for group in Group.objects.exclude(name="Moderators")
        for permission in group.permissions.filter(content_type__model__in=names)
    }
    # People, and so the keys of those who left, are the administrators' affair.
    assert allowed == {
        ("Administrators", "view_moderatorkey"),
        ("Administrators", "change_moderatorkey"),
    }
