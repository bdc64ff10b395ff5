"""Principles and rounds: Slack takes the worst, and nobody's words come alive."""

from dataclasses import replace

import pytest
from slack_sdk.models.views import View

from bot.domain.principles import Evidence, PrincipleText, compared
from bot.views.details import details_view
from bot.views.manifesto_forms import ProposeForm
from bot.views.principles import propose_button, read_value
from bot.views.versions import difference_blocks, read_choice
from tests.views.principles import evidence, page, screens, text
from tests.views.slack import elements, mrkdwn, taken_message, taken_view, words
from tests.views.worst import FILLINGS, worst_details


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
def test_slack_takes_the_worst(filling: str) -> None:
    for name, screen in screens(filling).items():
        payload = taken_view(screen) if isinstance(screen, View) else taken_message(screen)
        assert "<!channel>" not in mrkdwn(payload), name


def test_what_is_different_is_shown_in_its_place_and_said_in_words() -> None:
    before = PrincipleText(title="Ask users", sentence="We ask users before we build.")
    after = PrincipleText(title="Ask users", sentence="We ask residents before we build and after.")
    said = [block.text.text for block in difference_blocks(before, after) if block.text]

    assert said == [
        "*Sentence*\nWe ask ~users~ *residents* before we ~build.~ *build and after.*",
        "Taken out: “users”, “build.”\nPut in: “residents”, “build and after.”",
    ]


def test_the_same_text_is_said_to_be_the_same() -> None:
    assert [block.text.text for block in difference_blocks(text(), text()) if block.text] == [
        "The text is the same."
    ]


def test_both_texts_can_be_read_from_what_is_compared() -> None:
    before, after = "a b c d e f", "a x c d f g h"
    pieces = compared(before, after)

    assert " ".join(one.before for one in pieces if one.before) == before
    assert " ".join(one.after for one in pieces if one.after) == after


def test_the_menu_of_versions_knows_whose_they_are() -> None:
    menu = next(one for one in elements(taken_view_of("versions")) if one["type"] == "static_select")

    assert {read_choice(option["value"])[0] for option in menu["options"]} == {"round"}
    assert menu["initial_option"]["text"]["text"] == "Compare with version 29"


def taken_view_of(name: str) -> dict[str, object]:
    screen = screens()[name]
    assert isinstance(screen, View)
    return taken_view(screen)


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
def test_a_button_carries_as_much_of_the_origin_as_fits(filling: str) -> None:
    button = propose_button(origin=evidence(filling), sentence="Ask first")
    origin, sentence = read_value(button.value or "")

    assert origin
    assert origin == evidence(filling)[: len(origin)]
    assert sentence == "Ask first"
    kept = ProposeForm.read(ProposeForm(origin=evidence(filling)).written())
    assert kept.origin == evidence(filling)[: len(kept.origin)]


def test_a_short_origin_is_carried_whole() -> None:
    origin = (Evidence(title="Nobody asked", workshop_id=3), Evidence(title="We found out last"))

    assert read_value(propose_button(origin=origin).value or "") == (origin, "")
    assert ProposeForm.read(ProposeForm(origin=origin, principle_id=4).written()) == ProposeForm(
        origin=origin, principle_id=4
    )


def test_details_list_the_principles_of_an_item() -> None:
    many = (page().principle,) * 40
    payload = taken_view(details_view(replace(worst_details("&"), principles=many)))

    assert "and 25 more" in words(payload)
