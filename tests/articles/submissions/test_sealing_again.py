"""Sealing cases again: what may take the place of what, and what a crash or a second one leaves."""

import io

import pyrage
import pytest

from articles.choices import AuditEvent, AuditReason, SubmissionState
from articles.models import AuditEntry, SealedMessage
from articles.submissions import intake, key_ring, parts, receipts, sealing, sealing_again, store
from articles.submissions.refusals import IsErased
from articles.submissions.sealing_again import DoesNotReplace, SealedMeanwhile
from tests.factories import make_moderator_key, make_recovery_key, make_submission, make_user
from tests.sealed_cases import (
    ASKED,
    FILE,
    NOTED,
    TEXT,
    contents_of,
    make_sealed_case,
    opened,
    sealed_file,
    stored_files,
)

pytestmark = pytest.mark.django_db
CONTENTS = (TEXT, ASKED, NOTED, FILE)


@pytest.fixture(autouse=True)
def committed(monkeypatch, django_capture_on_commit_callbacks):
    """Each swap is a transaction of its own, as on the site."""
    swap = sealing_again.swap

    def swap_and_commit(*args):
        with django_capture_on_commit_callbacks(execute=True):
            return swap(*args)

    monkeypatch.setattr(sealing_again, "swap", swap_and_commit)


@pytest.fixture
def people():
    """The private halves: of two moderators and the recovery key."""
    return [make_moderator_key()[1], make_moderator_key()[1], make_recovery_key()[1]]


def mark() -> str:
    return sealing.audience().mark


def again(part: parts.Part, identity, recipients=None) -> io.BytesIO:
    """What a browser makes of a part: the same content, sealed to those who have a key now."""
    plain = pyrage.decrypt(part.open().read(), [identity])
    recipients = recipients or sealing.audience().recipients
    return io.BytesIO(pyrage.encrypt(plain, [sealing.as_recipient(text) for text in recipients]))


def seal_all(case, identity) -> dict[str, str]:
    return {
        part.name: sealing_again.swap(case, part.name, part.tag, again(part, identity), mark())
        for part in parts.of(case)
    }


def end(case, tags, mark_then: str = "") -> None:
    sealing_again.finish(case, tags, mark_then or mark(), by=make_user("Moderators"))


def make_waiting_case():
    """A case that somebody who has a key by now cannot open."""
    case = make_sealed_case()
    make_moderator_key()
    return case


def test_a_case_is_sealed_to_a_new_key_and_no_longer_to_a_retired_one(people):
    mine, retired, offline = people
    case, before = make_sealed_case(), stored_files()
    new, theirs = make_moderator_key()
    key_ring.retire(case.keys.get(recipient=str(retired.to_public())), by=new.user)
    assert set(sealing_again.waiting(sealing.audience())) == {case}

    end(case, seal_all(case, mine))
    for identity in (mine, theirs, offline):
        assert contents_of(opened(case, identity)) == CONTENTS
    for part in parts.of(case):
        with pytest.raises(pyrage.DecryptError):
            pyrage.decrypt(part.open().read(), [retired])
    assert {key.recipient for key in case.keys.all()} == {
        str(mine.to_public()),
        str(theirs.to_public()),
    }
    assert not set(sealing_again.waiting(sealing.audience()))
    assert not before & stored_files()


def test_beginning_is_noted_as_opening_and_moves_nothing(people):
    case, by = make_sealed_case(), make_user("Moderators")
    sealing_again.begin(case, by=by)
    case.refresh_from_db()
    assert (case.state, case.read_on) == (SubmissionState.RECEIVED, None)
    entry = AuditEntry.objects.get()
    assert (entry.event, entry.actor, entry.subject, entry.reason) == (
        AuditEvent.CASE_OPENED,
        by.pk,
        str(case.pk),
        AuditReason.HANDOVER,
    )


def test_who_sealed_it_is_noted_and_then_nobody_can_overwrite_it(people):
    case, by = make_waiting_case(), make_user("Moderators")
    sealing_again.finish(case, seal_all(case, people[0]), mark(), by=by)
    entry = AuditEntry.objects.get()
    assert (entry.event, entry.actor, entry.subject) == (
        AuditEvent.CASE_SEALED,
        by.pk,
        str(case.pk),
    )
    for part in parts.of(case):
        lost = again(part, people[0])  # could as well be something else, sealed to the same keys
        with pytest.raises(SealedMeanwhile):
            sealing_again.swap(case, part.name, part.tag, lost, mark())
    assert contents_of(opened(case, people[1])) == CONTENTS


def test_an_erased_case_is_not_touched(people):
    case = make_submission(
        state="erased",
        sealed=b"",
        receipt_id=None,
        receipt_recipient="",
        language="",
        arrived_on=None,
    )
    with pytest.raises(IsErased):
        sealing_again.begin(case, by=make_user("Moderators"))
    with pytest.raises(IsErased):
        end(case, {})


def test_of_two_who_seal_a_part_the_second_is_told_and_nothing_is_lost(people):
    case = make_waiting_case()
    for part in parts.of(case):
        first, second = again(part, people[0]), again(part, people[1])
        sealing_again.swap(case, part.name, part.tag, first, mark())
        with pytest.raises(SealedMeanwhile):
            sealing_again.swap(case, part.name, part.tag, second, mark())
    assert contents_of(opened(case, people[2])) == CONTENTS
    stored_files()


def test_a_case_is_not_done_before_each_of_its_parts_is(people):
    case = make_waiting_case()
    tags = seal_all(case, people[0])
    incomplete = {name: tag for name, tag in tags.items() if not name.startswith("file")}
    by_another = tags | {"text": "0" * 64}
    for wrong in (incomplete, by_another, tags | {"note-0": "0"}, {}, None, "text"):
        with pytest.raises(SealedMeanwhile):
            end(case, wrong)
    intake.receive_answer(case, "And one thing more", [], sealing.audience())
    with pytest.raises(SealedMeanwhile):
        end(case, tags)
    assert case.keys.count() == 2


def test_keys_that_change_meanwhile_stop_it(people):
    case, then = make_sealed_case(), mark()
    (part, *_others) = parts.of(case)
    new = again(part, people[0])
    make_moderator_key()
    for deed in (
        lambda: sealing_again.swap(case, "text", part.tag, new, then),
        lambda: end(case, {one.name: one.tag for one in parts.of(case)}, then),
    ):
        with pytest.raises(SealedMeanwhile):
            deed()
    key_ring.retire(case.keys.first(), by=make_user("Moderators"))
    key_ring.retire(case.keys.last(), by=make_user("Moderators"))
    with pytest.raises(sealing.Closed):
        sealing_again.swap(case, "text", part.tag, new, then)
    assert contents_of(opened(case, people[1])) == CONTENTS
    stored_files()


def hostile(part: parts.Part, identity) -> list[bytes]:
    """What takes the place of nothing."""
    to, right = sealing.audience().recipients, again(part, identity).read()
    plain = pyrage.decrypt(part.open().read(), [identity])
    keys = [sealing.as_recipient(text) for text in to]
    return [
        b"",
        plain[:400],
        right[:-1],
        right + b"x",
        right[:100],
        pyrage.encrypt(plain[:-1], keys),
        pyrage.encrypt(plain + b" ", keys),
        pyrage.encrypt(plain, keys[:-1]),
        pyrage.encrypt(plain, [*keys, keys[0]]),
        pyrage.passphrase.encrypt(b"x", "x"),
        right + bytes(sealing.MIB),
    ]


def test_nothing_else_takes_the_place_of_a_part(people):
    case = make_waiting_case()
    for part in (one for one in parts.of(case) if one.name.startswith(("text", "file"))):
        for content in hostile(part, people[0]):
            with pytest.raises(DoesNotReplace):
                sealing_again.swap(case, part.name, part.tag, io.BytesIO(content), mark())
    other = make_sealed_case()
    names = [part.name for part in parts.of(other) if part.name != "text"]
    for name in (*names, "text-", "file-1", "for_receipt", "keys", "file-" + "0" * 32):
        with pytest.raises(SealedMeanwhile):
            sealing_again.swap(case, name, "0" * 64, io.BytesIO(b""), mark())
    for one in (case, other):
        assert contents_of(opened(one, people[1])) == CONTENTS
    stored_files()


class Broken(Exception):
    pass


@pytest.mark.parametrize("place", ["_check_replaces", "locked"])
@pytest.mark.parametrize("kind", ["text", "file"])
def test_what_ends_in_the_middle_leaves_the_old_ciphertext(people, monkeypatch, kind, place):
    case = make_waiting_case()
    (part,) = (one for one in parts.of(case) if one.name.startswith(kind))
    new, then = again(part, people[0]), mark()

    def fail(*args):
        raise Broken

    monkeypatch.setattr(sealing_again, place, fail)
    with pytest.raises(Broken):
        sealing_again.swap(case, part.name, part.tag, new, then)
    assert parts.find(case, part.name).tag == part.tag
    assert contents_of(opened(case, people[1])) == CONTENTS
    stored_files()


def test_a_connection_that_breaks_leaves_no_file(people):
    case = make_waiting_case()
    (part,) = (one for one in parts.of(case) if one.name.startswith("file"))

    class Cut(io.BytesIO):
        def read(self, size=-1):
            chunk = super().read(1000)
            if self.tell() > 5000:
                raise OSError
            return chunk

    with pytest.raises(OSError):
        sealing_again.swap(case, part.name, part.tag, Cut(again(part, people[0]).read()), mark())
    assert contents_of(opened(case, people[1])) == CONTENTS
    stored_files()


def test_files_that_the_nightly_run_moves_meanwhile_are_sealed_once_more(people):
    case = make_waiting_case()
    (part,) = (one for one in parts.of(case) if one.name.startswith("file"))
    sent, file = again(part, people[0]), case.files.get()
    case.files.update(file=store.copy_anew(file.file.name))
    store.delete(file.file.name)
    with pytest.raises(SealedMeanwhile):
        sealing_again.swap(case, part.name, part.tag, sent, mark())
    assert contents_of(opened(case, people[1])) == CONTENTS


def test_a_case_is_sealed_to_a_new_recovery_key(people):
    mine, _other, former = people
    case, then = make_sealed_case(), sealing.audience()
    _row, offline = make_recovery_key()
    assert set(sealing_again.waiting(sealing.audience())) == {case}
    end(case, seal_all(case, mine))
    assert not set(sealing_again.waiting(sealing.audience()))
    assert contents_of(opened(case, offline)) == CONTENTS
    with pytest.raises(pyrage.DecryptError):
        opened(case, former)
    intake.receive_answer(case, "Sealed before the key was replaced", [], then)
    assert set(sealing_again.waiting(sealing.audience())) == {case}


def test_an_answer_that_was_on_its_way_while_keys_changed_is_sealed_again(people):
    case, then = make_sealed_case(), sealing.audience()
    new, theirs = make_moderator_key()
    end(case, seal_all(case, people[0]))
    assert not set(sealing_again.waiting(sealing.audience()))
    intake.receive_answer(case, "On its way for an hour", [sealed_file(then)], then)
    assert new not in case.keys.all()
    assert set(sealing_again.waiting(sealing.audience())) == {case}
    end(case, seal_all(case, people[0]))
    answer = SealedMessage.objects.filter(sender="submitter").get()
    assert b"On its way" in pyrage.decrypt(bytes(answer.for_moderators), [theirs])

    retired = case.keys.get(recipient=str(people[1].to_public()))
    then = sealing.audience()
    key_ring.retire(retired, by=new.user)
    end(case, seal_all(case, people[0]))
    intake.receive_answer(case, "Also to the retired one", [], then)
    assert set(sealing_again.waiting(sealing.audience())) == {case}


def test_what_arrives_while_a_key_is_retired_is_sealed_again(people):
    then = sealing.audience()
    make_moderator_key()
    key_ring.retire(then.keys[0], by=then.keys[0].user)
    account = intake.Account(text="x")
    case = intake.receive_testimony(account, receipts.generate(), then)
    assert set(sealing_again.waiting(sealing.audience())) == {case}
