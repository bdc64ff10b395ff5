"""A sheet as wide as a phone, to draw on from the top down, and the PNG of it.

Slack shows it at half its size or a little more: words are 13 points or larger. matplotlib is imported when a sheet is
begun: that takes longer than everything else at the start, and most never ask for a picture.
"""

import functools
import io
import threading
import unicodedata
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

WIDE, MARGIN = 6.0, 0.25  # inches
RIGHT = WIDE - MARGIN
DOTS_AN_INCH = 180  # 1,080 wide: sharp on a phone
BIG, USUAL, SMALL = 17, 14, 13  # points
INK, QUIET, PAPER = "#0b0c0c", "#505a5f", "#ffffff"  # 7 to 1 and more against each other
BLUE, PALE, RULE = "#1d70b8", "#d2e2f1", "#b1b4b6"
BAR, GAP, LEAST = (
    0.26,
    0.1,
    0.8,
)  # inches: how high a bar is, what is behind it, how long the longest is at least
LINE = 1.3  # of the height of letters
NOT_DRAWN = "(see the list)"
_POINTS_AN_INCH = 72
_RIGHT_TO_LEFT = {"R", "AL"}  # matplotlib would set them the wrong way round

one_at_a_time = threading.Lock()
"""matplotlib's fonts and text layout are not made for threads."""


class Sheet:
    """Draws in inches from the upper left corner. `at` is how far down it is."""

    def __init__(self) -> None:
        self.at = MARGIN
        self._marks: list[Callable[[Axes], object]] = []

    def words(
        self,
        said: str,
        *,
        size: int = USUAL,
        bold: bool = False,
        left: float = MARGIN,
        right: float = RIGHT,
        lines: int = 1,
        colour: str = INK,
    ) -> None:
        """Write people's words or ours on at most so many lines, cut between words, and move below them."""
        for line in wrapped(said, size, right - left, bold=bold, lines=lines):
            self.put(line, left, self.at, size=size, bold=bold, colour=colour)
            self.at += size / _POINTS_AN_INCH * LINE

    def put(
        self,
        said: str,
        x: float,
        y: float,
        *,
        size: int = USUAL,
        bold: bool = False,
        colour: str = INK,
        at: tuple[str, str] = ("left", "top"),
    ) -> None:
        """Write on one line, without moving; `at` says which part of the words is to be at the place."""
        look: dict[str, Any] = {"weight": "bold" if bold else "normal", "color": colour, "parse_math": False}
        place: dict[str, Any] = dict(zip(("ha", "va"), at, strict=True))
        self._marks.append(lambda axes: axes.text(x, y, said, size=size, **look, **place))

    def box(self, left: float, top: float, width: float, height: float, colour: str, edge: str = INK) -> None:
        """A filled rectangle."""
        from matplotlib.patches import Rectangle  # noqa: PLC0415 - see above

        look: dict[str, Any] = {"facecolor": colour, "edgecolor": edge, "linewidth": 0.8}
        self._marks.append(lambda axes: axes.add_patch(Rectangle((left, top), width, height, **look)))

    def line(self, xs: Sequence[float], ys: Sequence[float], colour: str = INK, width: float = 1.0) -> None:
        """A line through points."""
        look: dict[str, Any] = {"color": colour, "linewidth": width, "solid_capstyle": "butt"}
        self._marks.append(lambda axes: axes.plot(xs, ys, **look))

    def diamond(self, x: float, y: float) -> None:
        """A mark that stands out."""
        look: dict[str, Any] = {"color": BLUE, "markeredgecolor": INK, "markersize": 13, "zorder": 5}
        self._marks.append(lambda axes: axes.plot([x], [y], marker="D", **look))

    def bar(self, left: float, length: float, said: str) -> None:
        """A bar, with words behind its end; nothing but the words where it has no length."""
        top = self.at + 0.03
        if length:
            self.box(left, top, length, BAR, BLUE)
        beside = left + length + (GAP if length else 0)
        self.put(said, beside, top + BAR / 2, size=SMALL, at=("left", "center"))
        self.at = top + BAR + 0.05

    def rule(self) -> None:
        """A quiet line across, with room around it."""
        self.at += 0.1
        self.line([MARGIN, RIGHT], [self.at, self.at], RULE)
        self.at += 0.14

    def png(self) -> bytes:
        """What was drawn."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - see above
        from matplotlib.figure import Figure  # noqa: PLC0415 - see above

        height = self.at + MARGIN
        with one_at_a_time:
            figure = Figure(figsize=(WIDE, height), dpi=DOTS_AN_INCH, facecolor=PAPER)
            FigureCanvasAgg(figure)
            axes = figure.add_axes((0, 0, 1, 1))
            axes.set_axis_off()
            for mark in self._marks:
                mark(axes)
            axes.set_xlim(0, WIDE)
            axes.set_ylim(height, 0)
            png = io.BytesIO()
            figure.savefig(png, format="png")
        return png.getvalue()


def bar_scale(sizes: Sequence[float], figures: Sequence[str], left: float) -> float:
    """Inches for each of the sizes, so that the longest bar leaves room for the longest figures."""
    room = RIGHT - left - GAP - max((width_of(one, SMALL) for one in figures), default=0)
    longest = max(sizes, default=0)
    return max(room, LEAST) / longest if longest else 0


def wrapped(said: str, size: int, width: float, *, bold: bool, lines: int) -> list[str]:
    """Words on at most so many lines of a width in inches; what does not fit ends in an ellipsis."""
    text = drawable(said, bold=bold)
    found: list[str] = []
    with one_at_a_time:
        while text and len(found) < lines:
            fits = _fitting(text, size, width, bold=bold)
            if fits < len(text) and len(found) == lines - 1:
                fits = _fitting(text, size, width, bold=bold, more="…")
                return [*found, f"{text[:fits].rstrip()}…"]
            found.append(text[:fits].rstrip())
            text = text[fits:].lstrip()
    return found


def width_of(said: str, size: int) -> float:
    """How wide words are on one line, in inches."""
    with one_at_a_time:
        return _width(said, size, bold=False)


def drawable(said: str, *, bold: bool) -> str:
    """The characters that the font has, on one line. Pictures are told in words beside them, which have all."""
    with one_at_a_time:
        known = _glyphs(bold=bold)
    kept = "".join(
        one if ord(one) in known and unicodedata.bidirectional(one) not in _RIGHT_TO_LEFT else " "
        for one in unicodedata.normalize("NFC", said)
    )
    tidy = " ".join(kept.split())
    return tidy if any(one.isalnum() for one in tidy) or not said.strip() else NOT_DRAWN


def _fitting(text: str, size: int, width: float, *, bold: bool, more: str = "") -> int:
    """How many characters fit on a line, up to the end of a word if one ends there."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if _width(text[:middle] + more, size, bold=bold) <= width:
            low = middle
        else:
            high = middle - 1
    if low == len(text) or text[low].isspace():
        return low
    return text.rfind(" ", 1, low) + 1 or low


def _width(text: str, size: int, *, bold: bool) -> float:
    """In inches."""
    width, _, _ = _renderer().get_text_width_height_descent(text, _font(size, bold=bold), ismath=False)
    return float(width) / DOTS_AN_INCH


@functools.cache
def _renderer() -> Any:
    from matplotlib.backends.backend_agg import RendererAgg  # noqa: PLC0415 - see above

    return RendererAgg(1, 1, DOTS_AN_INCH)  # type: ignore[no-untyped-call]


@functools.cache
def _font(size: int, *, bold: bool) -> "FontProperties":
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415 - see above

    return FontProperties(size=size, weight="bold" if bold else "normal")


@functools.cache
def _glyphs(*, bold: bool) -> frozenset[int]:
    """The characters that the font has, but for those that only change how others look."""
    from matplotlib.font_manager import findfont, get_font  # noqa: PLC0415 - see above

    has = get_font(findfont(_font(USUAL, bold=bold))).get_charmap()
    return frozenset(one for one in has if unicodedata.category(chr(one)) not in {"Cc", "Cf", "Mn", "Me"})
