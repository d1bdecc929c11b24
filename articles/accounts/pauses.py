"""A pause after several wrong guesses, for whoever guessed and for nobody else.

What is counted belongs to an account and an address together, so that guessing from elsewhere
keeps nobody out. A browser in which somebody has signed in completely before is counted by
itself, because many people share one address behind a proxy or in Tor. The rows hold a keyed
digest and are gone after a day.
"""

import datetime as dt
import json
import secrets

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles.models import SignInPause

LIMIT = 5
PAUSE = dt.timedelta(minutes=15)
KEPT = dt.timedelta(days=1)
COOKIE = "known_browser"
COOKIE_DAYS = 180


def take_turn(key: str) -> dt.datetime | None:
    """Count a guess before it is looked at. Returns until when no other one is looked at, if so."""
    now = timezone.now()
    SignInPause.objects.filter(last_at__lt=now - KEPT).delete()
    with transaction.atomic():
        pauses = SignInPause.objects.select_for_update()
        pause, _is_new = pauses.get_or_create(key=key, defaults={"last_at": now})
        end = pause.last_at + PAUSE
        if pause.attempts >= LIMIT and now < end:
            return end
        pause.attempts = 1 if now >= end else pause.attempts + 1
        pause.last_at = now
        pause.save()
    return None


def forget(key: str) -> None:
    """Somebody guessed right."""
    SignInPause.objects.filter(key=key).delete()


def is_over_limit(key: str) -> bool:
    """The guess that was counted last was the last one before a pause."""
    return SignInPause.objects.filter(key=key, attempts__gte=LIMIT).exists()


def key_of(request: HttpRequest, account: str, purpose: str) -> str:
    """The key for guesses at an account's password or second factor, from where `request` comes."""
    known = _known(request).get(account)
    where = ["browser", known] if known else ["address", address_of(request)]
    text = json.dumps([purpose, account, *where])
    return salted_hmac("articles.pauses", text, algorithm="sha256").hexdigest()


def address_of(request: HttpRequest) -> str:
    """The address of the visitor; behind a proxy of ours the last one that the proxy added."""
    if settings.BEHIND_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return request.META.get("REMOTE_ADDR", "")


# --- Browsers that are known ----------------------------------------------------------------


def remember(request: HttpRequest, response: HttpResponse, account: str) -> None:
    """Tell the browser that somebody signed in here completely. The cookie opens nothing."""
    known = _known(request)
    if account in known:
        return
    text = json.dumps({account: secrets.token_urlsafe(12)} | known)
    response.set_signed_cookie(
        COOKIE,
        text,
        max_age=COOKIE_DAYS * 24 * 60 * 60,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known(request: HttpRequest) -> dict[str, str]:
    text = request.get_signed_cookie(COOKIE, default="", max_age=COOKIE_DAYS * 24 * 60 * 60)
    return json.loads(text) if text else {}
