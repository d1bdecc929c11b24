"""The name of the outlet."""

import pytest

from articles.links.capture import capture
from tests.articles.links.pages import meta, page

URL = "https://www.harborledger.example/world/2024/05/03/river"
HEADLINE = "Three who crossed the river speak"
KOREAN = "강을 건넌 세 사람이 입을 열었다"


def outlet_of(html: bytes, url: str = URL) -> str | None:
    return capture(url, html).site_name


def test_the_declared_name_is_taken():
    assert outlet_of(page(head=meta(og__site_name="Harbor Ledger"))) == "Harbor Ledger"


@pytest.mark.parametrize(
    "useless", ["Home", "Homepage", "홈", "ホーム", "Startseite", "Logo", "2024"]
)
def test_a_word_that_names_no_outlet_is_not(useless):
    head = meta(og__site_name=useless)
    assert outlet_of(page(head=head)) is None
    with_publisher = page(
        head=head,
        ld={
            "@type": "NewsArticle",
            "publisher": {"@type": "Organization", "name": "Harbor Ledger"},
        },
    )
    assert outlet_of(with_publisher) == "Harbor Ledger"


def test_the_outlet_goes_before_the_company_that_owns_it():
    html = page(
        head=meta(og__title=HEADLINE),
        body=f"<h1>{HEADLINE}</h1>",
        title=f"{HEADLINE} | Harbor Ledger",
        ld={"@type": "NewsArticle", "publisher": {"name": "Nordsee Verlag GmbH & Co. KG"}},
    )
    assert outlet_of(html) == "Harbor Ledger"


def test_the_end_of_the_title_that_is_like_the_host_is_the_outlet():
    html = page(body=f"<h1>{HEADLINE}</h1>", title="The river, again | World | Harbor Ledger")
    assert outlet_of(html) == "Harbor Ledger"


def test_a_wrong_section_name_loses_against_title_and_host():
    html = page(
        head=meta(og__site_name="U.S."),
        body=f"<h1>{HEADLINE}</h1><footer>© 2024 Harbor Ledger. All rights reserved.</footer>",
        title=f"{HEADLINE} - Harbor Ledger",
    )
    assert outlet_of(html) == "Harbor Ledger"


def test_keywords_in_the_title_are_no_outlet():
    html = page(
        head='<meta name="keywords" content="강,증언,국경">',
        body=f"<h1>{KOREAN}</h1>",
        title=f"{KOREAN}_강_증언_국경",
        language="ko",
    )
    assert outlet_of(html) is None


def test_a_korean_page_gives_the_korean_name():
    body = f'<div class="logo"><a href="/"><img alt="harborledger"></a></div><h1>{KOREAN}</h1>'
    html = page(body=body, title=f"{KOREAN} : 뉴스 : 하버닷컴", language="ko")
    assert outlet_of(html) == "하버닷컴"


def test_the_name_that_a_korean_page_declares_in_latin_letters_stays():
    html = page(
        head=meta(og__site_name="HARBOR WORLD"),
        body=f"<h1>{KOREAN}</h1>",
        title=f"{KOREAN} - 뉴스",
        language="ko",
    )
    assert outlet_of(html) == "HARBOR WORLD"


def test_a_portal_names_the_outlet_at_the_headline():
    head = '<meta name="twitter:creator" content="하버일보"><meta name="twitter:site" content="큰포털 뉴스">'
    body = (
        '<a href="https://www.harbor.example/"><img class="top_logo_img" alt="하버일보"></a>'
        f"<h2>{KOREAN}</h2>"
    )
    html = page(head=head + meta(og__title=KOREAN), body=body, language="ko", title=KOREAN)
    assert outlet_of(html, "https://n.news.portal.example/article/607/1728") == "하버일보"


@pytest.mark.parametrize(
    ("declared", "shown"),
    [
        ("Harbor Ledger | News of the coast and the world, every day", "Harbor Ledger"),
        ("Copyright © Harbor Ledger", "Harbor Ledger"),
        ("Harbor Ledger, Inc.", "Harbor Ledger"),
        ("주식회사 하버일보", "하버일보"),
    ],
)
def test_slogans_rights_and_legal_forms_are_cut_off(declared, shown):
    html = page(head=meta(og__site_name=declared), body=f"<footer>© {shown}</footer>")
    assert outlet_of(html) == shown


def test_an_address_is_no_name_where_there_is_one():
    html = page(
        head=meta(og__site_name="https://www.harborledger.example/", og__title=HEADLINE),
        body=f"<h1>{HEADLINE}</h1>",
        title=f"{HEADLINE} - Harbor Ledger",
    )
    assert outlet_of(html) == "Harbor Ledger"
