"""The keys of moderators: one is added, wrapped anew, retired.

What arrives was made in a browser. Nothing here can open it, and nothing that looks like a private
half is stored or repeated.
"""

import base64
import re
from collections.abc import Iterable

import pyrage
from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from articles import audit
from articles.choices import AuditEvent
from articles.models import ModeratorKey, RecoveryKey, Submission
from articles.models.keys import MAY_HAVE_ONE, today
from articles.models.keys import recipient as is_recipient
from articles.submissions import age_header, sealing
from articles.submissions.refusals import Refused

#: What a browser makes is some 450 letters long.
LONGEST_WRAPPED = 4_000
#: The least makes each guess at a passphrase cost 32 MB of memory; browsers refuse more than 20.
WORK_FACTORS = range(15, 21)
SECRET = "AGE-SECRET-KEY"  # noqa: S105 - how the private half of any key begins
_ARMORED = re.compile(
    r"-----BEGIN AGE ENCRYPTED FILE-----\n"
    r"((?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}={0,2}\n?)"
    r"-----END AGE ENCRYPTED FILE-----\n?"
)


class NotAKey(Refused):
    """What came is not the public half of a key."""

    SENTENCE = _("The key did not arrive as it was made. Nothing was stored. Make it once more.")


class NotWrapped(Refused):
    """What came is not a private half under a passphrase."""

    SENTENCE = _(
        "The key did not arrive under its passphrase. Nothing was stored. Make it once more."
    )


class ArrivedInTheClear(Refused):
    """A private half arrived as it is. It was not stored; nobody may use it."""

    SENTENCE = _(
        "The secret half of a key arrived here unprotected. It was not stored, but do not use this key any more: make a new one, and tell whoever looks after the site."
    )


class HasAKey(Refused):
    """The moderator has a key in use."""

    SENTENCE = _("You have a key already. Retire it before you make another one.")


class ChangedMeanwhile(Refused):
    """The key was retired or wrapped anew since somebody looked at it."""

    SENTENCE = _("This key has changed meanwhile. Nothing was done; look at it again.")


def add(user: User, recipient: str, wrapped: str) -> ModeratorKey:
    """Store a moderator's key. Raises NotAKey, NotWrapped, ArrivedInTheClear, HasAKey."""
    check_has_no_secret((recipient, wrapped))
    _check_recipient(recipient)
    _check_wrapped(wrapped)
    if not user.has_perm(MAY_HAVE_ONE):
        raise NotAKey
    try:
        with transaction.atomic():
            key = ModeratorKey.objects.create(user=user, recipient=recipient, wrapped=wrapped)
            audit.record(AuditEvent.KEY_ADDED, by=user, about=key)
    except IntegrityError:
        has_one = user.moderator_keys.unretired().exists()
        raise (HasAKey if has_one else NotAKey) from None
    return key


def rewrap(key: ModeratorKey, *, old: str, new: str) -> None:
    """Put the wrapped half under another passphrase, if `old` is what lies there.

    Raises NotWrapped, ArrivedInTheClear, ChangedMeanwhile.
    """
    check_has_no_secret((old, new))
    _check_wrapped(new)
    with transaction.atomic():
        rows = ModeratorKey.objects.unretired().filter(pk=key.pk, wrapped=old)
        if not rows.update(wrapped=new):
            raise ChangedMeanwhile
        audit.record(AuditEvent.KEY_REWRAPPED, by=key.user, about=key)


def retire(key: ModeratorKey, *, by: User) -> None:
    """Seal nothing to this key from now on. Raises ChangedMeanwhile where it is retired already."""
    with transaction.atomic():
        if not ModeratorKey.objects.unretired().filter(pk=key.pk).update(retired_on=today()):
            raise ChangedMeanwhile
        audit.record(AuditEvent.KEY_REMOVED, by=by, about=key)


def lost_without(key: ModeratorKey) -> int:
    """How many cases that are needed nothing but the recovery key opens once `key` is gone."""
    left = ModeratorKey.objects.active().exclude(pk=key.pk)
    return Submission.objects.needed().opened_by_none_of(left).count()


def closes_without(key: ModeratorKey) -> bool:
    """Whether the door for testimonies, which is open now, closes when `key` is retired."""
    try:
        keys = sealing.audience().keys
    except sealing.Closed:
        return False
    left = {other.user_id for other in keys if other.pk != key.pk}
    return len(left) < sealing.MODERATORS_NEEDED


# --- What arrives ---------------------------------------------------------------------------


def check_has_no_secret(texts: Iterable[str]) -> None:
    """Raises ArrivedInTheClear where something that was sent holds a private half."""
    for text in texts:
        if SECRET in "".join(text.split()).upper():
            raise ArrivedInTheClear


def _check_recipient(recipient: str) -> None:
    """Raises NotAKey for a text that is none, that is known to others, or to which nothing seals."""
    is_public = not settings.IS_LOCAL and recipient in sealing.KNOWN_TO_EVERYBODY
    is_recovery = RecoveryKey.objects.filter(recipient=recipient).exists()
    if is_public or is_recovery or not is_recipient.regex.match(recipient):
        raise NotAKey
    if not _can_be_sealed_to(recipient):
        raise NotAKey


def _can_be_sealed_to(recipient: str) -> bool:
    """Whether age seals to it: not to points of low order, with which it panics."""
    try:
        pyrage.encrypt(b"", [pyrage.x25519.Recipient.from_str(recipient)])
    except pyrage.RecipientError:
        return False
    except BaseException as failure:  # a panic of the library is not an Exception
        if type(failure).__name__ != "PanicException":
            raise
        return False
    return True


def _check_wrapped(wrapped: str) -> None:
    """Raises NotWrapped unless it is one armored age file under one passphrase, a costly one."""
    armored = _ARMORED.fullmatch(wrapped) if len(wrapped) <= LONGEST_WRAPPED else None
    if armored is None:
        raise NotWrapped
    try:
        content = base64.b64decode(armored[1].replace("\n", ""), validate=True)
        factor = age_header.work_factor(content)
    except ValueError:
        raise NotWrapped from None
    check_has_no_secret([content.decode("latin-1")])
    if factor not in WORK_FACTORS:
        raise NotWrapped
