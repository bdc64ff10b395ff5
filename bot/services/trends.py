"""What a community looks for: counting, showing, and forgetting who looked."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

from bot.domain.finding import Made
from bot.domain.refusals import Refusal
from bot.domain.schedules import WEEK
from bot.domain.trends import (
    PERIODS,
    USUAL_PERIOD,
    Figure,
    Sought,
    Trend,
    Trends,
    beginning,
    by_week,
    change,
    figures,
    figures_before,
    monday,
)
from bot.domain.worth import Worth, worth
from bot.search import topics
from bot.search.query import parse
from bot.search.topics import OTHER, THEME, Titled, TitleWord
from storage.database import Database
from storage.transaction import Transaction

SEARCHER_KEPT = timedelta(days=29)
"""A search is older than this when its week is counted and who made it is forgotten. With a look once a day that is
within 30 days, and three weeks after the search at the earliest."""

COUNTS_KEPT = 2 * 53 * WEEK  # the longest period, and as long before it to compare with


class TrendReports:
    """What people look for, by theme and period."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def worth(self, workspace: str, *, days: int, now: datetime) -> Worth:
        """What people think working together saved them, told in the period. Too few estimates are none."""
        with self._database.reading(workspace) as tx:
            return worth(tx.trends.estimates(), beginning(days, now))

    def of(self, workspace: str, *, theme: str | None, days: int, now: datetime) -> Trends:
        """What was looked for in a period (see `bot.domain.trends.PERIODS`), about one theme or all."""
        since = beginning(days, now)
        with self._database.reading(workspace) as tx:
            known = _known(tx)
            made = tx.searches.made()
            counted = tx.trends.since(since - PERIODS[days] * WEEK)
        counts = [*counted, *by_week(_sought(made, known), recent=beginning(USUAL_PERIOD, now))]
        here, before = figures(counts, days, now), figures_before(counts, days, now)

        def trend(subject: str, label: str) -> Trend:
            earlier = None if before is None else before.get(subject, Figure())
            return Trend(label=label, figure=here[subject], change=change(here[subject], earlier, days, now))

        found = [
            trend(subject, label)
            for subject in here
            if (label := topics.label_of(subject, known))
            and (theme is None or theme in topics.themes_of(subject, known))
        ]
        of_themes = [
            trend(subject, subject.removeprefix(THEME))
            for subject in here
            if subject.startswith(THEME) and theme in {None, subject.removeprefix(THEME)}
        ]
        return Trends(
            theme=theme,
            days=days,
            since=since,
            until=now.date(),
            topics=sorted(found, key=_most_first),
            themes=sorted(of_themes, key=_most_first),
            other=here.get(OTHER, Figure()).searches if theme is None else 0,
        )


def forget_searchers(tx: Transaction, *, now: datetime) -> None:
    """Count the weeks whose searches are old enough, and drop those searches with whoever made them."""
    upto = monday(now - SEARCHER_KEPT + WEEK)
    made = tx.searches.made()
    if not tx.searches.forget_before(datetime.combine(upto, time(), UTC)):
        return
    counts = by_week(_sought(made, _known(tx)))
    tx.trends.add(one for one in counts if one.week < upto)
    tx.trends.forget_before(monday(now - COUNTS_KEPT))


def _known(tx: Transaction) -> Mapping[str, TitleWord]:
    titled = [Titled(title=title, themes=keys, names=names) for title, keys, names in tx.trends.titles()]
    return topics.title_words(titled)


def _sought(made: list[Made], known: Mapping[str, TitleWord]) -> list[Sought]:
    """Searches as what they were about. One that cannot be read any more was about nothing."""
    read: dict[str, frozenset[str]] = {}
    for one in made:
        if one.text not in read:
            read[one.text] = _subjects(one, known)
    return [
        Sought(member_id=one.member_id, subjects=read[one.text], at=one.at, found=one.found) for one in made
    ]


def _subjects(made: Made, known: Mapping[str, TitleWord]) -> frozenset[str]:
    try:
        query = parse(topics.without_private(made.text), member_id="", now=made.at)
    except Refusal:  # a filter that is no longer known
        return frozenset()
    return topics.subjects(query, known)


def _most_first(trend: Trend) -> tuple[int, str]:
    return (-trend.figure.searches, trend.label)
