"""Somebody sends a testimony on an old phone without scripts, and comes back with the receipt."""

import pytest

from articles.models import SealedFile, Submission
from tests.factories import make_moderator_key, make_recovery_key
from tests.journeys.moderating import PHONE

pytestmark = pytest.mark.usefixtures("nobody_waits")


@pytest.fixture(autouse=True)
def _keys():
    for _ in range(2):
        make_moderator_key()
    make_recovery_key()


def is_too_wide(page) -> bool:
    return page.locator("html").evaluate("page => page.scrollWidth > page.clientWidth")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_from_the_door_to_the_erasure_without_scripts(open_page, language):
    page = open_page(f"/{language}/submit/", **PHONE)
    page.locator(f"a[href='/{language}/submit/testimony/']").click()
    assert page.locator("section.before").count() == 3
    page.locator("section.before").first.locator("a.button").click()
    page.locator("#id_text").fill("본 것을 씁니다")
    page.locator("input[value=publication]").check()
    photo = {"name": "a.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(900)}
    page.locator("#id_file_1").set_input_files(photo)
    page.locator("main form button").click()
    words = page.locator("ol.receipt li").all_inner_texts()
    assert len(words) == 8
    page.locator("main form button").click()
    position = int(page.locator("input[name=position]").input_value())
    page.locator("#id_word").fill(words[position - 1])
    page.locator("main form button").first.click()
    page.locator("main a[href$='/receipt/']").click()
    page.locator("#id_receipt").fill("".join(words))
    page.locator("main form button").click()
    assert page.locator("input[value=publication]").is_checked()
    assert SealedFile.objects.count() == 1
    page.locator("#id_is_sure").check()
    page.locator("button.grave").click()
    assert Submission.objects.get().state == "erased"
    assert page.context.cookies() == []


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_page_is_wider_than_a_small_phone(open_page, language):
    page = open_page(f"/{language}/submit/", viewport={"width": 320, "height": 640})
    for path in (
        "submit/",
        "submit/press/",
        "submit/testimony/",
        "submit/testimony/form/",
        "receipt/",
    ):
        page.goto(f"/{language}/{path}")
        assert not is_too_wide(page), path


def test_the_exit_link_takes_the_place_of_the_page(open_page):
    page = open_page("/en/coverage/")
    page.context.route("**wikipedia.org**", lambda route: route.fulfill(body="Harmless"))
    page.goto("/en/submit/testimony/form/")
    page.locator(".exit a").click()
    page.wait_for_url("https://en.wikipedia.org/**")
    page.go_back()
    assert page.url.endswith("/en/coverage/")
