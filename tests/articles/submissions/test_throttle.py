"""How much is let in, and that no address is kept."""

import datetime as dt
import time

import pytest
from django.utils import timezone

from articles.submissions.throttle import Limit, Throttle, network_of


def test_an_address_has_its_share_of_a_day_and_all_have_theirs_of_an_hour():
    throttle = Throttle(Limit(of_an_address=2, of_all=4))
    came = ["203.0.113.1"] * 3 + ["203.0.113.2"] * 2 + ["203.0.113.3"]
    assert [throttle.lets_in(address) for address in came] == [True, True, False, True, True, False]


def test_the_hour_and_the_day_begin_anew(monkeypatch):
    throttle = Throttle(Limit(of_an_address=1, of_all=2))
    assert [throttle.lets_in("203.0.113.1") for _ in range(2)] == [True, False]
    key = throttle._key
    now, today = time.time(), timezone.localdate()
    monkeypatch.setattr(time, "time", lambda: now + 3600)
    assert [throttle.lets_in(f"203.0.113.{n}") for n in (1, 2, 3, 4)] == [False, True, True, False]
    monkeypatch.setattr(time, "time", lambda: now + 86_400)
    monkeypatch.setattr(timezone, "localdate", lambda: today + dt.timedelta(days=1))
    assert throttle.lets_in("203.0.113.1")
    assert throttle._key != key
    assert len(throttle._counts) == 1


def test_no_address_is_kept_and_two_processes_call_it_differently():
    one, two = (Throttle(Limit(9, 9)) for _ in range(2))
    for throttle in (one, two):
        throttle.lets_in("203.0.113.77")
    assert not set(one._counts) & set(two._counts)
    assert "203.0.113.77" not in repr(one)
    assert b"203.0.113" not in b"".join(one._counts)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        (" 203.0.113.7 ", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("127.0.0.1", None),
        ("127.3.2.1", None),
        ("::1", None),
        ("", None),
        ("unknown", None),
    ],
)
def test_what_counts_as_one_address(address, network):
    assert network_of(address) == network


def test_behind_a_proxy_its_own_word_counts(rf, settings):
    from articles.views.private import address_of

    request = rf.get("/", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.7"})
    assert address_of(request) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert address_of(request) == "203.0.113.7"
