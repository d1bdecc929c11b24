"""Words of rich text and their places in the HTML."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.html import clean, plain
from articles.text.nodes import nodes

_PIECES = st.sampled_from(
    [
        "<p>", "</p>", "<em>", "</em>", "<strong>", "</strong>", "<br>", "<ul><li>", "</li></ul>",
        '<a href="https://a.example/?b=1&amp;c=2">', "</a>", "&amp;", "&lt;b&gt;", "&nbsp;", "<", ">", "&", '"',
        "회령에서", "14 June", " ", "\n", "é", "&#x41;", '<a href="x>y">', "<script>x</script>",
    ]
)  # fmt: skip
HTML = st.lists(_PIECES, max_size=20).map("".join).map(clean)


def test_letters_stand_where_the_html_has_them():
    taken = nodes('<p>a &amp; <em>b</em></p><p>c</p><p><a href="mailto:x@y.kr">d</a></p>')
    assert taken.text.split() == ["a", "&", "b", "c", "d"]
    assert taken.addresses == ("mailto:x@y.kr",)
    at = taken.text.index("&")
    assert taken.html[taken.starts[at] : taken.ends[at]] == "&amp;"


def test_what_is_put_in_is_text_and_no_html():
    taken = nodes("<p>Musan</p>")
    assert taken.replaced(1, 6, "<b>&") == "<p>&lt;b&gt;&amp;</p>"


def test_a_place_without_letters_cannot_be_replaced():
    with pytest.raises(ValueError):
        nodes("<p>a</p><p>b</p>").replaced(2, 3, "x")


@given(HTML)
def test_the_words_are_those_that_readers_see(html):
    assert "".join(nodes(html).text.split()) == "".join(plain(html).split())


@given(HTML, st.data())
def test_replacing_changes_the_words_between_and_no_tag(html, data):
    taken = nodes(html)
    places = [at for at in range(len(taken.text)) if taken.starts[at] < taken.ends[at]]
    if not places:
        return
    start = data.draw(st.sampled_from(places))
    end = data.draw(st.integers(start + 1, len(taken.text)))
    changed = taken.replaced(start, end, "여름 <&")
    breaks = "".join(letter for letter in taken.text[start:end] if letter == "\n")
    expected = taken.text[:start] + "여름 <&" + breaks + taken.text[end:]
    assert nodes(changed).text.replace("\n", "") == expected.replace("\n", "")
    assert nodes(changed).addresses == taken.addresses
    assert changed.count("<p") == html.count("<p")
    assert escape("여름 <&", quote=False) in changed
