"""The moderators' keys in a real browser: made, wrapped anew, cases sealed again.

What came of it is proved with age on the server's side and with private halves that the server
never saw.
"""

import pyrage
import pytest

from articles.choices import AuditEvent, AuditReason
from articles.demo.keys import KEYS, PASSPHRASE
from articles.models import AuditEntry, RecoveryKey
from articles.submissions import key_ring, sealing
from tests.factories import make_moderator_key, make_recovery_key, make_user
from tests.journeys.test_accessibility import STILL, violations
from tests.sealed_cases import (
    ASKED,
    FILE,
    NOTED,
    TEXT,
    contents_of,
    make_sealed_case,
    opened,
    stored_files,
)
from tests.staff import sign_in

CONTENTS = (TEXT, ASKED, NOTED, FILE)
ROOM = "/admin/articles/moderatorkey/"
SLOW = 60_000


def unwrapped(wrapped: str, passphrase: str) -> pyrage.x25519.Identity:
    """As `age -d` does it."""
    text = pyrage.passphrase.decrypt(wrapped.encode(), passphrase).decode()
    return pyrage.x25519.Identity.from_str(text.strip())


@pytest.fixture
def mina():
    return make_moderator_key(make_user("Moderators", username="mina"), **KEYS[0])[0]


@pytest.fixture
def sora():
    return make_moderator_key(make_user("Moderators", username="sora"), **KEYS[1])[0]


def choose(page, passphrase: str, again: str = "") -> None:
    page.fill("#new-passphrase", passphrase)
    page.fill("#repeated-passphrase", again or passphrase)


def test_a_key_is_made_its_passphrase_changed_and_cases_sealed_again_to_it(open_page, mina, sora):
    _recovery, offline = make_recovery_key()
    identities = [unwrapped(key["wrapped"], PASSPHRASE) for key in KEYS]
    case = make_sealed_case()
    page = open_page("/admin/", **STILL, viewport={"width": 320, "height": 640})
    sent = []
    page.on("request", lambda request: sent.append(request.url + (request.post_data or "")))

    hana = make_user("Moderators", username="hana")
    sign_in(page, hana)
    page.goto(ROOM)
    page.click("text=Make your key")
    choose(page, "short")
    assert "Too short" in page.inner_text("#strength")
    page.press("#new-passphrase", "Enter")
    assert "Too short" in page.inner_text("#choose [data-status]")
    page.click("text=Offer six Korean words")
    first = page.inner_text("[data-offered]")
    assert len(first.split()) == 6
    choose(page, first, "something else entirely")
    assert "66 bits" in page.inner_text("#strength")
    page.press("#new-passphrase", "Enter")
    assert "not the same" in page.inner_text("#choose [data-status]")
    choose(page, first)
    page.click("text=Make the key")
    page.wait_for_selector("#proof", timeout=SLOW)
    page.fill("#proof", "not this one")
    page.press("#proof", "Enter")
    page.wait_for_selector("#prove [data-status]:has-text('not the passphrase')", timeout=SLOW)
    assert not hana.moderator_keys.exists()
    page.fill("#proof", first)
    page.press("#proof", "Enter")
    page.wait_for_selector(".messagelist:has-text('Your key is made')", timeout=SLOW)
    key = hana.moderator_keys.get()
    mine = unwrapped(key.wrapped, first)
    assert str(mine.to_public()) == key.recipient

    with page.expect_download() as download:
        page.click("text=Save a copy")
    assert download.value.path().read_text() == key.wrapped

    page.click("text=Change the passphrase")
    page.wait_for_selector("#present")
    assert violations(page) == {}
    second = "여섯 낱말을 우연히 고르면 아무도 모릅니다"
    page.fill("#present", "not this one")
    choose(page, second)
    page.press("#present", "Enter")
    page.wait_for_selector("#change [data-status]:has-text('not the present')", timeout=SLOW)
    page.fill("#present", first)
    page.press("#present", "Enter")
    page.wait_for_selector(".messagelist:has-text('is changed')", timeout=SLOW)
    key.refresh_from_db()
    assert str(unwrapped(key.wrapped, second)) == str(mine)
    with pytest.raises(pyrage.DecryptError):
        unwrapped(key.wrapped, first)

    key_ring.retire(sora, by=mina.user)
    before = stored_files()
    make_only_theirs = sealing.Audience((sora,), RecoveryKey.current())
    theirs = make_sealed_case(make_only_theirs)
    page = open_page("/admin/")
    page.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
    sign_in(page, mina.user)
    page.goto(ROOM)
    assert "2 cases need sealing again" in page.inner_text(".note")
    page.click("text=Seal them again")
    assert key.recipient in page.inner_text("main")
    intruder, _identity = make_moderator_key(make_user("Moderators", username="intruder"))
    page.fill("#passphrase", PASSPHRASE)
    page.press("#passphrase", "Enter")
    page.wait_for_selector("#cases [data-state]:has-text('keys have changed')", timeout=SLOW)
    assert key not in case.keys.all()
    assert contents_of(opened(case, identities[1])) == CONTENTS
    key_ring.retire(intruder, by=mina.user)
    page.reload()
    page.fill("#passphrase", PASSPHRASE)
    page.press("#passphrase", "Enter")
    page.wait_for_selector("#unlock [data-status]:has-text('Some cases are left')", timeout=SLOW)
    states = dict(
        zip(
            page.locator("#cases strong").all_inner_texts(),
            page.locator("#cases [data-state]").all_inner_texts(),
            strict=True,
        )
    )
    assert states == {
        case.short_id: "sealed again",
        theirs.short_id: "this key does not open it",
    }

    case.refresh_from_db()
    assert set(case.keys.all()) == {mina, key}
    for identity in (identities[0], mine, offline):
        assert contents_of(opened(case, identity)) == CONTENTS
    for part in ("text", "message", "note", "file"):
        with pytest.raises(pyrage.DecryptError):
            opened_part(case, part, identities[1])
    assert set(theirs.keys.all()) == {sora}
    assert not before & stored_files()
    noted = AuditEntry.objects.filter(event=AuditEvent.CASE_OPENED, actor=mina.user.pk)
    assert set(noted.values_list("subject", "reason")) == {
        (str(pk), AuditReason.HANDOVER) for pk in (case.pk, theirs.pk)
    }
    for secret in (PASSPHRASE, first, second, "AGE-SECRET-KEY", TEXT):
        assert not [text for text in sent if secret in text]


def opened_part(case, kind: str, identity):
    from articles.submissions import parts

    (part,) = (part for part in parts.of(case) if part.name.startswith(kind))
    return pyrage.decrypt(part.open().read(), [identity])


def test_with_the_recovery_key_when_all_others_are_lost(open_page, mina, sora):
    _recovery, offline = make_recovery_key()
    lost, _identity = make_moderator_key()
    case = make_sealed_case(sealing.Audience((lost,), RecoveryKey.current()))
    key_ring.retire(lost, by=lost.user)
    page = open_page("/admin/")
    sign_in(page, mina.user)
    page.goto(f"{ROOM}seal-again/")
    page.click("text=With the recovery key instead")
    page.fill("#recovery", "AGE-SECRET-KEY-1NOT")
    page.press("#recovery", "Enter")
    page.wait_for_selector("#unlock [data-status]:has-text('not the secret half')")

    let_a_quarter_pass()
    page.fill("#recovery", str(offline).lower())
    page.press("#recovery", "Enter")
    page.wait_for_selector("#confirm:visible")
    assert set(case.keys.all()) == {lost}
    let_a_quarter_pass(-1)
    page.click("text=/^Go on$/")
    page.wait_for_selector("#unlock [data-status]:has-text('Done')", timeout=SLOW)
    assert set(case.keys.all()) == {mina, sora}
    for key in KEYS:
        assert contents_of(opened(case, unwrapped(key["wrapped"], PASSPHRASE))) == CONTENTS
    page.reload()
    assert "sealed to the keys that are in use" in page.inner_text(".nothing")


def let_a_quarter_pass(times: int = 1) -> None:
    """Let the second factor have been given earlier."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    for row in Session.objects.all():
        store = SessionStore(row.session_key)
        store["confirmed"] -= times * 16 * 60
        store.save()
