"""What every secret of the server together opens, and what each right key opens."""

import io
import json
import zipfile

import pyrage
import pytest
from django.conf import settings
from django.db import connection

from articles.choices import Purpose
from articles.models import ModeratorKey, RecoveryKey, SealedFile, Submission
from articles.submissions import intake, receipts, sealing, store, tokens
from articles.submissions.container import Container
from articles.submissions.sealing import SealingStream
from articles.text import bech32
from tests.factories import make_user

pytestmark = pytest.mark.django_db
CASES = 100
ARMOR = "-----BEGIN AGE ENCRYPTED FILE-----"
PASSPHRASE = "four words of a moderator"


@pytest.fixture
def moderators():
    """Two moderators' private halves."""
    identities = [pyrage.x25519.Identity.generate() for _ in range(2)]
    for identity in identities:
        ModeratorKey.objects.create(
            user=make_user("Moderators"),
            recipient=str(identity.to_public()),
            wrapped=ARMOR,
        )
    return identities


@pytest.fixture
def recovery():
    identity = pyrage.x25519.Identity.generate()
    RecoveryKey.objects.create(recipient=str(identity.to_public()))
    return identity


def sealed_file(content: bytes, to: sealing.Audience) -> str:
    name, target = store.create()
    stream = SealingStream(target, to.recipients)
    container = Container(stream, "file.txt")
    container.write(content)
    container.close()
    stream.close()
    target.close()
    return name


@pytest.fixture
def cases(moderators, recovery):
    to = sealing.audience()
    for number in range(CASES):
        account = intake.Account(
            text=f"account {number}",
            contact=f"contact {number}",
            purposes=frozenset({Purpose.KEEP}),
            files=(sealed_file(b"file %d" % number, to),),
        )
        case = intake.receive_testimony(account, receipts.generate(), to)
        intake.receive_answer(case, f"answer {number}", (), to)
    return list(Submission.objects.all())


def opened(case: Submission, key) -> tuple | None:
    """Everything of a case as a key opens it; None if it opens nothing at all."""
    (file,), (message,) = case.files.all(), case.messages.all()
    blobs = [bytes(case.sealed), bytes(message.for_moderators), file.file.open().read()]
    texts = []
    for blob in blobs:
        try:
            texts.append(pyrage.decrypt(blob, [key]))
        except pyrage.DecryptError:
            continue
    if not texts:
        return None
    told, answer = json.loads(texts[0]), json.loads(texts[1])
    return (
        told["text"],
        told["contact"],
        answer["text"],
        zipfile.ZipFile(io.BytesIO(texts[2])).read("file.txt"),
    )


def test_the_right_keys_open_all_and_every_secret_of_the_server_none(cases, moderators, recovery):
    each_opens_all(cases, (*moderators, recovery))
    together_open_none(cases, everything_the_server_has())


def each_opens_all(cases: list[Submission], keys: tuple) -> None:
    expected = {
        (f"account {n}", f"contact {n}", f"answer {n}", b"file %d" % n) for n in range(CASES)
    }
    for key in keys:
        assert {opened(case, key) for case in cases} == expected


def identity_of(seed: bytes) -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.from_str(bech32.encode("age-secret-key-", seed).upper())


def everything_the_server_has() -> list:
    """Every value in the database, files and settings from which a key could be tried."""
    seeds = {
        bytes.fromhex(receipt_id)
        for receipt_id in Submission.objects.values_list("receipt_id", flat=True)
    }
    seeds |= {settings.SECRET_KEY.encode().ljust(32)[:32]}
    for case in Submission.objects.all():
        seeds.add(case.id.bytes * 2)
        seeds.add(
            receipts.credentials(bytes.fromhex(case.receipt_id)[:11]).receipt_id.encode()[:32]
        )
    return [tokens._identity(), *map(identity_of, sorted(seeds))]


def together_open_none(cases: list[Submission], keys: list) -> None:
    assert len(keys) > 2 * CASES
    for case in cases:
        for blob in (bytes(case.sealed), bytes(case.messages.get().for_moderators)):
            with pytest.raises(pyrage.DecryptError):
                pyrage.decrypt(blob, keys)
    for file in SealedFile.objects.all():
        with pytest.raises(pyrage.DecryptError):
            pyrage.decrypt(file.file.open().read(), keys)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the passphrase is no database's matter")
def test_no_secret_of_the_server_unlocks_a_moderators_key(moderators):
    key = ModeratorKey.objects.first()
    private = str(moderators[0]).encode()
    key.wrapped = pyrage.passphrase.encrypt(private, PASSPHRASE, armored=True).decode()
    for guess in (settings.SECRET_KEY, key.recipient, key.user.username, key.user.password, ""):
        with pytest.raises(pyrage.DecryptError):
            pyrage.passphrase.decrypt(key.wrapped.encode(), guess)
    assert pyrage.passphrase.decrypt(key.wrapped.encode(), PASSPHRASE) == private
