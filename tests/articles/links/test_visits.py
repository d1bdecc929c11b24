"""Rounds of visits: polite, bounded, shared by two, and safe to stop at any moment."""

import datetime as dt
import json
import os
import subprocess
import sys
import time
from collections import Counter
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.choices import Finding
from articles.links.rounds import Pace
from articles.links.visits import Visits
from articles.models import ExternalLink
from tests.articles.links.answers import SETTLED, TWELVE, AnsweringSite
from tests.articles.links.many_links import AT_FULL_SPEED, fill, kind_of, let_days_pass, tell, visit
from tests.factories import make_article

FAST = 1.5  # seconds after which an answer is too slow


def _links(site, *paths, host="ledger.example") -> list[ExternalLink]:
    return [make_article(link=site.url(path, host)).links.get() for path in paths]


def _round(site, **pace) -> list:
    return list(Visits(Pace(**({"pause": 0} | pace)), site.policy))


@pytest.mark.django_db
def test_twelve_kinds_of_answers_are_all_told_apart_and_settled():
    with AnsweringSite(seconds=FAST) as site:
        fill(site.port, 240)
        assert visit(site.port, FAST) == 240
        assert {link["url"]: link["finding"] for link in tell()} == {
            link["url"]: TWELVE[kind_of(link["url"])].value for link in tell()
        }
        for _again in range(2):
            let_days_pass(2)
            assert visit(site.port, FAST) == 240
        stood = Counter((kind_of(link["url"]), link["health"]) for link in tell())
        assert stood == {(kind, health.value): 20 for kind, health in SETTLED.items()}


@pytest.mark.django_db
def test_a_round_visits_what_is_due_and_an_address_once(site):
    [due, later] = _links(site, "page/1", "page/2")
    ExternalLink.objects.filter(pk=later.pk).update(due_at=timezone.now() + dt.timedelta(days=1))
    [twin] = _links(site, "page/1")
    make_article(link="")
    _round(site)
    assert site.asked == [("ledger.example", "/page/1")]
    for link in (due, twin):
        link.refresh_from_db()
        assert link.health == "alive"


@pytest.mark.django_db
def test_sites_are_asked_at_once_but_each_one_thing_at_a_time():
    with AnsweringSite(delay=0.2) as site:
        for host in ("a.example", "b.example", "c.example"):
            _links(site, "page/1", "page/2", host=host)
        _round(site)
    assert len(site.asked) == 6
    assert site.most_at_once == 1
    assert site.most_in_all > 1


@pytest.mark.django_db
def test_between_two_requests_to_a_site_there_is_a_pause(site):
    _links(site, "page/1", "page/2", "page/3")
    _round(site, pause=0.2)
    assert len(site.moments) == 3
    assert all(later - earlier >= 0.2 for earlier, later in pairwise(site.moments))


@pytest.mark.django_db
def test_a_round_is_bounded_in_number_and_time():
    with AnsweringSite(delay=0.2) as site:
        _links(site, *(f"page/{number}" for number in range(8)))
        assert len(_round(site, most=2)) == 2
        assert _round(site, seconds=0) == []
        assert len(_round(site, seconds=0.3)) <= 2  # each takes 0.2 s, one after the other
        assert ExternalLink.objects.due_for_visit().count() >= 4


@pytest.mark.django_db
def test_a_site_that_asks_for_patience_is_left_alone_for_so_long(site):
    site.extra["busy"] = (429, "", {"Retry-After": "7200"})
    links = _links(site, "busy/1", "page/2", "page/3")
    [other] = _links(site, "page/4", host="other.example")
    assert len(_round(site)) == 2
    assert [path for host, path in site.asked if host == "ledger.example"] == ["/busy/1"]
    now = timezone.now()
    for link in links[1:]:
        link.refresh_from_db()
        assert (link.health, link.checked_at) == ("unknown", None)
        assert dt.timedelta(minutes=119) < link.due_at - now <= dt.timedelta(hours=2)
    other.refresh_from_db()
    assert other.health == "alive"
    assert _round(site) == []


@pytest.mark.django_db
def test_a_site_that_does_not_answer_is_asked_three_times_and_then_left_for_a_day(site):
    links = _links(site, *(f"error/{number}" for number in range(5)))
    assert len(_round(site)) == 3
    links[-1].refresh_from_db()
    assert links[-1].health == "unknown"
    assert dt.timedelta(hours=23) < links[-1].due_at - timezone.now() <= dt.timedelta(days=1)


@pytest.mark.django_db
def test_what_is_true_of_a_name_is_true_of_all_its_pages(site):
    links = _links(site, *(f"page/{number}" for number in range(5)), host="lapsed.unknown")
    assert [found.finding for found in _round(site)] == [Finding.NO_NAME] * 5
    for link in links:
        link.refresh_from_db()
        assert (link.health, link.finding) == ("failing", "no-name")


@pytest.mark.django_db
def test_two_rounds_at_once_share_the_work(site):
    _links(site, *(f"page/{number}" for number in range(6)))
    one, other = iter(Visits(AT_FULL_SPEED, site.policy)), Visits(AT_FULL_SPEED, site.policy)
    next(one)
    found = [*other, *one]
    assert len(found) == 5
    assert len(site.asked) == len(set(site.asked)) == 6


@pytest.mark.django_db
def test_a_page_that_breaks_the_parser_does_not_stop_the_round(site, monkeypatch):
    def fail(page):
        raise RuntimeError("out of order")

    monkeypatch.setattr("articles.links.missing.is_gone_note", fail)
    _links(site, "page/1", "page/2")
    assert [found.finding for found in _round(site)] == [Finding.UNREADABLE] * 2


@pytest.mark.django_db
def test_the_command_says_what_it_found(capsys):
    make_article(link="https://paper.example:8443/not-visited")
    call_command("check_links", "--most", "5")
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "Visited 1 of 1 addresses that were due.",
        "      1  Addresses of this kind are not visited.",
        "Links that need a hand: 0.",
    ]


@pytest.mark.parametrize("value", ["0", "-1", "many"])
def test_the_command_refuses_a_wrong_number(value):
    from django.core.management.base import CommandError

    with pytest.raises(CommandError, match="not a whole number above zero"):
        call_command("check_links", "--most", value)


def test_a_kill_in_the_middle_loses_nothing(tmp_path):
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/links.sqlite3"}

    def run(*words) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, *words], env=environment, check=True, capture_output=True, text=True
        )

    def step(*words) -> str:
        return run("-m", "tests.articles.links.many_links", *map(str, words)).stdout

    run("manage.py", "migrate", "--verbosity", "0")
    with AnsweringSite(seconds=FAST, delay=0.02) as site:
        step("fill", site.port, 240)
        command = [sys.executable, "-m", "tests.articles.links.many_links", "visit"]
        killed = subprocess.Popen([*command, str(site.port), str(FAST)], env=environment)
        while len(site.asked) < 60:
            assert killed.poll() is None, "the round was over before it could be killed"
            time.sleep(0.01)
        killed.kill()
        killed.wait()
        stored = [link for link in json.loads(step("tell")) if link["was_visited"]]
        every = {link["url"] for link in json.loads(step("tell"))}
        begun = every & {f"http://{host}:{site.port}{path}" for host, path in site.asked}
        # All that was asked is stored, but for what was under way: one visit a site.
        assert len(begun) - Pace().sites_at_once <= len(stored) < len(every)
        assert all(link["finding"] == TWELVE[kind_of(link["url"])] for link in stored)
        step("expire")  # what the dead round had taken is free after some minutes
        step("visit", site.port, FAST)
        links = json.loads(step("tell"))
        asked = Counter(f"http://{host}:{site.port}{path}" for host, path in site.asked)
    assert {link["url"]: link["finding"] for link in links} == {
        link["url"]: TWELVE[kind_of(link["url"])].value for link in links
    }
    assert len(links) == 240
    assert {asked[link["url"]] for link in stored} == {1}  # nothing was done twice
