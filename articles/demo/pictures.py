"""Calm abstract pictures for the demonstration, the same on every run and with no font needed."""

from collections.abc import Callable
from math import exp, sin

from PIL import Image

from articles.demo.sheet import HEIGHT, WIDTH, Colour, Sheet

PAPER: Colour = (242, 239, 231)
SNOW: Colour = (228, 230, 229)
MIST: Colour = (196, 203, 204)
STONE: Colour = (150, 158, 160)
SLATE: Colour = (96, 108, 117)
DUSK: Colour = (58, 71, 84)
INK: Colour = (36, 43, 51)
MOSS: Colour = (132, 143, 122)
SAND: Colour = (207, 196, 172)
CLAY: Colour = (168, 122, 96)


def draw(key: str) -> Image.Image:
    """The picture with this key, as PICTURES lists them. Raises KeyError for any other."""
    return PICTURES[key]().finished()


def border_river() -> Sheet:
    """A pale river between two darker banks."""
    sheet = Sheet(MOSS)
    course = [(x, 520 + 190 * _wave(x / 260, 0.4)) for x in _across(8)]
    sheet.area([*course, (WIDTH, HEIGHT), (0, HEIGHT)], SLATE)
    for half, colour in ((78, SAND), (58, MIST), (44, SNOW)):
        banks = [(x, y - half) for x, y in course] + [(x, y + half) for x, y in reversed(course)]
        sheet.area(banks, colour)
    for offset in range(-440, 500, 55):
        if abs(offset) > 100:
            shore = [(x, y + offset + 14 * _wave(x / 120, offset)) for x, y in course]
            sheet.line(shore, _between(MOSS, SLATE, 0.25 if offset < 0 else 0.75), 2)
    return sheet


def field_grid() -> Sheet:
    """Fields and a walled compound from far above."""
    sheet = Sheet(STONE)
    for row in range(10):
        for column in range(16):
            tone = 0.5 + 0.5 * sin(row * 2.3 + column * 1.7 + row * column)
            left, top = column * 100 + 2, row * 100 + 2
            sheet.box(left, top, left + 95, top + 95, _between(MOSS, SAND, tone))
    sheet.line([(0, 742), (520, 742), (760, 560), (WIDTH, 560)], PAPER, 16)
    sheet.box(902, 202, 1398, 498, SLATE)
    sheet.box(912, 212, 1388, 488, MIST)
    for number in range(8):
        left = 940 + number % 4 * 112
        top = 250 if number < 4 else 370
        sheet.box(left + 10, top + 10, left + 82, top + 82, STONE)
        sheet.box(left, top, left + 72, top + 72, DUSK if number % 3 else CLAY)
    return sheet


def layered_hills() -> Sheet:
    """Hills in layers that grow paler towards the horizon."""
    sheet = Sheet(PAPER)
    sheet.dot(1180, 250, 76, SAND)
    layers = 7
    for layer in range(layers):
        base, lift = 330 + layer * 95, 60 + layer * 12
        ridge = [(x, base - lift * _wave(x / (300 - 22 * layer), layer * 2.1)) for x in _across(6)]
        colour = _between(MIST, DUSK, layer / (layers - 1))
        sheet.area([*ridge, (WIDTH, HEIGHT), (0, HEIGHT)], colour)
    return sheet


def ledger_rows() -> Sheet:
    """Ruled rows of a register, some filled and some empty."""
    sheet = Sheet(PAPER)
    for row in range(15):
        y = 90 + row * 58
        sheet.line([(100, y + 36), (1500, y + 36)], MIST, 2)
        for column, width in enumerate((150, 330, 240, 300)):
            left = (110, 310, 720, 1050)[column]
            share = 0.55 + 0.4 * sin(row * 1.9 + column * 2.7)
            if (row * 7 + column * 5) % 11 > 3:
                sheet.box(left, y + 8, left + width * share, y + 24, SLATE if column else CLAY)
    for x in (290, 700, 1030):
        sheet.line([(x, 70), (x, 930)], MIST, 2)
    return sheet


def timeline() -> Sheet:
    """A long line whose marks thin out in the middle and return."""
    sheet = Sheet(SNOW)
    sheet.line([(120, 620), (1480, 620)], DUSK, 4)
    for number in range(86):
        x = 120 + number * 16
        density = abs((x - 860) / 620) ** 0.8
        if 0.5 + 0.5 * sin(number * 5.1) > 1.05 - 1.1 * density:
            height = 60 + 260 * density * (0.6 + 0.4 * sin(number * 2.2))
            sheet.line([(x, 620), (x, 620 - height)], SLATE, 5)
            sheet.dot(x, 620 - height, 7, CLAY if number % 9 == 0 else DUSK)
    for number in range(11):
        sheet.line([(120 + number * 136, 620), (120 + number * 136, 650)], DUSK, 3)
    return sheet


def contour_map() -> Sheet:
    """Bands of height around three summits."""
    sheet = Sheet(PAPER)
    summits = ((0.28, 0.42, 0.19, 1.0), (0.66, 0.3, 0.14, 0.75), (0.72, 0.72, 0.22, 0.85))
    heights = Image.new("F", (160, 100))
    heights.putdata([_height(x / 160, y / 100, summits) for y in range(100) for x in range(160)])
    colours = []
    for step in range(13):
        tint = _between(SNOW, MOSS, step / 12)
        colours += [tint, tint, tint, _between(tint, DUSK, 0.35)]
    sheet.bands(heights, colours)
    return sheet


def wall_and_light() -> Sheet:
    """A plain wall with a narrow band of light across it."""
    sheet = Sheet(SLATE)
    for row in range(12):
        for column in range(-1, 12):
            left, top = column * 150 + row % 2 * 75, row * 70
            tone = 0.12 + 0.1 * sin(row * 3.1 + column * 1.3)
            sheet.box(left + 2, top + 2, left + 148, top + 68, _between(SLATE, INK, tone))
    sheet.box(0, 840, WIDTH, HEIGHT, INK)
    sheet.area([(980, 0), (1090, 0), (640, 840), (500, 840)], SAND)
    sheet.area([(500, 840), (640, 840), (560, HEIGHT), (390, HEIGHT)], CLAY)
    return sheet


def crossing_paths() -> Sheet:
    """Thin paths that set out together and end apart."""
    sheet = Sheet(PAPER)
    colours = (SLATE, STONE, DUSK, MOSS, MIST)
    for number in range(34):
        spread = (number - 16.5) * 27
        path = [
            (x, 500 + spread * (x / WIDTH) ** 2 + 40 * _wave(x / 210, number * 0.13))
            for x in _across(16)
            if x < WIDTH * (0.62 + 0.38 * abs(sin(number * 1.4)))
        ]
        sheet.line(path, colours[number % len(colours)], 3)
        sheet.dot(*path[-1], 8, CLAY if number % 6 == 0 else DUSK)
    return sheet


def harbour_lights() -> Sheet:
    """Small lights and their reflections on dark water."""
    sheet = Sheet(DUSK)
    sheet.box(0, 430, WIDTH, HEIGHT, INK)
    shore = [(x, 405 - 45 * abs(_wave(x / 400, 1))) for x in _across(20)]
    sheet.area([(0, 430), *shore, (WIDTH, 430)], SLATE)
    for number in range(26):
        x = 50 + number * 60 + 20 * sin(number * 2.6)
        sheet.dot(x, 418, 5 + number % 3, SAND)
        for step in range(1, 9):
            reach = (20 + 6 * step) * abs(sin(number * 1.8 + step))
            y = 440 + step * step * 6
            sheet.line([(x - reach, y), (x + reach, y)], _between(SAND, INK, 0.25 + step * 0.08), 3)
    return sheet


def winter_birches() -> Sheet:
    """Birch trunks in snow under a grey sky."""
    sheet = Sheet(MIST)
    drift = [(x, 760 + 30 * _wave(x / 330, 2)) for x in _across(10)]
    sheet.area([*drift, (WIDTH, HEIGHT), (0, HEIGHT)], PAPER)
    for number in range(17):
        x, width = 60 + number * 93 + 26 * sin(number * 4.3), 16 + 9 * abs(sin(number * 2.9))
        foot, near = 770 + 130 * abs(sin(number * 1.7)), number % 3 != 1
        trunk = SNOW if near else _between(MIST, SNOW, 0.4)
        sheet.area([(x, 0), (x + width * 0.7, 0), (x + width, foot), (x - 3, foot)], trunk)
        sheet.line([(x + width * 0.85, 0), (x + width, foot)], STONE, 3)
        for mark in range(11):
            y = 40 + mark * 71 + 25 * sin(number + mark * 2.1)
            reach = width * (0.3 + 0.4 * abs(sin(mark * number)))
            sheet.box(x, y, x + reach, y + 6, DUSK if near else STONE)
    return sheet


def archive_shelves() -> Sheet:
    """Shelves with folders of different heights."""
    sheet = Sheet(INK)
    spines = (SLATE, SAND, MOSS, STONE, DUSK, CLAY, MIST)
    for shelf in range(4):
        floor, x, number = 250 + shelf * 245, 40.0, 0
        while x < WIDTH - 80:
            width = 22 + 20 * abs(sin(number * 1.3 + shelf))
            height = 150 + 45 * sin(number * 0.9 + shelf * 2)
            if (number + shelf * 3) % 13 != 5:
                spine = spines[(number * 3 + shelf) % len(spines)]
                sheet.box(x, floor - height, x + width - 4, floor, spine)
                sheet.box(x + 5, floor - height + 22, x + width - 9, floor - height + 50, PAPER)
            x, number = x + width, number + 1
        sheet.box(0, floor, WIDTH, floor + 14, SLATE)
    return sheet


PICTURES: dict[str, Callable[[], Sheet]] = {
    "border-river": border_river,
    "field-grid": field_grid,
    "layered-hills": layered_hills,
    "ledger-rows": ledger_rows,
    "timeline": timeline,
    "contour-map": contour_map,
    "wall-and-light": wall_and_light,
    "crossing-paths": crossing_paths,
    "harbour-lights": harbour_lights,
    "winter-birches": winter_birches,
    "archive-shelves": archive_shelves,
}


def _across(step: int) -> range:
    """Positions from the left edge to a little beyond the right one."""
    return range(0, WIDTH + 2 * step, step)


def _wave(position: float, phase: float) -> float:
    """An uneven wave between about -1 and 1."""
    slow, quick = sin(position + phase), sin(2.3 * position + 1.7 * phase)
    return 0.6 * slow + 0.3 * quick + 0.1 * sin(5.1 * position)


def _between(first: Colour, second: Colour, share: float) -> Colour:
    """The colour `share` (0 to 1) of the way from the first to the second."""
    return tuple(round(a + (b - a) * share) for a, b in zip(first, second, strict=True))


def _height(x: float, y: float, summits: tuple[tuple[float, float, float, float], ...]) -> float:
    """The height from 0 to 255 at a place given in shares of the sheet."""
    total = sum(
        top * exp(-((1.6 * (x - east)) ** 2 + (y - south) ** 2) / (2 * reach**2))
        for east, south, reach, top in summits
    )
    return min(255.0, 215 * total + 12 * _wave(9 * x, 7 * y) + 12)
