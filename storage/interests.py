"""Who said that they are interested in an item, and who follows one."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from storage.models import FollowRow, InterestRow
from storage.upsert import insert_new


class _Members:
    """Members attached to items: what interests and follows share."""

    _model: type[InterestRow | FollowRow]

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def add(self, item_id: int, member_id: str, at: datetime) -> bool:
        """Attach a member; answers whether that is new."""
        values = {"workspace_id": self._workspace, "item_id": item_id, "member_id": member_id, "at": at}
        return insert_new(self._session, self._model, values) == 1

    def remove(self, item_id: int, member_id: str) -> bool:
        """Detach a member; answers whether there was anything to detach."""
        gone: Any = self._session.execute(
            delete(self._model).where(
                self._model.workspace_id == self._workspace,
                self._model.item_id == item_id,
                self._model.member_id == member_id,
            )
        )
        assert isinstance(gone, CursorResult)  # noqa: S101 - what a delete gives; for the type checker
        return gone.rowcount == 1

    def items_of(self, member_id: str, *, limit: int) -> list[int]:
        """The ids of the items a member is attached to, the latest first."""
        statement = (
            select(self._model.item_id)
            .where(self._model.workspace_id == self._workspace, self._model.member_id == member_id)
            .order_by(self._model.at.desc(), self._model.item_id.desc())
            .limit(limit)
        )
        return list(self._session.scalars(statement))

    def members_of(self, item_id: int) -> list[str]:
        """The members attached to an item, the earliest first."""
        statement = (
            select(self._model.member_id)
            .where(self._model.workspace_id == self._workspace, self._model.item_id == item_id)
            .order_by(self._model.at, self._model.member_id)
        )
        return list(self._session.scalars(statement))

    def of_member_among(self, item_ids: Collection[int], member_id: str) -> set[int]:
        """Which of these items a member is attached to."""
        statement = select(self._model.item_id).where(
            self._model.workspace_id == self._workspace,
            self._model.item_id.in_(item_ids),
            self._model.member_id == member_id,
        )
        return set(self._session.scalars(statement))


class Interests(_Members):
    """Who is interested in which item."""

    _model = InterestRow


class Follows(_Members):
    """Who follows which item."""

    _model = FollowRow
