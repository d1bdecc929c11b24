"""Sealing the cases again that are there: to new keys, and no longer to retired ones.

A browser that can open a case fetches each part as ciphertext, opens it, seals it to everybody who
has a key now, and sends it back. A part is the old or the new ciphertext at any moment, never none.
Of two who seal the same part one is told. When all parts are what one browser has sealed to the
present audience, the keys of that audience are those that open the case.
"""

from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles import audit
from articles.choices import AuditEvent, AuditReason
from articles.models import Submission
from articles.submissions import age_header, parts, sealing, store
from articles.submissions.moderation import locked
from articles.submissions.refusals import Refused

_CHUNK = 256 * 1024


class SealedMeanwhile(Refused):
    """A part, the parts of the case or the keys in use are not what they were."""

    SENTENCE = _("This case or the keys have changed meanwhile.")


class DoesNotReplace(Refused):
    """What came is not the same content, sealed to everybody who has to be able to open it."""

    SENTENCE = _("What came is not what lay there, sealed again. Nothing was changed.")


def waiting(to: sealing.Audience):
    """The cases that are needed and not sealed to just this audience."""
    return Submission.objects.needed().sealed_to_others_than(to.keys, to.recovery)


def is_waiting(case: Submission, to: sealing.Audience) -> bool:
    return waiting(to).filter(pk=case.pk).exists()


def begin(case: Submission, *, by) -> None:
    """Note that a moderator opens a case to seal it again. Raises IsErased."""
    with transaction.atomic():
        audit.record(AuditEvent.CASE_OPENED, by=by, about=locked(case), reason=AuditReason.HANDOVER)


def swap(case: Submission, name: str, tag: str, new: BinaryIO, mark: str) -> str:
    """Put new ciphertext in the place of a part that still has this tag. Gives the new tag.

    `mark` is of the audience to which it was sealed. Raises DoesNotReplace, SealedMeanwhile,
    IsErased, sealing.Closed; then what was there is there still.
    """
    stored = _put_down(new, most=_find(case, name).size + age_header.LONGEST)
    try:
        with transaction.atomic():
            part, to = _find(locked(case), name), sealing.audience()
            # Where nothing has to be sealed again, nothing is overwritten.
            if (part.tag, to.mark) != (tag, mark) or not is_waiting(case, to):
                raise SealedMeanwhile
            _check_replaces(part, stored, to)
            part.replace(stored)
            return _find(case, name).tag
    except BaseException:
        store.delete(stored)
        raise


def finish(case: Submission, tags: dict[str, str], mark: str, *, by) -> None:
    """From now on just the keys of the audience open the case, if all its parts have these tags.

    The audit trail tells who has sealed it.

    Raises SealedMeanwhile, IsErased, sealing.Closed.
    """
    with transaction.atomic():
        now, to = locked(case), sealing.audience()
        is_all = {part.name: part.tag for part in parts.of(now)} == tags
        if not is_all or to.mark != mark:
            raise SealedMeanwhile
        now.keys.set(to.keys)
        Submission.objects.filter(pk=now.pk).update(recovery_key=to.recovery)
        audit.record(AuditEvent.CASE_SEALED, by=by, about=now)


def _find(case: Submission, name: str) -> parts.Part:
    try:
        return parts.find(case, name)
    except parts.NoSuchPart:
        raise SealedMeanwhile from None


def _put_down(new: BinaryIO, *, most: int) -> str:
    """Store what arrives under a name of its own. Raises DoesNotReplace beyond `most` bytes."""
    stored, target = store.create(prefix="")
    try:
        with target:
            for chunk in iter(lambda: new.read(_CHUNK), b""):
                most -= len(chunk)
                if most < 0:
                    raise DoesNotReplace
                target.write(chunk)
        store.forget_the_hour(stored)
    except BaseException:
        store.delete(stored)
        raise
    return stored


def _check_replaces(part: parts.Part, stored: str, to: sealing.Audience) -> None:
    """Raises DoesNotReplace unless the content is as long and the header is for all of `to`."""
    storage = store.sealed_storage()
    with storage.open(stored, "rb") as new:
        head = new.read(age_header.LONGEST)
    try:
        payload = storage.size(stored) - age_header.length_of(head)
        is_for_all = age_header.recipients_in(head) == len(to.recipients)
        if not is_for_all or payload != parts.payload_of(part):
            raise DoesNotReplace
    except age_header.NotAge:
        raise DoesNotReplace from None
