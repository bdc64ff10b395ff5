"""Consent: a round asks people to agree to a text, and what nobody objects to is adopted.

The rules, as functions from one round to the next. Not the majority decides: one objection that stands is enough.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.principles import Version
from bot.domain.refusals import NoObjection, ObjectionStands, RoundOver, TextChanged, TooSoon
from bot.domain.rounds import USUAL_DAYS, Answer, Asking, Consent, Objection, ObjectionState, Outcome, Round

DAYS = (3, USUAL_DAYS, 14, 28)
"""How long a round may be open."""
TIME_TO_LOOK = timedelta(days=2)
"""How long people have at least to look at a text. An edit prolongs a round so that they have, too."""
LONGEST = timedelta(days=60)
"""From now, however often it is extended."""
REASON_LIMIT = 1000


def begun(asking: Asking, *, principle_id: int, by: str, now: datetime) -> Round:
    """A round that opens now, before it has an id and a text; it is open for as long as a round may be."""
    days = min(max(asking.days, min(DAYS)), max(DAYS))
    return Round(
        id=0,
        principle_id=principle_id,
        channel_id=asking.channel_id,
        private=asking.private,
        proposer_id=by,
        version=0,
        opened_at=now,
        asked_at=now,
        ends_at=now + timedelta(days=days),
    )


def shown_in(
    versions: Sequence[Version], rounds: Iterable[Round], *, round_id: int | None = None
) -> tuple[Version, ...]:
    """The versions that everybody may see, or a round: not what was only tried in another private channel."""
    rounds = list(rounds)
    hidden = {one.id for one in rounds if one.private and one.id != round_id}
    adopted = {one.version for one in rounds if one.outcome is Outcome.ADOPTED}
    return tuple(one for one in versions if one.round_id not in hidden or one.number in adopted)


def answered(one: Round, member_id: str, answer: Answer, *, version: int, now: datetime) -> Round:
    """A member agrees or stands aside; whatever they said before does not count any more, an objection neither.

    Raises:
        RoundOver, TextChanged
    """
    check_open(one, now)
    _check_version(one, version)
    if one.answer_of(member_id) is answer:
        return one
    free = _without_objection(one, member_id, ObjectionState.WITHDRAWN, now)
    said = Consent(member_id=member_id, answer=answer, version=version, at=now)
    return replace(free, consents=(*_others(free, member_id), said))


def objected(
    one: Round, member_id: str, *, reason: str, amendment: str, version: int, now: datetime
) -> Round:
    """A member cannot agree. Objecting again changes the words of their objection.

    It counts whatever version they saw: what they wrote is not lost, and they can withdraw it.

    Raises:
        RoundOver
    """
    check_open(one, now)
    before = one.objection_of(member_id)
    if before:
        again = replace(before, reason=reason, amendment=amendment, version=version)
        objections = tuple(again if each is before else each for each in one.objections)
    else:
        new = Objection(
            member_id=member_id, reason=reason, amendment=amendment, version=version, raised_at=now
        )
        objections = (*one.objections, new)
    return replace(one, consents=_others(one, member_id), objections=objections)


def withdrew_objection(one: Round, member_id: str, *, now: datetime) -> Round:
    """A member objects no more.

    Raises:
        RoundOver, NoObjection
    """
    check_open(one, now)
    if not one.objection_of(member_id):
        raise NoObjection
    return _without_objection(one, member_id, ObjectionState.WITHDRAWN, now)


def accepted_amendment(one: Round, member_id: str, *, version: int, now: datetime) -> Round:
    """Whoever objected agrees to the text as it was amended.

    Raises:
        RoundOver, TextChanged, NoObjection
    """
    check_open(one, now)
    _check_version(one, version)
    if not one.objection_of(member_id):
        raise NoObjection
    free = _without_objection(one, member_id, ObjectionState.RESOLVED, now)
    said = Consent(member_id=member_id, answer=Answer.AGREE, version=version, at=now)
    return replace(free, consents=(*_others(free, member_id), said))


def edited(one: Round, by: str, *, version: int, new_version: int, now: datetime) -> Round:
    """The text is another: those who said yes are asked again, objections stand, and there is time to look at it.

    Only whoever edits it need not be asked: what they said is about the new text, too.

    Raises:
        RoundOver, TextChanged
    """
    check_editable(one, version=version, now=now)
    consents = tuple(
        replace(each, version=new_version) if (each.member_id, each.version) == (by, version) else each
        for each in one.consents
    )
    ends_at = max(one.ends_at, now + TIME_TO_LOOK)
    return replace(one, version=new_version, asked_at=now, ends_at=ends_at, consents=consents)


def check_editable(one: Round, *, version: int, now: datetime) -> None:
    """See that a text may be edited by somebody who saw this version of it.

    Raises:
        RoundOver, TextChanged
    """
    check_open(one, now)
    _check_version(one, version)


def extended(one: Round, *, days: int, now: datetime) -> Round:
    """There is more time. A round that ended with an objection goes on where it was.

    Raises:
        RoundOver: it ended otherwise.
    """
    if one.outcome is Outcome.WITHDRAWN or (one.is_over(now) and not one.standing):
        raise _over(one)
    until = min(max(one.ends_at, now) + timedelta(days=days), now + LONGEST)
    return replace(one, ends_at=max(one.ends_at, until), ended_at=None, outcome=None)


def ended_early(one: Round, *, now: datetime) -> Round:
    """The round ends before its time, because nobody objects and there was time to look. The text is adopted.

    Raises:
        RoundOver, ObjectionStands, TooSoon
    """
    check_open(one, now)
    if one.standing:
        raise ObjectionStands(len(one.standing))
    if now < one.asked_at + TIME_TO_LOOK:
        raise TooSoon(one.asked_at + TIME_TO_LOOK)
    return replace(one, ended_at=now, outcome=Outcome.ADOPTED)


def ended(one: Round, *, now: datetime) -> Round:
    """The round as its time is over; unchanged while it is not, or when it has ended."""
    if not one.is_open or now < one.ends_at:
        return one
    return replace(
        one, ended_at=one.ends_at, outcome=Outcome.NOT_ADOPTED if one.standing else Outcome.ADOPTED
    )


def called_off(one: Round, *, now: datetime) -> Round:
    """Whoever proposed it does not any more.

    Raises:
        RoundOver
    """
    check_open(one, now)
    return replace(one, ended_at=now, outcome=Outcome.WITHDRAWN)


def check_open(one: Round, now: datetime) -> None:
    """See that an answer would come in time.

    Raises:
        RoundOver
    """
    if one.is_over(now):
        raise _over(one)


def _check_version(one: Round, version: int) -> None:
    if version != one.version:
        raise TextChanged


def _over(one: Round) -> RoundOver:
    return RoundOver(outcome=one.outcome, at=one.ended_at or one.ends_at)


def _others(one: Round, member_id: str) -> tuple[Consent, ...]:
    return tuple(each for each in one.consents if each.member_id != member_id)


def _without_objection(one: Round, member_id: str, state: ObjectionState, now: datetime) -> Round:
    settled = tuple(
        replace(each, state=state, settled_at=now) if each.stands and each.member_id == member_id else each
        for each in one.objections
    )
    return replace(one, objections=settled)
