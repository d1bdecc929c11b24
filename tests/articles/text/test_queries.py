import pytest

from articles.text.queries import MOST_WORDS, Sequence, parse


def runs(terms) -> list[tuple[str, ...]]:
    """The first sequence of each term."""
    return [term.sequences[0].runs for term in terms]


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("families deported", [("famili",), ("deport",)], []),
        ('"forced return" now', [("forc", "return"), ("now",)], []),
        ("„forced return‟", [("forc", "return")], []),
        ("“forced return”", [("forc", "return")], []),
        ("「강제 북송」", [("강제", "북송")], []),
        ("border -china", [("border",)], [("china",)]),
        ('border -"forced return"', [("border",)], [("forc", "return")]),
        ("COVID-19 non-refoulement", [("covid", "19"), ("non", "refoul")], []),
        ("북송,탈북", [("북송",), ("탈북",)], []),
        ("2023년", [("2023", "년")], []),
        ('an unclosed "quote here', [("unclos",), ("quot",), ("here",)], []),
        ("the of", [("the",), ("of",)], []),
        ("border border", [("border",)], []),
        ("- -- ''", [], []),
        ("", [], []),
    ],
)
def test_words_phrases_and_exclusions(text, wanted, unwanted):
    query = parse(text)
    assert (runs(query.wanted), runs(query.unwanted)) == (wanted, unwanted)
    assert bool(query) == bool(wanted or unwanted)


def test_a_long_korean_word_may_have_a_space_within():
    [term] = parse("강제북송은").wanted
    assert [sequence.runs for sequence in term.sequences] == [
        ("강제북송은",),
        ("강제", "북송은"),
        ("강제북", "송은"),
    ]
    [phrase] = parse('"강제북송은"').wanted
    assert len(phrase.sequences) == 1


@pytest.mark.parametrize(
    ("runs", "line", "stands"),
    [
        (("북송",), "강제 제북 북송 송은 은", True),
        (("강제", "북송"), "강제 제 북송 송은 은", True),
        (("강제", "북송"), "강제 제로 로 북송 송", False),
        (("강",), "강제 제", True),
        (("제",), "강제 제", True),
        (("border", "winter"), "border in winter", False),
        (("bord",), "border", False),
    ],
)
def test_a_sequence_stands_in_a_line_of_tokens(runs, line, stands):
    assert Sequence(runs).stands_in(line) == stands


def test_of_a_long_text_the_beginning_is_read():
    words = " ".join(f"word{number}" for number in range(MOST_WORDS + 5))
    assert (len(parse(words).wanted), parse(words).is_cut) == (MOST_WORDS, True)
    assert parse("x" * 10_000).is_cut
    assert not parse("border").is_cut
