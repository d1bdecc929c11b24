"""Walking through the doors as a browser without scripts does."""

import re
import time

from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from articles.submissions import tokens

PNG = b"\x89PNG\r\n\x1a\n" + bytes(600)


def page(response):
    return html.fromstring(response.content.decode())


def text_of(response) -> str:
    """What a person reads in the main part of the page, on one line."""
    (main,) = page(response).xpath("//main")
    return " ".join(main.text_content().split())


def hidden(response, act: str = "") -> dict:
    """What the form of the page would send without anybody typing (of several, that of `act`)."""
    forms = page(response).xpath("//main//form")
    for form in forms:
        values = {
            field.get("name"): field.get("value", "")
            for field in form.xpath(".//input[@type='hidden']")
        }
        if values.get("act", "") == act:
            return values
    raise AssertionError(f"no form for {act!r}")


def wait(monkeypatch, seconds: int = 10) -> None:
    """Let time pass for the tokens."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + seconds)


def upload(content: bytes = PNG, name: str = "photo.png", type_: str = "image/png"):
    return SimpleUploadedFile(name, content, type_)


def ready_token(seconds_ago: int = 60, receipt: bytes | None = None) -> str:
    """A token of a form that was opened some time ago."""
    real = time.time
    time.time = lambda: real() - seconds_ago
    try:
        return tokens.issue(receipt)
    finally:
        time.time = real


def send(client, text: str = "What I saw.", *, language: str = "en", **fields):
    """Send a testimony; gives the answer with the receipt."""
    data = {"token": ready_token(), "text": text, "style": "english", "complete": "yes"} | fields
    return client.post(f"/{language}/submit/testimony/form/", data)


def receipt_on(response) -> str:
    """The receipt that a page shows."""
    return " ".join(page(response).xpath("//ol[contains(@class, 'receipt')]/li/text()"))


def come_back(client, receipt: str, language: str = "en"):
    return client.post(f"/{language}/receipt/", {"token": ready_token(), "receipt": receipt})


def act(client, opened, name: str, **fields):
    """Use one of the forms of an opened case."""
    values = hidden(opened, name)
    if "token" in values:
        values["token"] = ready_token()
    return client.post("/en/receipt/", values | fields)


def sentences(response) -> set[str]:
    """Every sentence that the page says is wrong."""
    found = page(response).xpath(
        "//*[contains(@class, 'wrong')]//text() | //p[contains(@class, 'wrong')]/text()"
    )
    return {re.sub(r"\s+", " ", part).strip() for part in found} - {""}
