"""Every kind of page against the Nu checker of HTML, all in one run of it."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.urls import reverse

from tests import every_page
from tests.factories import make_user

pytestmark = pytest.mark.django_db

JAVA = shutil.which("java")
#: Where .ci/run puts the npm package vnu-jar.
CHECKER = Path(__file__).resolve().parent.parent / ".tools/node_modules/vnu-jar/build/dist/vnu.jar"
OPTIONS = ("--errors-only", "--format", "json", "--exit-zero-always")
# What the stock admin writes: an empty option for the placeholder of a list with a search, and a
# password that cannot be seen.
STOCK = {
    "Element “option” without attribute “label” must not be empty.",
    "Attribute “disabled” not allowed on element “div” at this point.",
}
IN_CI = bool(os.environ.get("CI"))


@pytest.fixture(autouse=True)
def _checker():
    if not (JAVA and CHECKER.is_file()):
        assert not IN_CI, "The Nu checker is missing, so the pages would not be looked at"
        pytest.skip("there is no Nu checker here: see .ci/run for how to get it")


@pytest.fixture
def folder(tmp_path):
    """A folder for the pages alone: beside it lie the pictures."""
    folder = tmp_path / "pages"
    folder.mkdir()
    return folder


def _saved(folder: Path, pages: dict[str, str], client) -> None:
    for name, address in pages.items():
        path = folder / f"{name.replace(' ', '-')}.html"
        path.write_bytes(client.get(address).content)


def _errors(folder: Path) -> list[str]:
    done = subprocess.run(
        # Its patterns go deeper than Java's usual stack.
        [JAVA, "-Xss8m", "-jar", CHECKER, *OPTIONS, folder],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [
        f"{Path(one['url']).name} {one.get('lastLine')}: {one['message']} {one.get('extract', '')}"
        for one in json.loads(done.stderr)["messages"]
        if one["message"] not in STOCK
    ]


@pytest.mark.parametrize("language", every_page.LANGUAGES)
def test_pages_for_readers(client, folder, language):
    every_page.load()
    _saved(folder, every_page.public_pages(language), client)
    assert _errors(folder) == []


def test_pages_of_the_staff(client, folder):
    every_page.load()
    _saved(folder, {"login": reverse("admin:login")}, client)
    client.force_login(make_user(None, is_staff=True, is_superuser=True))
    _saved(folder, every_page.staff_pages(), client)
    assert _errors(folder) == []


def test_an_error_is_found(folder):
    (folder / "wrong.html").write_text("<!doctype html><title>T</title><p><div></p>")
    assert len(_errors(folder)) >= 1
