"""What may happen to an interest in an item, as functions from one state to the next.

| where it stands | the owner may | the one who is interested may | who is asked how it goes |
|---|---|---|---|
| pending | accept, ask something, decline | answer, say what came of it, take it back | both |
| declined | change their mind | all the same: nobody tells them | the one who is interested |
| accepted | say what came of it | say what came of it, take it back | both |
| closed, or taken back | nothing | begin anew | nobody |

To the one who is interested, declined is pending in every respect: the same questions on the same days, the same end.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.introductions import Introduction, Outcome, Question, Role, Saving, Side, State
from bot.domain.refusals import AlreadyIntroduced, AskedEnough, IntroductionOver, NothingToAnswer

MAX_QUESTIONS = 3

ASKED_AFTER = (timedelta(days=7), timedelta(days=21))
TIME_TO_ANSWER = timedelta(days=7)
"""So long after it was last asked about an introduction stays open."""
ASKED_LATER = timedelta(days=7)


def begun(*, item_id: int, member_id: str, owner_id: str, hope: str, now: datetime) -> Introduction:
    """A new interest, before storage has given it an id."""
    return Introduction(
        id=0,
        item_id=item_id,
        state=State.PENDING,
        hope=hope,
        since=now,
        close_at=_close_at(now),
        interested=Side(member_id=member_id, ask_at=_next_ask(now, now)),
        owner=Side(member_id=owner_id, ask_at=_next_ask(now, now)),
    )


def accepted(one: Introduction, now: datetime) -> Introduction:
    """The owner agrees, perhaps after declining: both are met, and the days count anew.

    Raises:
        AlreadyIntroduced, IntroductionOver
    """
    _undecided(one)
    return replace(
        one,
        state=State.ACCEPTED,
        since=now,
        close_at=_close_at(now),
        interested=Side(member_id=one.interested.member_id, ask_at=_next_ask(now, now)),
        owner=Side(member_id=one.owner.member_id, ask_at=_next_ask(now, now)),
    )


def declined(one: Introduction) -> Introduction:
    """The owner would rather not. They are asked no more; for the other side nothing changes.

    Raises:
        AlreadyIntroduced, IntroductionOver
    """
    _undecided(one)
    return replace(one, state=State.DECLINED, owner=replace(one.owner, ask_at=None))


def with_question(one: Introduction, text: str, now: datetime) -> Introduction:
    """The owner asks something before deciding.

    Raises:
        AskedEnough: the last question is not answered yet, or there were enough.
        AlreadyIntroduced, IntroductionOver
    """
    _undecided(one)
    if one.open_question or len(one.questions) >= MAX_QUESTIONS:
        raise AskedEnough(one.open_question)
    owner = replace(one.owner, ask_at=_next_ask(one.since, now))
    return replace(one, state=State.PENDING, questions=(*one.questions, Question(text=text)), owner=owner)


def with_answer(one: Introduction, text: str) -> Introduction:
    """The one who is interested answers what the owner asked.

    Raises:
        NothingToAnswer: nothing is asked, or it was answered before.
        IntroductionOver
    """
    _open(one)
    if not one.open_question:
        raise NothingToAnswer
    *before, last = one.questions
    return replace(one, questions=(*before, replace(last, answer=text)))


def taken_back(one: Introduction, now: datetime) -> Introduction:
    """The one who was interested is no more. What is over stays as it is."""
    return replace(one, withdrawn_at=now) if one.is_open else one


def may_be_renewed(one: Introduction, now: datetime) -> bool:
    """Whether one that was taken back goes on when they are interested again, rather than a new one beginning."""
    return one.withdrawn_at is not None and one.closed_at is None and now < one.close_at


def renewed(one: Introduction, hope: str) -> Introduction:
    """One that was taken back goes on as it was, whatever the owner had decided."""
    return replace(one, withdrawn_at=None, hope=hope)


def handed_to(one: Introduction, owner_id: str, now: datetime) -> Introduction:
    """The item has a new owner, who decides anew. Interest in what is now one's own ends."""
    if owner_id == one.interested.member_id:
        return replace(one, withdrawn_at=now)
    owner = Side(member_id=owner_id, ask_at=_next_ask(one.since, now))
    return replace(one, state=State.PENDING, owner=owner)


def due(one: Introduction, now: datetime) -> list[Role]:
    """Who is to be asked now."""
    if not one.is_open:
        return []
    return [role for role in Role if (at := one.side(role).ask_at) and at <= now]


def was_asked(one: Introduction, role: Role, now: datetime) -> Introduction:
    """Somebody was asked: when they are asked next, and time to answer before it closes.

    That an owner is asked to decide moves nothing: who declined is not asked, and the end must come on the same day.
    """
    side = replace(one.side(role), ask_at=_next_ask(one.since, now), waited_for=True)
    asked = _with_side(one, role, side)
    if role is Role.OWNER and one.state is not State.ACCEPTED:
        return asked
    return replace(asked, close_at=max(one.close_at, now + TIME_TO_ANSWER))


def ask_later(one: Introduction, role: Role, now: datetime) -> Introduction:
    """Somebody would rather be asked in a week.

    Raises:
        IntroductionOver
    """
    _open(one)
    later = now + ASKED_LATER
    put_off = _with_side(one, role, replace(one.side(role), ask_at=later, waited_for=False))
    return replace(put_off, close_at=max(one.close_at, later + TIME_TO_ANSWER))


def with_outcome(one: Introduction, role: Role, said: Outcome, now: datetime) -> Introduction:
    """Somebody says what came of it. When nothing is left to ask of either, it closes.

    Before the owner has accepted it goes on until its time is up, unless what is said is final.

    Raises:
        IntroductionOver
    """
    _open(one)
    ask_at = None if said.is_final else _next_ask(one.since, now)
    told = _with_side(one, role, replace(one.side(role), ask_at=ask_at, answer=said, waited_for=False))
    if one.state is State.ACCEPTED:
        over = all(_is_settled(told.side(each)) for each in Role)
    else:
        over = role is Role.INTERESTED and said.is_final
    return closed(told, now) if over else told


def with_saving(one: Introduction, role: Role, saving: Saving, now: datetime) -> Introduction:
    """Somebody says what they think it saved them, in place of what they said before; it may be over by then."""
    side = replace(one.side(role), saving=saving, saved_at=now if saving else None)
    return _with_side(one, role, side)


def closed(one: Introduction, now: datetime) -> Introduction:
    """It is over, with the better of what the two said came of it; each one's own words stay."""
    said = [side.answer for side in (one.interested, one.owner) if side.answer]
    outcome = min(said, key=list(Outcome).index, default=Outcome.NO_REPLY)
    return replace(
        one,
        outcome=outcome,
        closed_at=now,
        interested=replace(one.interested, ask_at=None),
        owner=replace(one.owner, ask_at=None),
    )


def _with_side(one: Introduction, role: Role, side: Side) -> Introduction:
    return replace(one, owner=side) if role is Role.OWNER else replace(one, interested=side)


def _is_settled(side: Side) -> bool:
    return side.answer is not None and side.ask_at is None and not side.waited_for


def _next_ask(since: datetime, now: datetime) -> datetime | None:
    return next((since + span for span in ASKED_AFTER if since + span > now), None)


def _close_at(since: datetime) -> datetime:
    return since + ASKED_AFTER[-1] + TIME_TO_ANSWER


def _open(one: Introduction) -> None:
    if not one.is_open:
        raise IntroductionOver(outcome=one.outcome, at=one.closed_at)


def _undecided(one: Introduction) -> None:
    _open(one)
    if one.state is State.ACCEPTED:
        raise AlreadyIntroduced
