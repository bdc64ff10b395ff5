"""Groups: proposed, and then merged, split, renamed and filled by those who lead a workshop. No words are changed."""

from typing import Any

import pytest

from bot.domain.workshops import WorkshopPhase
from playground.driver.view import ShownView
from tests.collab import Collab
from tests.handlers.steps import opened
from tests.handlers.workshop_steps import begins, board, leads, shows, writes

TEXTS = (
    "Nobody owned the budget",
    "The budget had no owner",
    "Data was never migrated from the old repairs system",
    "Migrating data from the old repairs system failed",
    "We forgot the trade unions",
)


@pytest.fixture
def grouped(collab: Collab) -> Collab:
    """A workshop at grouping, which three people lead."""
    begins(collab, facilitators=["amira", "cerys"])
    for text in TEXTS:
        writes(collab, "amira", text)
    leads(collab, "Move on to group")
    collab.settles()
    shows(collab)
    return collab


def groups(collab: Collab) -> dict[str, set[str]]:
    """The names of the groups, with what is in them; "" has what is in none."""
    state = collab.services.workshops.state(collab.team, 1)
    names = {one.id: one.name for one in state.groups} | {None: ""}
    found: dict[str, set[str]] = {}
    for one in state.contributions:
        found.setdefault(names[one.group_id], set()).add(one.text)
    return found


def named(collab: Collab, text: str) -> str:
    return next(name for name, texts in groups(collab).items() if text in texts)


def change(collab: Collab, near: str, **fields: Any) -> ShownView:
    window = opened(board(collab).seen_by(collab.slack.person("ben")).click("Change groups"))
    changed = opened(window.click("Change", near=near))
    changed.fill(**fields).submit()
    return window


def test_groups_of_similar_contributions_are_proposed(grouped: Collab) -> None:
    found = groups(grouped)
    assert set(TEXTS[:2]) in found.values()
    assert set(TEXTS[2:4]) in found.values()
    assert found[""] == {TEXTS[4]}, "what resembles nothing is by itself"
    assert set().union(*found.values()) == set(TEXTS), "nobody’s words are changed or hidden"
    assert f"• {named(grouped, TEXTS[0])} (2)" in board(grouped).words


def test_a_group_is_renamed(grouped: Collab) -> None:
    change(grouped, TEXTS[0], name="Nobody owns it")
    assert groups(grouped)["Nobody owns it"] == set(TEXTS[:2])
    assert "Nobody owns it (2)" in shows(grouped)


def test_groups_are_merged(grouped: Collab) -> None:
    change(grouped, TEXTS[0], name="All of it", merged=[named(grouped, TEXTS[2])])
    assert groups(grouped) == {"All of it": set(TEXTS[:4]), "": {TEXTS[4]}}


def test_a_group_is_split(grouped: Collab) -> None:
    window = change(grouped, TEXTS[2], moved=[TEXTS[2]], to="A new group", new_name="Old data")
    assert groups(grouped)["Old data"] == {TEXTS[2]}
    assert "Old data" in window.words, "the groups behind the form follow"


def opens(collab: Collab, name: str, near: str) -> ShownView:
    """The form of a group that somebody opens."""
    window = opened(board(collab).seen_by(collab.slack.person(name)).click("Change groups"))
    return opened(window.click("Change", near=near))


def test_who_only_moves_something_does_not_rename_what_somebody_else_renamed(grouped: Collab) -> None:
    ann = opens(grouped, "cerys", TEXTS[0])
    change(grouped, TEXTS[0], name="Suppliers")
    ann.fill(moved=[TEXTS[1]], to="No group").submit()
    assert groups(grouped) == {
        "Suppliers": {TEXTS[0]},
        named(grouped, TEXTS[2]): set(TEXTS[2:4]),
        "": {TEXTS[1], TEXTS[4]},
    }


def test_who_changes_a_group_that_was_merged_away_meanwhile_is_told(grouped: Collab) -> None:
    ann, to = opens(grouped, "cerys", TEXTS[0]), opens(grouped, "amira", "Not in a group")
    to.fill(moved=[TEXTS[4]], to=named(grouped, TEXTS[0]))
    change(grouped, TEXTS[2], name="All of it", merged=[named(grouped, TEXTS[0])])
    before = groups(grouped)

    for window in (ann.fill(name="Ownership"), to):
        refused = window.submit()
        assert "That group is not there any more" in str(refused.errors or refused.words)
    assert groups(grouped) == before


def test_contributions_move_to_another_group_and_an_empty_one_goes(grouped: Collab) -> None:
    to = named(grouped, TEXTS[0])
    change(grouped, "Not in a group", moved=[TEXTS[4]], to=to)
    assert groups(grouped)[to] == {*TEXTS[:2], TEXTS[4]}

    gone = named(grouped, TEXTS[2])
    change(grouped, TEXTS[2], moved=list(TEXTS[2:4]), to=to)
    assert gone not in groups(grouped)
    assert len(collab_groups(grouped)) == 1


def collab_groups(collab: Collab) -> list[str]:
    return [one.name for one in collab.services.workshops.state(collab.team, 1).groups]


def test_groups_may_be_proposed_anew(grouped: Collab) -> None:
    change(grouped, TEXTS[0], name="All of it", merged=[named(grouped, TEXTS[2])])
    window = opened(board(grouped).seen_by(grouped.slack.person("ben")).click("Change groups"))
    window.click("Propose groups anew")
    grouped.slack.wait_for(lambda: "All of it" not in window.words)
    assert set(TEXTS[:2]) in groups(grouped).values()


def test_others_cannot_change_them(grouped: Collab) -> None:
    refused = board(grouped).seen_by(grouped.slack.person("dev")).click("Change groups")
    assert "for those who lead this workshop" in refused.words


def test_changes_stay_when_it_goes_back_to_gather_more(grouped: Collab) -> None:
    change(grouped, TEXTS[0], name="Nobody owns it")
    leads(grouped, "Go back to gather")
    writes(grouped, "dev", "The trade unions were forgotten")
    leads(grouped, "Move on to group")
    grouped.settles()

    found = groups(grouped)
    assert found["Nobody owns it"] == set(TEXTS[:2])
    assert {TEXTS[4], "The trade unions were forgotten"} in found.values()


def test_groups_are_proposed_after_a_crash_between_moving_on_and_proposing(collab: Collab) -> None:
    begins(collab)
    for text in TEXTS:
        writes(collab, "amira", text)
    collab.services.workshop_phases.move_on(
        collab.team, 1, by="U0BEN", seen=WorkshopPhase.GATHER, now=collab.slack.clock.now()
    )
    assert collab_groups(collab) == []
    collab.clockwork.jobs.tick()
    assert len(collab_groups(collab)) == 2
