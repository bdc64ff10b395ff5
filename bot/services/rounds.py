"""What is kept and owed when a round of consent changes, whoever changes it."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain import consent as rules
from bot.domain.notices import NewNotice, NoticeKind
from bot.domain.refusals import RoundUnderWay
from bot.domain.rounds import Objection, Outcome, Proposal, Round
from storage.transaction import Transaction


def check_no_other_round(tx: Transaction, principle_id: int, round_id: int | None = None) -> None:
    """See that nobody is being asked about a principle that is locked.

    Raises:
        RoundUnderWay
    """
    other = tx.rounds.open_about(principle_id)
    if other and other.id != round_id:
        raise RoundUnderWay


def show_round(tx: Transaction, one: Round, now: datetime) -> None:
    """Owe the channel the message of a round, as it is now. It is best the last thing a transaction does."""
    tx.notices.refresh(
        NewNotice(
            kind=NoticeKind.CONSENT_ROUND,
            key=f"round:{one.id}",
            recipient=one.channel_id,
            subject={"round": one.id},
            due_at=now,
        )
    )


def proposal_of(tx: Transaction, one: Round) -> Proposal:
    """A round with its principle and its texts."""
    return proposals_of(tx, [one])[0]


def proposals_of(tx: Transaction, rounds: Sequence[Round]) -> list[Proposal]:
    """The same of many."""
    ids = {one.principle_id for one in rounds}
    principles, versions, about = tx.principles.by_ids(ids), tx.principles.versions(ids), tx.rounds.about(ids)
    return [
        Proposal(
            round=one,
            principle=principles[one.principle_id],
            versions=rules.shown_in(versions[one.principle_id], about[one.principle_id], round_id=one.id),
        )
        for one in rounds
    ]


def keep_round(tx: Transaction, before: Round, after: Round, now: datetime) -> Proposal:
    """Keep what a round became, and owe word of it to the channel and to whom it concerns."""
    kept = tx.rounds.put(before, after)
    if kept.outcome is Outcome.ADOPTED:
        tx.principles.adopt(kept.principle_id, kept.version, at=kept.ended_at or now)
    if kept.is_open != before.is_open:
        key = f"round-turn:{kept.id}:{kept.ends_at.isoformat()}:{kept.outcome or 'open'}"
        _owe(tx, NoticeKind.CONSENT_RESULT, key, kept.channel_id, kept, now, outcome=kept.outcome)
    if kept.version != before.version:
        _ask_again(tx, kept, now)
    for one in set(kept.objections) - set(before.objections):
        _tell_proposer(tx, kept, one, now)
    show_round(tx, kept, now)
    return proposal_of(tx, kept)


def _ask_again(tx: Transaction, one: Round, now: datetime) -> None:
    editor = tx.principles.versions([one.principle_id])[one.principle_id][-1].by
    asked = {*one.asked_again, *(objection.member_id for objection in one.standing)} - {editor}
    for member_id in sorted(asked):
        key = f"round-text:{one.id}:{one.version}:{member_id}"
        _owe(tx, NoticeKind.CONSENT_TEXT_CHANGED, key, member_id, one, now, version=one.version)


def _tell_proposer(tx: Transaction, one: Round, objection: Objection, now: datetime) -> None:
    if objection.member_id == one.proposer_id or not one.is_open:
        return
    key = f"objection:{objection.id}:{objection.state}"
    said = {"objection": objection.id, "state": objection.state.value}
    _owe(tx, NoticeKind.CONSENT_OBJECTION, key, one.proposer_id, one, now, **said)


def _owe(
    tx: Transaction, kind: NoticeKind, key: str, recipient: str, one: Round, now: datetime, **facts: object
) -> None:
    subject = {"round": one.id, **facts}
    tx.notices.add(NewNotice(kind=kind, key=key, recipient=recipient, subject=subject, due_at=now))
