"""How pictures are served, and that nothing else is."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

pytestmark = pytest.mark.django_db

TYPES = {
    "a.avif": "image/avif",
    "a.webp": "image/webp",
    "a.jpg": "image/jpeg",
    "a.png": "image/png",
    "a.gif": "image/gif",
}


@pytest.mark.parametrize(("name", "media_type"), TYPES.items())
def test_a_picture_says_what_it_is_and_may_be_kept_for_ever(client, name, media_type):
    default_storage.save(f"images/{name}", ContentFile(b"picture"))
    response = client.get(f"/media/images/{name}")
    assert b"".join(response.streaming_content) == b"picture"
    assert response["Content-Type"] == media_type
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies


@pytest.mark.parametrize(
    "name",
    [
        "put-away/images/a.jpg",
        "a.jpg",
        "images/page.html",
        "images/drawing.svg",
        "images/.hidden.jpg",
        "images/../put-away/images/a.jpg",
        "images/",
        "",
    ],
)
def test_nothing_else_is_served(client, name):
    for stored in ("put-away/images/a.jpg", "a.jpg", "images/page.html", "images/drawing.svg"):
        default_storage.save(stored, ContentFile(b"not for readers"))
    assert client.get(f"/media/{name}").status_code == 404


def test_a_picture_is_only_read(client):
    default_storage.save("images/a.jpg", ContentFile(b"picture"))
    assert client.post("/media/images/a.jpg").status_code == 405
