"""What a digest tells one reader alone: where they can help, what fits their searches, who waits, who may help them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.choosing import Pick, Seen
from bot.domain.digests import Period, Reason, Section, is_ask
from bot.domain.introductions import Introduction
from bot.domain.not_for_me import NONE_FROM, Dismissed, against
from bot.domain.partners import STRONG_FIT, Partner
from bot.services.helping import Helping
from storage.transaction import Transaction

MOST_ASKS = 15  # the latest of a period that a reader is compared with: each is a search, while others wait
MOST_NEWS = 100
MOST_WAITING = 5
MOST_PROBLEMS = 2  # of the reader's, for which partners are looked for
MOST_PARTNERS = 2  # new ones, for each of them
_LOOKED_AT = 50
UNWANTED = "unwanted"
"""Marks what is like what was not for the reader: the rest has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A member, what they were shown, and what was not for them."""

    member_id: str
    seen: Seen
    dismissed: Sequence[Dismissed] = ()


def dismissed_by(tx: Transaction, member_id: str) -> list[Dismissed]:
    """What was not for a member."""
    when = tx.not_for_me.of(member_id)
    items = tx.items.by_ids(list(when)) if when else {}
    return [Dismissed(item=item, at=when[item.id]) for item in items.values()]


def own_picks(
    tx: Transaction, workspace: str, reader: Reader, period: Period, helping: Helping, now: datetime
) -> list[Pick]:
    """What is for this reader alone, each item once. The transaction must be one that only reads."""
    taken: set[int | None] = set()
    picks = []
    asks = list(_asks(tx, workspace, reader, period, helping, now))
    unwanted = [one for one in asks if UNWANTED in one.about]
    for one in (
        *_waiting_for(tx, reader),
        *(one for one in asks if one not in unwanted),
        *searched(tx, reader, period),
        *_partners(tx, workspace, reader, helping, now),
        *_waiting_on(tx, reader),
        *unwanted,
    ):
        if one.item_id not in taken or one.section is Section.PARTNERS:
            taken.add(one.item_id)
            picks.append(one)
    return picks


def _waiting_for(tx: Transaction, reader: Reader) -> Iterator[Pick]:
    """Interests that nobody but the reader can answer."""
    waiting = tx.introductions.waiting_for(reader.member_id, limit=MOST_WAITING)
    return _told_once(reader, Section.HELP, waiting)


def _waiting_on(tx: Transaction, reader: Reader) -> Iterator[Pick]:
    """The reader's own interests that are not settled yet, as far as they know."""
    waiting = tx.introductions.undecided_of(reader.member_id, limit=MOST_WAITING)
    return _told_once(reader, Section.WAITING, waiting)


def _told_once(reader: Reader, section: Section, waiting: Sequence[Introduction]) -> Iterator[Pick]:
    for one in waiting:
        fact = f"{Reason.WAITING}:{one.id}"
        if fact not in reader.seen.of(one.item_id):
            yield Pick(section=section, item_id=one.item_id, facts=(fact,), about={"introduction": one.id})


def _asks(
    tx: Transaction, workspace: str, reader: Reader, period: Period, helping: Helping, now: datetime
) -> Iterator[Pick]:
    """What somebody asks for in the period and the reader can help with: by what they shared, or by what they offer."""
    me = reader.member_id
    profile = tx.profiles.of(me)
    offered = profile.themes if profile and profile.public else None
    owned = [one for one in tx.items.owned_by(me, limit=_LOOKED_AT) if one.archived_at is None]
    if offered is None and not owned:
        return
    themes = {theme for one in owned for theme in one.themes}.union(offered or ())
    news = tx.news.of(period, emoji=(), limit=MOST_NEWS)
    ids = dict.fromkeys(
        one for reason in (Reason.NEW, Reason.SEEKING, Reason.UNANSWERED) for one in news.of(reason)
    )
    known = tx.interests.of_member_among(ids, me) | tx.follows.of_member_among(ids, me)
    fresh = [one for one in ids if one not in known and not reader.seen.of(one)]
    items = tx.items.by_ids(fresh) if fresh else {}
    asks = [
        item
        for item in (items[one] for one in fresh if one in items)
        if is_ask(item)
        and item.owner_id != me
        and (not item.themes or not themes or themes & set(item.themes))
    ]
    for ask in asks[:MOST_ASKS]:
        if mine := helping.with_ask(tx, workspace, ask, now=now).get(me):
            unwanted = against(ask, reader.dismissed, now=now) >= NONE_FROM
            yield Pick(
                section=Section.HELP,
                item_id=ask.id,
                facts=(Reason.CAN_HELP.value,),
                about={"by_item": mine.item.id if mine.item else None}
                | ({UNWANTED: True} if unwanted else {}),
            )


def searched(tx: Transaction, reader: Reader, period: Period) -> Iterator[Pick]:
    """What fits the reader's saved searches and they were not told of."""
    wishes = {one.text for one in tx.saved_searches.of(reader.member_id)}
    for item_id, search in tx.matches.shared_in(reader.member_id, period.since, period.until):
        if search in wishes and not reader.seen.of(item_id):
            facts = (Reason.NEW.value, Reason.SEARCHED.value)
            yield Pick(section=Section.NEW, item_id=item_id, facts=facts, about={"search": search})


def _partners(
    tx: Transaction, workspace: str, reader: Reader, helping: Helping, now: datetime
) -> Iterator[Pick]:
    """Who may help with the reader's own problems, the latest first, as far as that is new to them."""
    owned = tx.items.owned_by(reader.member_id, limit=_LOOKED_AT)
    problems = [item for item in owned if item.archived_at is None and is_ask(item)]
    for problem in problems[:MOST_PROBLEMS]:
        told = reader.seen.of(problem.id)
        strong = [
            one
            for one in helping.partners(tx, workspace, problem, now=now)
            if one.alignment.fit >= STRONG_FIT and _fact(one) not in told
        ][:MOST_PARTNERS]
        if strong:
            yield Pick(
                section=Section.PARTNERS,
                item_id=problem.id,
                facts=tuple(map(_fact, strong)),
                about={"partners": [_named(one) for one in strong]},
            )


def _named(partner: Partner) -> dict[str, int | str | None]:
    return {"item": partner.item.id} if partner.item else {"person": partner.member_id}


def _fact(partner: Partner) -> str:
    return f"{Reason.PARTNERS}:{partner.item.id if partner.item else partner.member_id}"
