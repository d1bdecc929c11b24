"""A small picture of numbers by year: upright bars in a box that may be stretched."""

from dataclasses import dataclass

HEIGHT, STEP, WIDTH = 100, 10, 8


@dataclass(frozen=True)
class Bar:
    """One year: what it counts, and where its bar stands, from the upper left corner."""

    year: int
    number: int
    x: int
    height: int

    @property
    def y(self) -> int:
        return HEIGHT - self.height


@dataclass(frozen=True)
class Chart:
    """The bars of all years from the first to the last, those without anything included."""

    bars: list[Bar]

    @property
    def peak(self) -> Bar:
        """The year with most, the latest of equal ones."""
        return max(self.bars, key=lambda bar: (bar.number, bar.year))

    @property
    def box(self) -> str:
        return f"0 0 {len(self.bars) * STEP} {HEIGHT}"


def chart_of(numbers: dict[int, int]) -> Chart | None:
    """The chart of numbers by year; None where fewer than two years have any.

    The greatest number has a bar of full height, one of at least 1 a bar that can be seen.
    """
    if len(numbers) < 2:
        return None
    most = max(numbers.values())
    years = range(min(numbers), max(numbers) + 1)
    return Chart(
        [_bar(place, year, numbers.get(year, 0), most) for place, year in enumerate(years)]
    )


def _bar(place: int, year: int, number: int, most: int) -> Bar:
    height = max(round(HEIGHT * number / most), 2) if number else 0
    return Bar(year, number, x=place * STEP + (STEP - WIDTH) // 2, height=height)
