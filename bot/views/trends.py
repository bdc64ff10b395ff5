"""What a community looks for, as a message: a table, what is not found, what rises, by theme."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    HeaderBlock,
    ImageBlock,
    Option,
    RawTextObject,
    SectionBlock,
    StaticSelectElement,
    TableBlock,
)

from bot.data import themes
from bot.domain.trends import PERIODS, SMALLEST, Change, Trend, Trends
from bot.domain.worth import Worth
from bot.domain.worth import about as about_so_many
from bot.views import ids
from bot.views.blocks import small
from bot.views.figures import counted
from bot.views.items import theme_names
from bot.views.message import Message
from bot.views.mrkdwn import listing, shortened

ALL_THEMES = "all"
TITLE = "What people look for"
MOST_ROWS = 10
MOST_DRAWN = 6
MOST_LISTED = 5
MOST_ALT_TEXT = 2000
NOTHING = Worth()
_PERIOD_NAMES = {30: "30 days", 90: "90 days", 365: "12 months"}
_FEW = "few or none"


def trends_message(trends: Trends, worth: Worth = NOTHING) -> Message:
    """The figures, with menus for the theme and the period, and what working together was worth to people."""
    heading = about(trends)
    of_what = heading.removeprefix(f"{TITLE}, ")
    blocks: list[Block] = [
        HeaderBlock(text=TITLE),
        SectionBlock(text=f"{of_what[:1].upper()}{of_what[1:]}."),
        _menus(trends),
    ]
    if not trends.topics:
        rows = f"There is nothing to show yet. I show what at least {_people()} looked for."
        blocks.append(SectionBlock(text=rows))
    else:
        rows = "; ".join(map(in_words, trends.topics[:MOST_ROWS]))
        blocks.append(_table(trends))
    blocks += _lists(trends)
    if said := worth_in_words(worth):
        blocks.append(SectionBlock(text=said))
    blocks.append(small(_how_counted()))
    return Message(text=shortened(f"{heading}: {rows}", MOST_ALT_TEXT), blocks=blocks)


def worth_in_words(worth: Worth) -> str:
    """What people saved: "… about 130 hours and £4,600"; nothing of less than an hour or a pound."""
    hours, pounds = about_so_many(worth.hours), about_so_many(worth.pounds)
    saved = [*([counted(hours, "hour")] if hours else []), *([f"£{pounds:,}"] if pounds else [])]
    said = f"People who met through Collab think it saved them about {listing(saved)}." if saved else ""
    return f"*Worth working together*\n{said}" if said else ""


def picture_message(trends: Trends, file_id: str) -> Message:
    """The picture of the same figures, once it is uploaded."""
    words = picture_words(trends)
    image = ImageBlock(slack_file={"id": file_id}, alt_text=words, title=about(trends))
    return Message(text=words, blocks=[image])


def picture_words(trends: Trends) -> str:
    """All that the picture shows, for those who do not see it."""
    rows = "; ".join(map(in_words, drawn(trends)))
    return shortened(f"A bar chart. {about(trends)}: {rows}.", MOST_ALT_TEXT)


def drawn(trends: Trends) -> Sequence[Trend]:
    """What the picture shows: a phone has room for so many."""
    return trends.topics[:MOST_DRAWN]


def about(trends: Trends) -> str:
    """What the figures are of: "What people look for, all themes, from 26 October to 22 November 2026"."""
    theme = theme_in_words(trends)
    period = when(trends)
    return f"{TITLE}, {theme if trends.theme else theme.lower()}, {period[0].lower()}{period[1:]}"


def theme_in_words(trends: Trends) -> str:
    """The name of the theme."""
    return theme_names((trends.theme,))[0] if trends.theme else "All themes"


def when(trends: Trends) -> str:
    """The period, in days."""
    return f"From {_day(trends.since, trends.until)} to {_day(trends.until)}"


def in_words(trend: Trend) -> str:
    """A row: "Damp and mould, 12 searches, 5 found nothing, up by half or more"."""
    return ", ".join(filter(None, [trend.label, figure_in_words(trend), trend.change.value]))


def figure_in_words(trend: Trend) -> str:
    """A figure: "12 searches, 5 found nothing"; nothing is said of few."""
    figure = trend.figure
    unmet = f"{figure.unmet:,} found nothing" if figure.unmet else ""
    return ", ".join(filter(None, [_searches(figure.searches), unmet]))


def _table(trends: Trends) -> TableBlock:
    compared = any(one.change is not Change.UNKNOWN for one in trends.topics)
    head = ["Looked for", "Searches", "Found nothing"]
    rows = [[one.label, f"{one.figure.searches:,}", _unmet(one)] for one in trends.topics[:MOST_ROWS]]
    if compared:
        head.append("Compared with before")
        for row, one in zip(rows, trends.topics, strict=False):
            row.append(one.change.value.capitalize())
    cells = [[RawTextObject(text=cell or "–") for cell in row] for row in (head, *rows)]
    wrapped, number = {"is_wrapped": True}, {"align": "right"}
    return TableBlock(rows=cells, column_settings=[wrapped, number, number, *([wrapped] if compared else [])])


def _unmet(trend: Trend) -> str:
    return f"{trend.figure.unmet:,}" if trend.figure.unmet else _FEW


def _lists(trends: Trends) -> list[Block]:
    unmet = [
        f"• {one.label}: {one.figure.unmet:,} of {_searches(one.figure.searches)}"
        for one in trends.unmet[:MOST_LISTED]
    ]
    rising = [f"• {one.label}: {one.change.value}" for one in trends.rising[:MOST_LISTED]]
    of_themes = [
        f"• {theme_names((one.label,))[0]}: {figure_in_words(one)}" for one in trends.themes[:MOST_LISTED]
    ]
    titled = {
        "Looked for and not found": unmet,
        "Rising": rising,
        "By theme": of_themes if trends.theme is None else [],
    }
    blocks: list[Block] = [
        SectionBlock(text="\n".join([f"*{title}*", *lines])) for title, lines in titled.items() if lines
    ]
    if trends.other:
        words = f"{_searches(trends.other)} used only words that I may not show."
        blocks.append(SectionBlock(text=words))
    return blocks


def _menus(trends: Trends) -> ActionsBlock:
    names = {ALL_THEMES: "All themes"} | {theme.key: shortened(theme.name, 75) for theme in themes()}
    chosen = trends.theme or ALL_THEMES
    of_themes = {key: Option(value=f"{key}:{trends.days}", text=name) for key, name in names.items()}
    of_periods = {
        days: Option(value=f"{chosen}:{days}", text=f"Last {_PERIOD_NAMES[days]}") for days in PERIODS
    }
    return ActionsBlock(
        elements=[
            StaticSelectElement(
                action_id=ids.TRENDS_THEME,
                placeholder="Theme",
                options=list(of_themes.values()),
                initial_option=of_themes[chosen],
            ),
            StaticSelectElement(
                action_id=ids.TRENDS_PERIOD,
                placeholder="Period",
                options=list(of_periods.values()),
                initial_option=of_periods[trends.days],
            ),
        ]
    )


def _how_counted() -> str:
    return (
        f"A person counts once a week for each thing. What fewer than {_people()} looked for is left out "
        "everywhere. Words are shown only if Collab’s own lists or the titles of several items have them. "
        "After 30 days nobody can tell who looked for what."
    )


def _people() -> str:
    return f"{SMALLEST} different people"


def _searches(number: int) -> str:
    return "1 search" if number == 1 else f"{number:,} searches"


def _day(day: date, beside: date | None = None) -> str:
    return f"{day:%-d %B}" if beside and day.year == beside.year else f"{day:%-d %B %Y}"
