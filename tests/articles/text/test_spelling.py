import pytest

from articles.text.spelling import bare, nearest, words_of

KNOWN = ["border", "order", "boarder", "winter", "repatriation", "강제북송", "강제송환", "국경의"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("bordre", "border"),
        ("bordr", "border"),
        ("wintr", "winter"),
        ("repatration", "repatriation"),
        ("강재북송", "강제북송"),
        ("국겅의", "국경의"),
    ],
)
def test_the_nearest_word(word, meant):
    assert nearest(word, KNOWN)[0] == meant


@pytest.mark.parametrize("word", ["elephant", "탈북민", "wxyz"])
def test_what_is_far_from_everything(word):
    assert nearest(word, KNOWN) == []


def test_words_long_enough_to_be_offered():
    assert words_of("The U.N. at the border,", "북 국경의 겨울") == {"border", "국경의", "겨울"}


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("북송은", "북송"),
        ("강제송환에 대한 우려", "강제송환 우려"),
        ("탈북민들은 중국에서", "탈북민 중국"),
        ("회의 인권 정치범수용소", "회의 인권 정치범수용소"),
        ("forced return", "forced return"),
        ("에 대한", "에"),
    ],
)
def test_korean_nouns_without_what_stands_behind_them(text, nouns):
    assert bare(text) == nouns
