"""From an address to a filled form: never an error, always the pasted address."""

import gzip

import pytest

from articles.choices import LinkKind
from articles.links.capture import capture
from articles.links.found import Source
from articles.links.policy import FetchPolicy
from tests.articles.links.pages import FILLER, meta, page
from tests.articles.links.raw_server import raw_server, says

URL = "https://www.harborledger.example/world/river?utm_source=mail"
TITLE = "강을 건넌 세 사람이 입을 열었다"
PAGE = page(
    head=meta(
        og__title=f"{TITLE} - 하버일보",
        og__site_name="하버일보",
        og__description="위원회는 지난해 북한을 떠난 세 사람의 이야기를 들었다.",
        og__image="/images/river.jpg",
        article__published_time="2024-05-03T07:00:00+09:00",
    ),
    body=f"<h1>{TITLE}</h1><p class='byline'>홍길동 기자</p>",
    language="ko",
    title=f"{TITLE} - 하버일보",
)


def served(answer: bytes, path: str = "world/river"):
    """What capture makes of one answer of a site."""
    with raw_server(lambda one: one.sendall(answer)) as server:
        policy = FetchPolicy(
            seconds=5,
            ports=frozenset({server.port}),
            may_visit=lambda address: address.is_loopback,
        )
        return capture(server.url + path, policy=policy), server


def test_a_saved_page_fills_everything_and_says_where_it_stood():
    got = capture(URL, PAGE)
    assert got.as_json() == {
        "url": URL,
        "canonical_url": "https://www.harborledger.example/world/river",
        "title": TITLE,
        "site_name": "하버일보",
        "date": "2024-05-03",
        "author": "홍길동",
        "language": "ko",
        "description": "위원회는 지난해 북한을 떠난 세 사람의 이야기를 들었다.",
        "image": "https://www.harborledger.example/images/river.jpg",
        "text_excerpt": got.text_excerpt,
        "kind": "original",
        "problems": [],
    }
    assert FILLER["ko"] in got.text_excerpt
    assert got.sources == {
        "canonical_url": Source.ADDRESS,
        "title": Source.OPEN_GRAPH,
        "site_name": Source.OPEN_GRAPH,
        "date": Source.OPEN_GRAPH,
        "authors": Source.TEXT,
        "language": Source.TEXT,
        "description": Source.OPEN_GRAPH,
        "image": Source.OPEN_GRAPH,
    }


def test_a_fetched_page_is_read_the_same_and_keeps_its_answer():
    headers = {"Content-Type": "text/html; charset=euc-kr", "Content-Encoding": "gzip"}
    body = gzip.compress(PAGE.decode().encode("cp949"))
    got, _server = served(says("200 OK", headers, body))
    assert (got.title, got.site_name, got.author) == (TITLE, "하버일보", "홍길동")
    assert got.fetched.status == 200


@pytest.mark.parametrize("status", ["401 Unauthorized", "403 Forbidden", "429 Slow Down", "451 No"])
def test_a_site_that_lets_nobody_in_leaves_the_address_and_a_sentence(status):
    got, server = served(says(status, {}, PAGE))
    assert got.url == f"{server.url}world/river"
    assert got.title is None
    assert [str(one) for one in got.problems] == [
        "The site lets no programs in. Save the page in your browser and upload the file, or fill in the fields by hand."
    ]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (says("404 Not Found", {}, PAGE), "There is no article at this address."),
        (says("410 Gone", {}, b""), "There is no article at this address."),
        (says("500 Oh", {}, PAGE), "The site answered with an error."),
        (says("200 OK", {}, b""), "The site sent an empty page."),
        (
            says("200 OK", {}, b"<title>Just a moment...</title><p>Checking your browser"),
            "The site lets no programs in.",
        ),
        (
            says("200 OK", {}, "<title>하버일보</title><p>존재하지 않는 기사입니다.".encode()),
            "There is no article at this address.",
        ),
        (b"nonsense\r\n", "The answer of the site could not be read."),
    ],
)
def test_each_failure_is_one_plain_sentence(answer, said):
    got, _server = served(answer)
    assert [str(one).startswith(said) for one in got.problems] == [True]
    assert got.title is None


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("application/pdf", LinkKind.DOCUMENT),
        ("audio/mpeg", LinkKind.AUDIO),
        ("video/mp4; codecs=x", LinkKind.VIDEO),
    ],
)
def test_a_file_is_known_by_its_kind(content_type, kind):
    got, server = served(says("200 OK", {"Content-Type": content_type}, b"%PDF-1.7"))
    assert (got.kind, got.canonical_url) == (kind, f"{server.url}world/river")
    assert [str(one) for one in got.problems] == [
        "This is a file and not a page. Fill in the fields by hand."
    ]


@pytest.mark.parametrize(
    "url", ["", "not an address", "ftp://example.org/a", "http://10.0.0.1:22/"]
)
def test_an_address_that_can_not_be_used_is_kept(url):
    got = capture(url)
    assert (got.url, got.title, len(got.problems)) == (url, None, 1)


@pytest.mark.parametrize(
    "html",
    [
        b"",
        b"\x00\xff\xfe<",
        b"<html>" + b"<div>" * 20_000,
        b"<title>" + b"a - " * 20_000,
        b'<meta property="og:title" content="' + b"x|" * 20_000 + b'">',
        b'<script type="application/ld+json">' + b'{"a":' * 20_000 + b"</script>",
        b"<h1>" + b"1/2/2024 " * 5_000 + b"</h1>",
    ],
)
def test_no_page_makes_it_fail(html):
    assert capture(URL, html).url == URL


def test_a_page_of_another_site_is_a_portals():
    html = page(head='<link rel="canonical" href="https://www.otherpaper.example/a/1">')
    got = capture("https://n.news.portal.example/article/1", html)
    assert (got.kind, got.canonical_url) == (LinkKind.PORTAL, "https://www.otherpaper.example/a/1")


@pytest.mark.parametrize(
    "named", ["/", "https://www.harborledger.example/", "https://[", "javascript:void(0)"]
)
def test_a_canonical_address_that_says_too_little_is_not_taken(named):
    html = page(head=f'<link rel="canonical" href="{named}">')
    assert capture(URL, html).canonical_url == "https://www.harborledger.example/world/river"


def test_a_logo_is_no_picture_and_a_slogan_no_description():
    head = meta(
        og__image="https://www.harborledger.example/img/logo.png",
        og__description="Breaking headlines, weather and sports from your favourite daily newspaper",
    )
    got = capture(URL, page(head=head, body="<h1>Three who crossed the river speak</h1>"))
    assert (got.image, got.description) == (None, FILLER["en"])
