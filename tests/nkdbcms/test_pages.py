"""What every page for readers has, and what none may have."""

import gzip
import re
import uuid
from itertools import pairwise
from pathlib import Path

import pytest
from django.test import Client
from lxml import html

from tests.factories import (
    make_article,
    make_image,
    make_outlet,
    make_person,
    make_site_page,
    make_testimony,
    make_topic,
)

pytestmark = pytest.mark.django_db

PUBLIC = [
    "",
    "coverage/",
    "coverage/2023/",
    "coverage/2023/story/",
    "testimonies/",
    "testimonies/told/",
    "topics/",
    "topics/china/",
    "outlets/",
    "outlets/ledger/",
    "about/",
]
NOTICES = ["nowhere/", "coverage/2023/gone/", "coverage/2023/only/"]
STYLES = Path(__file__).resolve().parents[2] / "nkdbcms" / "static" / "css"
KILOBYTE = 1024


@pytest.fixture
def site():
    topic, outlet = make_topic("china"), make_outlet("Ledger", slug="ledger")
    for language in ("en", "ko"):
        told = make_testimony(
            slug="told", language=language, topics=[topic], translation_key=uuid.UUID(int=1)
        )
        make_article(
            slug="story",
            language=language,
            translation_key=uuid.UUID(int=2),
            topics=[topic],
            outlet=outlet,
            testimony=told,
            image=make_image(),
            body="<h2>Part</h2><p>Text</p>",
        ).quoted.create(person=make_person())
        make_article(slug="gone", language=language, status="withdrawn")
    make_article(slug="only", language="ko")
    make_site_page()


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_tells_what_it_is_and_where(client, site, language, path):
    page = html.fromstring(client.get(f"/{language}/{path}").content.decode())
    (title,) = page.xpath("//head/title/text()")
    assert re.fullmatch(r"\S.* – NKDB", title)
    assert page.get("lang") == language
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//link[@rel='canonical']/@href") == [
        f"http://localhost:8000/{language}/{path}"
    ]
    assert set(page.xpath("//link[@rel='alternate']/@hreflang")) == {"en", "ko", "x-default"}
    (description,) = page.xpath("//meta[@name='description']/@content")
    assert description.strip()
    assert page.xpath("//meta[@name='robots']") == []


@pytest.mark.parametrize("path", NOTICES)
def test_a_notice_is_not_indexed_and_has_no_other_address(client, site, path):
    page = html.fromstring(client.get(f"/en/{path}").content.decode())
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//link[@rel='canonical' or @rel='alternate']") == []
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//main//a/@href")


@pytest.mark.parametrize("path", PUBLIC + NOTICES)
def test_a_page_can_be_found_through_by_keyboard_and_reader(client, site, path):
    page = html.fromstring(client.get(f"/en/{path}").content.decode())
    first = page.xpath("//body//a")[0]
    assert (first.get("href"), page.xpath("//main/@id")) == ("#main", ["main"])
    ids = page.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    for labelled in page.xpath("//@aria-labelledby"):
        assert labelled in ids
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4")]
    assert [b for a, b in pairwise(levels) if b > a + 1] == []
    assert page.xpath("//img[not(@alt)]") == []


@pytest.mark.parametrize("path", PUBLIC + NOTICES)
def test_a_page_needs_neither_cookie_nor_script_nor_another_site(client, site, path):
    response = client.get(f"/en/{path}")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    page = html.fromstring(response.content.decode())
    assert (
        page.xpath(
            "//script[not(@type='application/ld+json')]|//style|//iframe|//object|//*[@style]|//base"
        )
        == []
    )
    forms = page.xpath("//form")
    assert {(form.get("role"), form.get("method")) for form in forms} == {("search", None)}
    loaded = page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //img/@src | //@srcset")
    assert [address for address in loaded if not re.match(r"/(static|media)/", address)] == []
    assert [
        attribute
        for element in page.iter()
        for attribute in element.attrib
        if attribute[:2] == "on"
    ] == []


@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_is_asked_for_again_and_sent_only_if_it_changed(client, site, path):
    first = client.get(f"/en/{path}")
    assert first["Cache-Control"] == "no-cache"
    again = client.get(f"/en/{path}", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_is_read_and_nothing_else(client, site, path):
    assert client.head(f"/en/{path}").status_code == 200
    assert client.post(f"/en/{path}").status_code == 405


def test_an_error_of_ours_has_a_page_that_needs_nothing(site, monkeypatch):
    def fails(*args):
        raise RuntimeError("broken")

    monkeypatch.setattr("articles.counts.coverage_by_year", fails)
    response = Client(raise_request_exception=False).get("/ko/coverage/")
    page = html.fromstring(response.content.decode())
    assert (response.status_code, len(page.xpath("//h1")), page.get("lang")) == (500, 1, "ko")
    assert "broken" not in response.content.decode()


def test_a_broken_request_has_a_page(client):
    response = client.get("/en/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()


def test_a_page_refers_to_styles_that_are_there(client, site):
    page = html.fromstring(client.get("/en/coverage/").content.decode())
    names = [path.rpartition("/")[2] for path in page.xpath("//link[@rel='stylesheet']/@href")]
    assert names
    assert [name for name in names if not (STYLES / name).is_file()] == []


def test_styles_load_nothing_and_are_light():
    public = [STYLES / f"{name}.css" for name in ("site", "lists", "item", "print")]
    assert [sheet.name for sheet in public if re.search(r"@import|url\(", sheet.read_text())] == []
    assert sum(sheet.stat().st_size for sheet in public) < 24 * KILOBYTE


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_full_list_is_light(client, language):
    """All files of the page as they travel, without pictures of items."""
    topics = [make_topic(f"topic-{number}", name_ko=f"주제 {number}") for number in range(6)]
    words = "무엇을 썼는지" if language == "ko" else "What they wrote"
    for number in range(20):
        make_article(
            title=f"{words} {number}: {uuid.uuid5(uuid.NAMESPACE_OID, str(number))}",
            summary=f"{words} {number}. " * 20,
            language=language,
            topics=topics,
        )
    page = client.get(f"/{language}/coverage/").content
    loaded = html.fromstring(page.decode()).xpath(
        "//link[@rel='stylesheet' or @rel='icon']/@href | //img/@src"
    )
    files = {(STYLES.parent / path.removeprefix("/static/")) for path in loaded}
    weight = sum(
        len(gzip.compress(content)) for content in (page, *(file.read_bytes() for file in files))
    )
    assert len(files) >= 5
    assert weight < 40 * KILOBYTE
