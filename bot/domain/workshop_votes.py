"""Votes in a workshop: what one may vote for, and which votes count."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from bot.domain.workshops import Contribution, Group, Workshop

MOST_CHOSEN = 100
"""Blind votes of one person, where nobody set a limit: a menu shows no more that are chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What one may vote for: a group, or a contribution by itself."""

    contribution_id: int | None = None
    group_id: int | None = None

    def __str__(self) -> str:
        return f"c{self.contribution_id}" if self.group_id is None else f"g{self.group_id}"

    @classmethod
    def of(cls, text: str) -> Self:
        """The choice that `str` made this of.

        >>> Choice.of("g12") == Choice(group_id=12), str(Choice(contribution_id=7))
        (True, 'c7')
        """
        number = int(text[1:])
        return cls(group_id=number) if text.startswith("g") else cls(contribution_id=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """One vote of somebody's. `at` puts the votes of one person in order."""

    voter: str
    choice: Choice
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many people voted for each contribution by itself, for each group, and at all."""

    contributions: Mapping[int, int] = field(default_factory=dict)
    groups: Mapping[int, int] = field(default_factory=dict)
    voters: int = 0


class Choices:
    """What one may vote for as things are grouped now: groups first, then what is in none, each in its order."""

    def __init__(self, contributions: Sequence[Contribution], groups: Sequence[Group]) -> None:
        known = {group.id for group in groups}
        self._group_of = {one.id: one.group_id if one.group_id in known else None for one in contributions}
        filled = set(self._group_of.values())
        self.all = (
            *(Choice(group_id=group.id) for group in groups if group.id in filled),
            *(Choice(contribution_id=number) for number, group in self._group_of.items() if group is None),
        )
        self._known = frozenset(self.all)

    def now(self, choice: Choice) -> Choice | None:
        """What a choice has become: a contribution that was grouped since is its group; None when it is gone."""
        group_id = self._group_of.get(choice.contribution_id or 0)
        found = choice if group_id is None else Choice(group_id=group_id)
        return found if found in self._known else None

    def standing(self, cast: Iterable[Cast], limit: int | None) -> dict[str, tuple[Choice, ...]]:
        """Which votes of each person count: one for each choice, the first ones up to a limit."""
        votes: dict[str, dict[Choice, None]] = {}
        for one in sorted(cast, key=lambda one: one.at):
            if choice := self.now(one.choice):
                mine = votes.setdefault(one.voter, {})
                if limit is None or len(mine) < limit:
                    mine[choice] = None
        return {voter: tuple(mine) for voter, mine in votes.items()}

    def counts(self, cast: Iterable[Cast], limit: int | None) -> Counts:
        """How many people voted for what."""
        standing = self.standing(cast, limit)
        count = Counter(choice for mine in standing.values() for choice in mine)
        return Counts(
            contributions={one.contribution_id: n for one, n in count.items() if one.contribution_id},
            groups={one.group_id: n for one, n in count.items() if one.group_id},
            voters=len(standing),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """What somebody may vote for, and what they voted for."""

    workshop: Workshop
    contributions: tuple[Contribution, ...]
    groups: tuple[Group, ...]
    own: frozenset[Choice] = frozenset()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What there is to choose from."""
        return Choices(self.contributions, self.groups).all

    def members(self, choice: Choice) -> tuple[Contribution, ...]:
        """The contributions that a choice is about."""
        if choice.group_id is not None:
            return tuple(one for one in self.contributions if one.group_id == choice.group_id)
        return tuple(one for one in self.contributions if one.id == choice.contribution_id)

    def group(self, choice: Choice) -> Group | None:
        """The group that a choice is; None for a contribution by itself."""
        return next((one for one in self.groups if one.id == choice.group_id), None)

    @property
    def limit(self) -> int:
        """How many one may choose."""
        return min(self.workshop.settings.votes_each or MOST_CHOSEN, MOST_CHOSEN)
