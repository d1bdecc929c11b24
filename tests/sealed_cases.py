"""A sealed case with one part of each kind, as it arrives and is worked on, and opening it all."""

import io
import json
from zipfile import ZipFile

import pyrage

from articles.choices import Sender
from articles.models import SealedFile, SealedMessage, SealedNote, Submission
from articles.submissions import intake, parts, receipts, sealing, store
from articles.submissions.container import Container

TEXT, ASKED, NOTED = "강을 건넜습니다.", "Where was it?", "Called twice."
FILE = bytes(range(256)) * 400


def make_sealed_case(to: sealing.Audience | None = None) -> Submission:
    """A case with a text, a file, a message to the person and a note, sealed to `to`."""
    to = to or sealing.audience()
    account = intake.Account(text=TEXT, files=(sealed_file(to),))
    case = intake.receive_testimony(account, receipts.generate(), to)
    SealedMessage.objects.create(
        submission=case,
        sender=Sender.MODERATORS,
        for_moderators=sealing.seal({"text": ASKED}, to.recipients),
        for_receipt=sealing.seal({"text": ASKED}, [case.receipt_recipient]),
    )
    SealedNote.objects.create(submission=case, sealed=sealing.seal({"text": NOTED}, to.recipients))
    return case


def sealed_file(to: sealing.Audience) -> str:
    """The name under which a sealed file lies."""
    name, target = store.create()
    with target:
        stream = sealing.SealingStream(target, to.recipients)
        container = Container(stream, "사진.bin")
        container.write(FILE)
        container.close()
        stream.close()
    return name


def opened(case: Submission, identity: pyrage.x25519.Identity) -> dict[str, bytes]:
    """The content of every part, by the first word of its name. Raises pyrage.DecryptError."""
    return {
        part.name.partition("-")[0]: pyrage.decrypt(part.open().read(), [identity])
        for part in parts.of(case)
    }


def contents_of(found: dict[str, bytes]) -> tuple:
    """What the parts say: text, message, note, file."""
    texts = (json.loads(found[kind])["text"] for kind in ("text", "message", "note"))
    with ZipFile(io.BytesIO(found["file"])) as container:
        return (*texts, container.read("사진.bin"))


def stored_files() -> set[str]:
    """The names in the storage, and those that rows know: both have to be the same."""
    names = set(store.names())
    assert names == set(SealedFile.objects.values_list("file", flat=True))
    return names
