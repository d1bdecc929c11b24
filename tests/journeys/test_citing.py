"""A researcher cites an item, keeps its address and prints it, without any script."""

import bibtexparser

from articles.models import Article
from tests.factories import make_article, make_outlet, make_topic

ORIGINAL = "https://ledger.example/2023/06/14/commission"


def make_piece(**overrides) -> Article:
    values = {
        "title": "What the Ledger wrote </script>",
        "slug": "story",
        "headline": "The Commission Hears",
        "outlet": overrides.get("outlet") or make_outlet("The Harbour Ledger"),
        "topics": overrides.get("topics") or [make_topic("china")],
        "link": ORIGINAL,
    }
    return make_article(**(values | overrides))


def test_from_a_page_to_a_reference_and_back(open_page):
    article = make_piece()
    reader = open_page(article.get_absolute_url(), java_script_enabled=False)
    assert not reader.is_visible("text=Download for BibTeX")
    reader.click("text=Cite or share this page")
    (ours, original, short) = reader.locator("details .copy").all_inner_texts()
    assert ours.startswith("Database Center for North Korean Human Rights. (")
    assert original.endswith(f"The Harbour Ledger. {ORIGINAL}")
    with reader.expect_download() as download:
        reader.click("text=Download for BibTeX")
    text = download.value.path().read_text()
    parser = bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False)
    entries = bibtexparser.loads(text, parser).entries
    assert [entry["url"] for entry in entries] == [short, ORIGINAL]
    article.slug = "another-slug"
    article.save()
    reader.goto(short.removeprefix("http://localhost:8000"))
    assert reader.url.endswith("/en/coverage/2023/another-slug/")


def test_paper_tells_where_the_piece_appeared_when_and_where_to_find_it(open_page):
    article = make_piece(title="On paper")
    reader = open_page(article.get_absolute_url())
    reader.emulate_media(media="print")
    printed = reader.inner_text("main")
    for told in ("The Harbour Ledger", "June 14, 2023", ORIGINAL, article.get_absolute_url()):
        assert told in printed
    assert "Cite or share" not in printed
    assert reader.pdf()[:5] == b"%PDF-"


def test_the_policy_lets_structured_data_and_pictures_of_numbers_stand(open_page):
    """open_page fails on whatever the policy refuses."""
    topic = make_topic("return")
    for year in (2021, 2023):
        make_piece(topics=[topic], slug=f"of-{year}", outlet=make_outlet())
        Article.objects.filter(slug=f"of-{year}").update(outlet_date=f"{year}-05-01")
    reader = open_page("/en/topics/return/")
    assert reader.locator("figure rect").count() == 2
    (told,) = reader.locator("script").all()
    assert told.get_attribute("type") == "application/ld+json"
    for path in ("/en/", "/en/coverage/2021/of-2021/", "/en/data/"):
        reader.goto(path)
    assert reader.context.cookies() == []
