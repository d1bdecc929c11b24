"""A reader without scripts looks for a part of a Korean word and arrives at the English version."""

import datetime as dt

import pytest

from tests.factories import make_article, make_outlet, make_topic


@pytest.fixture
def site():
    repatriation = make_topic("repatriation", name="Repatriation", name_ko="강제송환")
    families = make_topic("families", name="Families", name_ko="가족")
    outlet = make_outlet("The Harbour Ledger", name_ko="항구일보")
    korean = make_article(
        title="국경에 남은 가족",
        summary="강제북송은 계속되었다고 전했다.",
        language="ko",
        outlet=outlet,
        outlet_date=dt.date(2022, 5, 3),
        topics=[repatriation, families],
    )
    make_article(
        title="Families left at the border",
        translation_key=korean.translation_key,
        outlet=outlet,
        outlet_date=dt.date(2022, 5, 3),
        topics=[repatriation, families],
    )
    for year in (2021, 2022, 2023):
        make_article(
            title=f"{year}년의 북송",
            language="ko",
            outlet_date=dt.date(year, 1, 1),
            topics=[repatriation],
        )


def test_from_a_part_of_a_word_to_the_item_in_both_languages(open_page, site):
    page = open_page("/ko/coverage/", java_script_enabled=False, locale="ko-KR")
    page.fill("header input[name=q]", "북송")
    page.press("header input[name=q]", "Enter")
    assert page.inner_text("#results") == "검색 결과 4건"
    assert page.locator("mark").first.inner_text() == "북송"

    page.click("#narrow a:has-text('가족')")
    page.click("ul.chosen a:has-text('가족')")
    page.click("#narrow a:has-text('2022')")
    assert page.inner_text("#results") == "검색 결과 2건"
    assert "year=2022" in page.url

    page.click("text=국경에 남은 가족")
    assert page.inner_text("h1") == "국경에 남은 가족"
    page.click("text=English")
    assert page.inner_text("h1") == "Families left at the border"


def test_a_misspelt_word_is_mended_by_keyboard_alone(open_page, site):
    page = open_page(
        "/en/search/", java_script_enabled=False, viewport={"width": 320, "height": 600}
    )
    page.focus("#q")
    page.keyboard.type("borderr families")
    page.keyboard.press("Enter")
    assert page.inner_text("#results") == "Nothing was found"
    page.focus("p.meant a")
    page.keyboard.press("Enter")
    page.wait_for_selector("h3.headline")
    assert page.locator("h3.headline").all_inner_texts() == ["Families left at the border"]
    wide = "document.documentElement.scrollWidth"
    assert page.evaluate(wide) <= 320
