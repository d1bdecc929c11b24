"""The day of publication at the outlet's place."""

import pytest

from articles.links.capture import capture
from tests.articles.links.pages import meta, page

HEADLINE = "Three who crossed the river speak"
URL = "https://www.ledger.example/world/river"


def day_of(html: bytes, url: str = URL) -> str | None:
    found = capture(url, html).date
    return found.isoformat() if found else None


@pytest.mark.parametrize(
    ("stamp", "url", "language", "day"),
    [
        ("2024-05-02T22:30:00Z", "https://www.ledger.co.kr/a/1", "ko", "2024-05-03"),
        ("2024-05-02T22:30:00Z", "https://www.ledger.com/a/1", "ko", "2024-05-03"),
        ("2024-05-02T22:30:00+00:00", "https://www.ledger.jp/a/1", "ja", "2024-05-03"),
        ("2024-05-02T22:30:00Z", "https://www.ledger.de/a/1", "de", "2024-05-03"),
        ("2024-05-02T22:30:00Z", "https://www.ledger.co.uk/a/1", "en", "2024-05-02"),
        ("2024-05-03T06:30:00+09:00", "https://www.ledger.com/a/1", "ko", "2024-05-03"),
        ("2024-05-02T23:30:00-07:00", "https://www.ledger.com/a/1", "en", "2024-05-02"),
        ("2024-05-03 06:30", "https://www.ledger.co.kr/a/1", "ko", "2024-05-03"),
        ("20240503063000", "https://www.ledger.co.kr/a/1", "ko", "2024-05-03"),
        ("Fri, 03 May 2024 06:30:00 +0900", "https://www.ledger.co.kr/a/1", "ko", "2024-05-03"),
    ],
)
def test_a_stamp_is_read_in_the_outlets_own_time(stamp, url, language, day):
    html = page(head=meta(article__published_time=stamp), language=language)
    assert day_of(html, url) == day


def test_publication_goes_before_a_later_change():
    ld = {
        "@type": "NewsArticle",
        "headline": HEADLINE,
        "dateModified": "2024-06-30T10:00:00+09:00",
        "datePublished": "2024-05-03T10:00:00+09:00",
    }
    head = meta(article__modified_time="2024-06-30T10:00:00+09:00")
    assert day_of(page(head=head, ld=ld)) == "2024-05-03"


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("입력 2024.05.03. 오후 4:10 수정 2024.05.04. 오전 9:00", "ko"),
        ("기사입력 2024-05-03 16:10 최종수정 2024-05-04 09:00", "ko"),
        ("수정 2024.05.04 09:00 입력 2024.05.03 16:10", "ko"),
        ("2024년 5월 3일 16시 10분", "ko"),
        ("2024年5月3日 16時10分", "ja"),
        ("令和6年5月3日", "ja"),
        ("发布时间：2024年05月03日 16:10 更新：2024年05月04日", "zh"),
        ("Published May 3, 2024 · Updated June 1, 2024", "en"),
        ("Updated 1 June 2024. Published 3 May 2024", "en"),
        ("Veröffentlicht am 3. Mai 2024, aktualisiert am 4. Mai 2024", "de"),
        ("Publié le 3 mai 2024 à 16h10, mis à jour le 4 mai 2024", "fr"),
    ],
)
def test_the_line_below_the_headline_is_read(line, language):
    assert day_of(page(body=f"<h1>{HEADLINE}</h1><p>{line}</p>", language=language)) == "2024-05-03"


def test_a_date_that_could_be_two_is_left_out_unless_the_place_tells():
    html = page(body=f"<h1>{HEADLINE}</h1><p>Published 03/05/2024</p>")
    assert day_of(html, "https://www.ledger.com/a") is None
    assert day_of(html, "https://www.ledger.co.uk/a") == "2024-05-03"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.ledger.example/2024/05/03/river",
        "https://www.ledger.example/news/2024-05-03/river",
        "https://www.ledger.example/20240503/river.html",
        "https://www.ledger.example/article/2024050312345",
        "https://archive.example/web/20301231010101/https://www.ledger.example/2024/05/03/river",
    ],
)
def test_the_address_tells_where_nothing_else_does(url):
    assert day_of(page(), url) == "2024-05-03"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.ledger.example/article/20249999",
        "https://archive.example/web/20240503010101/https://www.ledger.example/river",
        "https://www.ledger.example/energy/2015/08/150803-river",
    ],
)
def test_figures_in_an_address_that_are_no_date_are_not_one(url):
    assert day_of(page(), url) is None


def test_a_date_in_a_script_is_found():
    script = '<script>var story = {"publishDate": "2024-05-03T16:10:00+09:00"};</script>'
    assert day_of(page(body=script + f"<h1>{HEADLINE}</h1>")) == "2024-05-03"


def test_no_day_to_come_and_none_before_the_web_is_taken():
    assert day_of(page(head=meta(article__published_time="2199-01-01"))) is None
    assert day_of(page(head=meta(article__published_time="0001-01-01T00:00:00Z"))) is None
