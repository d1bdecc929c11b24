"""A protected name is recognised however it is written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.protected import holds, keys_of_name, lengths, places_in

SPELLINGS = {
    "나도연": (
        "나도연",
        "나도연은",
        "나 도 연",
        "나·도·연",
        "나-도-연",
        "나_도_연",
        "나\u200b도연",
        unicodedata.normalize("NFD", "나도연이"),
        "Na Do-yeon",
        "NA DOYEON",
        "Na Toyŏn",
        "Do Yeon Na",
        "Doyun Na",
        "na_do_yeon.jpg",
        "na-do-yeon",
        "Ｎａ Ｄｏｙｅｏｎ",
        "Na Do Youn",
    ),
    "박순미": ("박순미의", "Park Soon-mi", "Pak Sun Mi", "Bak Sunmi", "Soonmi Park", "Sun-mi Pak"),
    "이철규": (
        "이철규",
        "Lee Chul-kyu",
        "Yi Cheolgyu",
        "Rhee Chul Kyu",
        "Ri Chol Gyu",
        "Chul-kyu Lee",
    ),
    "최은정": ("Choi Eun-jung", "Choe Ŭnjŏng", "Eunjeong Choi", "Choi Un Jong", "Choi Eun Jeong"),
    "정미경": ("Jung Mi-kyung", "Chung Mi Kyong", "Jeong Migyeong", "Chong Mi-gyong"),
    "유진우": ("Yoo Jin-woo", "Ryu Jin U", "Yu Chinu", "Jinwoo Yoo"),
    "임혜숙": ("Lim Hye-sook", "Im Hyesuk", "Rim Hye Suk", "Hyesook Lim"),
    "강현철": ("Kang Hyun-chul", "Kang Hyon Chol", "Gang Hyeoncheol"),
    "남궁민호": ("남궁민호", "Namgung Min-ho", "Namkung Minho", "Minho Namgoong"),
    "Mira Castellan": ("Mira Castellan", "MIRA CASTELLAN", "Castellan, Mira", "mira-castellan"),
    "朴順美": ("朴順美", "朴 順 美", "朴・順美"),
}
CASES = [(name, text) for name, texts in SPELLINGS.items() for text in texts]


def is_in(name: str, text: str) -> bool:
    keys = keys_of_name(name)
    return not keys.isdisjoint(places_in(text, lengths(keys)))


@pytest.mark.parametrize(("name", "text"), CASES)
def test_a_name_is_found_however_it_is_written(name, text):
    assert is_in(name, text)
    assert is_in(name, f"On Tuesday {text} spoke to us.")


def test_there_are_at_least_sixty_spellings():
    assert len(set(CASES)) >= 60


@pytest.mark.parametrize(
    "text",
    [
        "",
        "나도 연구를 한다",
        "Nobody was named in the report, and no year was given.",
        "The park is soon minor to the lake; lead him on a Monday.",
        "Choices under junctions were chosen.",
        "강제송환된 사람들의 이름은 밝히지 않는다.",
        "https://paper.example/2023/06/14/park-and-lake?id=42",
    ],
)
def test_other_words_are_not(text):
    found = {name for name in SPELLINGS if is_in(name, text)}
    assert found <= {"나도연"} if text.startswith("나도 연") else found == set()


@pytest.mark.parametrize("name", ["", " ", "김", "Li", "A. B.", "123", "!?"])
def test_what_is_too_short_is_not_looked_for(name):
    assert keys_of_name(name) == frozenset()


def test_a_long_text_is_read_in_passing():
    keys = keys_of_name("나도연")
    text = "그날 강가에서 있었던 일을 다시 말하기는 어렵다. " * 2_000
    assert keys.isdisjoint(places_in(text, lengths(keys)))


_SPELLED = st.sampled_from([text for texts in SPELLINGS.values() for text in texts])


@given(
    st.sampled_from(list(SPELLINGS)),
    st.lists(st.one_of(_SPELLED, st.text(max_size=12)), max_size=4).map(" ".join),
)
def test_the_quick_look_finds_what_the_thorough_one_does(name, text):
    keys = keys_of_name(name)
    places = set(places_in(text, lengths(keys)))
    assert holds(text, keys) == bool(keys & places)
