"""What helps people in a workshop, on both databases."""

import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.workshops import (
    FormatKey,
    Happened,
    NewContribution,
    Workshop,
    WorkshopPhase,
    WorkshopSettings,
)
from bot.search.meaning.meaning import Meaning, no_meaning
from bot.search.search import Search
from bot.services.items import Items
from bot.services.workshop_help import MOST_OF_ONE, MOST_PROMPTS, WorkshopHelp
from storage.database import Database
from tests.conftest import TEAM
from tests.embedders import Topics
from tests.factories import NOW, content

Held = Callable[..., Workshop]


@pytest.fixture
def help_(database: Database) -> WorkshopHelp:
    return WorkshopHelp(database, Search(), no_meaning())


@pytest.fixture
def held(database: Database) -> Held:
    """A workshop as somebody held it, with the risks that people voted for."""

    numbers = itertools.count()

    def hold(
        subject: str, *risks: str, votes: int = 2, closed: bool = True, team: str = TEAM, **wanted: Any
    ) -> Workshop:
        values: dict[str, Any] = {
            "format": FormatKey.PREMORTEM,
            "channel_id": "C0PAST" if closed else "C0NOW",
            "private": False,
            "closed_at": NOW if closed else None,
        }
        new = Workshop(
            id=0,
            subject=subject,
            facilitators=("U1",),
            settings=WorkshopSettings(anonymous=True),
            phase=WorkshopPhase.CLOSE if closed else WorkshopPhase.GATHER,
            opened_at=NOW - timedelta(days=400),
            **values | wanted,
        )
        with database.transaction(team) as tx:
            kept = tx.workshops.add(new, request=f"request {next(numbers)}")
            written = [NewContribution(text=one, category="Culture", imported_votes=votes) for one in risks]
            tx.contributions.add(kept.id, "U0SECRET", written, late=False, at=NOW)
            return kept

    return hold


# ---------------------------------------------------------------- what is here already


def test_each_wish_gets_what_is_here_already(database: Database, help_: WorkshopHelp) -> None:
    items = Items(database, Search())
    notice = items.share(TEAM, "U1", content(title="Privacy notice template"), now=NOW)
    items.share("T0OTHER", "U1", content(title="Privacy notice template"), now=NOW)
    items.share(TEAM, "U1", content(title="Missed bins"), now=NOW)

    found = help_.existing(
        TEAM, ["A template for a privacy notice", "A map of broadband", "A map of broadband"]
    )

    assert {wish: [item.id for item in there] for wish, there in found.items()} == {
        "A template for a privacy notice": [notice.id]
    }


# ---------------------------------------------------------------- prompts


def test_risks_of_similar_work_are_offered_without_names(help_: WorkshopHelp, held: Held) -> None:
    held("Housing repairs online", "Nobody owned the data")
    held("Library fines", "Books burnt")
    now = held("Repairs to housing", closed=False)

    (only,) = help_.prompts(TEAM, now.id)

    assert only == "Nobody owned the data (from “Housing repairs online”)"
    assert "SECRET" not in only


@pytest.mark.parametrize(
    ("wanted", "votes"),
    [
        pytest.param({"private": True}, 2, id="of another private channel"),
        pytest.param({}, 0, id="that nobody voted for"),
        pytest.param({"closed": False}, 2, id="of one that goes on"),
        pytest.param({"team": "T0OTHER"}, 2, id="of another workspace"),
        pytest.param({"format": FormatKey.HMW}, 2, id="of another format"),
    ],
)
def test_what_is_not_offered(help_: WorkshopHelp, held: Held, wanted: dict[str, Any], votes: int) -> None:
    held("Housing repairs online", "Nobody owned the data", votes=votes, **wanted)
    now = held("Housing repairs", closed=False)

    assert help_.prompts(TEAM, now.id) == ()


def test_a_private_channel_is_offered_its_own(help_: WorkshopHelp, held: Held) -> None:
    held("Housing repairs online", "Nobody owned the data", private=True, channel_id="C0OURS")
    now = held("Housing repairs", closed=False, private=True, channel_id="C0OURS")

    assert len(help_.prompts(TEAM, now.id)) == 1


def test_what_somebody_has_written_already_is_not_offered(help_: WorkshopHelp, held: Held) -> None:
    held("Housing repairs online", "Nobody owned the data", "It broke")
    now = held("Housing repairs", "nobody  owned the DATA", closed=False)

    assert help_.prompts(TEAM, now.id) == ("It broke (from “Housing repairs online”)",)


def test_several_past_workshops_speak_and_not_too_much(help_: WorkshopHelp, held: Held) -> None:
    for place in range(5):
        held(f"Housing repairs {place}", *(f"Risk {place} {number}" for number in range(9)))
    now = held("Housing repairs", closed=False)

    found = help_.prompts(TEAM, now.id)

    assert len(found) == MOST_PROMPTS
    assert max(sum(f"Risk {place} " in one for one in found) for place in range(5)) == MOST_OF_ONE


def test_what_came_true_comes_first_even_when_nobody_voted_for_it(
    database: Database, help_: WorkshopHelp, held: Held
) -> None:
    held("Housing repairs online", "It broke")
    past = held("Repairs to housing", "Nobody owned it", "It was late", "It rained", votes=0)
    with database.transaction(TEAM) as tx:
        answers = {
            1: ("It was late", Happened.PARTLY),
            2: ("Nobody owned it", Happened.YES),
            3: ("It rained", Happened.NO),
        }
        tx.workshop_actions.look_back(past.id, answers, by="U1", at=NOW)
    now = held("Housing repairs", closed=False)

    assert help_.prompts(TEAM, now.id) == (
        "Nobody owned it (it did happen, in “Repairs to housing”)",
        "It was late (it did happen in part, in “Repairs to housing”)",
        "It broke (from “Housing repairs online”)",
    )


def test_work_on_the_same_item_is_similar_whatever_it_is_called(
    database: Database, help_: WorkshopHelp, held: Held
) -> None:
    item = Items(database, Search()).share(TEAM, "U1", content(), now=NOW)
    held("Phase one", "Nobody owned the data", item_id=item.id)
    now = held("What comes next", closed=False, item_id=item.id)

    assert len(help_.prompts(TEAM, now.id)) == 1


def test_by_meaning_where_there_is_a_model(database: Database, held: Held) -> None:
    held("Damp on walls", "Nobody owned the data")
    held("Debt and arrears", "It broke")
    now = held("Mildew", closed=False)

    by_meaning = WorkshopHelp(database, Search(), Meaning(Topics)).prompts(TEAM, now.id)

    assert by_meaning == ("Nobody owned the data (from “Damp on walls”)",)
    assert WorkshopHelp(database, Search(), no_meaning()).prompts(TEAM, now.id) == ()


@pytest.mark.parametrize("key", [FormatKey.HMW, FormatKey.VALUE, FormatKey.CHECKIN])
def test_other_formats_have_no_prompts(help_: WorkshopHelp, held: Held, key: FormatKey) -> None:
    held("Housing repairs online", "Nobody owned the data")
    now = held("Housing repairs", closed=False, format=key)

    assert help_.prompts(TEAM, now.id) == ()


def test_a_workshop_that_is_not_there_has_no_prompts(help_: WorkshopHelp) -> None:
    assert help_.prompts(TEAM, 99) == ()
