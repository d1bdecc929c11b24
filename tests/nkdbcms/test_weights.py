"""What a reader's pages weigh, and what is sent compressed."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from lxml import html

from tests.factories import make_article, make_outlet, make_topic

pytestmark = pytest.mark.django_db

KILOBYTE = 1024
LIST_AT_MOST, SCRIPTS_AT_MOST = 40 * KILOBYTE, 0
COMPRESSED = {"accept-encoding": "gzip"}


@pytest.fixture
def full_page():
    """Twenty items as long as items get."""
    topics = [make_topic(name) for name in ("repatriation", "detention", "china", "families")]
    for number in range(21):
        words = " ".join(f"word{number}-{count}" for count in range(90))
        make_article(
            title=words[:200],
            summary=words[:600],
            topics=topics,
            outlet=make_outlet(f"The {words[:60]}", country="KR"),
            original_language="ko",
            link=f"https://paper-{number}.example/{words[:50].replace(' ', '-')}",
        )


def _sheets_and_icons(page) -> set[str]:
    return set(page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //img/@src"))


def _weight(address: str) -> int:
    """What a static file weighs as the site sends it."""
    return len(gzip.compress(Path(finders.find(address.removeprefix("/static/"))).read_bytes()))


def test_a_full_list_weighs_at_most_forty_kilobytes_with_all_its_files(client, full_page):
    response = client.get("/en/coverage/", headers=COMPRESSED)
    assert response["Content-Encoding"] == "gzip"
    page = html.fromstring(gzip.decompress(response.content).decode())
    assert len(page.xpath("//article")) == 20
    files = _sheets_and_icons(page)
    assert len(files) >= 5
    weight = len(response.content) + sum(map(_weight, files))
    assert weight <= LIST_AT_MOST


def test_no_script_is_loaded(client, full_page):
    for path in ("", "coverage/", "topics/", "topics/china/", "outlets/", "testimonies/"):
        source = client.get(f"/en/{path}").content.decode()
        scripts = re.findall(r"<script(?![^>]*application/ld\+json)[^>]*>", source)
        assert len("".join(scripts)) == SCRIPTS_AT_MOST


@pytest.mark.parametrize("path", ["/en/", "/ko/coverage/", "/en/topics/", "/en/outlets/"])
def test_what_everybody_may_read_is_compressed(client, full_page, path):
    response = client.get(path, headers=COMPRESSED)
    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]
    plain = client.get(path)
    assert "Content-Encoding" not in plain
    assert gzip.decompress(response.content) == plain.content


@pytest.mark.parametrize(
    "path", ["/admin/login/", "/en/submit/", "/ko/submit/press/", "/en/receipt/", "/ko/receipt/"]
)
def test_what_may_hold_a_secret_is_not(client, path):
    response = client.get(path, headers=COMPRESSED)
    assert response.status_code == 200
    assert "Content-Encoding" not in response


def test_a_compressed_page_is_sent_only_if_it_changed(client, full_page):
    first = client.get("/en/coverage/", headers=COMPRESSED)
    again = client.get("/en/coverage/", headers=COMPRESSED | {"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
