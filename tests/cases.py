"""Sealed cases as the moderators' pages need them: sealed to a key, opened in a session."""

import time

from articles.admin.opening import OPENED
from articles.choices import AuditReason, ChangeReason, Purpose, SubmissionState
from articles.models import Consent, Submission
from articles.submissions import checklist, moderation, redaction
from tests.factories import make_moderator_key, make_submission, make_user
from tests.staff import StaffClient

TOLD = {
    "title": "Two winters in a camp",
    "content_note": "",
    "summary": "A witness tells of hunger.",
    "body": "<p>There was never enough to eat.</p>",
    "place": "North Hamgyong Province",
    "date": "2019-03-01",
    "date_precision": "season",
    "alias": "Witness 7",
}


def make_case(state: str = SubmissionState.VERIFYING, **overrides) -> Submission:
    """A case that may be published, in a state before there is a draft."""
    case = make_submission(**({"state": state} | overrides))
    Consent.objects.create(submission=case, purpose=Purpose.PUBLICATION)
    return case


def make_moderator(case: Submission | None = None):
    """A moderator whose key opens the case."""
    user = make_user("Moderators")
    key, _identity = make_moderator_key(user)
    if case:
        case.keys.add(key)
    return user


def values(**changes) -> dict:
    """What a redaction stores."""
    told = TOLD | {"date": None} | changes
    return {name: told[name] for name in redaction.FIELDS}


def in_redaction(**changes) -> tuple[Submission, object]:
    """A case with a saved draft, and the moderator who wrote it."""
    case = make_case()
    writer = make_moderator(case)
    draft = redaction.start(case, by=writer, language="en")
    redaction.save(case, by=writer, seen=draft.version, values=values(**changes))
    case.refresh_from_db()
    return case, writer


def awaiting_approval(**changes) -> tuple[Submission, object]:
    """A case that was handed over, and the moderator who wrote its draft."""
    case, writer = in_redaction(**changes)
    redaction.hand_over(case, by=writer, seen=case.draft.version)
    case.refresh_from_db()
    return case, writer


def accepted(**changes) -> tuple[Submission, object]:
    """A case that a second moderator approved, and that moderator."""

    case, _writer = awaiting_approval(**changes)
    second = make_moderator(case)
    ticked = checklist.keys_of(case.draft)
    redaction.approve(case, by=second, seen=case.draft.version, looked_at=ticked)
    case.refresh_from_db()
    return case, second


def sent_back(case: Submission, by) -> None:
    """Take an accepted case up again."""

    reason = ChangeReason.MORE_WORK
    moderation.move(case, SubmissionState.REDACTING, by=by, reason=reason)
    case.refresh_from_db()


def client_of(user, *opened: Submission) -> StaffClient:
    """A browser in which somebody has just opened cases."""
    client = StaffClient()
    client.force_login(user)
    now = [int(time.time()), str(AuditReason.REDACTION)]
    client.change_session(**{OPENED: {case.id.hex: now for case in opened}})
    return client
