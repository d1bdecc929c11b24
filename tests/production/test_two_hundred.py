"""Two hundred people send testimonies with files through the production servers.

Afterwards everything that the servers could write is searched for what the people typed, for
their addresses and for their browsers' names.
"""

import http.client
import io
import json
import re
import socket
import sqlite3
import time
import uuid
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyrage
import pytest
from django.db import connection
from lxml import html

from tests.production.serving import HOST, NGINX, Site

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="has a database of its own")
PEOPLE = 200
CANARY = "Canary-카나리아"
KEYS = [pyrage.x25519.Identity.generate() for _ in range(2)]
SET_UP = """
from django.contrib.auth.models import Group, User
from articles.models import ModeratorKey
for number, recipient in enumerate({recipients!r}):
    user = User.objects.create_user(f"moderator{{number}}", is_staff=True)
    user.groups.add(Group.objects.get(name="Moderators"))
    ModeratorKey.objects.create(user=user, recipient=recipient, wrapped="-----BEGIN AGE ENCRYPTED FILE-----")
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("production"))
    site.manage("migrate", "--verbosity", "0")
    site.manage("collectstatic", "--noinput", "--verbosity", "0")
    site.manage("shell", "-c", SET_UP.format(recipients=[str(key.to_public()) for key in KEYS]))
    (secret,) = re.findall(r"AGE-SECRET-KEY-1\w{58}", site.manage("recovery_key"))
    site.recovery = pyrage.x25519.Identity.from_str(secret)
    assert "opens a test submission" in site.manage("recovery_key", "--drill", typed=secret)
    site.start()
    yield site
    site.stop()


class Person:
    """Somebody with an address of their own on this machine, and a browser with a name."""

    def __init__(self, site: Site, number: int):
        self.site, self.number = site, number
        self.address = f"127.0.{7 + number // 200}.{number % 200 + 1}"
        self.says = f"{CANARY}-{number:03}"
        self.receipt = ""

    def ask(self, path: str, fields: dict | None = None, file: tuple[str, bytes] | None = None):
        """One request; gives the page as a tree."""
        port = self.site.front if NGINX else self.site.port
        line = http.client.HTTPConnection(
            "127.0.0.1", port, timeout=120, source_address=(self.address, 0)
        )
        headers = {
            "Host": HOST,
            "User-Agent": f"Browser-{CANARY}".encode(),
            "Referer": "https://canary.example/",
        }
        if not NGINX:
            headers |= {"X-Forwarded-Proto": "https", "X-Forwarded-For": self.address}
        body = None
        if fields is not None:
            body, headers["Content-Type"] = multipart(fields, file)
        line.request("GET" if body is None else "POST", path, body, headers)
        answer = line.getresponse()
        text = answer.read().decode()
        line.close()
        assert answer.status == 200, (path, answer.status, text[-500:])
        return html.fromstring(text)

    def open_form(self) -> None:
        self.token = self.ask("/ko/submit/testimony/form/").xpath("//input[@name='token']/@value")[
            0
        ]

    def send(self) -> None:
        content = b"\x89PNG\r\n\x1a\n" + self.says.encode() * (
            200_000 if self.number % 20 == 0 else 50
        )
        fields = {
            "token": self.token, "text": self.says, "contact": self.says,
            "purposes": "keep", "style": "english",
        }  # fmt: skip
        shown = self.ask("/ko/submit/testimony/form/", fields, (f"{self.says}.png", content))
        self.receipt = " ".join(shown.xpath("//ol[contains(@class, 'receipt')]/li/text()"))
        assert self.receipt, shown.xpath("string(//main)")
        self.token = shown.xpath("//input[@name='token']/@value")[0]

    def come_back(self) -> str:
        fields = {"token": self.token, "receipt": self.receipt}
        return self.ask("/ko/receipt/", fields).xpath("string(//main)")


def multipart(fields: dict, file: tuple[str, bytes] | None) -> tuple[bytes, str]:
    boundary = uuid.uuid4().hex

    def part(name: str, value: bytes, more: str = "") -> bytes:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
        return head.encode() + value + b"\r\n"

    parts = [part(name, value.encode()) for name, value in fields.items()]
    if file:
        parts.append(part("file_1", file[1], f'; filename="{file[0]}"\r\nContent-Type: image/png'))
    parts.append(part("complete", b"yes"))
    body = b"".join([*parts, f"--{boundary}--\r\n".encode()])
    return body, f"multipart/form-data; boundary={boundary}"


@pytest.fixture(scope="module")
def people(site):
    everybody = [Person(site, number) for number in range(PEOPLE)]
    with ThreadPoolExecutor(6) as at_once:
        for step in (Person.open_form, lambda person: time.sleep(0), Person.send):
            if step is Person.send:
                time.sleep(4.5)  # nobody fills in a form faster
            list(at_once.map(step, everybody))
    return everybody


def written_by(site: Site):
    """Every file that the servers may have written, and what their processes hold open."""
    skipped = {site.folder / "static"}
    for path in site.folder.rglob("*"):
        if path.is_file() and not skipped & set(path.parents) and path.name != "nginx.conf":
            yield path
    for pid in site.pids:
        for descriptor in Path(f"/proc/{pid}/fd").glob("*"):
            if "deleted" in str(descriptor.readlink()) and descriptor.is_file():
                yield descriptor


#: What must not be found: what was typed in every encoding that may turn up, browsers, referrers.
TEXTS = (CANARY, "카나리아", "canary.example", "Browser-Canary")
NEEDLES = (
    *(text.encode(code) for text in TEXTS for code in ("utf-8", "utf-16-le")),
    *(json.dumps(text)[1:-1].encode() for text in TEXTS),
    *(text.encode().hex().encode() for text in TEXTS),
)
ADDRESS = re.compile(rb"127\.0\.[7-9]\.[0-9]")


def found_in(site: Site, people: list[Person]) -> list[tuple[Path, bytes]]:
    found = []
    for path in written_by(site):
        content = path.read_bytes()
        found += [(path, needle) for needle in NEEDLES if needle in content]
        found += [(path, match) for match in ADDRESS.findall(content)]
        if path.parent.name != "sealed":
            receipts = (person.receipt.encode() for person in people if person.receipt)
            found += [(path, receipt) for receipt in receipts if receipt in content]
    return found


def test_nothing_of_two_hundred_people_is_found_anywhere(site, people):
    assert len({person.address for person in people}) == PEOPLE
    assert len({person.receipt for person in people}) == PEOPLE
    paths = list(written_by(site))
    assert {site.folder / "db.sqlite3", site.log} <= set(paths)
    assert len(list((site.folder / "sealed").iterdir())) == PEOPLE
    assert found_in(site, people) == []


def test_the_search_would_find_it(site, people):
    planted = site.folder / "tmp" / "planted"
    for needle in (
        people[3].says.encode(),
        people[199].address.encode(),
        people[7].receipt.encode(),
    ):
        planted.write_bytes(b"x" * 100 + needle)
        assert {path for path, _what in found_in(site, people)} == {planted}
    planted.unlink()


def test_each_key_opens_what_all_of_them_sent(site, people):
    with sqlite3.connect(site.folder / "db.sqlite3") as database:
        blobs = [row[0] for row in database.execute("select sealed from articles_submission")]
    files = [path.read_bytes() for path in (site.folder / "sealed").iterdir()]
    said = {person.says for person in people}
    for key in (*KEYS, site.recovery):
        texts = [json.loads(pyrage.decrypt(blob, [key])) for blob in blobs]
        assert {text["text"] for text in texts} == {text["contact"] for text in texts} == said
        names = {
            zipfile.ZipFile(io.BytesIO(pyrage.decrypt(file, [key]))).namelist()[0] for file in files
        }
        assert names == {f"{says}.png" for says in said}


def test_a_receipt_leads_back_and_leaves_nothing_either(site, people):
    time.sleep(4.5)
    for person in people[:5]:
        assert "도착했습니다" in person.come_back()
    assert found_in(site, people) == []


def test_files_tell_the_day_of_their_arrival_only(site, people):
    times = {path.stat().st_mtime % 86_400 for path in (site.folder / "sealed").iterdir()}
    assert times == {15 * 3600}  # midnight in Seoul


def test_half_an_upload_lies_nowhere_in_plain(site, people):
    """In the middle of a large file nothing of it is in a temporary file, open or deleted."""
    person = Person(site, 250)
    person.open_form()
    time.sleep(4.5)
    content = b"\x89PNG\r\n\x1a\n" + person.says.encode() * 300_000
    body, kind = multipart(
        {"token": person.token, "text": person.says, "style": "english"}, ("a.png", content)
    )
    line = socket.create_connection(
        ("127.0.0.1", site.front if NGINX else site.port), source_address=(person.address, 0)
    )
    head = (
        f"POST /ko/submit/testimony/form/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: {kind}\r\n"
        f"X-Forwarded-Proto: https\r\nX-Forwarded-For: {person.address}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    line.sendall(head.encode() + body[: len(body) // 2])
    time.sleep(2)
    sealed = list((site.folder / "sealed").iterdir())
    assert len(sealed) == PEOPLE + 1
    assert max(path.stat().st_size for path in sealed) > 1_000_000
    assert found_in(site, [*people, person]) == []
    line.close()
    deadline = time.monotonic() + 30
    while len(list((site.folder / "sealed").iterdir())) > PEOPLE and time.monotonic() < deadline:
        time.sleep(0.2)
    assert len(list((site.folder / "sealed").iterdir())) == PEOPLE
    assert number_of_cases(site) == PEOPLE
    assert found_in(site, [*people, person]) == []


def number_of_cases(site: Site) -> int:
    with sqlite3.connect(site.folder / "db.sqlite3") as database:
        return database.execute("select count(*) from articles_submission").fetchone()[0]


def test_broken_requests_and_failures_are_logged_without_the_person(site, people):
    person = Person(site, 251)
    for raw in (
        f"GET /en/submit/{CANARY} HTTP/9.9\r\n\r\n",
        f"{CANARY}\r\n\r\n",
        f"GET /en/receipt/?q={CANARY} HTTP/1.1\r\nHost: {HOST}\r\nBad Header {CANARY}: x\r\n\r\n",
        f"POST /en/receipt/ HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-Proto: https\r\nContent-Type: multipart/form-data\r\nContent-Length: 5\r\n\r\n{CANARY[:5]}",
    ):
        for port in {site.port, site.front if NGINX else site.port}:
            line = socket.create_connection(("127.0.0.1", port), source_address=(person.address, 0))
            line.sendall(raw.encode())
            line.settimeout(5)
            line.recv(100)
            line.close()
    sealed, away = site.folder / "sealed", site.folder / "away"
    person.open_form()
    time.sleep(4.5)
    sealed.rename(away)
    sealed.write_text("in the way")
    with pytest.raises(AssertionError, match="500"):
        person.send()
    sealed.unlink()
    away.rename(sealed)
    log = site.log.read_text()
    assert "a private page failed: " in log
    assert "Invalid request" in log
    assert found_in(site, [*people, person]) == []


def test_what_is_erased_is_gone_from_the_disk(site, people):
    """The ciphertext itself, not only what it says."""
    with sqlite3.connect(site.folder / "db.sqlite3") as database:
        rows = database.execute("select sealed, receipt_id from articles_submission").fetchall()
        database.execute("update articles_submission set arrived_on = '2020-01-01'")
    files = [path.read_bytes()[3000:3100] for path in (site.folder / "sealed").iterdir()]
    told = site.manage("purge_submissions")
    assert f"cases: {PEOPLE}" in told
    left = b"".join(path.read_bytes() for path in written_by(site) if path.stat().st_size)
    pieces = [
        bytes(sealed)[start : start + 64] for sealed, _id in rows for start in (600, 2000, 4000)
    ]
    pieces += [receipt_id.encode() for _sealed, receipt_id in rows] + files
    assert [piece for piece in pieces if piece in left] == []
    assert list((site.folder / "sealed").iterdir()) == []
    assert site.manage("purge_submissions") == ""
