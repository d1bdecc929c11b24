"""Each request ends within its limits, whatever the server does, and says why in plain words."""

import json
import os
import re
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from articles.links import connecting, deadline, fetch, policy, special_addresses
from articles.links.refusals import FetchRefused
from tests.articles.links.hostile import EXPECTED, name_of, packed
from tests.articles.links.raw_server import raw_server, says

ROOT = Path(__file__).parents[3]
SECONDS = 1.2
SENTENCES = {kind.__name__: str(kind.sentence) for kind in FetchRefused.__subclasses__()}


def tell(urls: list[str], *, seconds: float = SECONDS, **environment: str) -> list[dict]:
    """What a process of its own says of fetching these addresses."""
    said = subprocess.run(
        [sys.executable, "-m", "tests.articles.links.fetch_and_tell", str(seconds), *urls],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in said.stdout.splitlines()]


@pytest.fixture(scope="module")
def told():
    """How each hostile answer was met, by its name."""
    for packing in ("gzip", "deflate", "br"):
        packed(packing)  # takes its time
    with ExitStack() as running:
        servers = [running.enter_context(raw_server(answer)) for answer in EXPECTED]
        return dict(zip(map(name_of, EXPECTED), tell([one.url for one in servers]), strict=True))


@pytest.mark.parametrize("answer", EXPECTED, ids=name_of)
def test_a_hostile_answer_is_refused_in_plain_words(told, answer):
    met = told[name_of(answer)]
    assert met["refusal"] == EXPECTED[answer]
    assert met["sentence"] == SENTENCES[EXPECTED[answer]]


def test_every_refusal_comes_within_the_time_of_one_request(told):
    late = {name: met["seconds"] for name, met in told.items() if met["seconds"] > SECONDS + 1}
    assert (len(told), late) == (len(EXPECTED), {})


def test_the_process_stays_below_100_megabytes(told):
    assert max(met["megabytes"] for met in told.values()) < 100


def test_a_page_just_within_the_limits_is_read():
    body = b"x" * 7_900_000
    with raw_server(lambda one: one.sendall(says("200 OK", {}, body))) as server:
        (met,) = tell([server.url], seconds=20)
    assert (met["refusal"], len(met["sentence"])) == ("", len(body))


HOPEFUL = {
    "http_proxy": "http://127.0.0.1:{port}",
    "HTTPS_PROXY": "http://127.0.0.1:{port}",
    "ALL_PROXY": "http://127.0.0.1:{port}",
    "NO_PROXY": "*",
    "PYTHONHTTPSVERIFY": "0",
    "REQUESTS_CA_BUNDLE": "{certificate}",
    "CURL_CA_BUNDLE": "{certificate}",
    "SSL_CERT_FILE": "{certificate}",
    "SSL_CERT_DIR": "/",
    "DEBUG": "1",
    "DJANGO_DEBUG": "1",
    "FETCH_POLICY": "off",
    "ALLOW_PRIVATE": "1",
    "ALLOWED_HOSTS": "*",
}


def test_a_certificate_that_only_the_environment_vouches_for_is_refused(certificate):
    environment = {
        name: value.format(port=9, certificate=certificate.file) for name, value in HOPEFUL.items()
    }
    hello = says("200 OK", {}, b"hello")
    with raw_server(lambda one: one.sendall(hello), tls=certificate.server()) as server:
        url = server.url.replace("http:", "https:")
        (met,) = tell([url], seconds=10, **environment)
        assert (met["refusal"], server.asked) == ("NotSecure", [])
    assert met["sentence"] == SENTENCES["NotSecure"]


def test_no_proxy_of_the_environment_is_asked():
    hello = says("200 OK", {}, b"hello")
    with ExitStack() as running:
        proxy = running.enter_context(raw_server(lambda one: one.sendall(hello)))
        site = running.enter_context(raw_server(lambda one: one.sendall(hello)))
        environment = {
            name: value.format(port=proxy.port, certificate="/nowhere")
            for name, value in HOPEFUL.items()
        }
        (met,) = tell([site.url], seconds=10, **environment)
        assert (met["sentence"], proxy.asked, site.asked) == ("hello", [], ["GET / HTTP/1.1"])


def test_nothing_that_guards_a_request_reads_the_environment_or_the_settings():
    guards = (connecting, deadline, fetch, policy, special_addresses)
    words = re.compile(r"\benviron\b|getenv|django\.conf|settings")
    read = {module.__name__: Path(module.__file__).read_text() for module in guards}
    assert [(name, found) for name, text in read.items() for found in words.findall(text)] == []


def test_the_policy_can_not_be_loosened_once_made():
    with pytest.raises(AttributeError):
        policy.FetchPolicy().may_visit = lambda address: True


def test_no_policy_of_the_project_may_visit_more_than_the_public_internet():
    """Wherever the project makes a policy, it leaves the guards as they are."""
    made = [
        (path.name, guard)
        for path in (ROOT / "articles").rglob("*.py")
        if "FetchPolicy(" in (text := path.read_text())
        for guard in ("may_visit=", "look_up=", "ports=", "tls=")
        if guard in text
    ]
    assert made == []
