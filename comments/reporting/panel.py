"""Panels: rectangles of a figure, each with scales of its own, that marks are put on.

matplotlib's own axes bring ticks, spines and grids, and making those that nobody sees takes longer
than all that is drawn; a panel brings nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.figure import Figure
    from matplotlib.transforms import Transform

    Point = tuple[float, float]

INCH = 25.4  # millimetres
POINT = INCH / 72  # millimetres


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a figure, in millimetres from its left and top."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Panel:
    """A rectangle of a figure. `x` has the values at its left and right, `y` those at its top and
    foot.

    What is put on it may stick out. `look` is in matplotlib's terms, as are colours and `zorder`.
    """

    figure: Figure
    box: Box
    x: Point = (0, 1)
    y: Point = (1, 0)

    def across(self, x: Point) -> Panel:
        """The same rectangle with another scale from left to right."""
        return replace(self, x=x)

    def millimetres(self, x: float, y: float) -> Point:
        """Where a point stands in the figure, from its left and top."""
        box = self.box
        return (
            box.left + (x - self.x[0]) / (self.x[1] - self.x[0]) * box.width,
            box.top + (y - self.y[0]) / (self.y[1] - self.y[0]) * box.height,
        )

    @property
    def transform(self) -> Transform:
        """From the panel's values to matplotlib's pixels."""
        from matplotlib.transforms import Affine2D

        left, top = self.millimetres(0, 0)
        right, foot = self.millimetres(1, 1)
        high = self.figure.get_figheight()
        to_inches = Affine2D.from_values(
            (right - left) / INCH, 0, 0, (top - foot) / INCH, left / INCH, high - top / INCH
        )
        return to_inches + self.figure.dpi_scale_trans

    def add(self, artist: Artist) -> None:
        """Put something of matplotlib's on the panel, in its values."""
        artist.set_transform(self.transform)
        self.figure.add_artist(artist)

    def lines(self, ends: Sequence[tuple[Point, Point]], zorder: float = 2, **look: Any) -> None:
        """Straight lines from point to point."""
        from matplotlib.collections import LineCollection

        self.add(LineCollection(ends, zorder=zorder, **look))

    def upright(self, x: float, **look: Any) -> None:
        """A line from the top to the foot."""
        self.lines([((x, self.y[0]), (x, self.y[1]))], **look)

    def marks(self, points: Sequence[Point], marker: str, **look: Any) -> None:
        """A mark at each point."""
        self.curve(points, marker=marker, linestyle="none", **look)

    def curve(self, points: Sequence[Point], **look: Any) -> None:
        """A line through all points, broken where one has no height (nan)."""
        from matplotlib.lines import Line2D

        if points:
            x, y = zip(*points, strict=True)
            self.add(Line2D(x, y, **look))

    def text(self, x: float, y: float, words: str, shift: Point = (0, 0), **look: Any) -> None:
        """Words at a point, moved by so many points to the right and up."""
        left, top = self.millimetres(x, y)
        wide, high = (INCH * side for side in self.figure.get_size_inches())
        left, top = left + POINT * shift[0], top - POINT * shift[1]
        self.figure.text(left / wide, 1 - top / high, words, **look)

    def title(self, words: str, above: float) -> None:
        """Words in the middle, so many points above the panel."""
        middle = sum(self.x) / 2
        self.text(middle, self.y[0], words, (0, above), fontsize=7.5, ha="center", va="baseline")
