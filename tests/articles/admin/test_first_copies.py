"""What was captured is kept at once: the very bytes, once, and nothing where the save failed."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from warcio.archiveiterator import ArchiveIterator

from articles import history
from articles.admin import from_link
from articles.choices import CopyKind
from articles.links.copies import Copies
from articles.links.rounds import Pace
from articles.models import Article, ExternalLink, Snapshot
from articles.submissions import tips
from tests.articles.admin.pages import address, filled, messages_of, text_of
from tests.articles.admin.pasting import FAILURES, PASTE
from tests.articles.links.answers import NOTE, WALL
from tests.articles.links.raw_server import raw_server
from tests.factories import make_article, make_press_tip, make_user
from tests.news_site import story

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(news_site):
    news_site.show("/sites", story(news_site.address("/sites")))
    return news_site


@pytest.fixture
def paste(client, editor, django_capture_on_commit_callbacks):
    """Pastes an address, and does what follows after the commit."""

    def done(url: str):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(PASTE, {"url": url}, follow=True)

    return done


@pytest.fixture
def hand_in(client, django_capture_on_commit_callbacks):
    """Fills the draft in from a page that was saved in a browser."""

    def done(page, **sent):
        sent = filled(page, _fill="1", **sent)
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address(Article.objects.get()), sent, follow=True)

    return done


def _files() -> list[str]:
    return [file.name for file in Path(storages["private"].location).rglob("*") if file.is_file()]


def _records(snapshot) -> list:
    with snapshot.open() as file:
        return [
            (record.rec_type, record.rec_headers, record.http_headers, record.content_stream().read())
            for record in ArchiveIterator(file)
        ]  # fmt: skip


def _round(site) -> list:
    return [attempt.reason for attempt in Copies(Pace(pause=0), site.policy)]


# --- A page that was fetched ----------------------------------------------------------------


def test_the_page_of_a_new_draft_is_kept_as_it_was_fetched(client, paste, site):
    before = timezone.now()
    paste(site.address("/sites") + "?utm_source=letter")
    snapshot, link = Snapshot.objects.get(), ExternalLink.objects.get()
    assert (snapshot.url, snapshot.kind, snapshot.status) == (link.url, CopyKind.PAGE, 200)
    assert (snapshot.content_type, snapshot.resources) == ("text/html", 0)
    assert snapshot.title == "Centre counts six detention sites - The Harbour Ledger"
    assert before <= snapshot.taken_at <= timezone.now()
    _info, (kind, headers, answered, body) = _records(snapshot)
    assert (kind, body.decode()) == ("response", story(site.address("/sites")))
    assert headers.get_header("WARC-Target-URI") == snapshot.page_url
    assert snapshot.page_url == site.address("/sites") + "?utm_source=letter"
    assert dt.datetime.fromisoformat(headers.get_header("WARC-Date")) == snapshot.taken_at
    assert answered.get_header("Server").startswith("BaseHTTP")
    assert site.asked == ["/sites"]


def test_the_staff_read_save_and_verify_it(client, paste, site):
    paste(site.address("/sites"))
    snapshot, link = Snapshot.objects.get(), ExternalLink.objects.get()
    listed = client.get(address(link))
    assert address(snapshot) in listed.content.decode()
    assert "Page alone, as it was captured" in text_of(listed)
    assert "The next run of archive_links tries to add one with the pictures" in text_of(listed)
    page = client.get(address(snapshot))
    assert "located six detention sites" in text_of(page)
    file = client.get(address(snapshot, "file"))
    assert len(b"".join(file.streaming_content)) == snapshot.bytes
    verified = client.post(address(snapshot, "verify"), follow=True)
    assert messages_of(verified) == [("success", "The file is exactly what was taken.")]


def test_archive_links_adds_the_copy_with_pictures_and_keeps_the_first(client, paste, site):
    page = story(site.address("/sites")).replace("<article>", '<article><img src="/border.png">')
    site.show("/sites", page)
    site.show("/border.png", b"\x89PNG", kind="image/png")
    paste(site.address("/sites"))
    assert _round(site) == [""]
    copies = Snapshot.objects.of(site.address("/sites"))
    assert [(one.kind, one.resources) for one in copies] == [("full", 1), ("page", 0)]
    assert len(_files()) == 2
    assert _round(site) == []
    assert "tries to add one" not in text_of(client.get(address(ExternalLink.objects.get())))


def test_a_page_that_is_gone_by_then_is_still_there_for_the_staff(client, paste, site):
    paste(site.address("/sites"))
    site.pages.clear()
    assert len(_round(site)) == 1
    snapshot = Snapshot.objects.get()
    assert "located six detention sites" in text_of(client.get(address(snapshot)))


def test_a_copy_at_a_portal_is_filed_under_the_portal(paste, site):
    site.show("/article/1", story("https://ledger.example/sites"))
    portal = site.address("/article/1", host="news.portal.example")
    paste(portal)
    assert [one.url for one in Snapshot.objects.all()] == [portal]


def test_an_accepted_tip_has_a_first_copy_as_well(client, site, django_capture_on_commit_callbacks):
    client.force_login(make_user("Moderators"))
    tip = make_press_tip(url=site.address("/sites"))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(tip, "act"), {"verb": "accept"})
    assert [one.url for one in Snapshot.objects.all()] == [site.address("/sites")]


def test_a_film_or_document_is_kept_too(paste, site):
    site.show("/report", b"%PDF-1.7 report", kind="application/pdf")
    paste(site.address("/report"))
    snapshot = Snapshot.objects.get()
    assert (snapshot.content_type, snapshot.title) == ("application/pdf", "")
    assert _records(snapshot)[1][3] == b"%PDF-1.7 report"


# --- Where nothing is to be kept ------------------------------------------------------------

WITHOUT_A_PIECE = {name: case for name, case in FAILURES.items() if name not in {"a file", "too slow"}}  # fmt: skip


@pytest.mark.parametrize(("prepare", "reason"), WITHOUT_A_PIECE.values(), ids=list(WITHOUT_A_PIECE))
def test_what_stands_in_place_of_the_piece_is_not_kept(paste, site, prepare, reason):
    prepare(site)
    paste(site.address("/story"))
    assert reason in Article.objects.get().import_notes
    assert (Snapshot.objects.count(), _files()) == (0, [])


def test_neither_is_a_wall_nor_a_note_that_the_piece_is_gone(paste, site):
    for path, page in (("/wall", WALL), ("/note", NOTE)):
        site.show(path, page)
        paste(site.address(path))
    assert (Article.objects.count(), Snapshot.objects.count(), _files()) == (2, 0, [])


@pytest.mark.parametrize("url", ["http://10.0.0.1/admin", "https://ledger.example:8443/story"])
def test_an_address_that_was_refused_has_no_copy_of_any_kind(client, paste, hand_in, url):
    """With the policy of every day."""
    page = paste(url)
    hand_in(page, page_source=story(""))
    assert Article.objects.get().headline == "Centre counts six detention sites"
    assert (Snapshot.objects.count(), _files()) == (0, [])


def test_no_page_can_have_its_copy_filed_under_an_address_that_is_refused(paste, site):
    """The page names a port of its own as its canonical address; the link leads there."""
    site.show("/sites", story("https://ledger.example:8443/sites"))
    paste(site.address("/sites"))
    assert ExternalLink.objects.get().url == "https://ledger.example:8443/sites"
    assert Snapshot.objects.get().url == site.address("/sites")


def test_an_address_that_is_here_already_is_neither_fetched_nor_kept(paste, site):
    make_article(link=site.address("/sites"))
    paste(site.address("/sites"))
    assert (Snapshot.objects.count(), site.asked) == (0, [])


# --- What goes wrong ------------------------------------------------------------------------


class Killed(BaseException):
    """The process ends here."""


def test_a_draft_that_could_not_be_stored_leaves_no_file(paste, site, monkeypatch):
    def fails(_item):
        raise Killed

    monkeypatch.setattr(history, "keep", fails)
    with pytest.raises(Killed):
        paste(site.address("/sites"))
    assert (Article.objects.count(), Snapshot.objects.count(), _files()) == (0, 0, [])


def test_a_tip_that_somebody_else_decided_meanwhile_leaves_no_file(
    client, site, monkeypatch, django_capture_on_commit_callbacks
):
    client.force_login(make_user("Moderators"))
    tip, look_at = make_press_tip(url=site.address("/sites")), tips.look_at

    def overtaken(*args):
        captured = look_at(*args)
        tips.decline(tip, by=None)
        return captured

    monkeypatch.setattr(tips, "look_at", overtaken)
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(address(tip, "act"), {"verb": "accept"}, follow=True)
    assert "Somebody else was faster" in messages_of(page)[0][1]
    assert site.asked == ["/sites"]
    assert (Article.objects.count(), Snapshot.objects.count(), _files()) == (0, 0, [])


def test_killed_between_file_and_row_the_link_is_still_due(client, paste, site, monkeypatch):
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(Snapshot, "save", lambda *args, **options: _die())
        paste(site.address("/sites"))
    assert (Article.objects.count(), Snapshot.objects.count(), len(_files())) == (1, 0, 1)
    assert _round(site) == [""]
    assert Snapshot.objects.get().kind == CopyKind.FULL


def _die():
    raise Killed


def test_a_store_that_fails_costs_neither_the_draft_nor_the_later_copy(
    client, paste, site, monkeypatch
):
    def full(*_args, **_options):
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(storages["private"], "save", full)
        page = paste(site.address("/sites"))
    assert page.redirect_chain[-1][0] == address(Article.objects.get())
    assert not Snapshot.objects.exists()
    assert _round(site) == [""]


NASTY = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\x00; charset=utf-8\r\n"
    b"X-Folded: one\r\n\tContent-Length: 3\r\n WARC-Type: request\r\n"
    b"X-Feed: a\x0bb\x0cc\x7fd\r\nX-Letters: \xed\x95\x9c\xea\xb8\x80\r\n"
    b"Content-Length: %d\r\n\r\n%b"
)
FALSE_RECORD = "\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\n"


def test_nothing_that_a_site_sends_becomes_a_header_or_a_record(
    paste, site, monkeypatch, django_capture_on_commit_callbacks
):
    body = story("").replace("</body>", f"{FALSE_RECORD}</body>").encode()
    with raw_server(lambda to: to.sendall(NASTY % (len(body), body))) as server:
        policy = replace(site.policy, ports=frozenset({server.port}))
        monkeypatch.setattr(from_link, "POLICY", policy)
        paste(server.url)
        assert len(server.asked) == 1
    snapshot = Snapshot.objects.get()
    info, (kind, headers, answered, kept) = _records(snapshot)
    assert (info[0], kind, kept) == ("warcinfo", "response", body)
    assert answered.get_header("X-Folded") == "one Content-Length: 3 WARC-Type: request"
    assert answered.get_header("X-Feed") == "a b c d"
    names = [name.lower() for name, _value in answered.headers]
    assert names.count("content-length") == 1
    assert "warc-type" not in names
    assert [name for name, _value in headers.headers].count("WARC-Type") == 1
    with snapshot.open() as file:
        assert b"\r\n\tContent" not in b"".join(file)
    assert snapshot.content_type == "text/html"


# --- A page that was handed in --------------------------------------------------------------


@pytest.fixture
def blocked(paste, site):
    """The form of a draft whose page was refused."""
    site.show("/story", "No", status=403)
    return paste(site.address("/story"))


@pytest.mark.parametrize("way", ["file", "source"])
def test_a_page_that_was_handed_in_is_kept_and_says_so(client, editor, blocked, hand_in, site, way):
    content = story("")
    if way == "file":
        hand_in(blocked, page_file=SimpleUploadedFile("C:\\Mina\\story.html", content.encode()))
    else:
        hand_in(blocked, page_source=content)
    snapshot = Snapshot.objects.get()
    assert (snapshot.url, snapshot.kind, snapshot.status, snapshot.handed_in_by) == (
        site.address("/story"),
        CopyKind.BY_HAND,
        None,
        editor,
    )
    _info, page, about = _records(snapshot)
    assert (page[0], about[0]) == ("resource", "metadata")
    assert page[1].get_header("WARC-Target-URI") == site.address("/story")
    assert page[3].decode().split() == content.split()
    assert about[3].decode().splitlines() == [
        "origin: saved in a browser and handed in, not fetched",
        f"handed-in-by: {editor.pk}",
    ]
    assert about[1].get_header("WARC-Concurrent-To") == page[1].get_header("WARC-Record-ID")
    with snapshot.open() as file:
        assert b"Mina\\story" not in b"".join(record[3] for record in _records(snapshot))
        assert b"mina" not in file.read()
    shown = text_of(client.get(address(snapshot)))
    assert "saved in a browser and handed in · mina" in shown
    assert "None: this site did not fetch the page" in shown
    assert "located six detention sites" in shown
    verified = client.post(address(snapshot, "verify"), follow=True)
    assert [level for level, _said in messages_of(verified)] == ["success"]
    assert site.asked == ["/story"]


def test_a_copy_outlives_the_account_that_handed_it_in(client, editor, blocked, hand_in):
    hand_in(blocked, page_source=story(""))
    client.force_login(make_user("Editors"))
    editor.delete()
    shown = text_of(client.get(address(Snapshot.objects.get())))
    assert "saved in a browser and handed in" in shown


def test_a_page_that_was_handed_in_stays_where_the_site_never_opens(blocked, hand_in, site):
    hand_in(blocked, page_source=story(""))
    assert len(_round(site)) == 1
    assert [one.kind for one in Snapshot.objects.all()] == [CopyKind.BY_HAND]


def test_a_form_that_is_refused_or_overtaken_leaves_no_file(client, blocked, hand_in):
    page = hand_in(blocked, page_source=story(""), _publish="1")
    assert page.status_code == 200
    assert Article.objects.get().headline == ""
    Article.objects.update(version=7)
    hand_in(blocked, page_source=story(""))
    assert Article.objects.get().headline == ""
    assert (Snapshot.objects.count(), _files()) == (0, [])


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_whoever_hands_in_a_page_is_told_where_it_was_not_kept(client, editor, site, monkeypatch):
    site.show("/story", "No", status=403)

    def sent(page):
        form = filled(page, _fill="1", page_source=story(""))
        return client.post(address(Article.objects.get()), form, follow=True)

    page = client.post(PASTE, {"url": site.address("/story")}, follow=True)
    with monkeypatch.context() as patch:
        patch.setattr(from_link, "POLICY", type(site.policy)())
        page = sent(page)
    assert messages_of(page)[1][0] == "warning"
    assert messages_of(page)[1][1].startswith("No copy of the page was kept. Only pages on the web")
    with monkeypatch.context() as patch:
        patch.setattr(storages["private"], "save", _no_space)
        page = sent(page)
    assert messages_of(page)[1] == (
        "error",
        "The page could not be stored as a copy. Keep your file and upload it again later.",
    )
    assert [level for level, _said in messages_of(sent(page))] == ["success"]
    assert Snapshot.objects.get().kind == CopyKind.BY_HAND


def _no_space(*_args, **_options):
    raise OSError("no space left")
