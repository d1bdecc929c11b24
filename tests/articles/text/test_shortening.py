"""Long texts in little room."""

import pytest

from articles.text.shortening import shortened


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("Six dots along a river", 22, "Six dots along a river"),
        ("Six dots along a river", 21, "Six dots along a…"),
        ("Six dots, and a river", 10, "Six dots…"),
        ("Six dots, and a river", 9, "Six dots…"),
        ("Six dots, and a river", 4, "Six…"),
        ("강을 따라 찍힌 여섯 개의 점", 12, "강을 따라 찍힌 여섯…"),
        ("가" * 30, 10, "가" * 9 + "…"),
        ("- - - -", 4, "- -…"),
        ("", 10, ""),
    ],
)
def test_a_long_text_ends_after_a_whole_word(text, most, shown):
    assert shortened(text, most) == shown
    assert len(shown) <= most
