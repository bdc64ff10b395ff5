"""The rules of an interest: what may follow what, who is asked when, and how it ends."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.domain import introducing as rules
from bot.domain.introductions import Introduction, Outcome, Role, Saving, State
from bot.domain.refusals import (
    AlreadyIntroduced,
    AskedEnough,
    IntroductionOver,
    NothingToAnswer,
    NotPartOfIt,
    Refusal,
)
from tests.factories import NOW

DAY = timedelta(days=1)


def begun(now: datetime = NOW) -> Introduction:
    return rules.begun(item_id=7, member_id="U0BEN", owner_id="U0AMIRA", hope="Help", now=now)


def test_both_are_asked_after_7_and_after_21_days_and_a_week_later_it_closes() -> None:
    one = begun()
    for days in (7, 21):
        assert rules.due(one, NOW + days * DAY - timedelta(seconds=1)) == []
        for role in (Role.INTERESTED, Role.OWNER):
            assert role in rules.due(one, NOW + days * DAY)
            one = rules.was_asked(one, role, NOW + days * DAY)
    assert (one.interested.ask_at, one.owner.ask_at, one.close_at) == (None, None, NOW + 28 * DAY)


def test_accepting_counts_the_days_anew() -> None:
    one = rules.accepted(begun(), NOW + 5 * DAY)

    assert one.interested.ask_at == one.owner.ask_at == NOW + 12 * DAY
    assert one.close_at == NOW + 33 * DAY


@pytest.mark.parametrize(
    ("outcome", "over"),
    [
        (Outcome.WORKING_TOGETHER, True),
        (Outcome.SHARED, True),
        (Outcome.NOT_A_FIT, True),
        (Outcome.TALKING, False),
        (Outcome.NO_REPLY, False),
    ],
)
def test_what_is_final_ends_it_for_whoever_waits_for_an_owner(outcome: Outcome, *, over: bool) -> None:
    for one in (begun(), rules.declined(begun())):
        assert (rules.with_outcome(one, Role.INTERESTED, outcome, NOW).closed_at is not None) is over


def test_an_answer_to_an_earlier_question_does_not_settle_a_later_one() -> None:
    one = rules.accepted(begun(), NOW)
    for role in Role:
        one = rules.with_outcome(
            rules.was_asked(one, role, NOW + 7 * DAY), role, Outcome.TALKING, NOW + 7 * DAY
        )
    for role in Role:
        one = rules.was_asked(one, role, NOW + 21 * DAY)

    one = rules.with_outcome(one, Role.OWNER, Outcome.WORKING_TOGETHER, NOW + 21 * DAY)
    assert one.is_open
    one = rules.with_outcome(one, Role.INTERESTED, Outcome.NO_REPLY, NOW + 21 * DAY)
    assert one.outcome is Outcome.WORKING_TOGETHER
    assert one.interested.answer is Outcome.NO_REPLY


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ((None, None), Outcome.NO_REPLY),
        ((Outcome.NOT_A_FIT, None), Outcome.NOT_A_FIT),
        ((Outcome.NOT_A_FIT, Outcome.SHARED), Outcome.SHARED),
        ((Outcome.NO_REPLY, Outcome.TALKING), Outcome.TALKING),
        ((Outcome.SHARED, Outcome.WORKING_TOGETHER), Outcome.WORKING_TOGETHER),
    ],
)
def test_the_better_of_what_two_say_counts(
    said: tuple[Outcome | None, Outcome | None], outcome: Outcome
) -> None:
    one = rules.accepted(begun(), NOW)
    for role, answer in zip(Role, said, strict=True):
        if answer:
            one = rules.with_outcome(one, role, answer, NOW)

    assert (one if one.closed_at else rules.closed(one, NOW)).outcome is outcome


def test_an_owner_asks_one_question_at_a_time_and_three_in_all() -> None:
    one = rules.with_question(begun(), "First?", NOW)
    with pytest.raises(AskedEnough) as waits:
        rules.with_question(one, "Second?", NOW)
    assert waits.value.open_question == "First?"
    for number in range(2):
        one = rules.with_question(rules.with_answer(one, "Yes"), f"Then {number}?", NOW)
    one = rules.with_answer(one, "Yes")

    with pytest.raises(AskedEnough) as enough:
        rules.with_question(one, "Once more?", NOW)
    assert enough.value.open_question == ""
    with pytest.raises(NothingToAnswer):
        rules.with_answer(one, "Yes")


def test_one_that_was_taken_back_goes_on_as_it_was_while_it_would_be_open() -> None:
    for one in (begun(), rules.declined(begun()), rules.accepted(begun(), NOW)):
        away = rules.taken_back(one, NOW + DAY)
        assert not away.is_open
        assert rules.may_be_renewed(away, NOW + 27 * DAY)
        assert not rules.may_be_renewed(away, NOW + 28 * DAY)
        assert rules.renewed(away, "Help") == one


def test_a_new_owner_decides_anew_and_nobody_is_interested_in_their_own() -> None:
    declined = rules.declined(begun())

    handed = rules.handed_to(declined, "U0DEV", NOW + DAY)
    assert (handed.state, handed.owner.member_id) == (State.PENDING, "U0DEV")
    assert not rules.handed_to(declined, "U0BEN", NOW + DAY).is_open


def test_it_is_between_two() -> None:
    one = begun()

    assert (one.role_of("U0BEN"), one.role_of("U0AMIRA")) == (Role.INTERESTED, Role.OWNER)
    assert (one.other("U0BEN"), one.other("U0AMIRA")) == ("U0AMIRA", "U0BEN")
    for ask in (one.role_of, one.other):
        with pytest.raises(NotPartOfIt):
            ask("U0CERYS")


def test_what_is_over_stays_over() -> None:
    over = rules.closed(begun(), NOW)
    tries: tuple[Callable[[], object], ...] = (
        lambda: rules.accepted(over, NOW),
        lambda: rules.declined(over),
        lambda: rules.with_question(over, "?", NOW),
        lambda: rules.with_answer(over, "!"),
        lambda: rules.with_outcome(over, Role.OWNER, Outcome.TALKING, NOW),
        lambda: rules.ask_later(over, Role.OWNER, NOW),
    )
    for attempt in tries:
        with pytest.raises(IntroductionOver):
            attempt()
    assert rules.taken_back(over, NOW) == over
    assert rules.with_saving(over, Role.OWNER, Saving(hours=1), NOW).owner.saving.hours == 1


moments = st.integers(min_value=1, max_value=20 * 24)


class AnyCourse(RuleBasedStateMachine):
    """Whatever the two do and whenever the clock ticks. Beside it runs one that the owner declined in silence."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.one = begun()
        self.quiet = rules.declined(begun())
        self.undecided = True

    @rule(hours=moments)
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.one, self.quiet = (self.ticked(each) for each in (self.one, self.quiet))

    def ticked(self, one: Introduction) -> Introduction:
        for role in rules.due(one, self.now):
            one = rules.was_asked(one, role, self.now)
        return rules.closed(one, self.now) if one.is_open and one.close_at <= self.now else one

    @rule(outcome=st.sampled_from(Outcome))
    def the_interested_say(self, outcome: Outcome) -> None:
        self.both(lambda one: rules.with_outcome(one, Role.INTERESTED, outcome, self.now))

    @rule()
    def the_interested_put_it_off(self) -> None:
        self.both(lambda one: rules.ask_later(one, Role.INTERESTED, self.now))

    @rule()
    def the_interested_take_it_back(self) -> None:
        self.both(lambda one: rules.taken_back(one, self.now))

    @rule()
    def the_interested_come_back(self) -> None:
        self.both(lambda one: rules.renewed(one, "Help") if rules.may_be_renewed(one, self.now) else one)

    @precondition(lambda self: self.one.is_open)
    @rule()
    def the_owner_accepts(self) -> None:
        if self.undecided:
            self.one, self.undecided = rules.accepted(self.one, self.now), False
        else:
            with pytest.raises(AlreadyIntroduced):
                rules.accepted(self.one, self.now)

    @precondition(lambda self: not self.undecided)
    @rule(outcome=st.sampled_from(Outcome))
    def the_owner_says(self, outcome: Outcome) -> None:
        try:
            self.one = rules.with_outcome(self.one, Role.OWNER, outcome, self.now)
        except IntroductionOver:
            assert not self.one.is_open

    def both(self, change: Callable[[Introduction], Introduction]) -> None:
        for name in ("one", "quiet"):
            before: Introduction = getattr(self, name)
            try:
                setattr(self, name, change(before))
            except Refusal:
                assert not before.is_open

    @invariant()
    def it_is_never_forgotten(self) -> None:
        """What is open has a day on which it closes; what is closed has an outcome, and nobody is asked about it."""
        for one in (self.one, self.quiet):
            assert (one.closed_at is None) == (one.outcome is None)
            if one.closed_at:
                assert one.interested.ask_at is one.owner.ask_at is None
            else:
                assert all(at < one.close_at for side in Role if (at := one.side(side).ask_at))

    @invariant()
    def nothing_tells_declined_from_unanswered(self) -> None:
        """As long as the owner of the one has not accepted, both look the same to the one who is interested."""
        if self.undecided:
            for name in ("interested", "close_at", "closed_at", "outcome", "is_open", "open_question"):
                assert getattr(self.one, name) == getattr(self.quiet, name), name


TestAnyCourse = AnyCourse.TestCase


@given(days=st.integers(min_value=0, max_value=400))
def test_however_late_we_come_there_is_time_to_answer(days: int) -> None:
    late = NOW + days * DAY
    one = begun()
    for role in rules.due(one, late):
        one = rules.was_asked(one, role, late)

    if days >= 7:
        assert one.close_at >= late + timedelta(days=7) or one.interested.ask_at is not None
