"""Static files in production: modules find each other, and what is vendored is what it says."""

import hashlib
import re
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage

from nkdbcms.storage import HashedStaticFiles

STATIC = Path(settings.BASE_DIR) / "nkdbcms/static"
NAMED = re.compile(r"""(?:from |import |import\(|new URL\()["'](\.{1,2}/[^"']+)["']""")


def test_modules_name_each_other_by_their_hashed_names(tmp_path):
    source = FileSystemStorage(STATIC)
    modules = {
        str(path.relative_to(STATIC)): (source, str(path.relative_to(STATIC)))
        for path in (STATIC / "js").rglob("*.js")
    }
    storage = HashedStaticFiles(location=tmp_path, base_url="/static/")
    for name in modules:
        storage.save(name, source.open(name))
    for _name, _hashed, outcome in storage.post_process(modules):
        assert not isinstance(outcome, Exception), outcome

    hashed = [tmp_path / storage.stored_name(name) for name in modules]
    named = {(path.parent / name).resolve() for path in hashed for name in _named_in(path)}
    assert {path.name.split(".")[0] for path in named} >= {"age-encryption-0", "passphrase-worker"}
    assert named <= {path.resolve() for path in hashed}


def _named_in(path: Path) -> list[str]:
    return NAMED.findall(path.read_text("utf-8"))


def test_what_is_vendored_is_the_file_that_is_described():
    told = (STATIC / "js/vendor/README.txt").read_text("utf-8")
    files = list((STATIC / "js/vendor").glob("*.js"))
    assert files
    for path in files:
        assert path.name in told
        assert hashlib.sha256(path.read_bytes()).hexdigest() in told
        assert (path.parent / f"{path.stem}.LICENSE.txt").is_file()
