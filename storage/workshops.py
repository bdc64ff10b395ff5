"""Workshops: where each is, and who leads it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.domain.workshops import (
    FormatKey,
    Shown,
    VoteMode,
    Workshop,
    WorkshopPhase,
    WorkshopSettings,
)
from storage.models import WorkshopFacilitatorRow, WorkshopRow
from storage.one_of import one_of
from storage.upsert import insert_new

_CHANGING = (
    "subject",
    "phase_ends_at",
    "time_up",
    "grouped",
    "remind_at",
    "closed_at",
    "look_back_at",
    "item_id",
)


class Workshops:
    """One workspace's workshops, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def add(self, new: Workshop, *, request: str) -> Workshop:
        """Keep a new workshop (its id is not read), or answer the one that the same request opened before."""
        values = {name: getattr(new, name) for name in _CHANGING} | {
            "workspace_id": self._workspace,
            "format": new.format.value,
            "channel_id": new.channel_id,
            "private": new.private,
            "settings": _settings_as_json(new.settings),
            "phase": new.phase.value,
            "opened_at": new.opened_at,
            "request": request,
        }
        is_new = insert_new(self._session, WorkshopRow, values) == 1
        kept = self._one(WorkshopRow.request == request)
        assert kept is not None  # noqa: S101 - it was just written, or was there
        if is_new:
            self.set_facilitators(kept.id, new.facilitators)
        return self.get(kept.id) or kept

    def set_facilitators(self, workshop_id: int, member_ids: Sequence[str]) -> None:
        """Let these people lead a workshop, and nobody else."""
        here = {"workspace_id": self._workspace, "workshop_id": workshop_id}
        self._session.execute(
            delete(WorkshopFacilitatorRow).where(
                WorkshopFacilitatorRow.workspace_id == self._workspace,
                WorkshopFacilitatorRow.workshop_id == workshop_id,
            )
        )
        rows = [here | {"member_id": one, "position": at} for at, one in enumerate(member_ids)]
        insert_new(self._session, WorkshopFacilitatorRow, rows)

    def get(self, workshop_id: int) -> Workshop | None:
        """A workshop; None when there is none such."""
        return self._one(WorkshopRow.id == workshop_id)

    def by_ids(self, ids: Collection[int]) -> dict[int, Workshop]:
        """The workshops with these ids that are here."""
        found = self._many(self._select(one_of(WorkshopRow.id, ids))) if ids else []
        return {one.id: one for one in found}

    def locked(self, workshop_id: int) -> Workshop | None:
        """A workshop that nobody else changes before this transaction ends."""
        return self._one(WorkshopRow.id == workshop_id, locked=True)

    def on_board(self, channel_id: str, board_ts: str) -> Workshop | None:
        """The workshop that a message is the board of."""
        return self._one(WorkshopRow.channel_id == channel_id, WorkshopRow.board_ts == board_ts)

    def in_channel(self, channel_id: str, *, limit: int) -> list[Workshop]:
        """The workshops of a channel, the newest first."""
        return self._many(
            self._select(WorkshopRow.channel_id == channel_id)
            .order_by(WorkshopRow.opened_at.desc(), WorkshopRow.id.desc())
            .limit(limit)
        )

    def closed(self, key: FormatKey, *, seen_in: str, limit: int) -> list[Workshop]:
        """The closed ones of a format that people in a channel may know of: public ones, and the channel's own."""
        wanted = self._select(
            WorkshopRow.format == key.value,
            WorkshopRow.closed_at.is_not(None),
            or_(WorkshopRow.private.is_(False), WorkshopRow.channel_id == seen_in),
        )
        return self._many(wanted.order_by(WorkshopRow.closed_at.desc(), WorkshopRow.id.desc()).limit(limit))

    def due(self, now: datetime) -> list[Workshop]:
        """Open ones whose time is up, or whose reminder is due; closed ones to look back at."""
        timers = WorkshopRow.phase_ends_at.is_not(None) & WorkshopRow.time_up.is_(False)
        return self._many(
            self._select(
                or_(
                    WorkshopRow.closed_at.is_(None) & timers & (WorkshopRow.phase_ends_at <= now),
                    WorkshopRow.closed_at.is_(None) & (WorkshopRow.remind_at <= now),
                    WorkshopRow.look_back_at <= now,
                )
            ).order_by(WorkshopRow.id)
        )

    def ungrouped(self) -> list[Workshop]:
        """Those that are at grouping and wait for groups to be proposed."""
        return self._many(
            self._select(
                WorkshopRow.phase == WorkshopPhase.GROUP.value, WorkshopRow.grouped.is_(False)
            ).order_by(WorkshopRow.id)
        )

    def board_posted(self, workshop_id: int, message_ts: str) -> None:
        """Remember which message is the board."""
        self._session.execute(
            update(WorkshopRow)
            .where(WorkshopRow.workspace_id == self._workspace, WorkshopRow.id == workshop_id)
            .values(board_ts=message_ts)
            .execution_options(synchronize_session=False)
        )

    def put(self, workshop: Workshop) -> None:
        """Keep a workshop as it is now."""
        values = {name: getattr(workshop, name) for name in _CHANGING}
        values |= {"phase": workshop.phase.value, "settings": _settings_as_json(workshop.settings)}
        self._session.execute(
            update(WorkshopRow)
            .where(WorkshopRow.workspace_id == self._workspace, WorkshopRow.id == workshop.id)
            .values(**values)
            .execution_options(synchronize_session=False)
        )

    def _select(self, *wanted: ColumnElement[bool]) -> Select[WorkshopRow]:
        return (
            select(WorkshopRow)
            .where(WorkshopRow.workspace_id == self._workspace, *wanted)
            .execution_options(populate_existing=True)
        )

    def _one(self, *wanted: ColumnElement[bool], locked: bool = False) -> Workshop | None:
        statement = self._select(*wanted)
        found = self._many(statement.with_for_update() if locked else statement)
        return found[0] if found else None

    def _many(self, statement: Select[WorkshopRow]) -> list[Workshop]:
        rows = list(self._session.scalars(statement))
        leading = self._facilitators([row.id for row in rows])
        return [_to_workshop(row, leading[row.id]) for row in rows]

    def _facilitators(self, workshop_ids: Collection[int]) -> Mapping[int, Sequence[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for workshop_id, member_id in self._session.execute(
            select(WorkshopFacilitatorRow.workshop_id, WorkshopFacilitatorRow.member_id)
            .where(
                WorkshopFacilitatorRow.workspace_id == self._workspace,
                WorkshopFacilitatorRow.workshop_id.in_(workshop_ids),
            )
            .order_by(WorkshopFacilitatorRow.position)
        ):
            found[workshop_id].append(member_id)
        return found


def _settings_as_json(settings: WorkshopSettings) -> dict[str, Any]:
    return asdict(settings) | {"categories": list(settings.categories)}


def _to_settings(kept: Mapping[str, Any]) -> WorkshopSettings:
    return WorkshopSettings(
        **dict(kept)
        | {
            "categories": tuple(kept["categories"]),
            "shown": Shown(kept["shown"]),
            "vote_mode": VoteMode(kept["vote_mode"]),
        }
    )


def _to_workshop(row: WorkshopRow, facilitators: Sequence[str]) -> Workshop:
    return Workshop(
        id=row.id,
        format=FormatKey(row.format),
        channel_id=row.channel_id,
        private=row.private,
        facilitators=tuple(facilitators),
        settings=_to_settings(row.settings),
        phase=WorkshopPhase(row.phase),
        opened_at=row.opened_at,
        board_ts=row.board_ts,
        **{name: getattr(row, name) for name in _CHANGING},
    )
