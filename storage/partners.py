"""Problems that somebody may help with: who was told of which, when, and who does not want to be."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.orm import Session, aliased

from bot.domain.approaches import Answer
from bot.domain.introductions import Role, State
from bot.domain.items import Kind, Source
from storage.models import (
    ApproachRow,
    IntroductionRow,
    IntroductionSideRow,
    ItemRow,
    MatchedProblemRow,
    PartnerReaderRow,
    PartnerToldRow,
)
from storage.upsert import insert_for, insert_new


class Partners:
    """One workspace's word to partners, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def unmatched(self, *, since: datetime, until: datetime) -> list[int]:
        """The current problems that somebody here posted in a time, and whose partners nobody looked for yet.

        Not those that were imported: whoever imports a list posts nothing.
        """
        matched = exists().where(MatchedProblemRow.item_id == ItemRow.id)
        wanted = select(ItemRow.id).where(
            ItemRow.workspace_id == self._workspace,
            ItemRow.kind == Kind.PROBLEM.value,
            ItemRow.source != Source.IMPORT.value,
            ItemRow.owner_id.is_not(None),
            ItemRow.archived_at.is_(None),
            ItemRow.created_at >= since,
            ItemRow.created_at <= until,
            ~matched,
        )
        return list(self._session.scalars(wanted.order_by(ItemRow.id)))

    def take(self, item_id: int) -> bool:
        """Take a problem on: true for one caller only, ever."""
        values = {"item_id": item_id, "workspace_id": self._workspace}
        return insert_new(self._session, MatchedProblemRow, values) == 1

    def lock(self, member_ids: Collection[str]) -> None:
        """Let whoever else wants to tell these members something wait until this transaction ends."""
        for member_id in sorted(member_ids):  # in one order, so that no two wait for each other
            insert_new(self._session, PartnerReaderRow, self._reader(member_id) | {"wants": True})
            self._session.execute(
                select(PartnerReaderRow.wants).filter_by(**self._reader(member_id)).with_for_update()
            )

    def tell(self, item_id: int, member_id: str, *, posted_by: str, at: datetime) -> bool:
        """Note that a member is told of a problem; false when they were before."""
        values = {
            "item_id": item_id,
            "member_id": member_id,
            "workspace_id": self._workspace,
            "posted_by": posted_by,
            "at": at,
            "declined": False,
        }
        return insert_new(self._session, PartnerToldRow, values) == 1

    def told_since(self, member_ids: Collection[str], moment: datetime) -> dict[str, int]:
        """How often each of these members was told of a problem since a moment."""
        rows = self._session.execute(
            select(PartnerToldRow.member_id, func.count())
            .where(
                PartnerToldRow.workspace_id == self._workspace,
                PartnerToldRow.member_id.in_(member_ids),
                PartnerToldRow.at > moment,
            )
            .group_by(PartnerToldRow.member_id)
        )
        return {str(member_id): int(count) for member_id, count in rows}

    def decline(self, item_id: int, member_id: str) -> bool:
        """A problem is nothing for a member who was told of it; false when they were not."""
        found = (
            PartnerToldRow.workspace_id == self._workspace,
            PartnerToldRow.item_id == item_id,
            PartnerToldRow.member_id == member_id,
        )
        changed = update(PartnerToldRow).where(*found).values(declined=True)
        return (
            self._session.scalar(
                changed.returning(PartnerToldRow.item_id), execution_options={"synchronize_session": False}
            )
            is not None
        )

    def choose(self, member_id: str, *, wants: bool) -> None:
        """Tell a member of problems from now on, or no more."""
        keys = self._reader(member_id)
        new = insert_for(self._session, PartnerReaderRow).values(**keys, wants=wants)
        self._session.execute(new.on_conflict_do_update(index_elements=list(keys), set_={"wants": wants}))

    def stopped(self, member_ids: Collection[str]) -> set[str]:
        """Those of some members who do not want to be told of problems."""
        wanted = select(PartnerReaderRow.member_id).where(
            PartnerReaderRow.workspace_id == self._workspace,
            PartnerReaderRow.member_id.in_(member_ids),
            PartnerReaderRow.wants.is_(False),
        )
        return set(self._session.scalars(wanted))

    def unwilling(self, poster: str) -> set[str]:
        """Those who declined somebody: an introduction, to meet them, or a problem of theirs that is still known."""
        of_problems = select(PartnerToldRow.member_id).where(
            PartnerToldRow.workspace_id == self._workspace,
            PartnerToldRow.posted_by == poster,
            PartnerToldRow.declined.is_(True),
        )
        to_meet = select(ApproachRow.person_id).where(
            ApproachRow.workspace_id == self._workspace,
            ApproachRow.asker_id == poster,
            ApproachRow.answer == Answer.DECLINED.value,
        )
        owner, interested = aliased(IntroductionSideRow), aliased(IntroductionSideRow)
        introductions = (
            select(owner.member_id)
            .join(IntroductionRow, IntroductionRow.id == owner.introduction_id)
            .join(interested, interested.introduction_id == owner.introduction_id)
            .where(
                IntroductionRow.workspace_id == self._workspace,
                IntroductionRow.state == State.DECLINED.value,
                owner.role == Role.OWNER.value,
                interested.role == Role.INTERESTED.value,
                interested.member_id == poster,
            )
        )
        return set(self._session.scalars(of_problems.union(to_meet, introductions)))

    def forget_before(self, moment: datetime) -> None:
        """Drop who was told of what before a moment. No problem is told of again for that."""
        self._session.execute(delete(PartnerToldRow).where(*self._here(), PartnerToldRow.at < moment))

    def _here(self) -> Sequence[ColumnElement[bool]]:
        return (PartnerToldRow.workspace_id == self._workspace,)

    def _reader(self, member_id: str) -> dict[str, int | str]:
        return {"workspace_id": self._workspace, "member_id": member_id}
