"""Consent: whatever people do, and in whatever order, what is adopted is what nobody objects to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain import consent as rules
from bot.domain.consent import LONGEST, TIME_TO_LOOK
from bot.domain.principles import PrincipleText, Version
from bot.domain.refusals import NoObjection, ObjectionStands, Refusal, RoundOver, TextChanged, TooSoon
from bot.domain.rounds import Answer, Asking, ObjectionState, Outcome, Round
from tests.factories import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PROPOSER = "U0AMIRA"
ASKING = Asking(channel_id="C0HOUSING", private=False, request="V1:1")


def begun() -> Round:
    return replace(rules.begun(ASKING, principle_id=1, by=PROPOSER, now=NOW), id=1, version=1)


def agreed(one: Round, who: str = "ben", version: int = 1) -> Round:
    return rules.answered(one, who, Answer.AGREE, version=version, now=NOW + HOUR)


def objected(one: Round, who: str = "cerys", version: int = 1, amendment: str = "") -> Round:
    return rules.objected(one, who, reason="It harms", amendment=amendment, version=version, now=NOW + HOUR)


def edited(one: Round, now: datetime | None = None) -> Round:
    at = now or NOW + HOUR
    return rules.edited(one, PROPOSER, version=one.version, new_version=one.version + 1, now=at)


def at_its_end(one: Round) -> Round:
    return rules.ended(one, now=one.ends_at)


# ---------------------------------------------------------------- whatever people do

WHO = some.sampled_from(["ben", "cerys", "dev", PROPOSER])
DOES = some.sampled_from(
    ["agree", "aside", "object", "withdraw", "accept", "edit", "look", "end early", "extend", "stale"]
)


class Expected:
    """What should be so, kept in the simplest way."""

    def __init__(self, one: Round) -> None:
        self.version = one.version
        self.ends_at = one.ends_at
        self.objects: set[str] = set()
        self.yes: dict[str, int] = {}


def does(one: Round, who: str, what: str, seen: int, now: datetime) -> Round:
    acts: dict[str, Callable[[], Round]] = {
        "agree": lambda: rules.answered(one, who, Answer.AGREE, version=one.version, now=now),
        "aside": lambda: rules.answered(one, who, Answer.STAND_ASIDE, version=one.version, now=now),
        "stale": lambda: rules.answered(one, who, Answer.AGREE, version=seen, now=now),
        "object": lambda: rules.objected(one, who, reason="r", amendment="", version=seen, now=now),
        "withdraw": lambda: rules.withdrew_objection(one, who, now=now),
        "accept": lambda: rules.accepted_amendment(one, who, version=one.version, now=now),
        "edit": lambda: rules.edited(one, who, version=one.version, new_version=one.version + 1, now=now),
        "extend": lambda: rules.extended(one, days=7, now=now),
        "end early": lambda: rules.ended_early(one, now=now),
        "look": lambda: one,
    }
    return acts[what]()


def expect(wanted: Expected, who: str, what: str, after: Round) -> None:
    match what:
        case "agree" | "aside" | "stale" | "accept":
            wanted.objects.discard(who)
            wanted.yes[who] = wanted.version
        case "object":
            wanted.objects.add(who)
            wanted.yes.pop(who, None)
        case "withdraw":
            wanted.objects.discard(who)
        case "edit":
            if wanted.yes.get(who) == wanted.version:
                wanted.yes[who] += 1
            wanted.version += 1
    wanted.ends_at = after.ends_at


@given(steps=some.lists(some.tuples(WHO, DOES, some.integers(0, 30), some.integers(0, 2)), max_size=40))
def test_adopted_is_the_last_text_if_nobody_objects_to_it(steps: list[tuple[str, str, int, int]]) -> None:
    one, now = begun(), NOW
    wanted = Expected(one)
    for who, what, hours, behind in steps:
        now += hours * HOUR
        try:
            after = does(one, who, what, max(one.version - behind, 1), now)
        except RoundOver:
            assert now >= one.ends_at or one.outcome is Outcome.ADOPTED
            continue
        except Refusal:
            continue
        assert what in {"extend", "look"} or now < one.ends_at
        expect(wanted, who, what, after)
        one = after
        assert what != "edit" or one.ends_at >= now + TIME_TO_LOOK
        assert what != "end early" or not wanted.objects
    end = at_its_end(one)

    assert (end.outcome is Outcome.ADOPTED) is (not wanted.objects)
    assert end.version == wanted.version
    assert {each.member_id for each in end.standing} == wanted.objects
    assert {*end.agreed, *end.stood_aside} == {who for who, at in wanted.yes.items() if at == end.version}
    assert set(end.asked_again) == {who for who, at in wanted.yes.items() if at != end.version}
    assert not set(end.asked_again) & wanted.objects
    assert rules.ended(end, now=now + LONGEST) == end


# ---------------------------------------------------------------- one rule at a time


def test_one_objection_is_enough_however_many_agree() -> None:
    one = objected(agreed(agreed(begun(), "ben"), "dev"))

    assert at_its_end(one).outcome is Outcome.NOT_ADOPTED


def test_standing_aside_keeps_nothing_from_being_adopted() -> None:
    one = rules.answered(begun(), "ben", Answer.STAND_ASIDE, version=1, now=NOW)

    assert at_its_end(one).outcome is Outcome.ADOPTED
    assert (one.agreed, one.stood_aside) == ((), ("ben",))


def test_an_edit_asks_those_again_who_said_yes_and_gives_them_time() -> None:
    late = NOW + 7 * DAY - HOUR
    one = edited(agreed(begun()), late)

    assert (one.agreed, one.asked_again) == ((), ("ben",))
    assert one.ends_at == late + TIME_TO_LOOK
    assert agreed(one, version=2).asked_again == ()


def test_whoever_edits_still_agrees() -> None:
    assert edited(agreed(begun(), PROPOSER)).agreed == (PROPOSER,)


def test_nobody_agrees_to_a_text_that_they_did_not_see() -> None:
    with pytest.raises(TextChanged):
        agreed(edited(begun()), version=1)


def test_an_objection_to_a_text_that_was_edited_meanwhile_is_not_lost() -> None:
    one = objected(edited(begun()), version=1)

    assert [each.version for each in one.standing] == [1]
    assert at_its_end(one).outcome is Outcome.NOT_ADOPTED


def test_an_amendment_resolves_an_objection_only_when_its_author_accepts() -> None:
    one = edited(objected(begun(), amendment="Ask people first"))
    assert one.standing

    accepted = rules.accepted_amendment(one, "cerys", version=2, now=NOW + HOUR)
    assert [each.state for each in accepted.objections] == [ObjectionState.RESOLVED]
    assert accepted.agreed == ("cerys",)
    with pytest.raises(NoObjection):
        rules.accepted_amendment(one, "ben", version=2, now=NOW + HOUR)


def test_agreeing_withdraws_ones_objection() -> None:
    one = agreed(objected(begun(), "ben"), "ben")

    assert [each.state for each in one.objections] == [ObjectionState.WITHDRAWN]
    assert one.agreed == ("ben",)


def test_objecting_twice_is_one_objection_in_the_later_words() -> None:
    one = rules.objected(objected(begun()), "cerys", reason="More", amendment="", version=1, now=NOW)

    assert [each.reason for each in one.objections] == ["More"]


def test_nobody_ends_a_round_early_over_an_objection() -> None:
    one = objected(begun())

    with pytest.raises(ObjectionStands):
        rules.ended_early(one, now=NOW + 3 * DAY)


def test_a_round_ends_early_only_after_people_had_time_to_look() -> None:
    with pytest.raises(TooSoon):
        rules.ended_early(begun(), now=NOW + TIME_TO_LOOK - HOUR)
    with pytest.raises(TooSoon):
        rules.ended_early(edited(begun()), now=NOW + TIME_TO_LOOK)
    assert rules.ended_early(begun(), now=NOW + TIME_TO_LOOK).outcome is Outcome.ADOPTED


def test_a_late_answer_is_refused_whether_anybody_counted_or_not() -> None:
    one = begun()
    for over, now in ((one, one.ends_at), (at_its_end(one), NOW)):
        with pytest.raises(RoundOver):
            rules.answered(over, "ben", Answer.AGREE, version=1, now=now)


def test_what_ended_with_an_objection_goes_on_where_it_was() -> None:
    over = at_its_end(objected(agreed(begun())))
    again = rules.extended(over, days=7, now=over.ends_at + DAY)

    assert (again.outcome, again.ended_at, again.agreed) == (None, None, ("ben",))
    assert again.ends_at == over.ends_at + 8 * DAY
    assert (
        at_its_end(rules.withdrew_objection(again, "cerys", now=over.ends_at + DAY)).outcome
        is Outcome.ADOPTED
    )


def test_what_was_adopted_or_withdrawn_is_over_for_good() -> None:
    for over in (at_its_end(begun()), rules.called_off(objected(begun()), now=NOW)):
        with pytest.raises(RoundOver):
            rules.extended(over, days=7, now=NOW + HOUR)


def test_no_round_is_extended_for_ever() -> None:
    one = begun()
    for _ in range(20):
        one = rules.extended(one, days=28, now=NOW)

    assert one.ends_at == NOW + LONGEST


@pytest.mark.parametrize(("days", "open_for"), [(0, 3), (7, 7), (365, 28)])
def test_a_round_is_open_for_as_long_as_one_may_be(days: int, open_for: int) -> None:
    one = rules.begun(replace(ASKING, days=days), principle_id=1, by=PROPOSER, now=NOW)

    assert one.ends_at - one.opened_at == open_for * DAY


def test_what_was_only_tried_in_another_private_channel_is_shown_to_nobody_else() -> None:
    text = PrincipleText(title="A", sentence="B")
    versions = [
        Version(number=n, text=text, round_id=r, by="U1", at=NOW) for n, r in ((1, 1), (2, 2), (3, 2))
    ]
    rounds = [
        replace(begun(), id=1),
        replace(begun(), id=2, private=True, version=3, outcome=Outcome.ADOPTED, ended_at=NOW),
    ]

    assert [one.number for one in rules.shown_in(versions, rounds)] == [1, 3]
    assert [one.number for one in rules.shown_in(versions, rounds, round_id=2)] == [1, 2, 3]
