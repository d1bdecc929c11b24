"""Colours that the reader's system chooses: what carried a meaning by colour has to be seen still."""

import datetime as dt

from tests.factories import make_article, make_topic

LOOK = "(element, [pseudo, names]) => names.map(name => getComputedStyle(element, pseudo)[name])"


def look(locator, *names: str) -> list[str]:
    return locator.evaluate(LOOK, [None, list(names)])


def test_nothing_that_means_something_is_lost_in_chosen_colours(open_page):
    topic = make_topic("repatriation")
    for year in (2021, 2022, 2023):
        make_article(topics=[topic], outlet_date=dt.date(year, 1, 2))
    page = open_page("/en/topics/repatriation/", forced_colors="active", color_scheme="dark")
    paper = look(page.locator("body"), "backgroundColor")[0]
    here = look(page.locator(".sections a[aria-current]"), "borderBottomColor", "fontWeight")
    elsewhere = page.locator(".sections a:not([aria-current])").first
    assert here[0] != paper
    assert look(elsewhere, "borderBottomColor", "fontWeight") == [paper, "400"]
    assert look(page.locator(".by-year rect").first, "fill")[0] != paper
    page.keyboard.press("Tab")
    ring = look(page.locator(":focus"), "outlineStyle", "outlineWidth", "outlineColor")
    assert ring[:2] == ["solid", "3px"]
    assert ring[2] != paper
