"""Notices: who is written to, when, and that a mail tells nothing but that something waits."""

import datetime as dt
import re
import socket
from email.header import decode_header, make_header
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.mail.backends.smtp import EmailBackend
from django.core.management import CommandError, call_command

from articles.choices import Purpose, Sender, SubmissionState, TipState
from articles.models import Consent, Notice, SealedMessage
from articles.models.keys import today
from articles.submissions import notices, retention
from tests.factories import make_press_tip, make_submission, make_user
from tests.mail_server import running

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(settings):
    with running() as server:
        settings.EMAIL_BACKEND = "nkdbcms.mail.QuietBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.DEFAULT_FROM_EMAIL = "notices@nkdb.example"
        settings.SITE_URL = "https://nkdb.example"
        settings.SENDS_MAIL = True
        yield server


def make_moderator(email="hana@staff.example", **overrides):
    return make_user("Moderators", email=email, **overrides)


def run() -> str:
    told = StringIO()
    call_command("send_notices", stdout=told, stderr=told)
    return told.getvalue()


def ago(days: int) -> dt.date:
    return today() - dt.timedelta(days=days)


def read_case(**overrides):
    """A case for which nothing is to be done today."""
    return make_submission(**({"state": "verifying", "read_on": today()} | overrides))


def answered_case(sender=Sender.SUBMITTER, read_on=None):
    sealed = {} if sender == Sender.SUBMITTER else {"for_receipt": b"age"}
    return SealedMessage.objects.create(
        submission=read_case(), sender=sender, read_on=read_on, for_moderators=b"age", **sealed
    )


# --- When -----------------------------------------------------------------------------------

SOMETHING = {
    "a new case": make_submission,
    "a case unread for days": lambda: make_submission(arrived_on=ago(20)),
    "an unread answer": answered_case,
    "a press tip": make_press_tip,
    "an overdue case": lambda: read_case(due_on=ago(1)),
    "a redaction to approve": lambda: read_case(state=SubmissionState.AWAITING_APPROVAL),
    "a declined case that goes": lambda: read_case(state="declined", since=ago(5)),
    "a kept case to be reviewed": lambda: read_case(state="accepted", review_on=ago(-10)),
}
NOTHING = {
    "nothing": lambda: None,
    "a case that was read": read_case,
    "a case due today": lambda: read_case(due_on=today()),
    "an answer that was read": lambda: answered_case(read_on=today()),
    "our own message": lambda: answered_case(sender=Sender.MODERATORS),
    "a decided tip": lambda: make_press_tip(state=TipState.DECLINED, decided_on=today()),
    "a kept case": lambda: read_case(state="accepted", review_on=ago(-100)),
}


@pytest.mark.parametrize("what", SOMETHING)
def test_where_something_waits_a_moderator_is_written_to_once_a_day(post, what):
    moderator = make_moderator()
    SOMETHING[what]()
    assert run() == "notices sent: 1\n"
    assert run() == "notices sent: 0\n"
    assert post.recipients == [moderator.email]
    Notice.objects.update(day=ago(1))
    assert run() == "notices sent: 1\n"


@pytest.mark.parametrize("what", NOTHING)
def test_where_nothing_waits_nobody_is(post, what):
    make_moderator()
    NOTHING[what]()
    assert run() == "notices sent: 0\n"
    assert (post.received, Notice.objects.count()) == ([], 0)


def test_only_moderators_at_work_with_an_address_are_written_to(post):
    make_submission()
    make_user("Editors", email="editor@staff.example")
    make_user("Administrators", email="admin@staff.example")
    make_user(None, email="root@staff.example", is_staff=True, is_superuser=True)
    make_moderator("left@staff.example", is_active=False)
    make_moderator("elsewhere@staff.example", is_staff=False)
    make_moderator("")
    both = make_moderator("both@staff.example")
    both.groups.add(Group.objects.get(name="Editors"))
    make_moderator("hana@staff.example")
    run()
    assert post.recipients == ["both@staff.example", "hana@staff.example"]


def test_who_redacted_a_case_is_not_asked_to_approve_it(post):
    redactor, other = make_moderator("redactor@staff.example"), make_moderator()
    read_case(state=SubmissionState.AWAITING_APPROVAL).redactors.add(redactor)
    run()
    assert post.recipients == [other.email]


# --- What it tells --------------------------------------------------------------------------

ALWAYS_DIFFERENT = re.compile(rb"^(?:Message-ID|Date|To): .*\r\n", re.MULTILINE)


def test_the_mail_is_the_same_bytes_whatever_waits_and_for_whom(post):
    one, other = make_moderator("hana@staff.example"), make_moderator("jin@staff.example")
    for make in SOMETHING.values():
        row = make()
        run()
        Notice.objects.all().delete()
        getattr(row, "submission", row).delete()
    for make in list(SOMETHING.values()) * 2:
        make()
    case = make_submission(language="ko", is_spam=True)
    Consent.objects.create(submission=case, purpose=Purpose.PUBLICATION)
    run()
    assert post.recipients == [one.email, other.email] * (len(SOMETHING) + 1)
    mails = {ALWAYS_DIFFERENT.sub(b"", mail) for _sender, _recipient, mail in post.received}
    assert len(mails) == 1


def test_it_says_in_both_languages_that_something_waits_and_where(post):
    make_moderator()
    make_press_tip("https://paper.example/canary", note="canary")
    run()
    (mail,) = post.messages
    subject = str(make_header(decode_header(mail["Subject"])))
    text = mail.get_payload(decode=True).decode().replace("\r\n", "\n")
    assert subject == "확인하실 일이 있습니다 / Something waits for you"
    assert "로그인하셔서" in text
    assert "Sign in to see what it is:\nhttps://nkdb.example/admin/\n" in text
    assert text.count("https://") == 2
    assert not re.search(r"\d", subject + text)


def test_no_header_tells_of_the_machine_or_of_anybody_else(post):
    make_moderator("hana@staff.example", username="hana-kim", first_name="Hana")
    make_moderator("jin@staff.example")
    make_submission()
    run()
    first, second = post.messages
    assert set(first.keys()) == {
        "Content-Type",
        "MIME-Version",
        "Content-Transfer-Encoding",
        "Subject",
        "From",
        "To",
        "Date",
        "Message-ID",
        "Auto-Submitted",
    }
    assert (first["From"], first["To"]) == ("notices@nkdb.example", "hana@staff.example")
    assert re.fullmatch(r"<[0-9a-f]{32}@nkdb\.example>", first["Message-ID"])
    assert first["Message-ID"] != second["Message-ID"]
    assert {sender for sender, *_rest in post.received} == {"notices@nkdb.example"}
    assert set(post.greetings) == {"nkdb.example"}
    sent = b"".join(mail for _sender, _recipient, mail in post.received)
    for word in (socket.gethostname(), socket.getfqdn(), "hana-kim", "Hana"):
        assert word.encode() not in sent


# --- What goes wrong ------------------------------------------------------------------------


def test_who_could_not_be_written_to_is_written_to_by_the_next_run(post):
    refused, other = make_moderator("old@staff.example"), make_moderator()
    make_submission()
    post.refused = {refused.email}
    with pytest.raises(CommandError) as told:
        run()
    assert "1 could not be sent (SMTPRecipientsRefused)" in str(told.value)
    assert refused.email not in str(told.value)
    assert [notice.user for notice in Notice.objects.all()] == [other]
    post.refused = set()
    assert run() == "notices sent: 1\n"
    assert post.recipients == [other.email, refused.email]


def test_a_server_that_is_not_there_leaves_no_row_behind(settings, post):
    settings.EMAIL_PORT = 1
    make_moderator()
    make_submission()
    with pytest.raises(CommandError, match="ConnectionRefusedError"):
        run()
    assert not Notice.objects.exists()


def test_an_address_that_is_none_keeps_nobody_else_from_theirs(post):
    make_moderator("x@staff.example\nBcc: everybody@staff.example")
    make_moderator()
    make_submission()
    with pytest.raises(CommandError):
        run()
    assert post.recipients == ["hana@staff.example"]


def test_of_two_runs_at_once_one_writes(post, monkeypatch):
    make_moderator()
    make_submission()
    send_messages, others = EmailBackend.send_messages, []

    def overtaken(self, messages):
        if not others:
            others.append(None)
            others[0] = notices.send().sent
        return send_messages(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", overtaken)
    assert (notices.send().sent, others, len(post.received)) == (1, [0], 1)


def test_without_a_server_a_production_site_sends_nothing_and_says_so(post, settings):
    settings.SENDS_MAIL = False
    make_moderator()
    make_submission()
    assert run() == "Nobody was written to: EMAIL_URL is not set.\n"
    assert (post.received, Notice.objects.count()) == ([], 0)


def test_that_somebody_was_written_to_is_forgotten_after_30_days():
    user = make_moderator()
    for days in (29, 30, 31):
        Notice.objects.create(user=user, day=ago(days))
    assert retention.purge() == {"notices": 2}
    assert Notice.objects.get().day == ago(29)
