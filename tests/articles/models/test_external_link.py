"""Links: which one a reader is sent to, and how a page is found by any form of its address."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps

from articles import history, publishing
from articles.choices import LinkHealth, LinkKind
from articles.imports.json_lines import import_records, read_lines, written_lines
from articles.models import Article, ExternalLink
from tests.factories import make_article, make_draft, make_testimony, make_user

pytestmark = pytest.mark.django_db
STORY = "https://www.ledger.example/2026/05/12/story.html"
OTHER_FORMS = (
    "http://ledger.example/2026/05/12/story.html",
    "https://m.ledger.example/2026/05/12/story.html?utm_source=x&fbclid=1",
    "https://ledger.example/2026/05/12/story.html/#comments",
    "https://www.ledger.example/amp/2026/05/12/story.html",
    "https://www-ledger-example.cdn.ampproject.org/c/s/www.ledger.example/2026/05/12/story.html",
    "HTTPS://LEDGER.EXAMPLE:443/2026/05/12/story.html",
)
OTHER_PAGES = (
    "https://ledger.example/2026/05/12/story-2.html",
    "https://ledger.example/2026/05/12/story.html?page=2",
    "https://other.example/2026/05/12/story.html",
    "https://ledger.example/",
)


def found(*urls) -> set[ExternalLink]:
    return set(ExternalLink.objects.to_pages_at(*urls))


def link_of(article, **overrides) -> ExternalLink:
    return ExternalLink.objects.create(**({"article": article, "url": STORY} | overrides))


# --- Found again ----------------------------------------------------------------------------


@pytest.mark.parametrize("url", OTHER_FORMS)
def test_a_page_is_found_by_another_form_of_its_address(url):
    link = link_of(make_article(link="https://ledger.example/another"))
    assert found(url) == {link}


@pytest.mark.parametrize("url", [*OTHER_PAGES, "", "no address"])
def test_another_page_is_not(url):
    article = make_article(link=STORY)
    link_of(article, url="")
    assert found(url) == set()


def test_any_number_of_addresses_is_looked_up_in_one_query(django_assert_num_queries):
    make_article(link=STORY)
    with django_assert_num_queries(1):
        assert len(found(*OTHER_FORMS, *OTHER_PAGES)) == 1


def test_a_changed_address_is_found_however_it_was_stored():
    link, moved = link_of(make_article(link=None)), "https://moved.example/story"
    link.url = moved
    link.save(update_fields=["url"])
    assert (found(moved), found(STORY)) == ({link}, set())
    ExternalLink.objects.filter(pk=link.pk).update(url=STORY)
    assert (found(moved), found(STORY)) == (set(), {link})
    ExternalLink.objects.bulk_create([ExternalLink(article=make_draft(link=None), url=moved)])
    assert len(found(moved)) == 1


def test_a_version_in_the_other_language_is_found_too():
    article = make_article(link=STORY)
    version = publishing.translate(article, by=make_user())
    assert {link.article for link in found(OTHER_FORMS[0])} == {article, version}


def test_an_imported_link_is_found():
    make_article(link=STORY)
    lines = [line.encode() for line in written_lines()]
    Article.objects.all().delete()
    import_records(read_lines(_File(lines)))
    assert len(found(OTHER_FORMS[0])) == 1


class _File:
    def __init__(self, lines):
        self.lines = iter(lines)

    def readline(self, _limit):
        return next(self.lines, b"")


def test_a_link_that_comes_back_from_history_is_found():
    """Also from a version that was kept before the digest was stored."""
    article = make_article(link=STORY)
    history.keep_baseline(article)
    version = history.versions_of(article).get()
    part = version.revision.version_set.get(content_type__model="externallink")
    part.serialized_data = part.serialized_data.replace(
        f'"{article.links.get().page_digest}"', '""'
    )
    part.save()
    article.delete()
    publishing.restore(None, version, by=make_user())
    assert len(found(OTHER_FORMS[0])) == 1


def test_the_migration_fills_in_the_links_that_are_there_already(monkeypatch):
    migration = import_module("articles.migrations.0003_link_page_digest")
    monkeypatch.setattr(migration, "BATCH", 2)
    article = make_article(link=None)
    for number in range(5):
        link_of(article, url=f"{STORY}?number={number}")
    link_of(article, url="")
    ExternalLink._base_manager.update(page_digest="")
    migration.fill_in(apps, None)
    assert [len(found(f"{STORY}?number={number}")) for number in range(5)] == [1] * 5
    assert ExternalLink.objects.filter(page_digest="").count() == 1


# --- In order -------------------------------------------------------------------------------


def test_the_original_comes_first_and_what_is_gone_last():
    article = make_article(link=None)
    gone, failing = LinkHealth.GONE, LinkHealth.FAILING
    for name, kind, health in (
        ("gone video", LinkKind.VIDEO, gone),
        ("gone original", LinkKind.ORIGINAL, gone),
        ("video", LinkKind.VIDEO, LinkHealth.ALIVE),
        ("portal", LinkKind.PORTAL, LinkHealth.UNKNOWN),
        ("failing original", LinkKind.ORIGINAL, failing),
        ("original", LinkKind.ORIGINAL, LinkHealth.ALIVE),
    ):
        link_of(article, url=f"{STORY}?{name}", label=name, kind=kind, health=health)
    order = ["failing original", "original", "portal", "video", "gone original", "gone video"]
    assert [link.label for link in article.links.in_order()] == order
    assert sorted(article.links.all(), key=lambda link: link.preference) == list(
        article.links.in_order()
    )
    assert article.first_visible_link.label == "failing original"


@pytest.mark.parametrize("make", [make_article, make_testimony])
def test_a_reader_is_sent_to_what_is_alive(make):
    item = make(link=None) if make is make_article else make()
    owner = {"article": item} if make is make_article else {"testimony": item}
    assert item.first_visible_link is None
    ExternalLink.objects.create(url="", **owner)
    assert item.first_visible_link is None
    gone = ExternalLink.objects.create(url=STORY, health=LinkHealth.GONE, **owner)
    assert item.first_visible_link == gone
    portal = ExternalLink.objects.create(url=f"{STORY}?p=1", kind=LinkKind.PORTAL, **owner)
    assert item.first_visible_link == portal


def test_a_list_and_a_page_send_the_reader_there_as_well(client, django_assert_max_num_queries):
    article = make_article(link=None, outlet_date=dt.date(2023, 6, 14))
    link_of(article, health=LinkHealth.GONE)
    link_of(article, url="https://portal.example/1", kind=LinkKind.PORTAL, label="At the portal")
    with django_assert_max_num_queries(4):
        listed = client.get("/en/coverage/").content.decode()
    assert "https://portal.example/1" in listed
    assert STORY not in listed
    with django_assert_max_num_queries(6):
        page = client.get(article.get_absolute_url()).content.decode()
    assert page.index("At the portal") < page.index(STORY)
