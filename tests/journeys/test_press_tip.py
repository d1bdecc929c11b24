"""A reader without scripts sends a press tip; a moderator makes a draft of it, and declines another."""

import pytest

from articles.models import Article, PressTip
from tests.factories import make_press_tip, make_user
from tests.staff import sign_in

PHONE = {"viewport": {"width": 320, "height": 640}, "java_script_enabled": False}


@pytest.fixture
def site(news_site, nobody_waits):
    return news_site


def test_from_the_door_to_the_draft(open_page, site):
    make_press_tip("https://spam.example/" + "buy-" * 60, note="싸게 사세요 " * 40)
    reader = open_page("/en/submit/press/", **PHONE)
    reader.fill("#id_url", site.address("/2026/05/12/sites") + "?utm_source=letter")
    reader.fill("#id_note", "It quotes your report on detention sites.")
    reader.click("main form button")
    assert PressTip.objects.count() == 2
    assert reader.context.cookies() == []

    page = open_page("/admin/", viewport={"width": 320, "height": 800})
    sign_in(page, make_user("Moderators"))
    page.click(".waiting a:has-text('Waiting for a decision')")
    page.wait_for_url("**/presstip/")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.click("ol.hands a[href*='/presstip/']:has-text('ledger.example')")
    page.wait_for_url("**/change/")
    assert "It quotes your report" in page.inner_text(".their-text")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.click("text=Accept: make a draft of it")
    draft = Article.objects.get()
    assert page.url.endswith(f"/admin/articles/article/{draft.pk}/change/")
    assert "A draft was made from the page." in page.inner_text(".messagelist")
    assert "Centre counts six detention sites" in page.inner_text(".field-headline")

    page.goto("/admin/articles/presstip/")
    page.click("ol.hands a[href*='/presstip/']")
    page.click("button:has-text('Decline')")
    assert "The tip was declined." in page.inner_text(".messagelist")
    assert "No press tip waits." in page.inner_text("#content")
    page.click("nav.troubles a:has-text('Decided')")
    assert page.locator("ol.hands li").count() == 2
