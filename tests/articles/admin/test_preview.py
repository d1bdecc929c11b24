"""The preview: the public page of what is stored, for the staff alone."""

import pytest

from articles.choices import Status
from tests.articles.admin.pages import address, filled
from tests.factories import make_article, make_draft, make_testimony, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_user("Editors")
    client.force_login(user)
    return user


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("make", [make_article, make_testimony])
def test_the_page_is_shown_in_every_status_and_never_kept(client, editor, make, status):
    item = make(status=status, title="Seen before readers do", body="<p>Our text</p>")
    response = client.get(address(item, "preview"))
    html = response.content.decode()
    assert response.status_code == 200
    assert ("Seen before readers do" in html, "<p>Our text</p>" in html) == (True, True)
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex' in html


def test_the_page_is_in_the_language_of_the_item_as_readers_see_it(client, editor):
    korean = make_draft(language="ko", title="제목")
    html = client.get(
        address(korean, "preview"), headers={"accept-language": "en"}
    ).content.decode()
    assert '<html lang="ko">' in html


def test_a_draft_with_every_gap_can_be_previewed(client, editor):
    for item in (
        make_draft(title="", summary="", outlet=None, outlet_date=None, link=None),
        make_testimony(status="draft", title="", forum="", date=None),
    ):
        assert client.get(address(item, "preview")).status_code == 200


def test_save_and_preview_shows_what_was_just_typed(client, editor):
    draft = make_draft(title="Old")
    page = client.get(address(draft))
    response = client.post(
        address(draft), filled(page, title="Typed now") | {"_preview": "1"}, follow=True
    )
    assert response.redirect_chain == [(address(draft, "preview"), 302)]
    assert "Typed now" in response.content.decode()
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_what_cannot_be_saved_is_not_previewed(client, editor):
    draft = make_draft(title="Old")
    page = client.get(address(draft))
    response = client.post(
        address(draft), filled(page, outlet_date="x", title="Typed") | {"_preview": "1"}
    )
    assert response.status_code == 200
    assert filled(response)["title"] == ["Typed"]


@pytest.mark.parametrize("key", ["999", "²", "x", "9" * 30, "1_2F"])
def test_an_item_that_is_not_there_has_no_preview(client, editor, key):
    assert client.get(f"/admin/articles/article/{key}/preview/").status_code == 404


def test_a_preview_is_looked_at_and_nothing_else(client, editor):
    draft = make_draft()
    assert client.post(address(draft, "preview")).status_code == 405
    assert client.get(address(draft, "translate")).status_code == 405


def test_readers_see_nothing_of_a_draft(client):
    draft = make_draft(title="Secret")
    assert client.get(draft.get_absolute_url()).status_code == 404
    response = client.get(address(draft, "preview"))
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")
