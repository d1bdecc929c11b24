"""Our own copies of pages: what they hold, who makes them, and that they can be checked."""

import datetime as dt
import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.utils import timezone
from warcio.archiveiterator import ArchiveIterator

from articles import publishing
from articles.choices import Finding
from articles.links import archive
from articles.links.copies import Copies
from articles.links.page import Page
from articles.links.refusals import NameUnknown
from articles.links.resources import of_page, of_style
from articles.links.rounds import Pace
from articles.links.warc import Limits, NothingToKeep, digest, make_copy, page_in
from articles.models import ExternalLink, Snapshot
from tests.articles.links.answers import ARTICLE, TEXT
from tests.factories import make_article, make_draft, make_user

STYLE = (
    "@import 'more.css'; body { background: url(\"/paper.png\") } @font-face { src: url(a.woff2) }"
)
PICTURES = """<img src="/river.png" srcset="/small.png 1x, /large.png 2x"><img data-src="/lazy.png">
<img src="data:image/png;base64,AAAA"><picture><source srcset="/wide.avif"></picture>"""


@pytest.fixture
def paper(site):
    """A site with a piece that has styles and pictures."""
    picture = (200, b"\x89PNG picture", {"Content-Type": "image/png"})
    for name in ("river.png", "small.png", "large.png", "lazy.png", "wide.avif", "paper.png"):
        site.extra[name] = picture
    site.extra["style.css"] = (200, STYLE, {"Content-Type": "text/css"})
    site.extra["more.css"] = (200, "b { color: red }", {"Content-Type": "text/css"})
    page = ARTICLE.format(title="Across the river", text=TEXT).replace("<img", PICTURES + "<img", 1)
    site.extra["story"] = (200, page, {"X-Served-By": "the ledger"})
    return site


def _records(file) -> list[tuple[str, str, bytes]]:
    """(type, path of the address, content) of each record."""
    return [
        (
            record.rec_type,
            (record.rec_headers.get_header("WARC-Target-URI") or "").partition(".example")[2].partition("/")[2],
            record.content_stream().read(),
        )
        for record in ArchiveIterator(file)
    ]  # fmt: skip


def _round(site, **pace) -> list:
    return list(Copies(Pace(**({"pause": 0} | pace)), site.policy))


# --- The file -------------------------------------------------------------------------------


def test_a_copy_holds_the_page_and_what_it_needs_to_be_read(paper):
    copy = make_copy(paper.url("story/1"), policy=paper.policy)
    with copy.file as file:
        records = _records(file)
    assert [(kind, path) for kind, path, _content in records] == [
        ("warcinfo", ""),
        ("response", "story/1"),
        ("response", "style.css"),
        ("response", "river.png"),
        ("response", "large.png"),
        ("response", "lazy.png"),
        ("response", "wide.avif"),
        ("response", "more.css"),
        ("response", "paper.png"),
    ]
    assert b"Across the river" in records[1][2]
    assert (copy.title, copy.status, copy.content_type, copy.resources) == (
        "Across the river | The Ledger",
        200,
        "text/html",
        7,
    )


def test_a_copy_tells_headers_time_and_the_way(paper):
    paper.extra["start"] = (301, "", {"Location": "/story/1"})
    with make_copy(paper.url("start/1"), policy=paper.policy).file as file:
        info, page, metadata = [
            (record.rec_headers, record.http_headers, record.content_stream().read())
            for record, _number in zip(ArchiveIterator(file), range(3), strict=False)
        ]
    assert paper.url("start/1").encode() in info[2]
    headers, answered, _body = page
    assert headers.get_header("WARC-Target-URI") == paper.url("story/1")
    taken = dt.datetime.fromisoformat(headers.get_header("WARC-Date"))
    assert abs(dt.datetime.now(dt.UTC) - taken) < dt.timedelta(minutes=1)
    assert headers.get_header("WARC-Payload-Digest").startswith("sha1:")
    assert answered.get_header("X-Served-By") == "the ledger"
    assert metadata[2] == f"redirect: 301 {paper.url('story/1')}\r\n".encode()


def test_the_digest_is_of_the_whole_file(paper):
    copy = make_copy(paper.url("story/1"), policy=paper.policy)
    with copy.file as file:
        assert len(file.read()) == copy.bytes
        assert digest(file) == copy.sha256
        file.seek(0)
        changed = io.BytesIO(file.read()[:-1] + b"x")
    assert digest(changed) != copy.sha256


@pytest.mark.parametrize(
    ("limits", "number"),
    [
        (Limits(resources=2), 2),
        (Limits(resources=0), 0),
        (Limits(bytes=0), 0),
        (Limits(seconds=0), 0),
        (Limits(resource_bytes=20), 6),  # the first style is longer
    ],
)
def test_what_belongs_to_a_page_is_bounded(paper, limits, number):
    copy = make_copy(paper.url("story/1"), policy=paper.policy, limits=limits)
    with copy.file as file:
        kept = [path for kind, path, _content in _records(file) if kind == "response"]
    if limits.resource_bytes == 20:
        assert "style.css" not in kept
        assert copy.resources == 4
    else:
        assert copy.resources == number == len(kept) - 1


def test_pictures_are_asked_for_by_the_same_safe_requests(site):
    """A page can't make us visit a private network: its picture is left out."""
    inside = f"http://intern.private:{site.port}/secret.png"
    page = ARTICLE.format(title="Trap", text=TEXT).replace("/river.png", inside)
    site.extra["story"] = (200, page)
    private = site.policy.look_up

    def look_up(name):
        return ["10.0.0.1"] if name.endswith(".private") else private(name)

    from dataclasses import replace

    policy = replace(site.policy, look_up=look_up, may_visit=lambda host: host.is_loopback)
    with make_copy(site.url("story/1"), policy=policy).file:
        pass
    assert {host for host, _path in site.asked} == {"ledger.example"}


@pytest.mark.parametrize(
    ("path", "finding"),
    [
        ("missing/1", Finding.NOT_FOUND),
        ("note/1", Finding.SAYS_GONE),
        ("wall/1", Finding.WALL),
        ("forbidden/1", Finding.REFUSED),
        ("error/1", Finding.ERROR),
        ("to-home/1", Finding.FRONT_PAGE),
    ],
)
def test_what_stands_in_place_of_a_piece_is_not_kept(site, path, finding):
    with pytest.raises(NothingToKeep) as refused:
        make_copy(site.url(path), policy=site.policy)
    assert refused.value.finding is finding


def test_a_page_that_cannot_be_fetched_says_why(site):
    with pytest.raises(NameUnknown):
        make_copy(site.url("page/1", host="lapsed.unknown"), policy=site.policy)


def test_a_document_is_kept_as_it_is(site):
    site.extra["paper.pdf"] = (200, b"%PDF-1.7", {"Content-Type": "application/pdf"})
    copy = make_copy(site.url("paper.pdf"), policy=site.policy)
    with copy.file as file:
        assert (copy.content_type, copy.resources) == ("application/pdf", 0)
        assert page_in(file) is None


def test_pages_in_korean_are_read_back(site):
    text = "북송된 사람들의 증언을 들었다. " * 40
    page = f"<html><head><meta charset='euc-kr'><title>증언</title></head><body><p>{text}</p></body></html>"
    site.extra["story"] = (200, page.encode("euc-kr"), {"Content-Type": "text/html"})
    with make_copy(site.url("story/1"), policy=site.policy).file as file:
        assert "북송된 사람들" in page_in(file).main_text


@pytest.mark.parametrize("damaged", [b"", b"no archive", b"\x1f\x8b\x08broken"])
def test_a_damaged_file_holds_no_page(damaged):
    assert page_in(io.BytesIO(damaged)) is None


def test_the_addresses_of_pictures_and_styles():
    html = (
        '<base href="https://cdn.example/a/"><link rel="stylesheet" href="s.css">'
        '<link rel="icon" href="i.png"><img src="p.png#x"><img src="p.png"><img src="mailto:x">'
        '<img src="http://[bad"><meta property="og:image" content="https://o.example/lead.jpg">'
    )
    assert of_page(Page("https://paper.example/story", html)) == [
        "https://cdn.example/a/s.css",
        "https://o.example/lead.jpg",
        "https://cdn.example/a/p.png",
    ]
    css = "@import url(b.css); i { background: url('c.svg') } @font-face { src: url(d.woff2?x) }"
    assert of_style("https://paper.example/css/a.css", css) == [
        "https://paper.example/css/b.css",
        "https://paper.example/css/c.svg",
    ]


# --- Kept and noted -------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_round_keeps_a_copy_of_each_page_once(paper):
    english = make_draft(link=paper.url("story/1"))
    make_draft(language="ko", link=paper.url("story/1"), translation_key=english.translation_key)
    assert [attempt.reason for attempt in _round(paper)] == [""]
    snapshot = Snapshot.objects.get()
    assert (snapshot.url, snapshot.page_url) == (paper.url("story/1"),) * 2
    assert (snapshot.resources, snapshot.status) == (7, 200)
    assert storages["private"].size(snapshot.file) == snapshot.bytes
    assert set(Snapshot.objects.of(paper.url("story/1/?utm_source=x"))) == {snapshot}
    assert archive.is_unchanged(snapshot)
    assert "people who had left the North" in archive.text_in(snapshot)
    assert _round(paper) == []


@pytest.mark.django_db
def test_whatever_a_site_answers_fits_into_the_row(paper):
    """PostgreSQL takes no NUL and no more letters than a column has."""
    _status, page, _headers = paper.extra["story"]
    paper.extra["story"] = (200, page, {"Content-Type": "text/html\x00;" + "x" * 300})
    paper.extra["start"] = (301, "", {"Location": f"/story/{'x' * 3_000}"})
    make_draft(link=paper.url("start/1"))
    assert [attempt.reason for attempt in _round(paper)] == [""]
    snapshot = Snapshot.objects.get()
    assert snapshot.page_url == paper.url(f"story/{'x' * 3_000}")
    assert (snapshot.url, snapshot.content_type) == (paper.url("start/1"), "text/html")


@pytest.mark.django_db
def test_a_file_that_was_changed_or_lost_is_noticed(paper):
    make_draft(link=paper.url("story/1"))
    _round(paper)
    snapshot, private = Snapshot.objects.get(), storages["private"]
    with private.open(snapshot.file) as file:
        content = file.read()
    private.delete(snapshot.file)
    private.save(snapshot.file, ContentFile(content[:-1] + b"!"))
    assert not archive.is_unchanged(snapshot)
    private.delete(snapshot.file)
    with pytest.raises(OSError, match=r"\.warc\.gz"):
        archive.is_unchanged(snapshot)
    assert archive.text_in(snapshot) == ""


@pytest.mark.django_db
def test_copies_survive_the_move_to_another_store(paper, settings):
    """Only the names of files are stored, so another backend with the same files will do."""
    make_draft(link=paper.url("story/1"))
    _round(paper)
    snapshot = Snapshot.objects.get()
    with snapshot.open() as file:
        content = file.read()
    elsewhere = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = settings.STORAGES | {"private": elsewhere}
    assert storages["private"].save(snapshot.file, ContentFile(content)) == snapshot.file
    assert archive.is_unchanged(snapshot)
    assert "people who had left the North" in archive.text_in(snapshot)


@pytest.mark.django_db
def test_what_cannot_be_copied_is_tried_again_less_and_less_often(site):
    make_article(link=site.url("wall/1"))
    waits = []
    for _try in range(6):
        ExternalLink.objects.update(copy_due_at=timezone.now())
        [attempt] = _round(site)
        assert attempt.reason == Finding.WALL.label
        due = ExternalLink.objects.get().copy_due_at
        waits.append(due and round((due - timezone.now()) / dt.timedelta(days=1)))
    assert waits == [1, 2, 4, 8, 16, None]
    assert not Snapshot.objects.exists()


@pytest.mark.django_db
def test_two_rounds_at_once_share_the_work(site):
    for number in range(4):
        make_article(link=site.url(f"page/{number}"))
    one, other = iter(Copies(Pace(pause=0), site.policy)), Copies(Pace(pause=0), site.policy)
    next(one)
    assert len([*other, *one]) == 3
    assert Snapshot.objects.count() == 4
    assert len(site.asked) == len({path for _host, path in site.asked if "page" in path}) * 3


@pytest.mark.django_db
def test_publishing_asks_for_a_copy_and_waits_for_nothing(site):
    draft = make_draft(link=site.url("page/1"))
    _round(site)
    link = draft.links.get()
    assert link.copy_due_at is None
    publishing.publish(draft, by=make_user())
    link.refresh_from_db()
    assert link.copy_due_at is None  # the copy of an hour ago is good enough
    publishing.withdraw(draft, by=make_user(), reason="x")
    ExternalLink.objects.update(copied_at=timezone.now() - dt.timedelta(days=3))
    asked = len(site.asked)
    publishing.publish(draft, by=make_user())
    assert len(site.asked) == asked
    link.refresh_from_db()
    assert link.copy_due_at is not None
    _round(site)
    assert Snapshot.objects.of(link.url).count() == 2


@pytest.mark.django_db
def test_a_new_address_wants_a_copy_of_its_own(site):
    draft = make_draft(link=site.url("page/1"))
    _round(site)
    link = draft.links.get()
    link.url = site.url("page/2")
    link.save()
    assert [attempt.url for attempt in _round(site)] == [site.url("page/2")]


@pytest.mark.django_db
def test_the_command_says_what_it_did(capsys, monkeypatch):
    make_article(link="https://paper.example:8443/not-visited")
    call_command("archive_links")
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Kept copies of 0 of 1 pages."
    assert len(said) == 2


# --- Private --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_no_address_of_the_site_leads_to_a_copy(paper, client):
    article = make_article(link=paper.url("story/1"))
    _round(paper)
    snapshot = Snapshot.objects.get()
    with pytest.raises(ValueError, match="has no address"):
        storages["private"].url(snapshot.file)
    paths = [
        f"/media/{snapshot.file}",
        f"/media/private/{snapshot.file}",
        f"/media/../private/{snapshot.file}",
        f"/media/%2e%2e/private/{snapshot.file}",
        f"/static/{snapshot.file}",
        f"/private/{snapshot.file}",
        f"/en/{snapshot.file}",
    ]
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
    page = client.get(article.get_absolute_url()).content.decode()
    assert snapshot.sha256 not in page
    assert "warc" not in page.lower()
