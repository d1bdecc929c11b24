"""Drawing pictures anew. Runs as a program of its own, which apart.py starts with limits.

It reads a picture from standard input and writes a line of JSON and then the bytes of what it has
drawn. It imports nothing of the project and knows no secret, so that a picture that finds a hole
in a decoder finds nothing else.
"""

import io
import json
import resource
import sys
import warnings
from collections.abc import Iterator

from PIL import Image, ImageCms, ImageOps, features

#: Only these decoders ever see a byte.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", *(("AVIF",) if features.check("avif") else ()))
MAX_PIXELS = 40_000_000
#: The longer side of what is kept, in pixels.
MAX_SIDE = 2000
QUALITY = 88
#: The widths in which a picture is offered to browsers, in pixels.
WIDTHS = (360, 720, 1080, 1600)
#: How renditions are written, the best first. AVIF's speed 8 costs a tenth in size and a third of the time.
ENCODERS = {
    ".avif": ("AVIF", {"quality": 58, "speed": 8}),
    ".webp": ("WEBP", {"quality": 76, "method": 4}),
    ".jpg": ("JPEG", {"quality": 80, "optimize": True, "progressive": True}),
}
#: What the process may use: bytes, and seconds of the processor.
MEMORY, SECONDS = 2 * 1024**3, 25
#: What shines through is white in a rendition: JPEG knows nothing else, and dark pages would hide ink.
GROUND = "white"

_SRGB = ImageCms.createProfile("sRGB")
_WITH_PROFILE = {"RGB", "RGBA", "CMYK", "L"}

Drawn = tuple[dict, bytes]


class TooManyPixels(Exception):
    """The picture is larger than what is decoded here."""


def draw_anew(data: bytes) -> Iterator[Drawn]:
    """The picture on a clean canvas, the right way up, in the colours of the web.

    Of an animation the first picture is taken.
    """
    picture = _opened(data)
    picture.draft("RGB", (MAX_SIDE, MAX_SIDE))  # a large JPEG is decoded no larger than needed
    picture.load()
    picture = _in_srgb(ImageOps.exif_transpose(picture))
    picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    if picture.mode == "RGBA":
        # Laid over nothing, so that no colour stays below what is transparent.
        canvas = Image.new("RGBA", picture.size, (0, 0, 0, 0))
        canvas.alpha_composite(picture)
        yield _written(canvas, ".png", "PNG", {"optimize": True})
    else:
        canvas = Image.new("RGB", picture.size)
        canvas.paste(picture)
        options = {"quality": QUALITY, "optimize": True, "progressive": True}
        yield _written(canvas, ".jpg", "JPEG", options)


def draw_renditions(data: bytes) -> Iterator[Drawn]:
    """The picture in each width that is not wider than itself, in each format."""
    picture = _on_ground(_opened(data))
    for width in sorted({min(width, picture.width) for width in WIDTHS}):
        height = max(1, round(picture.height * width / picture.width))
        smaller = picture.resize((width, height), Image.Resampling.LANCZOS)
        for suffix, (kind, options) in ENCODERS.items():
            if kind in FORMATS:
                yield _written(smaller, suffix, kind, options)


JOBS = {"anew": draw_anew, "renditions": draw_renditions}


def _opened(data: bytes) -> Image.Image:
    """The picture with its size known and nothing decoded yet."""
    with warnings.catch_warnings():
        # Pillow warns from 89 million pixels on, where ours are refused already.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
    if picture.width * picture.height > MAX_PIXELS:
        raise TooManyPixels
    return picture


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


def _on_ground(picture: Image.Image) -> Image.Image:
    canvas = Image.new("RGB", picture.size, GROUND)
    picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    canvas.paste(picture, mask=picture if picture.mode == "RGBA" else None)
    return canvas


def _written(picture: Image.Image, suffix: str, kind: str, options: dict) -> Drawn:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    facts = {"suffix": suffix, "width": picture.width, "height": picture.height}
    return facts | {"size": out.tell()}, out.getvalue()


def main(job: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    answer, contents = {}, []
    try:
        drawn = list(JOBS[job](sys.stdin.buffer.read()))
        answer["drawn"] = [facts for facts, _content in drawn]
        contents = [content for _facts, content in drawn]
    except (TooManyPixels, Image.DecompressionBombError):
        answer["refused"] = "pixels"
    except Exception:  # decoders fail in every possible way on broken files
        answer["refused"] = "unreadable"
    out = sys.stdout.buffer
    out.write(json.dumps(answer).encode() + b"\n")
    for content in contents:
        out.write(content)


if __name__ == "__main__":
    main(sys.argv[1])
