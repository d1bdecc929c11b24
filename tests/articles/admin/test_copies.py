"""Our own copies: their text as text, the file to save, and whether it is still the same."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from articles.links.copies import Copies
from articles.links.rounds import Pace
from articles.models import ExternalLink, Snapshot
from tests.articles.admin.pages import address, list_of, messages_of, text_of
from tests.articles.links.answers import ARTICLE, TEXT, AnsweringSite
from tests.articles.views.reading import tree
from tests.factories import make_draft, make_user

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def snapshot():
    with AnsweringSite() as site:
        page = ARTICLE.format(
            title="Across the river", text=f"{TEXT} &lt;b&gt;bold&lt;/b&gt; {HOSTILE}"
        )
        site.extra["story"] = (200, page)
        make_draft(link=site.url("story/1"))
        list(Copies(Pace(pause=0), site.policy))
    return Snapshot.objects.get()


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editors"))


def test_the_text_is_shown_as_text_and_never_as_a_page(client, editor, snapshot):
    response = client.get(address(snapshot))
    html = response.content.decode()
    assert "people who had left the North" in text_of(response)
    assert "alert(1)" not in html.replace("&lt;script&gt;alert(1)", "")
    assert "onerror" not in html
    assert "&lt;b&gt;bold" in html
    assert snapshot.sha256 in text_of(response)
    assert tree(response).xpath("//main//iframe|//main//img|//main//script|//main//style") == []


def test_the_file_is_for_saving(client, editor, snapshot):
    response = client.get(address(snapshot, "file"))
    content = b"".join(response.streaming_content)
    with snapshot.open() as file:
        assert content == file.read()
    assert response["Content-Type"] == "application/warc"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))


def _verified(client, snapshot) -> list[tuple[str, str]]:
    return messages_of(client.post(address(snapshot, "verify"), follow=True))


def test_a_file_is_compared_with_what_was_taken(client, editor, snapshot):
    assert _verified(client, snapshot) == [("success", "The file is exactly what was taken.")]
    storages["private"].delete(snapshot.file)
    [(level, said)] = _verified(client, snapshot)
    assert (level, said[:16]) == ("error", "The file is not ")
    assert client.get(address(snapshot, "file")).status_code == 404
    assert "No text could be read" in text_of(client.get(address(snapshot)))
    storages["private"].save(snapshot.file, ContentFile(b"something else"))
    [(level, said)] = _verified(client, snapshot)
    assert (level, said[:15]) == ("error", "The file is NOT")


def test_the_list_finds_copies_by_address_and_title(client, editor, snapshot):
    for wanted in ("ledger.example", "Across the river", snapshot.sha256):
        page = client.get(list_of(Snapshot), {"q": wanted})
        [found] = tree(page).xpath("//th[@class='field-shown_title']/a/@href")
        assert found.partition("?")[0] == address(snapshot)
    assert not client.get(list_of(Snapshot), {"q": "elsewhere"}).context["cl"].result_count


def test_the_page_of_a_link_leads_to_its_copies(client, editor, snapshot):
    page = client.get(address(ExternalLink.objects.get()))
    assert address(snapshot) in tree(page).xpath("//section[@aria-labelledby='copies']//a/@href")


ANSWERS = {"nobody": 302, "no role": 403, "Moderators": 200, "Administrators": 200, "Editors": 200}


@pytest.mark.parametrize(("person", "answer"), ANSWERS.items())
def test_copies_are_for_the_staff(client, snapshot, person, answer):
    if person == "no role":
        client.force_login(make_user(None, is_staff=True))
    elif person != "nobody":
        client.force_login(make_user(person))
    for page in ("change", "file"):
        assert client.get(address(snapshot, page)).status_code == answer
    verified = client.post(address(snapshot, "verify"))
    assert verified.status_code == (302 if answer == 200 else answer)
    assert client.get(address(snapshot, "verify")).status_code in {302, 405}
