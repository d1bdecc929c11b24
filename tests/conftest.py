"""What every test may rely on."""

import socket
from importlib import import_module

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation

from articles.admin import from_link
from articles.models import SealedFile
from articles.submissions import throttle
from tests.news_site import running, story
from tests.staff import StaffClient

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database, without what keeps the audit trail from being emptied after a test."""
    trail = import_module("articles.migrations.0006_audit_trail")
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for statement in trail.dropped(connection.vendor):
            cursor.execute(statement)


@pytest.fixture
def client() -> StaffClient:
    """In the place of pytest-django's: who signs in gives both factors."""
    return StaffClient()


@pytest.fixture
def admin_client(admin_user) -> StaffClient:
    """A superuser in the browser, in the place of pytest-django's."""
    browser = StaffClient()
    browser.force_login(admin_user)
    return browser


@pytest.fixture(autouse=True)
def _network_ends_here(monkeypatch):
    """No test reaches beyond this machine."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in LOOPBACK:
            raise AssertionError(f"a test tried to reach {address}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _media_in_a_folder_of_its_own(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    private = {
        "BACKEND": "nkdbcms.storage.PrivateFolder",
        "OPTIONS": {"location": tmp_path / "private"},
    }
    settings.STORAGES = settings.STORAGES | {"private": private}
    sealed = SealedFile._meta.get_field("file").storage
    monkeypatch.setattr(sealed, "base_location", str(tmp_path / "sealed"))
    monkeypatch.setattr(sealed, "location", str(tmp_path / "sealed"))


@pytest.fixture(autouse=True)
def _fast_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _nobody_was_here():
    throttle.sending.forget()
    throttle.opening.forget()


@pytest.fixture(autouse=True)
def _nothing_is_cached():
    cache.clear()


@pytest.fixture(autouse=True)
def _english_until_something_else_is_asked_for():
    """A request for a Korean page leaves Korean active in the thread that answered it."""
    translation.activate("en")


@pytest.fixture
def news_site(monkeypatch):
    """A site with one story, from which the staff may make drafts although it is on loopback."""
    with running() as site:
        monkeypatch.setattr(from_link, "POLICY", site.policy)
        site.show("/2026/05/12/sites", story())
        yield site
