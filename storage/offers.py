"""Quiet offers: where they are wanted, and by whom."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.orm import Session

from bot.domain.offers import OfferChannel, OfferReader
from storage.models import OfferChannelRow, OfferReaderRow, OfferStopRow
from storage.upsert import insert_for, insert_new

_READER = ("last_at", "marked", "in_a_row", "quiet_until")


class Offers:
    """One workspace's offers, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def channel(self, channel_id: str) -> OfferChannel | None:
        """A channel that wants offers; None when it does not."""
        row = self._session.scalars(select(OfferChannelRow).where(*self._in(channel_id))).one_or_none()
        if row is None:
            return None
        return OfferChannel(channel_id=channel_id, set_by=row.set_by, unhelpful=row.unhelpful)

    def switch_on(self, channel_id: str, *, by: str) -> bool:
        """Want offers in a channel; answers whether that is new."""
        values = {"workspace_id": self._workspace, "channel_id": channel_id, "set_by": by, "unhelpful": 0}
        return insert_new(self._session, OfferChannelRow, values) == 1

    def switch_off(self, channel_id: str) -> bool:
        """Want no more of them; answers whether that is new."""
        if self.channel(channel_id) is None:
            return False
        self._session.execute(
            delete(OfferChannelRow).where(*self._in(channel_id)).execution_options(synchronize_session=False)
        )
        return True

    def did_not_help(self, channel_id: str) -> None:
        """Count an offer in a channel that did not help."""
        self._session.execute(
            update(OfferChannelRow)
            .where(*self._in(channel_id))
            .values(unhelpful=OfferChannelRow.unhelpful + 1)
            .execution_options(synchronize_session=False)
        )

    def reader(self, member_id: str) -> OfferReader:
        """What is known of somebody; in a transaction that writes, nobody else changes it before this one ends."""
        row = self._session.scalars(
            select(OfferReaderRow)
            .where(OfferReaderRow.workspace_id == self._workspace, OfferReaderRow.member_id == member_id)
            .execution_options(populate_existing=True)
        ).one_or_none()
        if row is None:
            return OfferReader(member_id=member_id)
        return OfferReader(member_id=member_id, **{name: getattr(row, name) for name in _READER})

    def lock(self, member_id: str) -> None:
        """Let whoever else wants to change what is known of somebody wait until this transaction ends."""
        nothing = {"last_at": None, "marked": False, "in_a_row": 0, "quiet_until": None}
        keys = {"workspace_id": self._workspace, "member_id": member_id}
        insert_new(self._session, OfferReaderRow, keys | nothing)
        self._session.execute(
            select(OfferReaderRow.member_id)
            .where(OfferReaderRow.workspace_id == self._workspace, OfferReaderRow.member_id == member_id)
            .with_for_update()
        )

    def put(self, reader: OfferReader) -> None:
        """Keep what is known of somebody in place of what was."""
        values = {name: getattr(reader, name) for name in _READER}
        keys = {"workspace_id": self._workspace, "member_id": reader.member_id}
        new = insert_for(self._session, OfferReaderRow).values(**keys, **values)
        self._session.execute(new.on_conflict_do_update(index_elements=list(keys), set_=values))

    def stop(self, channel_id: str, member_id: str) -> None:
        """Offer somebody nothing in a channel any more."""
        values = {"workspace_id": self._workspace, "channel_id": channel_id, "member_id": member_id}
        insert_new(self._session, OfferStopRow, values)

    def stopped(self, channel_id: str, member_id: str) -> bool:
        """Whether somebody wants no offers in a channel."""
        wanted = (
            OfferStopRow.workspace_id == self._workspace,
            OfferStopRow.channel_id == channel_id,
            OfferStopRow.member_id == member_id,
        )
        return bool(self._session.scalar(select(exists().where(*wanted))))

    def start_again(self, channel_id: str, member_id: str) -> None:
        """Offer somebody something in a channel again."""
        self._session.execute(
            delete(OfferStopRow).where(
                OfferStopRow.workspace_id == self._workspace,
                OfferStopRow.channel_id == channel_id,
                OfferStopRow.member_id == member_id,
            )
        )

    def _in(self, channel_id: str) -> Sequence[ColumnElement[bool]]:
        return (OfferChannelRow.workspace_id == self._workspace, OfferChannelRow.channel_id == channel_id)
