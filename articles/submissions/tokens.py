"""What a form carries instead of a session: a signed time, and the receipt, sealed to ourselves.

The token stands in a hidden field of a page that is never stored. Its inside opens with a key that
follows from SECRET_KEY, so that the same form, sent twice on a bad line, leads to one case.
"""

import base64
import enum
import hashlib
import hmac
from functools import lru_cache

import pyrage
from django.conf import settings
from django.core import signing

from articles.submissions import receipts
from articles.text import bech32

FASTEST, LONGEST = 4, 24 * 60 * 60  # seconds
_SALT = "articles.submissions.tokens"


class Timing(enum.Enum):
    """How long a form was open, as far as its token tells."""

    FINE = "fine"
    TOO_FAST = "too fast"
    TOO_OLD = "too old"
    FORGED = "forged"


def issue(receipt: bytes | None = None) -> str:
    """A token of now around a receipt, a new one if none is given."""
    sealed = pyrage.encrypt(receipt or receipts.generate(), [_identity().to_public()])
    return signing.TimestampSigner(salt=_SALT).sign(base64.urlsafe_b64encode(sealed).decode())


def timing(token: str) -> Timing:
    """Whether a person can have filled in the form since its token was issued."""
    if receipt_in(token) is None:
        return Timing.FORGED
    if not _is_signed(token, max_age=LONGEST):
        return Timing.TOO_OLD
    return Timing.TOO_FAST if _is_signed(token, max_age=FASTEST) else Timing.FINE


def receipt_in(token: str, *, max_age: int | None = None) -> bytes | None:
    """The receipt inside a token; None if it is none of ours, or older than so many seconds."""
    try:
        value = signing.TimestampSigner(salt=_SALT).unsign(token, max_age=max_age)
        return pyrage.decrypt(base64.urlsafe_b64decode(value), [_identity()])
    except (signing.BadSignature, ValueError, pyrage.DecryptError):
        return None


def _is_signed(token: str, *, max_age: int) -> bool:
    try:
        signing.TimestampSigner(salt=_SALT).unsign(token, max_age=max_age)
    except signing.SignatureExpired:
        return False
    return True


def _identity() -> pyrage.x25519.Identity:
    return _identity_of(settings.SECRET_KEY)


@lru_cache(maxsize=2)
def _identity_of(secret_key: str) -> pyrage.x25519.Identity:
    seed = hmac.digest(secret_key.encode(), _SALT.encode(), hashlib.sha256)
    return pyrage.x25519.Identity.from_str(bech32.encode("age-secret-key-", seed).upper())
