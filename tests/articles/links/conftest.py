import pytest

from tests.articles.links.answers import AnsweringSite


@pytest.fixture
def site():
    with AnsweringSite() as running:
        yield running
