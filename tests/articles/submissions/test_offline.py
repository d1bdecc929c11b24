"""Reading a case without this site: the downloaded ZIP, the saved key, and the command age."""

import io
import json
import os
import pty
import shutil
import subprocess
import zipfile

import pytest

from articles.demo.keys import KEYS, PASSPHRASE
from articles.models import ModeratorKey
from articles.submissions import parts
from tests.factories import make_recovery_key, make_user
from tests.sealed_cases import ASKED, FILE, NOTED, TEXT, make_sealed_case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _age():
    if not shutil.which("age"):
        reason = "age is missing (Debian: apt-get install age)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)


def age(*arguments) -> bytes:
    done = subprocess.run(["age", "-d", *arguments], capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def unwrap(wrapped, into, passphrase: str) -> None:
    """`age -d -o INTO WRAPPED`, which asks for the passphrase at the terminal."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvp("age", ["age", "-d", "-o", str(into), str(wrapped)])
    asked = b""
    while b"passphrase" not in asked:
        asked += os.read(terminal, 1000)
    os.write(terminal, f"{passphrase}\n".encode())
    _child, status = os.waitpid(child, 0)
    os.close(terminal)
    assert status == 0


def test_a_case_opens_with_the_command_age_and_what_was_saved(tmp_path):
    for key in KEYS:
        ModeratorKey.objects.create(user=make_user("Moderators"), **key)
    make_recovery_key()
    case = make_sealed_case()

    key = ModeratorKey.objects.first()
    (tmp_path / "key.age").write_text(key.wrapped)
    unwrap(tmp_path / "key.age", tmp_path / "key.txt", PASSPHRASE)
    with zipfile.ZipFile(io.BytesIO(b"".join(parts.zipped(case)))) as archive:
        archive.extractall(tmp_path)

    found = {
        name: age("-i", tmp_path / "key.txt", tmp_path / f"{name}.age")
        for name in ("text", "messages/1", "notes/1", "files/1")
    }
    with zipfile.ZipFile(io.BytesIO(found.pop("files/1"))) as container:
        assert container.read("사진.bin") == FILE
    texts = {name: json.loads(content)["text"] for name, content in found.items()}
    assert texts == {"text": TEXT, "messages/1": ASKED, "notes/1": NOTED}
