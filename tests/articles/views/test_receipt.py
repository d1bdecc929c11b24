"""Coming back with a receipt."""

import io
import json
import unicodedata
import zipfile
from itertools import pairwise
from pathlib import Path

import pyrage
import pytest

from articles import publishing
from articles.choices import ChangeReason, Sender, Status, SubmissionState, TestimonyKind
from articles.models import Consent, SealedFile, SealedMessage, StateChange, Submission, Testimony
from articles.submissions import receipts, sealing, store, throttle
from articles.submissions.erasure import erase
from tests.articles.views.doors import (
    PNG,
    act,
    come_back,
    hidden,
    page,
    ready_token,
    receipt_on,
    send,
    sentences,
    text_of,
    upload,
)
from tests.factories import (
    make_moderator_key,
    make_recovery_key,
    make_submission,
    make_testimony,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys():
    return [make_moderator_key()[1], make_moderator_key()[1], make_recovery_key()[1]]


@pytest.fixture
def receipt(client, keys):
    """The receipt of a testimony that was sent with two consents and a file."""
    return receipt_on(send(client, purposes=["keep", "publication"], file_1=upload()))


def case() -> Submission:
    return Submission.objects.get()


def write_to(submission: Submission, text: str) -> SealedMessage:
    """A message as a moderator's browser seals it."""
    content = {"text": text}
    return SealedMessage.objects.create(
        submission=submission,
        sender=Sender.MODERATORS,
        author=make_user("Moderators"),
        for_moderators=sealing.seal(content, sealing.audience().recipients),
        for_receipt=sealing.seal(content, [submission.receipt_recipient]),
    )


def test_the_receipt_opens_the_state_in_plain_words(client, receipt):
    shown = text_of(come_back(client, receipt))
    assert str(SubmissionState.RECEIVED.in_plain_words) in shown
    Submission.objects.update(state=SubmissionState.VERIFYING)
    assert str(SubmissionState.VERIFYING.in_plain_words) in text_of(come_back(client, receipt))


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_a_korean_receipt_is_forgiven_its_spelling(client, keys, form):
    shown = receipt_on(send(client, style="korean"))
    typed = unicodedata.normalize(form, shown.replace(" ", "\n  "))
    assert "What you sent us" in text_of(come_back(client, typed))


def test_the_receipt_is_nowhere_in_the_page_or_its_address(client, receipt):
    opened = come_back(client, receipt)
    assert opened.request["PATH_INFO"] == "/en/receipt/"
    page = opened.content.decode()  # single words of it may stand there by chance
    assert [pair for pair in pairwise(receipt.split()) if " ".join(pair) in page] == []


def test_messages_of_the_moderators_are_read_with_the_receipt_only(client, receipt, keys):
    write_to(case(), "어느 계절이었습니까?")
    stored = SealedMessage.objects.get()
    for blob in (stored.for_moderators, stored.for_receipt):
        assert "계절".encode() not in bytes(blob)
    assert "어느 계절이었습니까?" in text_of(come_back(client, receipt))
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(bytes(stored.for_receipt), [keys[0]])


def test_a_message_is_shown_as_text(client, receipt):
    write_to(case(), "<script>alert(1)</script>\n\nsecond")
    opened = come_back(client, receipt)
    assert "<script>alert" not in opened.content.decode()
    assert "<script>alert(1)</script>" in text_of(opened)


def test_a_message_that_cannot_be_opened_breaks_nothing(client, receipt):
    message = write_to(case(), "lost")
    for broken in (
        b"no age at all",
        sealing.seal({"text": "x"}, [str(pyrage.x25519.Identity.generate().to_public())]),
    ):
        SealedMessage.objects.filter(pk=message.pk).update(for_receipt=broken)
        assert "cannot be opened" in text_of(come_back(client, receipt))


def test_an_answer_with_a_file_is_sealed_to_the_moderators(client, receipt, keys):
    opened = come_back(client, receipt)
    answered = act(client, opened, "answer", text="봄이었습니다", file_2=upload(name="map.png"))
    assert "Your answer has arrived" in text_of(answered)
    message = SealedMessage.objects.get()
    assert (message.sender, message.author, bytes(message.for_receipt)) == (
        Sender.SUBMITTER,
        None,
        b"",
    )
    (file,) = message.files.all()
    for key in keys:
        assert json.loads(pyrage.decrypt(bytes(message.for_moderators), [key])) == {
            "text": "봄이었습니다"
        }
        archive = zipfile.ZipFile(io.BytesIO(pyrage.decrypt(file.file.open().read(), [key])))
        assert archive.namelist()[0] == "map.png"
    assert "봄" not in text_of(answered)


def test_an_answer_that_is_sent_again_from_the_same_form_is_stored_once(client, receipt):
    token, opened = ready_token(), come_back(client, receipt)

    def answer(text: str, size: int) -> None:
        file = upload(content=PNG + bytes(size))
        answered = act(client, opened, "answer", text=text, file_1=file, token=token)
        assert "Your answer has arrived" in text_of(answered)

    answer("In spring", 100)
    answer("In spring", 100)
    assert (SealedMessage.objects.count(), len(_stored())) == (1, 2)  # one came with the testimony
    answer("In spring, or in summer", 100)
    answer("In spring, or in summer", 101)
    assert (SealedMessage.objects.count(), len(_stored())) == (3, 4)


def _stored() -> set[str]:
    """The names of the sealed files, which all have a row."""
    folder = store.sealed_storage().path("")
    names = {file.name for file in Path(folder).rglob("*") if file.is_file()}
    assert names == {Path(file.file.name).name for file in SealedFile.objects.all()}
    return names


@pytest.mark.parametrize("fields", [{"text": " "}, {"website": "x"}, {"token": "x"}])
def test_an_answer_that_is_refused_is_not_lost(client, receipt, fields):
    data = {"text": "Keep this", "file_1": upload()} | fields
    values = hidden(come_back(client, receipt), "answer") | {"token": ready_token()}
    answered = client.post("/en/receipt/", values | data)
    assert (SealedMessage.objects.count(), len(list(store.names()))) == (0, 1)
    assert sentences(answered)
    (text,) = page(answered).xpath("//textarea/text()")
    assert text.strip() == data["text"].strip()


def test_consents_are_given_renewed_and_withdrawn(client, receipt):
    Consent.objects.update(day="2020-01-01")
    opened = come_back(client, receipt)
    ticked = page(opened).xpath("//input[@name='purposes'][@checked]/@value")
    assert set(ticked) == {"keep", "publication"}
    changed = act(client, opened, "consents", purposes=["keep", "quoting"])
    now = {
        one.purpose: (bool(one.renewed_on), bool(one.withdrawn_on)) for one in Consent.objects.all()
    }
    assert now == {"keep": (True, False), "quoting": (False, False), "publication": (False, True)}
    ticked = page(changed).xpath("//input[@name='purposes'][@checked]/@value")
    assert set(ticked) == {"keep", "quoting"}
    act(client, changed, "consents", purposes=["publication"])
    again = Consent.objects.get(purpose="publication")
    assert (again.withdrawn_on, str(again.day) > "2020-01-01") == (None, True)


def published_out_of(submission: Submission) -> Testimony:
    draft = make_testimony(
        kind=TestimonyKind.WITNESS, alias="A", title="Redacted", body="<p>Text</p>"
    )
    make_testimony(
        kind=TestimonyKind.WITNESS, alias="A", language="ko", translation_key=draft.translation_key
    )
    Submission.objects.filter(pk=submission.pk).update(draft=draft, state=SubmissionState.ACCEPTED)
    return draft


def test_without_the_consent_to_publish_it_leaves_the_site_at_once(client, receipt):
    draft = published_out_of(case())
    addresses = [version.get_absolute_url() for version in draft.versions()]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    act(client, come_back(client, receipt), "consents", purposes=["keep"])
    assert [client.get(address).status_code for address in addresses] == [410, 410]
    draft.refresh_from_db()
    with pytest.raises(publishing.Blocked, match="has not allowed"):
        publishing.publish(draft, by=make_user())


def test_the_hour_of_a_withdrawn_consent_is_kept_nowhere(client, receipt):
    draft = published_out_of(case())
    act(client, come_back(client, receipt), "consents", purposes=[])
    draft.refresh_from_db()
    from articles import history

    times = [draft.updated_at, history.versions_of(draft).first().revision.date_created]
    from django.utils import timezone

    assert {timezone.localtime(time).time().isoformat() for time in times} == {"00:00:00"}


def test_withdrawal_asks_first(client, receipt):
    asked = act(client, come_back(client, receipt), "withdraw")
    assert "Tick this first" in text_of(asked)
    assert case().state == SubmissionState.RECEIVED


def test_withdrawal_erases_everything(client, receipt):
    write_to(case(), "A question")
    act(client, come_back(client, receipt), "answer", text="An answer", file_1=upload())
    erased = None
    with_commit = act(client, come_back(client, receipt), "withdraw", is_sure="on")
    assert "is erased" in text_of(with_commit)
    left = case()
    assert (left.state, bytes(left.sealed), left.receipt_id, left.arrived_on) == (
        "erased",
        b"",
        None,
        None,
    )
    assert [model.objects.count() for model in (SealedMessage, SealedFile, Consent)] == [0, 0, 0]
    (change,) = StateChange.objects.all()
    assert (change.by, change.reason) == (None, ChangeReason.WITHDRAWN)
    assert erased is None


def test_files_of_a_withdrawn_case_are_gone_from_the_disk(
    client, receipt, django_capture_on_commit_callbacks
):
    assert len(list(store.names())) == 1
    with django_capture_on_commit_callbacks(execute=True):
        act(client, come_back(client, receipt), "withdraw", is_sure="on")
    assert list(store.names()) == []


def test_withdrawal_takes_what_was_published_off_the_site_with_its_texts(client, receipt):
    draft = published_out_of(case())
    address = draft.get_absolute_url()
    act(client, come_back(client, receipt), "withdraw", is_sure="on")
    assert client.get(address).status_code == 410
    left = Testimony.objects.get(pk=draft.pk)
    assert (left.status, left.title, left.body, left.alias) == (Status.WITHDRAWN, "", "", "")


def test_wrong_and_expired_are_told_alike(client, receipt):
    wrong = " ".join(receipts.write(receipts.generate(), "english"))
    answers = [come_back(client, wrong), come_back(client, "no receipt at all")]
    opened = come_back(client, receipt)
    erase(case(), by=None, reason=ChangeReason.RETENTION)
    answers += [come_back(client, receipt), act(client, opened, "consents")]

    def without_what_was_typed(response):
        text = text_of(response)
        return text[: text.index("Your receipt")]

    assert {answer.status_code for answer in answers} == {200}
    assert len({without_what_was_typed(answer) for answer in answers}) == 1
    assert "We have nothing under this receipt" in text_of(answers[0])


def test_wrong_and_expired_take_the_same_work(
    client, receipt, monkeypatch, django_assert_num_queries
):
    erase(case(), by=None, reason=ChangeReason.RETENTION)
    made = []
    derive = receipts.hash_secret_raw
    monkeypatch.setattr(
        receipts,
        "hash_secret_raw",
        lambda *args, **kwargs: made.append(1) or derive(*args, **kwargs),
    )
    for typed in (
        receipt,
        "abandon ability",
        " ".join(receipts.write(receipts.generate(), "korean")),
    ):
        made.clear()
        with django_assert_num_queries(3):  # the keys of moderators, the recovery key, the look-up
            come_back(client, typed)
        assert made == [1]


def test_a_receipt_opens_its_own_case_only(client, receipt):
    make_submission()
    opened = come_back(client, receipt)
    other = receipt_on(send(client, "Another"))
    act(client, come_back(client, other), "withdraw", is_sure="on")
    assert set(Submission.objects.exclude(state="erased").values_list("receipt_id", flat=True)) >= {
        receipts.credentials(receipts.read(receipt)).receipt_id
    }
    assert "What you sent us" in text_of(act(client, opened, "consents"))


@pytest.mark.parametrize("token", ["", "x", "a:b:c"])
def test_a_forged_pass_opens_nothing(client, receipt, token):
    response = client.post("/en/receipt/", {"pass": token, "act": "withdraw", "is_sure": "on"})
    assert "We have nothing under this receipt" in text_of(response)
    assert case().state == SubmissionState.RECEIVED


def test_a_page_that_was_open_for_days_gives_the_text_back(client, receipt):
    old = ready_token(3 * 86_400, receipts.read(receipt))
    data = {"pass": old, "act": "answer", "text": "Long thought", "token": ready_token()}
    response = client.post("/en/receipt/", data)
    assert SealedMessage.objects.count() == 0
    assert page(response).xpath("//textarea[@id='kept']/text()")[0].strip() == "Long thought"


def test_trying_receipts_has_a_limit(client, receipt, monkeypatch):
    monkeypatch.setattr(throttle, "opening", throttle.Throttle(throttle.Limit(1, 2)))
    answers = [
        client.post(
            "/en/receipt/", {"token": ready_token(), "receipt": "x"}, REMOTE_ADDR=address
        ).status_code
        for address in ("203.0.113.1", "203.0.113.1", "203.0.113.2", "203.0.113.3")
    ]
    assert answers == [200, 429, 200, 429]


def test_an_answer_at_a_closed_door_is_told(client, receipt):
    opened = come_back(client, receipt)
    from articles.models import ModeratorKey
    from articles.models.keys import today

    ModeratorKey.objects.update(retired_on=today())
    answered = act(client, opened, "answer", text="Keep it", file_1=upload())
    assert any("two of our moderators" in sentence for sentence in sentences(answered))
    assert "Keep it" in answered.content.decode()
    assert SealedMessage.objects.count() == 0
