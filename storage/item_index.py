"""Full-text search over items: FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL.

Both hold the same stems (`bot.search.text` makes them) and are asked the same clauses, so both find the same items.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, column, delete, exists, func, insert, literal, select, table
from sqlalchemy.dialects.postgresql import ARRAY, REAL, TSQUERY, TSVECTOR
from sqlalchemy.orm import Session

from bot.domain.matching import INDEXED_FIELDS, Candidate, Clause, IndexedText, Phrase
from storage.models import ItemRow

WORKSPACE_SHIFT = 32  # an FTS5 row's id is (workspace << 32) + item, so one workspace is one range of ids
MAX_POSITIONS = 16_383  # in a tsvector
_WEIGHTS = literal(
    [0.125, 0.25, 0.375, 1.0], ARRAY(REAL)
)  # of the labels D, C, B, A: body, tags, summary, title
_NORMALISED = 1  # ts_rank: divide by 1 + the logarithm of the length

_fts5 = table("item_index", *map(column, ("rowid", "item_index", "rank", *INDEXED_FIELDS)))
_postgres = table(
    "item_index", *map(column, ("item_id", "workspace_id", *INDEXED_FIELDS)), column("vector", TSVECTOR)
)


class ItemIndex:
    """The index of one workspace's items, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id
        self._sqlite = session.get_bind().dialect.name == "sqlite"

    def put(self, entries: Sequence[tuple[int, IndexedText]]) -> None:
        """Index items that were not indexed yet, in one statement."""
        if entries:
            self._session.execute(
                insert(_fts5 if self._sqlite else _postgres), [self._row(*entry) for entry in entries]
            )

    def remove(self, item_ids: Sequence[int]) -> None:
        """Take items out of the index."""
        if not item_ids:
            return
        if self._sqlite:
            rowids = [self._rowid(item_id) for item_id in item_ids]
            self._session.execute(delete(_fts5).where(_fts5.c.rowid.in_(rowids)))
        else:
            self._session.execute(delete(_postgres).where(_postgres.c.item_id.in_(item_ids)))

    def candidates(
        self, clauses: Sequence[Clause], conditions: Sequence[ColumnElement[bool]], *, limit: int
    ) -> list[Candidate]:
        """The items that fit best by the database's own measure: with any of the clauses and all the exact ones."""
        if not clauses:
            return []
        # Where enough items have all that is asked, to weigh those with a part of it takes long and changes nothing.
        enough = len(clauses) > 1 and _items_with_all(clauses) > limit
        best = self._best([replace(one, exact=True) for one in clauses], conditions, limit) if enough else []
        return best if len(best) == limit else self._best(clauses, conditions, limit)

    def _best(
        self, clauses: Sequence[Clause], conditions: Sequence[ColumnElement[bool]], limit: int
    ) -> list[Candidate]:
        best = self._in_sqlite(clauses) if self._sqlite else self._in_postgres(clauses)
        if conditions:
            # Asked of each item that fits, the best first, until there are enough. `IN (SELECT …)` makes SQLite
            # search the index again for every item that passes.
            item_id = self._key() - (self._rowid(0) if self._sqlite else 0)
            best = best.where(exists().where(ItemRow.id == item_id, *conditions))
        return self._read(best.limit(limit))

    def text_of(self, item_id: int) -> IndexedText | None:
        """What is indexed of an item, if it is."""
        key = self._rowid(item_id) if self._sqlite else item_id
        found = self._read(self._texts().where(self._key() == key))
        return found[0].text if found else None

    def _key(self) -> ColumnElement[int]:
        return _fts5.c.rowid if self._sqlite else _postgres.c.item_id

    def _texts(self) -> Select[Any]:
        return select(
            self._key(), *((_fts5 if self._sqlite else _postgres).c[name] for name in INDEXED_FIELDS)
        )

    def _in_sqlite(self, clauses: Sequence[Clause]) -> Select[Any]:
        first = self._rowid(0)
        return (
            self._texts()
            .where(_fts5.c.item_index.op("MATCH")(as_fts5(clauses)))
            .where(_fts5.c.rowid.between(first, first + (1 << WORKSPACE_SHIFT) - 1))
            .order_by(_fts5.c.rank)
        )

    def _in_postgres(self, clauses: Sequence[Clause]) -> Select[Any]:
        vector = _postgres.c.vector
        score = sum(
            (
                func.ts_rank(_WEIGHTS, vector, literal(as_tsquery([one])).cast(TSQUERY), _NORMALISED)
                * one.rarity
                for one in clauses
            ),
            start=literal(0.0),
        )
        return (
            self._texts()
            .where(_postgres.c.workspace_id == self._workspace)
            .where(vector.op("@@")(literal(as_tsquery(clauses)).cast(TSQUERY)))
            .order_by(score.desc(), _postgres.c.item_id)
        )

    def _read(self, statement: Select[Any]) -> list[Candidate]:
        first = self._rowid(0) if self._sqlite else 0
        return [
            Candidate(
                item_id=key - first,
                text=IndexedText(title=title, summary=summary, tags=tags, body=body),
            )
            for key, title, summary, tags, body in self._session.execute(statement)
        ]

    def _row(self, item_id: int, indexed: IndexedText) -> dict[str, Any]:
        text: dict[str, Any] = {name: getattr(indexed, name) for name in INDEXED_FIELDS}
        if self._sqlite:
            return {"rowid": self._rowid(item_id), **text}
        vector = _as_tsvector(indexed)
        return {"item_id": item_id, "workspace_id": self._workspace, "vector": vector, **text}

    def _rowid(self, item_id: int) -> int:
        return (self._workspace << WORKSPACE_SHIFT) + item_id


def _items_with_all(clauses: Sequence[Clause]) -> float:
    """About how many items hold all of the clauses, if no word sought another's company."""
    first, *others = clauses
    return first.items * math.exp(-sum(clause.rarity for clause in others))


def as_fts5(clauses: Sequence[Clause]) -> str:
    """The clauses in FTS5's query language: every run of stems quoted, so nothing in it is syntax.

    >>> as_fts5([Clause(phrases=(Phrase(stems="bin", label="bins"), Phrase(stems="wast collect", label="")))])
    '("bin" OR "wast collect")'
    """
    return _joined(clauses, _fts5_run, " AND ", " OR ")


def as_tsquery(clauses: Sequence[Clause]) -> str:
    """The clauses in PostgreSQL's text form of a tsquery: every stem quoted.

    >>> as_tsquery([Clause(phrases=(Phrase(stems="bin", label="bins"), Phrase(stems="wast collect", label="")))])
    "('bin' | ('wast' <-> 'collect'))"
    """
    return _joined(clauses, _tsquery_run, " & ", " | ")


def _joined(clauses: Sequence[Clause], written: Callable[[str], str], both: str, either: str) -> str:
    """All the exact clauses; where there are none, any of the others."""
    wanted = [clause.phrases for clause in clauses if clause.exact]
    wanted = wanted or [tuple(phrase for clause in clauses for phrase in clause.phrases)]
    return both.join(f"({either.join(written(run) for run in _needed(phrases))})" for phrases in wanted)


def _needed(phrases: Sequence[Phrase]) -> list[str]:
    """The runs of stems, without those that hold another: what has "plan permiss" has "plan", found with less work.

    >>> _needed([Phrase(stems="plan permiss", label=""), Phrase(stems="plan", label="")])
    ['plan']
    """
    runs = dict.fromkeys(phrase.stems for phrase in phrases)
    return [run for run in runs if not any(other != run and f" {other} " in f" {run} " for other in runs)]


def _fts5_run(stems: str) -> str:
    return '"' + stems.replace('"', '""') + '"'


def _tsquery_run(stems: str) -> str:
    quoted = [_quoted(stem) for stem in stems.split()]
    return quoted[0] if len(quoted) == 1 else "(" + " <-> ".join(quoted) + ")"


def _as_tsvector(indexed: IndexedText) -> str:
    """The text form of a tsvector, made here so that PostgreSQL's own parser cannot see the words differently."""
    positions: dict[str, list[str]] = {}
    position = 0
    for label, name in zip("ABCD", INDEXED_FIELDS, strict=True):
        for stem in getattr(indexed, name).split():
            position = min(position + 1, MAX_POSITIONS)
            positions.setdefault(stem, []).append(f"{position}{label}")
        position += 1  # a phrase does not run from one field into the next
    return " ".join(f"{_quoted(stem)}:{','.join(at)}" for stem, at in positions.items())


def _quoted(stem: str) -> str:
    return "'" + stem.replace("\\", "\\\\").replace("'", "''") + "'"
