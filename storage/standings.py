"""How items stand: what speaks for them or against, whatever is looked for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, func, select

from bot.domain.items import Phase
from bot.domain.votes import Tally
from storage.models import ItemRow, PostingRow, VoteRow
from storage.one_of import one_of
from storage.upsert import table_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An item's phase, when it was last confirmed, and its votes."""

    phase: Phase | None
    confirmed_at: datetime
    votes: Tally


_ITEMS, _POSTINGS, _VOTES = table_of(ItemRow).c, table_of(PostingRow).c, table_of(VoteRow).c

# Made once: making a statement takes longer than the database takes to answer it.
_STANDINGS = (
    select(
        _ITEMS.id,
        _ITEMS.phase,
        _ITEMS.confirmed_at,
        _VOTES.counts_as,
        func.count(_VOTES.member_id.distinct()),
    )
    .select_from(table_of(ItemRow))
    .outerjoin(table_of(PostingRow), _POSTINGS.item_id == _ITEMS.id)
    .outerjoin(
        table_of(VoteRow),
        and_(
            _VOTES.workspace_id == _POSTINGS.workspace_id,
            _VOTES.channel_id == _POSTINGS.channel_id,
            _VOTES.message_ts == _POSTINGS.message_ts,
            _VOTES.added,
            one_of(_VOTES.counts_as, "emoji"),
        ),
    )
    # `+ 0`, or SQLite reads every item of the workspace, by the index that begins with it.
    .where(one_of(_ITEMS.id, "ids"), _ITEMS.workspace_id + 0 == bindparam("workspace"))
    .group_by(_ITEMS.id, _VOTES.counts_as)
)


class Standings:
    """How one workspace's items stand, valid while its transaction is open."""

    def __init__(self, connection: Connection, workspace_id: int) -> None:
        self._connection = connection
        self._workspace = workspace_id

    def of(self, item_ids: Collection[int], *, emoji: Sequence[str]) -> dict[int, Standing]:
        """How each of these items stands. Reactions with one of these emoji are votes."""
        if not item_ids:
            return {}
        asked = {"workspace": self._workspace, "ids": list(item_ids), "emoji": list(emoji)}
        known: dict[int, tuple[str | None, datetime, dict[str, int]]] = {}
        for item_id, phase, confirmed_at, name, count in self._connection.execute(_STANDINGS, asked):
            known.setdefault(item_id, (phase, confirmed_at, {}))[2][name] = count
        return {
            item_id: Standing(
                phase=Phase(phase) if phase else None,
                confirmed_at=confirmed_at,
                votes=Tally(counts={name: counts[name] for name in emoji if name in counts}),
            )
            for item_id, (phase, confirmed_at, counts) in known.items()
        }
