"""The picture of numbers by year."""

from articles.text.chart import chart_of


def test_every_year_from_the_first_to_the_last_has_its_place():
    chart = chart_of({2023: 4, 2020: 1, 2021: 2})
    assert [(bar.year, bar.number, bar.x, bar.y, bar.height) for bar in chart.bars] == [
        (2020, 1, 1, 75, 25),
        (2021, 2, 11, 50, 50),
        (2022, 0, 21, 100, 0),
        (2023, 4, 31, 0, 100),
    ]
    assert chart.box == "0 0 40 100"
    assert (chart.peak.year, chart_of({2020: 3, 2021: 3, 2022: 1}).peak.year) == (2023, 2021)


def test_a_single_article_can_be_seen_beside_many():
    assert chart_of({2020: 1, 2021: 100_000}).bars[0].height == 2


def test_one_year_makes_no_picture():
    assert chart_of({}) is chart_of({2020: 3}) is None
