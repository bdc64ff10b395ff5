"""Being interested in an item, following it, and showing it to a channel."""

from datetime import datetime

from bot.domain.items import Item
from bot.domain.notices import NewNotice, NoticeKind
from bot.domain.refusals import ItemArchived, ItemGone
from storage.database import Database
from storage.transaction import Transaction


class Interests:
    """What members may do about an item that is not theirs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def interested(self, workspace: str, item_id: int, *, member_id: str, now: datetime) -> tuple[Item, bool]:
        """Note a member's interest and owe its owner a notice; answers the item, and whether that is new.

        Raises:
            ItemGone, ItemArchived
        """
        with self._database.transaction(workspace) as tx:
            item = _current(tx, item_id)
            new = tx.interests.add(item_id, member_id, now)
            if new and item.owner_id and item.owner_id != member_id:
                tx.notices.add(
                    NewNotice(
                        kind=NoticeKind.INTEREST,
                        key=f"interest:{item_id}:{member_id}",
                        recipient=item.owner_id,
                        subject={"item": item_id, "member": member_id},
                        due_at=now,
                    )
                )
            return item, new

    def follow(self, workspace: str, item_id: int, *, member_id: str, now: datetime) -> tuple[Item, bool]:
        """Tell a member of an item's changes from now on; answers the item, and whether that is new.

        Raises:
            ItemGone, ItemArchived
        """
        with self._database.transaction(workspace) as tx:
            item = _current(tx, item_id)
            return item, tx.follows.add(item_id, member_id, now)

    def unfollow(self, workspace: str, item_id: int, *, member_id: str) -> Item:
        """Tell a member of an item's changes no more.

        Raises:
            ItemGone: there is no such item.
        """
        with self._database.transaction(workspace) as tx:
            item = tx.items.get(item_id)
            if item is None:
                raise ItemGone
            tx.follows.remove(item_id, member_id)
            return item

    def copy(
        self,
        workspace: str,
        item_id: int,
        *,
        channel_id: str,
        by: str,
        note: str,
        request: str,
        now: datetime,
    ) -> Item:
        """Owe a channel an item's card. The same request made twice posts it once.

        Raises:
            ItemGone, ItemArchived
        """
        with self._database.transaction(workspace) as tx:
            item = _current(tx, item_id)
            tx.notices.add(
                NewNotice(
                    kind=NoticeKind.CARD,
                    key=f"card:{item_id}:{channel_id}:{request}",
                    recipient=channel_id,
                    subject={"item": item_id, "by": by, "note": note},
                    due_at=now,
                )
            )
            return item


def _current(tx: Transaction, item_id: int) -> Item:
    item = tx.items.get(item_id)
    if item is None:
        raise ItemGone
    if item.archived_at:
        raise ItemArchived
    return item
