"""What is erased, when, and that nothing of it is left."""

import datetime as dt
import io
import os
from pathlib import Path
from threading import Thread

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from reversion.models import Revision, Version

from articles import blocking, history, publishing
from articles.choices import (
    AuditEvent,
    ChangeReason,
    Purpose,
    Sender,
    Status,
    SubmissionState,
    TestimonyKind,
    TipState,
)
from articles.models import (
    AuditEntry,
    Consent,
    PressTip,
    SealedFile,
    SealedMessage,
    SealedNote,
    SearchWord,
    StateChange,
    Submission,
    Testimony,
)
from articles.models.keys import today
from articles.submissions import retention, store
from articles.submissions.consents import allow_just
from articles.submissions.erasure import erase, take_off
from tests.factories import (
    make_moderator_key,
    make_press_tip,
    make_submission,
    make_testimony,
    make_user,
)

pytestmark = pytest.mark.django_db


def ago(days: int) -> dt.date:
    return today() - dt.timedelta(days=days)


def sealed_file(
    submission: Submission, *, content: bytes = b"sealed", prefix: str = ""
) -> SealedFile:
    name, target = store.create(prefix)
    with target:
        target.write(content)
    return SealedFile.objects.create(submission=submission, file=name)


def full_case(**overrides) -> Submission:
    """A case with everything that can belong to one."""
    case = make_submission(**overrides)
    case.keys.add(make_moderator_key()[0])
    message = SealedMessage.objects.create(
        submission=case, sender=Sender.MODERATORS, for_moderators=b"a", for_receipt=b"b"
    )
    sealed_file(case)
    SealedFile.objects.create(
        submission=case, message=message, file=sealed_file(case).file.name + "x"
    )
    SealedNote.objects.create(submission=case, sealed=b"c", author=make_user("Moderators"))
    Consent.objects.create(submission=case, purpose=Purpose.KEEP)
    StateChange.objects.create(submission=case, old="received", new="in_triage", reason="progress")
    return case


def left_of(case: Submission) -> dict[str, int]:
    parts = {
        "files": SealedFile,
        "messages": SealedMessage,
        "notes": SealedNote,
        "consents": Consent,
    }
    return {name: model.objects.filter(submission=case).count() for name, model in parts.items()}


def test_everything_of_a_case_is_erased_but_that_it_was(django_capture_on_commit_callbacks):
    case, other = full_case(), full_case()
    moderator = make_user("Moderators")
    with django_capture_on_commit_callbacks(execute=True):
        erase(case, by=moderator, reason=ChangeReason.SPAM)
    assert set(left_of(case).values()) == {0}
    assert 0 not in left_of(other).values()
    assert case.keys.count() == 0
    (change,) = StateChange.objects.filter(submission=case)
    assert (change.new, change.by, change.reason) == (SubmissionState.ERASED, moderator, "spam")
    assert set(store.names()) == set(
        SealedFile.objects.exclude(file__endswith="x").values_list("file", flat=True)
    )


def test_erasing_twice_is_told():
    case = full_case()
    erase(case, by=None, reason=ChangeReason.RETENTION)
    with pytest.raises(Submission.DoesNotExist):
        erase(case, by=None, reason=ChangeReason.RETENTION)


def test_the_audit_trail_has_what_the_staff_did_and_not_what_a_submitter_did():
    by_staff, by_timer, by_submitter = full_case(), full_case(), full_case()
    moderator = make_user("Moderators")
    erase(by_staff, by=moderator, reason=ChangeReason.SPAM)
    erase(by_timer, by=None, reason=ChangeReason.RETENTION)
    erase(by_submitter, by=None, reason=ChangeReason.WITHDRAWN)
    allow_just(full_case(), {Purpose.COURTS})
    entries = AuditEntry.objects.filter(event=AuditEvent.CASE_ERASED)
    assert {entry.subject for entry in entries} == {str(by_staff.pk), str(by_timer.pk)}
    assert not AuditEntry.objects.filter(event=AuditEvent.CONSENT_CHANGED).exists()


# --- What was made of it --------------------------------------------------------------------


def draft_of(case: Submission, status: Status, **overrides) -> Testimony:
    values = {
        "kind": TestimonyKind.WITNESS,
        "alias": "A.",
        "title": "Canary title",
        "place": "Here",
    }
    draft = make_testimony(status=status, **(values | overrides))
    with history.recording(by=None, reason="started"):
        draft.save()
    LogEntry.objects.create(
        user=make_user(),
        content_type=ContentType.objects.get_for_model(Testimony),
        object_id=str(draft.pk),
        object_repr=draft.title,
        action_flag=ADDITION,
    )
    Submission.objects.filter(pk=case.pk).update(draft=draft)
    return draft


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW])
def test_a_draft_goes_with_its_case_and_its_history(status):
    case = full_case()
    draft_of(case, status)
    erase(case, by=None, reason=ChangeReason.WITHDRAWN)
    assert not Testimony.objects.exists()
    assert (Version.objects.count(), Revision.objects.count(), LogEntry.objects.count()) == (
        0,
        0,
        0,
    )


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.WITHDRAWN])
def test_of_what_readers_saw_the_notice_stays(client, status):
    case = full_case()
    draft = draft_of(case, status)
    other = make_testimony(title="Another")
    erase(case, by=None, reason=ChangeReason.WITHDRAWN)
    assert client.get(draft.get_absolute_url()).status_code == 410
    left = Testimony.objects.get(pk=draft.pk)
    assert {left.title, left.summary, left.body, left.place, left.alias} == {""}
    assert LogEntry.objects.count() == 0
    assert "Canary" not in "".join(Version.objects.values_list("serialized_data", flat=True))
    assert client.get(other.get_absolute_url()).status_code == 200


def test_no_word_of_its_title_is_offered_for_a_spelling_any_more():
    make_testimony(title="Winter in the valley")
    case = full_case()
    draft_of(case, Status.PUBLISHED, title="Winter at Quarrystone", summary="Glimmerfold.")
    words = SearchWord.objects.filter(text__in=["winter", "quarrystone", "glimmerfold"])
    assert words.count() == 3
    erase(case, by=None, reason=ChangeReason.WITHDRAWN)
    assert [word.text for word in words.all()] == ["winter"]


def test_it_is_taken_off_although_an_editor_saves_it_at_the_same_moment(monkeypatch):
    case = full_case()
    draft = draft_of(case, Status.PUBLISHED)
    withdraw, tries = publishing.withdraw, []

    def in_between(item, **kwargs):
        if not tries:
            tries.append(1)
            Testimony.objects.filter(pk=draft.pk).update(version=draft.version + 1)
        withdraw(item, **kwargs)

    monkeypatch.setattr(publishing, "withdraw", in_between)
    take_off(draft)
    draft.refresh_from_db()
    assert draft.status == Status.WITHDRAWN


# --- Publication needs its consent ----------------------------------------------------------


def test_nothing_is_published_without_its_consent_and_the_approval():
    wrong, right = [], []
    for consents in range(1 << len(Purpose)):
        allowed = {purpose for place, purpose in enumerate(Purpose) if consents >> place & 1}
        for state in set(SubmissionState) - {SubmissionState.ERASED}:
            case = make_submission(state=state)
            draft = make_testimony(
                kind=TestimonyKind.WITNESS,
                alias="A.",
                status=Status.DRAFT,
                slug=f"d{case.short_id}",
            )
            Submission.objects.filter(pk=case.pk).update(draft=draft)
            Consent.objects.bulk_create(
                Consent(
                    submission=case, purpose=one, withdrawn_on=None if one in allowed else today()
                )
                for one in Purpose
            )
            may = Purpose.PUBLICATION in allowed and state == SubmissionState.ACCEPTED
            try:
                publishing.publish(draft, by=None)
            except publishing.Blocked:
                is_published = False
            else:
                is_published = True
            (right if is_published == may else wrong).append((allowed, state))
    assert wrong == []
    assert Testimony.objects.visible().count() == 32
    assert len(right) == 64 * 7


def test_the_other_language_needs_the_consent_as_well():
    case = make_submission(state=SubmissionState.ACCEPTED)
    draft = make_testimony(kind=TestimonyKind.WITNESS, alias="A.", status=Status.DRAFT)
    Submission.objects.filter(pk=case.pk).update(draft=draft)
    korean = publishing.translate(draft, by=make_user())
    korean.title, korean.summary = "제목", "요약"
    korean.save()
    assert "consent" in blocking.what_blocks(korean)
    Consent.objects.create(submission=case, purpose=Purpose.PUBLICATION)
    assert blocking.what_blocks(korean) == {}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="on SQLite a second writer waits from the beginning"
)
def test_a_consent_that_is_being_withdrawn_is_waited_for():
    case = make_submission(state=SubmissionState.ACCEPTED)
    Consent.objects.create(submission=case, purpose=Purpose.PUBLICATION)
    draft = make_testimony(kind=TestimonyKind.WITNESS, alias="A.", status=Status.DRAFT)
    Submission.objects.filter(pk=case.pk).update(draft=draft)
    editor, answers = make_user(), []

    def publish():
        try:
            answers.append(publishing.publish(draft, by=editor))
        except publishing.Blocked as blocked:
            answers.append(set(blocked.reasons))
        finally:
            connection.close()

    elsewhere = Thread(target=publish)
    with transaction.atomic():
        allow_just(case, set())
        elsewhere.start()
        elsewhere.join(timeout=1)
        assert answers == []
    elsewhere.join(timeout=10)
    assert answers == [{"consent"}]
    assert not Testimony.objects.visible().exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="on SQLite a second writer waits from the beginning"
)
def test_a_consent_is_withdrawn_while_an_editor_publishes_earlier_what_was_scheduled():
    case = make_submission(state=SubmissionState.ACCEPTED)
    Consent.objects.create(submission=case, purpose=Purpose.PUBLICATION)
    at = timezone.now() + dt.timedelta(days=1)
    draft = make_testimony(
        kind=TestimonyKind.WITNESS, alias="A.", status=Status.PUBLISHED, published_at=at
    )
    Submission.objects.filter(pk=case.pk).update(draft=draft)
    editor, failures = make_user(), []

    def withdraw():
        try:
            allow_just(case, set())
        except OperationalError as failure:
            failures.append(failure)
        finally:
            connection.close()

    elsewhere = Thread(target=withdraw)
    with transaction.atomic():
        publishing.claim(draft, seen=draft.version)  # as the form does, then its button
        elsewhere.start()
        elsewhere.join(timeout=0.5)
        publishing.publish(draft, by=editor)
    elsewhere.join(timeout=10)
    assert failures == []
    draft.refresh_from_db()
    assert draft.status == Status.WITHDRAWN


# --- The timer ------------------------------------------------------------------------------

STATES_AND_DAYS = {
    "declined 13 days ago": ({"state": "declined", "since": ago(13), "read_on": ago(20)}, False),
    "declined 14 days ago": ({"state": "declined", "since": ago(14), "read_on": ago(20)}, True),
    "unread for 89 days": ({"arrived_on": ago(89)}, False),
    "unread for 90 days": ({"arrived_on": ago(90)}, True),
    "read after 90 days": ({"arrived_on": ago(200), "read_on": ago(100)}, False),
    "review tomorrow": ({"state": "accepted", "review_on": ago(-1), "read_on": ago(1)}, False),
    "review today": ({"state": "accepted", "review_on": ago(0), "read_on": ago(1)}, True),
    "accepted, no review set": ({"state": "accepted", "read_on": ago(900)}, False),
    "at work for a year": (
        {"state": "verifying", "arrived_on": ago(365), "read_on": ago(360)},
        False,
    ),
}


@pytest.mark.parametrize("name", STATES_AND_DAYS)
def test_the_timer_erases_at_its_day(name):
    values, is_due = STATES_AND_DAYS[name]
    case = make_submission(**values)
    assert retention.purge().get("cases", 0) == is_due
    case.refresh_from_db()
    assert (case.state == SubmissionState.ERASED) == is_due


@pytest.mark.parametrize(
    ("values", "is_told"),
    [
        ({"arrived_on": ago(75)}, False),
        ({"arrived_on": ago(76)}, True),
        ({"arrived_on": ago(76), "read_on": ago(1)}, False),
        ({"state": "accepted", "review_on": ago(-14), "read_on": ago(1)}, True),
        ({"state": "accepted", "review_on": ago(-15), "read_on": ago(1)}, False),
    ],
)
def test_the_timer_warns_14_days_before(values, is_told):
    make_submission(**values)
    assert bool(retention.warnings()) == is_told
    assert retention.coming().count() == is_told


def test_what_the_submitter_is_told_is_when_the_timer_erases():
    for values, is_due in STATES_AND_DAYS.values():
        day = retention.erased_on(make_submission(**values))
        assert (day is not None and day <= today()) == is_due


@pytest.mark.parametrize(("days", "is_kept"), [(29, True), (30, False)])
def test_tips_are_deleted_30_days_after_the_decision(days, is_kept):
    make_press_tip(state=TipState.DECLINED, decided_on=ago(days), arrived_on=ago(400))
    waiting = make_press_tip(arrived_on=ago(400))
    retention.purge()
    assert PressTip.objects.filter(pk=waiting.pk).exists()
    assert PressTip.objects.count() == 1 + is_kept


def test_the_trace_of_an_erased_case_goes_after_two_weeks():
    for days in (13, 14):
        case = make_submission()
        erase(case, by=None, reason=ChangeReason.WITHDRAWN)
        Submission.objects.filter(pk=case.pk).update(since=ago(days))
    retention.purge()
    assert Submission.objects.get().since == ago(13)


def test_the_timer_may_run_twice():
    make_submission(arrived_on=ago(100))
    make_press_tip(state=TipState.DECLINED, decided_on=ago(40))
    sealed_file(make_submission(), prefix=store.ARRIVED)
    assert retention.purge() == {"cases": 1, "press tips": 1, "times of files": 1}
    assert retention.purge() == {}


def test_the_command_says_what_it_did_and_what_is_coming():
    make_submission(arrived_on=ago(100))
    make_submission(arrived_on=ago(80))
    told = io.StringIO()
    call_command("purge_submissions", stdout=told, no_color=True)
    assert told.getvalue().splitlines() == [
        "cases: 1",
        "not read by anybody, erased within 14 days: 1",
    ]


def test_how_long_an_accepted_case_is_kept_depends_on_the_consent():
    case = make_submission()
    assert retention.review_day(case) == ago(-30)
    Consent.objects.create(submission=case, purpose=Purpose.KEEP)
    assert retention.review_day(case) == ago(-730)


# --- Files ----------------------------------------------------------------------------------


def midnight() -> float:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0).timestamp()


def path_of(file: SealedFile) -> Path:
    return Path(store.sealed_storage().path(file.file.name))


def test_the_time_of_a_file_becomes_that_of_the_timer():
    file = sealed_file(make_submission(), content=b"x" * 3_000_000, prefix=store.ARRIVED)
    before = path_of(file)
    with before.open("rb") as kept_open:  # so that its inode is not given again
        inode = before.stat().st_ino
        assert retention.purge() == {"times of files": 1}
        file.refresh_from_db()
        after = path_of(file)
        assert not before.exists()
        assert after.stat().st_ino != inode
        assert after.stat().st_mtime == midnight()
        assert after.read_bytes() == kept_open.read() == b"x" * 3_000_000
        assert after.stat().st_mode & 0o777 == 0o600


def test_a_file_without_a_case_goes_after_two_days():
    names = {}
    for days in (1, 3):
        name, target = store.create()
        target.close()
        then = midnight() - days * 86_400
        os.utime(store.sealed_storage().path(name), (then, then))
        names[days] = name
    assert retention.purge() == {"files without a case": 1}
    assert list(store.names()) == [names[1]]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a setting of SQLite")
def test_what_is_deleted_is_overwritten():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone() == (1,)
