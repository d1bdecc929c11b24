"""The audit trail: whole while nobody touches it, and whoever does is found out."""

import os
import random
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from articles import audit, publishing
from articles.choices import AuditEvent, AuditReason, Status
from articles.models import AuditEntry, AuditHead, Topic
from tests.factories import make_draft, make_topic, make_user

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
TABLE = AuditEntry._meta.db_table
TRIAL = 500


def sql(statement: str, *values) -> None:
    """Run a statement as somebody would who has the database, but not the site."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def write(number: int) -> None:
    user, topic = make_user(), make_topic()
    for turn in range(number):
        audit.record(
            list(AuditEvent)[turn % len(AuditEvent)],
            by=None if turn % 5 == 0 else user,
            about=topic if turn % 3 else None,
            reason=list(AuditReason)[turn % len(AuditReason)],
        )


# --- Writing --------------------------------------------------------------------------------


def test_an_entry_says_who_did_what_to_which_row_and_why():
    user, topic = make_user(), make_topic(name="A name that is not kept")
    first = audit.record(AuditEvent.SIGNED_IN, by=user)
    second = audit.record(AuditEvent.ITEM_MOVED, by=user, about=topic, reason=Status.PUBLISHED)
    about = ("articles.topic", str(topic.pk))
    values = AuditEntry.objects.values_list(
        "number", "event", "actor", "kind", "subject", "reason", "previous", "digest"
    )
    assert list(values.order_by("number")) == [
        (1, "signed_in", user.pk, "", "", "", audit.BEGINNING, first.digest),
        (2, "item_moved", user.pk, *about, "published", first.digest, second.digest),
    ]
    assert list(audit.verify()) == []


def test_what_the_public_does_is_kept_to_the_day_and_the_staff_to_the_second():
    for event in (AuditEvent.CASE_ERASED, AuditEvent.SIGN_IN_FAILED):
        audit.record(event, by=None)
    public, attempt = AuditEntry.objects.order_by("number")
    assert (public.at.hour, public.at.minute, public.at.second) == (0, 0, 0)
    assert attempt.at > public.at
    assert attempt.at.microsecond == 0


@pytest.mark.parametrize("reason", ["he told us his name", "triage"])
def test_a_reason_is_chosen_and_never_a_text(reason):
    with pytest.raises(ValueError, match="enumeration"):
        audit.record(AuditEvent.CASE_OPENED, by=make_user(), reason=reason)


def test_a_row_without_an_id_is_refused():
    with pytest.raises(ValueError, match="before deleting"):
        audit.record(AuditEvent.ITEM_DELETED, by=make_user(), about=Topic(name="Gone"))
    with pytest.raises(ValueError, match="not a valid AuditEvent"):
        audit.record("had lunch", by=None)
    assert not AuditEntry.objects.exists()


def test_an_entry_goes_with_the_deed_that_is_rolled_back():
    write(3)
    with pytest.raises(RuntimeError), transaction.atomic():
        audit.record(AuditEvent.ITEM_MOVED, by=make_user())
        raise RuntimeError
    audit.record(AuditEvent.ITEM_MOVED, by=make_user())
    assert AuditEntry.objects.count() == 4
    assert list(audit.verify()) == []


def test_a_publication_a_withdrawal_a_deletion_and_an_export_are_recorded(client, tmp_path):
    editor, article = make_user("Editors"), make_draft()
    client.force_login(editor)
    AuditEntry.objects.all().delete()
    AuditHead.objects.all().delete()
    publishing.publish(article, by=editor)
    publishing.withdraw(article, by=editor, reason="A sentence of content")
    client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
    call_command("export_coverage", str(tmp_path / "all.jsonl"))
    entries = AuditEntry.objects.order_by("number")
    assert list(entries.values_list("event", "actor", "subject", "reason")) == [
        ("item_moved", editor.pk, str(article.pk), "published"),
        ("item_moved", editor.pk, str(article.pk), "withdrawn"),
        ("item_deleted", editor.pk, str(article.pk), ""),
        ("content_exported", None, "", ""),
    ]
    assert list(audit.verify()) == []


# --- The database itself refuses ------------------------------------------------------------


@pytest.fixture
def _triggers():
    """As in production; gone again with the transaction of the test."""
    trail = import_module("articles.migrations.0006_audit_trail")
    for statement in trail.made(connection.vendor):
        sql(statement)


REFUSED = [
    f"UPDATE {TABLE} SET reason = 'x' WHERE number = 2",
    f"UPDATE {TABLE} SET number = 9 WHERE number = 3",
    f"DELETE FROM {TABLE} WHERE number = 3",
    f"DELETE FROM {TABLE}",
]
OF_ONE_ENGINE = {
    "sqlite": f"REPLACE INTO {TABLE} SELECT * FROM {TABLE} WHERE number = 2",
    "postgresql": f"TRUNCATE {TABLE}",
}


@pytest.mark.usefixtures("_triggers")
@pytest.mark.parametrize("statement", [*REFUSED, OF_ONE_ENGINE[connection.vendor]])
def test_no_statement_changes_or_deletes_an_entry(statement):
    write(3)
    before = list(AuditEntry.objects.values())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(statement)
    assert list(AuditEntry.objects.values()) == before
    audit.record(AuditEvent.SIGNED_OUT, by=make_user())
    assert list(audit.verify()) == []


# --- Whoever gets around that is found out --------------------------------------------------

COLUMNS = {
    "at": ["2020-01-01 00:00:00", "2026-11-25 10:00:01"],
    "event": ["signed_in", "had_lunch", ""],
    "actor": [None, 1, 77],
    "kind": ["", "articles.case"],
    "subject": ["", "1", "99"],
    "reason": ["", "triage", "request"],
    "previous": ["f" * 64],
    "digest": ["e" * 64],
    "number": [1000],
}


def change(draw: random.Random, number: int) -> str:
    column = draw.choice(list(COLUMNS))
    value = draw.choice(COLUMNS[column])
    sql(f"UPDATE {TABLE} SET {column} = %s WHERE number = %s", value, number)
    return f"{column} of {number} = {value}"


def delete(draw: random.Random, number: int) -> str:
    sql(f"DELETE FROM {TABLE} WHERE number = %s", number)
    return f"{number} deleted"


def cut_off(draw: random.Random, number: int) -> str:
    sql(f"DELETE FROM {TABLE} WHERE number >= %s", number)
    return f"cut off from {number}"


def exchange(draw: random.Random, number: int) -> str:
    """Let two entries change places, with or without what ties them to their neighbours."""
    other = draw.choice([one for one in range(1, 41) if one != number])
    for old, new in ((number, 900), (other, number), (900, other)):
        sql(f"UPDATE {TABLE} SET number = %s WHERE number = %s", new, old)
    if draw.random() < 0.5:
        ties = dict(AuditEntry.objects.values_list("number", "previous"))
        for one, tie in ((number, "x"), (other, ties[number]), (number, ties[other])):
            sql(f"UPDATE {TABLE} SET previous = %s WHERE number = %s", tie, one)
    return f"{number} and {other} exchanged"


def slip_in(draw: random.Random, number: int) -> str:
    """An entry more at the end, linked as it should be; its seal is made without the key."""
    last = AuditEntry.objects.order_by("number").last()
    forged = AuditEntry(
        number=41,
        at=last.at,
        event="signed_in",
        actor=number,
        previous=last.digest,
        digest="a" * 64,
    )
    forged.save(force_insert=True)
    AuditHead.objects.update(number=41, digest="a" * 64)
    return "slipped in"


def wind_back(draw: random.Random, number: int) -> str:
    AuditHead.objects.update(number=number - 1)
    return f"head at {number - 1}"


def test_five_hundred_random_edits_are_all_found():
    write(40)
    draw = random.Random(20261126)
    whole, missed = _contents(), []
    for _turn in range(TRIAL):
        with transaction.atomic():
            told = _until_something_changes(draw, whole)
            if not list(audit.verify()):
                missed.append(told)
            transaction.set_rollback(True)
    assert missed == []
    assert list(audit.verify()) == []


def _until_something_changes(draw: random.Random, whole) -> str:
    told = ""
    while _contents() == whole:
        edit = draw.choice([change, change, change, delete, cut_off, exchange, slip_in, wind_back])
        told = edit(draw, draw.randint(1, 40))
    return told


def _contents():
    return list(AuditEntry.objects.values_list()), list(AuditHead.objects.values_list())


def test_a_time_that_is_none_does_not_stop_the_search():
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite stores what is no time in a column of times")
    write(3)
    sql(f"UPDATE {TABLE} SET at = 'yesterday' WHERE number = 2")
    assert list(audit.verify()) == ["Entry 2 was changed."]


def test_a_database_put_back_to_an_earlier_state_is_found_by_a_checkpoint():
    write(5)
    AuditEntry.objects.filter(number__gt=3).delete()
    kept = AuditEntry.objects.get(number=3)
    later = audit.Checkpoint(5, AuditHead.objects.get().digest)
    AuditHead.objects.update(number=3, digest=kept.digest)
    assert list(audit.verify()) == []
    assert list(audit.verify(later)) == [
        "Entry 5 is missing, or it is not the one that was written."
    ]
    assert list(audit.verify(audit.Checkpoint(3, kept.digest))) == []


def test_an_entry_sealed_with_a_former_key_is_still_whole(settings):
    write(3)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "n" * 60
    audit.record(AuditEvent.SIGNED_IN, by=make_user())
    assert list(audit.verify()) == []
    settings.SECRET_KEY_FALLBACKS = []
    assert list(audit.verify()) == [f"Entry {number} was changed." for number in (1, 2, 3)]


# --- The command ----------------------------------------------------------------------------


def test_the_command_prints_a_checkpoint_and_takes_it_back(capsys):
    write(4)
    call_command("verify_audit")
    printed = capsys.readouterr().out.splitlines()[-1]
    assert printed == f"4:{AuditHead.objects.get().digest}"
    write(2)
    call_command("verify_audit", checkpoint=printed)
    AuditEntry.objects.filter(number=2).update(reason="danger")
    with pytest.raises(CommandError, match="not as it was written"):
        call_command("verify_audit", checkpoint=printed)
    assert "Entry 2 was changed." in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "4", "4:abc", "x:" + "a" * 64])
def test_what_is_no_checkpoint_is_said_to_be_none(text):
    with pytest.raises(ValueError, match="a checkpoint is"):
        audit.Checkpoint.read(text)


# --- Many at once ---------------------------------------------------------------------------

WRITER = """
from articles import audit, publishing
from articles.choices import AuditEvent
for _turn in range(25):
    audit.record(AuditEvent.SIGNED_IN, by=None)
"""


def _manage(address: str, *arguments: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATABASE_URL": address},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_four_processes_at_once_write_one_chain(tmp_path):
    address = f"sqlite:///{tmp_path / 'site.sqlite3'}"
    if connection.vendor == "postgresql":
        where = connection.settings_dict
        address = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**where)
    assert _manage(address, "migrate", "-v0").wait() == 0
    writers = [_manage(address, "shell", "-v0", "-c", WRITER) for _number in range(4)]
    assert [(writer.communicate()[0], writer.returncode) for writer in writers] == [("", 0)] * 4
    said = _manage(address, "verify_audit").communicate()[0]
    assert said.splitlines()[-1].startswith("100:")
