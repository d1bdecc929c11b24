"""A real browser: Debian's Chromium, driven by Playwright."""

import os
import shutil

import pytest
from django.db import connection

from articles.demo.keys import KEYS
from articles.models import ModeratorKey
from articles.submissions import tokens
from tests.factories import make_recovery_key, make_user

CHROMIUM = shutil.which("chromium")
IN_CI = bool(os.environ.get("CI"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
            # What migrations put into the database has to be there for every journey.
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


@pytest.fixture(scope="session")
def browser(django_db_setup):
    if CHROMIUM is None:
        assert not IN_CI, "Chromium is missing, so the journeys would be skipped"
        pytest.skip("there is no Chromium here: apt-get install chromium")
    # Playwright keeps an event loop in this thread; the database is used from this thread only.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from playwright.sync_api import sync_playwright

    migrated = connection._test_serialized_contents
    with sync_playwright() as playwright:
        # Inside the loop Django opens a connection of its own, which has to know it as well.
        connection._test_serialized_contents = migrated
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def _acts_wait_for_the_whole_page(browser):
    """Playwright's acts end when the next page begins to arrive, and some reads do not wait."""
    from playwright.sync_api import Locator, Page

    def whole(act):
        def acted(target, *arguments, **options):
            act(target, *arguments, **options)
            page = target if isinstance(target, Page) else target.page
            page.wait_for_load_state()

        return acted

    with pytest.MonkeyPatch.context() as patch:
        for kind in (Page, Locator):
            for act in ("click", "press"):
                patch.setattr(kind, act, whole(getattr(kind, act)))
        yield


@pytest.fixture
def open_page(browser, live_server, _acts_wait_for_the_whole_page):
    """Opens pages in a fresh profile each, and fails on what the policy or a script refuses."""
    contexts, complaints = [], []

    def opened(path: str = "/", **options):
        context = browser.new_context(
            **({"locale": "en-GB", "base_url": live_server.url} | options)
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: _note(message, complaints))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def _note(message, complaints: list[str]) -> None:
    # A 404 or 410 is told on the console too, and is what some journeys ask for.
    if message.type == "error" and "status of 4" not in message.text:
        complaints.append(message.text)


@pytest.fixture
def nobody_waits(monkeypatch):
    """Forms may be sent as fast as a test fills them in."""
    monkeypatch.setattr(tokens, "FASTEST", 0)


@pytest.fixture
def moderators():
    """Two moderators with keys of the demonstration, which unlock quickly."""
    found = []
    for key in KEYS:
        user = make_user("Moderators")
        ModeratorKey.objects.create(user=user, **key)
        found.append(user)
    make_recovery_key()
    return found


@pytest.fixture
def authenticator():
    """Puts a security key into the browser of a page, as if it were plugged in and touched."""

    def plugged_in(page) -> None:
        devtools = page.context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        devtools.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "usb",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )

    return plugged_in
