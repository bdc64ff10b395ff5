"""What happened to a workspace's items in a period: the stuff of the digest."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, String, and_, cast, exists, func, or_, select
from sqlalchemy.orm import Session

from bot.domain.digests import CLOSE, UNANSWERED_AFTER, News, Period, Reason
from bot.domain.follow_ups import STALE_AFTER
from bot.domain.items import Action, Kind, Phase
from storage.models import (
    InterestRow,
    ItemChangeRow,
    ItemCouncilRow,
    ItemRow,
    ItemThemeRow,
    PostingRow,
    PrincipleRoundRow,
    PrincipleRow,
    PrincipleVersionRow,
    VoteRow,
)
from storage.one_of import one_of
from storage.organisations import names_of

_MICROSECONDS = 1_000_000


class NewsDesk:
    """One workspace's news, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def of(  # noqa: PLR0913 - each narrows what is news
        self,
        period: Period,
        *,
        themes: Collection[str] = (),
        councils: Collection[str] = (),
        codes: Collection[str] = (),
        kinds: Collection[Kind] = (),
        emoji: Sequence[str],
        reader: str | None = None,
        limit: int,
    ) -> News:
        """What happened in a period to current items, `limit` a reason.

        Of these themes or of these councils (by folded names and by codes), and of these kinds; none means all.
        Principles belong to no theme: they are news to those who want all. To a `reader` their own votes are none.
        """
        named = {*councils, *(self._session.scalars(names_of(self._workspace, codes)) if codes else ())}
        here = self._current(themes, named, kinds)
        new = and_(ItemRow.created_at >= period.since, ItemRow.created_at < period.until)
        gained = self._gained(period, here, emoji, reader)
        statements = {
            Reason.NEW: select(ItemRow.id).where(new).order_by(ItemRow.created_at.desc(), ItemRow.id.desc()),
            Reason.ANSWERED: _answered(period, self._workspace),
            Reason.UNANSWERED: _unanswered(period),
            Reason.STALE: _stale(period),
            Reason.SEEKING: _seeking(period),
        }
        items = {
            reason: list(self._session.scalars(statement.where(*here).limit(limit)))
            for reason, statement in statements.items()
        }
        items[Reason.VOTED_UP] = list(gained)[:limit]
        items[Reason.ADOPTED] = self._went_live(period, here)[:limit]
        return News(
            period=period,
            items=items,
            gained=gained,
            new=self._session.scalar(select(func.count()).select_from(ItemRow).where(*here, new)) or 0,
            principles=() if themes or named or kinds else self._principles(period),
        )

    def _current(
        self, themes: Collection[str], councils: Collection[str], kinds: Collection[Kind]
    ) -> Sequence[ColumnElement[bool]]:
        current = [ItemRow.workspace_id == self._workspace, ItemRow.archived_at.is_(None)]
        either = []
        if themes:
            either.append(exists().where(ItemThemeRow.item_id == ItemRow.id, ItemThemeRow.theme.in_(themes)))
        if councils:
            named = one_of(ItemCouncilRow.folded, councils)
            either.append(exists().where(ItemCouncilRow.item_id == ItemRow.id, named))
        if either:
            current.append(or_(*either))
        if kinds:
            current.append(ItemRow.kind.in_([kind.value for kind in kinds]))
        return current

    def _gained(
        self, period: Period, here: Sequence[ColumnElement[bool]], emoji: Sequence[str], reader: str | None
    ) -> dict[int, int]:
        """Votes that items won, the most first: whoever had voted the same elsewhere before counts for nothing."""
        first = func.min(VoteRow.event_ts)
        since, until = _slack_time(period.since), _slack_time(period.until)
        posting = and_(
            VoteRow.workspace_id == PostingRow.workspace_id,
            VoteRow.channel_id == PostingRow.channel_id,
            VoteRow.message_ts == PostingRow.message_ts,
        )
        others = [VoteRow.member_id != reader] if reader else []
        won = (
            select(PostingRow.item_id)
            .join(VoteRow, posting)
            .join(ItemRow, ItemRow.id == PostingRow.item_id)
            .where(*here, VoteRow.added, VoteRow.counts_as.in_(emoji), *others)
            .group_by(PostingRow.item_id, VoteRow.member_id, VoteRow.counts_as)
            .having(first >= since, first < until)
            .subquery()
        )
        count = func.count()
        statement = (
            select(won.c.item_id, count).group_by(won.c.item_id).order_by(count.desc(), won.c.item_id.desc())
        )
        return dict(list(self._session.execute(statement)))

    def _went_live(self, period: Period, here: Sequence[ColumnElement[bool]]) -> list[int]:
        """What is live now and became so in the period, the latest first."""
        changes = self._session.execute(
            select(ItemRow.id, ItemChangeRow.fields)
            .join(ItemChangeRow, ItemChangeRow.item_id == ItemRow.id)
            .where(
                *here,
                ItemRow.phase == Phase.LIVE.value,
                ItemRow.updated_at >= period.since,
                ItemChangeRow.action == Action.EDITED.value,
                ItemChangeRow.at >= period.since,
                ItemChangeRow.at < period.until,
            )
            .order_by(ItemChangeRow.id.desc())
        )
        live = (item_id for item_id, fields in changes if fields.get("phase", ("", ""))[1] == Phase.LIVE)
        return list(dict.fromkeys(live))

    def _principles(self, period: Period) -> list[int]:
        """The principles that people adopted in the period. What was agreed in a private channel is not told."""
        adopted = (
            select(PrincipleRow.id)
            .join(
                PrincipleVersionRow,
                and_(
                    PrincipleVersionRow.principle_id == PrincipleRow.id,
                    PrincipleVersionRow.number == PrincipleRow.adopted_version,
                ),
            )
            .join(PrincipleRoundRow, PrincipleRoundRow.id == PrincipleVersionRow.round_id)
            .where(
                PrincipleRow.workspace_id == self._workspace,
                PrincipleRow.adopted_at >= period.since,
                PrincipleRow.adopted_at < period.until,
                PrincipleRoundRow.private.is_(False),
            )
        )
        return list(self._session.scalars(adopted.order_by(PrincipleRow.number)))


def _answered(period: Period, workspace_id: int) -> Select[int]:
    """Asks in which somebody was interested for the first time in the period, the latest first."""
    first = (
        select(InterestRow.item_id, func.min(InterestRow.at).label("at"))
        .where(InterestRow.workspace_id == workspace_id)
        .group_by(InterestRow.item_id)
        .subquery()
    )
    return (
        select(ItemRow.id)
        .join(first, first.c.item_id == ItemRow.id)
        .where(
            or_(ItemRow.kind == Kind.PROBLEM.value, ItemRow.looking_for != ""),
            first.c.at >= period.since,
            first.c.at < period.until,
        )
        .order_by(first.c.at.desc(), ItemRow.id.desc())
    )


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


def _stale(period: Period) -> Select[int]:
    """What somebody owns and nobody has confirmed for so long, since a moment in the period, that it has gone quiet."""
    return (
        select(ItemRow.id)
        .where(
            ItemRow.owner_id.is_not(None),
            ItemRow.confirmed_at >= period.since - STALE_AFTER,
            ItemRow.confirmed_at < period.until - STALE_AFTER,
        )
        .order_by(ItemRow.confirmed_at, ItemRow.id)
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
