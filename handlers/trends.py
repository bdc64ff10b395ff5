"""`/collab trends`: what people look for. The table is the answer; the picture follows when it is drawn."""

import re
from datetime import datetime

from slack_bolt import App, Args

from bot.domain.clock import Clock
from bot.domain.finding import Filters
from bot.domain.refusals import UnknownValue
from bot.domain.trends import PERIODS, USUAL_PERIOD, Trends
from bot.domain.worth import Worth
from bot.search.query import parse
from bot.services.trends import TrendReports
from bot.views import ids
from bot.views.message import Message
from bot.views.picture import Picture
from bot.views.trend_picture import trend_picture
from bot.views.trends import ALL_THEMES, about, picture_message, picture_words, trends_message
from handlers.asking import Asked, member, workspace
from handlers.listening import on_looking
from handlers.pictures import show_picture
from handlers.replying import replace, respond, value
from handlers.verbs import Verb, Verbs

_PERIOD = re.compile(r"(?:last\s+)?(\d{1,4})\s*(d|days?|w|weeks?|m|months?|y|years?)$", re.IGNORECASE)
_NAMED = re.compile(r"(?:last\s+)?(month|quarter|year)$", re.IGNORECASE)
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365, "month": 30, "quarter": 90, "year": 365}
_NEARLY = 10  # a quarter has 91 days, and three months 92


def register(app: App, verbs: Verbs, reports: TrendReports, clock: Clock) -> None:
    """Answer `/collab trends` and its menus."""

    def told(team: str, theme: str | None, days: int) -> tuple[Trends, Message]:
        now = clock()
        found = reports.of(team, theme=theme, days=days, now=now)
        worth = Worth() if theme else reports.worth(team, days=days, now=now)
        return found, trends_message(found, worth)

    def trends(asked: Asked) -> None:
        theme, days = wanted(asked.text, clock())
        found, message = told(asked.workspace, theme, days)
        asked.reply(message)
        if found.topics:
            show_picture(
                asked.client,
                asked.user_id,
                _picture(found),
                lambda file_id: asked.reply(picture_message(found, file_id)),
            )

    def choose(args: Args) -> None:
        theme, _, days = value(args).partition(":")
        found, message = told(workspace(args), None if theme == ALL_THEMES else theme, int(days))
        replace(args, message)
        if found.topics:
            show_picture(
                args.client,
                member(args),
                _picture(found),
                lambda file_id: respond(args, **picture_message(found, file_id).payload()),
            )

    verbs.add(
        Verb(
            name="trends",
            usage="trends housing 90d",
            summary="See what people look for, what they do not find and what is rising, by theme and period.",
            answer=trends,
            aliases=("trend",),
            reads=True,
        )
    )
    on_looking(app, ids.TRENDS_THEME, choose)
    on_looking(app, ids.TRENDS_PERIOD, choose)


def wanted(text: str, now: datetime) -> tuple[str | None, int]:
    """The theme (None: all) and the days that somebody asks for: "housing 90d", "last year", or nothing.

    Raises:
        UnknownValue: there is no such theme, or no such period.
    """
    rest, days = text.strip(), USUAL_PERIOD
    if said := _PERIOD.search(rest) or _NAMED.search(rest):
        days = _period(said)
        rest = rest[: said.start()].strip()
    rest = rest.removeprefix("theme:").strip('"“” ')
    filters = parse(f'theme:"{rest}"', member_id="", now=now).filters if rest else Filters()
    return filters.theme, days


def _period(said: re.Match[str]) -> int:
    unit = said[said.lastindex or 1].casefold()
    days = int(said[1]) * _DAYS[unit[0]] if said[1].isdigit() else _DAYS[unit]
    for period in PERIODS:
        if abs(days - period) <= min(_NEARLY, period // _NEARLY):
            return period
    raise UnknownValue("period", said[0], tuple(f"{one}d" for one in PERIODS))


def _picture(found: Trends) -> Picture:
    return Picture(
        png=trend_picture(found), name="trends.png", title=about(found), words=picture_words(found)
    )
