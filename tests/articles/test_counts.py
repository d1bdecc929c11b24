"""The figures beside years, topics and outlets."""

import datetime as dt

import pytest

from articles import counts, publishing
from articles.choices import Status
from tests.articles.admin.pages import address, filled
from tests.factories import make_article, make_outlet, make_testimony, make_topic, make_user

pytestmark = pytest.mark.django_db


def test_years_are_counted_in_each_language_latest_first():
    for year, language, status in (
        (2019, "en", Status.PUBLISHED),
        (2023, "en", Status.PUBLISHED),
        (2023, "en", Status.PUBLISHED),
        (2023, "en", Status.WITHDRAWN),
        (2022, "en", Status.DRAFT),
        (2021, "ko", Status.PUBLISHED),
    ):
        make_article(outlet_date=dt.date(year, 3, 1), language=language, status=status)
    found = counts.coverage_by_year()
    assert found == {"en": {2023: 2, 2019: 1}, "ko": {2021: 1}}
    assert list(found["en"]) == [2023, 2019]


def test_topics_are_counted_by_what_readers_of_a_language_see():
    china, return_, unused = make_topic("china"), make_topic("return"), make_topic("unused")
    make_article(topics=[china, return_])
    make_article(topics=[china])
    make_article(topics=[china, unused], status=Status.DRAFT)
    make_article(topics=[unused], language="ko")
    make_testimony(topics=[return_])
    make_testimony(topics=[return_], language="ko")
    figures = [(topic, topic.coverage, topic.accounts) for topic in counts.topics_in_use("en")]
    assert figures == [(china, 2, 0), (return_, 1, 1)]
    figures = [(topic, topic.coverage, topic.accounts) for topic in counts.topics_in_use("ko")]
    assert figures == [(return_, 0, 1), (unused, 1, 0)]


def test_topics_and_outlets_come_by_their_name_in_the_language():
    first, second = make_topic(name="A", name_ko="나"), make_topic(name="b", name_ko="가")
    here, there = make_outlet("C", name_ko="하"), make_outlet("d", name_ko="파")
    for language in ("en", "ko"):
        make_article(outlet=here, topics=[first], language=language)
        make_article(outlet=there, topics=[second], language=language)
    assert counts.topics_in_use("en") == [first, second]
    assert counts.topics_in_use("ko") == [second, first]
    assert counts.outlets_in_use("en") == [here, there]
    assert counts.outlets_in_use("ko") == [there, here]


def test_outlets_are_counted_without_those_that_an_import_proposed():
    ledger = make_outlet("Ledger")
    make_article(outlet=ledger)
    make_article(outlet=ledger, status=Status.DRAFT)
    make_article(outlet=make_outlet("Proposed", is_proposed=True))
    assert [(outlet, outlet.coverage) for outlet in counts.outlets_in_use("en")] == [(ledger, 1)]


def test_the_figures_are_kept(django_assert_num_queries):
    topic = make_topic()
    make_article(topics=[topic])
    for count in (
        counts.coverage_by_year,
        lambda: counts.coverage_of_topic_by_year(topic),
        lambda: counts.topics_in_use("en"),
        lambda: counts.outlets_in_use("en"),
    ):
        with django_assert_num_queries(1):
            assert count() == count()


def test_publishing_and_withdrawing_count_anew(django_capture_on_commit_callbacks):
    topic, editor = make_topic(), make_user()
    article = make_article(topics=[topic], status=Status.DRAFT)

    def figures():
        return [
            counts.coverage_by_year(),
            counts.coverage_of_topic_by_year(topic),
            counts.topics_in_use("en"),
            counts.outlets_in_use("en"),
        ]

    empty = figures()
    with django_capture_on_commit_callbacks(execute=True):
        publishing.publish(article, by=editor)
    full = figures()
    with django_capture_on_commit_callbacks(execute=True):
        publishing.withdraw(article, by=editor, reason="A mistake")
    assert (empty, full) == (
        [{}, {}, [], []],
        [{"en": {2023: 1}}, {"en": {2023: 1}}, [topic], [article.outlet]],
    )
    assert figures() == empty


def test_what_the_staff_change_or_delete_is_counted_anew(
    client, django_capture_on_commit_callbacks
):
    client.force_login(make_user())
    china, return_ = make_topic("china"), make_topic("return")
    article = make_article(topics=[china])
    assert counts.topics_in_use("en") == [china]
    form = filled(client.get(address(article)), topics=[return_.pk])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(article), form | {"_save": "Save"})
    assert counts.topics_in_use("en") == [return_]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(article, "delete"), {"post": "yes"})
    assert counts.topics_in_use("en") == []
