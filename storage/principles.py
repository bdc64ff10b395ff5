"""Principles: their texts, the guidance to them, and the items that use them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy.orm import Session

from bot.domain.principles import Evidence, Principle, PrincipleText, Version
from storage.models import ItemRow, PrincipleRow, PrincipleUseRow, PrincipleVersionRow, WorkspaceRow
from storage.upsert import insert_new

_NO_TEXT = PrincipleText(title="", sentence="")


class Principles:
    """One workspace's principles, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def add(self, *, by: str, at: datetime, evidence: Sequence[Evidence]) -> int:
        """Keep a new principle, which has neither a text nor a number yet; answers its id."""
        row = PrincipleRow(
            workspace_id=self._workspace,
            evidence=[asdict(one) for one in evidence],
            proposed_by=by,
            proposed_at=at,
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def add_version(
        self, principle_id: int, text: PrincipleText, *, round_id: int, by: str, at: datetime
    ) -> int:
        """Keep the next text of a principle that is `locked`, or new; answers its number."""
        last = self._session.scalar(
            select(func.max(PrincipleVersionRow.number)).where(
                PrincipleVersionRow.workspace_id == self._workspace,
                PrincipleVersionRow.principle_id == principle_id,
            )
        )
        number = (last or 0) + 1
        row = PrincipleVersionRow(
            principle_id=principle_id,
            number=number,
            workspace_id=self._workspace,
            round_id=round_id,
            by=by,
            at=at,
            **asdict(text),
        )
        self._session.add(row)
        self._session.flush()
        return number

    def adopt(self, principle_id: int, version: int, *, at: datetime) -> int:
        """Let a principle have a text from now on; answers its number, which is the next if it had none."""
        self.one_at_a_time()  # two that are adopted at once get two numbers
        row = self._session.scalars(self._wanted(PrincipleRow.id == principle_id)).one()
        if row.number is None:
            last = select(func.max(PrincipleRow.number)).where(PrincipleRow.workspace_id == self._workspace)
            row.number = (self._session.scalar(last) or 0) + 1
            row.adopted_at = at
        row.adopted_version = version
        self._session.flush()
        return row.number

    def one_at_a_time(self) -> None:
        """Let nobody else propose or adopt anything here until this transaction ends."""
        here = select(WorkspaceRow.id).where(WorkspaceRow.id == self._workspace)
        self._session.execute(here.with_for_update(key_share=True))

    def lock(self, principle_id: int) -> None:
        """Let nobody else open a round about a principle until this transaction ends."""
        self._session.execute(self._wanted(PrincipleRow.id == principle_id).with_for_update())

    def get(self, principle_id: int) -> Principle | None:
        """One of them, adopted or not."""
        return self.by_ids([principle_id]).get(principle_id)

    def by_ids(self, ids: Collection[int]) -> dict[int, Principle]:
        """Some of them, adopted or not."""
        return {one.id: one for one in self._read(self._wanted(PrincipleRow.id.in_(ids)))}

    def numbered(self, number: int) -> Principle | None:
        """The one that has this number."""
        return next(iter(self._read(self._wanted(PrincipleRow.number == number))), None)

    def standing(self) -> list[Principle]:
        """All that were adopted, by number."""
        return self._read(self._wanted(PrincipleRow.number.is_not(None)).order_by(PrincipleRow.number))

    def versions(self, principle_ids: Collection[int]) -> dict[int, list[Version]]:
        """Every text that each of these principles had, the first one first."""
        rows = self._session.scalars(
            select(PrincipleVersionRow)
            .where(
                PrincipleVersionRow.workspace_id == self._workspace,
                PrincipleVersionRow.principle_id.in_(principle_ids),
            )
            .order_by(PrincipleVersionRow.number)
        )
        found: dict[int, list[Version]] = {one: [] for one in principle_ids}
        for row in rows:
            found[row.principle_id].append(_to_version(row))
        return found

    def use(
        self, principle_ids: Collection[int], item_ids: Collection[int], *, by: str, at: datetime
    ) -> None:
        """Let each of these items use each of these principles."""
        rows = [
            {"principle_id": one, "item_id": item, "workspace_id": self._workspace, "by": by, "at": at}
            for one in principle_ids
            for item in item_ids
        ]
        if rows:
            insert_new(self._session, PrincipleUseRow, rows)

    def stop_using(self, principle_ids: Collection[int], item_ids: Collection[int]) -> None:
        """Let none of these items use any of these principles."""
        self._session.execute(
            delete(PrincipleUseRow).where(
                PrincipleUseRow.workspace_id == self._workspace,
                PrincipleUseRow.principle_id.in_(principle_ids),
                PrincipleUseRow.item_id.in_(item_ids),
            )
        )

    def used_by(self, item_id: int) -> list[Principle]:
        """The principles that an item uses, by number."""
        used = select(PrincipleUseRow.principle_id).where(
            PrincipleUseRow.workspace_id == self._workspace, PrincipleUseRow.item_id == item_id
        )
        wanted = self._wanted(PrincipleRow.number.is_not(None), PrincipleRow.id.in_(used))
        return self._read(wanted.order_by(PrincipleRow.number))

    def users(self, principle_ids: Collection[int]) -> Mapping[int, list[int]]:
        """The ids of the items that use each of these principles and are not archived, the newest use first."""
        rows = self._session.execute(
            select(PrincipleUseRow.principle_id, PrincipleUseRow.item_id)
            .join(ItemRow, ItemRow.id == PrincipleUseRow.item_id)
            .where(
                PrincipleUseRow.workspace_id == self._workspace,
                PrincipleUseRow.principle_id.in_(principle_ids),
                ItemRow.archived_at.is_(None),
            )
            .order_by(PrincipleUseRow.at.desc(), PrincipleUseRow.item_id)
        )
        found: dict[int, list[int]] = {}
        for principle_id, item_id in rows:
            found.setdefault(principle_id, []).append(item_id)
        return found

    def _wanted(self, *which: ColumnElement[bool]) -> Select[PrincipleRow]:
        return select(PrincipleRow).where(PrincipleRow.workspace_id == self._workspace, *which)

    def _read(self, wanted: Select[PrincipleRow]) -> list[Principle]:
        rows = list(self._session.scalars(wanted))
        versions = self.versions([row.id for row in rows]) if rows else {}
        return [_to_principle(row, versions[row.id]) for row in rows]


def _text(row: PrincipleVersionRow) -> PrincipleText:
    return PrincipleText(title=row.title, sentence=row.sentence, meaning=row.meaning)


def _to_version(row: PrincipleVersionRow) -> Version:
    return Version(number=row.number, text=_text(row), round_id=row.round_id, by=row.by, at=row.at)


def _to_principle(row: PrincipleRow, versions: Sequence[Version]) -> Principle:
    adopted = (one.text for one in versions if one.number == row.adopted_version)
    text = next(adopted, versions[-1].text if versions else _NO_TEXT)
    return Principle(
        id=row.id,
        number=row.number,
        text=text,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        adopted_version=row.adopted_version,
        adopted_at=row.adopted_at,
        evidence=tuple(Evidence(**one) for one in row.evidence),
    )
