"""What a text finds: the same on every database."""

import unicodedata

import pytest
from django.db import connection

from articles.models import Article, Testimony
from articles.search import matching, search
from tests.factories import (
    make_article,
    make_draft,
    make_outlet,
    make_person,
    make_testimony,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, params=[0, 2_000], ids=["as common words", "as rare words"])
def _common(request, monkeypatch):
    """SQLite goes two ways to what words find, by how many entries have them."""
    monkeypatch.setattr(matching, "COMMON", request.param)


def found(text: str, rows=None, **options) -> set[str]:
    """The titles that a text finds among all articles."""
    rows = Article.objects.all() if rows is None else rows
    return {item.title for item in search(rows, text, **options)}


@pytest.fixture
def korean():
    make_article(title="강제북송은 범죄다", language="ko", summary="")
    make_article(title="탈북민이 말하다", language="ko", summary="")
    make_article(title="북한인권정보센터의 기록", language="ko", summary="")
    make_article(title="탈북 송환", language="ko", summary="")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("북송", {"강제북송은 범죄다"}),
        ("강제북송", {"강제북송은 범죄다"}),
        ("탈북", {"탈북민이 말하다", "탈북 송환"}),
        ("인권", {"북한인권정보센터의 기록"}),
        ("센터 기록", {"북한인권정보센터의 기록"}),
        ("탈북송환", {"탈북 송환"}),
        ('"탈북송환"', set()),
        ('"탈북 송환"', {"탈북 송환"}),
        ("기", {"북한인권정보센터의 기록"}),
        ("록", {"북한인권정보센터의 기록"}),
        ("북송 탈북", set()),
        ("-북송", {"탈북민이 말하다", "북한인권정보센터의 기록", "탈북 송환"}),
        ("제강", set()),
    ],
)
def test_korean_is_found_inside_words(korean, text, titles):
    assert found(text) == titles
    assert found(unicodedata.normalize("NFD", text)) == titles


@pytest.fixture
def english():
    make_article(title="China deported 500 refugees", summary="Families wait")
    make_article(title="A deportation hearing", summary="The U.N. asks")
    make_article(title="Wait for families of the deported", summary="COVID-19 closed the border")
    make_article(title="Korea’s winter", summary="Café owners", body="<p>In Yanji &amp; Tumen</p>")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "deport",
            {
                "China deported 500 refugees",
                "A deportation hearing",
                "Wait for families of the deported",
            },
        ),
        ("DEPORTATIONS china", {"China deported 500 refugees"}),
        ("deport -china -hearing", {"Wait for families of the deported"}),
        ('deport -"for families"', {"China deported 500 refugees", "A deportation hearing"}),
        ('"families wait"', {"China deported 500 refugees"}),
        ("“families wait”", {"China deported 500 refugees"}),
        ("wait families", {"China deported 500 refugees", "Wait for families of the deported"}),
        ("the hearing of a deportation", {"A deportation hearing"}),
        ('"refugees families"', set()),
        ("un", {"A deportation hearing"}),
        ("COVID-19", {"Wait for families of the deported"}),
        ("covid19", set()),
        ("korea cafe", {"Korea’s winter"}),
        ("ＴＵＭＥＮ", {"Korea’s winter"}),
        ("yanji amp", set()),
        ('"wait for', {"China deported 500 refugees", "Wait for families of the deported"}),
    ],
)
def test_english_is_found_by_its_stems(english, text, titles):
    assert found(text) == titles


def test_every_word_for_a_topic_leads_to_its_items():
    repatriation = make_topic(
        "repatriation", name_ko="강제송환", synonyms="강제북송\nforced return\nrefoulement"
    )
    make_article(title="Tagged", topics=[repatriation])
    make_article(title="Other", topics=[make_topic("forced-labour", name="Forced labour")])
    told = make_testimony(title="Told", topics=[repatriation])
    for text in ("강제송환", "강제북송", "forced return", "Refoulement", '"forced return"'):
        assert found(text) == {"Tagged"}, text
        assert found(text, Testimony.objects.all()) == {told.title}, text
    assert found("forced") == {"Tagged", "Other"}
    assert found("forced -refoulement") == {"Other"}


def test_outlets_and_people_are_found_by_every_name():
    outlet = make_outlet("Korea JoongAng Daily", name_ko="코리아중앙데일리", aliases="KJD")
    piece = make_article(title="Piece", outlet=outlet, summary="Border")
    speaker = make_person("Hanna Song", name_ko="송한나")
    piece.quoted.create(person=speaker)
    make_article(title="Other")
    make_testimony(title="Told", speaker=speaker)
    for text in ("joongang", "daily border", "중앙", "kjd", "hanna song", "송한나"):
        assert found(text) == {"Piece"}, text
    assert found("song hanna", Testimony.objects.all()) == {"Told"}


def test_a_proposed_name_finds_for_the_staff_alone():
    proposed = make_outlet("Proposed Post", is_proposed=True)
    make_draft(title="Draft", outlet=proposed)
    assert found("proposed") == set()
    assert found("proposed", with_proposed=True) == {"Draft"}


def test_the_queryset_decides_what_may_be_seen():
    make_article(title="Seen border")
    make_draft(title="Draft border")
    assert found("border", Article.objects.visible()) == {"Seen border"}
    assert found("border") == {"Seen border", "Draft border"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "?!",
        '"',
        '""',
        "-",
        "- -",
        "😀",
        "\x00",
        "\ud800",
        "'\\:*&|!()<->",
        "§published",
        "§",
        "\u202e\u200f",
    ],
)
def test_what_says_nothing_finds_nothing(text):
    make_article(title="§ 😀")
    assert found(text) == set() or text == "§published"


@pytest.mark.parametrize(
    "text",
    [
        "AND",
        "OR border",
        "NOT",
        "NEAR(border winter)",
        "border*",
        "title:border",
        "^border",
        "border & winter | !house",
        "border:*",
        "(border",
        "border <-> winter",
        "'border''",
        '"border',
        "border\x00winter",
        "border\ud800",
        "مرحبا border",
        "x" * 10_000,
        "border " * 2_000,
        "강" * 10_000,
        '"' * 10_000,
        "-" * 10_000,
        "-border " * 1_000,
        "가 나 다 라",
        "é" * 3_000,
    ],
)
def test_any_input_is_safe(text):
    make_article(title="Border in winter")
    list(search(Article.objects.all(), text))


def test_one_search_asks_for_names_once(django_assert_num_queries):
    make_article(title="Border")
    with django_assert_num_queries(3 if connection.vendor == "sqlite" else 2):
        list(search(Article.objects.visible(), "border winter -summer"))
