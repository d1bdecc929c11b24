"""Uploaded pictures: what is let in, and how it is drawn anew.

Nothing of the file that was sent survives but its visible pixels: no EXIF, position, comment,
colour profile, hidden layer or payload behind the picture.
"""

import io
import warnings
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, features

#: Only these decoders ever see a byte.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", *(("AVIF",) if features.check("avif") else ()))
MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 40_000_000
#: The longer side of what is kept, in pixels.
MAX_SIDE = 2000
QUALITY = 88

_SRGB = ImageCms.createProfile("sRGB")
_WITH_PROFILE = {"RGB", "RGBA", "CMYK", "L"}


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
    """Read an untrusted picture and draw it anew, the right way up, in the colours of the web.

    The format is told by the content, never by a name. Of an animation the first picture is
    taken. Raises UnusableImage where the file is too large, no known picture, or broken.
    """
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnusableImage(_("The picture is larger than 15 MB. Save it smaller and try again."))
    try:
        return _drawn_anew(_opened(data))
    except UnusableImage:
        raise
    except Image.DecompressionBombError:
        raise UnusableImage(_too_many_pixels()) from None
    except Exception as error:  # decoders fail in every possible way on broken files
        raise UnusableImage(
            _("This is not a picture that can be read. Save it as JPEG, PNG or WebP and try again.")
        ) from error


def _opened(data: bytes) -> Image.Image:
    """The picture with its size known and nothing decoded yet."""
    with warnings.catch_warnings():
        # Pillow warns from 89 million pixels on, where ours are refused already.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
    if picture.width * picture.height > MAX_PIXELS:
        raise UnusableImage(_too_many_pixels())
    return picture


def _too_many_pixels() -> str:
    return _("The picture has more than 40 million pixels. Save it smaller and try again.")


def _drawn_anew(picture: Image.Image) -> CleanImage:
    picture.draft("RGB", (MAX_SIDE, MAX_SIDE))  # a large JPEG is decoded no larger than needed
    picture.load()
    picture = _in_srgb(ImageOps.exif_transpose(picture))
    picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    if picture.mode == "RGBA":
        # Laid over nothing, so that no colour stays below what is transparent.
        canvas = Image.new("RGBA", picture.size, (0, 0, 0, 0))
        canvas.alpha_composite(picture)
        canvas.save(out, "PNG", optimize=True)
        return CleanImage(out.getvalue(), ".png", *canvas.size)
    canvas = Image.new("RGB", picture.size)
    canvas.paste(picture)
    canvas.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return CleanImage(out.getvalue(), ".jpg", *canvas.size)


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The picture as RGB, or as RGBA where something shines through."""
    profile = picture.info.get("icc_profile")
    is_transparent = picture.has_transparency_data
    mode = "RGBA" if is_transparent else "RGB"
    if is_transparent or picture.mode not in _WITH_PROFILE:
        picture = picture.convert(mode)
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            picture = ImageCms.profileToProfile(picture, source, _SRGB, outputMode=mode)
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile says nothing about the colours
    picture = picture.convert(mode)
    if is_transparent and picture.getextrema()[3][0] == 255:
        return picture.convert("RGB")
    return picture
