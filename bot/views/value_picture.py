"""A picture of what people would value most if others shared it, and the same in words.

It has the order and the sums of `bot.domain.value`, as the message does; its figures are guesses, and rounded.
"""

from collections.abc import Sequence

from bot.domain.value import Value, Wish
from bot.domain.workshops import Format, Workshop
from bot.views.drawing import BIG, MARGIN, QUIET, SMALL, Sheet, bar_scale
from bot.views.figures import counted, guessed, people
from bot.views.mrkdwn import shortened

MOST_DRAWN = 8
MOST_ALT_TEXT = 2000
MOST_IN_ALT = 90  # characters of a wish
NOTHING = "Nobody has named anything yet, so there is nothing to show."


def value_picture(form: Format, workshop: Workshop, value: Value) -> bytes:
    """A PNG with a bar for each of the things that are wanted most, as long as it has votes."""
    sheet = Sheet()
    sheet.words(workshop.subject, size=BIG, bold=True, lines=3)
    sheet.at += 0.04
    sheet.words(f"{form.name}: {_how_many(value)}", size=SMALL, colour=QUIET)
    if not value.wishes:
        sheet.at += 0.1
        sheet.words(NOTHING, lines=3)
        return sheet.png()
    if whole := _savings(value.hours, value.pounds):
        sheet.words(f"All together they would save {whole}, by their own guesses.", lines=3)
    sheet.rule()
    shown = drawn(value)
    scale = bar_scale([_size(one, value) for one in shown], [_figures(one) for one in shown], MARGIN)
    for place, one in enumerate(shown, start=1):
        sheet.words(f"{place}. {one.result.title}", bold=True, lines=2)
        sheet.bar(MARGIN, scale * _size(one, value), _figures(one))
        if saves := _saves(one):
            sheet.words(saves, size=SMALL, lines=2)
        sheet.at += 0.14
    if more := _left_out(value):
        sheet.words(more, size=SMALL, colour=QUIET)
    return sheet.png()


def value_alt(form: Format, workshop: Workshop, value: Value) -> str:
    """All that the picture shows, for those who do not see it."""
    heading = f"{form.name}: {shortened(workshop.subject, 150)}. {_how_many(value)}."
    if not value.wishes:
        return f"{heading} {NOTHING}"
    whole = _savings(value.hours, value.pounds)
    together = f" All together they would save {whole}, by their own guesses." if whole else ""
    rows = [
        ", ".join(
            filter(None, [f"{place} {shortened(one.result.title, MOST_IN_ALT)}", _figures(one), _saves(one)])
        )
        for place, one in enumerate(drawn(value), start=1)
    ]
    said = "; ".join([*rows, *([more] if (more := _left_out(value)) else [])])
    return shortened(f"A bar chart. {heading}{together} {said}.", MOST_ALT_TEXT)


def drawn(value: Value) -> Sequence[Wish]:
    """What there is room for."""
    return value.wishes[:MOST_DRAWN]


def _size(one: Wish, value: Value) -> int:
    """How long a bar is: by votes, or where nobody voted by how many people want it."""
    return one.result.votes if any(each.result.votes for each in value.wishes) else one.people


def _figures(one: Wish) -> str:
    votes = counted(one.result.votes, "vote") if one.result.votes else "no votes"
    return f"{votes}, named by {one.people:,}"


def _saves(one: Wish) -> str:
    saved = _savings(one.hours.total if one.hours else 0, one.pounds.total if one.pounds else 0)
    return f"would save {saved}" if saved else ""


def _savings(hours: float, pounds: float) -> str:
    """Such as "about 40 hours a month and about £3,000 a year"; nothing of nothing."""
    said = [
        *([f"about {guessed(hours)} hours a month"] if hours else []),
        *([f"about £{guessed(pounds)} a year"] if pounds else []),
    ]
    return " and ".join(said)


def _how_many(value: Value) -> str:
    return f"{counted(len(value.wishes), 'thing')} that {people(value.people)} would value"


def _left_out(value: Value) -> str:
    more = len(value.wishes) - MOST_DRAWN
    return f"and {more:,} more" if more > 0 else ""
