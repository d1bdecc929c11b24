"""Every kind of page against the rules of axe, in both languages, light and dark, narrow and wide."""

from importlib.resources import files

import pytest
from django.db import connection
from django.urls import reverse

from articles import publishing
from articles.models import Article
from tests import every_page
from tests.factories import make_article, make_topic, make_user
from tests.staff import sign_in

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="pages look the same on every database"
)

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Colours are measured when they have stopped to change.
STILL = {"reduced_motion": "reduce"}
WIDTHS = (320, 1280)
SCHEMES = ("light", "dark")
# What can depend on the colours of a page. The rest is looked at once, in the light.
COLOURS = ["color-contrast", "link-in-text-block"]
RUN = """async rules => {
    const {violations} = await axe.run(document, {
        runOnly: rules, resultTypes: ["violations"], preload: false,  // loads styles once more, inline
    });
    return violations.map(one => [one.id, ...one.nodes.slice(0, 3).map(
        node => node.target.join(" ") + " " + (node.any[0] || node.all[0] || node.none[0]).message)]);
}"""


def violations(page) -> dict[str, list]:
    """What axe finds on the page that is open, by scheme and width."""
    page.evaluate(AXE)
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            rules = RULES if scheme == "light" else COLOURS
            if wrong := page.evaluate(RUN, rules):
                found[f"{scheme} {width}"] = wrong
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found[f"{width} scrolls sideways"] = []
    return found


def look_at(page, addresses: dict[str, str]) -> dict[str, dict]:
    found = {}
    for name, address in addresses.items():
        page.goto(address)
        if wrong := violations(page):
            found[name] = wrong
    return found


@pytest.mark.parametrize("language", every_page.LANGUAGES)
def test_no_page_for_readers_breaks_a_rule(open_page, language):
    every_page.load()
    page = open_page(f"/{language}/", **STILL)
    assert look_at(page, every_page.public_pages(language)) == {}


@pytest.mark.parametrize("language", every_page.LANGUAGES)
def test_no_page_of_the_staff_breaks_a_rule(open_page, language):
    every_page.load()
    page = open_page("/admin/login/", locale={"en": "en-GB", "ko": "ko-KR"}[language], **STILL)
    found = look_at(page, {"login": "/admin/login/"})
    sign_in(page, make_user(None, is_staff=True, is_superuser=True))
    assert found | look_at(page, every_page.staff_pages()) == {}


def test_no_answer_to_a_form_of_the_staff_breaks_a_rule(open_page):
    """The page for two people on one item, the question before several are changed, an error."""
    article = make_article(topics=[make_topic()])
    page = open_page("/admin/login/", **STILL)
    sign_in(page, make_user("Editors"))
    page.goto(reverse("admin:articles_article_change", args=[article.pk]))
    publishing.withdraw(Article.objects.get(), by=None, reason="for the test")
    page.fill("#id_title", "What I wrote")
    page.click("input[name=_save]")
    page.wait_for_selector("text=What I wrote")
    found = {"conflict": violations(page)}
    page.goto(reverse("admin:articles_article_changelist"))
    page.check("#action-toggle")
    page.select_option("select[name=action]", "act_schedule")
    page.click("button[name=index]")
    page.wait_for_selector("main form")
    found["several"] = violations(page)
    page.goto(reverse("admin:articles_article_from_link"))
    page.fill("#id_url", "no address")
    page.press("#id_url", "Enter")
    page.wait_for_selector(".errorlist")
    found["error"] = violations(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_rule_that_is_broken_is_found(open_page):
    page = open_page("/en/nowhere/", **STILL)
    page.evaluate("document.querySelector('h1').outerHTML = '<h4><img src=x width=9></h4>'")
    (found,) = {
        tuple(sorted(rule for rule, *_nodes in wrong)) for wrong in violations(page).values()
    }
    assert {"image-alt", "page-has-heading-one"} <= set(found)
