"""New article from a link: what is filled in, what is said of it, and who may."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from articles import history
from articles.admin import from_link
from articles.choices import LinkKind, Status
from articles.models import Article, ExternalLink, Outlet
from tests.articles.admin.pages import address, filled, list_of, messages_of, text_of
from tests.articles.admin.pasting import (
    CANONICAL,
    FAILURES,
    PASTE,
    helps,
    links_of,
    paste,
    the_draft,
)
from tests.factories import (
    make_article,
    make_outlet,
    make_testimony,
    make_topic,
    make_user,
)
from tests.news_site import story

pytestmark = pytest.mark.django_db


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


def test_the_page_has_one_field_and_says_how_long_it_takes(client, editor):
    page = client.get(reverse("admin:articles_article_from_link"))
    assert list(page.context["form"].fields) == ["url"]
    assert "20 at most" in text_of(page)
