"""Guessing is slowed down for whoever guesses, and for nobody else."""

import datetime as dt

import pytest
from django.test import RequestFactory
from django.utils import timezone

from articles.accounts import pauses
from articles.models import SignInPause

pytestmark = pytest.mark.django_db


def key(address: str = "192.0.2.1", account: str = "mina", purpose: str = "password", **headers):
    return pauses.key_of(RequestFactory(REMOTE_ADDR=address).get("/", **headers), account, purpose)


def guess(times: int, **where) -> list[bool]:
    """Which of so many guesses were looked at."""
    return [pauses.take_turn(key(**where)) is None for _turn in range(times)]


def test_five_guesses_are_looked_at_and_then_none_for_a_quarter_of_an_hour():
    before = timezone.now()
    assert guess(7) == [True] * 5 + [False] * 2
    end = pauses.take_turn(key())
    assert before + pauses.PAUSE <= end <= timezone.now() + pauses.PAUSE
    SignInPause.objects.update(last_at=timezone.now() - pauses.PAUSE)
    assert guess(6) == [True] * 5 + [False]


@pytest.mark.parametrize(
    "elsewhere", [{"address": "192.0.2.2"}, {"account": "jin"}, {"purpose": "code"}]
)
def test_who_guesses_elsewhere_or_at_another_account_is_not_kept_out(elsewhere):
    guess(6)
    assert guess(1) == [False]
    assert guess(1, **elsewhere) == [True]


def test_the_right_guess_begins_anew():
    guess(4)
    pauses.forget(key())
    assert guess(5) == [True] * 5


def test_nothing_of_the_address_or_the_account_is_stored_and_not_for_long():
    guess(1)
    (row,) = SignInPause.objects.values_list("key", "attempts")
    assert "192" not in row[0]
    assert len(row[0]) == 64
    SignInPause.objects.update(last_at=timezone.now() - pauses.KEPT - dt.timedelta(minutes=1))
    guess(1, account="jin")
    assert SignInPause.objects.count() == 1


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "address"),
    [
        (False, "203.0.113.9", "192.0.2.1"),  # whoever visits can write this header
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "198.51.100.1, 203.0.113.9", "203.0.113.9"),  # the proxy adds the last one
        (True, "", "192.0.2.1"),
    ],
)
def test_only_a_proxy_of_ours_says_who_visits(settings, behind_proxy, forwarded, address):
    settings.BEHIND_PROXY = behind_proxy
    request = RequestFactory(REMOTE_ADDR="192.0.2.1").get(
        "/", headers={"x-forwarded-for": forwarded}
    )
    assert pauses.address_of(request) == address


def test_guesses_one_after_the_other_count_even_if_none_has_been_answered_yet():
    """A hundred requests at once: each is counted before its password is looked at."""
    assert sum(guess(100)) == pauses.LIMIT
