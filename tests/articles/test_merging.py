"""Making one topic, or one outlet, of two."""

import threading

import pytest
from django.db import connection, connections
from reversion.errors import RevertError

from articles import history, merging, publishing
from articles.choices import AuditEvent, Status
from articles.models import Article, ArticleTopic, AuditEntry, Outlet, Redirect, Topic
from articles.search import search
from tests.factories import make_article, make_outlet, make_testimony, make_topic, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    source = make_topic(
        "forced-return",
        name="Forced return",
        name_ko="강제북송",
        synonyms="refoulement\nSent back",
        definition="Kept.",
    )
    into = make_topic("repatriation", name="Repatriation", name_ko="강제송환", synonyms="sent back")
    return source, into


def merge(source, into, **overrides):
    seen = {"seen": source.version, "seen_into": into.version, "by": None} | overrides
    return merging.merge(source, into, **seen)


def topics_of(item) -> set[str]:
    return set(item.topics.values_list("slug", flat=True))


def test_every_item_goes_over_and_none_has_a_topic_twice(pair):
    source, into = pair
    other = make_topic("china")
    states = (Status.PUBLISHED, Status.DRAFT, Status.WITHDRAWN)
    moved = [
        make(topics=[source, other], status=status, language=language)
        for make in (make_article, make_testimony)
        for status in states
        for language in ("en", "ko")
    ]
    both = make_article(topics=[source, into])
    untouched = make_article(topics=[into, other])
    assert merge(source, into) == len(moved) + 1
    assert [topics_of(item) for item in moved] == [{"repatriation", "china"}] * len(moved)
    assert topics_of(both) == {"repatriation"}
    assert [item.version for item in Article.objects.filter(pk=untouched.pk)] == [untouched.version]
    assert not Topic.objects.filter(slug="forced-return").exists()


def test_names_and_what_was_missing_go_over(pair):
    source, into = pair
    merge(source, into)
    into.refresh_from_db()
    assert into.synonyms.splitlines() == ["sent back", "Forced return", "강제북송", "refoulement"]
    assert (into.definition, into.name_ko) == ("Kept.", "강제송환")


def test_the_former_addresses_lead_on_in_both_languages_and_older_ones_with_them(client, pair):
    source, into = pair
    Redirect.remember("/en/topics/older/", source)
    make_article(topics=[source])
    merge(source, into)
    for language in ("en", "ko"):
        for part in ("", "feed/"):
            response = client.get(f"/{language}/topics/forced-return/{part}")
            assert response.status_code == 301
            assert response["Location"] == f"/{language}/topics/repatriation/{part}"
    assert client.get("/en/topics/older/")["Location"] == "/en/topics/repatriation/"
    listed = client.get("/api/v1/articles/?topic=forced-return").json()["items"]
    assert len(listed) == 1


def test_a_topic_is_found_by_the_names_of_the_one_that_went(pair):
    source, into = pair
    article = make_article(topics=[source], title="Nothing of it", summary="said")
    merge(source, into)
    for words in ("refoulement", "강제북송", "repatriation"):
        assert list(search(Article.objects.all(), words)) == [article]


def test_the_history_tells_of_it(pair):
    source, into = pair
    article = make_article(topics=[source])
    user, key = make_user(), source.pk
    merge(source, into, by=user)
    article.refresh_from_db()
    latest, before = history.versions_of(article)
    assert latest.revision.user == user
    assert latest.revision.comment == (
        "“Forced return (강제북송)” was merged into “Repatriation (강제송환)”"
    )
    assert (history.number_of(latest), article.version) == (2, 2)
    new, old = history.describe([latest, before])
    assert (old["topics"], new["topics"]) == (
        "Forced return (강제북송)",
        "Repatriation (강제송환)",
    )
    assert history.versions_of(into).first().revision.comment == latest.revision.comment
    assert [version.object_repr for version in history.deleted(Topic)] == [str(source)]
    assert AuditEntry.objects.filter(event=AuditEvent.ITEM_DELETED, subject=str(key)).exists()


@pytest.mark.parametrize("with_both", [False, True])
def test_an_older_version_comes_back_with_the_topic_that_stayed(pair, with_both):
    source, into = pair
    article = make_article(topics=[source, into] if with_both else [source], title="First")
    history.keep_baseline(article)
    first = history.versions_of(article).get()
    merge(source, into)
    article.refresh_from_db()
    back = publishing.restore(article, first, by=make_user())
    assert topics_of(back) == {"repatriation"}
    assert ArticleTopic.objects.filter(content_object=article).count() == 1


def test_a_topic_that_was_deleted_and_not_merged_is_still_told(pair):
    source, _into = pair
    article = make_article(topics=[source])
    history.keep_baseline(article)
    history.keep_baseline(source)
    version = history.versions_of(article).get()
    article.topics.clear()
    source.delete()
    with pytest.raises(RevertError, match="Forced return"):
        publishing.restore(article, version, by=make_user())


def test_outlets_are_merged_with_their_articles_names_and_domains(client):
    source = make_outlet(
        "JoongAng Daily", slug="jd", aliases="KJD", domains="jd.example", country="KR"
    )
    into = make_outlet("Korea JoongAng Daily", slug="kjd", domains="kjd.example")
    article = make_article(outlet=source)
    assert merge(source, into) == 1
    article.refresh_from_db()
    into.refresh_from_db()
    assert (article.outlet, article.version) == (into, 2)
    assert into.aliases.splitlines() == ["JoongAng Daily", "KJD"]
    assert into.domains.splitlines() == ["kjd.example", "jd.example"]
    assert into.country == "KR"
    assert client.get("/ko/outlets/jd/")["Location"] == "/ko/outlets/kjd/"
    assert list(Outlet.objects.all()) == [into]


def test_what_cannot_be_made_one_stays(pair):
    source, _into = pair
    proposed = make_outlet(is_proposed=True)
    for first, second in ((source, source), (source, proposed), (make_outlet(), proposed)):
        with pytest.raises(publishing.WrongStatus):
            merge(first, second)
    assert Topic.objects.count() == 2


@pytest.mark.parametrize("stale", ["seen", "seen_into"])
def test_who_saw_something_else_merges_nothing(pair, stale):
    source, into = pair
    article = make_article(topics=[source])
    with pytest.raises(publishing.EditConflict):
        merge(source, into, **{stale: 7})
    assert topics_of(article) == {"forced-return"}
    assert Topic.objects.count() == 2
    assert not Redirect.objects.exists()


def test_what_is_shown_is_what_moves(pair):
    source, into = pair
    make_article(topics=[source])
    make_article(topics=[source, into], status=Status.DRAFT)
    make_testimony(topics=[source])
    move = merging.what_moves(source, into)
    assert (move.articles, move.testimonies, move.shared) == (2, 1, 1)
    assert move.names == ["Forced return", "강제북송", "refoulement"]
    assert move.addresses == ["/en/topics/forced-return/", "/ko/topics/forced-return/"]
    assert merge(source, into) == 3


@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writes after the other there")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_merge_the_same_at_once_one_does(pair):
    """Each the other way round, so that locks in another order would block both for ever."""
    source, into = pair
    make_article(topics=[source])
    make_article(topics=[into])
    told, together = [], threading.Barrier(2, timeout=20)

    def one(first, second):
        together.wait()
        try:
            told.append(merge(first, second, by=None))
        except (publishing.EditConflict, publishing.WrongStatus) as refused:
            told.append(type(refused).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=order) for order in (pair, reversed(pair))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(map(str, told)) == ["1", "EditConflict"]
    (left,) = Topic.objects.all()
    assert Article.objects.filter(topics=left).count() == 2
