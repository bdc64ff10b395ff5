"""What is kept of searches without who made them, and the titles that say which words may be shown."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.domain.trends import WeekCount, block
from bot.domain.worth import Estimate
from storage.models import IntroductionSideRow, ItemRow, ItemThemeRow, SearchWeekRow
from storage.upsert import insert_for

_COUNTS = ("searches", "unmet", "people", "unmet_people")


class Trends:
    """One workspace's counts, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def add(self, counts: Iterable[WeekCount]) -> None:
        """Keep counts; those of a week and subject that are there already grow."""
        rows = [
            {"workspace_id": self._workspace, "week": one.week, "subject": one.subject}
            | {name: getattr(one, name) for name in _COUNTS}
            for one in counts
        ]
        if not rows:
            return
        new = insert_for(self._session, SearchWeekRow)
        sums = {name: getattr(SearchWeekRow, name) + new.excluded[name] for name in _COUNTS}
        keys = ["workspace_id", "week", "subject"]
        self._session.execute(new.on_conflict_do_update(index_elements=keys, set_=sums), rows)

    def since(self, week: date) -> list[WeekCount]:
        """The counts of all weeks from one on, the earliest first."""
        rows = self._session.scalars(
            select(SearchWeekRow)
            .where(SearchWeekRow.workspace_id == self._workspace, SearchWeekRow.week >= week)
            .order_by(SearchWeekRow.week, SearchWeekRow.subject)
        )
        return [
            WeekCount(
                week=row.week,
                block=block(row.week),
                subject=row.subject,
                searches=row.searches,
                unmet=row.unmet,
                people=row.people,
                unmet_people=row.unmet_people,
            )
            for row in rows
        ]

    def forget_before(self, week: date) -> None:
        """Drop the counts of the weeks before one."""
        self._session.execute(
            delete(SearchWeekRow).where(
                SearchWeekRow.workspace_id == self._workspace, SearchWeekRow.week < week
            )
        )

    def estimates(self) -> list[Estimate]:
        """All that people think working together saved them."""
        side = IntroductionSideRow
        rows = self._session.execute(
            select(side.member_id, side.hours, side.pounds, side.saved_at)
            .where(side.workspace_id == self._workspace, side.saved_at.is_not(None))
            .order_by(side.saved_at)
        )
        return [
            Estimate(member_id=member_id, hours=hours, pounds=pounds, at=at)
            for member_id, hours, pounds, at in rows
            if at is not None  # so says the query; for the type checker
        ]

    def titles(self) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """Of every current item: its title, its themes, and the names of people that it gives."""
        here = (ItemRow.workspace_id == self._workspace, ItemRow.archived_at.is_(None))
        themes: dict[int, list[str]] = {}
        for item_id, theme in self._session.execute(
            select(ItemThemeRow.item_id, ItemThemeRow.theme).join(ItemRow).where(*here)
        ):
            themes.setdefault(item_id, []).append(theme)
        rows = self._session.execute(
            select(ItemRow.id, ItemRow.title, ItemRow.people, ItemRow.contact).where(*here)
        )
        return [
            (title, tuple(themes.get(item_id, ())), (*people, contact))
            for item_id, title, people, contact in rows
        ]
