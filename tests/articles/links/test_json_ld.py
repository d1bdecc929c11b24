"""Structured data as sites write it, with all its faults."""

import pytest

from articles.links.json_ld import main_article, read_nodes, text, texts, types

GOOD = '{"@context":"https://schema.org","@type":"NewsArticle","headline":"The river","datePublished":"2024-05-03"}'


def article(*scripts: str) -> dict:
    return main_article(read_nodes(scripts), "https://www.ledger.example/river", "The river")


@pytest.mark.parametrize(
    "script",
    [
        GOOD,
        f"[{GOOD}]",
        f'{{"@graph":[{{"@type":"WebSite","name":"Ledger"}},{GOOD}]}}',
        f'{{"@type":"WebPage","mainEntity":{GOOD}}}',
        GOOD.replace('"NewsArticle"', '["Thing","https://schema.org/NewsArticle"]'),
        f"<!-- {GOOD} -->",
        f"//<![CDATA[\n{GOOD}\n//]]>",
        f"{GOOD};",
        f"{GOOD}{GOOD}",
        GOOD.replace('"2024-05-03"}', '"2024-05-03",}'),
        GOOD.replace("The river", "The\nriver"),
        GOOD.replace('"The river"', r'"The river"').replace("https://", r"https:\/\/"),
        GOOD.replace('"', "&quot;"),
        GOOD.replace(',"datePublished"', ',,"datePublished"'),
        '{"@type":"NewsArticle",\n"headline":"The river"\n"datePublished":"2024-05-03"}',
        '{\n"@type": "NewsArticle",\n"description": "He said "no" twice",\n"headline": "The river",\n"datePublished": "2024-05-03"\n}',
        GOOD.replace('"headline"', r'"description":"a \d slash","headline"'),
        GOOD[:-1] + ', "author": {"name": ',
    ],
)
def test_an_article_is_found_in_spite_of_faults(script):
    found = article(script)
    assert (text(found, "headline"), text(found, "datePublished")) == ("The river", "2024-05-03")


@pytest.mark.parametrize(
    "script", ["", "null", "42", "[]", "{", "not json", "[" * 5000, '{"@type":null}', '"text"']
)
def test_what_is_no_article_gives_none_and_no_error(script):
    assert article(script) == {}


def test_the_article_of_this_page_goes_before_others():
    other = GOOD.replace("The river", "Another story").replace("05-03", "06-09")
    related = f'{{"@type":"ItemList","itemListElement":[{other}]}}'
    assert text(article(other, GOOD), "headline") == "The river"
    assert text(article(related, GOOD), "headline") == "The river"
    assert article(related) == {}


def test_references_are_filled_in():
    graph = (
        '{"@graph":[{"@type":"Person","@id":"#jane","name":"Jane Doe"},'
        '{"@type":"NewsArticle","headline":"The river","author":{"@id":"#jane"}}]}'
    )
    assert text(article(graph), "author") == "Jane Doe"


def test_texts_are_read_from_every_form_of_a_value():
    assert texts(
        [" a ", {"name": "b"}, {"@value": "c"}, 4, None, {"givenName": "Jane", "familyName": "Doe"}]
    ) == (
        "a",
        "b",
        "c",
        "4",
        "Jane Doe",
    )
    assert types({"@type": ["schema:x", "http://schema.org/Report"]}) == ("schema:x", "Report")
