"""Which items nobody has confirmed for a while, and when their owners were asked."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from bot.domain.follow_ups import ARCHIVE_AFTER, CONFIRM_AFTER, WARNED_FOR
from storage.models import ItemCheckRow, ItemRow, PreferenceRow
from storage.upsert import insert_for


class ItemChecks:
    """One workspace's questions to owners, valid while its transaction is open.

    Items that nobody here owns are never due: there is nobody to ask, and an imported list must not vanish by itself.
    Neither are those of an owner who does not want to be asked.
    """

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def to_ask(self, now: datetime) -> dict[str, list[int]]:
        """The owners to be asked now, each with their items, the longest not asked about first."""
        before = now - CONFIRM_AFTER
        found: dict[str, list[int]] = {}
        for owner_id, item_id in self._session.execute(
            self._unconfirmed(before)
            .where(or_(ItemCheckRow.asked_at.is_(None), ItemCheckRow.asked_at <= before))
            .order_by(func.coalesce(ItemCheckRow.asked_at, ItemRow.confirmed_at), ItemRow.id)
        ):
            found.setdefault(str(owner_id), []).append(item_id)
        return found

    def to_archive(self, now: datetime) -> list[int]:
        """Items to put away now: unconfirmed for long, though their owner was asked in good time."""
        wanted = self._unconfirmed(now - ARCHIVE_AFTER).where(
            ItemCheckRow.asked_at > ItemRow.confirmed_at, ItemCheckRow.asked_at <= now - WARNED_FOR
        )
        return [item_id for _, item_id in self._session.execute(wanted.order_by(ItemRow.id))]

    def asked(self, item_ids: Sequence[int], at: datetime) -> None:
        """Note that an owner was asked about items."""
        rows = [{"item_id": one, "workspace_id": self._workspace, "asked_at": at} for one in item_ids]
        new = insert_for(self._session, ItemCheckRow).values(rows)
        self._session.execute(
            new.on_conflict_do_update(index_elements=["item_id"], set_={"asked_at": new.excluded.asked_at})
        )

    def forget(self, item_id: int) -> None:
        """Begin anew with an item."""
        self._session.execute(
            delete(ItemCheckRow).where(
                ItemCheckRow.workspace_id == self._workspace, ItemCheckRow.item_id == item_id
            )
        )

    def _unconfirmed(self, before: datetime) -> Select[str | None, int]:
        wants: ColumnElement[bool] = or_(
            PreferenceRow.confirmations.is_(None), PreferenceRow.confirmations.is_(True)
        )
        whose = and_(
            PreferenceRow.workspace_id == ItemRow.workspace_id, PreferenceRow.member_id == ItemRow.owner_id
        )
        return (
            select(ItemRow.owner_id, ItemRow.id)
            .outerjoin(ItemCheckRow, ItemCheckRow.item_id == ItemRow.id)
            .outerjoin(PreferenceRow, whose)
            .where(
                ItemRow.workspace_id == self._workspace,
                ItemRow.confirmed_at <= before,
                ItemRow.archived_at.is_(None),
                ItemRow.owner_id.is_not(None),
                wants,
            )
        )
