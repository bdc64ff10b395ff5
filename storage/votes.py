"""Votes: what each member's reactions to our messages last were."""

import functools
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from bot.domain.votes import Reaction, Tally, folded
from storage.models import PostingRow, VoteRow
from storage.upsert import insert_into

_MICROSECONDS = 1_000_000


@functools.cache
def _record(dialect: str) -> Any:
    """The statement that keeps a reaction, made once: making it takes longer than the database takes to do it."""
    statement = insert_into(dialect, VoteRow)
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "channel_id", "message_ts", "member_id", "emoji"],
        set_={"added": statement.excluded.added, "event_ts": statement.excluded.event_ts},
        where=VoteRow.event_ts < statement.excluded.event_ts,
    )


def _place(reaction: Reaction) -> tuple[str, str, str, str]:
    return reaction.channel_id, reaction.message_ts, reaction.member_id, reaction.emoji


class Votes:
    """One workspace's votes, valid while its transaction is open."""

    def __init__(self, connection: Connection, workspace_id: int) -> None:
        self._connection = connection
        self._workspace = workspace_id

    def record(self, *reactions: Reaction) -> None:
        """Keep reactions, each unless a later one is known: the last `event_ts` wins, in whatever order they come."""
        rows = [
            {
                "workspace_id": self._workspace,
                "channel_id": one.channel_id,
                "message_ts": one.message_ts,
                "member_id": one.member_id,
                "emoji": one.emoji,
                "counts_as": folded(one.emoji),
                "added": one.added,
                "event_ts": int(one.event_ts * _MICROSECONDS),
            }
            for one in sorted(reactions, key=_place)  # one order, so that two writers never deadlock
        ]
        self._connection.execute(_record(self._connection.dialect.name), rows)

    def tallies(self, item_ids: Collection[int], *, emoji: Sequence[str]) -> dict[int, Tally]:
        """Each item's votes: a member counts once an emoji, on however many messages they reacted."""
        statement = (
            select(PostingRow.item_id, VoteRow.counts_as, func.count(VoteRow.member_id.distinct()))
            .join_from(
                PostingRow,
                VoteRow,
                (VoteRow.workspace_id == PostingRow.workspace_id)
                & (VoteRow.channel_id == PostingRow.channel_id)
                & (VoteRow.message_ts == PostingRow.message_ts),
            )
            .where(PostingRow.workspace_id == self._workspace, PostingRow.item_id.in_(item_ids))
            .where(VoteRow.added, VoteRow.counts_as.in_(emoji))
            .group_by(PostingRow.item_id, VoteRow.counts_as)
        )
        counts: dict[int, dict[str, int]] = {}
        for item_id, name, count in self._connection.execute(statement):
            counts.setdefault(item_id, {})[name] = count
        return {
            item_id: Tally(counts={name: found[name] for name in emoji if name in found})
            for item_id, found in counts.items()
        }

    def items_voted_for(self, member_id: str, *, emoji: Sequence[str], limit: int) -> list[int]:
        """The ids of the items a member votes for, the latest vote first."""
        last = func.max(VoteRow.event_ts)
        statement = (
            select(PostingRow.item_id)
            .join_from(
                PostingRow,
                VoteRow,
                (VoteRow.workspace_id == PostingRow.workspace_id)
                & (VoteRow.channel_id == PostingRow.channel_id)
                & (VoteRow.message_ts == PostingRow.message_ts),
            )
            .where(PostingRow.workspace_id == self._workspace, VoteRow.member_id == member_id)
            .where(VoteRow.added, VoteRow.counts_as.in_(emoji))
            .group_by(PostingRow.item_id)
            .order_by(last.desc(), PostingRow.item_id)
            .limit(limit)
        )
        return list(self._connection.scalars(statement))
