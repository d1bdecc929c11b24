"""How SQLite finds the rows of lists: along an index that gives them in order."""

import pytest
from django.db import connection

from articles.models import Article, Testimony
from tests.factories import make_outlet

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL decides by statistics"),
]


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (lambda: Article.objects.visible().in_language("en"), "article_by_outlet_date"),
        (
            lambda: Article.objects.visible().in_language("en").in_year(2020),
            "article_by_outlet_date",
        ),
        (
            lambda: Article.objects.visible().from_outlet(make_outlet()).in_language("en"),
            "article_by_outlet",
        ),
        (lambda: Testimony.objects.visible().in_language("en"), "testimony_by_date"),
    ],
)
def test_a_list_is_read_along_its_index(rows, index):
    plan = rows().newest_first()[:20].explain()
    assert f"INDEX {index} " in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (lambda: Article.objects.all(), "article_by_posting"),
        (lambda: Article.objects.from_outlet(make_outlet()), "article_by_outlet_posting"),
        (lambda: Testimony.objects.all(), "testimony_by_date"),
    ],
)
def test_a_feed_is_read_along_its_index(rows, index):
    plan = rows().visible().in_language("en").latest_posted()[:30].explain()
    assert f"INDEX {index} " in plan
    assert "TEMP B-TREE" not in plan
