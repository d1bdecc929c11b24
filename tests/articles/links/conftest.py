import os
import shutil
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.articles.links.answers import AnsweringSite


@pytest.fixture
def site():
    with AnsweringSite() as running:
        yield running


@dataclass(frozen=True)
class Certificate:
    """A certificate for `localhost` and 127.0.0.1 that no authority vouches for."""

    file: Path

    def server(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file)
        return context

    def client(self) -> ssl.SSLContext:
        """TLS that trusts this certificate and no other."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(self.file)
        return context


@pytest.fixture(scope="session")
def certificate(tmp_path_factory) -> Certificate:
    if not shutil.which("openssl"):
        reason = "openssl is missing (Debian: apt-get install openssl)"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    command = (
        f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout {file} "
        f"-out {file}.crt -days 2 -subj /CN=localhost "
        "-addext subjectAltName=DNS:localhost,DNS:site.example,IP:127.0.0.1"
    )
    subprocess.run(command.split(), check=True, capture_output=True)
    file.write_bytes(file.read_bytes() + Path(f"{file}.crt").read_bytes())
    return Certificate(file)
