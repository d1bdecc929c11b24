"""A cache that all processes share: Redis, named by an environment variable."""

import os
import shutil
import socket
import subprocess
import sys
import time

import pytest

from nkdbcms.checks import libraries_are_there

REDIS = shutil.which("redis-server")


@pytest.fixture
def redis(tmp_path):
    if REDIS is None:
        assert not os.environ.get("CI"), "redis-server is missing, so this would be skipped"
        pytest.skip("there is no redis-server here: apt-get install redis-server")
    path = tmp_path / "redis.sock"
    command = [REDIS, "--port", "0", "--unixsocket", str(path), "--save", "", "--dir", tmp_path]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while not _answers(path):
        assert server.poll() is None
        time.sleep(0.02)
    yield f"unix://{path}"
    server.terminate()
    server.wait()


def _answers(path) -> bool:
    with socket.socket(socket.AF_UNIX) as there:
        return there.connect_ex(str(path)) == 0


def _process(program: str, **environment) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", program],
        env={"PATH": os.environ["PATH"]} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_one_process_counted_another_one_has(redis):
    begin = "from django.core.cache import cache; "
    kept = _process(begin + "cache.set('years', {'en': {2023: 5}}, 60)", REDIS_URL=redis)
    assert kept.returncode == 0, kept.stderr
    assert _process(begin + "print(cache.get('years'))", REDIS_URL=redis).stdout == (
        "{'en': {2023: 5}}\n"
    )
    assert _process(begin + "print(cache.get('years'))").stdout == "None\n"


def test_a_bad_address_stops_the_start_without_repeating_it():
    run = _process("import articles.models", REDIS_URL="http://:geheim@localhost")
    assert run.returncode != 0
    assert "REDIS_URL does not begin with redis://, rediss:// or unix://." in run.stderr
    assert "geheim" not in run.stderr


@pytest.mark.parametrize(
    ("name", "value"), [("REDIS_URL", "redis://localhost"), ("S3_BUCKET", "nkdb-files")]
)
def test_a_library_that_is_missing_is_told(settings, monkeypatch, name, value):
    monkeypatch.setattr("nkdbcms.checks.find_spec", lambda library: None)
    assert libraries_are_there(None) == []
    setattr(settings, name, value)
    (error,) = libraries_are_there(None)
    assert (error.id, name in error.msg) == ("nkdbcms.E012", True)
