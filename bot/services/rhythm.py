"""Digests go on as people live: by today's rules of time, and not to those who are gone."""

from datetime import datetime
from enum import Enum, auto

from bot.data.holidays import is_holiday
from bot.domain import rhythm as rules
from bot.domain.digests import Subscription
from bot.domain.notices import NewNotice, Notice, NoticeKind, NoticeState
from bot.domain.refusals import NotSubscribed
from bot.services.waiting import end_digest
from storage.database import Database
from storage.transaction import Transaction

_OPEN = (NoticeState.PENDING, NoticeState.CLAIMED)


class Rhythm:
    """Notes who is there, asks those who seem to be gone, and keeps due times right."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reckoned: set[str] = set()

    def note(self, workspace: str, member_id: str, *, now: datetime) -> None:
        """Remember that a member did something. Only of those who have a digest is it kept."""
        with self._database.reading(workspace) as tx:
            if tx.digests.get(member_id) is None:
                return
        with self._database.transaction(workspace) as tx:
            tx.signs_of_life.note(member_id, now)

    def go_on(self, workspace: str, member_id: str, *, now: datetime) -> Subscription:
        """A member wants to keep their digest.

        Raises:
            NotSubscribed: it has ended.
        """
        with self._database.transaction(workspace) as tx:
            tx.signs_of_life.note(member_id, now)
            if found := tx.digests.get(member_id):
                return found
            raise NotSubscribed(own=True)

    def end(self, workspace: str, member_id: str, *, now: datetime) -> None:
        """A member wants no digest any more. Saying so twice does no harm."""
        with self._database.transaction(workspace) as tx:
            if found := tx.digests.get(member_id):
                end_digest(tx, found, now)

    def to_ask(self, workspace: str, notice: Notice) -> Subscription | None:
        """The digest that a question is about; None when there is nothing to ask any more."""
        member_id = notice.recipient
        with self._database.reading(workspace) as tx:
            found = tx.digests.get(member_id)
            noted = tx.signs_of_life.last(member_id)
            if found is None or found.paused or noted is None:
                return None
            seen_since = rules.question_key(member_id, noted) != notice.key
            return None if seen_since or _reacted_since(tx, member_id, noted) else found

    def write_due(self, workspace: str, *, now: datetime) -> int:
        """Owe a question to each member who has been quiet too long, and end the digest of whoever did not answer.

        Answers how many notices were written. Each member has a transaction of their own, and is looked at again in
        it, so that any number of processes may do this at once.
        """
        if workspace not in self._reckoned:
            self._reckon(workspace)
            self._reckoned.add(workspace)
        with self._database.reading(workspace) as tx:
            unseen = tx.signs_of_life.unseen_since(now - rules.QUIET_AFTER)
            to_do = [member_id for member_id in unseen if _next_step(tx, member_id, now) is not Step.WAIT]
        return sum(self._take_step(workspace, member_id, now) for member_id in to_do)

    def _reckon(self, workspace: str) -> None:
        """Reckon again what is due when: since that was kept, a time zone's rules or the holidays may have changed.

        What a process knows of either stays the same until it ends.
        """
        with self._database.reading(workspace) as tx:
            kept = tx.digests.all()
        for one in kept:
            by_todays_rules = one.schedule.by_todays_rules(one.next_at, is_holiday)
            if by_todays_rules != one.next_at:
                with self._database.transaction(workspace) as tx:
                    tx.digests.claim(one, next_at=by_todays_rules)

    def _take_step(self, workspace: str, member_id: str, now: datetime) -> bool:
        with self._database.transaction(workspace) as tx:
            match _next_step(tx, member_id, now):
                case Step.ASK:
                    return _ask(tx, member_id)
                case Step.END if found := tx.digests.get(member_id):
                    end_digest(tx, found, now)
                case Step.NOTE:
                    known = tx.signs_of_life.last(member_id) is not None
                    reacted = tx.signs_of_life.last_reaction(member_id) if known else None
                    tx.signs_of_life.note(member_id, reacted or now)
            return False


class Step(Enum):
    """What is to be done about a member who was not seen for long."""

    WAIT = auto()
    NOTE = auto()  # they reacted since; or we begin to look after them, and count from then
    ASK = auto()
    END = auto()


def _next_step(tx: Transaction, member_id: str, now: datetime) -> Step:
    noted = tx.signs_of_life.last(member_id)
    if noted is None:
        return Step.NOTE
    question = tx.signs_of_life.asked(rules.question_key(member_id, noted))
    if question and (question[0] in _OPEN or not rules.is_over(question[1], now)):
        return Step.WAIT
    if _reacted_since(tx, member_id, noted):
        return Step.NOTE
    return Step.END if question else Step.ASK


def _reacted_since(tx: Transaction, member_id: str, moment: datetime) -> bool:
    latest = tx.signs_of_life.last_reaction(member_id)
    return latest is not None and latest > moment


def _ask(tx: Transaction, member_id: str) -> bool:
    """Owe them the question, at the time of day that they chose."""
    subscription = tx.digests.get(member_id)
    noted = tx.signs_of_life.last(member_id)
    if subscription is None or noted is None:
        return False
    return tx.notices.add(
        NewNotice(
            kind=NoticeKind.GO_ON,
            key=rules.question_key(member_id, noted),
            recipient=member_id,
            subject={},
            due_at=subscription.next_at,
        )
    )
