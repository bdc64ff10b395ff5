"""What items mean: their vectors, which of them still wait for one, and which changed since somebody looked.

A vector comes and goes as bytes: half floats, the lowest byte first, of unit length.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    String,
    bindparam,
    cast,
    exists,
    func,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from storage.models import ItemRow, ItemVectorRow, VectorSequenceRow
from storage.nearest import Conditions, nearest
from storage.one_of import one_of
from storage.pgvector import HalfVector, Keeps, as_halfvec, from_halfvec, keeps
from storage.streaming import streaming
from storage.upsert import insert_for, table_of

NO_MODEL = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An item that waits for a vector of the text that `text_hash` stands for; "" for whatever it says."""

    item_id: int
    text_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A vector for an item that waited, and the hash of the text that it is really of."""

    waited: Waiting
    text_hash: str
    vector: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorChange:
    """What became of an item's vector; None when it has none any more."""

    item_id: int
    vector: bytes | None
    sequence: int


class Vectors:
    """The vectors of one workspace's items, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id
        self._keeps: Keeps | None = None
        self.changed_here = False
        """Whether this transaction itself changed vectors: what it sees then may yet be taken back."""

    @property
    def keeps(self) -> Keeps:
        """How this database keeps vectors."""
        self._keeps = self._keeps or keeps(self._session.connection())
        return self._keeps

    def want(self, texts: Sequence[tuple[int, str]]) -> None:
        """Let items wait for a vector, each given with the hash of its text. What they had is no longer true."""
        if not texts:
            return
        sequence = self._next()
        statement = insert_for(self._session, ItemVectorRow)
        changed = {
            "model": NO_MODEL,
            "text_hash": statement.excluded["text_hash"],
            "vector": null(),
            "claimed_until": null(),
            "sequence": statement.excluded["sequence"],
        }
        rows = [
            {
                "item_id": item_id,
                "workspace_id": self._workspace,
                "model": NO_MODEL,
                "text_hash": text_hash,
                "sequence": sequence,
            }
            for item_id, text_hash in sorted(texts)
        ]
        self._session.execute(statement.on_conflict_do_update(index_elements=["item_id"], set_=changed), rows)

    def forget(self, item_ids: Sequence[int]) -> None:
        """Keep no vectors of items that are not found any more."""
        if item_ids:
            gone = {"model": null(), "vector": null(), "claimed_until": null(), "sequence": self._next()}
            self._session.execute(update(_TABLE).where(*self._these(item_ids)).values(gone))

    def forget_all(self) -> None:
        """Let every item that has a vector wait for a new one."""
        anew = {"model": NO_MODEL, "vector": null(), "claimed_until": null(), "sequence": self._next()}
        here = (_TABLE.c.workspace_id == self._workspace, _TABLE.c.model.is_not(None))
        self._session.execute(update(_TABLE).where(*here).values(anew))

    def claim(self, model: str, *, now: datetime, lease: timedelta, limit: int) -> list[Waiting]:
        """Items that wait for this model, the newest first: nobody else gets them before the lease is over."""
        free = or_(_TABLE.c.claimed_until.is_(None), _TABLE.c.claimed_until <= now)
        wanted = (
            select(_TABLE.c.item_id, _TABLE.c.text_hash)
            .where(*self._waits_for(model), free)
            .order_by(_TABLE.c.item_id.desc())
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        claimed = [
            Waiting(item_id=row.item_id, text_hash=row.text_hash) for row in self._session.execute(wanted)
        ]
        if claimed:
            ids = [one.item_id for one in claimed]
            self._session.execute(update(_TABLE).where(*self._these(ids)).values(claimed_until=now + lease))
        return claimed

    def put(self, model: str, made: Sequence[Made]) -> None:
        """Keep vectors, each only if its item still waits for what it waited for."""
        if not made:
            return
        sequence = self._next()
        rows = [
            {
                "id": one.waited.item_id,
                "waited": one.waited.text_hash,
                "hash": one.text_hash,
                "made": self._written(one.vector),
            }
            for one in sorted(made, key=lambda one: one.waited.item_id)  # one order, so that none deadlock
        ]
        statement = (
            update(_TABLE)
            .where(_TABLE.c.item_id == bindparam("id"), _TABLE.c.workspace_id == self._workspace)
            .where(_TABLE.c.text_hash == bindparam("waited"), _TABLE.c.model.is_not(None))
            .values(
                model=model,
                text_hash=bindparam("hash"),
                vector=self._parameter("made"),
                claimed_until=null(),
                sequence=sequence,
            )
        )
        self._session.connection().execute(statement, rows)

    def waiting(self, model: str) -> int:
        """How many items wait for a vector of this model."""
        wanted = select(func.count()).select_from(_TABLE).where(*self._waits_for(model))
        return self._session.scalar(wanted) or 0

    def any_waits(self, model: str) -> bool:
        """Whether an item waits for a vector of this model; quick to ask."""
        return self._session.scalar(select(exists().where(*self._waits_for(model)))) is True

    def held(self, model: str) -> int:
        """How many items have a vector of this model."""
        here = (_TABLE.c.workspace_id == self._workspace, _TABLE.c.model == model)
        return self._session.scalar(select(func.count()).select_from(_TABLE).where(*here)) or 0

    def hashes(self, item_ids: Collection[int]) -> dict[int, str]:
        """The hash of the text that each of these items has, or waits for, a vector of."""
        wanted = select(_TABLE.c.item_id, _TABLE.c.text_hash)
        wanted = wanted.where(*self._these(item_ids), _TABLE.c.model.is_not(None))
        return {row.item_id: row.text_hash for row in self._session.execute(wanted)}

    def of(self, model: str, item_ids: Collection[int]) -> dict[int, bytes]:
        """The vectors that this model made of these items; no entry where there is none."""
        wanted = select(_TABLE.c.item_id, self._readable()).where(*self._these(item_ids))
        rows = self._session.execute(wanted.where(_TABLE.c.model == model))
        return {item_id: self._read(raw) for item_id, raw in rows if raw is not None}

    def latest(self) -> int:
        """The number of the latest change."""
        return self._session.scalar(_LATEST, {"workspace": self._workspace}) or 0

    def changes(self, model: str, *, after: int) -> Iterator[VectorChange]:
        """What changed after a change's number, as this model sees it, the earliest first; read bit by bit."""
        wanted = (
            select(_TABLE.c.item_id, _TABLE.c.model, self._readable(), _TABLE.c.sequence)
            .where(_TABLE.c.workspace_id == self._workspace, _TABLE.c.sequence > after)
            .order_by(_TABLE.c.sequence)
            .execution_options(yield_per=1000)
        )
        rows: Any
        with streaming(self._session), self._session.execute(wanted) as rows:
            for item_id, made_by, raw, sequence in rows:
                vector = self._read(raw) if made_by == model and raw is not None else None
                yield VectorChange(item_id=item_id, vector=vector, sequence=sequence)

    def nearest(
        self, model: str, vector: bytes, conditions: Conditions, *, limit: int
    ) -> list[tuple[int, float]]:
        """The items nearest to a vector that pass, with their cosines; only where `keeps` is not bytes."""
        return nearest(self._session, self._workspace, model, vector, conditions, limit=limit)

    def passing(self, conditions: Conditions, *, among: Collection[int] | None = None) -> list[int]:
        """The current items that pass; only some of these, when they are named."""
        wanted = select(ItemRow.id).where(ItemRow.archived_at.is_(None), *conditions)
        if among is None:
            return list(self._session.scalars(wanted.where(ItemRow.workspace_id == self._workspace)))
        # `+ 0`, or SQLite reads every item of the workspace, by the index that begins with it.
        these = wanted.where(one_of(ItemRow.id, among), ItemRow.workspace_id + 0 == self._workspace)
        return list(self._session.scalars(these))

    def _waits_for(self, model: str) -> Conditions:
        other = or_(_TABLE.c.model < model, _TABLE.c.model > model)  # `!=` would use no index
        return (_TABLE.c.workspace_id == self._workspace, other)

    def _these(self, item_ids: Collection[int]) -> Conditions:
        return (one_of(_TABLE.c.item_id, item_ids), _TABLE.c.workspace_id + 0 == self._workspace)

    def _next(self) -> int:
        """The number of a change. Who takes one has the others wait, so numbers become visible in their order."""
        self.changed_here = True
        if self.keeps is not Keeps.BYTES:  # nobody keeps a copy, so nobody need wait
            return 0
        statement = insert_for(self._session, VectorSequenceRow).values(workspace_id=self._workspace, last=1)
        counted = statement.on_conflict_do_update(
            index_elements=["workspace_id"], set_={"last": VectorSequenceRow.last + 1}
        ).returning(VectorSequenceRow.last)
        number: int = self._session.execute(counted).scalar_one()
        return number

    def _parameter(self, name: str) -> ColumnElement[Any]:
        if self.keeps is Keeps.BYTES:
            return bindparam(name, type_=LargeBinary)
        return cast(bindparam(name, type_=String), HalfVector)

    def _written(self, vector: bytes) -> bytes | str:
        return vector if self.keeps is Keeps.BYTES else as_halfvec(vector)

    def _readable(self) -> ColumnElement[Any]:
        return (
            _TABLE.c.vector
            if self.keeps is Keeps.BYTES
            else func.halfvec_send(_TABLE.c.vector, type_=LargeBinary)
        )

    def _read(self, raw: bytes) -> bytes:
        return raw if self.keeps is Keeps.BYTES else from_halfvec(raw)


_TABLE = table_of(ItemVectorRow)
_LATEST = select(VectorSequenceRow.last).where(VectorSequenceRow.workspace_id == bindparam("workspace"))
