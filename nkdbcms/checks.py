"""System checks: what is unsafe is an error with a hint."""

import sqlite3
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.contrib import admin
from django.core.checks import Error, Info, Tags, register
from django.core.checks import Warning as Caution
from django.db import DatabaseError, connection

from articles.search.schema import has_entries, is_kept
from articles.submissions import sealing

# The version in which SQLite mended the reset of a write-ahead log while two connections write.
WAL_IS_SAFE = (3, 51, 3)


@register(Tags.security, deploy=True)
def key_is_for_production(app_configs, **kwargs):
    """A production site has a secret key of its own."""
    if not settings.IS_LOCAL:
        return []
    return [
        Error(
            "SECRET_KEY is not set, so the site answers to this machine only.",
            hint="Set SECRET_KEY, ALLOWED_HOSTS and SITE_URL in the environment (see README.md).",
            id="nkdbcms.E001",
        )
    ]


@register(Tags.security, deploy=True)
def site_address_is_encrypted(app_configs, **kwargs):
    """Readers are never sent to an address without TLS."""
    if settings.SITE_URL.startswith("https://"):
        return []
    return [
        Error(
            f"SITE_URL is {settings.SITE_URL}, which is not encrypted.",
            hint="Set SITE_URL to the https:// address of the site.",
            id="nkdbcms.E002",
        )
    ]


@register(Tags.security, deploy=True)
def somebody_can_be_told_of_a_hole(app_configs, **kwargs):
    """Whoever finds a weakness learns from /.well-known/security.txt whom to tell."""
    if settings.SECURITY_CONTACT:
        return []
    return [
        Info(
            "SECURITY_CONTACT is not set, so there is no /.well-known/security.txt.",
            hint="Set SECURITY_CONTACT to a mailto: or https: address that somebody reads.",
            id="nkdbcms.I001",
        )
    ]


@register
def libraries_are_there(app_configs, **kwargs):
    """What an environment variable asks for is installed."""
    wanted = {
        ("REDIS_URL", "redis"): settings.REDIS_URL,
        ("S3_BUCKET", "minio"): settings.S3_BUCKET,
    }
    return [
        Error(
            f"{variable} is set, but the library “{library}” is not installed.",
            hint=f"Install it in the version of tests/requirements.lock, or unset {variable}.",
            id="nkdbcms.E012",
        )
        for (variable, library), value in wanted.items()
        if value and find_spec(library) is None
    ]


@register(Tags.security, deploy=True)
def moderators_are_told(app_configs, **kwargs):
    """Warns where nobody is written to, so that a case can wait unseen."""
    if settings.SENDS_MAIL:
        return []
    return [
        Caution(
            "EMAIL_URL is not set, so no moderator is told that something waits.",
            hint="Set EMAIL_URL and EMAIL_FROM, or have moderators sign in every day (see README.md).",
            id="nkdbcms.W003",
        )
    ]


@register(Tags.database)
def sqlite_keeps_a_rollback_journal(app_configs, databases=None, **kwargs):
    """Refuses a write-ahead log on an SQLite that can lose commits with it."""
    if not databases or connection.vendor != "sqlite" or sqlite3.sqlite_version_info >= WAL_IS_SAFE:
        return []
    if journal_mode() != "wal":
        return []
    return [
        Error(
            f"The database is in WAL mode, in which SQLite {sqlite3.sqlite_version} can lose commits.",
            hint="Run: sqlite3 db.sqlite3 'PRAGMA journal_mode=DELETE'",
            id="nkdbcms.E003",
        )
    ]


def journal_mode() -> str:
    """How the SQLite database keeps its journal: `delete`, `wal` …"""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        return cursor.fetchone()[0]


@register(Tags.security)
def private_files_are_apart(app_configs, **kwargs):
    """What is served from MEDIA_ROOT holds nothing of the private store, nor the other way round."""
    public, private = (
        Path(root).resolve() for root in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT)
    )
    if not (public.is_relative_to(private) or private.is_relative_to(public)):
        return []
    return [
        Error(
            f"PRIVATE_ROOT ({private}) and MEDIA_ROOT ({public}) lie inside each other.",
            hint="Choose two folders side by side: everything in MEDIA_ROOT is public.",
            id="nkdbcms.E005",
        )
    ]


@register(Tags.database)
def search_is_kept(app_configs, databases=None, **kwargs):
    """Warns of a database that would let the search index get stale, after a migration that failed."""
    if not databases or "default" not in databases:
        return []
    if not has_entries("default") or is_kept("default"):
        return []
    return [
        Caution(
            "The triggers that keep the search index true are not in the database.",
            hint="Run manage.py migrate to its end, or manage.py rebuild_search.",
            id="nkdbcms.W002",
        )
    ]


@register(Tags.admin)
def lists_are_not_edited_in_place(app_configs, **kwargs):
    """`list_editable` would overwrite what a colleague saved, because it compares no version."""
    return [
        Error(
            f"{type(model_admin).__name__}.list_editable lets one person overwrite another.",
            hint="Offer an admin action that calls a verb instead.",
            obj=model_admin,
            id="nkdbcms.E004",
        )
        for model_admin in admin.site._registry.values()
        if model_admin.list_editable
    ]


@register(Tags.database)
def testimonies_can_be_sealed(app_configs, databases=None, **kwargs):
    """Says why the door for testimonies is closed. Asked with a database only, after `migrate`."""
    if not databases:
        return []
    try:
        sealing.audience()
    except sealing.Closed as closed:
        return [
            Caution(
                f"The door for testimonies is closed. {closed}",
                hint="Run manage.py recovery_key, and have two moderators make their keys.",
                id="nkdbcms.W001",
            )
        ]
    except DatabaseError:
        return []  # the tables are not there yet
    return []


@register(Tags.security)
def staff_give_a_second_factor(app_configs, **kwargs):
    """Nobody gets to the staff's pages with a password alone."""
    needed = [
        "nkdbcms.middleware.StaffAuthenticationMiddleware",
        "nkdbcms.middleware.StaffSecondFactorMiddleware",
    ]
    if [name for name in settings.MIDDLEWARE if name in needed] == needed:
        return []
    return [
        Error(
            "The middleware that asks the staff for a second factor is missing or out of place.",
            hint=f"MIDDLEWARE needs {needed[0]} and, after it, {needed[1]}.",
            id="nkdbcms.E010",
        )
    ]


@register(Tags.security)
def passwords_are_kept_well(app_configs, **kwargs):
    """A stolen database gives no password away, and nobody signs in without one."""
    problems = []
    if not settings.PASSWORD_HASHERS[0].endswith(".Argon2PasswordHasher"):
        problems.append("PASSWORD_HASHERS does not begin with Argon2.")
    if getattr(settings, "OTP_WEBAUTHN_ALLOW_PASSWORDLESS_LOGIN", True):
        problems.append("OTP_WEBAUTHN_ALLOW_PASSWORDLESS_LOGIN makes one factor out of two.")
    return [
        Error(problem, hint="Take it from nkdbcms/settings.py as it was.", id="nkdbcms.E011")
        for problem in problems
    ]
