"""A board from Trello becomes a workshop, once."""

import json
from typing import Any

import pytest

from bot.domain.refusals import InvalidFields
from bot.domain.trello import Imported, TrelloBoard, from_trello, to_trello
from bot.domain.workshop_results import results
from bot.domain.workshops import TEXT_LIMIT, WorkshopPhase, WorkshopState
from bot.services.workshop_boards import state_of
from bot.services.workshop_importing import NO_NAME, WorkshopImports
from bot.views.boards import board_in_words, imported_in_words
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW
from tests.workshops import PREMORTEM, state, workshop, written


def board(*lists: tuple[str, list[tuple[str, int]]], name: str = "Retro") -> TrelloBoard:
    return from_trello(
        json.dumps(
            {
                "name": name,
                "lists": [{"id": str(n), "name": list_name} for n, (list_name, _) in enumerate(lists)],
                "cards": [
                    {"name": card, "idList": str(n), "badges": {"votes": votes}}
                    for n, (_, cards) in enumerate(lists)
                    for card, votes in cards
                ],
            }
        )
    )


def take(database: Database, taken: TrelloBoard, **more: Any) -> tuple[Imported, WorkshopState]:
    given: dict[str, Any] = {"channel_id": "C1", "private": False, "by": "U0AMIRA", "now": NOW} | more
    found = WorkshopImports(database).take(TEAM, taken, **given)
    with database.reading(TEAM) as tx:
        return found, state_of(tx, found.workshop)


RETRO = board(
    ("Went badly", [("No owner", 3), ("Jargon", 5)]), ("Nothing here", []), ("Tools", [("Old phones", 0)])
)


def test_lists_become_categories_and_cards_contributions_with_their_votes(database: Database) -> None:
    found, kept = take(database, RETRO)

    assert kept.workshop.subject == "Retro"
    assert kept.workshop.settings.categories == ("Went badly", "Tools")
    assert kept.workshop.facilitators == ("U0AMIRA",)
    assert kept.workshop.phase is WorkshopPhase.GATHER
    assert kept.contributors == 0, "nobody here wrote them"
    assert [(one.title, one.category, one.votes) for one in results(kept).ranked] == [
        ("Jargon", "Went badly", 5),
        ("No owner", "Went badly", 3),
        ("Old phones", "Tools", 0),
    ]
    assert not found.again


def test_the_same_board_in_the_same_channel_is_taken_once(database: Database) -> None:
    first, _ = take(database, RETRO)
    again, kept = take(database, RETRO)
    elsewhere, _ = take(database, RETRO, channel_id="C2")

    assert again.again
    assert again.workshop.id == first.workshop.id != elsewhere.workshop.id
    assert len(kept.contributions) == 3
    assert imported_in_words(again) == (
        "This board was taken in before: the pre-mortem is there, and nothing was added."
    )


def test_a_workshop_goes_out_and_comes_back_with_its_groups_and_its_ranking(database: Database) -> None:
    out = state(
        written(1, "Nobody owned it", "Culture", group_id=1),
        written(2, "No owner", "Culture", group_id=1),
        written(3, "Jargon", "Communication"),
        votes={3: 6},
        groups={1: "Ownership"},
        group_votes={1: 5},
        of=workshop(),
    )

    _, back = take(database, from_trello(json.dumps(to_trello(PREMORTEM, out))))

    def told(one: WorkshopState) -> list[tuple[Any, ...]]:
        return [
            (each.rank, each.title, each.category, each.votes, {said.text for said in each.contributions})
            for each in results(one).ranked
        ]

    assert told(back) == told(out)


def test_what_is_too_long_is_cut_and_told(database: Database) -> None:
    found, kept = take(database, board(("L" * 99, [("x" * 900, 0)]), name="N" * 200))

    assert len(kept.contributions[0].text) == TEXT_LIMIT
    assert found.cut == 1
    assert "1 card had more than 500 characters" in imported_in_words(found)


def test_a_board_without_a_name_gets_one(database: Database) -> None:
    assert take(database, board(("A", [("b", 0)]), name=" "))[1].workshop.subject == NO_NAME


def test_more_lists_than_a_workshop_has_categories_are_refused(database: Database) -> None:
    with pytest.raises(InvalidFields) as refused:
        take(database, board(*((str(n), [("x", 0)]) for n in range(11))))

    assert set(refused.value.problems) == {"categories"}


def test_a_board_is_told_in_words() -> None:
    whole = from_trello(
        json.dumps(
            {
                "name": "Retro",
                "lists": [{"id": "1", "name": "A"}, {"id": "2", "name": "B", "closed": True}],
                "cards": [
                    {"idList": "1", "name": "x", "badges": {"votes": 1}},
                    {"idList": "2", "name": "y"},
                    {"idList": "1", "name": ""},
                ],
            }
        )
    )

    assert board_in_words(whole) == (
        "“Retro” has 1 list and 1 card with 1 vote. Left out: 1 archived list, 1 archived card and 1 empty card."
    )
    assert board_in_words(RETRO) == "“Retro” has 3 lists and 3 cards with 8 votes."
