"""What is sealed opens with each of the right keys, and with nothing else; its length tells little."""

import io
import json
import re
import zipfile

import pyrage
import pytest

from articles.models.keys import today
from articles.submissions import sealing
from articles.submissions.container import LARGEST_FILE, SIZES, Container, safe_name
from articles.submissions.sealing import TEXT_SIZES, Closed, SealingStream
from articles.text import bech32
from tests.factories import make_moderator_key, make_recovery_key, make_user

X25519 = pyrage.x25519.Identity


@pytest.fixture
def keys(db):
    """The private halves of two moderators and of the recovery key."""
    return [make_moderator_key()[1], make_moderator_key()[1], make_recovery_key()[1]]


def test_each_key_opens_what_is_sealed(keys):
    content = {"text": "본 것을 씁니다", "contact": "없음"}
    sealed = sealing.seal(content, sealing.audience().recipients)
    assert [json.loads(pyrage.decrypt(sealed, [key])) for key in keys] == [content] * 3
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed, [X25519.generate()])


def body_length(sealed: bytes) -> int:
    """Without the header, to which age adds a random line that means nothing."""
    return len(re.split(rb"\n--- [^\n]+\n", sealed, maxsplit=1)[1])


def test_texts_of_all_lengths_have_one_of_four_sizes(keys):
    to = sealing.audience().recipients
    lengths = {body_length(sealing.seal({"text": "가" * n}, to)) for n in (0, 1, 500, 1300)}
    assert len(lengths) == 1
    plain = {len(sealing.padded({"text": "가" * n})) for n in range(0, 50_001, 2500)}
    assert plain <= set(TEXT_SIZES)


def test_the_longest_text_of_the_largest_letters_fits():
    assert len(sealing.padded({"text": "😀" * 50_000, "contact": "😀" * 500})) == TEXT_SIZES[-1]
    with pytest.raises(ValueError, match="largest"):
        sealing.padded({"text": "x" * TEXT_SIZES[-1]})


@pytest.mark.django_db
@pytest.mark.parametrize("moderators", [0, 1])
def test_it_is_closed_with_fewer_than_two_moderators(moderators):
    make_recovery_key()
    for _ in range(moderators):
        make_moderator_key()
    make_moderator_key(retired_on=today())
    make_moderator_key(make_user("Moderators", is_active=False))
    with pytest.raises(Closed, match="two of our moderators"):
        sealing.audience()


@pytest.mark.django_db
def test_it_is_closed_without_a_recovery_key():
    make_moderator_key()
    make_moderator_key()
    with pytest.raises(Closed, match="offline"):
        sealing.audience()


def opened(stream: io.BytesIO, key) -> bytes:
    return pyrage.decrypt(stream.getvalue(), [key])


def test_a_stream_of_any_chunks_is_what_went_in():
    key, target = X25519.generate(), io.BytesIO()
    stream = SealingStream(target, [str(key.to_public())])
    chunks = [b"", b"a", b"b" * 70_000, b"", b"c" * 10]
    for chunk in chunks:
        stream.write(chunk)
    stream.close()
    assert opened(target, key) == b"".join(chunks)


def test_a_full_disk_is_told_and_holds_nobody_up():
    class Full(io.BytesIO):
        def write(self, data):
            raise OSError(28, "no space")

    stream = SealingStream(Full(), [str(X25519.generate().to_public())])
    for _ in range(100):
        stream.write(b"x" * 100_000)
    with pytest.raises(pyrage.EncryptError):
        stream.close()


@pytest.mark.parametrize(
    "size", [0, 1, 1000, 262_144 - 300, 262_144 - 200, 262_144, 1_000_000, LARGEST_FILE]
)
@pytest.mark.parametrize("name", ["a.jpg", "증언.pdf", "x" * 300 + ".mp4"])
def test_a_container_has_one_of_five_sizes_and_is_a_zip(size, name):
    stream = io.BytesIO()
    container = Container(stream, name)
    container.write(b"\x07" * size)
    container.close()
    assert len(stream.getvalue()) in SIZES
    with zipfile.ZipFile(stream) as archive:
        assert archive.testzip() is None
        inside, padding = archive.namelist()
        assert archive.read(inside) == b"\x07" * size
        assert (inside, padding) == (safe_name(name), "padding")
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("photo.jpg", "photo.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\kim\\증언.hwp", "증언.hwp"),
        (".bashrc", "bashrc"),
        ("padding", "_padding"),
        ("", "_"),
        ("\u202egpj.exe", "gpj.exe"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("긴" * 200 + ".pdf", "긴" * 96 + ".pdf"),
    ],
)
def test_a_name_is_safe_to_put_down(given, kept):
    assert safe_name(given) == kept


def test_keys_are_written_as_age_writes_them():
    for _ in range(20):
        key = str(X25519.generate())
        assert str(X25519.from_str(key)) == key
    raw = bytes(range(32))
    written = bech32.encode("age-secret-key-", raw).upper()
    assert str(X25519.from_str(written)) == written


def test_a_checksum_that_is_wrong_is_refused():
    written = bech32.encode("age-secret-key-", bytes(32)).upper()
    with pytest.raises(pyrage.IdentityError):
        X25519.from_str(written[:-1] + ("Q" if written[-1] != "Q" else "P"))
