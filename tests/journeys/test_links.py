"""From a dead link to the reader who finds the archived copy, and a new address with one click."""

import datetime as dt

from django.utils import timezone

from articles.choices import Finding
from articles.links import health
from articles.links.probe import Probe
from articles.models import ExternalLink
from tests.factories import make_article, make_user
from tests.staff import sign_in

DEAD, OLD = "https://paper.example/dead", "https://paper.example/old"
NEW = "https://paper.example/2026/new"
COPY = "https://web.archive.org/web/2023/https://paper.example/dead"


def _visited(link: ExternalLink, finding: Finding, times: int = 1, new_url: str = "") -> None:
    for _visit in range(times):
        link.refresh_from_db()
        seen = dt.timedelta(days=2)
        if link.finding_since:
            ExternalLink.objects.filter(pk=link.pk).update(finding_since=link.finding_since - seen)
        health.record([link.pk], Probe(link.url, finding, 200, new_url=new_url))


def test_links_are_mended_and_readers_are_told(open_page):
    dead, moved = make_article(title="Dead one", link=DEAD), make_article(link=OLD)
    _visited(dead.links.get(), Finding.NOT_FOUND, times=3)
    _visited(moved.links.get(), Finding.MOVED, new_url=NEW)

    editor = open_page("/admin/", viewport={"width": 320, "height": 800})
    sign_in(editor, make_user("Editors"))
    editor.click("text=Dead, without an archived copy")
    row = editor.locator(".hands > li")
    assert row.count() == 1
    row.get_by_label("Address of an archived copy").fill(COPY)
    row.get_by_role("button", name="Note the copy").click()
    assert "The archived copy was noted." in editor.inner_text(".messagelist")
    assert "No link needs a hand." in editor.inner_text("main")

    editor.click("nav.troubles >> text=Moved to a new address")
    editor.get_by_role("button", name="Take the new address").click()
    assert f"leads to {NEW} now" in editor.inner_text(".messagelist")
    assert moved.links.get().url == NEW
    assert editor.evaluate("document.documentElement.scrollWidth") <= 320

    reader = open_page(dead.get_absolute_url())
    said = reader.inner_text("section.piece-source")
    today = timezone.localdate()
    assert "The original was no longer available when we last looked" in said
    assert str(today.year) in said
    assert reader.get_by_role("link", name="Archived copy").get_attribute("href") == COPY
