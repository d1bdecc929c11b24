"""New article from a link: what is filled in, what is said of it, and never a second draft."""

from dataclasses import replace
from html import unescape
from threading import Thread

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from articles import history, publishing
from articles.admin import from_link
from articles.choices import LinkKind, Status
from articles.imports import link_drafts
from articles.imports.link_drafts import item_at, store
from articles.models import Article, ExternalLink, Outlet, Snapshot
from tests.articles.admin.pages import address, errors_of, filled, list_of, messages_of, text_of
from tests.articles.admin.test_pages_open import INLINE
from tests.factories import (
    make_article,
    make_draft,
    make_outlet,
    make_testimony,
    make_topic,
    make_user,
)
from tests.news_site import running, story
from tests.staff import StaffClient

pytestmark = pytest.mark.django_db
PASTE = "/admin/articles/article/from-link/"
CANONICAL = "https://ledger.example/2026/05/12/sites"


@pytest.fixture
def site(monkeypatch):
    with running() as site:
        monkeypatch.setattr(from_link, "POLICY", site.policy)
        site.show("/2026/05/12/sites", story())
        yield site


@pytest.fixture
def editor(client):
    user = make_user("Editors", username="mina")
    client.force_login(user)
    return user


def paste(client, url: str):
    return client.post(PASTE, {"url": url}, follow=True)


def the_draft() -> Article:
    (draft,) = Article.objects.all()
    return draft


def links_of(item) -> list[tuple[str, str]]:
    return [(link.kind, link.url) for link in item.links.in_order()]


# --- What is filled in ----------------------------------------------------------------------


def test_a_pasted_address_becomes_a_draft_with_all_that_its_page_tells(client, editor, site):
    outlet = make_outlet("The Harbour Ledger", domains="ledger.example")
    repatriation, detention = make_topic("repatriation"), make_topic("detention")
    make_topic("elections")
    page = paste(client, site.address("/2026/05/12/sites") + "?utm_source=letter")
    draft = the_draft()
    assert page.redirect_chain[-1][0] == address(draft)
    assert (draft.status, draft.language, draft.outlet) == (Status.DRAFT, "en", outlet)
    assert draft.title == "[The Harbour Ledger] Centre counts six detention sites"
    assert draft.slug == "centre-counts-six-detention-sites"
    assert draft.headline == "Centre counts six detention sites"
    assert (draft.byline, draft.original_language) == ("Mina Seo", "en")
    assert draft.outlet_date.isoformat() == "2026-05-12"
    assert set(draft.topics.all()) == {repatriation, detention}
    assert links_of(draft) == [(LinkKind.ORIGINAL, CANONICAL)]
    assert (draft.summary, draft.body, draft.image) == ("", "", None)
    assert (draft.created_by, draft.import_notes) == (editor, "")
    assert messages_of(page) == [
        ("success", "A draft was made from the page. Check what was filled in.")
    ]


def test_the_history_begins_with_the_filled_draft(client, editor, site):
    paste(client, site.address("/2026/05/12/sites"))
    kept = history.versions_of(the_draft())
    assert [version.revision.comment for version in kept] == ["started from a link"]
    (texts,) = history.describe(list(kept))
    assert texts["title"].startswith("[The Harbour Ledger]")
    assert CANONICAL in texts["links"]


def helps(page) -> dict[str, str]:
    """What stands beside each field, without markup."""
    form = page.context["adminform"].form
    return {name: unescape(strip_tags(str(field.help_text))) for name, field in form.fields.items()}


def test_each_filled_field_says_where_its_value_came_from(client, editor, site):
    make_outlet("The Harbour Ledger", domains="ledger.example")
    make_topic("detention")
    told = helps(paste(client, site.address("/2026/05/12/sites")))
    structured = "Filled in from the page's own structured data (JSON-LD)."
    assert structured in told["outlet_date"]
    assert structured in told["headline"]
    assert "Filled in from the page's meta tags." in told["byline"]
    assert "Filled in from the page's Open Graph tags." in told["outlet"]
    assert "Filled in from the text of the page." in told["topics"]
    assert "Filled in from" not in told["depth"]


def test_so_does_the_link(client, editor, site):
    page = paste(client, site.address("/2026/05/12/sites"))
    (row,) = page.context["inline_admin_formsets"][0].formset.forms
    assert "meta tags" in row.fields["url"].help_text
    sent = {"links-0-url": "https://ledger.example/another", "_save": "1"}
    client.post(address(the_draft()), filled(page) | sent)
    page = client.get(address(the_draft()))
    (row,) = page.context["inline_admin_formsets"][0].formset.forms
    assert row.fields["url"].help_text == ""


def test_a_field_that_somebody_changed_says_so_no_longer(client, editor, site):
    make_topic("detention")
    page = paste(client, site.address("/2026/05/12/sites"))
    draft = the_draft()
    other = make_topic("other")
    changes = {"byline": "Somebody Else", "topics": [str(other.pk)], "_save": "1"}
    client.post(address(draft), filled(page, **changes))
    told = helps(client.get(address(draft)))
    assert "Filled in from" not in told["byline"] + told["topics"]
    assert "Filled in from" in told["headline"]


def test_what_belongs_to_the_outlet_is_a_suggestion_and_never_loaded(client, editor, site):
    page = paste(client, site.address("/2026/05/12/sites"))
    html, picture = page.content.decode(), "https://ledger.example/pictures/border.jpg"
    assert "<q>A database in Seoul has located six" in html
    assert f'<a href="{picture}" rel="noopener noreferrer external">{picture}</a>' in html
    assert f'src="{picture}"' not in html
    assert site.asked == ["/2026/05/12/sites"]


def test_an_outlet_that_is_not_known_is_proposed_and_noted(client, editor, site):
    page = paste(client, site.address("/2026/05/12/sites"))
    (outlet,) = Outlet.objects.all()
    assert (outlet.name, outlet.is_proposed, outlet.domains) == (
        "The Harbour Ledger",
        True,
        "ledger.example",
    )
    assert the_draft().import_notes.splitlines() == [
        "The outlet “The Harbour Ledger” is not known here yet. It is proposed as a new one; check it."
    ]
    assert "The import was not sure. Please check:" in text_of(page)


@pytest.mark.parametrize(
    ("values", "is_it"),
    [
        ({"name": "Ledger", "domains": "www.ledger.example"}, True),
        ({"name": "Harbour", "aliases": "Harbour Ledger, The\nthe harbour-ledger"}, True),
        ({"name": "하버 레저", "aliases": "The Harbour Ledger"}, True),
        ({"name": "Ledger", "domains": "example"}, True),
        ({"name": "Ledger", "domains": "edger.example\nother.example"}, False),
        ({"name": "The Harbour"}, False),
    ],
)
def test_the_outlet_is_known_by_its_domain_or_one_of_its_names(client, editor, site, values, is_it):
    outlet = make_outlet(**values)
    paste(client, site.address("/2026/05/12/sites"))
    assert (the_draft().outlet == outlet) == is_it


def test_of_two_outlets_at_one_domain_the_named_one_is_taken(client, editor, site):
    make_outlet("Ledger Weekend", domains="ledger.example")
    named = make_outlet("The Harbour Ledger", domains="ledger.example")
    make_outlet("Example Group", domains="example")
    paste(client, site.address("/2026/05/12/sites"))
    assert the_draft().outlet == named


@pytest.mark.parametrize(
    ("media", "expected"), [(["newspaper", "newspaper"], "newspaper"), (["agency", "online"], "")]
)
def test_the_medium_follows_from_what_the_outlet_has_here(client, editor, site, media, expected):
    outlet = make_outlet("The Harbour Ledger")
    for medium in media:
        make_article(outlet=outlet, medium=medium, link=None)
    make_article(medium="podcast", link=None)
    page = paste(client, site.address("/2026/05/12/sites"))
    draft = Article.objects.drafts().get()
    assert draft.medium == expected
    assert ("earlier items of this outlet" in helps(page)["medium"]) == bool(expected)


JAPANESE = """<html lang="ja"><head><meta property="og:title" content="北の拘禁施設六か所を特定">
<meta property="og:site_name" content="The Harbour Ledger"></head><body><article>
<h1>北の拘禁施設六か所を特定</h1><p>ソウルの団体は国境の近くにある拘禁施設を六か所特定したと火曜日に発表した。</p>
<p>聞き取りは十一年にわたって行われ、送還された人々が裁判の前に置かれた場所について語った。</p>
</article></body></html>"""


def test_a_page_in_a_third_language_leaves_our_title_to_the_editor(client, editor, site):
    site.show("/ja", JAPANESE)
    paste(client, site.address("/ja"))
    draft = the_draft()
    assert (draft.language, draft.original_language, draft.title) == ("en", "ja", "")
    assert draft.headline == "北の拘禁施設六か所を特定"
    assert "Write a title." in draft.import_notes


def test_a_korean_page_becomes_a_korean_draft(client, editor, site):
    outlet = make_outlet("The Harbour Ledger", name_ko="항구신문", domains="ledger.example")
    korean = (
        story()
        .replace('lang="en"', 'lang="ko"')
        .replace('"inLanguage": "en"', '"inLanguage": "ko"')
        .replace("Centre counts six detention sites", "구금시설 여섯 곳 확인")
    )
    body = (
        "서울의 한 단체가 국경 근처의 구금시설 여섯 곳을 확인했다고 화요일 청문회에서 밝혔다. " * 3
    )
    site.show("/ko", korean.replace("The interviews", body + "The interviews").encode("cp949"))
    paste(client, site.address("/ko"))
    draft = the_draft()
    assert (draft.language, draft.outlet) == ("ko", outlet)
    assert draft.title == "[항구신문] 구금시설 여섯 곳 확인"


def test_a_copy_at_a_portal_brings_the_original_along(client, editor, site):
    site.show("/article/1/2", story())
    copy = site.address("/article/1/2", host="news.portal.example")
    paste(client, copy)
    draft = the_draft()
    assert links_of(draft) == [(LinkKind.ORIGINAL, CANONICAL), (LinkKind.PORTAL, copy)]
    # Both lead to the same draft from now on, without a request.
    site.pages.clear()
    for url in (copy, CANONICAL, "http://m.ledger.example/2026/05/12/sites/?fbclid=1"):
        page = paste(client, url)
        assert page.redirect_chain[-1][0] == address(draft)
    assert the_draft() == draft


# --- The address is never lost --------------------------------------------------------------


def _short_page(site):
    site.show("/story", "<html><title>Ledger</title><p>Subscribe to read on.</p></html>")


FAILURES = {
    "blocked": (lambda site: site.show("/story", "No", status=403), "lets no programs in"),
    "paywall": (lambda site: site.show("/story", "Pay", status=402), "lets no programs in"),
    "gone": (lambda site: None, "There is no article at this address."),
    "broken": (lambda site: site.show("/story", "Oops", status=500), "answered with an error"),
    "empty": (lambda site: site.show("/story", ""), "sent an empty page"),
    "a file": (
        lambda site: site.show("/story", b"%PDF-1.7", kind="application/pdf"),
        "This is a file and not a page.",
    ),
    "too slow": (lambda site: site.may_answer.clear(), "took too long to answer"),
    "too large": (lambda site: site.show("/story", b"x" * 9_000_000), "too large to be read"),
}


@pytest.mark.parametrize(("prepare", "reason"), FAILURES.values(), ids=FAILURES)
def test_whatever_happens_the_form_opens_with_the_address_and_says_why(
    client, editor, site, monkeypatch, prepare, reason
):
    monkeypatch.setattr(from_link, "POLICY", replace(site.policy, seconds=1))
    outlet = make_outlet("Ledger", domains="ledger.example")
    prepare(site)
    page = paste(client, site.address("/story"))
    draft = the_draft()
    assert page.redirect_chain[-1][0] == address(draft)
    assert [url for _kind, url in links_of(draft)] == [site.address("/story")]
    ((level, told),) = messages_of(page)
    assert (level, reason in told) == ("warning", True)
    assert reason in draft.import_notes
    assert draft.outlet == outlet
    assert 'class="note saved-page" open' in page.content.decode()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://10.0.0.1/admin", "private network"),
        ("http://169.254.169.254/latest/meta-data/", "private network"),
        ("https://ledger.example:8443/story", "port of its own"),
    ],
)
def test_what_may_not_be_visited_is_not_and_the_draft_says_so(client, editor, url, told):
    """With the policy of every day."""
    paste(client, url)
    draft = the_draft()
    assert links_of(draft) == [(LinkKind.ORIGINAL, url)]
    assert told in draft.import_notes


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hello",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://a b/",
        "x" * 2001,
        "http://",
    ],
)
def test_what_is_no_address_is_told_so_and_stays_in_the_field(client, editor, url):
    page = paste(client, url)
    assert (page.status_code, page.redirect_chain) == (200, [])
    assert list(page.context["form"].errors) == ["url"]
    assert page.context["form"]["url"].value() == url
    assert not Article.objects.exists()


# --- Once for each page ---------------------------------------------------------------------


@pytest.mark.parametrize("times", [2, 3])
def test_a_second_click_and_the_back_button_make_no_second_draft(client, editor, site, times):
    urls = [site.address("/2026/05/12/sites")] * times
    pages = [paste(client, url) for url in urls]
    assert {page.redirect_chain[-1][0] for page in pages} == {address(the_draft())}
    assert site.asked == ["/2026/05/12/sites"] * len(site.asked)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.ledger.example/2026/05/12/sites/",
        "http://m.ledger.example/2026/05/12/sites?utm_medium=x#top",
        "https://ledger.example/amp/2026/05/12/sites",
        "ledger.example/2026/05/12/sites",
    ],
)
@pytest.mark.parametrize("make", [make_article, make_draft, make_testimony])
def test_an_address_that_is_here_leads_to_its_item_without_a_request(
    client, editor, site, make, url
):
    item = make(link=None) if make is not make_testimony else make()
    owner = {item._meta.model_name: item}
    ExternalLink.objects.create(url=CANONICAL, **owner)
    before = Article.objects.count()
    page = paste(client, url)
    assert page.redirect_chain[-1][0] == address(item)
    ((level, told),) = messages_of(page)
    assert (level, "This item has the address" in told) == ("info", True)
    assert Article.objects.count() == before
    assert site.asked == []


def test_only_the_page_itself_tells_that_it_is_a_copy_of_one_that_is_here(client, editor, site):
    there = make_article(link=CANONICAL)
    site.show("/copy", story())
    page = paste(client, site.address("/copy", host="portal.example"))
    assert page.redirect_chain[-1][0] == address(there)
    assert Article.objects.count() == 1


def test_another_piece_of_the_same_outlet_is_another_draft(client, editor, site):
    make_article(link=CANONICAL)
    site.show("/2026/05/13/other", story("https://ledger.example/2026/05/13/other"))
    paste(client, site.address("/2026/05/13/other"))
    assert Article.objects.count() == 2


def test_of_two_versions_the_one_in_the_language_of_the_staff_opens(client, editor):
    article = make_article(link=CANONICAL)
    korean = publishing.translate(article, by=editor)
    client.cookies["django_language"] = "ko"
    assert paste(client, CANONICAL).redirect_chain[-1][0] == address(korean)
    client.cookies["django_language"] = "en"
    assert paste(client, CANONICAL).redirect_chain[-1][0] == address(article)


def test_the_look_up_is_one_query_however_many_links_there_are(django_assert_num_queries):
    for number in range(30):
        make_article(link=f"https://ledger.example/{number}")
    with django_assert_num_queries(1):
        found = item_at("http://m.ledger.example/7")
    assert found.links.get().url == "https://ledger.example/7"


def test_who_is_overtaken_while_a_page_is_fetched_is_led_to_the_draft(
    client, editor, site, monkeypatch
):
    fetched = link_drafts.capture

    def overtaken(url, **options):
        captured = fetched(url, **options)
        store(captured, by=None)
        return captured

    monkeypatch.setattr(link_drafts, "capture", overtaken)
    page = paste(client, site.address("/2026/05/12/sites"))
    assert page.redirect_chain[-1][0] == address(the_draft())
    assert [level for level, _text in messages_of(page)] == ["info"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="the test database in memory takes one at a time"
)
def test_of_two_who_paste_at_the_same_moment_one_makes_the_draft(site):
    site.may_answer.clear()
    answers = []

    def by(name):
        client = StaffClient()
        client.force_login(make_user("Editors", username=name))
        thread = Thread(target=lambda: answers.append(_posted(client, site)))
        thread.start()
        return thread

    threads = [by(name) for name in ("mina", "jin", "hana")]
    while len(site.asked) < 3:
        pass
    site.may_answer.set()
    for thread in threads:
        thread.join()
    assert answers == [address(the_draft())] * 3
    assert Snapshot.objects.count() == 1


def _posted(client, site) -> str:
    try:
        return client.post(PASTE, {"url": site.address("/2026/05/12/sites")})["Location"]
    finally:
        connection.close()


# --- The page saved by hand -----------------------------------------------------------------


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


# --- Who may ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "answer"), [("Editors", 302), ("Moderators", 403), ("Administrators", 403)]
)
def test_only_who_may_add_articles_may_paste(client, site, role, answer):
    client.force_login(make_user(role))
    assert client.post(PASTE, {"url": site.address("/2026/05/12/sites")}).status_code == answer
    assert Article.objects.exists() == (answer == 302)
    assert bool(site.asked) == (answer == 302)
    index = client.get("/admin/").content.decode()
    listed = client.get(list_of(Article)).content.decode()
    assert (PASTE in index, PASTE in listed) == (answer == 302,) * 2


def test_an_item_that_the_account_may_not_see_is_not_shown(client):
    writers = Group.objects.create(name="Writers")
    for codename in ("add_article", "view_article", "change_article"):
        writers.permissions.add(Permission.objects.get(codename=codename))
    user = make_user(None, is_staff=True)
    user.groups.add(writers)
    client.force_login(user)
    hidden = make_testimony(title="Hidden words", status="draft")
    ExternalLink.objects.create(testimony=hidden, url=CANONICAL)
    page = paste(client, CANONICAL)
    assert (page.status_code, page.redirect_chain) == (200, [])
    assert "may not open" in page.context["form"].errors["url"][0]
    assert "Hidden words" not in page.content.decode()
    assert not Article.objects.exists()


# --- A typed address that is here already ------------------------------------------------------


def test_a_typed_address_that_is_at_another_item_is_warned_of(client, editor):
    other = make_article(link=CANONICAL, title="The other one")
    draft = make_draft(link=None)
    version = publishing.translate(other, by=editor)
    sent = {"links-0-url": "http://m.ledger.example/2026/05/12/sites/", "_save": "1"}
    page = client.post(address(draft), filled(client.get(address(draft))) | sent, follow=True)
    warned = [text for level, text in messages_of(page) if level == "warning"]
    assert len(warned) == 1
    assert "Is it the same piece?" in warned[0]
    assert any(address(item) in warned[0] for item in (other, version))
    assert draft.links.count() == 1
    row = client.get(address(draft)).context["inline_admin_formsets"][0].formset.forms[0]
    assert "Is it the same piece?" in row.fields["url"].help_text


def test_the_versions_of_one_item_may_share_an_address(client, editor):
    article = make_article(link=CANONICAL)
    version = publishing.translate(article, by=editor)
    page = client.get(address(version))
    assert "same piece" not in text_of(page)
    page = client.post(
        address(version),
        filled(page, **{"links-0-url": CANONICAL + "?utm_source=a", "_save": "1"}),
        follow=True,
    )
    assert [level for level, _text in messages_of(page)] == ["success"]


def test_the_form_asks_once_however_many_links_there_are(client, editor, django_assert_num_queries):
    draft = make_draft(link=None)
    counts = []
    for number in range(6):
        url = f"https://ledger.example/{number}"
        make_article(link=url)
        ExternalLink.objects.create(article=draft, url=url)
        with CaptureQueriesContext(connection) as queries:
            client.get(address(draft))
        counts.append(len(queries))
    assert len(set(counts[1:])) == 1


def test_the_page_has_one_field_and_says_how_long_it_takes(client, editor):
    page = client.get(reverse("admin:articles_article_from_link"))
    assert list(page.context["form"].fields) == ["url"]
    assert "20 at most" in text_of(page)
