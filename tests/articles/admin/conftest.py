"""What many tests of the staff's pages begin with."""

import pytest

from tests.factories import make_user


@pytest.fixture
def site(news_site):
    return news_site


@pytest.fixture
def editor(client):
    user = make_user("Editors", username="mina")
    client.force_login(user)
    return user
