"""What people vote for, and the form of a blind vote: whatever is in them, Slack takes it."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.workshop_votes import MOST_CHOSEN, Ballot, Choice
from bot.domain.workshops import TEXT_LIMIT, Group
from bot.views.workshop_votes import (
    choice_message,
    nothing_to_vote_for,
    over_limit_message,
    vote_form,
    voted_note,
)
from tests.views.slack import elements, mrkdwn, taken_message, taken_view, words
from tests.views.worst import FILLINGS
from tests.workshops import workshop, written

TEXTS = ("Nobody owned it", "The tools did not fit", "We talked too late")


def ballot(
    *texts: str, group: str = "", grouped: int = 0, own: tuple[str, ...] = (), **settings: Any
) -> Ballot:
    """A ballot about these; the first `grouped` of them are in a group."""
    contributions = [
        written(number, text, "Culture", group_id=1 if number <= grouped else None)
        for number, text in enumerate(texts, start=1)
    ]
    return Ballot(
        workshop=workshop(**settings),
        contributions=tuple(contributions),
        groups=(Group(id=1, name=group, position=1),) if grouped else (),
        own=frozenset(map(Choice.of, own)),
    )


def options(asked: Ballot) -> list[str]:
    (menu,) = elements(taken_view(vote_form(asked)))
    several = [one["options"] for one in menu.get("option_groups", ())] or [menu["options"]]
    return [option["text"]["text"] for some in several for option in some]


def test_a_contribution_is_shown_whole_with_its_category() -> None:
    message = taken_message(choice_message(ballot(*TEXTS), Choice(contribution_id=2)))

    assert words(message) == "*Culture*: The tools did not fit"
    assert message["text"] == "To vote for: The tools did not fit"


def test_a_group_is_shown_with_all_that_is_in_it() -> None:
    message = taken_message(choice_message(ballot(*TEXTS, group="Late", grouped=2), Choice(group_id=1)))

    assert words(message) == (
        "*Late* (2 contributions)\n• *Culture*: Nobody owned it\n• *Culture*: The tools did not fit"
    )


def test_the_form_lists_everything_by_number_and_knows_what_one_chose() -> None:
    asked = ballot(*TEXTS, group="Late", grouped=2, own=("c3",))

    view = taken_view(vote_form(asked))

    assert options(asked) == ["1. Late", "2. We talked too late"]
    (menu,) = elements(view)
    assert [one["value"] for one in menu["initial_options"]] == ["c3"]
    assert "*1.* *Late*\n      • Nobody owned it\n      • The tools did not fit\n*2.* *Culture*: We" in words(
        view
    )


@pytest.mark.parametrize(("limit", "label"), [(None, "Your votes"), (3, "Your votes: up to 3")])
def test_the_form_says_how_many_votes_one_has(limit: int | None, label: str) -> None:
    view = taken_view(vote_form(ballot(*TEXTS, votes_each=limit)))

    assert view["blocks"][0]["label"]["text"] == label


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
@pytest.mark.parametrize("number", [1, 94, 500])
@pytest.mark.parametrize("grouped", [False, True])
def test_slack_takes_as_many_and_as_long_as_there_may_be(filling: str, number: int, grouped: bool) -> None:
    long = (filling * TEXT_LIMIT)[:TEXT_LIMIT]
    asked = ballot(*[long] * number, group=filling * 100, grouped=number if grouped else 0)
    asked = replace(asked, own=frozenset(asked.choices[:MOST_CHOSEN]))

    assert len(options(asked)) == len(asked.choices)
    taken_view(voted_note(replace(asked, own=frozenset(asked.choices[:20])), gone=1))
    for choice in asked.choices[:3]:
        message = taken_message(choice_message(asked, choice))
        assert "<!" not in mrkdwn(message)


def test_a_form_with_hundreds_still_has_some_words_of_each() -> None:
    texts = [f"Number {number} is not like the others" for number in range(500)]
    asked = ballot(*texts)

    shown = words(taken_view(vote_form(asked)))

    assert all(text in shown for text in texts)


def test_what_is_kept_is_said() -> None:
    said = words(taken_view(voted_note(ballot(*TEXTS, own=("c1", "c3")))))

    assert "Your votes:\n• Nobody owned it\n• We talked too late\n" in said
    assert "joined" not in said


def test_who_voted_for_what_is_gone_is_told() -> None:
    said = words(taken_view(voted_note(ballot(*TEXTS), gone=1)))

    assert "You vote for nothing now.\nSome of what you chose has been joined with another" in said


def test_the_small_ones_are_taken() -> None:
    taken_view(nothing_to_vote_for())
    assert "everybody has 3 votes" in taken_message(over_limit_message(workshop(votes_each=3)))["text"]
