import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from nkdbcms import env


@pytest.mark.parametrize(
    ("value", "meant"), [("1", True), ("YES", True), ("off", False), ("0", False), ("", False)]
)
def test_a_flag_understands_yes_and_no(monkeypatch, value, meant):
    monkeypatch.setenv("SWITCH", value)
    assert env.flag("SWITCH") is meant


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda: env.flag("X"), "perhaps"),
        (lambda: env.whole_number("X", 5), "many"),
        (lambda: env.whole_number("X", 5), "-1"),
        (lambda: env.whole_number("X", 5), "５"),
        (lambda: env.whole_number("X", 5, at_least=3), "2"),
        (lambda: env.some_of("X", ("a", "b")), "b,c"),
        (lambda: env.mail_address("X"), "nobody"),
        (lambda: env.web_address("X", "http://localhost"), "example.org"),
        (lambda: env.web_address("X", "http://localhost"), "https://example.org/path"),
        (lambda: env.web_address("X", "http://localhost"), "javascript:alert(1)"),
    ],
)
def test_a_bad_value_is_refused_by_name_and_value(monkeypatch, read, value):
    monkeypatch.setenv("X", value)
    with pytest.raises(ImproperlyConfigured) as refusal:
        read()
    assert str(refusal.value).startswith(f"X={value!r} ")


def test_a_bad_database_address_is_refused_without_repeating_it(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://root:geheim@localhost/x")
    with pytest.raises(ImproperlyConfigured, match="postgres://") as refusal:
        env.database_address("DATABASE_URL", "sqlite:///db.sqlite3")
    assert "geheim" not in str(refusal.value)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("smtp://localhost", env.MailServer("localhost", 25)),
        ("smtps://mail.example:4650", env.MailServer("mail.example", 4650, is_tls=True)),
        (
            "smtp+tls://notices%40nkdb.example:p%2Fw@mail.example",
            env.MailServer("mail.example", 587, "notices@nkdb.example", "p/w", starts_tls=True),
        ),
    ],
)
def test_a_mail_server_is_written_as_an_address(monkeypatch, value, meant):
    assert env.mail_server("EMAIL_URL") is None
    monkeypatch.setenv("EMAIL_URL", value)
    assert env.mail_server("EMAIL_URL") == meant
    assert "p/w" not in repr(meant)


@pytest.mark.parametrize(
    "value",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://u:geheim@mail.example:many",
        "smtps://u:geheim@mail.example/x",
    ],
)
def test_a_bad_mail_server_is_refused_without_repeating_it(monkeypatch, value):
    monkeypatch.setenv("EMAIL_URL", value)
    with pytest.raises(ImproperlyConfigured, match=r"EMAIL_URL is not smtp://") as refusal:
        env.mail_server("EMAIL_URL")
    assert "geheim" not in str(refusal.value)


def test_some_of_a_few_words_keep_their_order(monkeypatch):
    assert env.some_of("X", ("a", "b")) == []
    monkeypatch.setenv("X", "b, a")
    assert env.some_of("X", ("a", "b")) == ["b", "a"]


def test_words_are_split_at_commas(monkeypatch):
    monkeypatch.setenv("HOSTS", " a.example , b.example,, ")
    assert env.words("HOSTS") == ["a.example", "b.example"]


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"DEBUG": "maybe"}, "DEBUG='maybe' is neither yes nor no. Write 1 or 0."),
        ({"SITE_URL": "nkdb.example"}, "SITE_URL='nkdb.example' is not the address of a site."),
        ({"ALLOWED_HOSTS": "nkdb.example"}, "ALLOWED_HOSTS is set, but SECRET_KEY is not."),
        ({"SECRET_KEY": "x" * 50, "DEBUG": "1"}, "DEBUG=1 shows secrets to visitors."),
        ({"EMAIL_URL": "smtps://mail.example"}, "EMAIL_URL is set, but EMAIL_FROM is not."),
        ({"DATABASE_URL": "db"}, "DATABASE_URL does not begin with sqlite:// or postgres://."),
    ],
)
def test_a_bad_environment_stops_the_start(environment, said):
    """Through the door that an operator uses: a management command."""
    run = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={"PATH": "/usr/bin:/bin"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert said in run.stderr
