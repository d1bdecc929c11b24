"""What many tests of the staff's pages begin with."""

import pytest

from articles.admin import from_link
from tests.factories import make_user
from tests.news_site import running, story


@pytest.fixture
def site(monkeypatch):
    with running() as site:
        monkeypatch.setattr(from_link, "POLICY", site.policy)
        site.show("/2026/05/12/sites", story())
        yield site


@pytest.fixture
def editor(client):
    user = make_user("Editors", username="mina")
    client.force_login(user)
    return user
