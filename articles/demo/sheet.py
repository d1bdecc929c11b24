"""The sheet of paper on which the demonstration's pictures are drawn."""

import io
from collections.abc import Iterable

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 1000
Point = tuple[float, float]
Colour = tuple[int, int, int]

# Drawn larger and reduced at the end, because Pillow draws edges without smoothing.
_SCALE = 2


class Sheet:
    """A canvas of WIDTH × HEIGHT units with its origin at the top left."""

    def __init__(self, ground: Colour):
        self._image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE), ground)
        self._pen = ImageDraw.Draw(self._image)

    def area(self, points: Iterable[Point], colour: Colour) -> None:
        """A filled shape."""
        self._pen.polygon(_scaled(points), fill=colour)

    def line(self, points: Iterable[Point], colour: Colour, width: float) -> None:
        """A line through all points."""
        self._pen.line(_scaled(points), fill=colour, width=round(width * _SCALE), joint="curve")

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """A filled rectangle."""
        self._pen.rectangle(_scaled([(left, top), (right, bottom)]), fill=colour)

    def dot(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """A filled circle."""
        corners = [(x - radius, y - radius), (x + radius, y + radius)]
        self._pen.ellipse(_scaled(corners), fill=colour)

    def bands(self, heights: Image.Image, colours: list[Colour]) -> None:
        """Fill the sheet with bands of equal height, the lowest in the first colour.

        `heights` is a picture in mode "F" with values from 0 to 255, of any size.
        """
        levels = heights.resize(self._image.size, Image.Resampling.BICUBIC).convert("L")
        bands = levels.point([level * len(colours) // 256 for level in range(256)])
        bands = bands.convert("P")
        bands.putpalette([part for colour in colours for part in colour])
        self._image.paste(bands.convert("RGB"))

    def finished(self) -> Image.Image:
        """The picture, WIDTH × HEIGHT pixels in RGB."""
        return self._image.reduce(_SCALE)


def as_jpeg(image: Image.Image) -> bytes:
    """The picture as a file."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=85, optimize=True)
    return file.getvalue()


def _scaled(points: Iterable[Point]) -> list[Point]:
    return [(x * _SCALE, y * _SCALE) for x, y in points]
