"""Merging from the command line."""

import pytest
from django.core.management import CommandError, call_command

from articles.models import Outlet, Topic
from tests.factories import make_article, make_outlet, make_topic

pytestmark = pytest.mark.django_db


def test_it_shows_first_and_does_it_when_told_to(capsys):
    into = make_topic("repatriation")
    article = make_article(topics=[make_topic("return")])
    call_command("merge", "topic", "return", "repatriation")
    assert "1 articles" in capsys.readouterr().out
    assert Topic.objects.count() == 2
    call_command("merge", "topic", "return", "repatriation", "--yes")
    assert "Items that went over: 1." in capsys.readouterr().out
    assert list(article.topics.all()) == [into]


def test_what_cannot_be_done_is_said():
    make_outlet("A", slug="a")
    make_outlet("B", slug="b", is_proposed=True)
    for source, into, sentence in (
        ("a", "nothing", "There is no outlet with the slug “nothing”"),
        ("a", "b", "Confirm it first"),
        ("a", "a", "another one"),
    ):
        with pytest.raises(CommandError, match=sentence):
            call_command("merge", "outlet", source, into, "--yes")
    assert Outlet.objects.count() == 2
