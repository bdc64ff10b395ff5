"""What came out of a workshop: groups and contributions in the order of their votes, by category."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.workshop_votes import Choice
from bot.domain.workshops import Contribution, Group, Workshop, WorkshopState


class FileKind(StrEnum):
    """The files there are, by how they end."""

    MARKDOWN = "md"
    CSV = "csv"
    TRELLO = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A group of contributions, or one by itself. `rank` counts from 1; `tied`: others have as many votes.

    `group_id` is None for a contribution that is in no group. The first contribution is the oldest.
    """

    title: str
    category: str
    votes: int
    contributions: tuple[Contribution, ...]
    group_id: int | None = None
    rank: int = 1
    tied: bool = False

    @property
    def choice(self) -> Choice:
        """What it is, whatever its rank becomes."""
        if self.group_id is not None:
            return Choice(group_id=self.group_id)
        return Choice(contribution_id=self.contributions[0].id)


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryResults:
    """The results of a category, the first first, ranked among themselves."""

    category: str
    results: tuple[Result, ...]

    @property
    def votes(self) -> int:
        """All of its votes."""
        return sum(one.votes for one in self.results)


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """All results in one ranking, and each category's. Categories stand in their own order, empty ones too."""

    workshop: Workshop
    ranked: tuple[Result, ...]
    categories: tuple[CategoryResults, ...]

    @property
    def votes(self) -> int:
        """All votes there are."""
        return sum(one.votes for one in self.ranked)

    @property
    def contributions(self) -> int:
        """How many contributions the results are made of."""
        return sum(len(one.contributions) for one in self.ranked)


def results(state: WorkshopState, categories: Sequence[str] = ()) -> Results:
    """What a workshop came to, by votes; of equals, by how many contributions say it; then the oldest first.

    Who has as many votes has the same rank: what decides the order between them is not what people voted.
    `categories` are the format's, for a workshop that has none of its own.
    """
    found = _ranked(_unranked(state))
    named = dict.fromkeys(
        [*(state.workshop.settings.categories or categories), *(one.category for one in found)]
    )
    return Results(
        workshop=state.workshop,
        ranked=tuple(found),
        categories=tuple(
            CategoryResults(
                category=name, results=tuple(_ranked([one for one in found if one.category == name]))
            )
            for name in named
        ),
    )


def _unranked(state: WorkshopState) -> list[Result]:
    groups = {group.id: group for group in state.groups}
    inside: dict[int, list[Contribution]] = {}
    alone = []
    for one in sorted(state.contributions, key=lambda one: (one.created_at, one.id)):
        if one.group_id in groups:
            inside.setdefault(one.group_id, []).append(one)
        else:
            alone.append(one)
    return [
        *(_of_group(state, groups[group_id], members) for group_id, members in inside.items()),
        *(
            Result(title=_title(one), category=one.category, votes=_votes(state, one), contributions=(one,))
            for one in alone
        ),
    ]


def _of_group(state: WorkshopState, group: Group, members: Sequence[Contribution]) -> Result:
    """A group has its own votes, and those that its contributions had before it was made."""
    return Result(
        title=group.name,
        category=_mostly([one.category for one in members], state.workshop.settings.categories),
        votes=state.group_votes.get(group.id, 0) + sum(_votes(state, one) for one in members),
        contributions=tuple(members),
        group_id=group.id,
    )


def _ranked(found: Sequence[Result]) -> list[Result]:
    ordered = sorted(found, key=_order)
    having = Counter(one.votes for one in ordered)
    ahead = {votes: sum(n for more, n in having.items() if more > votes) for votes in having}
    return [replace(one, rank=ahead[one.votes] + 1, tied=having[one.votes] > 1) for one in ordered]


def _order(one: Result) -> tuple[object, ...]:
    oldest = one.contributions[0]
    return (-one.votes, -len(one.contributions), oldest.created_at, oldest.id)


def _votes(state: WorkshopState, one: Contribution) -> int:
    return state.contribution_votes.get(one.id, 0) + one.imported_votes


def _title(one: Contribution) -> str:
    return " ".join(one.text.split())


def _mostly(said: Sequence[str], order: Sequence[str]) -> str:
    """The one that is said most often; of equals, the first in order."""
    times = Counter(said)
    known = {name: place for place, name in enumerate(order)}
    return min(times, key=lambda name: (-times[name], known.get(name, len(known)), name))
