"""Who the names on items stand for, noted so that filters of place need not read every item."""

from collections.abc import Collection, Iterable

from bot.domain.items import Item
from bot.search.places import gazetteer_of
from storage.transaction import Transaction


def note_names(tx: Transaction, names: Iterable[str]) -> None:
    """Note who these names of councils and other organisations stand for, where that was not noted before."""
    written = {name.casefold(): name for name in names}
    new = tx.organisations.unnoted(written) if written else set()
    if new:
        known = gazetteer_of(tx)
        found = {folded: known.named(written[folded]) for folded in new}
        tx.organisations.note({folded: one.code if one else None for folded, one in found.items()})


def note_again(tx: Transaction) -> Collection[tuple[str, int]]:
    """Note anew who every name on an item stands for; answers those that stand for nobody known, and how often.

    Needed after the list of councils has changed.
    """
    known = gazetteer_of(tx)
    codes: dict[str, str | None] = {}
    unknown = []
    for folded, name, count in tx.organisations.names():
        one = known.named(name)
        codes[folded] = one.code if one else None
        if one is None:
            unknown.append((name, count))
    tx.organisations.note(codes)
    return sorted(unknown, key=lambda each: (-each[1], each[0]))


def councils_of(items: Iterable[Item]) -> Iterable[str]:
    """The names that items give to who is behind them."""
    return (name for item in items for name in item.councils)
