import json
import re
import socket

import pyrage
import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.demo.keys import PASSPHRASE
from articles.management.commands import demo
from articles.management.commands.demo import first_free_port, make_accounts
from articles.models import Article, ModeratorKey, RecoveryCode
from articles.submissions import sealing

pytestmark = pytest.mark.django_db


def prepare(capsys) -> str:
    call_command("demo", "--no-serve")
    return capsys.readouterr().out


def printed_of(name: str, said: str) -> list[str]:
    return next(line.split()[1:] for line in said.splitlines() if line.split()[:1] == [name])


def enter(client, name: str, password: str, code: str):
    """Both steps of signing in, as one does them in a browser; the page that follows."""
    client.post("/admin/login/", {"username": name, "password": password})
    asked = client.get("/admin/", follow=True).request["PATH_INFO"]
    assert asked == "/admin/second-factor/"
    return client.post(asked, {"code": code}, follow=True)


def test_the_first_run_makes_an_account_for_each_role_that_can_sign_in(capsys, client, settings):
    settings.IS_LOCAL = True
    said = prepare(capsys)
    for name, role in [
        ("editor", "Editors"),
        ("moderator", "Moderators"),
        ("moderator2", "Moderators"),
        ("administrator", "Administrators"),
    ]:
        user = User.objects.get(username=name)
        assert [group.name for group in user.groups.all()] == [role]
        page = enter(client, name, *printed_of(name, said))
        assert (page.status_code, page.request["PATH_INFO"]) == (200, "/admin/")
        client.post("/admin/logout/")
    assert Article.objects.visible().count() > 20


def test_codes_for_later_come_from_a_command_of_their_own(capsys, client, settings):
    settings.IS_LOCAL = True
    password, _once = printed_of("editor", prepare(capsys))
    for _turn in range(2):  # the second within the same 30 seconds
        call_command("demo_code", "editor")
        code, key = capsys.readouterr().out.splitlines()
        assert enter(client, "editor", password, code).request["PATH_INFO"] == "/admin/"
        client.post("/admin/logout/")
    assert key.startswith("For an authenticator app of your own: ")
    with pytest.raises(CommandError, match="no account nobody"):
        call_command("demo_code", "nobody")
    settings.IS_LOCAL = False
    with pytest.raises(CommandError, match="production"):
        call_command("demo_code", "editor")


def everything():
    """What a second run might change: accounts, what they sign in with, and how much there is."""
    return (
        {user.username: user.password for user in User.objects.all()},
        set(TOTPDevice.objects.values_list("user", "key")),
        set(RecoveryCode.objects.values_list("digest")),
        Article.objects.count(),
    )


def test_the_second_run_changes_and_doubles_nothing(capsys, settings):
    settings.IS_LOCAL = True
    prepare(capsys)
    before = everything()
    said = prepare(capsys)
    assert everything() == before
    assert said.count("(password as printed at the first start)") == 4


@pytest.mark.parametrize("command", [["demo", "--no-serve"], ["load_demo"]])
def test_it_refuses_to_run_in_production(settings, command):
    settings.IS_LOCAL = False
    with pytest.raises(CommandError, match="for this machine only"):
        call_command(*command)
    assert not User.objects.exists()
    assert not Article.objects.exists()


def test_passwords_differ():
    entries = make_accounts().values()
    assert len({entry.password for entry in entries}) == 4
    assert len({entry.code for entry in entries}) == 4


def test_a_port_in_use_is_passed_over():
    taken = first_free_port()
    with socket.socket() as other:
        other.bind(("127.0.0.1", taken))
        other.listen()
        assert first_free_port() == taken + 1


def test_the_site_names_itself_by_the_port_at_which_it_is_served(
    capsys, client, monkeypatch, settings
):
    def serve(name, *args, **options):
        if name == "runserver":
            served.append((*args, client.get("/robots.txt").content.decode().split()[-1]))

    settings.IS_LOCAL, settings.SITE_URL = True, "http://localhost:8000"
    served = []
    monkeypatch.setattr(demo, "call_command", serve)
    call_command(demo.Command(), "--port", "8123")
    assert served == [("127.0.0.1:8123", "http://localhost:8123/sitemap.xml")]
    settings.SITE_URL = "https://shown.example"
    call_command(demo.Command(), "--port", "8123")
    assert served[1:] == [("127.0.0.1:8123", "https://shown.example/sitemap.xml")]


def test_the_demonstration_takes_testimonies_that_its_keys_open(capsys, settings):
    settings.IS_LOCAL = True
    said = prepare(capsys)
    sealed = sealing.seal({"text": "x"}, sealing.audience().recipients)
    (recovery,) = re.findall(r"AGE-SECRET-KEY-1\w{58}", said)
    secrets = [recovery] + [
        pyrage.passphrase.decrypt(key.wrapped.encode(), PASSPHRASE).decode()
        for key in ModeratorKey.objects.all()
    ]
    assert PASSPHRASE in said
    for secret in secrets:
        identity = pyrage.x25519.Identity.from_str(secret)
        assert json.loads(pyrage.decrypt(sealed, [identity])) == {"text": "x"}


def test_the_keys_of_the_demonstration_seal_nothing_in_production(capsys, settings):
    settings.IS_LOCAL = True
    prepare(capsys)
    settings.IS_LOCAL = False
    with pytest.raises(sealing.Closed):
        sealing.audience()
    assert set(sealing.KNOWN_TO_EVERYBODY) == set(
        ModeratorKey.objects.values_list("recipient", flat=True)
    )
