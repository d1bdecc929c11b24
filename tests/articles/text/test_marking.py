import pytest

from articles.text.marking import Reading
from articles.text.queries import parse


def shown(parts) -> str:
    return "".join(f"[{part.text}]" if part.is_found else part.text for part in parts)


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("deport", "Deportations of the deported", "[Deportations] of the [deported]"),
        ("북송", "강제북송은 '북송'이라는", "강제[북송]은 '[북송]'이라는"),
        ("강제북송", "강제 북송을", "[강제 북송]을"),
        ('"forced return"', "forced returns, return forced", "[forced returns], return forced"),
        ("forced return", "return forced", "[return] [forced]"),
        ("covid-19", "COVID 19 and covid", "[COVID 19] and covid"),
        ("un", "the U.N. in Kim Jong Un's land", "the [U.N.] in Kim Jong [Un's] land"),
        ("cafe", "Café", "[Café]"),
        ("b", "<b>b</b>", "<[b]>[b]</[b]>"),
        ("민", "시민 탈북민이", "시[민] 탈북[민]이"),
        ("-border", "border", "border"),
        ("북송 강제북송", "강제북송", "[강제북송]"),
    ],
)
def test_what_was_looked_for_is_marked(query, text, marked):
    reading = Reading(text, parse(query))
    assert shown(reading.whole()) == marked
    assert reading.is_found == ("[" in marked)


def test_an_excerpt_begins_at_the_start_where_it_can():
    text = "border " + "road " * 200
    assert shown(Reading(text, parse("border")).excerpt(40)) == (
        "[border] road road road road road road …"
    )


def test_an_excerpt_holds_what_was_found_far_inside():
    text = "road " * 200 + "border " + "road " * 200
    excerpt = shown(Reading(text, parse("border")).excerpt(60))
    assert "[border]" in excerpt
    assert excerpt.startswith("… road") and excerpt.endswith("road …")
    assert len(excerpt) < 80


@pytest.mark.parametrize("text", ["", "x" * 500, "가" * 500])
def test_an_excerpt_of_anything(text):
    assert len(shown(Reading(text, parse("border")).excerpt(60))) <= 62
