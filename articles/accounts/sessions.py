"""How long a session of the staff lasts, and when the second factor was given in it."""

import datetime as dt
import time

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django_otp import login as remember_device
from django_otp.models import Device

LONGEST = dt.timedelta(hours=12)
IDLE = dt.timedelta(minutes=30)
CONFIRMED = dt.timedelta(minutes=15)
_BEGAN, _SEEN, _CONFIRMED = "began", "seen", "confirmed"
# The session is written once in this many seconds, and not at every request.
_STEP = 60


def begin(request: HttpRequest) -> None:
    """Somebody has just given the right password."""
    request.session[_BEGAN] = request.session[_SEEN] = _now()


def confirm(request: HttpRequest, device: Device) -> None:
    """Somebody has just given the second factor `device`: from here on the session is theirs."""
    request.session.cycle_key()
    remember_device(request, device)
    request.session[_CONFIRMED] = _now()


def is_over(request: HttpRequest) -> bool:
    """Twelve hours since signing in, or half an hour without anything, have passed."""
    now, session = _now(), request.session
    began, seen = session.get(_BEGAN), session.get(_SEEN)
    if began is None or seen is None:
        return True
    return now - began >= LONGEST.total_seconds() or now - seen >= IDLE.total_seconds()


def touch(request: HttpRequest) -> None:
    """Somebody is still here."""
    if _now() - request.session[_SEEN] >= _STEP:
        request.session[_SEEN] = _now()


def is_recently_confirmed(request: HttpRequest) -> bool:
    """The second factor was given in the last quarter of an hour."""
    confirmed = request.session.get(_CONFIRMED)
    is_verified = getattr(request.user, "is_verified", None)
    if confirmed is None or is_verified is None or not is_verified():
        return False
    return _now() - confirmed < CONFIRMED.total_seconds()


def end_all(user: User, *, but: str | None = None) -> None:
    """Sign `user` out everywhere, but for the session with the key `but`."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).exclude(pk=but):
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()


def _now() -> int:
    return int(time.time())
