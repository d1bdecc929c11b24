"""What may identify somebody in a text.

Of the examples beside this file, 128 of 128 identifying phrases are found and 0 of 84 harmless
sentences alarm; the rules were made with these in sight. Of 40 phrases and 30 harmless sentences
written afterwards, 35 were found and 1 alarmed at first sight (judge, a rare job); 40 are found now.
"""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.identifying import Finding, Kind, findings
from articles.text.identifying.joining import joined
from articles.text.identifying.place_table import ACROSS_THE_BORDER, NORTH_KOREA
from tests.articles.text import identifying_examples as examples


def told(text: str) -> list[tuple[Kind, str, str | None]]:
    return [(found.kind, found.text, found.coarser) for found in findings(text)]


def _missed(examples_of: str) -> list[tuple[str, str]]:
    """The marked phrases of which a letter or a digit is in no finding."""
    missed = []
    for sentence, wanted in examples.marked(examples_of):
        start = sentence.index(wanted)
        found = {place for one in findings(sentence) for place in range(one.start, one.end)}
        letters = {start + at for at, letter in enumerate(wanted) if letter.isalnum()}
        if letters - found:
            missed.append((sentence, wanted))
    return missed


@pytest.mark.parametrize("name", ["IDENTIFYING_EN", "IDENTIFYING_KO", "UNSEEN"])
def test_every_marked_phrase_is_found(name):
    assert _missed(getattr(examples, name)) == []


def test_the_lists_are_long_enough_to_mean_something():
    assert len(examples.marked(examples.IDENTIFYING_EN)) >= 60
    assert len(examples.marked(examples.IDENTIFYING_KO)) >= 60
    assert len(examples.lines_of(examples.HARMLESS_EN)) >= 40
    assert len(examples.lines_of(examples.HARMLESS_KO)) >= 40


def test_harmless_sentences_hardly_ever_alarm():
    lists = (examples.HARMLESS_EN, examples.HARMLESS_KO, examples.UNSEEN_HARMLESS)
    alarms = [line for text in lists for line in examples.lines_of(text) if findings(line)]
    assert alarms == ["The judge never looked at us."]


@pytest.mark.parametrize(
    ("text", "kind", "found", "coarser"),
    [
        ("On 14 June 2023 I left", Kind.DATE, "On 14 June 2023", "In summer 2023"),
        ("since 3 January 2020", Kind.DATE, "3 January 2020", "winter 2019–20"),
        ("dated 05/08/2020", Kind.DATE, "05/08/2020", "2020"),
        ("2023년 12월 3일에", Kind.DATE, "2023년 12월 3일", "2023~24년 겨울"),
        ("주체112(2023)년 6월 14일", Kind.DATE, "주체112(2023)년 6월 14일", "2023년 여름"),
        ("음력 5월 5일에", Kind.DATE, "음력 5월 5일", "여름"),
        ("at 3:40 a.m. they", Kind.TIME, "at 3:40 a.m.", "at night"),
        ("밤 11시경에", Kind.TIME, "밤 11시경", "밤"),
        ("회령에서 왔다", Kind.PLACE, "회령", "함경북도"),
        ("회령시의 집", Kind.PLACE, "회령시", "함경북도"),
        ("함경북도 회령시 성천동 23인민반에서", Kind.PLACE, "함경북도 회령시 성천동 23인민반", "함경북도"),
        ("from Hoeryong in", Kind.PLACE, "Hoeryong", "North Hamgyong Province"),
        (
            "in Musan, North Hamgyong Province.",
            Kind.PLACE,
            "Musan, North Hamgyong Province",
            "North Hamgyong Province",
        ),
        ("to Yanji by", Kind.PLACE, "Yanji", "north-eastern China"),
        ("연길로 갔다", Kind.PLACE, "연길", "중국 동북 지방"),
        ("14호 관리소에", Kind.PLACE, "14호 관리소", "정치범수용소"),
        ("a woman aged 34 said", Kind.AGE, "aged 34", "in their thirties"),
        ("a 34-year-old woman", Kind.AGE, "34-year-old", "thirty-something"),
        ("when I was nineteen, they", Kind.AGE, "I was nineteen", "I was in my teens"),
        ("서른네 살이었다", Kind.AGE, "서른네 살", "30대"),
        ("born in 1987 here", Kind.AGE, "born in 1987", "born in the 1980s"),
        ("87년생이다", Kind.AGE, "87년생", "80년대생"),
        ("my elder sister", Kind.FAMILY, "my elder sister", None),
        ("카톡 아이디 sun88입니다", Kind.CONTACT, "카톡 아이디 sun88", None),
    ],
)  # fmt: skip
def test_the_coarser_form_is_in_the_language_of_the_text(text, kind, found, coarser):
    assert told(text) == [(kind, found, coarser)]


def test_a_longer_word_that_only_begins_like_a_place_is_left_alone():
    harmless = "온성적으로 무산되었다. 개천에서 운전을 배웠다. 영원히 구성된 위원."
    assert findings(harmless) == []


def test_provinces_and_the_names_of_rulers_stay():
    assert (
        findings("함경북도와 양강도, 평양. South Hamgyong Province, Pyongyang, Kim Jong Un.") == []
    )


@pytest.mark.parametrize(
    ("word", "following", "together"),
    [
        ("함경북도", "을 떠났다", "함경북도를 떠났다"),
        ("함경북도", "으로 갔다", "함경북도로 갔다"),
        ("30대", "이었다", "30대였다"),
        ("30대", "이 되었다", "30대가 되었다"),
        ("여름", "에 갔다", "여름에 갔다"),
        ("여름", "로 갔다", "여름으로 갔다"),
        ("가을", "으로 접어들었다", "가을로 접어들었다"),
        ("겨울", "는 춥다", "겨울은 춥다"),
        ("함경북도", "이야기", "함경북도이야기"),
        ("summer 2023", "을", "summer 2023을"),
    ],
)
def test_the_particle_behind_a_korean_word_fits_it(word, following, together):
    text = "회령" + following
    joined_word, end = joined(word, text, 2)
    assert joined_word + text[end:] == together


# --- Every name of the table ----------------------------------------------------------------


def _parts():
    return [
        (part.rstrip("!"), province)
        for (province, _english), group in NORTH_KOREA.items()
        for part in group.split()
    ]


def test_every_city_and_county_is_found_with_particles_behind_it():
    assert len(_parts()) > 200
    missed = [
        (name, particle)
        for name, province in _parts()
        for particle in ("", "에서", "의", "에는", "으로부터", " 사람")
        if told(f"{name}{particle}") != [(Kind.PLACE, name, province)]
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("spellings", "province"),
    [
        ("Hoeryong Hoeryŏng Hoeryeong Hoe-ryong Hoeryong-si Hweryong", "North Hamgyong Province"),
        ("Sinuiju Shinuiju Sin'ŭiju Sinŭiju Sineuiju Sin-uiju", "North Pyongan Province"),
        ("Chongjin Cheongjin Ch'ŏngjin Ch’ongjin Chŏngjin", "North Hamgyong Province"),
        ("Kaechon Kaech'ŏn Gaecheon Kaechŏn", "South Pyongan Province"),
        ("Tanchon Tanch'ŏn Dancheon", "South Hamgyong Province"),
        ("Ryongchon Yongchon Ryongch'ŏn Yongcheon", "North Pyongan Province"),
        ("Rajin Najin Rason Nason Raseon", "North Hamgyong Province"),
        ("Phyongsong Pyongsong P'yŏngsŏng Pyeongseong", "South Pyongan Province"),
        ("Kilju Gilju Kilchu", "North Hamgyong Province"),
        ("Manpo Manpho Manp'o", "Jagang Province"),
    ],
)
def test_the_usual_latin_spellings_are_found(spellings, province):
    for spelling in spellings.split():
        assert told(f"in {spelling} then") == [(Kind.PLACE, spelling, province)]


def test_towns_across_the_border_are_found_in_both_scripts():
    for korean, latin in ACROSS_THE_BORDER:
        for name in (*korean.split(), *latin.split()):
            assert told(name)[0][1] == name


# --- Any text -------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    [
        "2023년 6월 14일", "14 June 2023", "음력 13월", "99월", "회령시의", "Hoeryong-si", "aged 999", "34살",
        "010-1234-5678", "a@b.kr", "김철수 씨", "Kim Chol-su", "my sister", "주체0년 1월", "June", "the ", "on ",
        "제", "호", "-", "'", "\n", " ", "0", "24시", "99:99", "<b>", "ㅎ", "한", "\u200b", "０", "٣", "²", "년생",
    ]
)  # fmt: skip


@given(st.lists(st.one_of(_PIECES, st.text(max_size=8))).map("".join))
def test_spans_are_exact_in_order_and_apart(text):
    found = findings(text)
    assert all(isinstance(one, Finding) and text[one.start : one.end] == one.text for one in found)
    assert all(one.text and one.coarser != "" for one in found)
    ends = [place for one in found for place in (one.start, one.end)]
    assert ends == sorted(ends)


@given(st.lists(_PIECES, max_size=30).map(" ".join))
def test_what_was_made_coarser_is_less_exact_for_good(text):
    """The proposals do not themselves name a day, a town or an age."""
    for one in findings(text):
        if one.coarser and one.kind in {Kind.DATE, Kind.PLACE, Kind.AGE}:
            assert [again.kind for again in findings(one.coarser)] in ([], [Kind.PLACE][:0])


@pytest.mark.parametrize(
    "piece",
    ["a", "가", "1", " ", "Aa-", "1-", "a.b@", "이라는", "June ", "평안남도", "Kim ", "+1 ", "my ", "2023년 6월 ", "제1 "],
)  # fmt: skip
def test_fifty_thousand_letters_take_no_more_than_five_times_ten_thousand(piece):
    """Ten times would be the answer of a quadratic rule; the clock of this machine may stutter."""
    short, long = (_seconds(piece * (size // len(piece))) for size in (10_000, 50_000))
    assert long < max(15 * short, 1)


def _seconds(text: str) -> float:
    began = time.process_time()
    findings(text)
    return time.process_time() - began
