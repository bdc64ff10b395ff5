"""Quiet offers in channels: who wants them, what is offered to whom, and learning when to say nothing."""

from datetime import datetime

from bot.data import stopwords
from bot.domain.finding import Hit, PersonHit
from bot.domain.notices import NewNotice, NoticeKind
from bot.domain.offers import MOST_OFFERED, WORDS_NEEDED, Offer, OfferChannel, question_in
from bot.domain.profiles import Contact
from bot.domain.votes import NO_VOTES
from bot.search.people import find_people
from bot.search.places import located
from bot.search.query import MAX_WORDS, Query, split
from bot.search.search import Search
from bot.search.text import stem, stems, words
from storage.database import Database
from storage.transaction import Transaction

_LOOKED_AT = 10  # of what was found: the best are strong or none is


class Offers:
    """What a channel may want, and what somebody who asks a question in it is offered."""

    def __init__(self, database: Database, search: Search) -> None:
        self._database = database
        self._search = search

    def channel(self, workspace: str, channel_id: str) -> OfferChannel | None:
        """A channel that wants offers; None when it does not."""
        with self._database.reading(workspace) as tx:
            return tx.offers.channel(channel_id)

    def switch(self, workspace: str, channel_id: str, *, on: bool, by: str, now: datetime) -> bool:
        """Want offers in a channel, or want no more; answers whether that is new. The channel is told.

        Whoever switches it on gets offers there, even if they had stopped them for themselves.
        """
        with self._database.transaction(workspace) as tx:
            if on:
                tx.offers.start_again(channel_id, by)
            new = tx.offers.switch_on(channel_id, by=by) if on else tx.offers.switch_off(channel_id)
            if new:
                tx.notices.add(
                    NewNotice(
                        kind=NoticeKind.OFFERS_SWITCHED,
                        key=f"offers:{channel_id}:{now.isoformat()}",
                        recipient=channel_id,
                        subject={"on": on, "by": by},
                        due_at=now,
                    )
                )
            return new

    def offer(
        self, workspace: str, channel_id: str, member_id: str, said: str, *, now: datetime
    ) -> Offer | None:
        """What fits a question that somebody asked in a channel, when it fits well; nothing of it is kept.

        None when it is no question, the channel or its author wants no offers, they had one today, or nothing is a
        strong match. As they get one a day, an event that Slack sends twice is answered once.
        """
        question = question_in(said)
        if not question:
            return None
        with self._database.reading(workspace) as tx:
            channel = tx.offers.channel(channel_id)
            if channel is None or not _welcome(tx, channel_id, member_id, now):
                return None
            hits = self._hits(tx, workspace, question, member_id, channel.threshold, now)
            people = _people(tx, workspace, question, member_id, channel.threshold)
        if not hits and not people:
            return None
        with self._database.transaction(workspace) as tx:
            tx.offers.lock(member_id)
            if not _welcome(tx, channel_id, member_id, now):
                return None
            tx.offers.put(tx.offers.reader(member_id).offered(now))
        return Offer(channel_id=channel_id, at=now, hits=hits, people=people)

    def did_not_help(
        self, workspace: str, channel_id: str, member_id: str, *, at: datetime, now: datetime
    ) -> datetime | None:
        """Learn that the offer made `at` a moment did not help; answers until when this member gets none, if any."""
        with self._database.transaction(workspace) as tx:
            tx.offers.lock(member_id)
            before = tx.offers.reader(member_id)
            after = before.not_helped(at, now)
            if after != before:
                tx.offers.put(after)
                tx.offers.did_not_help(channel_id)
            return after.quiet_until if after.quiet_until and after.quiet_until > now else None

    def stop(self, workspace: str, channel_id: str, member_id: str) -> None:
        """Offer a member nothing in a channel any more."""
        with self._database.transaction(workspace) as tx:
            tx.offers.stop(channel_id, member_id)

    def _hits(
        self,
        tx: Transaction,
        workspace: str,
        question: str,
        member_id: str,
        threshold: float,
        now: datetime,
    ) -> tuple[Hit, ...]:
        results = self._search.find(tx, workspace, _query(question), now=now)
        why = [results.why(one) for one in results.found[:_LOOKED_AT]]
        strong = [
            one
            for one in why
            if one.likeness >= threshold
            or (one.share >= threshold and _covered(question, one.matched) >= WORDS_NEEDED)
        ]
        items = tx.items.by_ids([one.item_id for one in strong]) if strong else {}
        theirs = [one for one in strong if one.item_id in items and items[one.item_id].owner_id != member_id]
        return tuple(
            Hit(
                item=items[one.item_id],
                matched=one.matched,
                in_title=one.in_title,
                alike=one.alike,
                votes=NO_VOTES,
            )
            for one in theirs[:MOST_OFFERED]
        )


def _people(
    tx: Transaction, workspace: str, question: str, member_id: str, threshold: float
) -> tuple[PersonHit, ...]:
    """Those who say that they may be found and welcome questions, and whose profile has so much of the question."""
    asked = len(_that_matter(question))
    found = []
    query = _query(question)
    _, anywhere = located(tx, query.filters, member_id)
    fitting = find_people(tx, workspace, query, anywhere)
    for profile in fitting.people[:_LOOKED_AT]:
        why = fitting.why(profile)
        covered = _covered(question, tuple(label for _, labels in why for label in labels))
        strong = covered >= max(WORDS_NEEDED, threshold * asked)
        if strong and profile.member_id != member_id and Contact.QUESTIONS in profile.welcomes:
            found.append(PersonHit(profile=profile, why=why))
    return tuple(found[:MOST_OFFERED])


def _query(question: str) -> Query:
    return Query(typed=split(question)[:MAX_WORDS])


def _that_matter(text: str) -> set[str]:
    """The stems of the words in a text that are not just grammar."""
    return {stem(word) for word in words(text) if word not in stopwords()}


def _covered(question: str, matched: tuple[str, ...]) -> int:
    """How many words of a question stand in what matched, as it is told."""
    told = {one for label in matched for one in stems(label).split()}
    return len(_that_matter(question) & told)


def _welcome(tx: Transaction, channel_id: str, member_id: str, now: datetime) -> bool:
    return tx.offers.reader(member_id).may_be_offered(now) and not tx.offers.stopped(channel_id, member_id)
