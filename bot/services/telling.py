"""Word of what could not be delivered, to somebody who can act: once, not for each notice that fails alike.

Whoever asked for a notice is told. Where nobody in particular did, a moderator is: about channels, and about people
whom Slack does not let us write to any more.
"""

import json
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from bot.domain.introductions import State
from bot.domain.notices import ACCOUNT_INACTIVE, HEAD_IS_MISSING, UNKNOWN_FATE, NewNotice, Notice, NoticeKind
from storage.transaction import Transaction

TOLD_AGAIN = timedelta(days=7)
"""After this one is told again of what still fails; at once, if it worked in between."""
_NOBODY_ASKED = ""  # in the place of the kind
_NOT_OURS_TO_TELL = {UNKNOWN_FATE, HEAD_IS_MISSING}  # nobody can do anything; of the head somebody was told
_GONE = {"user_disabled", "user_not_found", "user_not_visible", "cannot_dm_bot", ACCOUNT_INACTIVE}


def tell(
    tx: Transaction,
    notice: Notice,
    *,
    error: str,
    final: bool,
    moderators: frozenset[str],
    now: datetime,
) -> None:
    """Owe word of a notice that failed. `final` says that Slack will never take it, rather than that we gave up."""
    if notice.kind is NoticeKind.UNDELIVERED:
        _tell_next(tx, notice, moderators, now)
        return
    asked = who_asked(tx, notice)
    if asked == []:
        return
    reachable = [who for who in asked or () if who != notice.recipient]
    for who in reachable:
        _tell(tx, who, _subject(tx, notice, notice.kind.value, error), now)
    if (
        not reachable
        and final
        and error not in _NOT_OURS_TO_TELL
        and (not notice.is_direct or error in _GONE)
    ):
        _tell_one_of(tx, moderators - {notice.recipient}, _subject(tx, notice, _NOBODY_ASKED, error), now)


def who_asked(tx: Transaction, notice: Notice) -> list[str] | None:
    """Who asked for a notice and still waits for it; None when it is of a kind that nobody in particular asks for."""
    match notice.kind:
        case NoticeKind.CONSENT_ROUND if found := tx.rounds.get(notice.subject["round"]):
            return [found.proposer_id] if found.is_open else []
        case NoticeKind.CARD | NoticeKind.OFFERS_SWITCHED | NoticeKind.GUIDANCE:
            return [str(notice.subject["by"])]
        case NoticeKind.DIGEST if subscription := tx.digests.get(notice.recipient):
            return [subscription.set_by]
        case NoticeKind.INTEREST if one := tx.introductions.get(notice.subject["introduction"]):
            return [one.interested.member_id] if one.state is State.PENDING and one.is_open else []
        case NoticeKind.INTRODUCTION:
            return notice.recipient.split(",")
    return None


def _tell_next(tx: Transaction, notice: Notice, moderators: frozenset[str], now: datetime) -> None:
    """A moderator could not be told: tell another. What concerns one person is for nobody else to know."""
    if notice.subject["kind"] == _NOBODY_ASKED:
        tried = {*notice.subject["tried"], notice.recipient}
        subject = {**notice.subject, "tried": sorted(tried)}
        _tell_one_of(tx, moderators - tried - {notice.subject["recipient"]}, subject, now)


def _tell_one_of(tx: Transaction, these: frozenset[str], subject: dict[str, Any], now: datetime) -> None:
    for who in sorted(these)[:1]:
        _tell(tx, who, {"tried": [], **subject}, now)


def _subject(tx: Transaction, notice: Notice, kind: str, error: str) -> dict[str, Any]:
    """What is told: the same for every notice that fails for this reason, until one arrives there."""
    recipient = notice.recipient
    return {"kind": kind, "recipient": recipient, "error": error, "since": tx.outcomes.last_in(recipient)}


def _tell(tx: Transaction, who: str, subject: dict[str, Any], now: datetime) -> None:
    if subject in tx.outcomes.told_since(now - TOLD_AGAIN, who=who):
        return
    same = sha256(json.dumps(subject, sort_keys=True).encode()).hexdigest()[:16]
    tx.notices.add(
        NewNotice(
            kind=NoticeKind.UNDELIVERED,
            key=f"undelivered:{same}:{who}:{now:%Y-%m-%d}",  # the same for whoever else tells at this moment
            recipient=who,
            subject=subject,
            due_at=now,
        )
    )
