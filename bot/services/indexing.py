"""Keeping the search index in step with items, however many change at once; vectors are made later."""

from collections.abc import Sequence

from bot.domain.items import Item
from bot.domain.matching import IndexEntry
from bot.search.entries import index_entry
from bot.search.meaning.texts import hash_of, text_to_embed
from bot.services.council_names import councils_of, note_names
from storage.transaction import Transaction


def reindex(tx: Transaction, changes: Sequence[tuple[Item | None, Item]]) -> None:
    """Make what is found follow changes, each given as before and after. An archived item is not found."""
    note_names(tx, councils_of(after for _, after in changes))
    entries = [(after.id, _entry(before), _entry(after)) for before, after in changes]
    differing = [(item_id, old, new) for item_id, old, new in entries if old != new]
    tx.texts.write({item_id: new.text if new else None for item_id, _, new in differing})
    tx.words.add(
        [new.words for _, _, new in differing if new],
        instead_of=[old.words for _, old, _ in differing if old],
    )
    texts = [(after.id, _text(before), _text(after)) for before, after in changes]
    tx.vectors.want(
        [(item_id, hash_of(new)) for item_id, old, new in texts if new is not None and new != old]
    )
    tx.vectors.forget([item_id for item_id, old, new in texts if new is None and old is not None])


def _entry(item: Item | None) -> IndexEntry | None:
    return index_entry(item) if item and item.archived_at is None else None


def _text(item: Item | None) -> str | None:
    return text_to_embed(item) if item and item.archived_at is None else None
