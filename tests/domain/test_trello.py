"""Boards go out in Trello's shape and come back as they were; and what Trello exports comes in."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain.refusals import NotATrelloBoard
from bot.domain.trello import MOST_CARDS, TrelloBoard, TrelloCard, TrelloList, from_trello, to_trello
from bot.domain.workshops import WorkshopState
from tests.workshops import CHECKIN, PREMORTEM, VALUE, state, workshop, written

TEXTS = (
    some.text(some.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
    .map(str.strip)
    .filter(bool)
)
NAMES = TEXTS.map(lambda text: " ".join(text.split())).filter(bool)


@some.composite
def states(draw: some.DrawFn) -> WorkshopState:
    """Workshops with categories, groups, late ones, and votes of all three sorts."""
    categories = tuple(draw(some.lists(NAMES, min_size=1, max_size=4, unique=True)))
    groups = dict(enumerate(draw(some.lists(NAMES, max_size=3, unique=True)), start=1))
    ids = range(1, draw(some.integers(1, 8)) + 1)
    said = [
        written(
            number,
            draw(TEXTS),
            draw(some.sampled_from(categories)),
            group_id=draw(some.sampled_from([None, *groups])),
            imported_votes=draw(some.integers(0, 3)),
        )
        for number in ids
    ]
    return state(
        *said,
        votes={number: draw(some.integers(0, 9)) for number in ids},
        groups=groups,
        group_votes={group_id: draw(some.integers(0, 9)) for group_id in groups},
        of=workshop(categories=categories, subject=draw(NAMES)),
        late=[written(99, "too late", categories[0], late=True)],
    )


@given(states())
def test_what_goes_out_comes_back(one: WorkshopState) -> None:
    board = from_trello(json.dumps(to_trello(PREMORTEM, one)))

    names = {group.id: group.name for group in one.groups}
    assert board.name == one.workshop.subject
    assert [each.name for each in board.lists] == list(one.workshop.settings.categories)
    assert {each.name: [(card.text, card.group) for card in each.cards] for each in board.lists} == {
        category: [
            (each.text, names.get(each.group_id or 0, ""))
            for each in one.contributions
            if each.category == category
        ]
        for category in one.workshop.settings.categories
    }
    filled = {each.group_id for each in one.contributions}
    assert board.votes == (
        sum(one.contribution_votes.values())
        + sum(each.imported_votes for each in one.contributions)
        + sum(votes for group_id, votes in one.group_votes.items() if group_id in filled)
    )
    assert board.archived_cards == 0, "what waits to be let in is not in it"


def test_the_shape_is_trellos() -> None:
    """As its own exports have it: ids that refer to each other, and votes both as a number and as a list."""
    said = (
        written(1, "Nobody owned it\nand nobody minded", "Culture", group_id=3),
        written(2, "Jargon", "Tools"),
    )
    board = to_trello(
        PREMORTEM, state(*said, votes={1: 2}, groups={3: "No owner", 4: "empty"}, group_votes={3: 1})
    )

    assert [each["name"] for each in board["lists"]] == list(PREMORTEM.categories)
    first, second = board["cards"]
    lists = {each["name"]: each["id"] for each in board["lists"]}
    assert (first["idList"], second["idList"]) == (lists["Culture"], lists["Tools"])
    assert (first["name"], first["desc"]) == ("Nobody owned it", "and nobody minded")
    assert first["badges"]["votes"] == len(first["idMembersVoted"]) == 3
    assert first["idLabels"] == [label["id"] for label in board["labels"]]
    assert [label["name"] for label in board["labels"]] == ["No owner"]
    ids = [board["id"], *(each["id"] for kind in ("lists", "cards", "labels") for each in board[kind])]
    assert len(set(ids)) == len(ids)
    assert all(len(one) == 24 and int(one, 16) for one in ids)
    assert first["pos"] < second["pos"]


def test_what_is_beside_the_text_goes_into_the_description() -> None:
    rated = to_trello(CHECKIN, state(written(1, "we talk", "Culture", rating=2), of=workshop(CHECKIN)))
    wish = written(1, "A template", saves=4.5, saves_unit="hours a month")

    assert rated["cards"][0]["desc"] == "Rating: +2"
    assert (
        to_trello(VALUE, state(wish, of=workshop(VALUE)))["cards"][0]["desc"]
        == "Would save: 4.5 hours a month"
    )


def test_nobody_goes_out_of_an_anonymous_workshop_nor_the_minute_when_they_wrote() -> None:
    said = [written(1, author="c0ffee" * 10), written(2, author="U0AMIRA")]

    board = to_trello(PREMORTEM, state(*said, votes={1: 2}, of=workshop(anonymous=True)))

    assert "c0ffee" not in json.dumps(board)
    assert "U0AMIRA" not in json.dumps(board)
    assert len({card["id"][:8] for card in board["cards"]}) == 1
    assert len({card["id"][:8] for card in to_trello(PREMORTEM, state(*said))["cards"]}) == 2


def trello(cards: list[Any], lists: list[Any] | None = None, **more: Any) -> str:
    usual = [{"id": "l1", "name": "Culture", "closed": False, "pos": 1}]
    return json.dumps({"name": "Board", "lists": usual if lists is None else lists, "cards": cards} | more)


def card(name: Any = "Jargon", **more: Any) -> dict[str, Any]:
    return {"name": name, "idList": "l1"} | more


def test_a_board_from_trello_comes_in_in_its_order() -> None:
    lists = [
        {"id": "b", "name": "Second", "pos": 131071, "subscribed": False},
        {"id": "a", "name": "First", "pos": 65535.5},
        {"id": "c", "name": "Old", "closed": True},
    ]
    cards = [
        {"name": "two", "idList": "a", "pos": 2, "badges": {"votes": 1}, "labels": [{"name": "urgent"}]},
        {"name": "one", "idList": "a", "pos": 1, "idMembersVoted": ["x", "y"]},
        {"name": "gone", "idList": "a", "closed": True},
        {"name": "with it", "idList": "c"},
        {"name": " ", "idList": "a"},
        {"name": "nowhere", "idList": "z"},
    ]

    assert from_trello(trello(cards, lists, prefs={"voting": "members"}, actions=[{}])) == TrelloBoard(
        name="Board",
        lists=(
            TrelloList(
                name="First", cards=(TrelloCard(text="one", votes=2), TrelloCard(text="two", votes=1))
            ),
            TrelloList(name="Second"),
        ),
        archived_lists=1,
        archived_cards=2,
        empty_cards=2,
    )


@pytest.mark.parametrize(
    "strange",
    [
        pytest.param(card(badges={"votes": "many"}), id="votes in words"),
        pytest.param(card(badges={"votes": -3}), id="fewer than none"),
        pytest.param(card(badges={"votes": True}, idMembersVoted={"a": 1}), id="votes that are no number"),
        pytest.param(card(badges=[], pos="bottom", labels="red", closed=None), id="all is something else"),
        pytest.param(card(badges={"votes": float("nan")}), id="not a number"),
        pytest.param(card(desc=["x"]), id="a description that is a list"),
        pytest.param(card(badges={"votes": 10**400}), id="no machine's number"),
    ],
)
def test_what_makes_no_sense_is_passed_over(strange: dict[str, Any]) -> None:
    board = from_trello(trello([strange, None, "card", 3]))

    assert board.lists == (TrelloList(name="Culture", cards=(TrelloCard(text="Jargon"),)),)


def test_votes_are_never_more_than_anybody_can_have_meant() -> None:
    assert from_trello(trello([card(badges={"votes": 10**9})])).votes == 10_000


def test_no_card_says_what_a_database_does_not_keep() -> None:
    assert from_trello(trello([card("a\0b \ud800")])).lists[0].cards[0].text == "ab ?"


@pytest.mark.parametrize(
    ("exported", "problem"),
    [
        ("", "not_json"),
        ("<html>", "not_json"),
        (b"\xff\xfe\x00", "not_json"),
        ("[" * 100_000, "not_json"),
        ("[]", "not_a_board"),
        ('{"lists": [], "cards": null}', "not_a_board"),
        ('{"items": []}', "not_a_board"),
        (trello([]), "no_cards"),
        (trello([card(closed=True)]), "no_cards"),
        (trello([card()], []), "no_cards"),
        (trello([card()] * (MOST_CARDS + 1)), "too_many_cards"),
    ],
)
def test_what_is_no_board_is_refused_with_the_reason(exported: str | bytes, problem: str) -> None:
    with pytest.raises(NotATrelloBoard) as refused:
        from_trello(exported)

    assert refused.value.problem == problem
