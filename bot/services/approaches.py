"""Asking to be introduced to a person, and what that person says to it."""

from collections.abc import Callable
from datetime import datetime

from bot.domain import approaches as rules
from bot.domain.approaches import Answer, Approach, Pair
from bot.domain.notices import NewNotice, Notice, NoticeKind
from bot.domain.profiles import Contact, Profile
from bot.domain.refusals import ApproachGone, NotWelcome
from storage.database import Database
from storage.transaction import Transaction


class Approaches:
    """What somebody may do who found a person, and what that person may."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def check(self, workspace: str, person: str, *, asker: str) -> None:
        """See that somebody may ask to meet a person.

        Raises:
            NotWelcome: that person is not public, welcomes no introductions, or is the asker.
        """
        with self._database.reading(workspace) as tx:
            _check(tx, person, asker)

    def ask(self, workspace: str, person: str, *, asker: str, hope: str, now: datetime) -> Approach:
        """Owe a person word that somebody would like to meet them. Asking again changes nothing, whatever they said.

        Raises:
            NotWelcome: that person is not public, welcomes no introductions, or is the asker.
            InvalidFields: there is nothing to pass on, or too much.
        """
        tidy = rules.checked_hope(hope)
        with self._database.transaction(workspace) as tx:
            _check(tx, person, asker)
            approach, new = tx.approaches.add(asker_id=asker, person_id=person, hope=tidy, at=now)
            if new:
                _owe(tx, NoticeKind.APPROACH, approach, person, now)
            return approach

    def accept(self, workspace: str, approach_id: int, *, by: str, now: datetime) -> Pair:
        """The person agrees, maybe after all: owe the two a group message.

        Raises:
            ApproachGone: there is no such request to them any more.
        """
        return self._answer(workspace, approach_id, by, rules.accepted, now)

    def decline(self, workspace: str, approach_id: int, *, by: str, now: datetime) -> Pair:
        """The person would rather not. Nobody is told.

        Raises:
            ApproachGone: there is no such request to them any more.
        """
        return self._answer(workspace, approach_id, by, rules.declined, now)

    def to_tell(self, workspace: str, notice: Notice) -> Pair | None:
        """What a notice is about, or None when it need not be said any more."""
        with self._database.reading(workspace) as tx:
            approach = tx.approaches.get(notice.subject["approach"])
            return _pair(tx, approach) if approach and _holds(tx, notice, approach) else None

    def _answer(
        self,
        workspace: str,
        approach_id: int,
        by: str,
        change: Callable[[Approach], Approach],
        now: datetime,
    ) -> Pair:
        with self._database.transaction(workspace) as tx:
            before = tx.approaches.locked(approach_id)
            if before is None or before.person_id != by:
                raise ApproachGone
            after = change(before)
            tx.approaches.answered(after)
            if after.answer is Answer.ACCEPTED:
                _owe(tx, NoticeKind.ACQUAINTED, after, _both(after), now)
            return _pair(tx, after)


def _holds(tx: Transaction, notice: Notice, approach: Approach) -> bool:
    if notice.kind is NoticeKind.ACQUAINTED:
        return notice.recipient == _both(approach) and approach.answer is Answer.ACCEPTED
    person = tx.profiles.of(approach.person_id)
    welcome = person is not None and Contact.INTRODUCTIONS in person.welcomes
    return notice.recipient == approach.person_id and welcome


def _both(approach: Approach) -> str:
    return f"{approach.asker_id},{approach.person_id}"


def _check(tx: Transaction, person: str, asker: str) -> None:
    profile = _public(tx, person)
    if person == asker or profile is None or Contact.INTRODUCTIONS not in profile.welcomes:
        raise NotWelcome


def _pair(tx: Transaction, approach: Approach) -> Pair:
    return Pair(
        approach=approach, asker=_public(tx, approach.asker_id), person=_public(tx, approach.person_id)
    )


def _public(tx: Transaction, member_id: str) -> Profile | None:
    profile = tx.profiles.of(member_id)
    return profile if profile and profile.public else None


def _owe(tx: Transaction, kind: NoticeKind, approach: Approach, recipient: str, now: datetime) -> None:
    tx.notices.add(
        NewNotice(
            kind=kind,
            key=f"{kind}:{approach.id}:{approach.asked_at.isoformat()}",
            recipient=recipient,
            subject={"approach": approach.id},
            due_at=now,
        )
    )
