from collections import Counter

import pytest

from articles.imports.json_lines import import_records
from articles.models import Article
from tests.benchmarks.make_coverage import records


def test_the_same_number_gives_the_same_records():
    assert list(records(20)) == list(records(20))


@pytest.mark.django_db
def test_made_up_coverage_can_be_imported():
    report = import_records(records(16))
    assert report.created == Counter(topic=30, outlet=40, article=16)
    assert Counter(Article.objects.values_list("language", "status")) == {
        ("en", "published"): 8,
        ("ko", "published"): 8,
    }
    assert Article.objects.values("translation_key").distinct().count() == 14
