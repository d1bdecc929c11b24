"""The second factor: what works once, what is kept of it, what is taken away."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from articles.accounts import second_factor
from articles.choices import FactorKind
from articles.models import AuditEntry, RecoveryCode
from tests.factories import make_user
from tests.staff import code_of, give_app

pytestmark = pytest.mark.django_db


def make_passkey(user: User, name: str = "key") -> WebAuthnCredential:
    return WebAuthnCredential.objects.create(
        user=user, name="passkey", credential_id=name.encode(), public_key=b"public", aaguid=""
    )


def events(user: User) -> list[tuple[str, str]]:
    entries = AuditEntry.objects.filter(actor=user.pk).order_by("number")
    return list(entries.values_list("event", "reason"))


# --- Codes of the app -----------------------------------------------------------------------


def test_an_app_is_in_use_after_its_first_right_code_only():
    user = make_user()
    app = second_factor.new_app(user)
    assert not second_factor.has_factor(user)
    for wrong in ("000000", "", "not a code", "１２３"):
        assert second_factor.finish_app(user, wrong) is None
    assert second_factor.new_app(user) == app  # a typing error costs no new key
    assert second_factor.finish_app(user, f" {code_of(app)[:3]} {code_of(app)[3:]} ") == app
    assert second_factor.has_factor(user)
    assert events(user) == [("factor_added", "app")]


def test_another_app_takes_the_place_of_the_former_one():
    user = make_user()
    old = give_app(user)
    new = second_factor.new_app(user)
    assert second_factor.check(user, code_of(old)) == old
    assert second_factor.finish_app(user, code_of(new)) == new
    assert list(TOTPDevice.objects.filter(user=user)) == [new]


def test_a_code_works_once_and_for_its_own_account_only():
    user, other = make_user(), make_user()
    app, _others = give_app(user), give_app(other)
    code = code_of(app)
    assert second_factor.check(other, code) is None
    assert second_factor.check(user, code) == app
    assert second_factor.check(user, code) is None


def test_after_a_wrong_code_the_next_one_waits_and_never_more_than_minutes():
    user = make_user()
    app = give_app(user)
    assert second_factor.check(user, "000000") is None
    with pytest.raises(second_factor.TooSoon):
        second_factor.check(user, code_of(app))
    for _turn in range(20):
        TOTPDevice.objects.update(throttling_failure_timestamp="2020-01-01T00:00Z")
        second_factor.check(user, "000000")
    app.refresh_from_db()
    with pytest.raises(second_factor.TooSoon) as told:
        second_factor.check(user, code_of(app))
    wait = told.value.until - app.throttling_failure_timestamp
    assert 200 < wait.total_seconds() < 300


# --- Recovery codes -------------------------------------------------------------------------


def test_each_recovery_code_works_once_however_it_is_typed():
    user = make_user()
    first, second, *others = second_factor.make_codes(user)
    assert len({first, second, *others}) == 10
    assert second_factor.codes_left(user) == 10
    for typed in (first.upper(), second.replace("-", " ") + " "):
        device = second_factor.check(user, typed)
        assert second_factor.kind_of(device) is FactorKind.RECOVERY
        assert second_factor.check(user, typed) is None
    assert second_factor.codes_left(user) == 8


def test_recovery_codes_are_of_one_account_and_end_with_new_ones():
    user, other = make_user(), make_user()
    former = second_factor.make_codes(user)[0]
    assert second_factor.check(other, former) is None
    second_factor.make_codes(user)
    assert second_factor.check(user, former) is None
    assert second_factor.codes_left(user) == 10


def test_no_recovery_code_is_stored():
    user = make_user()
    codes = second_factor.make_codes(user)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {RecoveryCode._meta.db_table}")
        stored = str(cursor.fetchall())
    assert not any(code in stored or code.replace("-", "") in stored for code in codes)


def test_recovery_codes_alone_are_no_factor():
    user = make_user()
    second_factor.make_codes(user)
    assert not second_factor.has_factor(user)


# --- Taking away ----------------------------------------------------------------------------


def test_the_last_factor_stays():
    user = make_user()
    app, key = give_app(user), make_passkey(user)
    assert second_factor.remove_app(user)
    assert not second_factor.remove_passkey(user, key.pk)
    other = make_passkey(user, "other")
    assert second_factor.remove_passkey(user, key.pk)
    assert not second_factor.remove_app(user)
    assert list(second_factor.passkeys_of(user)) == [other]
    assert not TOTPDevice.objects.filter(pk=app.pk).exists()
    assert events(user) == [("factor_removed", "app"), ("factor_removed", "passkey")]


def test_nobody_removes_the_passkey_of_another():
    user, other = make_user(), make_user()
    give_app(user)
    give_app(other)
    key = make_passkey(other)
    assert not second_factor.remove_passkey(user, key.pk)
    assert list(second_factor.passkeys_of(other)) == [key]


def test_a_reset_takes_all_away_from_one_account():
    user, other, administrator = make_user(), make_user(), make_user("Administrators")
    for one in (user, other):
        give_app(one)
        make_passkey(one, one.username)
        second_factor.make_codes(one)
    second_factor.reset(user, by=administrator)
    assert (second_factor.has_factor(user), second_factor.codes_left(user)) == (False, 0)
    assert (second_factor.has_factor(other), second_factor.codes_left(other)) == (True, 10)
    entry = AuditEntry.objects.get(event="factor_reset")
    assert (entry.actor, entry.kind, entry.subject) == (administrator.pk, "auth.user", str(user.pk))
