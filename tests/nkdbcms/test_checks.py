import os
import subprocess
import sys

import pytest
from django.contrib import admin
from django.core import checks
from django.db import connection

from articles.search.schema import drop_triggers
from nkdbcms.checks import (
    lists_are_not_edited_in_place,
    passwords_are_kept_well,
    search_is_kept,
    sqlite_keeps_a_rollback_journal,
    staff_give_a_second_factor,
)

PRODUCTION = {
    "PATH": os.environ["PATH"],
    "SECRET_KEY": "k7" * 30 + "!xyzZ",
    "ALLOWED_HOSTS": "nkdb.example",
    "SITE_URL": "https://nkdb.example",
    "EMAIL_URL": "smtps://mail.nkdb.example",
    "EMAIL_FROM": "notices@nkdb.example",
}


def deploy_check(environment: dict) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_production_environment_has_nothing_unsafe():
    run = deploy_check(PRODUCTION)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"SECRET_KEY": "", "ALLOWED_HOSTS": ""}, "nkdbcms.E001"),
        ({"SITE_URL": "http://nkdb.example"}, "nkdbcms.E002"),
        ({"EMAIL_URL": ""}, "nkdbcms.W003"),
        ({"MEDIA_ROOT": "/srv/media", "PRIVATE_ROOT": "/srv/media/private"}, "nkdbcms.E005"),
        ({"MEDIA_ROOT": "/srv/media/public", "PRIVATE_ROOT": "/srv/media"}, "nkdbcms.E005"),
    ],
)
def test_what_is_unsafe_is_an_error(change, code):
    run = deploy_check(PRODUCTION | change)
    assert run.returncode != 0
    assert code in run.stderr


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has a journal mode")
def test_a_write_ahead_log_is_refused(tmp_path, monkeypatch):
    assert sqlite_keeps_a_rollback_journal(None, databases=["default"]) == []
    monkeypatch.setattr("nkdbcms.checks.WAL_IS_SAFE", (99,))
    monkeypatch.setattr("nkdbcms.checks.journal_mode", lambda: "wal")
    (error,) = sqlite_keeps_a_rollback_journal(None, databases=["default"])
    assert (error.id, error.level) == ("nkdbcms.E003", checks.ERROR)


@pytest.mark.django_db
def test_a_search_index_that_would_get_stale_is_told():
    assert search_is_kept(None, databases=["default"]) == []
    assert search_is_kept(None, databases=None) == []
    drop_triggers("default")
    (warning,) = search_is_kept(None, databases=["default"])
    assert (warning.id, warning.level) == ("nkdbcms.W002", checks.WARNING)


def test_no_list_is_edited_in_place(monkeypatch):
    assert lists_are_not_edited_in_place(None) == []
    model_admin = next(iter(admin.site._registry.values()))
    monkeypatch.setattr(model_admin, "list_editable", ("title",), raising=False)
    (error,) = lists_are_not_edited_in_place(None)
    assert error.id == "nkdbcms.E004"


SECOND = "nkdbcms.middleware.StaffSecondFactorMiddleware"


@pytest.mark.parametrize("change", [lambda rest: rest, lambda rest: [SECOND, *rest]])
def test_the_staffs_second_factor_is_asked_for_after_the_first(settings, change):
    assert staff_give_a_second_factor(None) == []
    settings.MIDDLEWARE = change([name for name in settings.MIDDLEWARE if name != SECOND])
    assert [error.id for error in staff_give_a_second_factor(None)] == ["nkdbcms.E010"]


def test_weak_keeping_of_passwords_and_signing_in_without_one_are_refused(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert passwords_are_kept_well(None) == []
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.OTP_WEBAUTHN_ALLOW_PASSWORDLESS_LOGIN = True
    assert len(passwords_are_kept_well(None)) == 2
