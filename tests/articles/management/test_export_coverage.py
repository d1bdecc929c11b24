import io
import sys
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.imports import json_lines
from articles.imports.records import snapshot, stored_records
from articles.management.commands import export_coverage
from articles.models import Article
from tests.articles.imports.rich_content import make_rich_content, remove_all_content
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def exported(*arguments: str) -> str:
    out = io.StringIO()
    call_command("export_coverage", *arguments, stdout=out)
    return out.getvalue()


def imported(file, *arguments: str) -> str:
    out = io.StringIO()
    call_command("import_coverage", str(file), *arguments, stdout=out)
    return out.getvalue()


def test_standard_output_gets_what_a_file_gets(tmp_path):
    make_rich_content()
    file = tmp_path / "coverage.jsonl"
    assert exported(str(file)) == ""
    assert file.read_bytes() == exported().encode() == exported("-").encode()
    assert file.read_bytes() == "".join(json_lines.written_lines()).encode()


def test_what_was_exported_can_be_imported(tmp_path):
    make_rich_content()
    before, after = tmp_path / "before.jsonl", tmp_path / "after.jsonl"
    call_command("export_coverage", str(before))
    remove_all_content()
    assert "6 × article" in imported(before)
    call_command("export_coverage", str(after))
    assert before.stat().st_size > 5000
    assert before.read_bytes() == after.read_bytes()
    assert f"{before}: Made: nothing.\nThere already, and the same: " in imported(before)


def test_a_dry_run_of_an_import_stores_nothing(tmp_path):
    make_rich_content()
    file = tmp_path / "coverage.jsonl"
    call_command("export_coverage", str(file))
    remove_all_content()
    assert "dry run. Made: 2 × topic" in imported(file, "--dry-run")
    assert exported() == ""


def test_a_file_with_one_bad_line_is_refused_whole(tmp_path):
    make_rich_content()
    file = tmp_path / "coverage.jsonl"
    call_command("export_coverage", str(file))
    remove_all_content()
    file.write_text(file.read_text().replace('"type":"redirect"', '"type":"detour"', 1))
    with pytest.raises(CommandError, match="1 of 1 files refused"):
        imported(file)
    assert exported() == ""


def test_a_spreadsheet_opens_with_korean_in_excel(tmp_path):
    make_article(title="한글", language="ko")
    file = tmp_path / "coverage.csv"
    exported("--csv", str(file))
    lines = file.read_bytes().split(b"\r\n")
    assert lines[0].startswith(b"\xef\xbb\xbfOutlet,Date,")
    assert "한글".encode() in lines[1]
    assert lines[2:] == [b""]


def test_a_file_is_readable_by_its_owner_only(tmp_path):
    exported(str(tmp_path / "coverage.jsonl"))
    assert (tmp_path / "coverage.jsonl").stat().st_mode & 0o777 == 0o600


def test_an_export_that_fails_leaves_the_file_of_before(tmp_path, monkeypatch):
    file = tmp_path / "coverage.jsonl"
    file.write_text("the file of yesterday")

    def lines():
        yield "half\n"
        assert {path.name for path in tmp_path.iterdir()} != {"coverage.jsonl"}
        raise KeyboardInterrupt

    monkeypatch.setattr(export_coverage, "written_lines", lines)
    with pytest.raises(KeyboardInterrupt):
        exported(str(file))
    assert [path.name for path in tmp_path.iterdir()] == ["coverage.jsonl"]
    assert file.read_text() == "the file of yesterday"


@pytest.mark.parametrize("name", [".", "no/such/folder.jsonl"])
def test_what_cannot_be_written_is_refused_by_name(tmp_path, name):
    with pytest.raises(CommandError, match=str((tmp_path / name).resolve())):
        exported(str(tmp_path / name))
    assert list(tmp_path.iterdir()) == []


def test_a_device_is_not_replaced_by_a_file():
    with pytest.raises(CommandError, match="/dev/null is not a file"):
        exported("/dev/null")


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "target")
    exported(str(tmp_path / "link"))
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b""


def test_a_terminal_shows_the_progress_and_a_log_file_does_not(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    make_article()
    for stream, shows in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        assert "Exporting" not in exported()
        assert ("Exporting" in stream.getvalue()) is shows


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="on SQLite nobody can save while an export reads"
)
def test_an_export_sees_one_state_of_the_database():
    make_article(title="First")
    with snapshot():
        assert Article.objects.count() == 1
        elsewhere = Thread(target=_save_from_elsewhere)
        elsewhere.start()
        elsewhere.join()
        titles = [record["title"] for record in stored_records() if record["type"] == "article"]
    assert titles == ["First"]
    assert Article.objects.count() == 2


def _save_from_elsewhere() -> None:
    make_article(title="Second")
    connection.close()
