"""The verbs of the moderators on a case: opening it, moving it on, writing in it.

Each verb acts on the case as somebody saw it: `case.version` is the version that they saw. Of two
who act at once one wins; for the other nothing is changed and ActedMeanwhile is raised. Permissions
and the second factor are the caller's affair. `handling` has the verbs that move nothing.
"""

import uuid

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from articles import audit
from articles.choices import AuditEvent, AuditReason, ChangeReason, Purpose, Sender, SubmissionState
from articles.models import ModeratorKey, SealedMessage, SealedNote, StateChange, Submission
from articles.models.keys import today
from articles.submissions import age_header, erasure, intake, retention, sealing
from articles.submissions.refusals import (
    ActedMeanwhile,
    DoesNotFit,
    DoesNotOpen,
    IsErased,
    NoKey,
    NotSealed,
)

#: Bytes of what a moderator writes: the largest padded text, a header for a hundred people, tags.
LONGEST_SEALED = sealing.TEXT_SIZES[-1] + age_header.LONGEST
#: redaction.hand_over() looks at the draft first, approve() at who wrote it; erase() takes all away.
_BY_OTHER_VERBS = {
    SubmissionState.AWAITING_APPROVAL,
    SubmissionState.ACCEPTED,
    SubmissionState.ERASED,
}


# --- Opening --------------------------------------------------------------------------------


def open_case(case: Submission, *, by, reason: AuditReason) -> None:
    """Note that a moderator opens a case and why; whoever opens it first begins the triage.

    Raises NoKey, DoesNotOpen, IsErased.
    """
    with transaction.atomic():
        now = locked(case)
        _check_key(now, by)
        if now.read_on is None:
            claim(now, read_on=today())
        if now.state == SubmissionState.RECEIVED:
            change_state(now, SubmissionState.IN_TRIAGE, by=by, reason=ChangeReason.PROGRESS)
        audit.record(AuditEvent.CASE_OPENED, by=by, about=now, reason=AuditReason(reason))
    case.refresh_from_db()


def key_of(user) -> ModeratorKey | None:
    """The key with which a moderator reads."""
    return ModeratorKey.objects.active().filter(user=user).first()


def opens_for(case: Submission, user) -> bool:
    """Whether a moderator has a key in use to which the case is sealed."""
    return case.keys.active().filter(user=user).exists()


def _check_key(case: Submission, user) -> None:
    key = key_of(user)
    if key is None:
        raise NoKey
    if not case.keys.filter(pk=key.pk).exists():
        raise DoesNotOpen


def read_message(case: Submission, number: int) -> None:
    """Note that a moderator has a message of the person before their eyes."""
    unread = case.messages.filter(number=number, sender=Sender.SUBMITTER, read_on=None)
    unread.update(read_on=today())


# --- States ---------------------------------------------------------------------------------


def move(case: Submission, to: SubmissionState, *, by, reason: ChangeReason) -> None:
    """Let a case go to another state, but for those that have a verb of their own.

    Raises DoesNotFit, ActedMeanwhile, IsErased.
    """
    to = SubmissionState(to)
    if to in _BY_OTHER_VERBS:
        raise DoesNotFit(_("A case does not go to “%s” in this way.") % to.label)
    with transaction.atomic():
        change_state(case, to, by=by, reason=reason)


def change_state(case: Submission, to: SubmissionState, *, by, reason: ChangeReason) -> None:
    """The one way in which the state of a case changes. Call it inside the transaction of a verb.

    Raises DoesNotFit, ActedMeanwhile, IsErased.
    """
    old, to, reason = SubmissionState(case.state), SubmissionState(to), ChangeReason(reason)
    if to not in old.may_become:
        raise DoesNotFit(
            _("A case that is “%(old)s” cannot become “%(new)s”.")
            % {"old": old.label, "new": to.label}
        )
    if reason not in old.reasons_for(to):
        raise DoesNotFit(_("This reason does not fit. Choose another one."))
    claim(case, state=to, since=today(), review_on=None)
    if to == SubmissionState.ACCEPTED:
        _set_review(case)
    StateChange.objects.create(submission=case, old=old, new=to, by=by, reason=reason)
    if old == SubmissionState.ACCEPTED and case.draft:
        erasure.take_off(case.draft, why=_("It is being worked over."))
    audit.record(AuditEvent.CASE_MOVED, by=by, about=case, reason=reason)


def keep_on(case: Submission, *, by) -> None:
    """Keep an accepted case for the next period, if the person who sent it still allows that.

    Raises DoesNotFit, ActedMeanwhile, IsErased.
    """
    if case.state != SubmissionState.ACCEPTED:
        raise DoesNotFit(_("Only a case that was accepted is kept."))
    with transaction.atomic():
        claim(case)
        if not case.allows(Purpose.KEEP):
            raise DoesNotFit(_("The person who sent it has not allowed us to keep it any longer."))
        _set_review(case)
        audit.record(AuditEvent.CASE_MARKED, by=by, about=case)


def _set_review(case: Submission) -> None:
    # After the claim, so that no consent changes between the look at it and the day.
    case.review_on = retention.review_day(case)
    Submission.objects.filter(pk=case.pk).update(review_on=case.review_on)


def erase(case: Submission, *, by, reason: ChangeReason) -> None:
    """Erase a case as a moderator saw it. Raises DoesNotFit, ActedMeanwhile, IsErased."""
    if reason not in SubmissionState(case.state).reasons_for(SubmissionState.ERASED):
        raise DoesNotFit(_("This reason does not fit. Choose another one."))
    with transaction.atomic():
        claim(case)
        erasure.erase(case, by=by, reason=reason)


# --- Writing --------------------------------------------------------------------------------


def write_message(
    case: Submission,
    *,
    by,
    for_moderators: bytes,
    for_receipt: bytes,
    mark: str,
    key: uuid.UUID | None = None,
) -> SealedMessage:
    """Store a message to the person who sent a case, sealed in the browser to both sides.

    `mark` is of the audience to which it was sealed, `key` a random number that the browser sends
    again with the same text: it is stored once. Raises NotSealed, IsErased, sealing.Closed.
    """
    _check_audience(for_moderators, mark)
    _check_sealed(for_receipt, recipients=1)
    sealed = {"for_moderators": for_moderators, "for_receipt": for_receipt}
    written = {"sender": Sender.MODERATORS, "author": by, **sealed}
    return _write_once(SealedMessage, case, key, AuditEvent.CASE_MESSAGE, by, written)


def write_note(
    case: Submission, *, by, sealed: bytes, mark: str, key: uuid.UUID | None = None
) -> SealedNote:
    """Store a note for colleagues, sealed in the browser to the audience with this mark.

    `key` as for a message. Raises NotSealed, IsErased, sealing.Closed.
    """
    _check_audience(sealed, mark)
    written = {"author": by, "sealed": sealed}
    return _write_once(SealedNote, case, key, AuditEvent.CASE_NOTE, by, written)


def _write_once(model, case: Submission, key, event: AuditEvent, by, written: dict):
    with transaction.atomic():
        case, key = locked(case), key or uuid.uuid4()
        part, is_new = model.objects.get_or_create(pk=key, submission=case, defaults=written)
        if is_new:
            audit.record(event, by=by, about=case)
    return part


def _check_audience(ciphertext: bytes, mark: str) -> None:
    to = sealing.audience()
    if to.mark != mark:
        raise NotSealed
    _check_sealed(ciphertext, recipients=len(to.recipients))


def _check_sealed(ciphertext: bytes, *, recipients: int) -> None:
    if len(ciphertext) > LONGEST_SEALED:
        raise NotSealed(_("This text is too long. Shorten it, or send it in two parts."))
    try:
        count = age_header.recipients_in(ciphertext)
    except age_header.NotAge:
        raise NotSealed(_("This did not arrive sealed, so it was not stored.")) from None
    if count != recipients:
        raise NotSealed


# --- Two at once ----------------------------------------------------------------------------


def claim(case: Submission, **changes) -> None:
    """Change columns of a case that still is as somebody saw it, and count it up.

    Raises ActedMeanwhile, IsErased. Call it inside a transaction, before anything else is written.
    """
    rows = Submission.objects.filter(pk=case.pk, state=case.state, version=case.version)
    if not rows.update(version=F("version") + 1, **changes):
        now = Submission.objects.filter(pk=case.pk).first()
        is_gone = now is None or now.state == SubmissionState.ERASED
        raise IsErased if is_gone else ActedMeanwhile
    case.version += 1
    for name, value in changes.items():
        setattr(case, name, value)


def locked(case: Submission) -> Submission:
    """The row of a case as it is now, held until the transaction ends. Raises IsErased."""
    try:
        return intake.locked(case)
    except Submission.DoesNotExist:
        raise IsErased from None
