import csv
import datetime as dt
import io

import pytest

from articles.choices import Depth, LinkKind, Medium, Status
from articles.imports.spreadsheet import HEADINGS, defused, spreadsheet_lines
from articles.models import ExternalLink, Quoted
from tests.factories import make_article, make_draft, make_outlet, make_person, make_topic

pytestmark = pytest.mark.django_db


def table() -> list[dict[str, str]]:
    text = "".join(spreadsheet_lines())
    assert text[0] == "\ufeff"
    rows = list(csv.DictReader(io.StringIO(text[1:], newline="")))
    assert all(tuple(row) == HEADINGS for row in rows)
    return rows


def test_an_article_is_one_row_with_all_that_a_clipping_list_needs(settings):
    settings.SITE_URL = "https://nkdb.example"
    article = make_article(
        title="한글 제목",
        language="ko",
        slug="한글-제목",
        headline="Refugees await, uncertain",
        byline="A. Reporter",
        outlet=make_outlet("Harbour Ledger", name_ko="하버 레저", country="GB"),
        medium=Medium.NEWSPAPER,
        depth=Depth.INTERVIEW,
        topics=[make_topic("repatriation"), make_topic("detention")],
        published_at=dt.datetime(2023, 6, 19, 16, 30, tzinfo=dt.UTC),
        link=None,
    )
    ExternalLink.objects.create(article=article, kind=LinkKind.PORTAL, url="https://portal.example")
    ExternalLink.objects.create(article=article, url="https://ledger.example/1")
    for name in ("Hanna Song", "Another"):
        Quoted.objects.create(article=article, person=make_person(name))
    assert table() == [
        {
            "Outlet": "Harbour Ledger",
            "Date": "2023-06-14",
            "Country": "United Kingdom",
            "Language": "Korean",
            "Title": "한글 제목",
            "Headline": "Refugees await, uncertain",
            "Byline": "A. Reporter",
            "Medium": "Newspaper",
            "Depth": "Interview",
            "Topics": "Detention; Repatriation",
            "People": "Hanna Song; Another",
            "Original address": "https://ledger.example/1",
            "Our address": "https://nkdb.example/ko/coverage/2023/"
            "%ED%95%9C%EA%B8%80-%EC%A0%9C%EB%AA%A9/",
            "Status": "Published",
            "Published": "2023-06-20 01:30",
        }
    ]


def test_rows_stand_by_date_and_say_where_they_are_on_their_way():
    make_article(title="Old", outlet_date=dt.date(2019, 1, 1), status=Status.WITHDRAWN)
    make_article(title="New", published_at=dt.datetime(2999, 1, 1, tzinfo=dt.UTC))
    make_draft(title="Undated", outlet=None, outlet_date=None, link="")
    rows = [(row["Title"], row["Date"], row["Outlet"] != "", row["Status"]) for row in table()]
    assert rows == [
        ("New", "2023-06-14", True, "Scheduled"),
        ("Old", "2019-01-01", True, "Withdrawn"),
        ("Undated", "", False, "Draft"),
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_a_cell_that_would_be_a_formula_is_defused(start):
    assert defused(f"{start}1+1") == f"'{start}1+1"


def test_other_cells_stay_as_they_are():
    cells = ["", "1=1", "한글", "'quoted'", "“=” inside", "(-3)"]
    assert [defused(cell) for cell in cells] == cells


def test_no_column_lets_a_formula_through():
    formula = '=HYPERLINK("https://evil.example","x")'
    article = make_article(
        title=formula,
        headline=formula,
        byline="@SUM(1)",
        outlet=make_outlet("+outlet"),
        topics=[make_topic("one", name="-topic")],
    )
    Quoted.objects.create(article=article, person=make_person("=person"))
    (row,) = table()
    assert row["Title"] == f"'{formula}"
    assert [heading for heading, cell in row.items() if cell.startswith(tuple("=+-@"))] == []


def test_the_number_of_queries_is_that_of_the_chunks(django_assert_max_num_queries):
    for _ in range(20):
        make_article(topics=[make_topic()])
    with django_assert_max_num_queries(6):
        assert len(table()) == 20
