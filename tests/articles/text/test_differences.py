"""Word-by-word comparison."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import differences as module
from articles.text.differences import Segment, abridged, differences


def written(old: str, new: str) -> str:
    """The differences in one line: [-removed-] and {+added+}."""
    marks = {"same": "%s", "removed": "[-%s-]", "added": "{+%s+}"}
    return "".join(marks[kind] % text for kind, text in differences(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("the same", "the same", "the same"),
        ("", "something new", "{+something new+}"),
        ("something old", "", "[-something old-]"),
        (
            "China sent 600 people back.",
            "China sent 260 people back.",
            "China sent [-600 -]{+260 +}people back.",
        ),
        ("강제북송은 범죄다", "강제북송은 국제 범죄다", "강제북송은 {+국제 +}범죄다"),
        ("One.\nTwo.\n", "One.\nHalf.\nTwo.\n", "One.\n{+Half.\n+}Two.\n"),
        ("spaces  do not\tcount ", "spaces do not count", "spaces do not count"),
        ("a\r\nb", "a\nb", "a\nb"),
        ("a b", "a\nb", "a{+\n+}b"),
        ("don't", "don’t", "don[-'-]{+’+}t"),
        ("<b>bold</b>", "<i>bold</i>", "<[-b-]{+i+}>bold</[-b-]{+i+}>"),
    ],
)
def test_the_words_that_changed_are_told(old, new, expected):
    assert written(old, new) == expected


texts = st.text(alphabet="ab 북송.\n\t\u2028\r", max_size=40)


@given(texts, texts)
def test_nothing_is_lost_or_made_up(old, new):
    segments = differences(old, new)

    def text_of(*kinds):
        return "".join(segment.text for segment in segments if segment.kind in kinds)

    assert text_of("same", "added") == new.replace("\r\n", "\n").replace("\r", "\n")
    assert "".join(text_of("same", "removed").split()) == "".join(old.split())
    assert all(segment.text for segment in segments)
    assert all(a.kind != b.kind for a, b in pairwise(segments))


def test_a_list_is_compared_by_whole_lines():
    assert differences("China\nFamilies\n", "China border\nFamilies\n", whole_lines=True) == [
        Segment("removed", "China\n"),
        Segment("added", "China border\n"),
        Segment("same", "Families\n"),
    ]


def test_a_passage_too_long_to_compare_is_shown_as_replaced(monkeypatch):
    monkeypatch.setattr(module, "MAX_TOKENS", 3)
    assert differences("a b c d", "a b c e") == [
        Segment("removed", "a b c d"),
        Segment("added", "a b c e"),
    ]


def test_long_runs_that_did_not_change_are_left_out():
    words = "word " * 20
    segments = [
        Segment("same", words),
        Segment("removed", words),
        Segment("same", words),
        Segment("added", "new "),
        Segment("same", words),
    ]
    assert abridged(segments, context=10) == [
        Segment("same", " … word "),
        Segment("removed", words),
        Segment("same", "word word … word "),
        Segment("added", "new "),
        Segment("same", "word word … "),
    ]


def test_short_runs_stay_whole():
    segments = [Segment("same", "a b c"), Segment("added", "d")]
    assert abridged(segments) == segments
