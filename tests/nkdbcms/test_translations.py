"""The Korean catalogue is complete, and what is committed is what readers get."""

import datetime as dt
import gettext
import io
import os
import re
import shutil
from pathlib import Path
from typing import BinaryIO

import pytest
from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog, Message
from django.apps import apps
from django.core.management import call_command
from django.utils import translation

from articles.choices import DatePrecision

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("articles", "nkdbcms")
CATALOGUE = Path("nkdbcms/locale/ko/LC_MESSAGES/django.po")
# What a translation has to carry over as it is: placeholders and tags.
# Which form of it fits depends on the last letter of what takes the place: “을(를)” fits always.
PARTICLE = re.compile(
    r"(?:%\(\w+\)[sd]|%[sd]|\{\w*\})[”’\"]?(?:을|를|은|는|이|가|과|와|로|으로)(?![가-힣(])"
)
FIXED = re.compile(r"%%|%(?:\(\w+\))?[sd]|\{\w*\}|</?[a-z][^>]*>")


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return pofile.read_po(file)


def messages(catalogue: Catalog) -> dict[tuple, Message]:
    """The messages by context and English text, without the header."""
    return {(message.context, message.id): message for message in catalogue if message.id}


def forms(text) -> tuple[str, ...]:
    """The texts of a message that may have a plural."""
    return (text,) if isinstance(text, str) else tuple(text)


def texts(compiled: BinaryIO) -> dict:
    """What gettext answers out of a compiled catalogue, without the header."""
    answers = dict(gettext.GNUTranslations(compiled)._catalog)
    del answers[""]
    return answers


def untranslated(catalogue: Catalog) -> set[tuple]:
    return {
        key
        for key, message in messages(catalogue).items()
        if message.fuzzy or not all(forms(message.string))
    }


@pytest.fixture
def sources(tmp_path, monkeypatch, settings):
    """The project's sources in a folder where makemessages may write. Needs GNU gettext."""
    if not shutil.which("xgettext"):
        reason = "xgettext is missing. Install GNU gettext (Debian: apt-get install gettext)."
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    for package in PACKAGES:
        leave_out = shutil.ignore_patterns("__pycache__", "static", "*.mo")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=leave_out)
    monkeypatch.chdir(tmp_path)
    settings.LOCALE_PATHS = [str(tmp_path / "nkdbcms" / "locale")]
    return tmp_path


def collect(sources: Path) -> Catalog:
    """The catalogue after makemessages has gone through the sources."""
    call_command("makemessages", locale=["ko"], no_location=True, no_wrap=True, verbosity=0)
    return read(sources / CATALOGUE)


def test_every_text_of_the_sources_is_translated_and_none_is_left_over(sources):
    collected = collect(sources)
    assert untranslated(collected) == set()
    assert set(collected.obsolete) == set()
    assert set(messages(collected)) == set(messages(read(ROOT / CATALOGUE)))


def test_no_particle_depends_on_what_takes_the_place_before_it():
    assert PARTICLE.search("“%(one)s”로 옮김") and PARTICLE.search("%s을 삭제")
    assert not PARTICLE.search("“%(one)s”(으)로 옮김") and not PARTICLE.search("%(who)s에게서")
    every = messages(read(ROOT / CATALOGUE)).values()
    wrong = [text for one in every for text in forms(one.string) if PARTICLE.search(text)]
    assert wrong == []


def test_texts_of_both_packages_are_looked_for(sources):
    before = set(messages(collect(sources)))
    for package in PACKAGES:
        (sources / package / "new.py").write_text(
            f'from django.utils.translation import gettext as _\n_("A new text of {package}")\n'
        )
        (sources / package / "templates" / "new.html").write_text(
            f"{{% load i18n %}}{{% translate 'A new text of a template of {package}' %}}"
        )
    assert set(messages(collect(sources))) - before == {
        (None, f"A new text of {kind}{package}")
        for kind in ("", "a template of ")
        for package in PACKAGES
    }


def test_the_committed_catalogue_is_translated_throughout():
    catalogue = read(ROOT / CATALOGUE)
    assert messages(catalogue)
    assert untranslated(catalogue) == set()


def test_placeholders_and_tags_are_the_same_in_korean():
    different = {
        text: korean
        for message in messages(read(ROOT / CATALOGUE)).values()
        for text in forms(message.id)[-1:]
        for korean in forms(message.string)
        if sorted(FIXED.findall(text)) != sorted(FIXED.findall(korean))
    }
    assert different == {}


def test_the_compiled_catalogue_is_that_of_the_committed_text():
    compiled = io.BytesIO()
    mofile.write_mo(compiled, read(ROOT / CATALOGUE))
    compiled.seek(0)
    with (ROOT / CATALOGUE).with_suffix(".mo").open("rb") as committed:
        assert texts(committed) == texts(compiled)


@pytest.mark.django_db
def test_a_korean_page_is_in_korean(client):
    korean = client.get("/ko/coverage/").content.decode()
    english = client.get("/en/coverage/").content.decode()
    assert '<html lang="ko">' in korean
    assert "언론 보도" in korean
    assert "Press coverage" not in korean
    assert "Press coverage" in english
    assert "보도" not in english


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (dt.date(2019, 2, 3), "2019년 겨울"),
        (dt.date(2019, 4, 5), "2019년 봄"),
        (dt.date(2019, 7, 8), "2019년 여름"),
        (dt.date(2019, 10, 11), "2019년 가을"),
        (dt.date(2019, 12, 13), "2020년 겨울"),
    ],
)
def test_a_season_is_told_in_korean(day, shown):
    with translation.override("ko"):
        assert DatePrecision.SEASON.show(day) == shown


@pytest.mark.parametrize(
    "model", list(apps.get_app_config("articles").get_models()), ids=lambda model: model.__name__
)
def test_no_two_fields_of_a_model_have_one_label_in_korean(model):
    """The history shows the texts of a version by their labels."""
    with translation.override("ko"):
        labels = [str(field.verbose_name) for field in model._meta.concrete_fields]
    assert sorted(labels) == sorted(set(labels))
