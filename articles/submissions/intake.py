"""What arrives: press tips in plain, testimonies and answers sealed.

Each verb stores either everything or nothing.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from articles.choices import Purpose, Sender
from articles.models import (
    Consent,
    ModeratorKey,
    PressTip,
    RecoveryKey,
    SealedFile,
    SealedMessage,
    Submission,
)
from articles.submissions import receipts, sealing

#: Letters in a text, and in what is said about how to reach somebody.
LONGEST_TEXT, LONGEST_CONTACT, LONGEST_NOTE = 50_000, 500, 2_000


class AlreadyArrived(Exception):
    """The same form was sent before; nothing was added."""


@dataclass(frozen=True)
class Account:
    """What a person tells us, as it was typed. It is stored nowhere but sealed."""

    text: str
    contact: str = ""
    language: str = "en"
    purposes: frozenset[Purpose] = field(default_factory=frozenset)
    files: tuple[str, ...] = ()


def receive_tip(url: str, note: str = "") -> PressTip:
    """Store a press tip. Raises NotAWebAddress."""
    return PressTip.objects.create(url=url, note=note)


def receive_testimony(account: Account, receipt: bytes, to: sealing.Audience) -> Submission:
    """Seal and store a testimony under its receipt. Raises AlreadyArrived."""
    credentials = receipts.credentials(receipt)
    sealed = sealing.seal({"text": account.text, "contact": account.contact}, to.recipients)
    try:
        with transaction.atomic():
            submission = Submission.objects.create(
                language=account.language,
                receipt_id=credentials.receipt_id,
                receipt_recipient=credentials.recipient,
                recovery_key=to.recovery,
                sealed=sealed,
            )
            submission.keys.set(to.keys)
            _keep_files(submission, account.files)
            for purpose in sorted(account.purposes):
                Consent.objects.create(submission=submission, purpose=purpose)
    except IntegrityError:
        if Submission.objects.filter(receipt_id=credentials.receipt_id).exists():
            raise AlreadyArrived from None
        raise
    return submission


def receive_answer(
    submission: Submission,
    text: str,
    files: Iterable[str],
    to: sealing.Audience,
    *,
    key: uuid.UUID | None = None,
) -> SealedMessage:
    """Seal and store what a person writes to the moderators after the testimony.

    `key` is to be random, and the same when the same is sent again. Raises AlreadyArrived.
    """
    key, sealed = key or uuid.uuid4(), sealing.seal({"text": text}, to.recipients)
    with transaction.atomic():
        _note_openers(locked(submission), to)
        if submission.messages.filter(pk=key).exists():
            raise AlreadyArrived
        message = SealedMessage.objects.create(
            pk=key, submission=submission, sender=Sender.SUBMITTER, for_moderators=sealed
        )
        _keep_files(submission, files, message)
    return message


def case_of(credentials: receipts.Credentials) -> Submission | None:
    """The case to which a receipt belongs, as long as there is one."""
    return Submission.objects.filter(receipt_id=credentials.receipt_id).first()


def locked(submission: Submission) -> Submission:
    """The row of a case as it is now, held until the transaction ends.

    Raises Submission.DoesNotExist where it was erased meanwhile.
    """
    return Submission.objects.select_for_update().exclude(receipt_id=None).get(pk=submission.pk)


def _note_openers(submission: Submission, to: sealing.Audience) -> None:
    """Keys may have come and gone while files arrived: then the case has to be sealed again."""
    active = set(ModeratorKey.objects.active())
    submission.keys.remove(*active.difference(to.keys))
    submission.keys.add(*set(to.keys).difference(active))
    if to.recovery != RecoveryKey.current():
        Submission.objects.filter(pk=submission.pk).update(recovery_key=to.recovery)


def _keep_files(
    submission: Submission, names: Iterable[str], message: SealedMessage | None = None
) -> None:
    for name in names:
        SealedFile.objects.create(submission=submission, message=message, file=name)
