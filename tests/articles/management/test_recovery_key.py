"""The recovery key: shown once, and proved in a drill."""

import io
import json
import re
import sys

import pyrage
import pytest
from django.core.management import CommandError, call_command

from articles.models import RecoveryKey
from articles.submissions import sealing
from nkdbcms.checks import testimonies_can_be_sealed as door_check
from tests.factories import make_moderator_key, make_recovery_key

pytestmark = pytest.mark.django_db


def made(**options) -> str:
    """The secret half that the command prints."""
    printed = io.StringIO()
    call_command("recovery_key", stdout=printed, **options)
    (secret,) = re.findall(r"AGE-SECRET-KEY-1[0-9A-Z]{58}", printed.getvalue())
    return secret


def drilled(monkeypatch, typed: str) -> str:
    printed = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    call_command("recovery_key", drill=True, stdout=printed, no_color=True)
    return printed.getvalue()


def test_the_secret_half_is_printed_and_only_the_public_half_stored():
    secret = made()
    key = RecoveryKey.objects.get()
    identity = pyrage.x25519.Identity.from_str(secret)
    assert key.recipient == str(identity.to_public())
    assert secret not in str(RecoveryKey.objects.values().get())
    make_moderator_key()
    make_moderator_key()
    sealed = sealing.seal({"text": "x"}, sealing.audience().recipients)
    assert json.loads(pyrage.decrypt(sealed, [identity])) == {"text": "x"}


def test_there_is_no_second_one_by_accident():
    made()
    with pytest.raises(CommandError, match="already"):
        made()
    made(replace=True)
    assert RecoveryKey.objects.count() == 2


@pytest.mark.parametrize("spelled", [str, str.lower, lambda key: f" {key[:20]} {key[20:]}\n"])
def test_the_drill_proves_the_key_however_it_is_typed(monkeypatch, spelled):
    assert "opens a test submission" in drilled(monkeypatch, spelled(made()))


def test_the_drill_tells_a_wrong_key(monkeypatch):
    other = made()
    make_recovery_key()
    with pytest.raises(CommandError, match="not the one in use"):
        drilled(monkeypatch, other)
    with pytest.raises(CommandError, match="not the secret half"):
        drilled(monkeypatch, other[:-1])


def test_a_drill_needs_a_key(monkeypatch):
    with pytest.raises(CommandError, match="no recovery key yet"):
        drilled(monkeypatch, "x")


def test_the_system_check_says_why_the_door_is_closed():
    make_moderator_key()
    (told,) = door_check(None, databases=["default"])
    assert (told.id, "is not made yet" in told.msg) == ("nkdbcms.W001", True)
    make_recovery_key()
    (told,) = door_check(None, databases=["default"])
    assert "two of our moderators" in told.msg
    make_moderator_key()
    assert door_check(None, databases=["default"]) == []
    assert door_check(None) == []
