"""Pictures of what came out of a workshop, and the same in words.

No meaning rests on colour: bars have their figures beside them. The words hold every figure that the picture shows.
"""

from collections.abc import Sequence

from bot.domain.checkin import read_checkin
from bot.domain.estimates import written_amount
from bot.domain.workshop_results import CategoryResults, Result, Results, results
from bot.domain.workshops import ContributionKind, Format, WorkshopState
from bot.views.checkin_picture import checkin_alt, checkin_picture
from bot.views.drawing import BIG, BLUE, MARGIN, QUIET, RIGHT, SMALL, Sheet, width_of
from bot.views.items import counted
from bot.views.mrkdwn import listing, shortened
from bot.views.picture import Picture

MOST_ALT_TEXT = 2000
MOST_IN_ALT = 70  # characters of a title
NOTHING = "Nobody has contributed yet, so there is nothing to show."
_SHOWN = {1: 10, 2: 6, 3: 4, 4: 3, 5: 3}  # results of each category, by how many categories there are
_SHOWN_OF_MANY = 2
_BAR, _GAP, _INDENT, _LEAST = 0.26, 0.1, 0.5, 0.8  # inches


def workshop_picture(form: Format, state: WorkshopState) -> Picture:
    """The picture of what came out of a workshop: ratings, or the results by category."""
    workshop = state.workshop
    if form.kind is ContributionKind.RATINGS:
        ratings = read_checkin(state, workshop.settings.categories or form.categories)
        png, words = checkin_picture(form, workshop, ratings), checkin_alt(form, workshop, ratings)
    else:
        found = results(state, form.categories)
        png, words = results_picture(form, found), results_alt(form, found)
    return Picture(png=png, name=f"{form.key}.png", title=f"{form.name}: {workshop.subject}", words=words)


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
    scale = _scale(found, shown)
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
            f"{_rank(result, found)}{shortened(result.title, MOST_IN_ALT)}, {_all_figures(result)}"
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
    length = scale * _size(one, found)
    if length:
        sheet.box(left, sheet.at + 0.03, length, _BAR, BLUE)
    beside = left + length + (_GAP if length else 0)
    sheet.put(_figures(one), beside, sheet.at + 0.03 + _BAR / 2, size=SMALL, at=("left", "center"))
    sheet.at += _BAR + 0.08
    if saves := savings(one):
        sheet.words(saves, left=left, size=SMALL, lines=2)
    sheet.at += 0.12


def _scale(found: Results, shown: Sequence[CategoryResults]) -> float:
    """Inches a vote: the longest bar leaves room for the longest figures beside it."""
    results_shown = [one for category in shown for one in category.results]
    figures = max((width_of(_figures(one), SMALL) for one in results_shown), default=0)
    longest = max((_size(one, found) for one in results_shown), default=0)
    return max(RIGHT - MARGIN - _INDENT - _GAP - figures, _LEAST) / longest if longest else 0


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


def savings(one: Result) -> str:
    """Such as "would save 40 hours a month and £3,000 a year"; nothing where nobody gave an estimate."""
    amounts = []
    for unit, amount in one.saves.items():
        of, _, often = unit.partition(" ")
        amounts.append(f"£{amount:,.0f} {often}" if of == "pounds" else f"{written_amount(amount)} {unit}")
    return f"would save {listing(amounts)}" if amounts else ""


def _all_figures(one: Result) -> str:
    return ", ".join(filter(None, [_figures(one), savings(one)]))


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
