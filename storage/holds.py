"""Who has to wait before more is said: at most one message a second in a channel, however many processes deliver."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from storage.models import HoldRow
from storage.upsert import insert_for


class Holds:
    """What waits in one workspace, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def take_turn(self, what: str, *, now: datetime, span: timedelta) -> bool:
        """Be the one whose turn it is now, so that nobody's is for a while; False when it is somebody else's."""
        return self._put(what, now + span, only_if=HoldRow.until <= now)

    def hold(self, what: str, *, until: datetime) -> None:
        """Let something wait at least until a moment."""
        self._put(what, until, only_if=HoldRow.until < until)

    def held(self, these: Iterable[str], now: datetime) -> set[str]:
        """Which of these have to wait."""
        return set(
            self._session.scalars(
                select(HoldRow.what).where(
                    HoldRow.workspace_id == self._workspace,
                    HoldRow.what.in_(list(these)),
                    HoldRow.until > now,
                )
            )
        )

    def forget_before(self, moment: datetime) -> None:
        """Drop what waits no more since a moment."""
        self._session.execute(
            delete(HoldRow).where(HoldRow.workspace_id == self._workspace, HoldRow.until < moment)
        )

    def _put(self, what: str, until: datetime, *, only_if: ColumnElement[bool]) -> bool:
        """One statement, so that of two who try at once only one changes anything."""
        new = insert_for(self._session, HoldRow).values(workspace_id=self._workspace, what=what, until=until)
        put: Any = self._session.execute(
            new.on_conflict_do_update(
                index_elements=["workspace_id", "what"], set_={"until": until}, where=only_if
            ),
            execution_options={"preserve_rowcount": True},
        )
        assert isinstance(put, CursorResult)  # noqa: S101 - what an insert gives; for the type checker
        return put.rowcount > 0
