"""App Home, `/collab mine` and help."""

from dataclasses import replace

import pytest

from bot.domain.details import Mine
from bot.views.help import help_message
from bot.views.home import find_form, home_view, me_message
from bot.views.notes import message_in_modal, note, note_at_home
from tests.factories import content
from tests.views.slack import elements, mrkdwn, taken_message, taken_view, words
from tests.views.worst import FILLINGS, kept, worst_mine

NOTHING = Mine(owned=(), archived=(), interested=(), followed=(), voted_for=(), searches=(), new=(), votes={})


def test_home_with_nothing_in_it_says_how_to_begin() -> None:
    view = taken_view(home_view(NOTHING))

    assert "Nobody has shared anything yet. Be the first." in words(view)
    assert len(elements(view)) == 8


def test_each_list_says_when_there_is_more() -> None:
    items = tuple(kept(content(title=f"Bins {number}"), number=number) for number in range(1, 13))
    mine = replace(NOTHING, owned=items, followed=items[:5], new=items)

    said = words(taken_view(home_view(mine)))

    assert "Only the latest 10 are shown. `/collab find by:me` finds all of them." in said
    assert "Only the latest 5 are shown. `/collab digest` in a channel" in said
    assert said.count("Only the latest") == 2, "five followed items are all there are"


def test_a_message_of_lists_begins_with_a_list() -> None:
    payload = taken_message(me_message(replace(NOTHING, owned=(kept(content()),))))

    assert payload["blocks"][0]["text"]["text"] == "*What you shared*"


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
def test_slack_takes_everything_of_somebody_who_does_everything(filling: str) -> None:
    mine = worst_mine(filling)

    home = taken_view(home_view(mine))
    message = taken_message(me_message(mine))
    taken_view(message_in_modal(me_message(mine), title="Yours"))

    assert "<!channel>" not in mrkdwn(home) + mrkdwn(message)


def test_slack_takes_help_and_the_small_windows() -> None:
    verbs = [("find " + "x" * 100, "y" * 200)] * 20

    taken_message(help_message(verbs))
    taken_view(message_in_modal(help_message(verbs), title="Help"))
    taken_view(find_form())
    taken_view(note("Words."))
    taken_view(note_at_home("Words."))
