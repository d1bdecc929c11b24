"""What readers do, with scripts switched off and with the keyboard alone."""

import os
import shutil
import subprocess

import pytest
from django.utils.formats import date_format

from articles.demo.loader import load_demo
from articles.models import Article

NO_SCRIPTS = {"java_script_enabled": False}
FOCUSED = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect(), look = getComputedStyle(one);
    return {
        place: [...document.querySelectorAll(PARTS)].indexOf(one),
        isSeen: box.width > 0 && box.top >= 0 && box.top < innerHeight && look.outlineStyle !== "none",
    };
}""".replace("PARTS", "'a[href], button, input:not([type=hidden]), select, textarea, summary'")
PARTS = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .map((one, place) => one.checkVisibility() ? place : -1).filter(place => place >= 0)"""


def test_from_a_topic_to_a_piece_and_into_the_other_language(open_page):
    load_demo()
    reader = open_page("/en/", **NO_SCRIPTS)
    reader.click("nav.sections >> text=Topics")
    reader.click("main >> text=Repatriation")
    assert reader.inner_text("h1").startswith("Repatriation")
    titles = reader.locator("section[aria-labelledby=coverage] .headline").all_inner_texts()
    assert titles
    reader.click("section[aria-labelledby=coverage] .headline a >> nth=0")
    assert reader.inner_text("h1") == titles[0]
    assert "Repatriation" in reader.inner_text(".topics >> nth=0")
    reader.click(".switch a")
    assert reader.get_attribute("html", "lang") == "ko"
    assert "강제송환" in reader.inner_text("main")


def test_from_a_year_to_a_piece_and_its_original(open_page):
    load_demo()
    reader = open_page("/ko/coverage/", **NO_SCRIPTS)
    reader.click(".years >> text=2023")
    assert reader.inner_text("h1") == "2023년 보도"
    shown = [day.get_attribute("datetime")[:4] for day in reader.locator(".item time").all()]
    assert len(shown) > 1
    assert set(shown) == {"2023"}
    reader.click(".item .headline a >> nth=0")
    original = reader.locator(".links a >> nth=0")
    assert original.get_attribute("href").startswith("https://")
    assert original.get_attribute("rel") == "noopener noreferrer external"


def test_a_page_is_read_without_scripts_as_with_them(open_page):
    load_demo()
    for path in ("/en/", "/en/coverage/", "/ko/topics/"):
        without, with_scripts = open_page(path, **NO_SCRIPTS), open_page(path)
        assert without.inner_text("body") == with_scripts.inner_text("body")


def test_a_printed_piece_tells_outlet_date_and_address(open_page, tmp_path):
    if not shutil.which("pdftotext"):
        reason = "pdftotext is missing (Debian: apt-get install poppler-utils)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    load_demo()
    article = Article.objects.visible().in_language("en").newest_first().first()
    reader = open_page(article.get_absolute_url())
    reader.pdf(path=tmp_path / "piece.pdf", format="A4")
    command = ["pdftotext", tmp_path / "piece.pdf", "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    printed = " ".join(text.split())
    for words in (
        article.title,
        article.outlet.name,
        article.first_visible_link.url,
        f"/a/{article.short_key}/",
        date_format(article.outlet_date, "DATE_FORMAT"),
    ):
        assert words.replace(" ", "") in printed.replace(" ", ""), words
    assert "Search" not in printed


def test_the_first_key_offers_the_way_to_the_content(open_page):
    load_demo()
    page = open_page("/en/", reduced_motion="reduce")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/#main")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("path", ["/en/", "/ko/coverage/2023/", "/en/topics/", "/ko/search/"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(open_page, path):
    load_demo()
    page = open_page(path, reduced_motion="reduce")
    wanted, reached, unseen = page.evaluate(PARTS), [], []
    for _step in range(len(wanted) + 1):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["place"] in reached or focused["place"] < 0:
            break
        reached.append(focused["place"])
        if not focused["isSeen"]:
            unseen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))
    assert reached == wanted
    assert unseen == []


def test_a_reader_leaves_a_testimony_with_one_key(open_page):
    load_demo()
    page = open_page("/en/testimonies/")
    exit_link = page.locator(".exit a")
    assert exit_link.get_attribute("href") == "https://en.wikipedia.org/"
    assert exit_link.bounding_box()["y"] < 400
    page.evaluate("scrollTo(0, 2000)")
    assert page.evaluate("scrollY") > 500
    assert 0 <= exit_link.bounding_box()["y"] < 100
