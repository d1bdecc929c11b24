"""The whole way of a testimony: sent without scripts, asked back, redacted, approved by a second
person, published by an editor, and taken off again by the person who sent it.
"""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from articles import sitemaps
from articles.choices import Purpose, SubmissionState
from articles.models import Submission, Testimony
from tests.factories import make_user
from tests.journeys.moderating import PHONE, come_back, open_case, show, unlock
from tests.journeys.test_accessibility import STILL
from tests.journeys.test_redaction import BODY
from tests.staff import sign_in

pytestmark = pytest.mark.usefixtures("nobody_waits")
TEXT, QUESTION, ANSWER = "What I saw.", "When was it?", "In spring."
TITLE = "What a neighbour was told"
TOLD = "The river was frozen when they came."


def send(open_page) -> str:
    """Somebody sends a testimony that may be published; gives the receipt."""
    page = open_page("/en/submit/", **PHONE)
    page.click("main a[href='/en/submit/testimony/']")
    page.click("main a[href='/en/submit/testimony/form/']")
    page.fill("#id_text", TEXT)
    page.check(f"input[name=purposes][value={Purpose.PUBLICATION}]")
    page.click("main form button")
    words = page.locator("ol.receipt li").all_inner_texts()
    page.click("main form button")
    position = int(page.input_value("input[name=position]"))
    page.fill("#id_word", words[position - 1])
    page.locator("main form button").first.click()
    return " ".join(words)


def state() -> str:
    return Submission.objects.get().state


def ask_back(page, case) -> None:
    open_case(page, case)
    unlock(page)
    assert show(page, "account") == TEXT
    page.fill("#write-message", QUESTION)
    page.click("form[data-writes=message] button")
    page.wait_for_selector(".messagelist")


def answer(open_page, receipt: str) -> None:
    page = come_back(open_page, receipt)
    assert QUESTION in page.inner_text("main")
    page.fill("#id_text", ANSWER)
    page.click("form:has(input[value=answer]) button")


def move(page, to: SubmissionState) -> None:
    page.click(f"form:has(input[name=to][value={to}]) button")
    page.wait_for_selector(f".messagelist:has-text('{to.label}')")


def redact(page) -> None:
    page.select_option("#id_language", "en")
    page.click("button[name=_start]")
    page.wait_for_selector(BODY)
    page.fill("#id_title", TITLE)
    page.fill("#id_alias", "Witness 7")
    page.fill("#id_summary", TOLD)
    page.click(BODY)
    page.keyboard.type(TOLD)
    page.click("input[name=_hand_over]")
    page.wait_for_selector("text=The draft waits for a second moderator's approval.")


def approve(page, case) -> None:
    open_case(page, case)
    page.click("text=Open the checklist")
    for box in page.locator("input[name=looked_at]").all():
        box.check()
    page.click("input[name=_approve]")
    page.wait_for_selector("text=The case is accepted.")


def publish(page) -> str:
    """Gives the address of the published page."""
    page.goto("/admin/articles/testimony/")
    page.click(f"text={TITLE}")
    page.click("input[name=_publish]")
    page.click("text=Open the page")
    assert TOLD in page.inner_text("main")
    return page.url


def places(page, address: str) -> dict[str, bool]:
    """Whether readers meet the testimony at its own address and where else they could."""
    file = Testimony.objects.get().pk // sitemaps.ITEMS
    others = {
        reverse("testimonies"): TITLE,
        reverse("testimonies-feed"): TOLD,
        reverse("search", query={"q": "frozen"}): TITLE,
        "/api/v1/testimonies": TOLD,
        f"/sitemap-testimonies-{file}.xml": urlsplit(address).path,
    }
    sought = {address: TOLD} | others
    return {path: words in page.request.get(path).text() for path, words in sought.items()}


def test_a_testimony_goes_its_whole_way_and_is_taken_off_again(open_page, moderators):
    receipt = send(open_page)
    case = Submission.objects.get()
    assert (state(), case.read_on) == (SubmissionState.RECEIVED, None)

    first, second = open_page("/admin/", **STILL), open_page("/admin/", **STILL)
    sign_in(first, moderators[0])
    sign_in(second, moderators[1])
    ask_back(first, case)
    answer(open_page, receipt)
    first.reload()
    unlock(first)
    assert show(first, "message2") == ANSWER
    move(first, SubmissionState.VERIFYING)
    redact(first)
    approve(second, case)
    assert state() == SubmissionState.ACCEPTED

    editor = open_page("/admin/", **STILL)
    sign_in(editor, make_user("Editors"))
    address = publish(editor)
    reader = open_page(address)
    shown = places(reader, address)
    assert shown == dict.fromkeys(shown, True)

    there = come_back(open_page, receipt)
    there.uncheck(f"input[name=purposes][value={Purpose.PUBLICATION}]")
    there.click("form:has(input[value=consents]) button")
    assert reader.request.get(address).status == 410
    assert places(reader, address) == dict.fromkeys(shown, False)
    reader.reload()
    assert TITLE not in reader.content()
