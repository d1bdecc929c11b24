"""The list of all pages is complete, and each of them opens."""

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from articles.urls import urlpatterns
from tests import every_page
from tests.factories import make_user

pytestmark = pytest.mark.django_db

# What is no page: feeds and files, and an answer to a form that was sent.
NO_PAGES = {
    "coverage-feed",
    "testimonies-feed",
    "topic-feed",
    "outlet-feed",
    "article-cite",
    "testimony-cite",
    "submit-testimony-receipt",
}
ERRORS = {"exists in the other language": 404, "withdrawn": 410, "not found": 404}


def _name(address: str) -> str | None:
    try:
        return resolve(address.partition("?")[0]).url_name
    except Resolver404:
        return None


@pytest.mark.parametrize("language", every_page.LANGUAGES)
def test_each_kind_of_page_is_in_the_list_and_opens(client, language):
    every_page.load()
    pages = every_page.public_pages(language)
    got = {name: client.get(address).status_code for name, address in pages.items()}
    assert got == {name: ERRORS.get(name, 200) for name in pages}
    listed = {_name(address) for address in pages.values()} - {None}
    assert listed == {pattern.name for pattern in urlpatterns} - NO_PAGES


def test_each_page_of_the_staff_in_the_list_opens(client: Client):
    every_page.load()
    client.force_login(make_user(None, is_staff=True, is_superuser=True))
    pages = every_page.staff_pages()
    got = {name: client.get(address).status_code for name, address in pages.items()}
    assert got == dict.fromkeys(pages, 200)
