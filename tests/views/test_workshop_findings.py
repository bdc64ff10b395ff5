"""What formats came to, in words."""

from typing import Any

import pytest

from bot.domain.checkin import read_checkin
from bot.domain.items import Kind
from bot.domain.value import added_up
from bot.domain.workshop_results import results
from bot.domain.workshops import TEXT_LIMIT, Contribution
from bot.views import ids
from bot.views.message import Message
from bot.views.workshop_checkin import checkin_blocks
from bot.views.workshop_value import value_blocks
from bot.views.workshop_winners import winner_blocks
from tests.factories import content
from tests.views.slack import Json, elements, mrkdwn, taken_message, words
from tests.views.worst import FILLINGS, filled, kept, worst_content
from tests.workshops import CHECKIN, HMW, VALUE, state, workshop, written


def sent(blocks: Any) -> Json:
    return taken_message(Message(text="x", blocks=blocks))


def value_of(*wishes: Contribution, there: Any = None, **more: Any) -> Json:
    return sent(value_blocks(added_up(results(state(*wishes, of=workshop(VALUE), **more))), there or {}))


def checkin_of(*ratings: Contribution, anonymous: bool = False) -> str:
    asked = state(*ratings, of=workshop(CHECKIN, anonymous=anonymous))
    return words(sent(checkin_blocks(read_checkin(asked, CHECKIN.categories))))


# ---------------------------------------------------------------- value


def test_value_is_added_up_without_false_precision() -> None:
    said = words(
        value_of(
            written(1, "A notice", saves=3.75, saves_unit="hours a month", group_id=9),
            written(2, "Notices", saves=123.5, saves_unit="hours a month", group_id=9),
            written(3, "A map", saves=4561.0, saves_unit="pounds a year"),
            groups={9: "Privacy notices"},
            group_votes={9: 2},
        )
    )

    assert "2 things that 3 people would value." in said
    assert "they would save about 130 hours a month and about £4,600 a year." in said
    assert "Together that is about £43,000 a year, if an hour counts as £25: a round figure" in said
    assert "1. *Privacy notices*\n2 people would value it · 2 votes" in said
    assert "About 130 hours a month for 2 people together: from 3.8 to 120 each, in the middle 64" in said
    assert "About £4,600 a year, by one person’s estimate" in said


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ((), "Nobody has named anything yet."),
        ((written(1, "A map"),), "1 thing that 1 person would value. Nobody said what they would save."),
        (
            (written(1, "A map", saves=0.5, saves_unit="hours a month"),),
            "By their own estimates they would save about 0.5 hours a month.",
        ),
    ],
)
def test_little_is_said_of_little(wishes: tuple[Contribution, ...], said: str) -> None:
    found = words(value_of(*wishes))

    assert said in found
    assert "Together" not in found


def test_what_is_here_already_can_be_opened() -> None:
    item = kept(content(title="Privacy notice generator"), number=3)

    found = value_of(written(1, "A notice"), there={"A notice": (item,)})

    assert "Here already: *Privacy notice generator*" in words(found)
    assert [(one["action_id"], one["value"]) for one in elements(found)] == [(ids.ITEM_DETAILS, "3")]


# ---------------------------------------------------------------- anchors and drivers


def test_anchors_drivers_and_where_people_differ() -> None:
    said = checkin_of(
        written(1, "An election\nis near", "Politics", rating=-2),
        written(2, "Councillors like it", "Politics", rating=1),
        written(3, "", "Culture", rating=2, author="U1"),
        written(4, "", "Scope", rating=0),
    )

    assert "*Anchors: what holds us back*\n• Politics: −0.5 (2 people)" in said
    assert "*Drivers: what drives us on*\n• Culture: +2 (1 person)" in said
    assert "*Neither, on the whole*\n• Scope: 0 (1 person)" in said
    assert "• Politics: two of us differ by 3.0 points on average" in said
    assert "−2: An election is near <@U1>" in said
    assert "+1: Councillors like it <@U2>" in said


def test_in_an_anonymous_workshop_notes_have_no_names() -> None:
    said = checkin_of(
        written(1, "An election", "Politics", rating=-2),
        written(2, "x", "Politics", rating=1),
        anonymous=True,
    )

    assert "An election" in said
    assert "<@" not in said


def test_nobody_has_rated_anything() -> None:
    assert checkin_of() == "Nobody has rated anything yet."


# ---------------------------------------------------------------- how might we


def test_winners_lead_on_to_an_item() -> None:
    asked = state(
        *(written(number, f"How might we {number}?") for number in range(1, 6)),
        of=workshop(HMW),
        votes={2: 3, 4: 1},
    )

    found = sent(winner_blocks(results(asked)))

    assert "1. How might we 2?" in words(found)
    assert "How might we 1?" not in words(found)
    assert [(one["action_id"], one["value"]) for one in elements(found)] == [
        (f"{ids.WORKSHOP_TO_ITEM}.{Kind.PROBLEM}", "7:2"),
        (f"{ids.WORKSHOP_TO_ITEM}.{Kind.IDEA}", "7:2"),
        (f"{ids.WORKSHOP_TO_ITEM}.{Kind.PROBLEM}", "7:4"),
        (f"{ids.WORKSHOP_TO_ITEM}.{Kind.IDEA}", "7:4"),
    ]


def test_without_votes_nothing_has_won() -> None:
    assert winner_blocks(results(state(written(1), of=workshop(HMW)))) == []


# ---------------------------------------------------------------- at its worst


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
def test_slack_takes_the_worst_of_each(filling: str) -> None:
    text = filled(filling, TEXT_LIMIT)
    item = kept(worst_content(filling))
    wishes = [written(n, text, saves=1e9, saves_unit="pounds a year") for n in range(1, 60)]
    ratings = [
        written(n, text, name, rating=n % 5 - 2)
        for n in range(1, 40)
        for name in (filled(filling, 60), "Scope")
    ]

    title = " ".join(text.split())
    for found in (
        value_of(*wishes, there={title: (item,) * 3}, votes=dict.fromkeys(range(1, 60), 9)),
        sent(checkin_blocks(read_checkin(state(*ratings, of=workshop(CHECKIN)), CHECKIN.categories))),
        sent(winner_blocks(results(state(*wishes, of=workshop(HMW), votes=dict.fromkeys(range(1, 60), 9))))),
    ):
        assert "<!channel>" not in mrkdwn(found)
        assert len(words(found)) < 13_200
