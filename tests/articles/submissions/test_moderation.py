"""Opening cases and moving them on: who may, when, in which order, and what is left of it."""

import datetime as dt
import itertools
import time
from threading import Barrier, Thread

import pyrage
import pytest
from django.db import OperationalError, connections

from articles import history
from articles.choices import (
    AuditEvent,
    AuditReason,
    ChangeReason,
    Purpose,
    Status,
    SubmissionState,
    TestimonyKind,
)
from articles.models import AuditEntry, Consent, ModeratorKey, StateChange, Submission, Testimony
from articles.models.keys import today
from articles.submissions import consents, erasure, key_ring, moderation, sealing
from articles.submissions.refusals import (
    ActedMeanwhile,
    DoesNotFit,
    DoesNotOpen,
    IsErased,
    NoKey,
    NotSealed,
)
from tests.factories import (
    make_moderator_key,
    make_recovery_key,
    make_submission,
    make_testimony,
    make_user,
)

pytestmark = pytest.mark.django_db
S, R = SubmissionState, ChangeReason


def ago(days: int) -> dt.date:
    return today() - dt.timedelta(days=days)


def trail(case: Submission) -> list[tuple]:
    entries = AuditEntry.objects.filter(subject=str(case.pk)).order_by("number")
    return [(entry.event, entry.actor, entry.reason) for entry in entries]


def case_with_key(**overrides) -> tuple[Submission, object]:
    """A case and a moderator whose key opens it."""
    case, (key, _identity) = make_submission(**overrides), make_moderator_key()
    case.keys.add(key)
    return case, key.user


# --- Opening --------------------------------------------------------------------------------


def test_who_opens_a_new_case_first_begins_the_triage():
    case, moderator = case_with_key(arrived_on=ago(5))
    moderation.open_case(case, by=moderator, reason=AuditReason.TRIAGE)
    stored = Submission.objects.get()
    assert (stored.state, stored.since, stored.read_on) == (S.IN_TRIAGE, today(), today())
    (change,) = stored.changes.all()
    assert (change.old, change.new, change.by, change.reason) == (
        *(S.RECEIVED, S.IN_TRIAGE),
        *(moderator, R.PROGRESS),
    )
    assert trail(case) == [
        (AuditEvent.CASE_MOVED, moderator.pk, "progress"),
        (AuditEvent.CASE_OPENED, moderator.pk, "triage"),
    ]


def test_opening_again_notes_just_that():
    case, moderator = case_with_key(state=S.VERIFYING, read_on=ago(3))
    moderation.open_case(case, by=moderator, reason=AuditReason.DANGER)
    stored = Submission.objects.get()
    assert (stored.state, stored.read_on, stored.version) == (S.VERIFYING, ago(3), case.version)
    assert not stored.changes.exists()
    assert trail(case) == [(AuditEvent.CASE_OPENED, moderator.pk, "danger")]


def test_nobody_opens_it_without_a_key_that_opens_it():
    case, _moderator = case_with_key()
    later, _identity = make_moderator_key()
    former, _identity = make_moderator_key(retired_on=today())
    case.keys.add(former)
    refused = {make_user("Moderators"): NoKey, later.user: DoesNotOpen, former.user: NoKey}
    for moderator, refusal in refused.items():
        with pytest.raises(refusal):
            moderation.open_case(case, by=moderator, reason=AuditReason.TRIAGE)
    erased, moderator = case_with_key()
    erasure.erase(erased, by=None, reason=R.WITHDRAWN)
    with pytest.raises(IsErased):
        moderation.open_case(erased, by=moderator, reason=AuditReason.TRIAGE)
    assert Submission.objects.filter(read_on=None).count() == 2
    assert not AuditEntry.objects.filter(event=AuditEvent.CASE_OPENED).exists()


# --- Moving ---------------------------------------------------------------------------------

MOVES = {
    (S.RECEIVED, S.IN_TRIAGE): {R.PROGRESS},
    (S.IN_TRIAGE, S.VERIFYING): {R.PROGRESS},
    (S.VERIFYING, S.REDACTING): {R.PROGRESS},
    (S.VERIFYING, S.IN_TRIAGE): {R.MORE_WORK, R.TOO_DANGEROUS},
    (S.REDACTING, S.VERIFYING): {R.MORE_WORK, R.TOO_DANGEROUS},
    (S.AWAITING_APPROVAL, S.REDACTING): {R.MORE_WORK, R.TOO_DANGEROUS},
    (S.ACCEPTED, S.REDACTING): {R.MORE_WORK, R.TOO_DANGEROUS},
    (S.DECLINED, S.IN_TRIAGE): {R.MORE_WORK, R.TOO_DANGEROUS},
} | {
    (state, S.DECLINED): {
        *(R.NOT_OURS, R.NOT_CREDIBLE, R.DUPLICATE, R.SPAM, R.TOO_DANGEROUS),
    }
    for state in (S.RECEIVED, S.IN_TRIAGE, S.VERIFYING, S.REDACTING, S.AWAITING_APPROVAL)
}


def test_every_state_every_other_every_reason():
    moderator, draft = make_user("Moderators"), make_testimony(status=Status.DRAFT)
    case, done = make_submission(), {}
    for old, new, reason in itertools.product(set(S) - {S.ERASED}, S, R):
        StateChange.objects.all().delete()
        Submission.objects.filter(pk=case.pk).update(state=old, draft=draft)
        seen = Submission.objects.get()
        try:
            moderation.move(seen, new, by=moderator, reason=reason)
        except DoesNotFit:
            assert Submission.objects.get().version == seen.version
            assert not StateChange.objects.exists()
        else:
            change, stored = StateChange.objects.get(), Submission.objects.get()
            assert (change.old, change.new, change.by) == (old, new, moderator)
            assert (stored.state, stored.version, stored.since) == (new, seen.version, today())
            done.setdefault((old, new), set()).add(reason)
    assert done == MOVES


def test_what_was_seen_before_somebody_else_acted_is_not_acted_upon():
    case, jin = make_submission(state=S.IN_TRIAGE), make_user("Moderators")
    seen = Submission.objects.get()
    moderation.move(case, S.VERIFYING, by=jin, reason=R.PROGRESS)
    with pytest.raises(ActedMeanwhile):
        moderation.move(seen, S.DECLINED, by=make_user("Moderators"), reason=R.SPAM)
    assert Submission.objects.get().state == S.VERIFYING
    assert trail(case) == [(AuditEvent.CASE_MOVED, jin.pk, "progress")]
    seen = Submission.objects.get()
    erasure.erase(case, by=None, reason=R.WITHDRAWN)
    with pytest.raises(IsErased):
        moderation.move(seen, S.DECLINED, by=jin, reason=R.SPAM)


def _when_it_is_free(act) -> None:
    """SQLite waits for another writer by itself, but not where the database lies in memory."""
    until = time.monotonic() + 20
    while True:
        try:
            return act()
        except OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_moderators_who_act_at_once_one_wins_and_the_other_is_told():
    case, people = make_submission(state=S.VERIFYING), [make_user("Moderators") for _ in "12"]
    acts = [(S.REDACTING, R.PROGRESS), (S.DECLINED, R.NOT_CREDIBLE)]
    ready, told = Barrier(2, timeout=20), {}

    def act(by, to, reason):
        seen = Submission.objects.get(pk=case.pk)
        ready.wait()
        try:
            _when_it_is_free(lambda: moderation.move(seen, to, by=by, reason=reason))
            told[by] = to
        except ActedMeanwhile:
            told[by] = None
        finally:
            connections.close_all()

    threads = [Thread(target=act, args=(by, *what)) for by, what in zip(people, acts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    (winner,) = [by for by in people if told[by]]
    assert set(told) == set(people)
    assert Submission.objects.get().state == told[winner]
    (change,) = StateChange.objects.all()
    assert (change.by, change.new) == (winner, told[winner])
    assert trail(case) == [(AuditEvent.CASE_MOVED, winner.pk, change.reason)]


# --- Keeping --------------------------------------------------------------------------------


def accepted(*purposes, **overrides) -> Submission:
    case = make_submission(**({"state": S.AWAITING_APPROVAL} | overrides))
    for purpose in purposes:
        Consent.objects.create(submission=case, purpose=purpose)
    approver = make_user("Moderators")
    moderation.change_state(case, S.ACCEPTED, by=approver, reason=R.APPROVED)
    return Submission.objects.get(pk=case.pk)


def test_an_accepted_case_has_its_day_of_review_and_another_has_none():
    kept, not_kept = accepted(Purpose.KEEP), accepted(Purpose.PUBLICATION)
    assert (kept.review_on, not_kept.review_on) == (ago(-730), ago(-30))
    moderation.move(kept, S.REDACTING, by=make_user("Moderators"), reason=R.MORE_WORK)
    kept.refresh_from_db()
    assert kept.review_on is None


def test_a_case_is_kept_on_as_long_as_the_person_allows_it():
    moderator, case = make_user("Moderators"), accepted(Purpose.KEEP)
    Submission.objects.filter(pk=case.pk).update(review_on=ago(-1))
    case.refresh_from_db()
    moderation.keep_on(case, by=moderator)
    case.refresh_from_db()
    assert case.review_on == ago(-730)
    consents.allow_just(case, {Purpose.COURTS})
    case.refresh_from_db()
    assert case.review_on == ago(-30)
    with pytest.raises(DoesNotFit):
        moderation.keep_on(case, by=moderator)
    with pytest.raises(DoesNotFit):
        moderation.keep_on(make_submission(state=S.VERIFYING), by=moderator)


def test_taking_a_consent_back_never_makes_the_time_longer():
    case = accepted(Purpose.KEEP)
    Submission.objects.filter(pk=case.pk).update(review_on=ago(-3))
    consents.allow_just(case, set())
    open_case = make_submission(state=S.VERIFYING)
    consents.allow_just(open_case, set())
    assert set(Submission.objects.values_list("review_on", flat=True)) == {ago(-3), None}


def test_back_to_redacting_takes_every_language_off_the_site(client):
    case, moderator = accepted(Purpose.PUBLICATION), make_user("Moderators")
    values = {"kind": TestimonyKind.WITNESS, "alias": "A."}
    draft, other = make_testimony(**values), make_testimony(title="Another")
    korean = make_testimony(language="ko", translation_key=draft.translation_key, **values)
    for version in (draft, korean):
        history.keep_baseline(version)
    Submission.objects.filter(pk=case.pk).update(draft=draft)
    moderation.move(
        Submission.objects.get(pk=case.pk), S.REDACTING, by=moderator, reason=R.TOO_DANGEROUS
    )
    assert {client.get(one.get_absolute_url()).status_code for one in (draft, korean)} == {410}
    assert list(Testimony.objects.visible()) == [other]
    assert set(Testimony.objects.exclude(pk=other.pk).values_list("withdrawal_reason")) == {
        ("It is being worked over.",)
    }


def test_a_moderator_erases_what_they_saw_and_for_a_reason_that_fits():
    case, moderator = make_submission(state=S.VERIFYING), make_user("Moderators")
    with pytest.raises(DoesNotFit):
        moderation.erase(case, by=moderator, reason=R.PROGRESS)
    seen = Submission.objects.get()
    moderation.move(case, S.REDACTING, by=moderator, reason=R.PROGRESS)
    with pytest.raises(ActedMeanwhile):
        moderation.erase(seen, by=moderator, reason=R.SPAM)
    moderation.erase(Submission.objects.get(), by=moderator, reason=R.SPAM)
    stored = Submission.objects.get()
    assert (stored.state, bytes(stored.sealed)) == (S.ERASED, b"")
    assert trail(case)[-1] == (AuditEvent.CASE_ERASED, moderator.pk, "spam")


# --- Writing --------------------------------------------------------------------------------


@pytest.fixture
def to() -> tuple[str, ...]:
    for _key in range(2):
        make_moderator_key()
    make_recovery_key()
    return sealing.audience().recipients


def mark() -> str:
    return sealing.audience().mark


def test_what_was_sealed_before_one_key_went_and_another_came_is_not_kept(to):
    case, moderator, then = make_submission(), make_user("Moderators"), mark()
    sealed = sealing.seal({"text": "x"}, to)
    for_receipt = sealing.seal({"text": "x"}, [case.receipt_recipient])
    key_ring.retire(ModeratorKey.objects.first(), by=moderator)
    make_moderator_key()
    assert len(sealing.audience().recipients) == len(to)
    with pytest.raises(NotSealed):
        moderation.write_note(case, by=moderator, sealed=sealed, mark=then)
    with pytest.raises(NotSealed):
        moderation.write_message(
            case, by=moderator, for_moderators=sealed, for_receipt=for_receipt, mark=then
        )
    assert not (case.messages.exists() or case.notes.exists())


def test_a_message_is_kept_sealed_and_noted_a_note_is_kept_sealed(to):
    case, moderator = make_submission(), make_user("Moderators")
    sealed = {
        "for_moderators": sealing.seal({"text": "x"}, to),
        "for_receipt": sealing.seal({"text": "x"}, [case.receipt_recipient]),
    }
    message = moderation.write_message(case, by=moderator, **sealed, mark=mark())
    note = moderation.write_note(case, by=moderator, sealed=sealed["for_moderators"], mark=mark())
    message.refresh_from_db()
    note.refresh_from_db()
    assert (bytes(message.for_moderators), bytes(message.for_receipt)) == tuple(sealed.values())
    assert (message.author, bytes(note.sealed)) == (moderator, sealed["for_moderators"])
    assert trail(case) == [
        (AuditEvent.CASE_MESSAGE, moderator.pk, ""),
        (AuditEvent.CASE_NOTE, moderator.pk, ""),
    ]


def test_what_is_not_sealed_to_just_the_right_people_is_not_kept(to):
    case, moderator = make_submission(), make_user("Moderators")
    right = sealing.seal({"text": "x"}, to)
    mine = sealing.seal({"text": "x"}, [case.receipt_recipient])
    wrong = {
        "plain": b'{"text": "x"}',
        "one too few": sealing.seal({"text": "x"}, to[:-1]),
        "one too many": sealing.seal({"text": "x"}, [*to, case.receipt_recipient]),
        "cut off": right[:200],
        "nothing": b"",
        "armoured": pyrage.encrypt(b"x", [sealing.as_recipient(to[0])], armored=True),
        "with a passphrase": pyrage.passphrase.encrypt(b"x", "phrase"),
        "too long": right + b"x" * moderation.LONGEST_SEALED,
    }
    kept = []
    for name, sealed in wrong.items():
        for pair in ((sealed, mine), (right, sealed)):
            try:
                moderation.write_message(
                    case,
                    by=moderator,
                    for_moderators=pair[0],
                    for_receipt=pair[1],
                    mark=mark(),
                )
            except NotSealed:
                continue
            kept.append(name)
        with pytest.raises(NotSealed):
            moderation.write_note(case, by=moderator, sealed=sealed, mark=mark())
    assert kept == []
    assert not case.messages.exists()


def test_nothing_is_written_into_a_case_that_is_erased(to):
    case, moderator = make_submission(), make_user("Moderators")
    sealed = sealing.seal({"text": "x"}, to)
    for_receipt = sealing.seal({"text": "x"}, [case.receipt_recipient])
    erasure.erase(case, by=None, reason=R.WITHDRAWN)
    with pytest.raises(IsErased):
        moderation.write_message(
            case, by=moderator, for_moderators=sealed, for_receipt=for_receipt, mark=mark()
        )
    with pytest.raises(IsErased):
        moderation.write_note(case, by=moderator, sealed=sealed, mark=mark())
    assert not (case.messages.exists() or case.notes.exists())
