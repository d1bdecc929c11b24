"""One form of a web address to keep, and one to compare by."""

import pytest

from articles.text.address import (
    NotAWebAddress,
    canonical,
    domain,
    is_same_site,
    parse,
    same_page_key,
)

KEPT = "https://www.ledger.example/world/river?id=5"


@pytest.mark.parametrize(
    "pasted",
    [
        KEPT,
        f"  {KEPT}\n",
        "HTTPS://WWW.Ledger.Example/world/river?id=5",
        "https://www.ledger.example:443/world/river?id=5",
        "https://www.ledger.example./world/river?id=5",
        "https://www.ledger.example/world/./x/../river?id=5",
        "https://www.ledger.example/world/river?id=5#part-2",
        "https://www.ledger.example/world/river?utm_source=a&id=5&fbclid=b&utm_medium=c",
        "https://www.ledger.example/%77orld/river?id=5",
        "www.ledger.example/world/river?id=5",
        "https://www.ledger.example/wor\tld/river?id=5",
    ],
)
def test_an_address_is_kept_in_one_form(pasted):
    assert canonical(pasted) == KEPT


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        (
            "http://하버일보.한국/기사?이름=강",
            "http://xn--hk3b2hz2zpno.xn--3e0b707e/%EA%B8%B0%EC%82%AC?%EC%9D%B4%EB%A6%84=%EA%B0%95",
        ),
        ("https://ledger.example/a%2fb%e2%82%ac", "https://ledger.example/a%2Fb%E2%82%AC"),
        ("https://ledger.example", "https://ledger.example/"),
        ("https://ledger.example/#!/story/5", "https://ledger.example/#!/story/5"),
        ("http://[2001:4860:4860:0:0:0:0:8888]/", "http://[2001:4860:4860::8888]/"),
        ("http://ledger.example:8080/a", "http://ledger.example:8080/a"),
    ],
)
def test_what_tells_pages_apart_stays(pasted, kept):
    assert canonical(pasted) == kept
    assert canonical(kept) == kept


@pytest.mark.parametrize(
    "other",
    [
        "http://www.ledger.example/world/river?id=5",
        "https://ledger.example/world/river?id=5",
        "https://m.ledger.example/world/river?id=5",
        "https://amp.ledger.example/world/river?id=5",
        "https://www.ledger.example/world/river/?id=5",
        "https://www.ledger.example/amp/world/river?id=5",
        "https://www.ledger.example/world/river/amp?id=5",
        "https://www.ledger.example/world/river/amp/?id=5&amp=1",
        "https://www.ledger.example/world/river?outputType=amp&id=5",
        "https://www-ledger-example.cdn.ampproject.org/c/s/www.ledger.example/world/river?id=5",
        "https://www.google.com/amp/s/www.ledger.example/world/river?id=5",
        "https://www.ledger.example/world/river?ref=portal&id=5#comments",
    ],
)
def test_the_faces_of_one_page_are_the_same_page(other):
    assert same_page_key(other) == same_page_key(KEPT)


@pytest.mark.parametrize(
    "other",
    [
        "https://www.ledger.example/world/river?id=6",
        "https://www.ledger.example/world/river",
        "https://www.ledger.example/World/river?id=5",
        "https://news.ledger.example/world/river?id=5",
        "https://www.ledger.example:8443/world/river?id=5",
        "https://www.ledger.example/world/example?id=5",
    ],
)
def test_other_pages_are_not(other):
    assert same_page_key(other) != same_page_key(KEPT)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ledger",
        "http://",
        "http://ledger/",
        "http://localhost/",
        "ftp://ledger.example/",
        "javascript:alert(1)",
        "mailto:editor@ledger.example",
        "http://user@ledger.example/",
        "http://ledger.example@10.0.0.1/",
        "http:\\\\ledger.example\\",
        "http://ledger.example\\@10.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://256.1.1.1/",
        "http://[::1%25lo]/",
        "http://[::1/",
        "http://[v1.x]/",
        "http://ledger.example:99999/",
        "http://ledger.example:x/",
        "http://-ledger.example/",
        "http://led ger.example/",
        "http://ledger..example/",
        "http://" + "a" * 64 + ".example/",
        "http://ledger.example/\x00",
        "http://ledger.example/" + "a" * 5000,
    ],
)
def test_what_is_no_address_is_said_in_words(text):
    with pytest.raises(NotAWebAddress) as raised:
        parse(text)
    assert str(raised.value).endswith(".")


@pytest.mark.parametrize(
    "spelled", ["127.0.0.1", "127.0.0.1.", "%31%32%37.0.0.1", "１２７．０．０．１", "127。0。0。1"]
)
def test_figures_in_any_letters_are_one_address(spelled):
    assert parse(f"http://{spelled}/").host == "127.0.0.1"


def test_sites_are_compared_by_what_was_registered():
    assert is_same_site("https://news.ledger.co.kr/a", "https://www.ledger.co.kr/b")
    assert not is_same_site("https://harbor.co.kr/a", "https://ledger.co.kr/a")
    assert not is_same_site("", "")
    assert domain("https://www.m.ledger.example/a") == "ledger.example"
    assert domain("http://[") == ""
