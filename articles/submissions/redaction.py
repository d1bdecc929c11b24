"""The verbs of redaction: an empty draft, what is written in it, and a second person's approval.

The draft is a testimony of its own that points to no case; the case points to it. Nothing of it is
kept by the history until it is approved, so that what was redacted away is nowhere. Each verb holds
the case while it looks at the draft, and names the version of the draft that somebody saw.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles import history, protection
from articles.blocking import cases_behind
from articles.choices import (
    ChangeReason,
    DatePrecision,
    Language,
    Status,
    SubmissionState,
    TestimonyKind,
)
from articles.models import SearchEntry, Submission, Testimony
from articles.publishing import EditConflict, claim
from articles.submissions import checklist, moderation
from articles.submissions.refusals import DoesNotFit
from articles.text.identifying.joining import joined
from articles.text.nodes import nodes

FIELDS = ("title", "content_note", "summary", "body", "place", "date", "date_precision", "alias")
#: What a testimony says, in whatever column.
WORDS = (*FIELDS, "kind", "forum", "speaker", "slug")


class OwnRedaction(DoesNotFit):
    """Whoever redacted a case does not approve it."""

    SENTENCE = _(
        "You have written in this redaction. Somebody who has not has to approve it: "
        "a second pair of eyes sees what yours are used to."
    )


class NotLookedAt(DoesNotFit):
    """Something of the checklist is not ticked."""

    SENTENCE = _(
        "Not all is ticked yet. Look at each point, and tick it when it gives nobody away."
    )


class NamesSomebody(DoesNotFit):
    """A protected name stands in the draft: `field` holds it."""

    def __init__(self, field: str):
        super().__init__(protection.SENTENCE)
        self.field = field


def start(case: Submission, *, by, language: Language) -> Testimony:
    """Begin to redact a case, or go on with the draft that there is.

    Raises DoesNotFit, ActedMeanwhile, IsErased.
    """
    with transaction.atomic():
        now = moderation.locked(case)
        if now.state != SubmissionState.REDACTING:
            if now.state != SubmissionState.VERIFYING:
                raise DoesNotFit(_("A case is redacted after it was verified. Move it on first."))
            moderation.change_state(
                now, SubmissionState.REDACTING, by=by, reason=ChangeReason.PROGRESS
            )
        if now.draft is None:
            draft = Testimony(
                kind=TestimonyKind.WITNESS,
                language=Language(language),
                date_precision=DatePrecision.SEASON,
            )
            draft.save()
            moderation.claim(now, draft=draft)
        return now.draft


def save(case: Submission, *, by, seen: int, values: Mapping[str, Any]) -> Testimony:
    """Store what somebody has written, if nobody else did since version `seen` of the draft.

    `values` are by the names of FIELDS. Raises DoesNotFit, NamesSomebody, EditConflict, IsErased.
    """
    with transaction.atomic():
        now, draft = _held(case, SubmissionState.REDACTING)
        claim(draft, seen=seen)
        for name in FIELDS:
            setattr(draft, name, values[name])
        # An editor may have made another kind of it before it came back.
        draft.kind, draft.speaker = TestimonyKind.WITNESS, None
        _check_names(draft)
        draft.save()
        now.redactors.add(by)
        return draft


def make_coarser(
    case: Submission, *, by, seen: int, values: Mapping[str, Any], key: str
) -> tuple[Testimony, bool]:
    """Store what was written and put the proposal of a finding in its place.

    `key` is that of a point of the draft as it was at `seen`; `values` may have moved it. The
    second part of the answer is whether it still stood there. Raises as save() does.
    """
    with transaction.atomic():
        _now, draft = _held(case, SubmissionState.REDACTING)
        if draft.version != seen:
            raise EditConflict
        wanted = _place_of(checklist.points(draft), key)
        draft = save(case, by=by, seen=seen, values=values)
        found = wanted and _point_at(checklist.points(draft), wanted)
        if not found:
            return draft, False
        changed = {name: getattr(draft, name) for name in FIELDS} | _made_coarser(draft, found)
        return save(case, by=by, seen=draft.version, values=changed), True


def hand_over(case: Submission, *, by, seen: int) -> None:
    """Ask a second moderator to approve the draft as it was at `seen`; it stays so until then.

    Raises DoesNotFit, NamesSomebody, EditConflict, IsErased.
    """
    with transaction.atomic():
        now, draft = _held(case, SubmissionState.REDACTING)
        _check_seen(draft, seen)
        if not (draft.title and draft.alias and (draft.summary or draft.body)):
            raise DoesNotFit(
                _("It needs a title, a protected alias, and a summary or a text. Write them first.")
            )
        _check_names(draft)
        moderation.change_state(
            now, SubmissionState.AWAITING_APPROVAL, by=by, reason=ChangeReason.PROGRESS
        )


def approve(case: Submission, *, by, seen: int, looked_at: frozenset[str]) -> Testimony:
    """Accept a case: the draft as it was at `seen` gives nobody away.

    `looked_at` are the keys of the checklist that were ticked. From now on editors have the draft.
    Raises OwnRedaction, NotLookedAt, NamesSomebody, DoesNotFit, EditConflict, IsErased.
    """
    with transaction.atomic():
        now, draft = _held(case, SubmissionState.AWAITING_APPROVAL)
        if now.redactors.filter(pk=by.pk).exists():
            raise OwnRedaction
        _check_seen(draft, seen)
        if checklist.keys_of(draft) - looked_at:
            raise NotLookedAt
        _check_names(draft)
        moderation.change_state(now, SubmissionState.ACCEPTED, by=by, reason=ChangeReason.APPROVED)
        _release(draft)
        return draft


def send_back(case: Submission, *, by, reason: ChangeReason) -> None:
    """Have a draft that awaits approval worked over. Raises DoesNotFit, IsErased."""
    with transaction.atomic():
        now, _draft = _held(case, SubmissionState.AWAITING_APPROVAL)
        moderation.change_state(now, SubmissionState.REDACTING, by=by, reason=reason)


def is_closed_to(testimony: Testimony, user) -> bool:
    """Whether somebody changes what a testimony says on the page of its case only.

    So it is for all who may read cases: what they add to an approved text, in whatever language,
    a second moderator has not seen.
    """
    return user.has_perm("articles.change_submission") and cases_behind(testimony).exists()


def _release(draft: Testimony) -> None:
    """Give an approved draft to the editors: where it was never public, into their pile."""
    versions = list(draft.versions())
    for version in versions:
        # What was kept before says what had to be redacted once more.
        history.forget(version)
    if draft.published_at is None:
        draft.slug, draft.status = "", Status.IN_REVIEW
    draft.version += 1
    draft.save()
    SearchEntry.write([version for version in versions if version.pk != draft.pk])


def _held(case: Submission, state: SubmissionState) -> tuple[Submission, Testimony]:
    """The case, held until the transaction ends, and its draft."""
    now = moderation.locked(case)
    if now.state != state or now.draft is None:
        raise DoesNotFit(
            _("The case is “%(state)s” now, so this cannot be done. Look at it again.")
            % {"state": now.get_state_display()}
        )
    return now, now.draft


def _check_seen(draft: Testimony, seen: int) -> None:
    if draft.version != seen:
        raise EditConflict


def _check_names(draft: Testimony) -> None:
    if field := protection.field_with_a_protected_name(draft):
        raise NamesSomebody(field)


# --- Coarser forms --------------------------------------------------------------------------


def _place_of(found: list[checklist.Point], key: str) -> tuple[str, str, int] | None:
    """(column, text, which of the same text) of the point with a key."""
    counts: dict[tuple[str, str], int] = {}
    for point in found:
        same = (point.field, point.finding.text)
        counts[same] = counts.get(same, 0) + 1
        if point.key == key and point.is_proposed:
            return (*same, counts[same])
    return None


def _point_at(found: list[checklist.Point], wanted: tuple[str, str, int]) -> checklist.Point | None:
    field, text, number = wanted
    same = [one for one in found if one.field == field and one.finding.text == text]
    return same[number - 1] if number <= len(same) else None


def _made_coarser(draft: Testimony, point: checklist.Point) -> dict[str, Any]:
    """The column of a point with its proposal in place."""
    finding, value = point.finding, getattr(draft, point.field)
    if point.field == "date":
        return {"date_precision": DatePrecision.SEASON}
    taken_apart = nodes(value) if point.field == "body" else None
    text = taken_apart.text if taken_apart else value
    words, end = joined(finding.coarser, text, finding.end)
    if taken_apart:
        return {"body": taken_apart.replaced(finding.start, end, words)}
    return {point.field: value[: finding.start] + words + value[end:]}
