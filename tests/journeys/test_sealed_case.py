"""From a testimony sent without scripts to colleagues reading, asking back and noting, sealed.

What the moderators' browsers send is recorded and searched for what only people may read.
"""

import io

import pyrage
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.servers.basehttp import WSGIRequestHandler
from django_otp.plugins.otp_totp.models import TOTPDevice
from PIL import Image

from articles.models import SealedMessage, SealedNote, Submission
from articles.submissions import sealing
from tests.factories import make_submission
from tests.journeys.moderating import PHONE, come_back, open_case, show, unlock
from tests.journeys.test_accessibility import STILL, violations
from tests.staff import code_of, sign_in

pytestmark = pytest.mark.usefixtures("nobody_waits")
TEXT = "Canary-text: 본 것을 씁니다.\n\nZweite Zeile <b>& more</b>"
CONTACT = "canary-contact at the market"
QUESTION = "canary-question: 언제였습니까?"
ANSWER = "canary-answer: in spring"
NOTE = "canary-note for colleagues"
CANARIES = ("canary", "본 것을", "언제였", "Zweite", "demonstration only", "AGE-SECRET-KEY")
KEPT_BY_THE_BROWSER = """async () => JSON.stringify([
    {...localStorage}, {...sessionStorage}, await indexedDB.databases(), await caches.keys(),
    document.cookie, history.state])"""


@pytest.fixture
def received(monkeypatch):
    """Every byte that reaches the pages of the staff."""
    seen, handle = [], WSGIRequestHandler.handle_one_request

    def recorded(handler):
        handler.rfile = tee = Tee(handler.rfile)
        handle(handler)
        handler.rfile = tee.source
        if getattr(handler, "path", "").startswith("/admin/"):
            seen.append(tee.taken)

    monkeypatch.setattr(WSGIRequestHandler, "handle_one_request", recorded)
    return seen


class Tee:
    """A stream that remembers what is read from it."""

    def __init__(self, source):
        self.source, self.taken = source, b""

    def read(self, *args):
        return self._noted(self.source.read(*args))

    def readline(self, *args):
        return self._noted(self.source.readline(*args))

    def _noted(self, data: bytes) -> bytes:
        self.taken += data
        return data


def photo() -> bytes:
    """A picture that tells its place and its camera."""
    exif = Image.Exif()
    exif[0x0110] = "Camera"
    exif.get_ifd(0x8825)[1] = "N"
    drawn = io.BytesIO()
    Image.new("RGB", (64, 40), "gray").save(drawn, "JPEG", exif=exif)
    return drawn.getvalue()


def send_testimony(open_page) -> str:
    """Somebody sends a testimony with a file; gives the receipt."""
    page = open_page("/en/submit/testimony/form/", **PHONE)
    page.fill("#id_text", TEXT)
    page.fill("#id_contact", CONTACT)
    file = {"name": "증거 photo.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    page.set_input_files("#id_file_1", file)
    page.click("main form button")
    return " ".join(page.locator("ol.receipt li").all_inner_texts())


def test_a_testimony_is_read_and_answered_and_nothing_of_it_leaves_the_browser(
    open_page, moderators, received
):
    receipt = send_testimony(open_page)
    case = Submission.objects.get()
    first, second = moderators

    page = open_page("/admin/", **STILL)
    sign_in(page, first)
    open_case(page, case)
    unlock(page, "not this one")
    page.wait_for_selector(".unlock [data-told]:has-text('does not open your key')")
    unlock(page)
    assert show(page, "account") == TEXT
    assert show(page, "contact") == CONTACT
    assert page.locator("#account-text b").count() == 0

    page.click("[data-open]")
    page.wait_for_selector("text=증거 photo.jpg")
    assert page.locator("[data-tell]:visible").count() == 2
    with page.expect_download() as download:
        page.click("[data-save]")
    assert download.value.suggested_filename == "증거 photo.jpg"
    assert download.value.path().read_bytes() == photo()
    page.click("[data-look]")
    assert page.locator("[data-picture] img").evaluate("image => image.naturalWidth") == 64
    assert violations(page) == {}

    page.fill("#write-note", "a note that waits")
    page.fill("#write-message", QUESTION)
    page.click("form[data-writes=message] button")
    page.wait_for_selector(".messagelist")
    assert page.input_value("#write-note") == "a note that waits"
    assert show(page, "message1") == QUESTION

    there = come_back(open_page, receipt)
    assert QUESTION in there.inner_text("main")
    there.fill("#id_text", ANSWER)
    there.click("form:has(input[value=answer]) button")

    page.fill("#write-note", "")
    page.goto(page.url)
    unlock(page)
    assert SealedMessage.objects.get(number=2).read_on is None
    with page.expect_response("**/read/2/"):
        assert show(page, "message2") == ANSWER
    assert SealedMessage.objects.get(number=2).read_on is not None
    page.fill("#write-note", NOTE)
    page.route("**/note/", lose_the_answer, times=1)  # it is sent once more, and kept once
    page.click("form[data-writes=note] button")
    page.wait_for_selector(".messagelist")
    assert show(page, "note1") == NOTE

    colleague = open_page("/admin/")
    sign_in(colleague, second)
    open_case(colleague, case)
    unlock(colleague)
    assert show(colleague, "note1") == NOTE

    for browser in (page, colleague):
        kept = browser.evaluate(KEPT_BY_THE_BROWSER)
        assert [word for word in CANARIES if word in kept] == []
    told = b"\n".join(received)
    assert [word for word in CANARIES if word.encode() in told] == []
    # The message to both sides, the note twice.
    assert told.count(b"age-encryption.org/v1\n") == 4
    assert SealedNote.objects.get().author == first


# --- The key of the tab -----------------------------------------------------------------------


def lose_the_answer(route) -> None:
    """The site stores what is sent, and the line says that it was not understood."""
    route.fetch()
    route.fulfill(status=408)


def make_cases() -> list[Submission]:
    """Two cases that both moderators can open."""
    to, made = sealing.audience(), []
    for text in ("canary of the first", "canary of the second"):
        sealed = sealing.seal({"text": text, "contact": ""}, to.recipients)
        case = make_submission(sealed=sealed)
        case.keys.set(to.keys)
        made.append(case)
    return made


def is_locked(page) -> bool:
    """Nothing that was opened is in the page, and the passphrase is asked for."""
    return (
        page.locator(".key-bar").count() == 0
        and page.locator("#passphrase").is_visible()
        and "canary" not in page.content()
    )


def test_the_key_stays_while_pages_of_cases_follow_one_another(open_page, moderators):
    first, second = make_cases()
    page = open_page("/admin/")
    sign_in(page, moderators[0])
    open_case(page, first)
    unlock(page)
    page.wait_for_selector(".key-bar")
    page.evaluate("window.stays = true")
    page.fill("#write-note", "not sent yet")

    page.click(".breadcrumbs a:has-text('Submissions')")
    page.wait_for_selector("html:not([aria-busy]) #result_list")
    page.check("#action-toggle")
    assert page.locator("input.action-select:checked").count() == 2
    page.click(f"#result_list a:has-text('{second.short_id}')")
    page.select_option("select[name=reason]", "triage")
    page.click("main button:has-text('Open')")
    assert show(page, "account") == "canary of the second"
    assert page.url.endswith(f"/{second.pk}/")
    assert second.short_id in page.title()
    page.go_back()
    page.click(f"#result_list a:has-text('{first.short_id}')")
    assert show(page, "account") == "canary of the first"
    assert page.input_value("#write-note") == "not sent yet"
    assert page.evaluate("window.stays")

    page.on("dialog", lambda dialog: dialog.accept())
    page.click(".rooms a:has-text('Outlets')")
    page.wait_for_url("**/outlet/")
    page.go_back()
    assert is_locked(page)
    assert page.input_value("#write-note") == ""


def test_what_was_written_outlives_the_session_and_the_key_does_not_outlive_its_time(
    open_page, moderators
):
    case, _other = make_cases()
    page = open_page("/admin/")
    page.clock.install()
    sign_in(page, moderators[0])
    open_case(page, case)
    unlock(page)
    page.fill("#write-note", NOTE)
    session = Session.objects.get()
    (cookie,) = [one for one in page.context.cookies() if one["value"] == session.pk]
    Session.objects.all().delete()
    page.click("form[data-writes=note] button")
    page.wait_for_selector("form[data-writes=note] [data-told]:has-text('signed out')")
    assert page.input_value("#write-note") == NOTE
    # Signing in again, in another tab, would bring another session and another token.
    session.save(force_insert=True)
    page.context.add_cookies([cookie])
    page.context.clear_cookies(name="csrftoken")
    page.context.new_page().goto(page.url)
    page.click("form[data-writes=note] button")
    assert show(page, "note1") == NOTE

    page.click("[data-lock]")
    assert is_locked(page)
    unlock(page)
    page.click("[data-all=show]")
    page.wait_for_selector("#account-text:not([inert])")
    page.clock.fast_forward(15 * 60 * 1000)
    page.clock.run_for(10_000)
    page.wait_for_selector("#passphrase")
    assert is_locked(page)


def let_a_quarter_of_an_hour_pass() -> None:
    """For the one session that there is, and what was opened in it."""
    session = Session.objects.get()
    values = session.get_decoded()
    values["confirmed"] -= 15 * 60
    for opening in values["opened"].values():
        opening[0] -= 15 * 60
    session.session_data = SessionStore().encode(values)
    session.save()


def open_anew(page, give_factor) -> None:
    """From the refusal to a form that can be sent, in the tab in which the text was written."""
    page.click("[data-told] a:has-text('Open the case anew')")
    page.click("main a:has-text('Give the second factor')")
    give_factor()
    page.select_option("select[name=reason]", "triage")
    page.click("main button:has-text('Open')")
    page.wait_for_selector("#write-message:visible")


def test_who_writes_for_longer_than_a_quarter_of_an_hour_loses_nothing(
    open_page, moderators, authenticator
):
    case, _other = make_cases()
    user = moderators[0]
    page = open_page("/admin/")
    authenticator(page)
    sign_in(page, user)
    page.goto("/admin/account/")
    page.click("text=Add a passkey")
    page.wait_for_selector(".passkeys")
    open_case(page, case)
    unlock(page)
    page.wait_for_selector(".key-bar")
    page.evaluate("window.stays = true")
    page.fill("#write-note", NOTE)
    page.fill("#write-message", QUESTION)

    def send_late(kind: str) -> None:
        let_a_quarter_of_an_hour_pass()
        page.click(f"form[data-writes={kind}] button")
        page.wait_for_selector(f"form[data-writes={kind}] [data-told]:has-text('Open the case')")

    def give_code() -> None:
        page.fill("#id_code", "nothing")
        page.press("#id_code", "Enter")
        page.wait_for_selector(".errorlist")
        TOTPDevice.objects.update(last_t=-1, throttling_failure_count=0)
        page.fill("#id_code", code_of(TOTPDevice.objects.get(user=user)))
        page.press("#id_code", "Enter")

    send_late("message")
    assert not case.messages.exists()
    open_anew(page, give_code)
    assert page.input_value("#write-message") == QUESTION
    page.click("form[data-writes=message] button")
    assert show(page, "message1") == QUESTION

    send_late("note")
    assert not case.notes.exists()
    open_anew(page, lambda: page.click("text=Use a passkey"))
    assert page.input_value("#write-note") == NOTE
    page.click("form[data-writes=note] button")
    assert show(page, "note1") == NOTE
    assert page.evaluate("window.stays")


def test_what_was_sealed_before_a_key_was_made_is_told(open_page, moderators):
    case, _other = make_cases()
    stranger = pyrage.x25519.Identity.generate()
    SealedNote.objects.create(
        submission=case, sealed=sealing.seal({"text": "x"}, [str(stranger.to_public())])
    )
    page = open_page("/admin/")
    sign_in(page, moderators[0])
    open_case(page, case)
    page.click(".unlock summary")
    page.fill("#private-half", "AGE-SECRET-KEY-1NOT")
    page.click("form[data-unlock=private] button")
    page.wait_for_selector(".unlock [data-told]:has-text('74 letters')")
    page.fill("#private-half", str(stranger))
    page.click("form[data-unlock=private] button")
    assert show(page, "note1") == "x"
    assert (
        "sealed before your key was made"
        in page.locator("[data-field=text] [data-told]").first.inner_text()
    )
