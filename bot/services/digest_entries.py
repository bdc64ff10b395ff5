"""What was chosen for a digest, as things are when it is shown."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain.choosing import Pick
from bot.domain.digests import Doing, Entry, Section
from bot.domain.introductions import State
from bot.domain.items import Item
from bot.domain.partners import Partner
from bot.domain.votes import NO_VOTES
from bot.services.partners import as_partner
from storage.transaction import Transaction


def entries_of(
    tx: Transaction, picks: Sequence[Pick], *, reader: str | None, vote_emoji: tuple[str, ...]
) -> tuple[Entry, ...]:
    """The entries of a digest, without what is not there any more. `reader` is the member whose own it is."""
    composer = _Composer(tx, picks, reader, vote_emoji)
    return tuple(filter(None, map(composer.entry, picks)))


class _Composer:
    """All that the entries need, read at once."""

    def __init__(
        self, tx: Transaction, picks: Sequence[Pick], reader: str | None, vote_emoji: tuple[str, ...]
    ) -> None:
        self._tx = tx
        self._reader = reader
        ids = {one.item_id for one in picks if one.item_id is not None}
        principles = {one.principle_id for one in picks if one.principle_id is not None}
        self._items = tx.items.by_ids(ids | set(_items_beside(picks)))
        self._principles = tx.principles.by_ids(principles) if principles else {}
        self._votes = tx.votes.tallies(ids, emoji=vote_emoji)
        self._doing = _doing(tx, ids, reader) if reader else {}

    def entry(self, pick: Pick) -> Entry | None:
        """One of them; None when there is nothing to say of it any more."""
        if pick.principle_id is not None:
            principle = self._principles.get(pick.principle_id)
            return (
                Entry(section=pick.section, principle=principle, reasons=pick.reasons) if principle else None
            )
        item = self._items.get(pick.item_id or 0)
        if item is None or item.archived_at:
            return None
        entry = Entry(
            section=pick.section,
            item=item,
            reasons=pick.reasons,
            gained=pick.about.get("gained", 0),
            votes=self._votes.get(item.id, NO_VOTES),
            search=pick.about.get("search", ""),
            doing=self._doing.get(item.id, Doing()),
        )
        return self._for_reader(entry, item, pick)

    def _for_reader(self, entry: Entry, item: Item, pick: Pick) -> Entry | None:
        if "introduction" in pick.about:
            return self._waiting(entry, pick)
        if "partners" in pick.about:
            partners = tuple(self._partners(item, pick))
            return replace(entry, partners=partners) if partners else None
        if "by_item" in pick.about and self._reader:
            theirs = self._items.get(pick.about["by_item"] or 0)
            return replace(entry, why=self._partner(item, theirs, self._reader))
        return entry

    def _waiting(self, entry: Entry, pick: Pick) -> Entry | None:
        """To the one who is interested, declined is undecided."""
        one = self._tx.introductions.get(pick.about["introduction"])
        if one is None or not one.is_open or one.state is State.ACCEPTED:
            return None
        if pick.section is Section.HELP and one.state is State.DECLINED:
            return None
        return replace(entry, waiting=one)

    def _partners(self, problem: Item, pick: Pick) -> Iterator[Partner]:
        for named in pick.about["partners"]:
            theirs = self._items.get(named.get("item") or 0)
            partner = self._partner(problem, theirs, named.get("person") or "")
            if partner:
                yield partner

    def _partner(self, ask: Item, theirs: Item | None, member_id: str) -> Partner | None:
        """Somebody beside an ask: by a current item, or by a profile that others may see."""
        if theirs and theirs.archived_at is None:
            return as_partner(self._tx, ask, theirs, None)
        profile = None if theirs else self._tx.profiles.of(member_id)
        return as_partner(self._tx, ask, None, profile) if profile and profile.public else None


def _items_beside(picks: Sequence[Pick]) -> Iterator[int]:
    """The items that are named beside those that entries are about."""
    for pick in picks:
        if by_item := pick.about.get("by_item"):
            yield by_item
        for partner in pick.about.get("partners", ()):
            if partner.get("item"):
                yield partner["item"]


def _doing(tx: Transaction, ids: set[int], reader: str) -> dict[int, Doing]:
    interested, following = (attached.of_member_among(ids, reader) for attached in (tx.interests, tx.follows))
    not_for_me = tx.not_for_me.of(reader)
    return {
        one: Doing(interested=one in interested, following=one in following, not_for_me=one in not_for_me)
        for one in ids
    }
