"""A picture of what holds a project back and what drives it on, and the same in words.

Each category has a column for each rating, as high as people chose it, the mean as a diamond, and the spread as a bar.
"""

from collections.abc import Sequence

from bot.domain.checkin import SCALE, Checkin, Reading
from bot.domain.workshops import Format, Workshop
from bot.views.drawing import BIG, INK, MARGIN, PALE, QUIET, RIGHT, RULE, SMALL, WIDE, Sheet
from bot.views.figures import people, signed
from bot.views.mrkdwn import shortened

MOST_ALT_TEXT = 2000
NOTHING = "Nobody has rated anything yet, so there is nothing to show."
DISAGREED = 1.0  # points that two people differ on average: less is no disagreement to speak of
MOST_DISAGREED = 2
_STEP = (WIDE - 2 * MARGIN) / len(SCALE)  # inches from one rating to the next
_COLUMN, _HIGHEST = 0.7, 0.42  # inches wide and high


def checkin_picture(form: Format, workshop: Workshop, found: Checkin) -> bytes:
    """A PNG with a row for each category, what drives people on first, what holds them back last."""
    sheet = Sheet()
    sheet.words(workshop.subject, size=BIG, bold=True, lines=3)
    sheet.at += 0.04
    sheet.words(f"{form.name}: {people(found.people)}", size=SMALL, colour=QUIET)
    rated = drawn(found)
    if not rated:
        sheet.at += 0.1
        sheet.words(NOTHING, lines=3)
        return sheet.png()
    _key(sheet)
    highest = max(max(one.counts.values()) for one in rated)
    apart = disagreed_most(found)
    for one in rated:
        sheet.rule()
        _row(sheet, one, highest, apart=one in apart)
    if missing := _unrated(found):
        sheet.rule()
        sheet.words(missing, size=SMALL, colour=QUIET, lines=3)
    return sheet.png()


def checkin_alt(form: Format, workshop: Workshop, found: Checkin) -> str:
    """All that the picture shows, for those who do not see it."""
    heading = f"{form.name}: {shortened(workshop.subject, 150)}. {people(found.people)}."
    rated = drawn(found)
    if not rated:
        return f"{heading} {NOTHING}"
    rows = "; ".join(f"{shortened(one.category, 60)}: {_figures(one)}" for one in rated)
    apart = disagreed_most(found)
    most = f" People disagree most about {' and '.join(one.category for one in apart)}." if apart else ""
    missing = f" {rest}" if (rest := _unrated(found)) else ""
    scale = "From −2 (holds us back) to +2 (drives us on)."
    return shortened(f"A chart. {heading}{most} {scale} {rows}.{missing}", MOST_ALT_TEXT)


def drawn(found: Checkin) -> Sequence[Reading]:
    """What anybody rated, what drives people on first."""
    rated = [one for one in found.readings if one.mean is not None]
    return sorted(rated, key=lambda one: -(one.mean or 0))


def disagreed_most(found: Checkin) -> Sequence[Reading]:
    """Where people are furthest apart, if they are apart enough to speak of; a second one only in a tie."""
    furthest = [one for one in found.disagreed if (one.apart or 0) >= DISAGREED]
    return [one for one in furthest if one.apart == furthest[0].apart][:MOST_DISAGREED]


def _row(sheet: Sheet, one: Reading, highest: int, *, apart: bool) -> None:
    sheet.put(f"mean {signed(one.mean or 0)}", RIGHT, sheet.at, bold=True, at=("right", "top"))
    sheet.words(one.category, bold=True, right=RIGHT - 1.4, lines=2)
    if apart:
        sheet.words("▲ People disagree most here", size=SMALL)
    sheet.at += 0.22
    base = sheet.at + _HIGHEST
    for rating, count in one.counts.items():
        if count:
            height = _HIGHEST * count / highest
            sheet.box(_at(rating) - _COLUMN / 2, base - height, _COLUMN, height, PALE)
            sheet.put(f"{count}", _at(rating), base - height - 0.02, size=SMALL, at=("center", "bottom"))
    sheet.line([MARGIN, RIGHT], [base, base], INK)
    middle = base + 0.16
    mean, spread = one.mean or 0.0, one.deviation or 0.0
    for rating in SCALE:
        sheet.line([_at(rating)] * 2, [base, base + 0.06], RULE if rating else INK)
    sheet.line([_at(max(mean - spread, -2)), _at(min(mean + spread, 2))], [middle, middle], INK, width=5)
    sheet.diamond(_at(mean), middle)
    sheet.at = middle + 0.16


def _key(sheet: Sheet) -> None:
    """What is where, and what the marks mean."""
    sheet.at += 0.12
    middle = sheet.at + 0.1
    sheet.line([MARGIN, MARGIN + 0.9], [middle, middle], INK, width=5)
    sheet.diamond(MARGIN + 0.45, middle)
    sheet.words("mean, and spread (standard deviation)", size=SMALL, left=MARGIN + 1.05)
    sheet.at += 0.06
    sheet.words("Columns: how many people chose each rating", size=SMALL)
    sheet.at += 0.1
    for rating in SCALE:
        sheet.put(signed(rating), _at(rating), sheet.at, bold=True, at=("center", "top"))
    sheet.at += 0.26
    sheet.put("holds us back", MARGIN, sheet.at, size=SMALL)
    sheet.put("drives us on", RIGHT, sheet.at, size=SMALL, at=("right", "top"))
    sheet.at += 0.2


def _at(rating: float) -> float:
    """Where on the sheet a rating is."""
    return WIDE / 2 + rating * _STEP


def _figures(one: Reading) -> str:
    mean, spread = signed(one.mean or 0), f"{one.deviation or 0:.1f}"
    return f"mean {mean}, spread {spread}, {people(one.people)}"


def _unrated(found: Checkin) -> str:
    missing = [one.category for one in found.readings if one.mean is None]
    return f"Nobody rated: {', '.join(missing)}" if missing else ""
