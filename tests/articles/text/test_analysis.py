import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.analysis import LONGEST, MOST_TOKENS, analysed


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("강제북송은 막아야", "강제 제북 북송 송은 은 막아 아야 야"),
        ("북", "북"),
        ("2023년 NK지식인", "2023 년 nk 지식 식인 인"),
        ("北朝鮮 ガイド", "北朝 朝鮮 鮮 ガイ イド ド"),
        ("Deportations, deported; DEPORT", "deport deport deport"),
        ("Korea’s U.N. café", "korea un cafe"),
        ("COVID-19", "covid 19"),
        ("ﬁve ½ Ⅷ ２", "five 1 2 viii 2"),
        ("a_b|c&d!(e)", "a b c d e"),
        ("§published '\\:* \x00 \ud800 😀", "publish"),
        ("", ""),
    ],
)
def test_a_line_of_tokens(text, line):
    assert analysed(text) == line
    assert analysed(unicodedata.normalize("NFD", text)) == line


def test_several_texts_make_one_line():
    assert analysed("Border", "", "북송") == "border 북송 송"


def test_no_line_is_longer_than_a_database_can_hold():
    assert len(analysed("border " * 20_000).split()) == MOST_TOKENS
    assert len(analysed("x" * 5_000)) == LONGEST


@given(st.text())
def test_a_token_holds_no_operator_of_any_engine(text):
    line = analysed(text)
    assert all(token.isalnum() for token in line.split())
    assert line == " ".join(line.split())
