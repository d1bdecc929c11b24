"""How often each page asks the database, whatever the length of what it shows."""

import datetime as dt

import pytest
from django.core.cache import cache

from articles.models import ExternalLink, Role, Testimony
from tests.factories import (
    make_article,
    make_image,
    make_outlet,
    make_person,
    make_testimony,
    make_topic,
)

pytestmark = pytest.mark.django_db

LIST, DETAIL = 4, 6
LISTS = (
    "",
    "coverage/",
    "coverage/2023/",
    "testimonies/",
    "topics/",
    "outlets/",
    "outlets/ledger/",
)


@pytest.fixture(params=[1, 3, 50])
def site(request):
    """So many articles and testimonies, each with all that a page can show."""
    topics = [make_topic("repatriation"), make_topic("china")]
    outlet, image = make_outlet("The Ledger", slug="ledger"), make_image()
    speaker = make_person("Speaker")
    for year in (2018, 2021):
        Role.objects.create(person=speaker, title=f"Director {year}", start=dt.date(year, 1, 1))
    for number in range(request.param):
        told = make_testimony(slug=f"told-{number}", speaker=speaker, topics=topics)
        make_testimony(language="ko", translation_key=told.translation_key, topics=topics)
        piece = make_article(
            slug=f"piece-{number}",
            outlet=outlet,
            image=image,
            topics=topics,
            testimony=told,
            outlet_date=dt.date(2023, 6, 1) + dt.timedelta(days=number // 2),
        )
        make_article(language="ko", translation_key=piece.translation_key, outlet=outlet)
        for person in (speaker, make_person()):
            piece.quoted.create(person=person)
        ExternalLink.objects.create(article=piece, url="https://v.example/1", kind="video")
        ExternalLink.objects.create(testimony=told, url="https://d.example/1", kind="document")
    # Every piece covers the first testimony, too.
    first = Testimony.objects.get(slug="told-0")
    outlet.articles.filter(language="en").update(testimony=first)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_list(client, site, django_assert_max_num_queries, language):
    for path in LISTS:
        cache.clear()
        with django_assert_max_num_queries(LIST):
            assert client.get(f"/{language}/{path}").status_code == 200, path


def test_a_page(client, site, django_assert_max_num_queries):
    for path in ("coverage/2023/piece-0/", "testimonies/told-0/", "topics/china/"):
        cache.clear()
        with django_assert_max_num_queries(DETAIL):
            assert client.get(f"/en/{path}").status_code == 200, path


def test_an_empty_list_costs_no_more(client, django_assert_max_num_queries):
    make_topic("china")
    make_outlet("The Ledger", slug="ledger")
    for path in {*LISTS, "topics/china/"} - {"coverage/2023/"}:
        cache.clear()
        with django_assert_max_num_queries(DETAIL if path == "topics/china/" else LIST):
            assert client.get(f"/en/{path}").status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/ko/coverage/2023/only/", 404),
        ("/en/coverage/2023/gone/", 410),
        ("/en/coverage/2023/nothing/", 404),
        ("/en/coverage/1987/", 404),
        ("/en/topics/nothing/", 404),
    ],
)
def test_what_is_not_there(client, django_assert_max_num_queries, path, status):
    make_article(slug="only")
    make_article(slug="gone", status="withdrawn")
    with django_assert_max_num_queries(DETAIL):
        assert client.get(path).status_code == status
