"""Votes in workshops: blind ones, and reactions to the messages that stand for what people wrote."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from bot.domain.workshop_votes import Cast, Choice
from storage.models import VoteRow, WorkshopBallotRow, WorkshopMessageRow, WorkshopVoteRow
from storage.upsert import insert_for, insert_new

# As text, which takes a quarter of the time: it is asked with every reaction.
_STANDING_FOR = """
    SELECT channel_id, message_ts, workshop_id, contribution_id, group_id FROM workshop_messages
    WHERE workspace_id = {} AND message_ts {}
"""
_ON_SQLITE = _STANDING_FOR.format("?", "IN (SELECT value FROM json_each(?))")
_ON_POSTGRESQL = _STANDING_FOR.format("%s", "= ANY (%s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a message in a thread stands for."""

    workshop_id: int
    choice: Choice


class WorkshopVotes:
    """One workspace's votes in workshops, valid while its transaction is open."""

    def __init__(self, session: Session, connection: Connection, workspace_id: int) -> None:
        self._session = session
        self._connection = connection
        self._workspace = workspace_id

    def of_voter(self, workshop_id: int, voter: str) -> frozenset[Choice]:
        """What somebody voted for, as it is kept."""
        return frozenset(one.choice for one in self.kept(workshop_id) if one.voter == voter)

    def put(self, workshop_id: int, voter: str, choices: Iterable[Choice]) -> None:
        """Keep somebody's votes in the place of those they had. The workshop must be locked."""
        self._session.execute(
            delete(WorkshopVoteRow).where(
                WorkshopVoteRow.workspace_id == self._workspace,
                WorkshopVoteRow.workshop_id == workshop_id,
                WorkshopVoteRow.voter == voter,
            )
        )
        for choice in choices:
            self.add(workshop_id, voter, choice)

    def add(self, workshop_id: int, voter: str, choice: Choice) -> None:
        """Keep one vote more, unless it is kept already."""
        insert_new(
            self._session,
            WorkshopVoteRow,
            {
                "workspace_id": self._workspace,
                "workshop_id": workshop_id,
                "voter": voter,
                "contribution_id": choice.contribution_id,
                "group_id": choice.group_id,
            },
        )

    def take_back(self, workshop_id: int, voter: str, choice: Choice) -> None:
        """Keep one vote no more."""
        self._session.execute(
            delete(WorkshopVoteRow).where(
                WorkshopVoteRow.workspace_id == self._workspace,
                WorkshopVoteRow.workshop_id == workshop_id,
                WorkshopVoteRow.voter == voter,
                WorkshopVoteRow.contribution_id.is_not_distinct_from(choice.contribution_id),
                WorkshopVoteRow.group_id.is_not_distinct_from(choice.group_id),
            )
        )

    def kept(self, workshop_id: int) -> list[Cast]:
        """All votes that are kept, in the order that they came."""
        rows = self._session.execute(
            select(
                WorkshopVoteRow.id,
                WorkshopVoteRow.voter,
                WorkshopVoteRow.contribution_id,
                WorkshopVoteRow.group_id,
            )
            .where(
                WorkshopVoteRow.workspace_id == self._workspace, WorkshopVoteRow.workshop_id == workshop_id
            )
            .order_by(WorkshopVoteRow.id)
        )
        return [
            Cast(voter=voter, choice=Choice(contribution_id=contribution_id, group_id=group_id), at=number)
            for number, voter, contribution_id, group_id in rows
        ]

    def keep_instead(self, workshop_id: int, cast: Iterable[Cast]) -> None:
        """Keep these votes in the place of all that are kept."""
        self._session.execute(
            delete(WorkshopVoteRow).where(
                WorkshopVoteRow.workspace_id == self._workspace, WorkshopVoteRow.workshop_id == workshop_id
            )
        )
        for one in sorted(cast, key=lambda one: one.at):
            self.add(workshop_id, one.voter, one.choice)

    def reacted(self, workshop_id: int, *, member_ids: Collection[str] = ()) -> list[Cast]:
        """The reactions that stand, of these members or of all: one for each message, from the earliest on."""
        statement = (
            select(
                VoteRow.member_id,
                WorkshopMessageRow.contribution_id,
                WorkshopMessageRow.group_id,
                func.min(VoteRow.event_ts),
            )
            .join_from(
                WorkshopMessageRow,
                VoteRow,
                (VoteRow.workspace_id == WorkshopMessageRow.workspace_id)
                & (VoteRow.channel_id == WorkshopMessageRow.channel_id)
                & (VoteRow.message_ts == WorkshopMessageRow.message_ts),
            )
            # `+ 0`, or SQLite begins with every vote of the workspace.
            .where(WorkshopMessageRow.workspace_id + 0 == self._workspace)
            .where(WorkshopMessageRow.workshop_id == workshop_id, VoteRow.added)
            .group_by(VoteRow.member_id, WorkshopMessageRow.contribution_id, WorkshopMessageRow.group_id)
        )
        if member_ids:
            statement = statement.where(VoteRow.member_id.in_(member_ids))
        return [
            Cast(voter=member_id, choice=Choice(contribution_id=contribution_id, group_id=group_id), at=at)
            for member_id, contribution_id, group_id, at in self._session.execute(statement)
        ]

    def standing_for(self, places: Collection[tuple[str, str]]) -> dict[tuple[str, str], Standing]:
        """What messages stand for, by channel and `ts`. Most stand for nothing."""
        connection, stamps = self._connection, [ts for _, ts in places]
        if connection.dialect.name == "sqlite":
            rows = connection.exec_driver_sql(_ON_SQLITE, (self._workspace, json.dumps(stamps)))
        else:
            rows = connection.exec_driver_sql(_ON_POSTGRESQL, (self._workspace, stamps))
        return {
            (channel_id, ts): Standing(
                workshop_id=workshop_id, choice=Choice(contribution_id=contribution_id, group_id=group_id)
            )
            for channel_id, ts, workshop_id, contribution_id, group_id in rows
            if (channel_id, ts) in places
        }

    def open_ballot(self, workshop_id: int, *, ask_at: datetime) -> None:
        """From now on the reactions of a workshop count as they are; from a moment on Slack may be asked for them."""
        opened = {"ended_at": None, "ask_at": ask_at}
        statement = insert_for(self._session, WorkshopBallotRow).values(
            {"workshop_id": workshop_id, "workspace_id": self._workspace, **opened}
        )
        self._session.execute(statement.on_conflict_do_update(index_elements=["workshop_id"], set_=opened))

    def end_ballot(self, workshop_id: int, at: datetime, *, ask_at: datetime | None = None) -> bool:
        """From now on its reactions count as they were at a moment; False when they did already.

        `ask_at` is from when on Slack may be asked what it showed then, if it is to be asked.
        """
        ended = self._session.execute(
            update(WorkshopBallotRow)
            .where(
                WorkshopBallotRow.workspace_id == self._workspace,
                WorkshopBallotRow.workshop_id == workshop_id,
                WorkshopBallotRow.ended_at.is_(None),
            )
            .values(ended_at=at, ask_at=ask_at)
            .execution_options(synchronize_session=False)
        )
        assert isinstance(ended, CursorResult)  # noqa: S101 - what an update gives; for the type checker
        return ended.rowcount > 0

    def forget_ballot(self, workshop_id: int) -> bool:
        """From now on its reactions count for nothing; False when they never did."""
        forgotten = self._session.execute(
            delete(WorkshopBallotRow).where(
                WorkshopBallotRow.workspace_id == self._workspace,
                WorkshopBallotRow.workshop_id == workshop_id,
            )
        )
        assert isinstance(forgotten, CursorResult)  # noqa: S101 - what a delete gives; for the type checker
        return forgotten.rowcount > 0

    def ballots(self, workshop_ids: Collection[int]) -> dict[int, datetime | None]:
        """When the votes by reactions ended, if they did. None of them ends or begins before this transaction ends."""
        rows = self._session.execute(
            select(WorkshopBallotRow.workshop_id, WorkshopBallotRow.ended_at)
            .where(
                WorkshopBallotRow.workspace_id == self._workspace,
                WorkshopBallotRow.workshop_id.in_(workshop_ids),
            )
            .order_by(WorkshopBallotRow.workshop_id)
            .with_for_update(read=True)
        )
        return {row.workshop_id: row.ended_at for row in rows}

    def merged(self, group_ids: Collection[int], *, into: int) -> None:
        """Votes for groups, and messages that stand for them, go to another group. Do this before they are removed."""
        voted = self._session.execute(
            select(WorkshopVoteRow.workshop_id, WorkshopVoteRow.voter)
            .where(WorkshopVoteRow.workspace_id == self._workspace, WorkshopVoteRow.group_id.in_(group_ids))
            .distinct()
        )
        for workshop_id, voter in voted.all():
            self.add(workshop_id, voter, Choice(group_id=into))
        self._session.execute(
            update(WorkshopMessageRow)
            .where(
                WorkshopMessageRow.workspace_id == self._workspace, WorkshopMessageRow.group_id.in_(group_ids)
            )
            .values(group_id=into)
            .execution_options(synchronize_session=False)
        )
