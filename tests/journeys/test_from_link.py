"""From a pasted address to a published article: paste, check, publish, and read."""

import pytest

from articles.models import Article
from tests.factories import make_outlet, make_topic, make_user
from tests.news_site import story
from tests.staff import sign_in


@pytest.fixture
def site(news_site):
    return news_site


def test_paste_check_publish(open_page, site):
    make_outlet("The Harbour Ledger", domains="ledger.example")
    make_topic("repatriation", name="Repatriation", name_ko="강제송환")
    make_topic("detention", name="Detention", name_ko="구금")
    editor = open_page("/admin/")
    sign_in(editor, make_user("Editors"))

    editor.click("text=New article from a link >> nth=0")
    editor.fill("#id_url", site.address("/2026/05/12/sites") + "?utm_source=newsletter")
    editor.click("text=Fetch the page")

    assert "A draft was made from the page." in editor.inner_text(".messagelist")
    filled = {
        "headline": "Centre counts six detention sites",
        "byline": "Mina Seo",
        "outlet_date": "2026-05-12",
        "original_language": "en",
        "title": "[The Harbour Ledger] Centre counts six detention sites",
        "summary": "",
        "links-0-url": "https://ledger.example/2026/05/12/sites",
    }
    assert {name: editor.input_value(f"#id_{name}") for name in filled} == filled
    assert "The Harbour Ledger" in editor.inner_text(".field-outlet")
    assert "Repatriation" in editor.inner_text(".field-topics")
    assert "Filled in from the page's meta tags." in editor.inner_text(".field-byline")
    assert "located six detention sites" in editor.inner_text(".field-summary")
    assert editor.locator("img[src^=http]").count() == 0

    editor.fill("#id_summary", "NKDB told a hearing where people are held near the border.")
    editor.fill("#id_byline", "Mina Seo and Jin Han")
    editor.click("input[name=_publish]")
    assert "was published" in editor.inner_text(".messagelist")

    (article,) = Article.objects.all()
    reader = open_page(article.get_absolute_url())
    assert reader.inner_text("h1") == article.title
    assert "Mina Seo and Jin Han" in reader.inner_text(".byline")
    assert reader.get_attribute("text=Read at The Harbour Ledger", "href") == (
        "https://ledger.example/2026/05/12/sites"
    )
    assert {"Repatriation", "Detention"} <= set(reader.locator(".topics a").all_inner_texts())

    editor.goto("/admin/articles/article/from-link/")
    editor.fill("#id_url", "http://m.ledger.example/2026/05/12/sites/?fbclid=1")
    editor.press("#id_url", "Enter")
    assert "has the address" in editor.inner_text(".messagelist")
    assert editor.url.endswith(f"/{article.pk}/change/")
    assert site.asked == ["/2026/05/12/sites"]


def test_a_page_that_lets_no_program_in_is_filled_in_from_a_saved_one(open_page, site, tmp_path):
    site.show("/walled", "Are you a person?", status=403)
    saved = tmp_path / "story.html"
    saved.write_text(story(""))
    editor = open_page("/admin/", viewport={"width": 320, "height": 640})
    sign_in(editor, make_user("Editors"))
    editor.goto("/admin/articles/article/from-link/")
    editor.fill("#id_url", site.address("/walled"))
    editor.press("#id_url", "Enter")

    assert "lets no programs in" in editor.inner_text(".messagelist")
    assert editor.input_value("#id_links-0-url") == site.address("/walled")
    editor.fill("#id_byline", "Typed before")
    editor.set_input_files("#id_page_file", saved)
    editor.click("text=Save and fill in")

    assert "The empty fields were filled in." in editor.inner_text(".messagelist")
    assert editor.input_value("#id_headline") == "Centre counts six detention sites"
    assert editor.input_value("#id_byline") == "Typed before"
    assert editor.input_value("#id_links-0-url") == site.address("/walled")
    assert "is proposed as a new one" in editor.inner_text(".import-notes")
    assert editor.evaluate("document.documentElement.scrollWidth") == 320
