"""A picture of a workshop's results by category, and the same in words.

No meaning rests on colour: bars have their figures beside them. The words hold every figure that the picture shows.
"""

from collections.abc import Sequence

from bot.domain.workshop_results import CategoryResults, Result, Results
from bot.domain.workshops import Format
from bot.views.drawing import BIG, MARGIN, QUIET, SMALL, Sheet, bar_scale
from bot.views.figures import counted
from bot.views.mrkdwn import shortened

MOST_ALT_TEXT = 2000
MOST_IN_ALT = 70  # characters of a title
NOTHING = "Nobody has contributed yet, so there is nothing to show."
_SHOWN = {1: 10, 2: 6, 3: 4, 4: 3, 5: 3}  # results of each category, by how many categories there are
_SHOWN_OF_MANY = 2
_INDENT = 0.5  # inches


def results_picture(form: Format, found: Results) -> bytes:
    """A PNG: for each category its first results, with a bar as long as they have votes."""
    sheet = Sheet()
    sheet.words(found.workshop.subject, size=BIG, bold=True, lines=3)
    sheet.at += 0.04
    for line in (f"{form.name}: {_how_many(found)}", *_how_to_read(found)):
        sheet.words(line, size=SMALL, colour=QUIET, lines=2)
    if not found.ranked:
        sheet.at += 0.1
        sheet.words(NOTHING, lines=3)
    shown = drawn(found)
    results_shown = [one for category in shown for one in category.results]
    sizes, figures = [_size(one, found) for one in results_shown], [_figures(one) for one in results_shown]
    scale = bar_scale(sizes, figures, MARGIN + _INDENT)
    for one in shown:
        sheet.rule()
        if one.category:
            sheet.words(one.category, size=BIG, bold=True, lines=2)
            sheet.at += 0.04
        for result in one.results:
            _row(sheet, result, found, scale)
        if more := _left_out(found, one):
            sheet.words(more, size=SMALL, colour=QUIET)
    return sheet.png()


def results_alt(form: Format, found: Results) -> str:
    """All that the picture shows, for those who do not see it."""
    heading = f"{form.name}: {shortened(found.workshop.subject, 150)}. {_how_many(found)}."
    if not found.ranked:
        return f"{heading} {NOTHING}"
    said = [f"A bar chart. {heading}"]
    for one in drawn(found):
        rows = [
            f"{_rank(result, found)}{shortened(result.title, MOST_IN_ALT)}, {_figures(result)}"
            for result in one.results
        ]
        more = [rest] if (rest := _left_out(found, one)) else []
        said.append(f"{one.category}{': ' if one.category else ''}{'; '.join([*rows, *more])}.")
    return shortened(" ".join(said), MOST_ALT_TEXT)


def drawn(found: Results) -> Sequence[CategoryResults]:
    """What there is room for: the first of each category that has any."""
    full = [one for one in found.categories if one.results]
    most = _SHOWN.get(len(full), _SHOWN_OF_MANY)
    return [CategoryResults(category=one.category, results=one.results[:most]) for one in full]


def _row(sheet: Sheet, one: Result, found: Results, scale: float) -> None:
    top = sheet.at
    if rank := _rank(one, found).strip():
        sheet.put(rank, MARGIN, top, bold=True)
    left = MARGIN + (_INDENT if found.votes else 0)
    sheet.words(one.title, left=left, lines=2)
    sheet.bar(left, scale * _size(one, found), _figures(one))
    sheet.at += 0.12


def _size(one: Result, found: Results) -> int:
    """How long a bar is: by votes, or where nobody voted by how many said it."""
    return one.votes if found.votes else len(one.contributions)


def _rank(one: Result, found: Results) -> str:
    """Its place among those beside it: "1", "2="; nothing where nobody voted."""
    return f"{one.rank}{'=' if one.tied else ''} " if found.votes else ""


def _figures(one: Result) -> str:
    """Such as "7 votes, said 4 times"."""
    times = len(one.contributions)
    said = "" if times == 1 else "said twice" if times == 2 else f"said {times:,} times"
    return ", ".join(filter(None, [counted(one.votes, "vote") if one.votes else "no votes", said]))


def _how_many(found: Results) -> str:
    contributions, votes = counted(found.contributions, "contribution"), counted(found.votes, "vote")
    return f"{contributions}, {votes if found.votes else 'no votes'}"


def _how_to_read(found: Results) -> list[str]:
    tied = any(result.tied for one in drawn(found) for result in one.results)
    return ["The sign = marks a tie: as many votes as another."] if tied and found.votes else []


def _left_out(found: Results, shown: CategoryResults) -> str:
    whole = next(one for one in found.categories if one.category == shown.category)
    more = len(whole.results) - len(shown.results)
    return f"and {more:,} more" if more else ""
