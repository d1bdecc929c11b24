"""What follows from visits: when a link is called dead, and when it is visited again."""

import datetime as dt

import pytest
from django.utils import timezone

from articles import history, publishing
from articles.choices import Finding, LinkHealth
from articles.links import health
from articles.links.probe import Probe
from articles.models import ExternalLink, LinkCheck
from tests.factories import make_article, make_draft, make_testimony, make_user

pytestmark = pytest.mark.django_db
URL = "https://paper.example/story"
DAY = dt.timedelta(days=1)
NOT_FOUND, ANSWERED = Probe(URL, Finding.NOT_FOUND, 404), Probe(URL, Finding.ANSWERED, 200)
ERROR, REFUSED = Probe(URL, Finding.ERROR, 500), Probe(URL, Finding.REFUSED, 403)
MOVED = Probe(URL, Finding.MOVED, 200, new_url="https://paper.example/new")


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until a test moves it."""

    class Clock:
        now = dt.datetime(2026, 5, 12, 3, tzinfo=dt.UTC)

        def move(self, **how_far):
            self.now += dt.timedelta(**how_far)

    running = Clock()
    monkeypatch.setattr(timezone, "now", lambda: running.now)
    return running


def _link(**overrides) -> ExternalLink:
    link = make_article(link=URL).links.get()
    ExternalLink.objects.filter(pk=link.pk).update(**overrides)
    link.refresh_from_db()
    return link


def _visit(link, *probes, clock=None, days=1) -> ExternalLink:
    for number, found in enumerate(probes):
        if clock and number:
            clock.move(days=days)
        health.record([link.pk], found)
    link.refresh_from_db()
    return link


# --- When a page is called gone -------------------------------------------------------------


@pytest.mark.parametrize(
    ("probes", "days", "called"),
    [
        ([ANSWERED], 1, "alive"),
        ([NOT_FOUND], 1, "failing"),
        ([NOT_FOUND] * 2, 30, "failing"),  # twice may be bad luck twice
        ([NOT_FOUND] * 9, 0.1, "failing"),  # often, but within one bad day
        ([NOT_FOUND] * 3, 1, "failing"),
        ([NOT_FOUND] * 3, 1.5, "gone"),
        ([NOT_FOUND] * 4, 1, "gone"),
        ([Probe(URL, Finding.FRONT_PAGE, 200), Probe(URL, Finding.SAYS_GONE, 200), NOT_FOUND], 2, "gone"),
        ([NOT_FOUND, NOT_FOUND, ANSWERED, NOT_FOUND], 2, "failing"),
        ([NOT_FOUND, ERROR, NOT_FOUND, ERROR, NOT_FOUND], 2, "failing"),
        ([ERROR] * 20, 2, "failing"),
        ([REFUSED] * 20, 2, "blocked"),
        ([NOT_FOUND, NOT_FOUND, REFUSED], 2, "blocked"),
        ([MOVED], 1, "moved"),
        ([NOT_FOUND] * 4 + [ERROR, REFUSED], 1, "gone"),  # neither is a sign of life
        ([NOT_FOUND] * 4 + [ANSWERED], 1, "alive"),
        ([Probe(URL, Finding.NOT_VISITED)], 1, "unknown"),
    ],
)  # fmt: skip
def test_it_takes_several_visits_over_several_days(clock, probes, days, called):
    assert _visit(_link(), *probes, clock=clock, days=days).health == called


def test_since_when_it_is_so_is_kept(clock):
    link = _visit(_link(), ANSWERED)
    start = clock.now
    clock.move(days=20)
    _visit(link, ANSWERED)
    assert (link.health_since, link.checked_at) == (start, start + 20 * DAY)
    clock.move(days=1)
    _visit(link, NOT_FOUND, NOT_FOUND, NOT_FOUND, clock=clock, days=2)
    assert (link.health, link.health_since) == ("gone", clock.now)
    assert (link.finding_since, link.finding_times) == (start + 21 * DAY, 3)


def test_a_row_is_kept_only_where_something_is_new(clock):
    link = _link()
    _visit(link, *[ANSWERED] * 5, *[NOT_FOUND] * 6, MOVED, MOVED, ANSWERED, clock=clock)
    told = LinkCheck.objects.order_by("pk").values_list("finding", "health", "status", "moved_to")
    assert list(told) == [
        ("answered", "alive", 200, ""),
        ("not-found", "failing", 404, ""),
        ("not-found", "gone", 404, ""),
        ("moved", "moved", 200, MOVED.new_url),
        ("answered", "alive", 200, ""),
    ]


# --- When the next visit is due -------------------------------------------------------------


@pytest.mark.parametrize(
    ("probes", "days"),
    [
        ([ANSWERED], 14),
        ([MOVED], 14),
        ([NOT_FOUND], 1),
        ([NOT_FOUND] * 2, 2),
        ([ERROR] * 5, 16),
        ([ERROR] * 50, 30),
        ([REFUSED] * 3, 4),
        ([NOT_FOUND] * 5, 60),
        ([Probe(URL, Finding.TOO_OFTEN, 429, wait=dt.timedelta(days=9))], 9),
        ([Probe(URL, Finding.TOO_OFTEN, 429, wait=dt.timedelta(minutes=2))], 1),
    ],
)
def test_what_fails_is_asked_less_often(clock, probes, days):
    link = _visit(_link(), *probes, clock=clock)
    assert link.due_at - clock.now == days * DAY


def test_only_one_of_two_gets_a_link(clock):
    link = _link()
    assert [health.claim([link.pk]), health.claim([link.pk])] == [True, False]
    clock.move(minutes=4)  # whoever took it has died
    assert health.claim([link.pk])
    _visit(link, ANSWERED)
    assert not health.claim([link.pk])


# --- Who else writes ------------------------------------------------------------------------


def test_a_result_for_a_former_address_is_not_kept():
    link = _link(url="https://paper.example/corrected")
    assert _visit(link, NOT_FOUND).health == "unknown"
    assert not LinkCheck.objects.exists()


def test_a_link_that_is_saved_keeps_what_visits_found():
    """An editor's form has read the row before a visit was recorded."""
    link = _link()
    opened = ExternalLink.objects.get(pk=link.pk)
    _visit(link, MOVED)
    opened.label = "Read it"
    opened.save()
    link.refresh_from_db()
    assert (link.label, link.health, link.moved_to) == ("Read it", "moved", MOVED.new_url)


def test_nothing_is_known_of_a_new_address():
    link = _visit(
        _link(archived_url="https://web.archive.org/web/1/x", archived_by="wayback"), MOVED
    )
    link.url = "https://paper.example/other"
    link.save()
    link.refresh_from_db()
    assert (link.health, link.moved_to, link.due_at, link.checked_at) == ("unknown", "", None, None)
    assert (link.archived_url, link.archived_by) == ("", "")


def test_an_archived_copy_that_an_editor_found_stays_with_the_link():
    link = _link(archived_url="https://archive.example/1", archived_by="editor")
    link.url = "https://paper.example/other"
    link.save()
    link.refresh_from_db()
    assert link.archived_url == "https://archive.example/1"


def test_history_tells_edits_and_not_visits(clock):
    editor, article = make_user(), make_draft(link=URL)
    publishing.send_to_review(article, by=editor)
    before = history.versions_of(article).count()
    _visit(article.links.get(), NOT_FOUND, MOVED, clock=clock)
    assert history.versions_of(article).count() == before
    publishing.back_to_draft(article, by=editor)
    new, old = history.describe(list(history.versions_of(article)[:2]))
    assert new["links"] == old["links"]
    assert URL in new["links"]


def test_restoring_a_version_keeps_what_visits_found(clock):
    editor, article = make_user(), make_draft(link=URL)
    publishing.send_to_review(article, by=editor)
    version = history.versions_of(article).first()
    link = _visit(article.links.get(), MOVED)
    other = article.links.create(url="https://paper.example/second")
    publishing.restore(article, version, by=editor)
    link.refresh_from_db()
    assert (link.health, link.moved_to, link.checks.count()) == ("moved", MOVED.new_url, 1)
    assert not ExternalLink.objects.filter(pk=other.pk).exists()


def test_restoring_another_address_does_not_bring_its_state(clock):
    editor, article = make_user(), make_draft(link=URL)
    publishing.send_to_review(article, by=editor)
    version = history.versions_of(article).first()
    link = article.links.get()
    link.url = "https://paper.example/other"
    link.save()
    health.record([link.pk], Probe(link.url, Finding.ANSWERED, 200))
    publishing.restore(article, version, by=editor)
    link.refresh_from_db()
    assert (link.url, link.health, link.checked_at) == (URL, "unknown", None)


# --- What needs a hand ----------------------------------------------------------------------


def test_what_only_a_person_can_settle_is_listed():
    now = timezone.now()
    long_ago, lately = now - dt.timedelta(days=40), now - dt.timedelta(days=2)
    wanted = {
        _link(health="gone", health_since=lately),
        _link(health="gone", health_since=lately, looked_at=long_ago),
        _link(health="moved", moved_to="https://x.example/1"),
        _link(health="blocked", health_since=long_ago),
        _link(health="failing", health_since=long_ago),
        _link(health="failing", health_since=long_ago, looked_at=now - dt.timedelta(days=200)),
    }
    _link(health="alive", health_since=long_ago)
    _link(health="unknown")
    _link(health="gone", health_since=lately, archived_url="https://a.example/1")
    _link(health="gone", health_since=lately, looked_at=now)
    _link(health="blocked", health_since=lately)
    _link(health="failing", health_since=lately)
    _link(health="blocked", health_since=long_ago, looked_at=lately)
    _link(health="gone", health_since=lately, url="")
    withdrawn = make_article(status="withdrawn", link=URL).links.all()
    withdrawn.update(health="gone", health_since=lately)
    told = make_testimony()
    wanted.add(told.links.create(url=URL, health="gone", health_since=lately))
    assert set(ExternalLink.objects.needing_a_hand()) == wanted


def test_what_somebody_saw_settles_it(clock):
    editor = make_user()
    link = _visit(_link(), *[NOT_FOUND] * 4, clock=clock)
    assert set(ExternalLink.objects.needing_a_hand()) == {link}
    clock.move(days=1)
    assert health.look_by_hand(link, is_there=False, by=editor)
    assert not ExternalLink.objects.needing_a_hand().exists()
    link.refresh_from_db()
    assert (link.health, link.checked_at) == ("gone", clock.now)
    check = link.checks.first()
    assert (check.finding, check.by) == ("missed", editor)


def test_a_new_address_that_was_turned_down_is_not_offered_again(clock):
    link = _visit(_link(), MOVED)
    assert health.look_by_hand(link, is_there=True, by=make_user())
    clock.move(days=14)
    assert _visit(link, MOVED).health == "alive"
    assert not ExternalLink.objects.needing_a_hand().exists()
    clock.move(days=14)
    other = Probe(URL, Finding.MOVED, 200, new_url="https://paper.example/third")
    assert _visit(link, other).health == "moved"


def test_of_two_who_look_at_once_the_second_is_told(clock):
    link = _visit(_link(), NOT_FOUND)
    stale = ExternalLink.objects.get(pk=link.pk)
    assert health.look_by_hand(link, is_there=True, by=make_user())
    clock.move(minutes=1)
    assert not health.look_by_hand(stale, is_there=False, by=make_user())
    link.refresh_from_db()
    assert link.health == LinkHealth.ALIVE
