import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command

PAGE = """<html lang="en"><head><title>Three who crossed - Harbor Ledger</title>
<meta property="og:site_name" content="Harbor Ledger"></head><body><h1>Three who crossed</h1>
<p>Published 3 May 2024</p></body></html>"""
URL = "https://www.harborledger.example/river"
KEYS = ["url", "canonical_url", "title", "site_name", "date", "author", "language", "description"]
KEYS += ["image", "text_excerpt", "kind", "problems"]


def printed(capsys, *arguments: str) -> str:
    call_command("capture_link", *arguments)
    return capsys.readouterr().out


@pytest.fixture
def saved(tmp_path):
    file = tmp_path / "page.html"
    file.write_text(PAGE)
    return str(file)


def test_it_prints_one_object_of_json(capsys, saved):
    told = json.loads(printed(capsys, URL, "--html", saved, "--json"))
    assert list(told) == KEYS
    assert (told["title"], told["site_name"], told["date"]) == (
        "Three who crossed",
        "Harbor Ledger",
        "2024-05-03",
    )
    assert (told["author"], told["image"]) == (None, None)


def test_it_prints_lines_for_people(capsys, saved):
    lines = printed(capsys, URL, "--html", saved).splitlines()
    assert f"url: {URL}" in lines
    assert "title: Three who crossed" in lines
    assert "author: -" in lines


def test_it_reads_the_page_from_standard_input(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    assert json.loads(printed(capsys, URL, "--html", "-", "--json"))["title"] == "Three who crossed"


def test_letters_of_every_script_are_printed_as_they_are(capsys, tmp_path):
    file = tmp_path / "page.html"
    file.write_bytes(PAGE.replace("Three who crossed", "강을 건넌 세 사람").encode("cp949"))
    assert "강을 건넌 세 사람" in printed(capsys, URL, "--html", str(file), "--json")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.html can't be read"):
        call_command("capture_link", URL, "--html", str(tmp_path / "nowhere.html"))


def test_an_address_that_is_none_is_told_and_kept(capsys):
    told = json.loads(printed(capsys, "ftp://harbor", "--json"))
    assert (told["url"], told["title"]) == ("ftp://harbor", None)
    assert told["problems"] == ["Only addresses that begin with http:// or https:// can be used."]


def test_an_inner_address_is_refused_in_words(capsys):
    told = json.loads(printed(capsys, "http://169.254.169.254/latest/", "--json"))
    assert told["problems"] == [
        "This address leads into a private network, so it was not visited. Check the address."
    ]
