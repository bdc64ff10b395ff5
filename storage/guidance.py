"""Guidance to principles, the messages that show it, and the votes for it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.domain.principles import Guidance as GuidanceText
from bot.domain.principles import Section
from storage.models import GuidancePostingRow, PrincipleGuidanceRow, VoteRow
from storage.upsert import insert_new
from storage.watched import watch


class Guidance:
    """One workspace's guidance, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def add(
        self, principle_id: int, section: Section, text: str, *, by: str, at: datetime, request: str
    ) -> tuple[int, bool]:
        """Keep guidance; answers its id, and whether the request came for the first time."""
        values = {
            "workspace_id": self._workspace,
            "principle_id": principle_id,
            "section": section.value,
            "text": text,
            "by": by,
            "at": at,
            "request": request,
        }
        new = insert_new(self._session, PrincipleGuidanceRow, values) == 1
        wanted = select(PrincipleGuidanceRow.id).where(
            PrincipleGuidanceRow.workspace_id == self._workspace, PrincipleGuidanceRow.request == request
        )
        return self._session.scalars(wanted).one(), new

    def remove(self, guidance_id: int) -> None:
        """Drop guidance with the votes that it has."""
        self._session.execute(
            delete(PrincipleGuidanceRow).where(
                PrincipleGuidanceRow.workspace_id == self._workspace, PrincipleGuidanceRow.id == guidance_id
            )
        )

    def posted(self, guidance_id: int, *, channel_id: str, message_ts: str) -> None:
        """Remember that a message shows guidance; nothing when that is gone."""
        if not self.get(guidance_id):
            return
        values = {"channel_id": channel_id, "message_ts": message_ts, "guidance_id": guidance_id}
        insert_new(self._session, GuidancePostingRow, values | {"workspace_id": self._workspace})
        watch(self._session, self._workspace, channel_id=channel_id, message_ts=message_ts)

    def get(self, guidance_id: int, *, emoji: Sequence[str] = ()) -> GuidanceText | None:
        """One piece of guidance."""
        row = self._session.scalars(
            select(PrincipleGuidanceRow).where(
                PrincipleGuidanceRow.workspace_id == self._workspace, PrincipleGuidanceRow.id == guidance_id
            )
        ).one_or_none()
        return _to_guidance(row, self._votes([guidance_id], emoji)) if row else None

    def of(self, principle_ids: Collection[int], *, emoji: Sequence[str]) -> list[GuidanceText]:
        """The guidance to these principles, that with most votes first; of the same, the older first."""
        rows = list(
            self._session.scalars(
                select(PrincipleGuidanceRow)
                .where(
                    PrincipleGuidanceRow.workspace_id == self._workspace,
                    PrincipleGuidanceRow.principle_id.in_(principle_ids),
                )
                .order_by(PrincipleGuidanceRow.id)
            )
        )
        votes = self._votes([row.id for row in rows], emoji)
        return sorted((_to_guidance(row, votes) for row in rows), key=lambda one: -one.votes)

    def _votes(self, ids: Collection[int], emoji: Sequence[str]) -> dict[int, int]:
        """How many members vote for each: a member counts once, whatever the emoji, on however many messages."""
        rows = self._session.execute(
            select(GuidancePostingRow.guidance_id, func.count(VoteRow.member_id.distinct()))
            .join(
                VoteRow,
                (VoteRow.workspace_id == GuidancePostingRow.workspace_id)
                & (VoteRow.channel_id == GuidancePostingRow.channel_id)
                & (VoteRow.message_ts == GuidancePostingRow.message_ts),
            )
            .where(
                GuidancePostingRow.workspace_id == self._workspace,
                GuidancePostingRow.guidance_id.in_(ids),
                VoteRow.added,
                VoteRow.counts_as.in_(emoji),
            )
            .group_by(GuidancePostingRow.guidance_id)
        )
        return {row[0]: row[1] for row in rows}


def _to_guidance(row: PrincipleGuidanceRow, votes: dict[int, int]) -> GuidanceText:
    return GuidanceText(
        id=row.id,
        principle_id=row.principle_id,
        section=Section(row.section),
        text=row.text,
        by=row.by,
        at=row.at,
        votes=votes.get(row.id, 0),
    )
