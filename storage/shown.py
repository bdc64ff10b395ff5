"""Who was shown what, and what was not for them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from bot.domain.choosing import Pick, Seen
from bot.domain.digests import Section
from storage.models import NotForMeRow, NoticeRow, ShownRow
from storage.upsert import insert_new


class Shown:
    """What one workspace's channels and members were shown, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def add(self, recipient: str, picks: Sequence[Pick], *, message: str, at: datetime) -> None:
        """Note what a message shows to its recipient, in this order; `message` is the key of its notice."""
        self._put(recipient, enumerate(picks), message, at)

    def add_item(self, recipient: str, pick: Pick, *, message: str, at: datetime) -> None:
        """Note that a message shows an item too. Several may do so at once, for one message."""
        self._put(recipient, [(pick.item_id or 0, pick)], message, at)

    def in_message(self, recipient: str, message: str) -> list[Pick]:
        """What a message shows its recipient, in its order."""
        rows = self._session.scalars(
            select(ShownRow).where(*self._in(recipient, message)).order_by(ShownRow.position)
        )
        return [_to_pick(row) for row in rows]

    def subject(self, recipient: str, message: str) -> Mapping[str, Any] | None:
        """The subject of a message's notice, for as long as notices are kept."""
        return self._session.scalar(
            select(NoticeRow.subject).where(
                NoticeRow.workspace_id == self._workspace,
                NoticeRow.key == message,
                NoticeRow.recipient == recipient,
            )
        )

    def seen(self, recipient: str) -> Seen:
        """All that a recipient was shown, as far as it is remembered."""
        rows = self._session.execute(
            select(ShownRow.item_id, ShownRow.principle_id, ShownRow.facts).where(*self._to(recipient))
        )
        items: dict[int, set[str]] = {}
        principles = set()
        for item_id, principle_id, facts in rows:
            if item_id is not None:
                items.setdefault(item_id, set()).update(facts)
            if principle_id is not None:
                principles.add(principle_id)
        return Seen(
            items={one: frozenset(facts) for one, facts in items.items()}, principles=frozenset(principles)
        )

    def forget(self, recipient: str, message: str) -> None:
        """A message does not come: nothing of it is shown."""
        self._session.execute(delete(ShownRow).where(*self._in(recipient, message)))

    def forget_before(self, moment: datetime) -> None:
        """Drop what was shown before a moment."""
        self._session.execute(
            delete(ShownRow).where(ShownRow.workspace_id == self._workspace, ShownRow.at < moment)
        )

    def _put(self, recipient: str, picks: Iterable[tuple[int, Pick]], message: str, at: datetime) -> None:
        rows = [
            {
                "workspace_id": self._workspace,
                "recipient": recipient,
                "message": message,
                "position": position,
                "item_id": pick.item_id,
                "principle_id": pick.principle_id,
                "section": pick.section.value,
                "facts": list(pick.facts),
                "about": dict(pick.about),
                "at": at,
            }
            for position, pick in picks
        ]
        if rows:
            insert_new(self._session, ShownRow, rows)

    def _to(self, recipient: str) -> Sequence[ColumnElement[bool]]:
        return (ShownRow.workspace_id == self._workspace, ShownRow.recipient == recipient)

    def _in(self, recipient: str, message: str) -> Sequence[ColumnElement[bool]]:
        return (*self._to(recipient), ShownRow.message == message)


class NotForMe:
    """What was not for one workspace's members, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def add(self, member_id: str, item_id: int, at: datetime) -> None:
        """An item is not for a member. Said again, it counts once."""
        values = {"workspace_id": self._workspace, "member_id": member_id, "item_id": item_id, "at": at}
        insert_new(self._session, NotForMeRow, values)

    def remove(self, member_id: str, item_id: int) -> None:
        """It is for them after all."""
        self._delete(NotForMeRow.member_id == member_id, NotForMeRow.item_id == item_id)

    def forget(self, member_id: str) -> None:
        """All is for them again."""
        self._delete(NotForMeRow.member_id == member_id)

    def of(self, member_id: str) -> dict[int, datetime]:
        """The ids of what was not for a member, each with when they said so."""
        rows = self._session.execute(
            select(NotForMeRow.item_id, NotForMeRow.at).where(
                NotForMeRow.workspace_id == self._workspace, NotForMeRow.member_id == member_id
            )
        )
        return dict(list(rows))

    def forget_before(self, moment: datetime) -> None:
        """Drop what was said before a moment."""
        self._delete(NotForMeRow.at < moment)

    def _delete(self, *wanted: ColumnElement[bool]) -> None:
        self._session.execute(
            delete(NotForMeRow)
            .where(NotForMeRow.workspace_id == self._workspace, *wanted)
            .execution_options(synchronize_session=False)
        )


def _to_pick(row: ShownRow) -> Pick:
    return Pick(
        section=Section(row.section),
        item_id=row.item_id,
        principle_id=row.principle_id,
        facts=tuple(row.facts),
        about=row.about,
    )
