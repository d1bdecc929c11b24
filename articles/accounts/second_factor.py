"""The second factor: an app for one-time codes, passkeys, and recovery codes on paper.

Every account has at most one app and one sheet of recovery codes; a sheet alone is no factor.
"""

import datetime as dt
import hashlib
import secrets
import unicodedata
from base64 import b32encode
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django_otp import verify_token
from django_otp.models import Device
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from articles import audit
from articles.accounts import sessions
from articles.choices import AuditEvent, FactorKind
from articles.models import RecoveryCode, RecoverySheet

CODES = 10
# Neither 0, 1, i, l nor o: 16 of these 31 are 79 bits.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
UNFINISHED = dt.timedelta(hours=1)
# Four minutes between two guesses at an app's code: whoever has the password can make the owner
# wait no longer than that, and would need centuries for a good chance.
MOST_FAILURES = 9


class TooSoon(Exception):
    """After wrong codes the next one is looked at `until` then."""

    def __init__(self, until: dt.datetime):
        super().__init__(until)
        self.until = until


def kind_of(device: Device) -> FactorKind:
    kinds = {TOTPDevice: FactorKind.APP, RecoverySheet: FactorKind.RECOVERY}
    return kinds.get(type(device), FactorKind.PASSKEY)


def app_of(user: User) -> TOTPDevice | None:
    return TOTPDevice.objects.devices_for_user(user, confirmed=True).first()


def passkeys_of(user: User):
    return WebAuthnCredential.objects.filter(user=user, confirmed=True).order_by("pk")


def has_factor(user: User) -> bool:
    return app_of(user) is not None or passkeys_of(user).exists()


# --- The app --------------------------------------------------------------------------------


def new_app(user: User) -> TOTPDevice:
    """The app that is being set up: the same for an hour, so that a typing error costs no new key."""
    unfinished = TOTPDevice.objects.devices_for_user(user, confirmed=False)
    unfinished.filter(created_at__lt=timezone.now() - UNFINISHED).delete()
    found = unfinished.first()
    return found or TOTPDevice.objects.create(user=user, name=FactorKind.APP, confirmed=False)


def finish_app(user: User, code: str) -> TOTPDevice | None:
    """Take the app that is being set up into use, in place of a former one. None for a wrong code."""
    device = new_app(user)
    device.throttle_reset()
    if not device.verify_token(_plain(code)):
        return None
    _take_into_use(device)
    return device


def provide_app(user: User) -> TOTPDevice:
    """An app that is in use from the beginning, for demonstrations."""
    device = new_app(user)
    _take_into_use(device)
    return device


def _take_into_use(device: TOTPDevice) -> None:
    user = device.user
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
        device.confirmed = True
        device.save()
        audit.record(AuditEvent.FACTOR_ADDED, by=user, about=user, reason=FactorKind.APP)


def key_of(device: TOTPDevice) -> str:
    """The secret of an app as one types it, in groups of four."""
    text = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


# --- Giving a code --------------------------------------------------------------------------


def check(user: User, text: str) -> Device | None:
    """The app or the sheet to which a code belongs; None for a wrong one. A code works once.

    Raises TooSoon after wrong codes of the app.
    """
    code = _plain(text)
    if len(code) == 6 and code.isascii() and code.isdigit():
        return _check_app(user, code)
    return _use_recovery_code(user, code)


def _check_app(user: User, code: str) -> TOTPDevice | None:
    device = app_of(user)
    if device is None:
        return None
    is_allowed, why = device.verify_is_allowed()
    if not is_allowed:
        raise TooSoon(why["locked_until"])
    verified = verify_token(user, device.persistent_id, code)
    too_many = TOTPDevice.objects.filter(pk=device.pk, throttling_failure_count__gt=MOST_FAILURES)
    too_many.update(throttling_failure_count=MOST_FAILURES)
    return verified


def _use_recovery_code(user: User, code: str) -> RecoverySheet | None:
    with transaction.atomic():
        # The count tells which of two people with the same code was first.
        codes = RecoveryCode.objects.filter(sheet__user=user, digest=_digest(user, code))
        deleted, _rows = codes.delete()
        if not deleted:
            return None
        audit.record(AuditEvent.CODE_USED, by=user, about=user)
    return RecoverySheet.objects.get(user=user)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).lower()
    return "".join(letter for letter in text if letter.isalnum())


# --- Recovery codes -------------------------------------------------------------------------


def make_codes(user: User) -> list[str]:
    """Ten new codes, which are told only here. The former ones stop working."""
    codes = ["".join(secrets.choice(ALPHABET) for _place in range(16)) for _code in range(CODES)]
    with transaction.atomic():
        sheet, _is_new = RecoverySheet.objects.get_or_create(
            user=user, defaults={"name": FactorKind.RECOVERY}
        )
        sheet.codes.all().delete()
        RecoveryCode.objects.bulk_create(
            RecoveryCode(sheet=sheet, digest=_digest(user, code)) for code in codes
        )
        audit.record(AuditEvent.CODES_MADE, by=user, about=user)
    return ["-".join(code[start : start + 4] for start in range(0, 16, 4)) for code in codes]


def codes_left(user: User) -> int:
    return RecoveryCode.objects.filter(sheet__user=user).count()


def _digest(user: User, code: str) -> str:
    return hashlib.sha256(f"{user.pk}:{code}".encode()).hexdigest()


# --- Taking away ----------------------------------------------------------------------------


def remove_passkey(user: User, key: int) -> bool:
    """Take one of the passkeys away, if another factor is left."""
    with _alone(user):
        passkey = passkeys_of(user).filter(pk=key).first()
        others = passkeys_of(user).exclude(pk=key)
        if passkey is None or not (others.exists() or app_of(user)):
            return False
        passkey.delete()
        audit.record(AuditEvent.FACTOR_REMOVED, by=user, about=user, reason=FactorKind.PASSKEY)
    return True


def remove_app(user: User) -> bool:
    """Take the app away, if a passkey is left."""
    with _alone(user):
        app = app_of(user)
        if app is None or not passkeys_of(user).exists():
            return False
        app.delete()
        audit.record(AuditEvent.FACTOR_REMOVED, by=user, about=user, reason=FactorKind.APP)
    return True


@contextmanager
def _alone(user: User):
    """Of two who take the last two factors away at once, the second sees what the first did."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        yield


def reset(user: User, *, by: User | None) -> None:
    """Take everything away and sign out everywhere: the next sign-in sets a new factor up."""
    with transaction.atomic():
        for model in (TOTPDevice, WebAuthnCredential, RecoverySheet):
            model.objects.filter(user=user).delete()
        sessions.end_all(user)
        audit.record(AuditEvent.FACTOR_RESET, by=by, about=user)
