"""Contributions that say much the same, brought together for a facilitator to look over. Nothing is left out.

Two groups are as alike as their texts are on average, and the two that are most alike become one, until no two are
alike enough (average linkage: Sokal and Michener, A statistical method for evaluating systematic relationships, 1958).
docs/decisions/0030 says how well it does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.search.group_names import Naming
from bot.search.likeness import Embed, Matrix, alike

LEAST_BY_WORDS, LEAST_BY_MEANING = 0.2, 0.3
"""So alike two groups must be, at least, to become one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedGroup:
    """Contributions that say much the same: a name in their own words, and their ids in ascending order."""

    name: str
    ids: tuple[int, ...]


def proposed_groups(texts: Sequence[tuple[int, str]], *, embed: Embed | None = None) -> list[ProposedGroup]:
    """Groups of (id, text), the largest first; each id is in exactly one, and what resembles nothing is by itself.

    `embed` gives one vector of unit length a text; without it, or when it fails, texts are compared by their words.
    The same texts make the same groups, in whatever order they come.
    """
    ordered = sorted(texts)
    said = [text for _, text in ordered]
    likeness = alike(said, embed)
    found = linked(likeness, LEAST_BY_MEANING if embed else LEAST_BY_WORDS)
    naming = Naming(said)
    return [
        ProposedGroup(
            name=naming.name([said[at] for at in members], said[_most_typical(likeness, members)]),
            ids=tuple(ordered[at][0] for at in members),
        )
        for members in sorted(found, key=lambda members: (-len(members), members))
    ]


def linked(likeness: Matrix, least: float) -> list[list[int]]:
    """The places of a square of likenesses, in groups."""
    near = likeness.copy()
    np.fill_diagonal(near, -np.inf)
    groups = {at: [at] for at in range(len(near))}
    while len(groups) > 1:
        one, other = divmod(int(near.argmax()), len(near))
        if near[one, other] < least:
            break
        mine, theirs = len(groups[one]), len(groups[other])
        near[one] = near[:, one] = (mine * near[one] + theirs * near[other]) / (mine + theirs)
        near[other] = near[:, other] = near[one, one] = -np.inf
        groups[one] = sorted(groups[one] + groups.pop(other))
    return list(groups.values())


def _most_typical(likeness: Matrix, members: Sequence[int]) -> int:
    """The one that is most like the others; of equals the first."""
    among = likeness[np.ix_(members, members)].sum(axis=1)
    return members[int(among.argmax())]
