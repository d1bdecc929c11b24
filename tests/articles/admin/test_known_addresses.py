"""An address that is here already: no second draft when pasted, a warning when typed."""

from threading import Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.imports import link_drafts
from articles.imports.link_drafts import item_at, store
from articles.models import Article, ExternalLink, Snapshot
from tests.articles.admin.pages import address, filled, messages_of, text_of
from tests.articles.admin.pasting import CANONICAL, PASTE, paste, the_draft
from tests.factories import (
    make_article,
    make_draft,
    make_testimony,
    make_user,
)
from tests.news_site import story
from tests.staff import StaffClient

pytestmark = pytest.mark.django_db


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
