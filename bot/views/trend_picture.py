"""What a community looks for, as a picture that a phone can show.

No meaning rests on colour: what was not found is hatched, and each bar is labelled with its figures. The figures are
in the picture's alt text too (`bot.views.trends.picture_words`).
"""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.domain.trends import RISING, Trend, Trends
from bot.views.drawing import one_at_a_time
from bot.views.mrkdwn import shortened
from bot.views.trends import TITLE, drawn, figure_in_words, theme_in_words, when

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDE, _A_ROW, _ABOVE, _BELOW = 6.0, 0.98, 1.3, 0.55  # inches
_MARGIN = 0.04  # of the width
_DOTS_AN_INCH = 180  # 1,080 wide: sharp on a phone, and less than 200 kB
_INK, _BAR, _PAPER = "#0b0c0c", "#1d70b8", "#ffffff"  # 5 to 1 and more against each other
_HATCH = "////"
_BAR_HEIGHT, _NAME_ABOVE, _FIGURE_ABOVE = 0.32, 0.50, 0.24  # of a row
_BIG, _USUAL = 17, 14  # points, of a picture that a phone shows at half its size or a little more
_LONGEST_NAME = 44  # characters that fit on a line


def trend_picture(trends: Trends) -> bytes:
    """A PNG with a bar for each of the most looked for, the longest first.

    matplotlib is imported here: it takes longer than everything else at the start, and most never ask for a picture.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - see above
    from matplotlib.figure import Figure  # noqa: PLC0415 - see above
    from matplotlib.patches import Patch  # noqa: PLC0415 - see above

    rows = drawn(trends)
    body = _A_ROW * len(rows)
    height = _ABOVE + body + _BELOW
    with one_at_a_time:
        figure = Figure(figsize=(_WIDE, height), dpi=_DOTS_AN_INCH, facecolor=_PAPER)
        FigureCanvasAgg(figure)
        words: dict[str, Any] = {"color": _INK, "va": "top", "parse_math": False}
        top = [
            (TITLE, _BIG, "bold"),
            (theme_in_words(trends), _USUAL, "bold"),
            (when(trends), _USUAL, "normal"),
        ]
        for line, (said, size, weight) in enumerate(top):
            at = 1 - (0.2 + 0.32 * line) / height
            figure.text(_MARGIN, at, said, size=size, weight=weight, **words)
        _draw(figure.add_axes((_MARGIN, _BELOW / height, 1 - 2 * _MARGIN, body / height)), rows)
        legend = [
            Patch(facecolor=_BAR, edgecolor=_INK, label="Searches"),
            Patch(facecolor=_PAPER, edgecolor=_INK, hatch=_HATCH, label="Searches that found nothing"),
        ]
        place: dict[str, Any] = {
            "loc": "lower left",
            "bbox_to_anchor": (_MARGIN / 2, 0),
            "ncols": 2,
            "columnspacing": 1.2,
        }
        figure.legend(handles=legend, frameon=False, fontsize=_USUAL, handlelength=1.6, **place)
        png = io.BytesIO()
        figure.savefig(png, format="png")
    return png.getvalue()


def _draw(axes: "Axes", rows: Sequence[Trend]) -> None:
    edge: dict[str, Any] = {"height": _BAR_HEIGHT, "edgecolor": _INK, "linewidth": 0.8}
    words: dict[str, Any] = {"size": _USUAL, "color": _INK, "va": "bottom", "parse_math": False}
    for place, one in enumerate(rows):
        found = one.figure.searches - one.figure.unmet
        axes.barh(place, found, color=_BAR, **edge)
        axes.barh(place, one.figure.unmet, left=found, color=_PAPER, hatch=_HATCH, **edge)
        rises = f"  ▲ {one.change.value}" if one.change in RISING else ""
        axes.text(0, place - _NAME_ABOVE, shortened(one.label, _LONGEST_NAME), weight="bold", **words)
        axes.text(0, place - _FIGURE_ABOVE, f"{figure_in_words(one)}{rises}", **words)
    axes.set_xlim(0, max(one.figure.searches for one in rows))
    axes.set_ylim(len(rows) - 1 + _BAR_HEIGHT, -1 + _BAR_HEIGHT)  # the first on top
    axes.set_axis_off()
