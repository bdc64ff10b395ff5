"""Sharing items, changing them, and looking after them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.data import themes
from bot.domain.details import Details
from bot.domain.items import (
    Action,
    Change,
    Item,
    ItemContent,
    Origin,
    checked,
    differences,
    said_at_first,
)
from bot.domain.notices import NewNotice, NoticeKind
from bot.domain.refusals import FieldProblem, InvalidItem, ItemArchived, ItemGone, NotYours, Refusal
from bot.domain.schedules import Schedule
from bot.domain.votes import NO_VOTES
from bot.search.places import located
from bot.search.query import parse
from bot.search.search import Search
from bot.services.indexing import reindex
from bot.services.waiting import Granted, owe_news, soonest_first
from storage.database import Database
from storage.items import NewItem
from storage.transaction import Transaction

MOST_SIMILAR = 3
LONGEST_HISTORY = 10


class Items:
    """What people may do with items."""

    def __init__(
        self,
        database: Database,
        search: Search,
        *,
        moderators: frozenset[str] = frozenset(),
        vote_emoji: tuple[str, ...] = (),
        time_zone: str = "Europe/London",
    ) -> None:
        self._database = database
        self._search = search
        self._moderators = moderators
        self._vote_emoji = vote_emoji
        self._weekly = Schedule(time_zone=time_zone)
        self._themes = frozenset(theme.key for theme in themes())

    def share(
        self, workspace: str, by: str, content: ItemContent, *, origin: Origin = Origin(), now: datetime
    ) -> Item:
        """Keep a new item of a member's, and owe a notice to everybody who waits for one like it.

        Raises:
            InvalidItem: with every field that is wrong.
        """
        tidy = checked(content, themes=self._themes)
        granted = self._granted(workspace, tidy, now)
        with self._database.transaction(workspace) as tx:
            new = NewItem(
                content=tidy, owner_id=by, contact="", origin=origin, created_at=now, confirmed_at=now
            )
            item = tx.items.add(new)
            reindex(tx, [(None, item)])
            line = Change(action=Action.SHARED, by=by, at=now, fields=said_at_first(tidy))
            tx.history.add(item.id, line)
            self._tell_who_waits(tx, item, granted, now)
            return item

    def check(self, content: ItemContent) -> None:
        """Refuse what could not be kept, and keep nothing.

        Raises:
            InvalidItem: with every field that is wrong.
        """
        checked(content, themes=self._themes)

    def similar(self, workspace: str, title: str) -> list[Item]:
        """The items that look the same as one with this title, the likest first."""
        with self._database.reading(workspace) as tx:
            ids = self._search.similar(tx, workspace, title, limit=MOST_SIMILAR)
            found = tx.items.by_ids(ids)
            return [found[one] for one in ids if one in found]

    def details(self, workspace: str, item_id: int, *, viewer: str) -> Details:
        """An item with its votes, people and history.

        Raises:
            ItemGone: there is no such item.
        """
        with self._database.reading(workspace) as tx:
            item = tx.items.get(item_id)
            if item is None:
                raise ItemGone
            followers = tx.follows.members_of(item_id)
            interested = tx.interests.members_of(item_id)
            return Details(
                item=item,
                votes=tx.votes.tallies([item_id], emoji=self._vote_emoji).get(item_id, NO_VOTES),
                interested=tuple(interested),
                followers=len(followers),
                owns=viewer == item.owner_id,
                wants=viewer in interested,
                following=viewer in followers,
                may_change=self._may_change(item, viewer),
                history=tuple(tx.history.of(item_id, limit=LONGEST_HISTORY)),
                principles=tuple(tx.principles.used_by(item_id)),
            )

    def to_change(self, workspace: str, item_id: int, *, by: str) -> Item:
        """An item that somebody is about to edit, hand over or archive.

        Raises:
            ItemGone, ItemArchived, NotYours
        """
        with self._database.reading(workspace) as tx:
            return self._allowed(tx.items.get(item_id), by)

    def edit(self, workspace: str, item_id: int, content: ItemContent, *, by: str, now: datetime) -> Item:
        """Change what an item says, which also confirms it. Followers are told, unless it says the same as before.

        A moderator may close it to the public; only its owner, if it has one, may open it.

        Raises:
            ItemGone, ItemArchived, NotYours, InvalidItem
        """
        tidy = checked(content, themes=self._themes)

        def edited(item: Item) -> tuple[Item, Change]:
            changed = differences(item.content, tidy)
            if not changed:
                return _confirmed(item, by, now)
            if "open_to_public" in changed and tidy.open_to_public and item.owner_id not in {None, by}:
                raise InvalidItem({"open_to_public": FieldProblem(code="owner_only")})
            fields = {name: getattr(tidy, name) for name in ItemContent.__dataclass_fields__}
            after = replace(item, **fields, updated_at=now, confirmed_at=now)
            return after, Change(action=Action.EDITED, by=by, at=now, fields=changed)

        return self._change(workspace, item_id, by, edited)

    def hand_over(self, workspace: str, item_id: int, *, to: str, by: str, now: datetime) -> Item:
        """Give an item another owner, who is told. Giving it to its owner changes nothing.

        Raises:
            ItemGone, ItemArchived, NotYours
        """

        def handed(item: Item) -> tuple[Item, Change]:
            change = Change(
                action=Action.HANDED_OVER, by=by, at=now, fields={"owner": (item.owner_id or "", to)}
            )
            if item.owner_id == to:
                return item, change
            return replace(item, owner_id=to, contact="", updated_at=now), change

        return self._change(workspace, item_id, by, handed)

    def confirm(self, workspace: str, item_id: int, *, by: str, now: datetime) -> Item:
        """Say that an item is still right.

        Raises:
            ItemGone, ItemArchived, NotYours
        """
        return self._change(workspace, item_id, by, lambda item: _confirmed(item, by, now))

    def archive(self, workspace: str, item_id: int, *, by: str, now: datetime) -> Item:
        """Put an item away: it is found no more, and can be restored.

        Raises:
            ItemGone, ItemArchived, NotYours
        """

        def archived(item: Item) -> tuple[Item, Change]:
            change = Change(action=Action.ARCHIVED, by=by, at=now, fields={})
            return replace(item, archived_at=now, updated_at=now), change

        return self._change(workspace, item_id, by, archived)

    def restore(self, workspace: str, item_id: int, *, by: str, now: datetime) -> Item:
        """Bring an archived item back; one that is back already stays as it is.

        Raises:
            ItemGone, NotYours
        """

        def restored(item: Item) -> tuple[Item, Change]:
            change = Change(action=Action.RESTORED, by=by, at=now, fields={})
            if item.archived_at is None:
                return item, change
            return replace(item, archived_at=None, updated_at=now, confirmed_at=now), change

        return self._change(workspace, item_id, by, restored, archived_too=True)

    def _change(
        self,
        workspace: str,
        item_id: int,
        by: str,
        change: Callable[[Item], tuple[Item, Change]],
        *,
        archived_too: bool = False,
    ) -> Item:
        with self._database.transaction(workspace) as tx:
            before = self._allowed(tx.items.locked(item_id), by, archived_too=archived_too)
            after, line = change(before)
            if after == before:
                return before
            tx.items.update(after)
            reindex(tx, [(before, after)])
            tx.history.add(item_id, line)
            _tell_who_follows(tx, after, line)
            return after

    def _allowed(self, item: Item | None, by: str, *, archived_too: bool = False) -> Item:
        if item is None:
            raise ItemGone
        if not self._may_change(item, by):
            raise NotYours(item.owner_id)
        if item.archived_at and not archived_too:
            raise ItemArchived
        return item

    def _may_change(self, item: Item, member_id: str) -> bool:
        return member_id == item.owner_id or member_id in self._moderators

    def _granted(self, workspace: str, content: ItemContent, now: datetime) -> list[Granted]:
        """The saved searches that an item is what they wait for, their filters aside.

        It reads before anything is written: to judge many takes longer than others should wait for the write lock.
        """
        granted = []
        with self._database.reading(workspace) as tx:
            for wish in tx.saved_searches.all():
                try:
                    query = parse(wish.text, member_id=wish.member_id, now=now)
                    filters, _ = located(tx, query.filters, wish.member_id)
                except Refusal:  # a theme, place or filter that was allowed when it was saved
                    continue
                if well := self._search.granted(content, query):
                    granted.append((wish, filters, well))
        return granted

    def _tell_who_waits(self, tx: Transaction, item: Item, granted: Sequence[Granted], now: datetime) -> None:
        told = {item.owner_id}
        for wish, filters in soonest_first(granted):
            if wish.member_id not in told and tx.items.passes(item.id, filters):
                told.add(wish.member_id)
                owe_news(tx, wish, item, weekly=self._weekly, now=now)


def _confirmed(item: Item, by: str, now: datetime) -> tuple[Item, Change]:
    return replace(item, confirmed_at=now), Change(action=Action.CONFIRMED, by=by, at=now, fields={})


def _tell_who_follows(tx: Transaction, after: Item, change: Change) -> None:
    if change.action is Action.HANDED_OVER and after.owner_id and after.owner_id != change.by:
        tx.notices.add(
            NewNotice(
                kind=NoticeKind.HANDED_OVER,
                key=f"handed:{after.id}:{after.owner_id}:{change.at.isoformat()}",
                recipient=after.owner_id,
                subject={"item": after.id, "by": change.by},
                due_at=change.at,
            )
        )
    if change.action not in {Action.EDITED, Action.ARCHIVED, Action.RESTORED}:
        return
    for member_id in tx.follows.members_of(after.id):
        if member_id != change.by:
            tx.notices.add(
                NewNotice(
                    kind=NoticeKind.FOLLOWED_CHANGED,
                    key=f"followed:{after.id}:{member_id}:{change.at.isoformat()}",
                    recipient=member_id,
                    subject={"item": after.id, "change": change.action.value, "by": change.by},
                    due_at=change.at,
                )
            )
