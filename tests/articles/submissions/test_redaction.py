"""The verbs of redaction: who may do what to which text, and what stays of it."""

import datetime as dt
import time
from threading import Barrier, Thread

import pytest
from django.db import OperationalError, connection
from reversion.models import Version

from articles import blocking, history, publishing
from articles.choices import (
    AuditEvent,
    ChangeReason,
    DatePrecision,
    Status,
    SubmissionState,
    TestimonyKind,
)
from articles.models import AuditEntry, SearchEntry, SearchWord, StateChange, Submission, Testimony
from articles.protection import protect
from articles.publishing import EditConflict
from articles.submissions import checklist, erasure, redaction
from articles.submissions.refusals import DoesNotFit, Refused
from tests.cases import (
    accepted,
    awaiting_approval,
    in_redaction,
    make_case,
    make_moderator,
    sent_back,
    values,
)
from tests.factories import make_person, make_user

pytestmark = pytest.mark.django_db

STATES = [state for state in SubmissionState if state != SubmissionState.ERASED]


def ticked(case: Submission) -> frozenset[str]:
    return checklist.keys_of(case.draft)


# --- Beginning ------------------------------------------------------------------------------


def test_a_redaction_begins_with_an_empty_draft_that_points_nowhere():
    case = make_case()
    draft = redaction.start(case, by=make_user("Moderators"), language="ko")
    case.refresh_from_db()
    assert (case.state, case.draft) == (SubmissionState.REDACTING, draft)
    assert (draft.kind, draft.language, draft.status) == (
        TestimonyKind.WITNESS,
        "ko",
        Status.DRAFT,
    )
    assert not (draft.title or draft.body or draft.summary or draft.created_by)
    related = {field.related_model for field in Testimony._meta.get_fields()}
    assert Submission not in {field.related_model for field in Testimony._meta.concrete_fields}
    assert Submission not in related


def test_beginning_twice_makes_one_draft():
    case, by = make_case(), make_user("Moderators")
    first = redaction.start(case, by=by, language="en")
    assert redaction.start(case, by=by, language="ko") == first
    assert Testimony.objects.count() == 1


@pytest.mark.parametrize(
    "state", sorted(set(STATES) - {SubmissionState.VERIFYING, SubmissionState.REDACTING})
)
def test_only_a_verified_case_is_redacted(state):
    with pytest.raises(DoesNotFit):
        redaction.start(make_case(state), by=make_user("Moderators"), language="en")
    assert not Testimony.objects.exists()


# --- Writing --------------------------------------------------------------------------------


def test_what_was_written_is_stored_and_its_writer_remembered():
    case, writer = in_redaction(title="A title")
    assert case.draft.title == "A title"
    assert list(case.redactors.all()) == [writer]


def test_nobody_overwrites_what_they_have_not_seen():
    case, writer = in_redaction()
    seen = case.draft.version
    redaction.save(case, by=writer, seen=seen, values=values(title="First"))
    with pytest.raises(EditConflict):
        redaction.save(case, by=make_moderator(case), seen=seen, values=values(title="Second"))
    case.draft.refresh_from_db()
    assert case.draft.title == "First"
    assert list(case.redactors.all()) == [writer]


@pytest.mark.parametrize("state", sorted(set(STATES) - {SubmissionState.REDACTING}))
def test_a_draft_is_written_only_while_its_case_is_being_redacted(state):
    case, writer = in_redaction()
    Submission.objects.filter(pk=case.pk).update(state=state)
    for change in (
        lambda: redaction.save(case, by=writer, seen=case.draft.version, values=values()),
        lambda: redaction.hand_over(case, by=writer, seen=case.draft.version),
        lambda: redaction.make_coarser(
            case, by=writer, seen=case.draft.version, values=values(), key="title:0:1"
        ),
    ):
        with pytest.raises(DoesNotFit):
            change()
    assert Testimony.objects.get().version == case.draft.version


def test_a_protected_name_is_not_even_stored():
    case, writer = in_redaction()
    protect(case, ["박영희"])
    with pytest.raises(redaction.NamesSomebody) as refused:
        redaction.save(
            case, by=writer, seen=case.draft.version, values=values(body="<p>박 영희는 말했다.</p>")
        )
    assert refused.value.field == "body"
    assert Testimony.objects.get().body == case.draft.body


def test_nothing_that_is_redacted_is_kept_by_the_history_or_the_index():
    case, writer = in_redaction(title="Zebracanary went to Hoeryong", summary="quaggacanary")
    redaction.save(case, by=writer, seen=case.draft.version, values=values())
    assert not Version.objects.get_for_object(case.draft).exists()
    assert not SearchWord.objects.filter(text__contains="canary").exists()
    entry = SearchEntry.objects.get(testimony=case.draft)
    assert not (entry.title.strip() or entry.summary.strip() or entry.body.strip())
    assert "canary" not in case.draft.slug


# --- Coarser forms --------------------------------------------------------------------------


def coarsen(case, writer, *, found: str, **written):
    """Save something and use the proposal for what stands in it."""
    draft = redaction.save(case, by=writer, seen=case.draft.version, values=values(**written))
    point = next(one for one in checklist.points(draft) if one.finding.text == found)
    return redaction.make_coarser(
        case, by=writer, seen=draft.version, values=values(**written), key=point.key
    )


def test_a_proposal_takes_the_place_of_its_finding_and_of_nothing_else():
    case, writer = in_redaction()
    draft, was_there = coarsen(
        case,
        writer,
        found="회령시",
        body="<p>그는 <em>회령시</em>에서 왔다. &lt;회령시&gt; 사람이다.</p>",
    )
    assert was_there
    assert draft.body == "<p>그는 <em>함경북도</em>에서 왔다. &lt;회령시&gt; 사람이다.</p>"


def test_a_finding_that_tags_divide_is_replaced_where_it_begins():
    case, writer = in_redaction()
    draft, _was_there = coarsen(
        case,
        writer,
        found="on 14 June 2023",
        body="<p>I left on <strong>14 June</strong> 2023 &amp; hid.</p>",
    )
    assert draft.body == "<p>I left in summer 2023<strong></strong> &amp; hid.</p>"


def test_the_second_of_two_equal_findings_can_be_replaced_alone():
    case, writer = in_redaction()
    written = {"summary": "From Musan to Hyesan, from Musan again."}
    draft = redaction.save(case, by=writer, seen=case.draft.version, values=values(**written))
    second = [one for one in checklist.points(draft) if one.finding.text == "Musan"][1]
    draft, _was_there = redaction.make_coarser(
        case, by=writer, seen=draft.version, values=values(**written), key=second.key
    )
    assert draft.summary == "From Musan to Hyesan, from North Hamgyong Province again."


def test_what_was_typed_meanwhile_is_stored_with_the_proposal():
    case, writer = in_redaction(summary="We met in Musan.")
    point = next(one for one in checklist.points(case.draft) if one.finding.text == "Musan")
    draft, was_there = redaction.make_coarser(
        case,
        by=writer,
        seen=case.draft.version,
        values=values(summary="At last we met in Musan.", title="New"),
        key=point.key,
    )
    assert (draft.summary, draft.title, was_there) == (
        "At last we met in North Hamgyong Province.",
        "New",
        True,
    )


def test_a_finding_that_was_taken_out_meanwhile_is_told_and_the_rest_stored():
    case, writer = in_redaction(summary="We met in Musan.")
    point = next(one for one in checklist.points(case.draft) if one.finding.text == "Musan")
    draft, was_there = redaction.make_coarser(
        case,
        by=writer,
        seen=case.draft.version,
        values=values(summary="We met somewhere."),
        key=point.key,
    )
    assert (draft.summary, was_there) == ("We met somewhere.", False)


def test_an_exact_date_of_the_testimony_becomes_a_season():
    case, writer = in_redaction()
    day = dt.date(2019, 3, 14)
    draft, _was_there = coarsen(
        case, writer, found="March 14, 2019", date=day, date_precision=DatePrecision.DAY
    )
    assert (draft.date_precision, draft.date.day) == (DatePrecision.SEASON, 1)


# --- Handing over and approval --------------------------------------------------------------


@pytest.mark.parametrize("missing", ["title", "alias", "text"])
def test_an_unfinished_draft_is_not_handed_over(missing):
    gaps = {"summary": "", "body": ""} if missing == "text" else {missing: ""}
    case, writer = in_redaction(**gaps)
    with pytest.raises(DoesNotFit):
        redaction.hand_over(case, by=writer, seen=case.draft.version)


def test_a_name_that_was_protected_since_stops_the_handing_over():
    case, writer = in_redaction(summary="Kim Chol-su helped.")
    protect(case, ["김철수"])
    with pytest.raises(redaction.NamesSomebody):
        redaction.hand_over(case, by=writer, seen=case.draft.version)


def test_only_what_was_seen_is_handed_over():
    case, writer = in_redaction()
    with pytest.raises(EditConflict):
        redaction.hand_over(case, by=writer, seen=case.draft.version - 1)


def test_a_second_moderator_who_looked_at_everything_approves():
    case, _writer = awaiting_approval(summary="She was 34 years old.")
    second = make_moderator(case)
    redaction.approve(case, by=second, seen=case.draft.version, looked_at=ticked(case))
    case.refresh_from_db()
    assert case.state == SubmissionState.ACCEPTED
    assert case.draft.status == Status.IN_REVIEW
    last = StateChange.objects.get(submission=case, new=SubmissionState.ACCEPTED)
    assert (last.by, last.reason) == (second, ChangeReason.APPROVED)
    moved = AuditEntry.objects.filter(event=AuditEvent.CASE_MOVED).latest("number")
    assert (moved.actor, moved.subject) == (second.pk, str(case.pk))
    assert "consent" not in blocking.what_blocks(case.draft)
    publishing.publish(case.draft, by=make_user("Editors"))


def test_nobody_who_has_written_in_it_approves_it():
    case, writer = in_redaction()
    other = make_moderator(case)
    redaction.save(case, by=other, seen=case.draft.version, values=values(title="Mine too"))
    case.refresh_from_db()
    redaction.hand_over(case, by=other, seen=case.draft.version)
    for by in (writer, other):
        with pytest.raises(redaction.OwnRedaction):
            redaction.approve(case, by=by, seen=case.draft.version, looked_at=ticked(case))
    assert Submission.objects.get().state == SubmissionState.AWAITING_APPROVAL


def test_every_single_tick_is_needed():
    case, _writer = awaiting_approval(summary="She was 34 years old and left Musan.")
    second, all_of_them = make_moderator(case), ticked(case)
    assert len(all_of_them) == 2 + len(checklist.FixedPoint)
    for missing in all_of_them:
        with pytest.raises(redaction.NotLookedAt):
            redaction.approve(
                case, by=second, seen=case.draft.version, looked_at=all_of_them - {missing}
            )
    assert Submission.objects.get().state == SubmissionState.AWAITING_APPROVAL


def test_only_the_text_that_was_seen_is_approved():
    case, _writer = awaiting_approval()
    with pytest.raises(EditConflict):
        redaction.approve(
            case,
            by=make_moderator(case),
            seen=case.draft.version - 1,
            looked_at=ticked(case),
        )


def test_what_was_handed_over_is_changed_only_after_it_was_sent_back():
    case, writer = awaiting_approval()
    with pytest.raises(DoesNotFit):
        redaction.save(case, by=writer, seen=case.draft.version, values=values(title="Late"))
    redaction.send_back(case, by=make_moderator(case), reason=ChangeReason.MORE_WORK)
    redaction.save(case, by=writer, seen=case.draft.version, values=values(title="Now"))
    assert Testimony.objects.get().title == "Now"


def test_what_comes_back_leaves_no_older_text_to_bring_back():
    """An editor could publish from the history what had to be redacted once more."""
    case, second = accepted(summary="First wording")
    editor = make_user("Editors")
    publishing.publish(case.draft, by=editor)
    assert history.versions_of(case.draft).exists()
    sent_back(case, second)
    assert case.draft.status == Status.WITHDRAWN
    redaction.save(case, by=second, seen=case.draft.version, values=values(summary="Second"))
    case.refresh_from_db()
    redaction.hand_over(case, by=second, seen=case.draft.version)
    third = make_moderator(case)
    redaction.approve(case, by=third, seen=case.draft.version, looked_at=ticked(case))
    case.draft.refresh_from_db()
    assert not history.versions_of(case.draft).exists()
    assert case.draft.status == Status.WITHDRAWN


def test_a_witness_stays_a_witness():
    case, second = accepted()
    Testimony.objects.filter(pk=case.draft_id).update(
        kind=TestimonyKind.STATEMENT, alias="", speaker=make_person()
    )
    sent_back(case, second)
    redaction.save(case, by=second, seen=case.draft.version, values=values())
    draft = Testimony.objects.get()
    assert (draft.kind, draft.speaker) == (TestimonyKind.WITNESS, None)


def test_erasing_a_case_takes_its_draft_along():
    case, writer = in_redaction()
    erasure.erase(case, by=writer, reason=ChangeReason.TOO_DANGEROUS)
    assert not Testimony.objects.exists()
    assert not SearchEntry.objects.exists()


# --- Two at once ----------------------------------------------------------------------------


def at_once(*deeds) -> list[str]:
    """Do things in threads of their own; the name of what each raised, or "done"."""
    barrier, told = Barrier(len(deeds)), [""] * len(deeds)

    def run(number, deed):
        barrier.wait()
        while not told[number]:
            try:
                deed()
                told[number] = "done"
            except (Refused, EditConflict) as failure:
                told[number] = type(failure).__name__
            except OperationalError:
                # A database in memory does not let the second wait, as one in a file does.
                time.sleep(0.01)
        connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_act_at_once_one_wins_and_the_other_is_told():
    case, writer = in_redaction()
    other, seen = make_moderator(case), case.draft.version
    told = at_once(
        lambda: redaction.save(case, by=writer, seen=seen, values=values(title="One")),
        lambda: redaction.save(case, by=other, seen=seen, values=values(title="Other")),
    )
    assert sorted(told) == ["EditConflict", "done"]

    seen = Testimony.objects.get().version
    told = at_once(
        lambda: redaction.save(case, by=writer, seen=seen, values=values(title="Later")),
        lambda: redaction.hand_over(case, by=other, seen=seen),
    )
    assert told in (["done", "EditConflict"], ["DoesNotFit", "done"])
    if told[0] == "done":
        redaction.hand_over(case, by=other, seen=seen + 1)

    case = Submission.objects.get()
    seconds, seen = [make_moderator(case), make_moderator(case)], case.draft.version
    told = at_once(
        *(
            lambda by=by: redaction.approve(case, by=by, seen=seen, looked_at=ticked(case))
            for by in seconds
        ),
        lambda: redaction.send_back(case, by=writer, reason=ChangeReason.MORE_WORK),
    )
    assert sorted(told) == ["DoesNotFit", "DoesNotFit", "done"]
