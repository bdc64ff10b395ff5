"""Votes: what each member's reactions to our messages last were."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from sqlalchemy import Connection, bindparam, func, select

from bot.domain.reconciling import Place
from bot.domain.votes import Reaction, Tally, folded
from storage.models import PostingRow, VoteRow
from storage.one_of import one_of

_MICROSECONDS = 1_000_000


# As text, which both databases take: SQLAlchemy's own statement takes longer to fill in than SQLite to do.
_RECORD = """
    INSERT INTO votes (workspace_id, channel_id, message_ts, member_id, emoji, counts_as, added, event_ts)
    VALUES ({0}, {0}, {0}, {0}, {0}, {0}, {0}, {0})
    ON CONFLICT (workspace_id, channel_id, message_ts, member_id, emoji)
    DO UPDATE SET added = excluded.added, event_ts = excluded.event_ts WHERE votes.event_ts < excluded.event_ts
"""

# Made once: making a statement takes longer than the database takes to answer it.
_COUNTS = (
    select(PostingRow.item_id, VoteRow.counts_as, func.count(VoteRow.member_id.distinct()))
    .join_from(
        PostingRow,
        VoteRow,
        (VoteRow.workspace_id == PostingRow.workspace_id)
        & (VoteRow.channel_id == PostingRow.channel_id)
        & (VoteRow.message_ts == PostingRow.message_ts),
    )
    # `+ 0`, or SQLite begins with every vote of the workspace.
    .where(PostingRow.workspace_id + 0 == bindparam("workspace"))
    .where(one_of(PostingRow.item_id, "items"))
    .where(VoteRow.added, one_of(VoteRow.counts_as, "emoji"))
    .group_by(PostingRow.item_id, VoteRow.counts_as)
)


class Votes:
    """One workspace's votes, valid while its transaction is open."""

    def __init__(self, connection: Connection, workspace_id: int) -> None:
        self._connection = connection
        self._workspace = workspace_id

    def record(self, *reactions: Reaction) -> None:
        """Keep reactions, each unless a later one is known: the last `event_ts` wins, in whatever order they come."""
        mark = "?" if self._connection.dialect.name == "sqlite" else "%s"
        rows = [
            (
                self._workspace,
                one.channel_id,
                one.message_ts,
                one.member_id,
                one.emoji,
                folded(one.emoji),
                one.added,
                int(one.event_ts * _MICROSECONDS),
            )
            for one in reactions
        ]
        if rows:  # in one order, so that two writers never deadlock
            self._connection.exec_driver_sql(_RECORD.format(mark), sorted(rows))

    def known(self, places: Collection[Place]) -> dict[Place, list[Reaction]]:
        """What each member's reactions to these messages last were, those too that were taken back."""
        rows = self._connection.execute(
            select(
                VoteRow.channel_id,
                VoteRow.message_ts,
                VoteRow.member_id,
                VoteRow.emoji,
                VoteRow.added,
                VoteRow.event_ts,
            ).where(
                VoteRow.workspace_id == self._workspace, one_of(VoteRow.message_ts, [ts for _, ts in places])
            )
        )
        found: dict[Place, list[Reaction]] = {place: [] for place in places}
        for channel_id, message_ts, member_id, emoji, added, micros in rows:
            if (channel_id, message_ts) in found:
                found[channel_id, message_ts].append(
                    Reaction(
                        channel_id=channel_id,
                        message_ts=message_ts,
                        member_id=member_id,
                        emoji=emoji,
                        added=added,
                        event_ts=Decimal(micros) / _MICROSECONDS,
                    )
                )
        return found

    def tallies(self, item_ids: Collection[int], *, emoji: Sequence[str]) -> dict[int, Tally]:
        """Each item's votes: a member counts once an emoji, on however many messages they reacted."""
        asked = {"workspace": self._workspace, "items": list(item_ids), "emoji": list(emoji)}
        counts: dict[int, dict[str, int]] = {}
        for item_id, name, count in self._connection.execute(_COUNTS, asked):
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
