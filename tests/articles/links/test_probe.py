"""What a visit finds, judged as a careful person would."""

import datetime as dt
from email.utils import format_datetime

import pytest
from django.utils import timezone

from articles.choices import Finding
from articles.links import missing
from articles.links.page import Page
from articles.links.probe import probe
from tests.articles.links.answers import ARTICLE, HOME, NOTE, TEXT, TWELVE


@pytest.mark.parametrize(("kind", "finding"), TWELVE.items(), ids=TWELVE)
def test_each_kind_of_answer_is_told_apart(site, kind, finding):
    assert probe(site.url(f"{kind}/123456"), policy=site.policy).finding is finding


def test_a_name_that_is_not_known(site):
    found = probe(site.url("page/1", host="lapsed.unknown"), policy=site.policy)
    assert (found.finding, found.status) == (Finding.NO_NAME, None)


def test_an_address_that_may_not_be_visited_is_not_called_dead():
    found = probe("https://paper.example:8443/story")
    assert found.finding is Finding.NOT_VISITED


def test_a_site_that_takes_no_connections(site):
    site.__exit__()
    assert probe(site.url("page/1"), policy=site.policy).finding is Finding.UNREACHABLE


def test_where_all_steps_are_for_good_the_new_address_is_told(site):
    found = probe(site.url("moved/7"), policy=site.policy)
    assert found.new_url == site.url("new/7")
    site.extra["start"] = (301, "", {"Location": "/aside/7"})
    assert probe(site.url("start/7"), policy=site.policy).finding is Finding.ANSWERED


def test_a_step_to_the_same_page_is_no_move(site):
    site.extra["old"] = (301, "", {"Location": site.url("old2/5/?utm_source=x")})
    site.extra["old2"] = (301, "", {"Location": site.url("old2b/5")})
    site.extra["m"] = (301, "", {"Location": site.url("page/5/", host="www.ledger.example")})
    assert probe(site.url("page/5", host="m.ledger.example"), policy=site.policy).finding is (
        Finding.ANSWERED
    )


def test_a_move_to_a_page_that_is_gone_is_no_move(site):
    site.extra["start"] = (301, "", {"Location": "/missing/7"})
    assert probe(site.url("start/7"), policy=site.policy).finding is Finding.NOT_FOUND


@pytest.mark.parametrize(
    ("target", "finding"),
    [
        ("/", Finding.FRONT_PAGE),
        ("/en/", Finding.FRONT_PAGE),
        ("/main.html", Finding.FRONT_PAGE),
        ("/news/", Finding.FRONT_PAGE),
        ("/list/politics", Finding.FRONT_PAGE),  # the number of the piece is gone
        ("/error/404.html", Finding.SAYS_GONE),
        ("/pageNotFound", Finding.SAYS_GONE),
        ("/login?next=/story/123456", Finding.WALL),
        ("/member/sign-in.do", Finding.WALL),
        ("/?p=123456", Finding.ANSWERED),
        ("/new/123456", Finding.ANSWERED),
    ],
)
def test_where_a_redirect_ends(site, target, finding):
    plain = ARTICLE.replace('<meta property="og:type" content="article">', "")
    site.extra["start"] = (302, "", {"Location": target})
    for part in ("list", "en", "main.html", "news", "error", "pageNotFound", "?p=123456"):
        site.extra[part] = (200, plain.format(title="Ledger", text=TEXT))
    assert probe(site.url("start/123456"), policy=site.policy).finding is finding


def test_the_home_page_at_the_address_of_the_piece(site):
    """The page calls itself by the site's address, and is what stands there."""
    assert probe(site.url("home-inside/9"), policy=site.policy).finding is Finding.FRONT_PAGE
    own = HOME.replace("Prices rise", "Our own text")
    for number in range(4):
        own = own.replace("</body>", f"<p>A paragraph of the piece, number {number}</p></body>")
    site.extra["careless"] = (200, own)
    assert probe(site.url("careless/9"), policy=site.policy).finding is Finding.ANSWERED


def test_a_script_that_tells_and_leads_away_is_understood(site):
    script = "<html><script>alert('{}'); location.href='{}';</script></html>"
    site.extra["told"] = (200, script.format("삭제된 기사입니다.", "javascript:history.back()"))
    site.extra["away"] = (200, script.format("안내", "/"))
    site.extra["on"] = (200, script.format("안내", "/page/123456"))
    findings = [
        probe(site.url(f"{kind}/123456"), policy=site.policy).finding
        for kind in ("told", "away", "on")
    ]
    assert findings == [Finding.SAYS_GONE, Finding.FRONT_PAGE, Finding.ANSWERED]


def test_a_file_is_there_whatever_it_holds(site):
    site.extra["paper"] = (200, b"%PDF-1.7 404 not found", {"Content-Type": "application/pdf"})
    assert probe(site.url("paper/1"), policy=site.policy).finding is Finding.ANSWERED


def test_what_is_too_long_to_be_read_is_there(site):
    site.extra["film"] = (200, b"x" * 9_000_000, {"Content-Type": "video/mp4"})
    assert probe(site.url("film/1"), policy=site.policy).finding is Finding.ANSWERED


@pytest.mark.parametrize("status", [401, 402, 403, 405, 406, 407, 451, 999])
def test_a_site_that_keeps_programs_out_is_not_called_dead(site, status):
    site.extra["start"] = (status, "")
    assert probe(site.url("start/1"), policy=site.policy).finding is Finding.REFUSED


def test_the_headline_that_we_know_outweighs_what_looks_like_a_note(site):
    site.extra["film"] = (
        200,
        "<title>Page not found: a film about the missing</title><p>Short</p>",
    )
    url = site.url("film/1")
    assert probe(url, policy=site.policy).finding is Finding.SAYS_GONE
    headline = "Page not found: a film about the missing"
    assert probe(url, headline=headline, policy=site.policy).finding is Finding.ANSWERED


@pytest.mark.parametrize(
    ("status", "asked", "waits"),
    [
        (429, "120", dt.timedelta(minutes=2)),
        (503, "7200", dt.timedelta(hours=2)),
        (429, "0", dt.timedelta(minutes=1)),
        (429, "99999999999999", dt.timedelta(days=30)),
        (429, "soon", None),
        (429, "", None),
        (200, "120", None),
    ],
)
def test_a_site_that_asks_for_patience_is_heard(site, status, asked, waits):
    site.extra["start"] = (status, "<title>Wait</title>", {"Retry-After": asked})
    found = probe(site.url("start/1"), policy=site.policy)
    assert found.wait == waits
    assert (found.finding is Finding.TOO_OFTEN) == (status == 429)


def test_patience_can_be_asked_for_with_a_date(site):
    until = timezone.now() + dt.timedelta(hours=5)
    site.extra["start"] = (503, "", {"Retry-After": format_datetime(until, usegmt=False)})
    wait = probe(site.url("start/1"), policy=site.policy).wait
    assert dt.timedelta(hours=4, minutes=58) < wait <= dt.timedelta(hours=5)


# --- Notes that a piece is gone, in many languages ------------------------------------------

NOTES = [
    "404",
    "404 Not Found",
    "Error 404",
    "Page not found - The Ledger",
    "Oops! That page can’t be found.",
    "We couldn't find the page you were looking for",
    "The article you requested has been removed",
    "This story is no longer available",
    "Sorry, this page doesn't exist",
    "요청하신 페이지를 찾을 수 없습니다",
    "존재하지 않는 기사입니다.",
    "삭제된 기사입니다",
    "해당 기사는 삭제되었습니다",
    "기사가 존재하지 않습니다",
    "없는 기사입니다",
    "잘못된 접근입니다",
    "ページが見つかりません",
    "お探しのページは見つかりませんでした",
    "この記事は掲載期間が終了しました",
    "页面不存在",
    "找不到页面",
    "您访问的页面不存在",
    "Seite nicht gefunden",
    "Der Artikel ist leider nicht mehr verfügbar",
    "Page introuvable",
    "Cette page n’existe plus",
    "Página no encontrada",
    "Página não encontrada",
    "Pagina non trovata",
    "Pagina niet gevonden",
    "Страница не найдена",
    "Sayfa bulunamadı",
    "Halaman tidak ditemukan",
    "Không tìm thấy trang",
    "Sidan kunde inte hittas",
]
NO_NOTES = [
    "404 refugees reach Seoul",
    "North Korea deletes its past",
    "Families still search for the missing",
    "북한, 기사 삭제 요구",
    "실종자 가족을 찾습니다",
    "消えた記事を探して",
    "Wo ist mein Bruder?",
    "Ein Land, das es nicht mehr gibt",
]


def _page(title: str, heading: str, text: str = "") -> Page:
    html = f"<html><head><title>{title}</title></head><body><h1>{heading}</h1><p>{text}</p></body></html>"
    return Page("https://paper.example/story/1", html)


@pytest.mark.parametrize("note", NOTES)
def test_a_note_is_known_by_its_title_or_its_heading(note):
    assert missing.is_gone_note(_page(note, "The Ledger"))
    assert missing.is_gone_note(_page("The Ledger", note))
    assert missing.is_gone_note(_page("The Ledger", "Sorry", note))


@pytest.mark.parametrize("title", NO_NOTES)
def test_a_headline_is_no_note(title):
    assert not missing.is_gone_note(_page(f"{title} | The Ledger", title, TEXT))
    assert not missing.is_gone_note(_page(f"{title} | The Ledger", title, "Short."))


def test_a_long_text_that_mentions_it_is_no_note():
    long = ". ".join([TEXT] * 3)
    assert not missing.is_gone_note(_page("What we lost", "What we lost", f"{long} 404 not found"))
    assert not missing.is_gone_note(_page("Bodies not found after flood", "After the flood", long))
    assert missing.is_gone_note(_page("Page not found", "Read these instead", long))


def test_a_page_with_the_data_of_an_article_is_no_note():
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "404"}</script>'
    page = Page("https://p.example/1", NOTE.replace("</head>", f"{data}</head>"))
    assert missing.is_gone_note(Page("https://p.example/1", NOTE))
    assert not missing.is_gone_note(page)
