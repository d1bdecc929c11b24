"""A page that lets no programs in, saved by hand: it fills in the same."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.choices import LinkKind
from articles.models import Article
from tests.articles.admin.pages import address, errors_of, filled
from tests.articles.admin.pasting import helps, links_of, paste, the_draft
from tests.articles.admin.test_pages_open import INLINE
from tests.factories import (
    make_draft,
    make_topic,
)
from tests.news_site import story

pytestmark = pytest.mark.django_db


@pytest.fixture
def blocked(client, editor, site):
    """The form of a draft whose page was refused."""
    site.show("/story", "No", status=403)
    return paste(client, site.address("/story"))


def fill(client, page, **changes):
    changes.setdefault("_fill", "1")
    return client.post(address(the_draft()), filled(page, **changes), follow=True)


def upload(content: bytes, name="story.html"):
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    "sent",
    [
        {"page_source": story("")},
        {"page_file": upload(story("").encode())},
        {"page_file": upload(story("").encode("utf-16"))},
    ],
)
def test_a_saved_page_fills_in_the_same(client, blocked, site, sent):
    for file in sent.values():
        getattr(file, "seek", lambda _at: None)(0)
    make_topic("detention")
    page = fill(client, blocked, **sent)
    draft = the_draft()
    assert page.redirect_chain[-1][0] == address(draft)
    assert draft.title == "[The Harbour Ledger] Centre counts six detention sites"
    assert (draft.byline, draft.outlet_date.isoformat()) == ("Mina Seo", "2026-05-12")
    assert [topic.slug for topic in draft.topics.all()] == ["detention"]
    assert links_of(draft) == [(LinkKind.ORIGINAL, site.address("/story"))]
    assert "lets no programs in" not in draft.import_notes
    assert "Filled in from" in helps(page)["headline"]
    assert 'class="note saved-page" open' not in page.content.decode()
    assert site.asked == ["/story"]
    assert draft.version == 2


def test_what_was_typed_meanwhile_is_saved_and_stays(client, blocked):
    fill(client, blocked, page_source=story(""), title="My title", import_notes="Ask Jin")
    draft = the_draft()
    assert draft.title == "My title"
    assert draft.headline == "Centre counts six detention sites"
    assert draft.import_notes.splitlines()[0] == "Ask Jin"


def test_a_saved_page_tells_the_original_of_a_portal(client, blocked, site):
    fill(client, blocked, page_source=story("https://other.example/2026/sites"))
    assert links_of(the_draft()) == [
        (LinkKind.ORIGINAL, "https://other.example/2026/sites"),
        (LinkKind.PORTAL, site.address("/story")),
    ]


def test_without_the_button_a_pasted_source_fills_in_nothing(client, blocked):
    sent = filled(blocked, page_source=story(""), _save="1")
    assert client.post(address(the_draft()), sent).status_code == 302
    assert the_draft().headline == ""


@pytest.mark.parametrize(
    ("sent", "field", "told"),
    [
        ({}, "page_file", "Choose the saved file"),
        ({"page_source": "  "}, "page_file", "Choose the saved file"),
        ({"page_source": "Only words"}, "page_source", "This is no HTML page."),
        ({"page_file": upload(b"%PDF-1.7 <")}, "page_file", "This is no HTML page."),
        ({"page_file": upload(b"From: <Saved by Blink>")}, "page_file", "This is no HTML page."),
        ({"page_file": upload(b"<p>" + b"x" * 8_000_001)}, "page_file", "larger than 8 MB"),
    ],
)
def test_what_is_no_page_is_told_so_and_nothing_is_saved(client, blocked, sent, field, told):
    page = fill(client, blocked, title="Typed", **sent)
    assert told in errors_of(page)[field][0]
    assert the_draft().title == ""
    assert page.context["adminform"].form["title"].value() == "Typed"
    assert 'class="note saved-page" open' in page.content.decode()


HOSTILE = """<html lang="en" onload="x()"><head>
<link rel="canonical" href="javascript:alert(1)">
<meta property="og:image" content="javascript:alert(2)">
<meta property="og:title" content="&lt;script&gt;alert(3)&lt;/script&gt; A headline &quot;&gt;&lt;img src=x onerror=x()&gt;">
<meta property="og:site_name" content="&lt;b onclick=x()&gt;Ledger&lt;/b&gt;">
<meta name="author" content="&lt;svg/onload=x()&gt;">
<meta property="og:description" content="&lt;script&gt;x()&lt;/script&gt;A long description of what is told here &lt;iframe&gt;">
</head><body><script>steal()</script><p>%s</p></body></html>"""


def test_a_hostile_page_puts_nothing_but_text_into_the_form(client, blocked, site):
    page = fill(client, blocked, page_source=HOSTILE % ("words " * 200))
    draft = the_draft()
    assert links_of(draft) == [(LinkKind.ORIGINAL, site.address("/story"))]
    html = page.content.decode()
    assert INLINE.findall(html) == []
    for bad in (
        "<script>alert",
        "<img src=x",
        "<svg/onload",
        "<b onclick",
        "<iframe",
        "javascript:",
    ):
        assert bad not in html, bad


BROKEN = """<html><head><link rel="canonical" href="%s"><script type="application/ld+json">
{"@type": "NewsArticle", "url": "https://x.example/\\ud83d", "headline": "Six sites\\ud83d counted",
"author": {"name": "Mi\\udc00na Seo"}, "publisher": {"name": "Led\\u0000ger\\udfff"}}</script>
</head><body><p>words</p></body></html>"""


@pytest.mark.parametrize(
    "canonical", ["", "https://under_score.example/a", "https://x.example/" + "x" * 2000]
)
def test_what_cannot_be_stored_is_left_out(client, blocked, site, canonical):
    page = fill(client, blocked, page_source=BROKEN % canonical)
    draft = the_draft()
    assert (page.status_code, draft.outlet.name) == (200, "Ledger")
    assert draft.headline.startswith("Six sites")
    assert links_of(draft) == [(LinkKind.ORIGINAL, site.address("/story"))]


def test_the_way_is_offered_only_to_a_draft_from_a_link(client, editor):
    page = client.get(address(make_draft()))
    assert "saved-page" not in page.content.decode()
    sent = filled(page, page_source=story(""), _fill="1")
    assert client.post(address(Article.objects.get()), sent).status_code == 302
    assert Article.objects.get().headline == ""
