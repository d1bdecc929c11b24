import socket

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from articles.management.commands.demo import first_free_port, make_accounts
from articles.models import Article

pytestmark = pytest.mark.django_db


def prepare(capsys) -> str:
    call_command("demo", "--no-serve")
    return capsys.readouterr().out


def test_the_first_run_makes_an_account_for_each_role_that_can_sign_in(capsys, client, settings):
    settings.IS_LOCAL = True
    said = prepare(capsys)
    for name, role in [
        ("editor", "Editors"),
        ("moderator", "Moderators"),
        ("administrator", "Administrators"),
    ]:
        user = User.objects.get(username=name)
        password = next(line.split()[1] for line in said.splitlines() if line.split()[:1] == [name])
        assert [group.name for group in user.groups.all()] == [role]
        assert client.login(username=name, password=password)
        assert client.get("/admin/").status_code == 200
    assert Article.objects.visible().count() > 20


def test_the_second_run_changes_and_doubles_nothing(capsys, settings):
    settings.IS_LOCAL = True
    prepare(capsys)
    before = {user.username: user.password for user in User.objects.all()}, Article.objects.count()
    said = prepare(capsys)
    after = {user.username: user.password for user in User.objects.all()}, Article.objects.count()
    assert before == after
    assert said.count("(password as printed at the first start)") == 3


@pytest.mark.parametrize("command", [["demo", "--no-serve"], ["load_demo"]])
def test_it_refuses_to_run_in_production(settings, command):
    settings.IS_LOCAL = False
    with pytest.raises(CommandError, match="for this machine only"):
        call_command(*command)
    assert not User.objects.exists()
    assert not Article.objects.exists()


def test_passwords_differ():
    passwords = make_accounts().values()
    assert len(set(passwords)) == 3


def test_a_port_in_use_is_passed_over():
    taken = first_free_port()
    with socket.socket() as other:
        other.bind(("127.0.0.1", taken))
        other.listen()
        assert first_free_port() == taken + 1
