"""Uploaded pictures: what is refused, and that nothing but pixels survives."""

import io
import re
import struct
import subprocess
import sys
import zipfile
import zlib

import pytest
from PIL import Image, ImageCms, PngImagePlugin, features

from articles.images import apart, drawing
from articles.images.vetting import UnusableImage, vet

PROGRAM_SOURCE = apart.PROGRAM.read_text()
SECRET = b"37.5665N-126.9780E"
NO_PICTURE = "This is not a picture that can be read. Save it as JPEG, PNG or WebP and try again."
TOO_MANY_PIXELS = "The picture has more than 40 million pixels. Save it smaller and try again."


def written(picture: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def vetted(data: bytes) -> tuple[apart.Drawing, Image.Image]:
    clean = vet(io.BytesIO(data))
    drawn = Image.open(io.BytesIO(clean.content))
    drawn.load()
    return clean, drawn


def halves(mode: str = "RGB", size=(60, 40), left="red", right="blue") -> Image.Image:
    picture = Image.new(mode, size, right)
    picture.paste(Image.new(mode, (size[0] // 2, size[1]), left), (0, 0))
    return picture


def is_near(colour, expected, by: int = 12) -> bool:
    return all(abs(one - other) <= by for one, other in zip(colour, expected, strict=True))


# --- What is let in -------------------------------------------------------------------------

KINDS = ["JPEG", "PNG", "WEBP", "GIF", *(["AVIF"] if features.check("avif") else [])]


@pytest.mark.parametrize("kind", KINDS)
def test_each_known_format_is_drawn_anew_as_jpeg(kind):
    clean, drawn = vetted(written(halves(), kind))
    assert (clean.suffix, clean.width, clean.height) == (".jpg", 60, 40)
    assert (drawn.format, drawn.mode, drawn.size) == ("JPEG", "RGB", (60, 40))
    assert is_near(drawn.getpixel((5, 20)), (255, 0, 0))
    assert is_near(drawn.getpixel((55, 20)), (0, 0, 255))


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_every_colour_mode_becomes_one_of_the_web(mode):
    picture = Image.new("RGB", (20, 20), "white").convert("L" if mode == "I;16" else mode)
    kind = "JPEG" if mode == "CMYK" else "PNG"
    if mode == "I;16":
        picture = Image.new(mode, (20, 20), 65535)
    clean, drawn = vetted(written(picture, kind))
    assert (clean.suffix, drawn.mode) == (".jpg", "RGB")
    assert is_near(drawn.getpixel((10, 10)), (255, 255, 255))


def test_what_shines_through_stays_so():
    picture = Image.new("RGBA", (20, 20), (0, 255, 0, 128))
    clean, drawn = vetted(written(picture, "PNG"))
    assert (clean.suffix, drawn.format, drawn.mode) == (".png", "PNG", "RGBA")
    assert drawn.getpixel((10, 10)) == (0, 255, 0, 128)


def test_a_palette_with_a_transparent_colour_stays_so():
    picture = Image.new("P", (20, 20), 0)
    picture.putpalette([255, 0, 0, 0, 0, 255])
    picture.paste(1, (10, 0, 20, 20))
    clean, drawn = vetted(written(picture, "GIF", transparency=0))
    assert clean.suffix == ".png"
    assert (drawn.getpixel((2, 2))[3], drawn.getpixel((15, 2))) == (0, (0, 0, 255, 255))


def test_of_an_animation_the_first_picture_is_taken():
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    for kind in ("GIF", "WEBP", "PNG"):
        _clean, drawn = vetted(written(frames[0], kind, save_all=True, append_images=frames[1:]))
        assert is_near(drawn.getpixel((10, 10)), (255, 0, 0))
        assert getattr(drawn, "n_frames", 1) == 1


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        ((2000, 10), (2000, 10)),
        ((2001, 1000), (2000, 1000)),
        ((1000, 4000), (500, 2000)),
        ((6000, 6000), (2000, 2000)),
        ((4000, 1), (2000, 1)),
    ],
)
def test_a_large_picture_is_scaled_down_and_a_small_one_stays(size, kept):
    for kind in ("JPEG", "PNG"):
        clean, drawn = vetted(written(Image.new("RGB", size), kind))
        assert (clean.width, clean.height) == drawn.size == kept


def test_the_picture_is_turned_the_right_way_up():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: turn by 90 degrees to the right
    _clean, drawn = vetted(written(halves(), "JPEG", exif=exif))
    assert drawn.size == (40, 60)
    assert is_near(drawn.getpixel((20, 5)), (255, 0, 0))
    assert is_near(drawn.getpixel((20, 55)), (0, 0, 255))


# --- What does not survive ------------------------------------------------------------------


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    return exif


def _png_text() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    return info


@pytest.mark.parametrize(
    ("kind", "mode", "options"),
    [
        ("JPEG", "RGB", {"exif": _exif()}),
        ("JPEG", "RGB", {"comment": SECRET}),
        ("JPEG", "RGB", {"icc_profile": SECRET}),
        ("JPEG", "RGB", {"xmp": SECRET}),
        ("PNG", "RGB", {"exif": _exif()}),
        ("PNG", "RGBA", {"pnginfo": _png_text()}),
        ("PNG", "RGBA", {"icc_profile": SECRET}),
        ("WEBP", "RGB", {"exif": _exif(), "xmp": SECRET, "icc_profile": SECRET}),
        ("WEBP", "RGBA", {"exif": _exif(), "xmp": SECRET}),
        ("GIF", "RGB", {"comment": SECRET}),
    ],
)
def test_no_metadata_survives(kind, mode, options):
    picture = halves(mode)
    if mode == "RGBA":
        picture.putalpha(100)
    data = written(picture, kind, **options)
    assert SECRET in data or kind == "PNG"  # PNG packs what it says
    clean, drawn = vetted(data)
    assert SECRET not in clean.content
    assert set(drawn.getexif()) == set()
    assert set(drawn.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}  # fmt: skip


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("secret.txt", SECRET)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("tail", [_zip(), b"<script>alert(1)</script>" + SECRET, SECRET * 1000])
def test_nothing_behind_the_picture_survives(kind, tail):
    clean, _drawn = vetted(written(halves(), kind) + tail)
    assert SECRET not in clean.content
    assert b"<script" not in clean.content
    assert b"PK\x03\x04" not in clean.content


def test_no_colour_stays_below_what_was_made_transparent():
    face = halves("RGBA", left=(200, 150, 120, 255), right=(0, 0, 0, 255))
    face.putalpha(halves("L", left=0, right=255))
    data = written(face, "PNG")
    assert Image.open(io.BytesIO(data)).getpixel((5, 20)) == (200, 150, 120, 0)
    _clean, drawn = vetted(data)
    assert drawn.getpixel((5, 20)) == (0, 0, 0, 0)
    assert drawn.getpixel((55, 20)) == (0, 0, 0, 255)


def test_colours_are_brought_into_those_of_the_web():
    """The grey of a profile with another black is another number in sRGB; without it, the same."""
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    same = vetted(written(Image.new("RGB", (9, 9), (90, 120, 200)), "PNG", icc_profile=lab))[1]
    assert is_near(same.getpixel((4, 4)), (90, 120, 200))
    swapped = _with_swapped_colours(lab)
    other = vetted(written(Image.new("RGB", (9, 9), (250, 10, 10)), "PNG", icc_profile=swapped))[1]
    assert is_near(other.getpixel((4, 4)), (10, 10, 250), by=25)
    assert "icc_profile" not in other.info


def _with_swapped_colours(profile: bytes) -> bytes:
    """The profile with what it says of red and of blue exchanged."""
    red, blue = profile.index(b"rXYZ", 128), profile.index(b"bXYZ", 128)
    swapped = bytearray(profile)
    swapped[red : red + 4], swapped[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(swapped)


# --- What is refused ------------------------------------------------------------------------


def _png_header(width: int, height: int) -> bytes:
    """A picture that says it is large and holds nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")  # fmt: skip


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(b"", NO_PICTURE, id="nothing"),
        pytest.param(b"Just some text.\n" * 50, NO_PICTURE, id="text"),
        pytest.param(b"<html><script>alert(1)</script>", NO_PICTURE, id="html"),
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg"/>', NO_PICTURE, id="svg"),
        pytest.param(PDF, NO_PICTURE, id="pdf"),
        pytest.param(_zip(), NO_PICTURE, id="zip"),
        pytest.param(PDF + written(halves(), "JPEG"), NO_PICTURE, id="a pdf that holds a picture"),
        pytest.param(_zip() + written(halves(), "PNG"), NO_PICTURE, id="a zip before a picture"),
        pytest.param(b"GIF89a/*" + SECRET + b"*/=1;alert(1)", NO_PICTURE, id="a script like a gif"),
        pytest.param(written(halves(), "BMP"), NO_PICTURE, id="bmp"),
        pytest.param(written(halves(), "TIFF"), NO_PICTURE, id="tiff"),
        pytest.param(written(halves(), "ICO"), NO_PICTURE, id="ico"),
        pytest.param(written(halves(), "PPM"), NO_PICTURE, id="ppm"),
        pytest.param(written(halves(), "PDF"), NO_PICTURE, id="a picture as pdf"),
        pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n", NO_PICTURE, id="eps"),
        pytest.param(written(halves(), "JPEG")[:300], NO_PICTURE, id="half a jpeg"),
        pytest.param(written(halves(), "PNG")[:-30], NO_PICTURE, id="half a png"),
        pytest.param(written(halves(), "WEBP")[:-30], NO_PICTURE, id="half a webp"),
        pytest.param(_png_header(40_000, 1_001), TOO_MANY_PIXELS, id="too large by a row"),
        pytest.param(_png_header(1_000_000, 1_000_000), TOO_MANY_PIXELS, id="a bomb"),
        pytest.param(_png_header(1_000, 1_000), NO_PICTURE, id="large without content"),
    ],
)
def test_what_is_no_usable_picture_is_refused_in_a_sentence(data, sentence):
    with pytest.raises(UnusableImage) as refused:
        vet(io.BytesIO(data))
    assert str(refused.value) == sentence


def test_a_picture_of_just_the_allowed_pixels_passes(monkeypatch):
    picture = written(halves(), "PNG")
    monkeypatch.setattr(drawing, "MAX_PIXELS", 60 * 40)
    ((facts, _content),) = drawing.draw_anew(picture)
    assert facts["width"] == 60
    monkeypatch.setattr(drawing, "MAX_PIXELS", 60 * 40 - 1)
    with pytest.raises(drawing.TooManyPixels):
        list(drawing.draw_anew(picture))


def test_a_file_of_more_than_15_mb_is_refused_before_it_is_read_on():
    file = io.BytesIO(written(halves(), "PNG") + bytes(30 * 1024 * 1024))
    with pytest.raises(UnusableImage) as refused:
        vet(file)
    assert str(refused.value) == "The picture is larger than 15 MB. Save it smaller and try again."
    assert file.tell() == 15 * 1024 * 1024 + 1


# --- In a process of its own ----------------------------------------------------------------


def _program(tmp_path, monkeypatch, source: str) -> None:
    path = tmp_path / "drawing.py"
    path.write_text(source)
    monkeypatch.setattr(apart, "PROGRAM", path)


def test_a_picture_that_takes_too_long_is_given_up(tmp_path, monkeypatch):
    _program(tmp_path, monkeypatch, "import time; time.sleep(60)")
    monkeypatch.setattr(apart, "TIME_LIMIT", 0.2)
    with pytest.raises(UnusableImage, match="takes too long"):
        vet(io.BytesIO(b"picture"))


def test_time_of_the_processor_is_limited_as_well(tmp_path, monkeypatch):
    source = PROGRAM_SOURCE.replace('"anew": draw_anew', '"anew": lambda data: [sum(iter(int, 1))]')
    _program(tmp_path, monkeypatch, re.sub(r"SECONDS = .*", "SECONDS = 2 * 1024**3, 1", source))
    with pytest.raises(UnusableImage, match="takes too long"):
        vet(io.BytesIO(b"picture"))


@pytest.mark.parametrize(
    "source",
    [
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "raise SystemExit(1)",
        "pass",
    ],
    ids=["a crash", "a failure", "no answer"],
)
def test_a_decoder_that_breaks_down_takes_nothing_with_it(tmp_path, monkeypatch, source):
    _program(tmp_path, monkeypatch, source)
    with pytest.raises(UnusableImage) as refused:
        vet(io.BytesIO(b"picture"))
    assert str(refused.value) == NO_PICTURE


def test_memory_is_limited():
    source = PROGRAM_SOURCE.replace('"anew": draw_anew', '"anew": lambda data: [bytearray(2**32)]')
    done = subprocess.run([sys.executable, "-I", "-c", source, "anew"], input=b"", capture_output=True, check=True)  # fmt: skip
    assert done.stdout == b'{"refused": "unreadable"}\n'


def test_the_process_is_told_nothing_of_ours(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "secret")
    _program(
        tmp_path,
        monkeypatch,
        "import json, os\n"
        "told = {k: v for k, v in os.environ.items() if k != 'LC_CTYPE'}\n"
        "print(json.dumps({'refused': 'unreadable' if told else 'time'}))",
    )
    with pytest.raises(UnusableImage, match="takes too long"):
        vet(io.BytesIO(b"picture"))


def test_a_picture_of_the_most_pixels_is_drawn_in_time():
    drawn = vet(io.BytesIO(written(Image.new("RGB", (8000, 5000), "red"), "PNG")))
    assert (drawn.width, drawn.height) == (2000, 1250)
