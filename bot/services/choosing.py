"""What a digest has to say to its reader: chosen from the news, by what they follow and by what is theirs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.choosing import Pick, Seen, chosen, pick, told_elsewhere
from bot.domain.digests import News, Period, Reason, Section, Subscription
from bot.domain.items import Item
from bot.domain.not_for_me import FEWER_FROM, MOST_ALIKE, NONE_FROM, Dismissed, against
from bot.search.partners import PartnerSearch
from bot.search.places import gazetteer_of
from bot.services.for_one_reader import UNWANTED, Reader, dismissed_by, own_picks, searched
from bot.services.helping import Helping
from storage.transaction import Transaction

MOST_LOOKED_AT = 500
"""Of what happened for one reason. More is counted, and found by a search."""
_KNOWN = frozenset({"known"})  # to whoever owns it, follows it or is interested in it, an item is not new
_OWN_INTEREST = frozenset({Reason.ANSWERED.value})  # who is interested knows that somebody is


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a digest says, in its order, and how much else there is to see.

    `asks` are items of that rest that their reader can help with: to find them takes searches.
    """

    picks: Sequence[Pick]
    more: int
    asks: Sequence[int] = ()


class Chooser:
    """Chooses what goes into digests."""

    def __init__(self, *, vote_emoji: tuple[str, ...], finder: PartnerSearch | None = None) -> None:
        """Without a `finder` nobody is told what they can help with."""
        self._vote_emoji = vote_emoji
        self._finder = finder

    def helping(self) -> Helping:
        """For one pass over many readers."""
        return Helping(self._finder)

    def choose(
        self,
        tx: Transaction,
        workspace: str,
        wish: Subscription,
        period: Period,
        helping: Helping,
        now: datetime,
    ) -> Choice:
        """What is to be told of a period. The transaction must be one that only reads."""
        seen = tx.shown.seen(wish.recipient)
        news = self._news(tx, wish, period)
        plain = self._plain(tx, wish, news, seen)
        own: list[Pick] = []
        listed = [one for one, _ in plain]
        if wish.is_personal:
            reader = Reader(member_id=wish.recipient, seen=seen, dismissed=dismissed_by(tx, wish.recipient))
            own = own_picks(tx, workspace, reader, period, helping, now)
            taken = {one.item_id for one in own}
            listed = _learned([one for one in plain if one[0].item_id not in taken], reader.dismissed, now)
        message, _ = chosen([*(one for one in own if UNWANTED not in one.about), *listed])
        shown = {one.subject for one in message}
        passing = [one for one in own if one.subject not in shown and _passes(one)]
        rest = {one.subject for one in passing} | {one.subject for one, _ in plain} - shown
        return Choice(
            picks=message,
            more=len(rest) + _beyond(news),
            asks=[one.item_id for one in passing if one.item_id and Reason.CAN_HELP in one.reasons],
        )

    def rest(self, tx: Transaction, wish: Subscription, period: Period, message: str) -> Choice:
        """What a digest had no room for and its reader was not shown since, each once, section by section.

        `message` is the key of its notice. There is `more` where more happened than is looked at.
        """
        seen = tx.shown.seen(wish.recipient)
        kept = tx.shown.subject(wish.recipient, message) or {}
        picks = [told_elsewhere(one, Reason.CAN_HELP) for one in kept.get("asks", ()) if not seen.of(one)]
        if wish.is_personal:
            picks += searched(tx, Reader(member_id=wish.recipient, seen=seen), period)
        news = self._news(tx, wish, period)
        picks += [one for one, _ in self._plain(tx, wish, news, seen)]
        shown = {one.subject for one in tx.shown.in_message(wish.recipient, message)}
        once: dict[tuple[int | None, int | None], Pick] = {}
        for one in picks:
            if one.subject not in shown:
                once.setdefault(one.subject, one)
        places = {section: place for place, section in enumerate(Section)}
        return Choice(picks=sorted(once.values(), key=lambda one: places[one.section]), more=_beyond(news))

    def _news(self, tx: Transaction, wish: Subscription, period: Period) -> News:
        return tx.news.of(
            period,
            themes=wish.themes,
            councils={name.casefold() for name in wish.councils},
            codes=_codes(tx, wish.councils),
            kinds=wish.kinds,
            emoji=self._vote_emoji,
            reader=wish.recipient if wish.is_personal else None,
            limit=MOST_LOOKED_AT,
        )

    def _plain(
        self, tx: Transaction, wish: Subscription, news: News, seen: Seen
    ) -> list[tuple[Pick, Item | None]]:
        """What happened to what the reader follows, and not to their own."""
        me = wish.recipient if wish.is_personal else None
        ids = news.ids()
        interested = tx.interests.of_member_among(ids, me) if me else set()
        known = interested | (tx.follows.of_member_among(ids, me) if me else set())
        left_out = set(tx.not_for_me.of(me)) if me else set()
        items = tx.items.by_ids(ids) if ids else {}
        votes = tx.votes.tallies(list(news.gained), emoji=self._vote_emoji) if news.gained else {}
        picks: list[tuple[Pick, Item | None]] = []
        for item in (items[one] for one in ids if one in items):
            if me and (item.owner_id == me or item.id in left_out):
                continue
            told = seen.of(item.id)
            told |= _KNOWN if item.id in known else frozenset()
            told |= _OWN_INTEREST if item.id in interested else frozenset()
            total = votes[item.id].total if item.id in votes else 0
            if found := pick(item, news, told, votes=total, can_help=not wish.is_personal):
                picks.append((found, item))
        adopted = (
            Pick(section=Section.ADOPTED, principle_id=one, facts=(Reason.ADOPTED.value,))
            for one in news.principles
            if one not in seen.principles
        )
        return picks + [(one, None) for one in adopted]


def _beyond(news: News) -> int:
    """How much is new besides what is looked at."""
    return news.new - len(news.of(Reason.NEW))


def _passes(one: Pick) -> bool:
    """Whether no later digest tells it: it happened in this one's period. Who waits for whom is told later too."""
    return Reason.WAITING not in one.reasons and Reason.PARTNERS not in one.reasons


def _learned(
    plain: Iterable[tuple[Pick, Item | None]], dismissed: Sequence[Dismissed], now: datetime
) -> list[Pick]:
    """What is left for a message by what was not for its reader: of what is like it little, and that last."""
    first, last = [], []
    for one, item in plain:
        speaks_against = against(item, dismissed, now=now) if item else 0.0
        if speaks_against < FEWER_FROM:
            first.append(one)
        elif speaks_against < NONE_FROM:
            last.append(one)
    return first + last[:MOST_ALIKE]


def _codes(tx: Transaction, councils: Sequence[str]) -> set[str]:
    """The codes of those of these councils that are known: items may call them by another name."""
    known = gazetteer_of(tx) if councils else None
    return {one.code for name in councils if known and (one := known.named(name))}
