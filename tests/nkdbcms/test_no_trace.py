"""Every view of the doors made to fail in turn: nothing of the person is in any report."""

import importlib
import io
import logging
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.log import AdminEmailHandler

from articles.models import Submission
from articles.submissions import receipts, sealing
from nkdbcms.no_trace import NoTraceFilter, is_private
from tests.articles.admin.test_answers import arguments_of, guarded_addresses
from tests.articles.views.doors import ready_token, receipt_on, send, upload
from tests.factories import make_moderator_key, make_recovery_key, make_user
from tests.staff import StaffClient

pytestmark = pytest.mark.django_db
CANARY = "카나리아-canary-7f3a"
ADDRESS, BROWSER, REFERRER = "203.0.113.77", "CanaryBrowser/1.0", "https://canary.example/from"


OF_MODERATORS = tuple(
    f"admin:articles_{model}_" for model in ("submission", "moderatorkey", "presstip")
)


class Broken(Exception):
    pass


#: What each view calls, by (module, name): made to fail one after the other.
POINTS = [
    ("articles.views.submit", "render"),
    ("articles.views.submit", "TipForm"),
    ("articles.views.submit", "TestimonyForm"),
    ("articles.views.submit", "WordForm"),
    ("articles.views.submit", "lets_in"),
    ("articles.views.submit", "keep_files"),
    ("articles.views.submit", "_show_receipt"),
    ("articles.views.submit", "_ask_for_word"),
    ("articles.views.receipt", "render"),
    ("articles.views.receipt", "ReceiptForm"),
    ("articles.views.receipt", "AnswerForm"),
    ("articles.views.receipt", "ConsentForm"),
    ("articles.views.receipt", "WithdrawalForm"),
    ("articles.views.receipt", "erase"),
    ("articles.views.receipt", "_read"),
    ("articles.views.receipt", "_case"),
    ("articles.submissions.intake", "receive_tip"),
    ("articles.submissions.intake", "receive_testimony"),
    ("articles.submissions.intake", "receive_answer"),
    ("articles.submissions.intake", "case_of"),
    ("articles.submissions.consents", "allow_just"),
    ("articles.submissions.sealing", "audience"),
    ("articles.submissions.sealing", "seal"),
    ("articles.submissions.receipts", "credentials"),
    ("articles.submissions.receipts", "read"),
    ("articles.submissions.receipts", "write"),
    ("articles.submissions.tokens", "issue"),
    ("articles.submissions.tokens", "receipt_in"),
    ("articles.submissions.store", "create"),
    ("articles.submissions.kinds", "kind_of"),
    ("articles.submissions.retention", "erased_on"),
    ("articles.views.private", "comes_from_elsewhere"),
]


@pytest.fixture
def reports(settings):
    """Everything that is logged or mailed about failures, as a site would that asks for all of it."""
    settings.ADMINS = [("Admin", "admin@site.example")]
    written = io.StringIO()
    console = logging.StreamHandler(written)
    console.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    console.addFilter(NoTraceFilter())
    mailing = AdminEmailHandler(include_html=True)
    mailing.setLevel(logging.ERROR)
    handlers = [console, mailing]
    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.DEBUG)
    for handler in handlers:
        root.addHandler(handler)
    yield (
        lambda: (
            written.getvalue()
            + "".join(
                str(message.message())
                + message.body
                + "".join(str(part) for part in message.alternatives)
                for message in mail.outbox
            )
        )
    )
    root.setLevel(level)
    for handler in handlers:
        root.removeHandler(handler)


def everything(receipt: str) -> list[tuple[str, dict | None]]:
    """Every page of the doors with every act on it: paths, and what is posted there if anything."""
    form = {
        "token": ready_token(),
        "text": CANARY,
        "contact": CANARY,
        "style": "english",
        "complete": "yes",
    }
    token = ready_token(receipt=receipts.read(receipt))
    passing = {"pass": token, "token": ready_token(), "complete": "yes"}
    word = {"token": token, "style": "english"}
    gets = ["submit/", "submit/press/", "submit/testimony/", "submit/testimony/form/", "receipt/"]
    return [(f"{path}?q={CANARY}", None) for path in gets] + [
        ("submit/press/", {"token": ready_token(), "url": "https://a.example/canary", "note": CANARY}),
        ("submit/testimony/form/", form | {"file_1": upload(name=f"{CANARY}.png")}),
        ("submit/testimony/form/", form | {"text": ""}),
        ("submit/testimony/receipt/", word),
        ("submit/testimony/receipt/", word | {"position": "1", "word": CANARY}),
        ("receipt/", {"token": ready_token(), "receipt": receipt}),
        ("receipt/", {"token": ready_token(), "receipt": CANARY}),
        ("receipt/", passing | {"act": "answer", "text": CANARY, "file_1": upload(name=f"{CANARY}.png")}),
        ("receipt/", passing | {"act": "consents", "purposes": ["keep"]}),
        ("receipt/", passing | {"act": "withdraw"}),
        ("receipt/", passing | {"act": "withdraw", "is_sure": "on"}),
    ]  # fmt: skip


def visit(client: Client, pages: list[tuple[str, dict | None]]) -> list[int]:
    """Go through the pages as one person; the answers' states."""
    return [
        (
            client.get(f"/en/{path}") if data is None else client.post(f"/en/{path}", data)
        ).status_code
        for path, data in pages
    ]


@pytest.fixture
def client_of_a_person():
    return Client(
        raise_request_exception=False,
        REMOTE_ADDR=ADDRESS,
        headers={"user-agent": BROWSER, "referer": REFERRER},
    )


@pytest.fixture
def receipt(client):
    """Of a case with a message of the moderators."""
    for _ in range(2):
        make_moderator_key()
    make_recovery_key()
    shown = receipt_on(send(client, style="korean"))  # whose words are in no line of a log
    case = Submission.objects.get()
    for_receipt = sealing.seal({"text": CANARY}, [case.receipt_recipient])
    case.messages.create(sender="moderators", for_moderators=b"sealed", for_receipt=for_receipt)
    return shown


def assert_nothing_of_the_person(text: str, receipt: str) -> None:
    words = receipt.split()
    told = [
        secret
        for secret in (CANARY, "카나리아", "canary", ADDRESS, BROWSER, *words)
        if secret.lower() in text.lower()
    ]
    assert told == []


@pytest.mark.parametrize(("module", "name"), POINTS)
@pytest.mark.parametrize("debug", [False, True])
def test_a_failure_tells_its_class_and_its_lines_only(
    client_of_a_person, receipt, reports, monkeypatch, settings, module, name, debug
):
    settings.DEBUG = debug

    def fails(*args, **kwargs):
        inside = CANARY  # noqa: F841 - a variable that a report could show
        try:
            raise ValueError(f"{CANARY} {args} {kwargs}")
        except ValueError as cause:
            raise Broken(f"{CANARY} {args} {kwargs}") from cause

    pages = everything(receipt)
    monkeypatch.setattr(importlib.import_module(module), name, fails)
    assert 500 in visit(client_of_a_person, pages), "the point was never reached"
    told = reports()
    assert "Broken at" in told
    assert "ValueError at" in told
    assert_nothing_of_the_person(told, receipt)


def test_what_is_refused_is_not_logged_at_all(client_of_a_person, receipt, reports):
    states = visit(client_of_a_person, everything(receipt))
    states += [
        client_of_a_person.get(f"/en/submit/{CANARY}/").status_code,
        client_of_a_person.get("/en/receipt/x/").status_code,
        client_of_a_person.put("/en/receipt/", CANARY).status_code,
        client_of_a_person.post(
            "/en/receipt/", CANARY, content_type="multipart/form-data"
        ).status_code,
        client_of_a_person.post(
            "/en/submit/press/", {"note": "x" * 3_000_000 + CANARY}
        ).status_code,
        client_of_a_person.post(
            "/en/receipt/", {"a": CANARY}, headers={"origin": "https://evil.example"}
        ).status_code,
    ]
    assert 500 not in states
    assert {400, 403, 404, 405} <= set(states)
    lines = [
        line
        for line in reports().splitlines()
        if not re.match(r"DEBUG (django.template|asyncio)", line)
    ]
    assert_nothing_of_the_person("\n".join(lines), receipt)
    assert not any("django.request" in line or "django.security" in line for line in lines)


@pytest.mark.parametrize("debug", [False, True])
def test_a_failure_where_moderators_work_tells_no_more(reports, monkeypatch, settings, debug):
    settings.DEBUG = debug

    def fails(site, request):
        inside = CANARY  # noqa: F841 - a variable that a report could show
        raise Broken(f"{CANARY} {request.POST}")

    monkeypatch.setattr("articles.admin.site.StaffSite.has_permission", fails)
    moderator = StaffClient(
        raise_request_exception=False,
        REMOTE_ADDR=ADDRESS,
        headers={"user-agent": BROWSER, "referer": REFERRER},
    )
    moderator.force_login(make_user("Moderators"))
    addresses = [
        reverse(name, kwargs=arguments_of(name, wanted))
        for name, wanted in guarded_addresses().items()
        if name.startswith(OF_MODERATORS)
    ]
    assert len(addresses) > 20
    for address in addresses:
        for answer in (
            moderator.get(address, {"q": CANARY}),
            moderator.post(address, {"names": CANARY, "file": upload(name=f"{CANARY}.png")}),
        ):
            assert answer.status_code == 500, address
            assert CANARY not in answer.content.decode()
    told = reports()
    assert told.count("a private page failed: ") >= 2 * len(addresses)
    assert "Broken at" in told
    assert_nothing_of_the_person(told, "")


def test_other_pages_are_reported_as_ever(client_of_a_person, reports, monkeypatch):
    def fails(*args):
        raise Broken("of a public page")

    monkeypatch.setattr("articles.counts.coverage_by_year", fails)
    assert client_of_a_person.get("/en/coverage/").status_code == 500
    assert "of a public page" in reports()


@pytest.mark.parametrize(
    ("path", "private"),
    [
        ("/en/submit/", True),
        ("/ko/submit/testimony/form/", True),
        ("/submit/press/", True),
        ("/receipt/", True),
        ("/en/receipt", True),
        ("//en/receipt/", True),
        ("/EN/Receipt/", True),
        ("/zh-hans/receipt/", True),
        ("/admin/articles/submission/", True),
        ("/admin/articles/submission/0/names/", True),
        ("/admin/articles/moderatorkey/make/", True),
        ("/admin/articles/presstip/", True),
        ("/admin/articles/submissions", False),
        ("/admin/articles/article/", False),
        ("/en/coverage/2023/submit/", False),
        ("/en/submitted/", False),
        ("/en/", False),
    ],
)
def test_which_paths_are_private(path, private):
    assert is_private(path) is private
