"""From a sealed testimony to a published page: redacted beside the opened text, approved by a second.

The key stays unlocked while the draft is saved; what the page sends is what was typed, and no name.
"""

import pytest

from articles.choices import Purpose, SubmissionState
from articles.demo.keys import KEYS
from articles.models import ModeratorKey, ProtectedName, Submission, Testimony
from articles.submissions import receipts, sealing
from articles.submissions.intake import Account, receive_testimony
from tests.factories import make_recovery_key, make_user
from tests.journeys.moderating import open_case, show, unlock
from tests.journeys.test_accessibility import STILL, violations
from tests.staff import sign_in

TEXT = "나는 회령에서 살았다. 박영희가 도와주었다."
BODY = ".ProseMirror[contenteditable=true]"


@pytest.fixture
def case():
    """A testimony that two moderators can open, and that may be published."""
    for key in KEYS:
        ModeratorKey.objects.create(user=make_user("Moderators"), **key)
    make_recovery_key()
    account = Account(TEXT, language="ko", purposes=frozenset({Purpose.PUBLICATION}))
    case = receive_testimony(account, receipts.generate(), sealing.audience())
    Submission.objects.filter(pk=case.pk).update(state=SubmissionState.VERIFYING)
    case.refresh_from_db()
    return case


def moderator(open_page, case: Submission, number: int, **options):
    """A browser in which a moderator has opened the case and unlocked the key."""
    page = open_page("/admin/", **STILL, **options)
    sign_in(page, ModeratorKey.objects.order_by("pk")[number].user)
    open_case(page, case)
    unlock(page)
    return page


def mark(page, words: str) -> None:
    """Select words in the opened text, as with the mouse."""
    page.evaluate(
        """words => {
            const node = document.querySelector("#account-text").firstChild;
            const walker = document.createTreeWalker(document.querySelector("#account-text"), 4);
            let text = walker.nextNode();
            while (!text.data.includes(words)) text = walker.nextNode();
            const start = text.data.indexOf(words);
            getSelection().setBaseAndExtent(text, start, text, start + words.length);
        }""",
        words,
    )


def test_a_case_is_redacted_approved_and_published(open_page, case):
    first = moderator(open_page, case, 0)
    assert show(first, "account") == TEXT

    mark(first, "박영희")
    first.click("[data-take-names]")
    assert first.input_value("#id_names") == "박영희\n"
    first.click("form[action$='/names/'] button.default")
    first.wait_for_selector("text=1 name is protected from now on.")
    first.click("text=Back to the case")

    first.select_option("#id_language", "ko")
    first.click("text=Begin to redact")
    first.wait_for_selector(BODY)
    assert show(first, "account") == TEXT  # the key is unlocked still
    assert violations(first) == {}
    first.fill("#id_title", "굶주림의 증언")
    first.fill("#id_alias", "증인 7")
    first.fill("#id_summary", "박 영희가 도와주었다.")
    first.click(BODY)
    first.keyboard.type("나는 회령에서 살았다. 서른네 살이었다.")
    first.click("input[name=_save]")
    first.wait_for_selector("text=A name that must never be published stands here.")
    assert "나는 회령에서" in first.inner_text(BODY)
    first.fill("#id_summary", "이웃이 도와주었다.")
    first.click("input[name=_save]")
    first.wait_for_selector("text=The draft was saved.")
    first.fill("#id_summary", "A sentence that is not saved.")
    first.fill("#id_names", "김철수")
    with first.expect_popup() as told:
        first.click("form[action$='/names/'] button.default")
    told.value.wait_for_selector("text=1 name is protected from now on.")
    assert first.input_value("#id_summary") == "A sentence that is not saved."
    first.once("dialog", lambda dialog: dialog.dismiss())
    first.click(".breadcrumbs a:has-text('Case')")
    assert first.input_value("#id_summary") == "A sentence that is not saved."
    first.fill("#id_summary", "이웃이 도와주었다.")
    assert violations(first) == {}
    first.click("text=Use “함경북도” instead")
    first.wait_for_selector(f"{BODY}:has-text('함경북도')")
    first.click("text=Use “30대” instead")
    first.wait_for_selector(f"{BODY}:has-text('30대')")
    assert Testimony.objects.get().body == "<p>나는 함경북도에서 살았다. 30대였다.</p>"
    first.click("input[name=_hand_over]")
    first.wait_for_selector("text=The draft waits for a second moderator's approval.")
    assert first.locator(".key-bar").count() == 1
    first.click("text=Open the checklist")
    first.wait_for_selector("text=You have written in this redaction.")

    second = moderator(open_page, case, 1)
    second.click("text=Open the checklist")
    second.wait_for_selector("h1:has-text('Approve case')")
    assert violations(second) == {}
    for box in second.locator("input[name=looked_at]").all():
        box.check()
    second.click("input[name=_approve]")
    second.wait_for_selector("text=The case is accepted.")

    editor = open_page("/admin/", **STILL)
    sign_in(editor, make_user("Editors"))
    editor.goto("/admin/articles/testimony/?waiting=in-review")
    editor.click("text=굶주림의 증언")
    editor.click("input[name=_publish]")
    editor.click("text=Open the page")
    assert "30대였다" in editor.inner_text("main")
    assert ProtectedName.objects.exists()


def test_without_a_script_a_draft_is_written_as_well(open_page, case):
    page = open_page("/admin/", java_script_enabled=False, locale="ko-KR")
    sign_in(page, ModeratorKey.objects.order_by("pk")[0].user)
    page.goto(f"/admin/articles/submission/{case.pk}/")
    page.select_option("select[name=reason]", "redaction")
    page.click(".opening button")
    page.click("button[name=_start]")
    page.fill("#id_title", "굶주림의 증언")
    page.fill("#id_body", "<p>회령에서</p>")
    page.click("input[name=_save]")
    page.click("button[name=_coarsen]")
    assert Testimony.objects.get().body == "<p>함경북도에서</p>"
