"""Uploaded pictures: what is let in, and how it is drawn anew.

Nothing of the file that was sent survives but its pixels: no EXIF, position, comment, profile
or hidden payload. Facts behind the rules are in the docstrings.
"""

import io
import warnings
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

#: Only these decoders ever see a byte.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 40_000_000
#: The longer side of what is kept, in pixels.
MAX_SIDE = 2000
QUALITY = 88


class UnusableImage(Exception):
    """The file is refused; the text says to a person why and what to do."""


@dataclass(frozen=True)
class CleanImage:
    """A picture drawn anew: its bytes, its file ending with the dot, its size in pixels."""

    content: bytes
    suffix: str
    width: int
    height: int


def vet(file: BinaryIO) -> CleanImage:
    """Read an untrusted picture and draw it anew.

    Raises UnusableImage where it is too large, no picture of a known format, or broken.
    """
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnusableImage(_("The picture is larger than 15 MB. Save it smaller and try again."))
    try:
        with warnings.catch_warnings():
            # The pixel cap below is ours; Pillow's own warning would come first.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            _refuse_too_many_pixels(picture)
            return _drawn_anew(picture)
    except UnusableImage:
        raise
    except Exception as error:
        raise UnusableImage(
            _("This is not a picture that can be read. Save it as JPEG, PNG or WebP and try again.")
        ) from error


def _refuse_too_many_pixels(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise UnusableImage(
            _("The picture has %(pixels)d million pixels; 40 million are allowed. Save it smaller.")
            % {"pixels": width * height // 1_000_000}
        )


def _drawn_anew(picture: Image.Image) -> CleanImage:
    picture.draft("RGB", (MAX_SIDE, MAX_SIDE))  # a large JPEG is decoded no larger than needed
    picture.load()
    picture = _in_srgb(ImageOps.exif_transpose(picture))
    picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    canvas = Image.new(picture.mode, picture.size)
    canvas.paste(picture)
    out = io.BytesIO()
    if canvas.mode == "RGBA":
        canvas.save(out, "PNG", optimize=True)
        return CleanImage(out.getvalue(), ".png", *canvas.size)
    canvas.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return CleanImage(out.getvalue(), ".jpg", *canvas.size)


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The picture as RGB, or RGBA where something shines through, in the colours of the web."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    profile = picture.info.get("icc_profile")
    converted = picture.convert(mode)
    if not profile or picture.mode not in {"RGB", "RGBA"}:
        return converted
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(converted, source, ImageCms.createProfile("sRGB"))
    except ImageCms.PyCMSError:
        return converted  # a broken profile says nothing about the colours
