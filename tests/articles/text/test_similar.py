"""Near-duplicate names."""

import unicodedata

import pytest

from articles.text.similar import distance, most_similar

SAME = [
    ("Repatriation", "repatriation"),
    ("Repatriation", "  RE-PATRIATION "),
    ("Political prison camps", "political-prison camp"),
    ("Families", "family"),
    ("COVID-19", "Covid 19"),
    ("강제송환", "강제 송환"),
    ("강제송환", unicodedata.normalize("NFD", "강제송환")),
    ("Repatriation", "Repatration"),
    ("Satellite imagery", "Satelite imagry"),
    ("Defector", "Defectors"),
    ("ＵＮ", "UN"),
    ("!!!", "!!!"),
]
DIFFERENT = [
    ("China", "Chile"),
    ("Camp", "Lamp"),
    ("Sanctions", "Satellites"),
    ("Repatriation", "Expatriates"),
    ("COVID-19", "COVID-20"),
    ("강제송환", "강제북송"),
    ("북한인권결의안", "북한인권협의안"),
    ("Detention", ""),
    ("", ""),
    ("???", "!!!"),
    ("News", "New"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_name_in_another_spelling_is_found(one, other):
    assert most_similar([one], [("thing", [other])]) == ("thing", other)
    assert most_similar([other], [("thing", [one])]) == ("thing", one)


@pytest.mark.parametrize(("one", "other"), [pair for pair in DIFFERENT if any(pair)])
def test_another_name_is_not(one, other):
    assert most_similar([one], [("thing", [other])]) is None
    assert most_similar([other], [("thing", [one])]) is None


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["repatriations"], ("repatriation", "Repatriation")),
        (["Forced returns"], ("repatriation", "forced return")),
        (["", "구금"], ("detention", "구금")),
        (["Retention"], ("detention", "Detention")),
        (["Deportation"], None),
        (["", ""], None),
    ],
)
def test_the_thing_that_is_meant_is_found_by_any_of_its_words(names, expected):
    known = [
        ("repatriation", ("Repatriation", "강제송환", "forced return")),
        ("detention", ("Detention", "구금")),
    ]
    assert most_similar(names, known) == expected


def test_the_same_word_goes_before_a_slip():
    known = [("slip", ("Detentions in camps",)), ("same", ("Detention in camps",))]
    assert most_similar(["detention in camps"], known) == ("same", "Detention in camps")


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [("", "", 0), ("abc", "", 3), ("abc", "abc", 0), ("kitten", "sitting", 3), ("가나", "가다", 1)],
)
def test_the_distance_counts_letters(one, other, steps):
    assert distance(one, other) == distance(other, one) == steps
