"""Media, sealed files and copies of pages in object storage instead of folders."""

import os
import subprocess
import sys
from pathlib import PurePosixPath

import pyrage
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages

from articles.admin import from_link
from articles.images import shelf
from articles.images.derivatives import make_renditions
from articles.links import archive
from articles.models import SealedFile, Snapshot
from articles.submissions import retention, store
from nkdbcms.object_storage import PART, ObjectStorage
from tests import news_site
from tests.articles.views.doors import PNG, send, upload
from tests.factories import (
    make_image,
    make_moderator_key,
    make_recovery_key,
    make_submission,
    make_user,
)
from tests.object_store import KEYS, running

pytestmark = pytest.mark.django_db
BACKEND = "nkdbcms.object_storage.ObjectStorage"


@pytest.fixture
def objects(settings, monkeypatch):
    with running() as place:
        settings.STORAGES = settings.STORAGES | {
            "default": {"BACKEND": BACKEND, "OPTIONS": place.options("public", "/media/")},
            "private": {"BACKEND": BACKEND, "OPTIONS": place.options("private")},
        }
        sealed = ObjectStorage(**place.options("sealed"))
        monkeypatch.setattr(SealedFile._meta.get_field("file"), "storage", sealed)
        yield place
        told = {(name, value) for one in place.headers for name, value in one.items()}
        assert not any("acl" in name or "public" in value for name, value in told)
        assert KEYS["secret_key"] not in str(told)


def test_a_picture_is_drawn_stored_and_served_by_the_site_itself(client, objects):
    image = make_image()
    assert [made for _image, made in make_renditions([image])] == [True]
    image.refresh_from_db()
    names = {image.file.name, *(one["name"] for one in image.rendition_files)}
    assert set(objects.objects) == {f"public/{name}" for name in names}
    assert image.file.url == f"/media/{image.file.name}"
    response = client.get(image.file.url)
    assert b"".join(response.streaming_content) == objects.objects[f"public/{image.file.name}"]
    assert (response["Content-Type"], response.status_code) == ("image/png", 200)
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/media/images/none.png").status_code == 404
    shelf.put_away(image)
    image.delete()
    shelf.put_away(image)
    assert {PurePosixPath(key).parts[1] for key in objects.objects} <= {"images", "put-away"}


@pytest.mark.parametrize(
    "name", ["put-away/images/a.png", "../sealed/new-a.png", "images/../../sealed/a.png", "a.png"]
)
def test_nothing_but_pictures_is_served(client, objects, name):
    for key in ("public/put-away/images/a.png", "sealed/new-a.png", "sealed/a.png", "public/a.png"):
        objects.objects[key] = b"not for readers"
    assert client.get(f"/media/{name}").status_code == 404


def test_a_file_that_is_sent_goes_there_sealed_and_comes_back(client, objects):
    _key, identity = make_moderator_key()
    make_moderator_key()
    make_recovery_key()
    send(client, file_1=upload(PNG + b"canary"), file_2=upload(b"MZ" + bytes(900), "b.png"))
    assert objects.objects == {}  # one was refused, so the person is asked to send all again
    send(client, file_1=upload(PNG + b"canary"))
    (row,) = SealedFile.objects.all()
    (content,) = objects.objects.values()
    assert set(objects.objects) == {f"sealed/{row.file.name}"}
    assert content.startswith(b"age-encryption.org/v1")
    assert b"canary" not in content
    assert b"canary" in pyrage.decrypt(row.file.open().read(), [identity])
    with pytest.raises(ValueError, match="no address"):
        _address = row.file.url


def test_the_nightly_run_copies_erases_and_finds_what_belongs_to_no_case(objects):
    for name in ("new-here", "orphan"):
        objects.objects[f"sealed/{name}"] = b"age"
    SealedFile.objects.create(submission=make_submission(), file="new-here")
    objects.objects["public/images/untouched.png"] = b"x"
    assert retention.purge()["times of files"] == 1
    (row,) = SealedFile.objects.all()
    assert not row.file.name.startswith("new-")
    assert set(store.names()) == {row.file.name, "orphan"}  # it is young: a form may be on its way
    store.delete("orphan")
    store.delete("orphan")
    assert set(objects.objects) == {f"sealed/{row.file.name}", "public/images/untouched.png"}


def test_a_large_file_goes_in_parts_and_comes_back_whole(objects):
    content = os.urandom(1024) * (PART // 1024 + 3)
    name = storages["private"].save("snapshots/2026/05/x.warc.gz", ContentFile(content))
    assert objects.objects[f"private/{name}"] == content
    with storages["private"].open(name) as file:
        assert file.read() == content
    assert storages["private"].listdir("snapshots/2026") == (["05"], [])


def test_the_page_of_a_new_draft_goes_there_and_can_be_read_and_verified(
    client, objects, monkeypatch, django_capture_on_commit_callbacks
):
    client.force_login(make_user("Editors"))
    with news_site.running() as site, django_capture_on_commit_callbacks(execute=True):
        monkeypatch.setattr(from_link, "POLICY", site.policy)
        site.show("/sites", news_site.story(site.address("/sites")))
        client.post("/admin/articles/article/from-link/", {"url": site.address("/sites")})
    snapshot = Snapshot.objects.get()
    assert set(objects.objects) == {f"private/{snapshot.file}"}
    assert "located six detention sites" in archive.text_in(snapshot)
    assert archive.is_unchanged(snapshot)
    objects.objects[f"private/{snapshot.file}"] += b"x"
    assert not archive.is_unchanged(snapshot)


def test_what_is_missing_and_what_is_refused_are_errors_of_files(objects):
    assert not default_storage.exists("images/none.png")
    with pytest.raises(FileNotFoundError):
        default_storage.open("images/none.png")
    objects.fails = True
    for use in (
        lambda: default_storage.open("x"),
        lambda: default_storage.save("x", ContentFile(b"x")),
    ):
        with pytest.raises(OSError, match="AccessDenied") as refusal:
            use()
        assert KEYS["secret_key"] not in str(refusal.value)


ENVIRONMENT = {
    "S3_BUCKET": "nkdb-files",
    "S3_ACCESS_KEY": "a",
    "S3_SECRET_KEY": "geheim",
    "S3_ENDPOINT": "https://s3.example",
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "no issues"),
        ({"S3_SECRET_KEY": ""}, "S3_BUCKET is set, but S3_SECRET_KEY is not."),
        ({"S3_BUCKET": ""}, "an S3 key is set, but S3_BUCKET is not."),
        ({"S3_BUCKET": "My Files"}, "S3_BUCKET='My Files' is not the name of a bucket"),
        ({"S3_ENDPOINT": "s3.example"}, "S3_ENDPOINT='s3.example' is not the address"),
        (
            {"S3_BUCKET": "", "S3_ENDPOINT": "", "S3_ACCESS_KEY": "", "S3_SECRET_KEY": ""},
            "no issues",
        ),
    ],
)
def test_the_environment_alone_chooses_it(change, said):
    run = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={"PATH": os.environ["PATH"]} | ENVIRONMENT | change,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said in run.stdout + run.stderr
    assert "geheim" not in run.stderr
