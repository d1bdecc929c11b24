"""The renditions of pictures, and which of their files readers may fetch."""

import datetime as dt
import hashlib
import io
import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from PIL import Image as Picture

from articles.images.derivatives import make_renditions, settle, without_renditions
from articles.models import Image
from tests.factories import make_image

pytestmark = pytest.mark.django_db

FORMATS = {".avif": "AVIF", ".webp": "WEBP", ".jpg": "JPEG"}


def _image(size=(1700, 1000), mode="RGB", colour="red", **overrides) -> Image:
    out = io.BytesIO()
    Picture.new(mode, size, colour).save(out, "PNG")
    return make_image(file=ContentFile(out.getvalue(), "picture.png"), **overrides)


def _made(image: Image) -> Image:
    assert [(one.pk, is_made) for one, is_made in make_renditions([image])] == [(image.pk, True)]
    image.refresh_from_db()
    return image


def _public() -> set[str]:
    return {f"images/{name}" for name in default_storage.listdir("images")[1]}


def test_each_width_is_there_in_each_format_under_the_name_of_its_content():
    image = _made(_image())
    seen = set()
    for one in image.rendition_files:
        content = Path(default_storage.path(one["name"])).read_bytes()
        suffix = Path(one["name"]).suffix
        assert one["name"] == f"images/{hashlib.sha256(content).hexdigest()[:32]}{suffix}"
        drawn = Picture.open(io.BytesIO(content))
        drawn.load()
        assert (drawn.format, drawn.width) == (FORMATS[suffix], one["width"])
        assert abs(drawn.width / drawn.height - 1.7) < 0.01
        seen.add((suffix, one["width"]))
    assert seen == {(suffix, width) for suffix in FORMATS for width in (360, 720, 1080, 1600)}


@pytest.mark.parametrize(
    ("width", "widths"), [(200, [200]), (360, [360]), (500, [360, 500]), (2000, [360, 720, 1080, 1600])]
)  # fmt: skip
def test_nothing_is_made_larger(width, widths):
    image = _made(_image((width, 20)))
    jpegs = [one for one in image.rendition_files if one["name"].endswith(".jpg")]
    assert [one["width"] for one in jpegs] == widths


def test_what_shines_through_becomes_white():
    image = _made(_image((40, 40), "RGBA", (0, 0, 0, 0)))
    for one in image.rendition_files:
        drawn = Picture.open(default_storage.path(one["name"])).convert("RGB")
        assert min(drawn.getpixel((20, 20))) > 250


def test_browsers_are_offered_the_best_format_first():
    image = _made(_image((500, 100)))
    assert [media_type for media_type, _addresses in image.sources] == [
        "image/avif",
        "image/webp",
        "image/jpeg",
    ]
    _type, addresses = image.sources[0]
    assert [address.rpartition(" ")[2] for address in addresses.split(", ")] == ["360w", "500w"]
    assert all(address.startswith("/media/images/") for address in addresses.split(", "))


def test_the_fallback_is_wide_enough_or_the_widest_or_the_file_itself():
    image = _image()
    assert image.address_of_width(720) == image.file.url
    widths = {one["name"]: one["width"] for one in _made(image).rendition_files}
    for wanted, found in ((300, 360), (720, 720), (1081, 1600), (5000, 1600)):
        name = image.address_of_width(wanted).removeprefix("/media/")
        assert (widths[name], Path(name).suffix) == (found, ".jpg")


def test_renditions_of_another_file_are_not_shown():
    image = _made(_image())
    Image.objects.filter(pk=image.pk).update(file="images/another.jpg")
    image = Image.objects.get()
    assert (image.rendition_files, image.sources) == ([], [])
    assert without_renditions() == [image]


def test_a_file_that_is_missing_or_broken_has_none():
    missing, broken = _image(), _image(colour="blue")
    default_storage.delete(missing.file.name)
    Path(default_storage.path(broken.file.name)).write_bytes(b"no picture")
    assert [made for _image, made in make_renditions([missing, broken])] == [False, False]
    assert {image.sources == [] for image in Image.objects.all()} == {True}


def test_renditions_of_a_file_that_was_replaced_meanwhile_are_not_kept():
    image = _image()
    Image.objects.update(file="images/another.jpg")
    assert [made for _image, made in make_renditions([image])] == [False]


# --- Which files are public -----------------------------------------------------------------


def test_a_picture_that_was_deleted_is_put_away():
    image, other = _made(_image()), _made(_image(colour="blue"))
    former = Image.objects.get(pk=image.pk)
    image.delete()
    settle(former.pk, former)
    names = {one["name"] for one in other.rendition_files}
    assert _public() == names | {other.file.name}
    assert default_storage.exists(f"put-away/{former.file.name}")


def test_what_another_picture_uses_stays():
    image = _made(_image())
    twin = Image.objects.create(key="twin", file=image.file.name, alt="A", width=1, height=1)
    Image.objects.filter(pk=twin.pk).update(renditions=image.renditions)
    before, former = _public(), Image.objects.get(pk=image.pk)
    image.delete()
    settle(former.pk, former)
    assert _public() == before


def test_a_picture_that_comes_back_has_its_file_and_its_renditions():
    image = _made(_image())
    former = Image.objects.get(pk=image.pk)
    image.delete()
    settle(former.pk, former)
    back = Image(pk=former.pk, key="back", file=former.file.name, alt="A", width=1700, height=1000)
    back.save()
    settle(back.pk)
    back.refresh_from_db()
    assert len(back.sources) == 3
    assert _public() == {back.file.name, *(one["name"] for one in back.rendition_files)}


def test_the_command_fills_gaps_and_puts_away_strays_once(capsys):
    image, stray = _image(), default_storage.save("images/stray.jpg", ContentFile(b"stray"))
    young = default_storage.save("images/young.jpg", ContentFile(b"young"))
    old = (timezone.now() - dt.timedelta(hours=2)).timestamp()
    os.utime(default_storage.path(stray), (old, old))
    call_command("make_renditions")
    assert capsys.readouterr().out == "Pictures drawn: 1. Unused files put away: 1.\n"
    image.refresh_from_db()
    assert _public() == {image.file.name, young, *(one["name"] for one in image.rendition_files)}
    call_command("make_renditions")
    assert capsys.readouterr().out == "Pictures drawn: 0. Unused files put away: 0.\n"


def test_the_command_names_what_it_cannot_draw(capsys):
    image = _image(key="lost")
    default_storage.delete(image.file.name)
    call_command("make_renditions")
    assert f"lost: the file {image.file.name} is missing" in capsys.readouterr().err
