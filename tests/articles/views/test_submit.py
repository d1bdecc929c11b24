"""The two doors: what is taken, what is refused with a sentence, what is never lost."""

import io
import json
import time
import zipfile
from itertools import pairwise

import pyrage
import pytest
from django.utils import translation
from django.utils.translation import gettext

from articles.choices import Purpose, SubmissionState
from articles.models import Consent, PressTip, SealedFile, Submission
from articles.models.keys import today
from articles.submissions import receipts, store, throttle, tokens
from articles.submissions.container import LARGEST_FILE, SIZES
from tests.articles.views.doors import (
    PNG,
    hidden,
    page,
    ready_token,
    receipt_on,
    send,
    sentences,
    text_of,
    upload,
)
from tests.factories import make_moderator_key, make_recovery_key

pytestmark = pytest.mark.django_db
FORM = "/en/submit/testimony/form/"
TIP = "/en/submit/press/"


@pytest.fixture
def keys():
    """The private halves to which testimonies are sealed."""
    return [make_moderator_key()[1], make_moderator_key()[1], make_recovery_key()[1]]


def tip(client, url="https://paper.example/story", **fields):
    return client.post(TIP, {"token": ready_token(), "url": url, "note": "A note"} | fields)


def lie_there() -> list[str]:
    """The names of the sealed files that lie in the storage."""
    return list(store.names())


# --- Press tips -----------------------------------------------------------------------------


def test_a_tip_arrives_in_plain_with_its_day(client):
    response = tip(client)
    assert response.status_code == 200
    stored = PressTip.objects.get()
    assert (stored.url, stored.note, stored.arrived_on) == (
        "https://paper.example/story",
        "A note",
        today(),
    )


@pytest.mark.parametrize(
    "url", ["", "no address", "javascript:alert(1)", "https://", "ftp://a.example/b"]
)
def test_a_tip_without_an_address_is_refused_and_keeps_the_note(client, url):
    response = tip(client, url, note="Keep this note")
    assert PressTip.objects.count() == 0
    assert len(sentences(response)) >= 2
    assert "Keep this note" in response.content.decode()


# --- A testimony ----------------------------------------------------------------------------


def test_a_testimony_is_stored_as_ciphertext_that_each_key_opens(client, keys):
    response = send(client, "Was ich sah: 수용소", contact="by letter", purposes=["keep", "courts"])
    assert response.status_code == 200
    case = Submission.objects.get()
    assert (case.state, case.arrived_on, case.language) == (SubmissionState.RECEIVED, today(), "en")
    for key in keys:
        opened = json.loads(pyrage.decrypt(bytes(case.sealed), [key]))
        assert opened == {"text": "Was ich sah: 수용소", "contact": "by letter"}
    assert set(case.consents.values_list("purpose", flat=True)) == {Purpose.KEEP, Purpose.COURTS}
    assert set(case.keys.values_list("recipient", flat=True)) == {
        str(key.to_public()) for key in keys[:2]
    }


@pytest.mark.parametrize(
    ("style", "language"),
    [("korean", "ko"), ("english", "en"), ("chinese_simplified", "zh-Hans"), ("digits", None)],
)
def test_the_receipt_is_shown_in_the_chosen_style_and_leads_to_the_case(
    client, keys, style, language
):
    response = send(client, style=style)
    shown = receipt_on(response)
    (words,) = page(response).xpath("//ol[contains(@class, 'receipt')]")
    assert (words.get("lang"), len(words)) == (language, 9 if style == "digits" else 8)
    case = Submission.objects.get()
    assert receipts.credentials(receipts.read(shown)).receipt_id == case.receipt_id


def test_the_same_form_twice_is_one_case_with_one_receipt(client, keys):
    token = ready_token()
    first, second = (send(client, "Once", token=token, file_1=upload()) for _ in range(2))
    assert receipt_on(first) == receipt_on(second)
    assert (Submission.objects.count(), SealedFile.objects.count(), len(lie_there())) == (1, 1, 1)
    assert "had arrived before" in text_of(second)


def test_each_open_form_has_a_receipt_of_its_own(client, keys):
    found = {tokens.receipt_in(hidden(client.get(FORM))["token"]) for _ in range(3)}
    assert len(found) == 3


def test_files_are_sealed_with_their_names(client, keys):
    content = PNG + b"canary"
    send(client, file_1=upload(content, "집.png"), file_3=upload(b"%PDF-1.7 text", "b.pdf"))
    case = Submission.objects.get()
    assert len(lie_there()) == 2
    stored = [sealed.file.open().read() for sealed in case.files.all()]
    for key in keys:
        archives = [zipfile.ZipFile(io.BytesIO(pyrage.decrypt(one, [key]))) for one in stored]
        found = [
            (archive.namelist()[0], archive.read(archive.namelist()[0])) for archive in archives
        ]
        assert found == [("집.png", content), ("b.pdf", b"%PDF-1.7 text")]
    assert not any(b"canary" in one or "집.png".encode() in one for one in stored)


def test_a_file_of_50_mb_is_taken_and_one_byte_more_is_not(client, keys):
    filling = LARGEST_FILE - len(PNG)
    response = send(
        client, file_1=upload(PNG + bytes(filling)), file_2=upload(PNG + bytes(filling + 1))
    )
    assert Submission.objects.count() == 0
    assert lie_there() == []
    errors = page(response).xpath("//*[@id='id_file_2_error']/text()")
    assert len(errors) == 1
    assert "50 MB" in errors[0]
    assert page(response).xpath("//*[@id='id_file_1_error']") == []
    assert "What I saw." in response.content.decode()
    assert "Choose your files again" in text_of(response)
    assert send(client, file_1=upload(PNG + bytes(filling))).status_code == 200
    (sealed,) = SealedFile.objects.all()
    assert SIZES[-1] < sealed.file.size < SIZES[-1] + 20_000


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00" + bytes(600), "letter.pdf"),
        (b"\x7fELF\x02\x01\x01" + bytes(600), "photo.jpg"),
        (b"#!/bin/sh\nrm -rf /\n", "notes.txt"),
        (b"", "empty.png"),
    ],
)
def test_what_a_file_calls_itself_is_not_trusted(client, keys, content, name):
    response = send(client, file_2=upload(content, name, "image/png"))
    assert (Submission.objects.count(), lie_there()) == (0, [])
    assert len(page(response).xpath("//*[@id='id_file_2_error']/text()")) == 1


def test_a_sixth_file_is_refused(client, keys):
    files = {f"file_{number}": upload() for number in range(1, 7)}
    response = send(client, **files)
    assert (Submission.objects.count(), lie_there()) == (0, [])
    assert any("one file too many" in sentence for sentence in sentences(response))


REFUSED = {
    "an empty text": {"text": "  "},
    "a text that is too long": {"text": "가" * 50_001},
    "a filled trap": {"website": "https://spam.example/"},
    "an unknown purpose": {"purposes": ["everything"]},
    "an unknown style": {"style": "klingon"},
    "a body that was cut off": {"complete": ""},
    "no token": {"token": ""},
    "a forged token": {"token": "x:y:z"},
    "a token of just now": {"token": "now"},
    "a token of the day before yesterday": {"token": "old"},
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_stores_nothing_and_loses_nothing(client, keys, name):
    changes = dict(REFUSED[name])
    if name == "a token of just now":
        changes["token"] = tokens.issue()
    if name == "a token of the day before yesterday":
        changes["token"] = ready_token(48 * 3600)
    fields = {"text": "Keep every word", "contact": "and this"} | changes
    response = send(client, fields.pop("text"), file_1=upload(), **fields)
    assert (Submission.objects.count(), Consent.objects.count(), lie_there()) == (0, 0, [])
    assert sentences(response)
    kept = page(response).xpath("//input[@name='contact']/@value")
    assert kept == ["and this"]
    assert page(response).xpath("//textarea/text()")[0].strip() == (
        "" if name == "an empty text" else changes.get("text", "Keep every word")
    )


@pytest.mark.parametrize("seconds", [48 * 3600, 25 * 3600])
def test_an_old_form_is_taken_at_the_second_try_with_the_same_receipt(client, keys, seconds):
    old = ready_token(seconds)
    again = hidden(send(client, token=old))["token"]
    assert tokens.receipt_in(again) == tokens.receipt_in(old)
    assert tokens.timing(again) is tokens.Timing.TOO_FAST


@pytest.mark.parametrize(
    ("seconds", "is_taken"), [(0, False), (3, False), (5, True), (86_300, True), (86_500, False)]
)
def test_a_form_is_taken_between_four_seconds_and_a_day(
    client, keys, monkeypatch, seconds, is_taken
):
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now)  # a busy machine takes seconds for the form
    send(client, token=ready_token(seconds))
    assert Submission.objects.count() == is_taken


def test_a_token_of_another_key_is_none(settings):
    token = ready_token()
    settings.SECRET_KEY = "another" * 10
    assert tokens.timing(token) is tokens.Timing.FORGED


# --- One word back --------------------------------------------------------------------------


def confirm(client, **fields):
    return client.post("/en/submit/testimony/receipt/", fields)


def test_one_word_is_asked_for_and_the_receipt_is_not_on_that_page(client, keys):
    sent = send(client)
    shown = receipt_on(sent).split()
    asked = confirm(client, **hidden(sent))
    page = asked.content.decode()  # single words of it may stand there by chance
    assert [pair for pair in pairwise(shown) if " ".join(pair) in page] == []
    position = int(hidden(asked)["position"])
    assert "Thank you" in text_of(
        confirm(client, **hidden(asked), word=shown[position - 1].upper())
    )


def test_a_wrong_word_is_told_and_the_receipt_can_be_seen_again(client, keys):
    sent = send(client)
    asked = confirm(client, **hidden(sent))
    wrong = confirm(client, **hidden(asked), word="nonsense")
    assert "That is not what stands there" in text_of(wrong)
    assert receipt_on(confirm(client, **hidden(wrong), again="1")) == receipt_on(sent)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"token": "x", "style": "english", "position": "1", "word": "a"},
        {"token": "", "style": "x"},
    ],
)
def test_a_word_without_a_receipt_leads_to_the_beginning(client, keys, fields):
    assert confirm(client, **fields)["Location"] == "/en/submit/testimony/"
    assert client.get("/en/submit/testimony/receipt/").status_code == 302


# --- Closed ---------------------------------------------------------------------------------


def test_a_door_without_keys_says_why_it_is_closed(client):
    for _ in range(2):
        make_moderator_key()
    for path in ("/en/submit/testimony/", FORM):
        response = client.get(path)
        assert "closed at the moment" in text_of(response) or "no testimony" in text_of(response)
        assert "is not made yet" in text_of(response)
        assert not page(response).xpath("//main//form | //main//a[contains(@href, '/form/')]")
    assert client.get(FORM).status_code == 503


def test_a_door_that_closes_meanwhile_gives_the_text_back_and_keeps_nothing(client):
    response = send(client, "Give it back", file_1=upload())
    assert response.status_code == 503
    assert page(response).xpath("//textarea/text()")[0].strip() == "Give it back"
    assert (Submission.objects.count(), lie_there()) == (0, [])


# --- Spam and throttle ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "null"}, 200),
        ({"origin": "http://testserver"}, 200),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "null"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ],
)
def test_a_form_from_another_site_is_refused(client, headers, status):
    data = {"token": ready_token(), "url": "https://paper.example/a"}
    assert client.post(TIP, data, headers=headers).status_code == status
    assert PressTip.objects.count() == (status == 200)


def test_one_address_has_a_limit_and_keeps_its_text(client, keys, monkeypatch):
    monkeypatch.setattr(throttle, "sending", throttle.Throttle(throttle.Limit(2, 100)))
    for _ in range(2):
        assert send(client, REMOTE_ADDR="x").status_code == 200
    data = {"token": ready_token(), "text": "Too much", "style": "english", "complete": "yes"}
    assert [
        client.post(FORM, data | {"token": ready_token()}, REMOTE_ADDR="203.0.113.9").status_code
        for _ in range(3)
    ] == [200, 200, 429]
    refused = client.post(FORM, data | {"token": ready_token()}, REMOTE_ADDR="203.0.113.9")
    assert "Too much" in refused.content.decode()
    assert (
        client.post(FORM, data | {"token": ready_token()}, REMOTE_ADDR="203.0.113.10").status_code
        == 200
    )


# --- Every page -----------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(
    "path", ["submit/", "submit/press/", "submit/testimony/", "submit/testimony/form/", "receipt/"]
)
def test_a_page_leaves_no_trace_and_needs_no_script(client, keys, language, path):
    response = client.get(f"/{language}/{path}")
    assert response.status_code == 200
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in response
    tree = page(response)
    assert len(tree.xpath("//h1")) == 1
    assert [script.get("src") for script in tree.xpath("//script[not(@type)]")] == [
        "/static/js/exit.js"
    ]
    assert len(tree.xpath("//p[@class='exit']/a")) == 1
    with translation.override(language):
        assert (
            gettext("This site sets no cookies and runs no scripts.")
            not in response.content.decode()
        )
    ids = tree.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    for field in tree.xpath("//main//input[not(@type='hidden')] | //main//textarea"):
        assert tree.xpath(f"//label[@for='{field.get('id')}']"), field.get("name")


def test_the_page_before_the_form_is_in_three_languages(client, keys):
    tree = page(client.get("/ko/submit/testimony/"))
    assert [part.get("lang") for part in tree.xpath("//section[@class='before']")] == [
        "ko",
        "en",
        "zh-Hans",
    ]
    counts = {len(part.xpath(".//li")) for part in tree.xpath("//section[@class='before']")}
    assert len(counts) == 1


def test_other_ways_to_reach_us_are_named_where_there_are_some(client, settings):
    settings.CONTACT = {"onion": "http://x.onion", "phone": "+82 2 000", "email": "a@b.example"}
    text = text_of(client.get("/en/submit/testimony/"))
    assert [text.count(way) for way in settings.CONTACT.values()] == [3, 3, 3]


def test_pages_are_found_without_a_language_in_the_address(client):
    for path in ("/submit/", "/submit/press/", "/receipt/"):
        assert client.get(path, headers={"accept-language": "ko"})["Location"] == f"/ko{path}"
