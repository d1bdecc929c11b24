"""What moderators and people with a receipt do in a browser, again and again."""

from articles.demo.keys import PASSPHRASE
from articles.models import Submission

#: An old phone, on which scripts are switched off.
PHONE = {"viewport": {"width": 320, "height": 640}, "java_script_enabled": False}


def come_back(open_page, receipt: str):
    page = open_page("/en/receipt/", **PHONE)
    page.fill("#id_receipt", receipt)
    page.click("main form button")
    return page


def open_case(page, case: Submission) -> None:
    page.goto(f"/admin/articles/submission/{case.pk}/")
    page.select_option("select[name=reason]", "triage")
    with page.expect_navigation():
        page.click("main button:has-text('Open')")


def unlock(page, passphrase: str = PASSPHRASE) -> None:
    page.fill("#passphrase", passphrase)
    page.click("form[data-unlock=passphrase] button")


def show(page, name: str) -> str:
    """Ask for a text that was opened; it was blurred and out of reach before."""
    button, text = page.locator(f"#{name}-show"), page.locator(f"#{name}-text")
    button.wait_for()
    assert text.evaluate("text => text.inert && getComputedStyle(text).filter.includes('blur')")
    button.click()
    assert not text.evaluate("text => text.inert")
    return text.text_content()
