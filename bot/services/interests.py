"""Being interested in an item, following it, and showing it to a channel."""

from datetime import datetime
from enum import Enum, auto

from bot.domain.introducing import begun, may_be_renewed, renewed, taken_back
from bot.domain.items import Item
from bot.domain.notices import NewNotice, NoticeKind
from bot.domain.profiles import Contact
from bot.domain.refusals import ItemArchived, ItemGone
from storage.database import Database
from storage.transaction import Transaction


class Noted(Enum):
    """What became of somebody saying that they are interested."""

    NEW = auto()
    RENEWED = auto()  # they had taken it back, not long ago
    BEFORE = auto()  # they had said so
    OWN = auto()
    ALONE = auto()  # noted, and nobody told: there is no owner, or they welcome no introductions


class Interests:
    """What members may do about an item that is not theirs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def standing(self, workspace: str, item_id: int, *, member_id: str) -> tuple[Item, Noted | None]:
        """An item that somebody may be interested in, and why they need not say so; None when they may.

        Raises:
            ItemGone, ItemArchived
        """
        with self._database.reading(workspace) as tx:
            item = _current(tx, item_id)
            if item.owner_id == member_id:
                return item, Noted.OWN
            if member_id in tx.interests.members_of(item_id):
                return item, Noted.BEFORE
            return item, None if _may_be_introduced(tx, item) else Noted.ALONE

    def interested(
        self, workspace: str, item_id: int, *, member_id: str, hope: str = "", now: datetime
    ) -> tuple[Item, Noted]:
        """Note a member's interest, with what they hope for, and owe the item's owner word of it.

        Whoever took it back not long ago goes on where they were, and the owner is not told again.

        Raises:
            ItemGone, ItemArchived
        """
        with self._database.transaction(workspace) as tx:
            item = _current(tx, item_id, locked=True)
            if item.owner_id == member_id:
                return item, Noted.OWN
            if not tx.interests.add(item_id, member_id, now):
                return item, Noted.BEFORE
            if item.owner_id is None or not _may_be_introduced(tx, item):
                return item, Noted.ALONE
            before = tx.introductions.latest(item_id, member_id)
            if before and may_be_renewed(before, now):
                tx.introductions.put(renewed(before, hope))
                return item, Noted.RENEWED
            new = begun(item_id=item_id, member_id=member_id, owner_id=item.owner_id, hope=hope, now=now)
            kept = tx.introductions.add(new)
            tx.notices.add(
                NewNotice(
                    kind=NoticeKind.INTEREST,
                    key=f"interest:{kept.id}:{item.owner_id}",
                    recipient=item.owner_id,
                    subject={"introduction": kept.id},
                    due_at=now,
                )
            )
            return item, Noted.NEW

    def take_back(self, workspace: str, item_id: int, *, member_id: str, now: datetime) -> Item:
        """A member is interested no more; nobody is asked about it again.

        Raises:
            ItemGone: there is no such item.
        """
        with self._database.transaction(workspace) as tx:
            item = tx.items.locked(item_id)
            if item is None:
                raise ItemGone
            tx.interests.remove(item_id, member_id)
            latest = tx.introductions.latest(item_id, member_id)
            one = tx.introductions.locked(latest.id) if latest else None
            if one and one.is_open:
                tx.introductions.put(taken_back(one, now))
            return item

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


def _may_be_introduced(tx: Transaction, item: Item) -> bool:
    """Whether there is an owner who did not say that they welcome no introductions. Sharing an item invites them."""
    profile = tx.profiles.of(item.owner_id) if item.owner_id else None
    return item.owner_id is not None and (profile is None or Contact.INTRODUCTIONS in profile.welcomes)


def _current(tx: Transaction, item_id: int, *, locked: bool = False) -> Item:
    item = tx.items.locked(item_id) if locked else tx.items.get(item_id)
    if item is None:
        raise ItemGone
    if item.archived_at:
        raise ItemArchived
    return item
