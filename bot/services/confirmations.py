"""Whether items are still current: owners are asked, and what nobody vouches for is put away."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.follow_ups import MOST_IN_A_MESSAGE
from bot.domain.items import Action, Change, Item
from bot.domain.notices import NewNotice, Notice, NoticeKind
from bot.services.indexing import reindex
from storage.database import Database
from storage.transaction import Transaction

BY = "Collab"
"""Who archives what nobody confirmed, as an item's history names them."""


class Confirmations:
    """Asks owners, and archives what they do not answer for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write_due(self, workspace: str, *, now: datetime) -> int:
        """Archive what is due to be, and owe owners a question about what they should look at; answers how many.

        An owner gets one message a week at most, about as many items as one takes; the others have their turn later.
        """
        with self._database.reading(workspace) as tx:
            to_archive = tx.item_checks.to_archive(now)
        written = sum(self._archive(workspace, one, now) for one in to_archive)
        with self._database.reading(workspace) as tx:
            to_ask = tx.item_checks.to_ask(now)
        return written + sum(self._ask(workspace, owner, ids, now) for owner, ids in to_ask.items())

    def shown(self, workspace: str, item_ids: Sequence[int], *, owner_id: str) -> list[Item]:
        """Those items that are still a member's, in this order."""
        with self._database.reading(workspace) as tx:
            found = tx.items.by_ids(item_ids)
            return [found[one] for one in item_ids if one in found and found[one].owner_id == owner_id]

    def to_ask(self, workspace: str, notice: Notice) -> list[Item]:
        """The items that a question is about, as far as it is still to be asked."""
        items = self.shown(workspace, notice.subject["items"], owner_id=notice.recipient)
        return [one for one in items if one.archived_at is None and one.confirmed_at < notice.due_at]

    def archived(self, workspace: str, notice: Notice) -> Item | None:
        """The item that was archived; None when it is back, or somebody else's."""
        items = self.shown(workspace, [notice.subject["item"]], owner_id=notice.recipient)
        return next((one for one in items if one.archived_at), None)

    def _ask(self, workspace: str, owner_id: str, item_ids: Sequence[int], now: datetime) -> bool:
        year, week, _ = now.isocalendar()
        asked = list(item_ids[:MOST_IN_A_MESSAGE])
        with self._database.transaction(workspace) as tx:
            new = tx.notices.add(
                NewNotice(
                    kind=NoticeKind.STILL_CURRENT,
                    key=f"current:{owner_id}:{year}-{week:02}",
                    recipient=owner_id,
                    subject={"items": asked},
                    due_at=now,
                )
            )
            if new:
                tx.item_checks.asked(asked, now)
            return new

    def _archive(self, workspace: str, item_id: int, now: datetime) -> bool:
        with self._database.transaction(workspace) as tx:
            before = tx.items.locked(item_id)
            if before is None or before.owner_id is None or item_id not in tx.item_checks.to_archive(now):
                return False
            after = replace(before, archived_at=now, updated_at=now)
            tx.items.update(after)
            reindex(tx, [(before, after)])
            tx.history.add(item_id, Change(action=Action.ARCHIVED, by=BY, at=now, fields={}))
            _tell(tx, after, before.owner_id, now)
            return True


def _tell(tx: Transaction, item: Item, owner_id: str, now: datetime) -> None:
    tx.notices.add(
        NewNotice(
            kind=NoticeKind.ARCHIVED_UNCONFIRMED,
            key=f"unconfirmed:{item.id}:{now.isoformat()}",
            recipient=owner_id,
            subject={"item": item.id},
            due_at=now,
        )
    )
    for member_id in tx.follows.members_of(item.id):
        if member_id != owner_id:
            tx.notices.add(
                NewNotice(
                    kind=NoticeKind.FOLLOWED_CHANGED,
                    key=f"followed:{item.id}:{member_id}:{now.isoformat()}",
                    recipient=member_id,
                    subject={"item": item.id, "change": Action.ARCHIVED.value, "by": BY},
                    due_at=now,
                )
            )
