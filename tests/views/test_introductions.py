"""What the two sides of an introduction are shown."""

from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.models.views import View

from bot.data.starters import PARTS, starters, starters_for
from bot.domain.introductions import Role, State
from bot.domain.items import Collaboration, Item, Kind, Phase
from bot.services.members import MOST_WAITING
from bot.views.follow_ups import follow_up_message
from bot.views.home import home_view
from tests.factories import content
from tests.views.meetings import meeting, screens
from tests.views.slack import mrkdwn, taken_message, taken_view
from tests.views.worst import FILLINGS, kept, worst_mine

SCREENS = tuple(screens())


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
def test_slack_takes_it_whatever_people_wrote(name: str, filling: str) -> None:
    screen = screens(filling)[name]
    payload: dict[str, Any] = taken_view(screen) if isinstance(screen, View) else taken_message(screen)

    assert "<!" not in mrkdwn(payload).replace("<!date^", "")


def test_who_was_declined_is_asked_the_same_as_who_was_not_answered() -> None:
    unanswered, declined = meeting(), meeting(state=State.DECLINED)

    assert (
        follow_up_message(unanswered, Role.INTERESTED).payload()
        == follow_up_message(declined, Role.INTERESTED).payload()
    )


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
def test_app_home_has_room_for_all_who_wait(filling: str) -> None:
    taken_view(home_view(replace(worst_mine(filling), waiting=(meeting(filling),) * MOST_WAITING)))


# ---------------------------------------------------------------- starters


def item(**wanted: Any) -> Item:
    return kept(content(**wanted))


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("phase", [None, *Phase])
@pytest.mark.parametrize("open_to", [(), *((one,) for one in Collaboration)])
def test_every_item_has_three_starters(
    kind: Kind, phase: Phase | None, open_to: tuple[Collaboration, ...]
) -> None:
    assert len(set(starters_for(item(kind=kind, phase=phase, open_to=open_to)))) == 3


def test_the_most_fitting_starter_is_chosen() -> None:
    begin, room, settle = starters_for(
        item(kind=Kind.PROJECT, phase=Phase.DISCOVERY, open_to=(Collaboration.DELIVERY,))
    )

    assert begin.startswith("Share the questions your research is to answer.")
    assert room.startswith(("Bring your user researchers.", "Bring the service owners"))
    assert settle.startswith("Settle what you may share of your research")


def test_every_starter_is_shown_to_somebody_and_reads_as_sentences() -> None:
    shown = {
        text
        for kind in Kind
        for phase in (None, *Phase)
        for open_to in ((), *((one,) for one in Collaboration))
        for text in starters_for(item(kind=kind, phase=phase, open_to=open_to))
    }

    assert shown == {one.text for one in starters()}
    assert {one.part for one in starters()} == set(PARTS)
    for one in starters():
        assert one.text[0].isupper()
        assert one.text.endswith((".", "?"))
        assert len(one.text) <= 200
