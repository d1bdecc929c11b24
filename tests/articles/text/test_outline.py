"""Rich text as lines that show their structure."""

import pytest

from articles.text.outline import outline


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ""),
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("<h2>Head</h2><h3>Lower</h3><p>Text</p>", "## Head\n### Lower\nText"),
        ("<ul><li>a</li><li>b</li></ul>", "• a\n• b"),
        ("<ol><li>a</li><li>b</li></ol><ol><li>c</li></ol>", "1. a\n2. b\n1. c"),
        ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n• b\n2. c"),
        ("<ul><li><p>a</p></li><li><p>b</p><p>more</p></li></ul>", "• a\n• b\nmore"),
        ("<blockquote><p>said</p><p>more</p></blockquote><p>x</p>", "> said\n> more\nx"),
        ("<p>a<br>b</p><hr><p>c</p>", "a\nb\n———\nc"),
        (
            '<p><strong>북한</strong> <em>인권</em> <a href="https://a.example/">here</a></p>',
            "**북한** *인권* here <https://a.example/>",
        ),
        ("<p>a &amp; b &lt;p&gt;</p>", "a & b <p>"),
        ("<p>one\nline</p>", "one line"),
    ],
)
def test_the_structure_stays_visible(html, expected):
    assert outline(html) == expected


def test_another_address_behind_the_same_words_is_seen():
    old, new = (
        '<p><a href="https://a.example/">x</a></p>',
        '<p><a href="https://b.example/">x</a></p>',
    )
    assert outline(old) != outline(new)
