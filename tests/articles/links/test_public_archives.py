"""Copies in public archives: asked in order, understood, and never about what is not public."""

import datetime as dt
import json

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.links import archive
from articles.links.public_archives import Availability, PublicCopy, TimeMap, find_copy
from articles.models import ExternalLink
from tests.factories import make_article, make_testimony

STORY = "https://paper.example/story?id=7"
JUNE = dt.date(2023, 6, 14)


@pytest.fixture
def archives(site):
    """An archive of each kind, the first asked first."""
    return [
        Availability("wayback", site.url("available", host="archive.example")),
        TimeMap("archive.today", site.url("timemap/", host="memento.example")),
    ]


def _available(url: str, **changes) -> tuple:
    closest = {"available": True, "url": url, "timestamp": "20230615", "status": "200"} | changes
    body = json.dumps({"url": STORY, "archived_snapshots": {"closest": closest}})
    return 200, body, {"Content-Type": "application/json"}


def _time_map(*copies: str) -> tuple:
    lines = [f'<{STORY}>; rel="original"', '<http://memento.example/timemap/x>; rel="self"']
    lines += [
        f'<{copy}>; rel="memento"; datetime="Thu, 15 Jun 2023 00:00:00 GMT"' for copy in copies
    ]
    return 200, ",\n".join(lines), {"Content-Type": "application/link-format"}


WAYBACK = f"http://web.archive.org/web/20230615010203/{STORY}"
TODAY = f"http://archive.ph/20230701000000/{STORY}"


def _find(archives, site, around=JUNE):
    return find_copy(STORY, archives, around=around, policy=site.policy)


def test_the_first_archive_that_has_a_copy_is_taken(site, archives):
    site.extra["timemap"] = _time_map(TODAY)
    site.extra["available"] = _available(WAYBACK)
    assert _find(archives, site) == PublicCopy(WAYBACK.replace("http:", "https:", 1), "wayback")
    assert [host for host, _path in site.asked] == ["archive.example"]


@pytest.mark.parametrize(
    "answer",
    [
        (200, json.dumps({"archived_snapshots": {}})),
        (200, "not json"),
        (200, "[]"),
        (200, '{"archived_snapshots": {"closest": null}}'),
        (503, ""),
        _available(WAYBACK, available=False),
        _available(WAYBACK, status="404"),
        _available("https://web.archive.org/web/2023/https://other.example/"),
        _available(f"javascript:alert(1)//web/2023/{STORY}"),
    ],
)
def test_an_archive_without_a_copy_is_passed_over(site, archives, answer):
    site.extra["available"], site.extra["timemap"] = answer, _time_map(TODAY)
    found = _find(archives, site)
    assert found == PublicCopy(TODAY.replace("http:", "https:", 1), "archive.today")


def test_an_archive_that_does_not_answer_is_passed_over(site, archives):
    site.extra["timemap"] = _time_map(TODAY)
    dead = Availability("dead", site.url("x", host="dead.unknown"))
    assert _find([dead, archives[1]], site).archive == "archive.today"


def test_of_many_copies_the_closest_to_the_day_is_taken(site, archives):
    years = [f"http://archive.ph/{year}0614000000/{STORY}" for year in (2019, 2022, 2023, 2026)]
    site.extra["timemap"] = _time_map(*years)
    only = archives[1:]
    assert _find(only, site).url == years[2].replace("http:", "https:", 1)
    assert _find(only, site, around=None).url == years[0].replace("http:", "https:", 1)


@pytest.mark.parametrize(
    "answer", [(404, ""), (200, ""), _time_map(), _time_map("http://archive.ph/abc")]
)
def test_where_no_archive_has_one_there_is_none(site, archives, answer):
    site.extra["available"], site.extra["timemap"] = (200, "{}"), answer
    assert _find(archives, site) is None


def test_the_day_and_the_address_are_told_as_the_archive_wants_them(site, archives):
    site.extra["available"], site.extra["timemap"] = (200, "{}"), (404, "")
    _find(archives, site)
    assert [path for _host, path in site.asked] == [
        "/available?url=https%3A%2F%2Fpaper.example%2Fstory%3Fid%3D7&timestamp=20230614",
        "/timemap/https://paper.example/story?id=7",
    ]


# --- Who is asked about what ----------------------------------------------------------------


def _ask_all(archives, site) -> list:
    links = archive.without_public_copy()
    return [archive.ask_archives(link, archives, site.policy) for link in links]


@pytest.mark.django_db
def test_archives_are_asked_about_public_items_alone(site, archives):
    site.extra["available"], site.extra["timemap"] = _available(WAYBACK), (404, "")
    public = make_article(link=STORY).links.get()
    told = make_testimony()
    statement = told.links.create(url="https://body.example/statement")
    soon = timezone.now() + dt.timedelta(days=1)
    for number, hidden in enumerate(
        [
            {"status": "draft"},
            {"status": "in_review"},
            {"status": "withdrawn"},
            {"published_at": soon},
        ]
    ):
        make_article(link=f"https://secret.example/{number}", **hidden)
        make_testimony(**hidden).links.create(url=f"https://secret.example/t{number}")
    _ask_all(archives, site)
    asked = " ".join(path for _host, path in site.asked)
    assert "secret" not in asked
    assert "body.example" in asked
    public.refresh_from_db()
    statement.refresh_from_db()
    assert (public.archived_url, public.archived_by) == (
        WAYBACK.replace("http:", "https:", 1),
        "wayback",
    )
    assert statement.archived_url == ""
    assert _ask_all(archives, site) == []  # nobody is asked twice in a month


@pytest.mark.django_db
def test_what_is_withdrawn_meanwhile_is_not_asked_about(site, archives):
    article = make_article(link=STORY)
    [link] = archive.without_public_copy()
    type(article).objects.update(status="withdrawn", withdrawal_reason="x")
    assert archive.ask_archives(link, archives, site.policy) is None
    assert site.asked == []


@pytest.mark.django_db
def test_what_an_editor_found_is_kept(site, archives):
    make_article(link=STORY)
    ExternalLink.objects.update(archived_url="https://archive.example/1", archived_by="editor")
    assert _ask_all(archives, site) == []
    assert site.asked == []


@pytest.mark.django_db
def test_no_archive_is_asked_where_the_settings_name_none(settings, capsys):
    assert settings.ARCHIVES == []
    make_article(link="https://paper.example:8443/x")
    call_command("archive_links")
    assert "archives" not in capsys.readouterr().out
    assert ExternalLink.objects.get().archive_asked_at is None
