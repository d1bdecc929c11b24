"""The staff's forms of the pages about ourselves."""

import pytest
from django.urls import reverse

from articles.history import versions_of
from articles.models import SitePage
from tests.articles.admin.pages import address, errors_of, filled, list_of, text_of
from tests.factories import make_site_page, make_user

pytestmark = pytest.mark.django_db

NEW = reverse("admin:articles_sitepage_add")


@pytest.fixture(params=["Editors", "Administrators"])
def writer(client, request):
    client.force_login(make_user(request.param))


def _save(client, where: str, **data):
    return client.post(where, filled(client.get(where)) | {"_save": "Save"} | data)


def test_a_page_is_written_in_both_languages_and_its_history_kept(client, writer):
    text = {"title": "About", "title_ko": "소개", "body": "<p>A</p>", "body_ko": "<p>가</p>"}
    assert _save(client, NEW, kind="about", **text).status_code == 302
    page = SitePage.objects.get()
    assert _save(client, address(page), body="<p>B</p>").status_code == 302
    assert "B" in client.get("/en/about/").content.decode()
    assert "가" in client.get("/ko/about/").content.decode()
    kept = [version.field_dict["body"] for version in versions_of(page)]
    assert kept == ["<p>B</p>", "<p>A</p>"]


def test_a_page_without_any_text_is_not_kept(client, writer):
    response = _save(client, NEW, kind="about", title="About")
    assert set(errors_of(response)) == {"body"}


def test_there_is_one_of_each_kind(client, writer):
    make_site_page()
    response = _save(client, NEW, kind="about", title="Again", body="<p>A</p>")
    assert errors_of(response) == {
        "kind": ["This page is there already. Change it in the list of pages."]
    }
    assert SitePage.objects.count() == 1


def test_the_address_of_a_page_stays(client, writer):
    page = make_site_page()
    _save(client, address(page), kind="contact")
    page.refresh_from_db()
    assert page.kind == "about"


def test_the_list_shows_them_all(client, writer):
    make_site_page()
    make_site_page("contact", title="Reach us")
    shown = text_of(client.get(list_of(SitePage)))
    assert [title for title in ("Who we are", "Reach us") if title not in shown] == []
