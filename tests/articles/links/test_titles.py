"""The outlet's own headline."""

import pytest

from articles.links.capture import capture
from tests.articles.links.pages import meta, page

URL = "https://www.harborledger.example/world/2024/05/03/river"
HEADLINE = "Three who crossed the river speak"


def title_of(html: bytes) -> str | None:
    return capture(URL, html).title


@pytest.mark.parametrize(
    "tail",
    [
        " - Harbor Ledger",
        " | Harbor Ledger",
        " – World – Harbor Ledger",
        " | World | Harbor Ledger",
        " :: Harbor Ledger",
        "｜Harbor Ledger",
        " » Harbor Ledger",
        " &#8212; Harbor Ledger",
    ],
)
def test_the_name_of_the_outlet_is_cut_off(tail):
    head = meta(og__site_name="Harbor Ledger")
    body = '<nav><a href="/world/">World</a></nav>'
    assert title_of(page(head=head, body=body, title=HEADLINE + tail)) == HEADLINE


@pytest.mark.parametrize(
    "headline",
    [
        "Spring - and no thaw: what the North's border guards saw",
        "‘I walked for nine days’ | An escape in pictures",
        "Q&amp;A: What happens to those who are sent back?",
        "[르포] 강을 건넌 세 사람… “이름은 쓰지 마세요”",
    ],
)
def test_marks_inside_a_headline_stay(headline):
    html = page(
        head=meta(og__title=headline, og__site_name="Harbor Ledger"),
        body=f"<h1>{headline}</h1>",
        title=f"{headline} - Harbor Ledger",
    )
    assert title_of(html) == headline.replace("&amp;", "&")


def test_the_heading_that_readers_see_goes_before_the_title_for_machines():
    html = page(
        head=meta(og__title="Three who crossed the river speak out, readers moved"),
        body=f"<h1>{HEADLINE}</h1>",
        title="River crossing: all you need to know",
    )
    assert title_of(html) == HEADLINE


def test_a_heading_that_is_the_site_or_another_piece_is_not_taken():
    body = f"<header><h1>Harbor Ledger</h1></header><h2>{HEADLINE}</h2>"
    head = meta(og__title=HEADLINE, og__site_name="Harbor Ledger")
    assert title_of(page(head=head, body=body, title=f"{HEADLINE} - Harbor Ledger")) == HEADLINE
    body = f"<h1>Weather: a storm reaches the southern coast tonight</h1><h2>{HEADLINE}</h2>"
    assert title_of(page(head=head, body=body, title=f"{HEADLINE} - Harbor Ledger")) == HEADLINE


def test_a_kicker_in_the_heading_keeps_the_mark_that_the_page_declares():
    body = f"<h1><span>Hearing in Seoul</span><span>{HEADLINE}</span></h1>"
    head = meta(og__title=f"Hearing in Seoul: {HEADLINE}")
    assert title_of(page(head=head, body=body)) == f"Hearing in Seoul: {HEADLINE}"
    assert title_of(page(head=meta(og__title=HEADLINE), body=body)) == HEADLINE


def test_how_words_are_read_is_no_part_of_a_headline():
    body = "<h1><ruby>川<rp>(</rp><rt>かわ</rt><rp>)</rp></ruby>を渡った三人が語る</h1>"
    head = meta(og__title="川を渡った三人が語る")
    assert title_of(page(head=head, body=body, language="ja")) == "川を渡った三人が語る"


def test_entities_tags_and_broken_letters_do_not_show():
    head = meta(
        og__title="Three &amp;amp; a half &amp;lt;b&amp;gt;miles&amp;lt;/b&amp;gt; to go\ufffd"
    )
    assert title_of(page(head=head)) == "Three & a half miles to go"


def test_a_page_without_a_headline_has_none_and_says_so():
    captured = capture(URL, b"<html><body><p>hello</p></body></html>")
    assert captured.title is None
    assert "No headline was found. Copy it from the page." in map(str, captured.problems)
