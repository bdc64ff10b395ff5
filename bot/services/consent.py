"""Rounds of consent: what people answer, what whoever proposed the text may do, and what is owed for it."""

from collections.abc import Callable
from datetime import datetime

from bot.domain import consent as rules
from bot.domain.consent import REASON_LIMIT
from bot.domain.notices import Notice, NoticeKind
from bot.domain.principles import SENTENCE_LIMIT, PrincipleText, checked_line, checked_text
from bot.domain.refusals import NotYourRound, PrincipleGone
from bot.domain.rounds import Answer, Proposal, Round
from bot.services.rounds import check_no_other_round, keep_round, proposal_of
from storage.database import Database
from storage.transaction import Transaction

Change = Callable[[Transaction, Round], Round]


class Consent:
    """What people may do in a round. Each method answers the round as it is then, with its texts."""

    def __init__(self, database: Database, *, moderators: frozenset[str] = frozenset()) -> None:
        self._database = database
        self._moderators = moderators

    def look(self, workspace: str, round_id: int) -> Proposal:
        """A round as it is.

        Raises:
            PrincipleGone: there is no such round.
        """
        with self._database.reading(workspace) as tx:
            return proposal_of(tx, _there(tx.rounds.get(round_id)))

    def answer(
        self, workspace: str, round_id: int, answer: Answer, *, by: str, version: int, now: datetime
    ) -> Proposal:
        """A member agrees to a version of the text, or stands aside; an objection of theirs is withdrawn with it.

        Raises:
            PrincipleGone, RoundOver, TextChanged
        """
        return self._change(
            workspace,
            round_id,
            now,
            lambda _, one: rules.answered(one, by, answer, version=version, now=now),
        )

    def object(
        self,
        workspace: str,
        round_id: int,
        *,
        by: str,
        reason: str,
        amendment: str = "",
        version: int,
        now: datetime,
    ) -> Proposal:
        """A member cannot agree, and says why. Objecting again changes their words. The proposer is told.

        Raises:
            InvalidFields, PrincipleGone, RoundOver
        """
        said = checked_line("reason", reason, REASON_LIMIT)
        wanted = checked_line("amendment", " ".join(amendment.split()), SENTENCE_LIMIT, needed=False)
        return self._change(
            workspace,
            round_id,
            now,
            lambda _, one: rules.objected(one, by, reason=said, amendment=wanted, version=version, now=now),
        )

    def to_object(self, workspace: str, round_id: int, *, now: datetime) -> Proposal:
        """A round in which somebody is about to object.

        Raises:
            PrincipleGone, RoundOver
        """
        with self._database.reading(workspace) as tx:
            one = _there(tx.rounds.get(round_id))
            rules.check_open(one, now)
            return proposal_of(tx, one)

    def withdraw_objection(self, workspace: str, round_id: int, *, by: str, now: datetime) -> Proposal:
        """A member objects no more.

        Raises:
            PrincipleGone, RoundOver, NoObjection
        """
        return self._change(
            workspace, round_id, now, lambda _, one: rules.withdrew_objection(one, by, now=now)
        )

    def accept_amendment(
        self, workspace: str, round_id: int, *, by: str, version: int, now: datetime
    ) -> Proposal:
        """Whoever objected agrees to the text as it is now: their objection is resolved.

        Raises:
            PrincipleGone, RoundOver, TextChanged, NoObjection
        """
        return self._change(
            workspace,
            round_id,
            now,
            lambda _, one: rules.accepted_amendment(one, by, version=version, now=now),
        )

    def to_edit(self, workspace: str, round_id: int, *, by: str, now: datetime) -> Proposal:
        """A round whose text somebody is about to edit.

        Raises:
            PrincipleGone, NotYourRound, RoundOver
        """
        with self._database.reading(workspace) as tx:
            one = self._led(_there(tx.rounds.get(round_id)), by)
            rules.check_editable(one, version=one.version, now=now)
            return proposal_of(tx, one)

    def edit(
        self,
        workspace: str,
        round_id: int,
        text: PrincipleText,
        *,
        by: str,
        version: int,
        now: datetime,
    ) -> Proposal:
        """Put another text to people. Those who said yes are asked again, those who object whether they still do.

        The same text changes nothing.

        Raises:
            InvalidFields, PrincipleGone, NotYourRound, RoundOver, TextChanged
        """
        tidy = checked_text(text)

        def change(tx: Transaction, one: Round) -> Round:
            rules.check_editable(self._led(one, by), version=version, now=now)
            if tidy == proposal_of(tx, one).text:
                return one
            new = tx.principles.add_version(one.principle_id, tidy, round_id=one.id, by=by, at=now)
            return rules.edited(one, by, version=version, new_version=new, now=now)

        return self._change(workspace, round_id, now, change)

    def extend(
        self,
        workspace: str,
        round_id: int,
        *,
        by: str,
        days: int,
        seen_end: datetime | None = None,
        now: datetime,
    ) -> Proposal:
        """Give people more time, also after the round ended with an objection.

        Whoever saw another end than the round has now asked for what was done meanwhile: nothing changes.

        Raises:
            PrincipleGone, NotYourRound, RoundOver
            RoundUnderWay: there is another round about the same principle by now.
        """

        def change(tx: Transaction, one: Round) -> Round:
            if seen_end not in {None, one.ends_at}:
                return self._led(one, by)
            longer = rules.extended(self._led(one, by), days=days, now=now)
            tx.principles.lock(one.principle_id)
            check_no_other_round(tx, one.principle_id, one.id)
            return longer

        return self._change(workspace, round_id, now, change)

    def to_end(self, workspace: str, round_id: int, *, by: str, now: datetime) -> Proposal:
        """A round that somebody is about to end before its time.

        Raises:
            PrincipleGone, NotYourRound, RoundOver, ObjectionStands, TooSoon
        """
        with self._database.reading(workspace) as tx:
            one = self._led(_there(tx.rounds.get(round_id)), by)
            rules.ended_early(one, now=now)
            return proposal_of(tx, one)

    def end_early(self, workspace: str, round_id: int, *, by: str, now: datetime) -> Proposal:
        """Adopt the text before the time is over. Nobody can, over an objection.

        Raises:
            PrincipleGone, NotYourRound, RoundOver, ObjectionStands, TooSoon
        """
        return self._change(
            workspace, round_id, now, lambda _, one: rules.ended_early(self._led(one, by), now=now)
        )

    def call_off(self, workspace: str, round_id: int, *, by: str, now: datetime) -> Proposal:
        """Withdraw a proposal.

        Raises:
            PrincipleGone, NotYourRound, RoundOver
        """
        return self._change(
            workspace, round_id, now, lambda _, one: rules.called_off(self._led(one, by), now=now)
        )

    def write_due(self, workspace: str, *, now: datetime) -> int:
        """End the rounds whose time is over; answers how many those were.

        Each has a transaction of its own and is looked at again in it, so any number of processes may do this.
        """
        with self._database.reading(workspace) as tx:
            due = tx.rounds.due(now)
        ended = 0
        for round_id in due:
            with self._database.transaction(workspace) as tx:
                before = _there(tx.rounds.locked(round_id))
                after = rules.ended(before, now=now)
                if after != before:
                    keep_round(tx, before, after, now)
                    ended += 1
        return ended

    def to_tell(self, workspace: str, notice: Notice) -> Proposal | None:
        """What a notice is about, or None when it need not be said any more."""
        with self._database.reading(workspace) as tx:
            one = tx.rounds.get(notice.subject["round"])
            return proposal_of(tx, one) if one and _holds(notice, one) else None

    def _change(self, workspace: str, round_id: int, now: datetime, change: Change) -> Proposal:
        with self._database.transaction(workspace) as tx:
            before = _there(tx.rounds.locked(round_id))
            after = change(tx, before)
            if after == before:
                return proposal_of(tx, before)
            return keep_round(tx, before, after, now)

    def _led(self, one: Round, by: str) -> Round:
        if by != one.proposer_id and by not in self._moderators:
            raise NotYourRound(one.proposer_id)
        return one


def _there(one: Round | None) -> Round:
    if one is None:
        raise PrincipleGone
    return one


def _holds(notice: Notice, one: Round) -> bool:
    match notice.kind:
        case NoticeKind.CONSENT_RESULT:
            return bool(one.outcome == notice.subject["outcome"])
        case NoticeKind.CONSENT_TEXT_CHANGED:
            who = notice.recipient
            waits = who in one.asked_again or one.objection_of(who) is not None
            return one.is_open and one.version == notice.subject["version"] and waits
        case NoticeKind.CONSENT_OBJECTION:
            wanted = (notice.subject["objection"], notice.subject["state"])
            return one.is_open and wanted in {(each.id, each.state) for each in one.objections}
    return True
