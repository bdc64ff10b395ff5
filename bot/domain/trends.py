"""What a community looks for, told so that nobody can be picked out.

Searches are counted by week. A person counts once a week for each thing they look for. Whatever is shown is a sum of
groups of at least `SMALLEST` different people: a smaller group is left out before anything is added up, so that no
number shown can be taken from another to find it. See docs/decisions/0018.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from bot.domain.schedules import WEEK

SMALLEST = 3
"""Fewer different people than this are never shown."""

PERIODS = {30: 4, 90: 13, 365: 52}
"""The periods to choose from in days, and the whole weeks that each looks back. Nobody may choose others: two periods
that differ by a day would tell what happened on that day."""

USUAL_PERIOD = 30
_WEEKS_A_BLOCK = 4
_RECENT = -1  # the block of all weeks from `recent` on

RISEN, DOUBLED, FALLEN = 1.5, 2.0, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What one search was about: subjects as `bot.search.topics` names them. `found`: whether there was anything."""

    member_id: str
    subjects: frozenset[str]
    at: datetime
    found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekCount:
    """How often something was looked for in the week that begins on a Monday, and how often in vain.

    `searches` and `unmet` count each person once in the week; `people` and `unmet_people` once in all weeks of a block.
    """

    week: date
    block: int
    subject: str
    searches: int
    unmet: int
    people: int
    unmet_people: int


@dataclass(frozen=True, slots=True)
class Figure:
    """What may be shown of a subject: how often it was looked for, and how often in vain (0: too few to say)."""

    searches: int = 0
    unmet: int = 0


class Change(StrEnum):
    """How a figure compares with the same time before. Words, because two numbers would tell a third."""

    UNKNOWN = ""
    NEW = "new"
    DOUBLED = "at least doubled"
    UP = "up by half or more"
    STEADY = "about the same"
    DOWN = "half or less"


RISING = (Change.DOUBLED, Change.NEW, Change.UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """One subject in words, with its figure and how that changed."""

    label: str
    figure: Figure
    change: Change = Change.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """What was looked for since a Monday: about one theme, or all. The most looked for come first.

    `other` counts the searches that hold no word which we may show.
    """

    theme: str | None
    days: int
    since: date
    until: date
    topics: Sequence[Trend] = ()
    themes: Sequence[Trend] = ()
    other: int = 0

    def __bool__(self) -> bool:
        return bool(self.topics or self.themes or self.other)

    @property
    def unmet(self) -> list[Trend]:
        """What was looked for in vain, the most often first."""
        return sorted(
            (one for one in self.topics if one.figure.unmet), key=lambda one: (-one.figure.unmet, one.label)
        )

    @property
    def rising(self) -> list[Trend]:
        """What more people look for than before, the steepest first."""
        risen = [one for one in self.topics if one.change in RISING]
        return sorted(risen, key=lambda one: (RISING.index(one.change), -one.figure.searches, one.label))


def monday(at: datetime) -> date:
    """The Monday, in UTC, of the week that a moment is in."""
    day = at.astimezone(UTC).date()
    return day - timedelta(days=day.weekday())


def block(week: date) -> int:
    """The number of the four weeks that a week is one of; searches are kept so long that all four can be known.

    >>> block(date(2026, 11, 16)) - block(date(2026, 10, 19))
    1
    """
    return (week.toordinal() - 1) // (_WEEKS_A_BLOCK * WEEK.days)


def by_week(made: Iterable[Sought], *, recent: date | None = None) -> list[WeekCount]:
    """Searches counted by week and subject, without those who made them.

    Those who look again in the same block are people of the last week in which they do. All weeks from `recent` on are
    one block: whoever gives all searches of a time need not cut it.
    """
    ended: dict[tuple[str, str, date], bool] = {}  # whether the last search of the week found anything
    last: dict[tuple[str, str, int], date] = {}
    for one in sorted(made, key=lambda one: one.at):
        week = monday(one.at)
        for subject in one.subjects:
            ended[subject, one.member_id, week] = one.found
            last[subject, one.member_id, _block(week, recent)] = week
    counted: dict[tuple[date, str], list[int]] = {}
    for (subject, member_id, week), found in ended.items():
        final = last[subject, member_id, _block(week, recent)] == week
        sums = counted.setdefault((week, subject), [0, 0, 0, 0])
        for place, counts in enumerate((True, not found, final, final and not found)):
            sums[place] += counts
    return [
        WeekCount(
            week=week,
            block=_block(week, recent),
            subject=subject,
            searches=searches,
            unmet=unmet,
            people=people,
            unmet_people=unmet_people,
        )
        for (week, subject), (searches, unmet, people, unmet_people) in sorted(counted.items())
    ]


def _block(week: date, recent: date | None) -> int:
    return _RECENT if recent and week >= recent else block(week)


def beginning(days: int, now: datetime) -> date:
    """The Monday on which a period begins."""
    return monday(now) - PERIODS[days] * WEEK


def figures(counts: Iterable[WeekCount], days: int, now: datetime) -> dict[str, Figure]:
    """What may be shown of each subject over a period.

    A longer period is the next shorter one and what was before it, each judged alone.
    """
    found: dict[str, Figure] = {}
    kept = list(counts)
    until: date | None = None
    for each in sorted(one for one in PERIODS if one <= days):
        since = beginning(each, now)
        for subject, figure in _shown(kept, since, until).items():
            had = found.get(subject, Figure())
            found[subject] = Figure(had.searches + figure.searches, had.unmet + figure.unmet)
        until = since
    return found


def figures_before(counts: Iterable[WeekCount], days: int, now: datetime) -> dict[str, Figure] | None:
    """The same of as many weeks before a period; None when nobody looked for anything yet when those began."""
    since, kept = beginning(days, now), list(counts)
    before = since - PERIODS[days] * WEEK
    if not any(one.week < before + WEEK for one in kept):
        return None
    return _shown(kept, before, since)


def change(figure: Figure, before: Figure | None, days: int, now: datetime) -> Change:
    """How a figure compares with the one before it, a day for a day."""
    if before is None:
        return Change.UNKNOWN
    if not before.searches:
        return Change.NEW
    whole = PERIODS[days] * WEEK.days
    so_far = (now.astimezone(UTC).date() - beginning(days, now)).days + 1
    ratio = figure.searches / so_far * whole / before.searches
    if ratio >= RISEN:
        return Change.DOUBLED if ratio >= DOUBLED else Change.UP
    return Change.DOWN if ratio <= FALLEN else Change.STEADY


def _shown(counts: Iterable[WeekCount], since: date, until: date | None) -> dict[str, Figure]:
    by_subject: dict[str, list[WeekCount]] = {}
    for one in counts:
        if since <= one.week and (until is None or one.week < until):
            by_subject.setdefault(one.subject, []).append(one)
    judged = {subject: _figure(weeks) for subject, weeks in by_subject.items()}
    return {subject: figure for subject, figure in judged.items() if figure.searches}


def _figure(weeks: Sequence[WeekCount]) -> Figure:
    """A subject's figure, of groups that are large enough: those who found something, and those who did not."""
    searches, unmet = sum(one.searches for one in weeks), sum(one.unmet for one in weeks)
    if _at_least((one.block, one.unmet_people) for one in weeks) < SMALLEST:
        many = _at_least((one.block, one.people) for one in weeks) >= SMALLEST
        return Figure(searches if many else 0)
    if _at_least((one.block, one.people - one.unmet_people) for one in weeks) < SMALLEST:
        return Figure(unmet, unmet)
    return Figure(searches, unmet)


def _at_least(people: Iterable[tuple[int, int]]) -> int:
    """How many different people there were at least: the most in one block, for in a block nobody counts twice."""
    sums: Counter[int] = Counter()
    for number, counted in people:
        sums[number] += counted
    return max(sums.values(), default=0)
