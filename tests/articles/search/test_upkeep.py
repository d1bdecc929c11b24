"""Nothing that search reads gets stale, whoever changes what, and by whatever way."""

import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles import history, publishing
from articles.imports.json_lines import import_records
from articles.models import (
    Article,
    ArticleTopic,
    Outlet,
    Quoted,
    SearchEntry,
    Testimony,
    Topic,
)
from articles.search import search
from articles.search.facts import Facts
from articles.search.schema import drop_triggers, laid_triggers, wanted_triggers
from articles.search.upkeep import after_migrating, before_migrating
from tests.factories import (
    make_article,
    make_draft,
    make_outlet,
    make_person,
    make_testimony,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db


def found(text: str, rows=None) -> set[str]:
    rows = Article.objects.visible() if rows is None else rows
    return {item.title for item in search(rows, text)}


def facts_of(item) -> set[str]:
    return set(SearchEntry.objects.get(**{item._meta.model_name: item}).facts.split())


def test_a_changed_text_is_found_by_what_it_says_now():
    article = make_article(title="Winter", summary="", body="<p>border</p>")
    article.title, article.body = "Summer", "<p>harbour</p>"
    article.save()
    assert [found(word) for word in ("winter", "border")] == [set(), set()]
    assert [found(word) for word in ("summer", "harbour")] == [{"Summer"}, {"Summer"}]


def test_what_was_not_stored_is_not_found():
    article = make_article(title="Winter")
    article.title, article.byline = "Summer", "Mina Seo"
    article.save(update_fields=["byline"])
    assert [found(word) for word in ("summer", "winter", "mina")] == [set(), {"Winter"}, {"Winter"}]


def test_the_words_of_a_topic_change_for_all_its_items():
    topic = make_topic("repatriation", synonyms="refoulement")
    make_article(title="Tagged", topics=[topic])
    topic.synonyms = "sending back"
    topic.save()
    assert (found("refoulement"), found("sending back")) == (set(), {"Tagged"})
    Topic.objects.filter(pk=topic.pk).update(name_ko="강제송환")
    assert found("송환") == {"Tagged"}


def test_an_outlet_that_is_renamed_is_found_by_its_new_name():
    outlet = make_outlet("The Ledger")
    make_article(title="Piece", outlet=outlet)
    Outlet.objects.filter(pk=outlet.pk).update(name="The Courier")
    assert (found("ledger"), found("courier")) == (set(), {"Piece"})


@pytest.mark.parametrize("make", [make_article, make_testimony])
def test_topics_that_are_set_and_taken_away(make):
    one, other = make_topic("border"), make_topic("winter")
    item = make(title="Item", topics=[one])
    rows = type(item).objects.all()
    item.topics.set([other])
    assert (found("border", rows), found("winter", rows)) == (set(), {"Item"})
    item.topic_items.update(tag=one)
    assert (found("border", rows), found("winter", rows)) == ({"Item"}, set())
    item.topics.clear()
    assert found("border", rows) == set()


def test_people_who_are_quoted():
    article = make_article(title="Piece")
    row = Quoted.objects.create(article=article, person=make_person("Hanna Song"))
    assert found("hanna") == {"Piece"}
    Quoted.objects.filter(pk=row.pk).update(person=make_person("Somebody Else"))
    assert (found("hanna"), found("somebody")) == (set(), {"Piece"})
    row.delete()
    assert found("somebody") == set()


def test_facts_follow_the_row_whoever_changes_it():
    outlet = make_outlet()
    article = make_article(outlet=outlet, outlet_date=dt.date(2023, 6, 14))
    assert facts_of(article) == {
        "§coverage",
        "§en",
        "§published",
        "§y2023",
        f"§o{outlet.pk}",
    }
    Article.objects.update(status="withdrawn", outlet_date=dt.date(2021, 1, 1), language="ko")
    assert facts_of(article) == {
        "§coverage",
        "§ko",
        "§withdrawn",
        "§y2021",
        f"§o{outlet.pk}",
    }


def test_an_unknown_date_is_told_neither_by_year_nor_by_order():
    unknown = make_testimony(date=dt.date(1997, 3, 2), date_precision="unknown")
    known = make_testimony(date=dt.date(1997, 3, 2), date_precision="year")
    assert Facts.read(" ".join(facts_of(unknown))).year is None
    assert Facts.read(" ".join(facts_of(known))).year == 1997
    places = dict(SearchEntry.objects.values_list("testimony", "place"))
    assert places[unknown.pk] > places[known.pk]


def test_a_withdrawn_item_is_gone_at_once():
    article = make_article(title="Border")
    publishing.withdraw(article, by=make_user(), reason="A name")
    assert found("border") == set()
    assert "§withdrawn" in facts_of(article)


def test_a_deleted_item_leaves_nothing_behind():
    make_article(title="Border").delete()
    make_article(title="Border")
    Article.objects.all().delete()
    make_testimony(title="Border").delete()
    assert not SearchEntry.objects.exists()
    assert found("border") == set()


def test_a_restored_version_is_found_by_its_own_words():
    topic, user = make_topic("winter"), make_user()
    article = make_draft(title="Before", topics=[topic])
    with history.recording(by=user, reason="first"):
        history.keep(article)
    version = history.versions_of(article).first()
    article.title = "After"
    article.save()
    article.topics.clear()
    publishing.restore(Article.objects.get(), version, by=user)
    rows = Article.objects.all()
    assert (found("after", rows), found("before winter", rows)) == (set(), {"Before"})


def test_a_deleted_item_that_comes_back_is_found_again():
    topic, user = make_topic("winter"), make_user()
    article = make_draft(title="Before", topics=[topic])
    with history.recording(by=user, reason="first"):
        history.keep(article)
    version = history.versions_of(article).first()
    article.delete()
    publishing.restore(None, version, by=user)
    assert found("before winter", Article.objects.all()) == {"Before"}


def test_what_is_imported_in_bulk_is_found():
    import_records(
        [
            {"type": "topic", "slug": "winter", "name": "Winter"},
            {"type": "outlet", "slug": "ledger", "name": "The Ledger"},
            {"type": "testimony", "language": "en", "title": "Told", "topics": ["winter"]},
            {
                "type": "article",
                "language": "en",
                "title": "Border",
                "body": "<p>harbour</p>",
                "topics": ["winter"],
                "outlet": "ledger",
            },
        ]
    )
    assert found("harbour winter ledger", Article.objects.all()) == {"Border"}
    assert found("told winter", Testimony.objects.all()) == {"Told"}


# --- The triggers -----------------------------------------------------------------------------


def test_the_triggers_are_there():
    assert {name for name, _table in laid_triggers("default")} == wanted_triggers("default")


def test_the_triggers_are_out_of_the_way_of_migrations():
    before_migrating(plan=["something to do"])
    assert laid_triggers("default") == []
    make_draft(title="Meanwhile")
    after_migrating()
    assert {name for name, _table in laid_triggers("default")} == wanted_triggers("default")


def test_nothing_to_migrate_takes_no_trigger_away():
    before_migrating(plan=[])
    assert {name for name, _table in laid_triggers("default")} == wanted_triggers("default")


# --- Repair -----------------------------------------------------------------------------------


def rebuilt() -> str:
    out = io.StringIO()
    call_command("rebuild_search", stdout=out)
    return out.getvalue().strip()


def test_items_without_an_entry_get_one_after_a_migration():
    make_article(title="Border")
    SearchEntry.objects.all().delete()
    assert found("border") == set()
    after_migrating()
    assert found("border") == {"Border"}


def test_rebuilding_mends_what_is_wrong_and_then_finds_nothing_to_do():
    topic = make_topic("winter")
    right, wrong, missing = (make_article(title=title) for title in ("Right", "Wrong", "Missing"))
    told = make_testimony(title="Told")
    SearchEntry.objects.filter(article=missing).delete()
    # Behind the back of save() and of the triggers.
    Article.objects.filter(pk=wrong.pk).update(title="Mended")
    drop_triggers("default")
    ArticleTopic.objects.create(content_object=right, tag=topic)
    Testimony.objects.filter(pk=told.pk).update(published_at=timezone.now() - dt.timedelta(days=9))
    assert rebuilt() == "Search entries looked at: 4; mended: 3."
    assert found("mended") == {"Mended"}
    assert found("missing") == {"Missing"}
    assert found("winter") == {"Right"}
    assert rebuilt() == "Search entries looked at: 4; mended: 0."


def test_rebuilding_an_empty_site():
    assert rebuilt() == "Search entries looked at: 0; mended: 0."


@pytest.mark.skipif(connection.vendor != "sqlite", reason="FTS5 is SQLite's")
def test_the_index_of_sqlite_agrees_with_the_entries():
    article = make_article(title="Border", topics=[make_topic("winter")])
    article.title = "Harbour"
    article.save()
    article.topics.clear()
    make_article(title="Gone").delete()
    with connection.cursor() as cursor:
        # Raises where the index does not agree with what it was made of.
        cursor.execute(
            "INSERT INTO articles_searchindex(articles_searchindex, rank) VALUES('integrity-check', 1)"
        )
