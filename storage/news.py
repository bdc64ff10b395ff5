"""What happened to a workspace's items in a period: the stuff of the digest."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, String, and_, cast, exists, func, or_, select
from sqlalchemy.orm import Session

from bot.domain.digests import CLOSE, UNANSWERED_AFTER, News, Period, Reason
from bot.domain.items import Kind, Phase
from storage.models import InterestRow, ItemRow, ItemThemeRow, PostingRow, VoteRow

_MICROSECONDS = 1_000_000


class NewsDesk:
    """One workspace's news, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def of(self, period: Period, *, themes: Sequence[str], emoji: Sequence[str], limit: int) -> News:
        """What happened in a period to current items of these themes (none: of all); `limit` items a reason."""
        here = self._current(themes)
        new = and_(ItemRow.created_at >= period.since, ItemRow.created_at < period.until)
        gained = self._gained(period, here, emoji)
        return News(
            period=period,
            items={
                Reason.NEW: self._ids(
                    select(ItemRow.id)
                    .where(*here, new)
                    .order_by(ItemRow.created_at.desc(), ItemRow.id.desc()),
                    limit,
                ),
                Reason.VOTED_UP: list(gained)[:limit],
                Reason.UNANSWERED: self._ids(_unanswered(period).where(*here), limit),
                Reason.SEEKING: self._ids(_seeking(period).where(*here), limit),
            },
            gained=gained,
            new=self._session.scalar(select(func.count()).select_from(ItemRow).where(*here, new)) or 0,
        )

    def _current(self, themes: Sequence[str]) -> Sequence[ColumnElement[bool]]:
        current = [ItemRow.workspace_id == self._workspace, ItemRow.archived_at.is_(None)]
        if themes:
            current.append(exists().where(ItemThemeRow.item_id == ItemRow.id, ItemThemeRow.theme.in_(themes)))
        return current

    def _ids(self, statement: Select[int], limit: int) -> list[int]:
        return list(self._session.scalars(statement.limit(limit)))

    def _gained(
        self, period: Period, here: Sequence[ColumnElement[bool]], emoji: Sequence[str]
    ) -> dict[int, int]:
        """Votes that items won, the most first: whoever had voted the same elsewhere before counts for nothing."""
        first = func.min(VoteRow.event_ts)
        since, until = _slack_time(period.since), _slack_time(period.until)
        posting = and_(
            VoteRow.workspace_id == PostingRow.workspace_id,
            VoteRow.channel_id == PostingRow.channel_id,
            VoteRow.message_ts == PostingRow.message_ts,
        )
        won = (
            select(PostingRow.item_id)
            .join(VoteRow, posting)
            .join(ItemRow, ItemRow.id == PostingRow.item_id)
            .where(*here, VoteRow.added, VoteRow.counts_as.in_(emoji))
            .group_by(PostingRow.item_id, VoteRow.member_id, VoteRow.counts_as)
            .having(first >= since, first < until)
            .subquery()
        )
        count = func.count()
        statement = (
            select(won.c.item_id, count).group_by(won.c.item_id).order_by(count.desc(), won.c.item_id.desc())
        )
        return dict(list(self._session.execute(statement)))


def _unanswered(period: Period) -> Select[int]:
    """Problems that became overdue for an answer in the period, the oldest first."""
    return (
        select(ItemRow.id)
        .where(
            ItemRow.kind == Kind.PROBLEM.value,
            ItemRow.created_at >= period.since - UNANSWERED_AFTER,
            ItemRow.created_at < period.until - UNANSWERED_AFTER,
            ~exists().where(InterestRow.item_id == ItemRow.id),
        )
        .order_by(ItemRow.created_at, ItemRow.id)
    )


def _seeking(period: Period) -> Select[int]:
    """What is looking for partners and was edited, or confirmed to be right, in the period; the latest first.

    `bot.domain.digests.is_seeking` says the same of one item.
    """
    open_to = cast(ItemRow.open_to, String)
    return (
        select(ItemRow.id)
        .where(
            or_(ItemRow.looking_for != "", *(open_to.contains(f'"{kind.value}"') for kind in CLOSE)),
            or_(ItemRow.phase.is_(None), ItemRow.phase != Phase.RETIRED.value),
            ItemRow.confirmed_at >= period.since,
            ItemRow.confirmed_at < period.until,
        )
        .order_by(ItemRow.confirmed_at.desc(), ItemRow.id.desc())
    )


def _slack_time(moment: datetime) -> int:
    return int(moment.timestamp()) * _MICROSECONDS + moment.microsecond
