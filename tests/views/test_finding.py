"""What a search found, as a message."""

from dataclasses import replace

import pytest

from bot.domain.finding import Filters, Found, Hit
from bot.domain.items import Kind
from bot.domain.votes import NO_VOTES
from bot.views import ids
from bot.views.finding import found_message
from bot.views.notes import message_in_modal
from tests.factories import content
from tests.views.slack import elements, mrkdwn, taken_message, taken_view, words
from tests.views.worst import FILLINGS, kept, worst_found

HIT = Hit(item=kept(content(), number=7), matched=("repairs",), in_title=True, votes=NO_VOTES)
FOUND = Found(
    search_id=4711,
    text="housing repairs",
    filters=Filters(),
    page=1,
    pages=3,
    total=12,
    more_than=False,
    hits=(HIT,),
)


def pressed(found: Found) -> dict[str, str]:
    """The buttons below the results, and what each carries."""
    own = {ids.FIND_NEXT, ids.FIND_PREVIOUS, ids.FIND_TELL_ME, ids.FIND_POST_PROBLEM}
    payload = taken_message(found_message(found))
    return {one["text"]["text"]: one["value"] for one in elements(payload) if one["action_id"] in own}


@pytest.mark.parametrize(
    ("page", "buttons"),
    [
        pytest.param(1, {"Next": "4711:2", "Tell me of new ones": "4711"}, id="first"),
        pytest.param(
            2, {"Previous": "4711:1", "Next": "4711:3", "Tell me of new ones": "4711"}, id="in between"
        ),
        pytest.param(3, {"Previous": "4711:2", "Tell me of new ones": "4711"}, id="last"),
    ],
)
def test_pages_turn_as_far_as_there_are_any(page: int, buttons: dict[str, str]) -> None:
    found = replace(FOUND, page=page)

    assert pressed(found) == buttons
    assert f"Page {page} of 3" in words(found_message(found).payload())


@pytest.mark.parametrize(
    ("found", "heading"),
    [
        pytest.param(FOUND, "*12 found* for “housing repairs”", id="words"),
        pytest.param(
            replace(FOUND, more_than=True, total=100), "*More than 100 found* for", id="more than we count"
        ),
        pytest.param(
            replace(FOUND, filters=Filters(kind=Kind.IDEA, by="U0BEN")),
            "for “housing repairs” (kind: idea, by <@U0BEN>)",
            id="filters",
        ),
        pytest.param(
            replace(FOUND, mended=(("counsil", "council"),)),
            "I looked for *council* instead of “counsil”.",
            id="a word that was misspelt",
        ),
        pytest.param(
            replace(FOUND, words_left_out=3),
            "That was long, so I used only the beginning of it.",
            id="too many words",
        ),
        pytest.param(replace(FOUND, text="<!here>"), "for “&lt;!here&gt;”", id="mark-up"),
    ],
)
def test_the_heading_says_what_was_looked_for(found: Found, heading: str) -> None:
    payload = taken_message(found_message(found))

    assert heading in words(payload)
    assert "<!here>" not in payload["text"]


def test_nothing_found_shows_the_nearest_and_offers_more() -> None:
    found = replace(FOUND, hits=(), nearest=(HIT,), total=0, pages=1)

    said = words(taken_message(found_message(found)))

    assert "Nothing found for “housing repairs”." in said
    assert "*The nearest I have*" in said
    assert "Housing repairs online" in said
    assert pressed(found) == {"Post it as a problem": "4711", "Tell me when someone shares this": "4711"}


def test_nothing_found_with_filters_lets_them_be_taken_away() -> None:
    found = replace(FOUND, hits=(), total=0, filters=Filters(kind=Kind.IDEA))

    payload = taken_message(found_message(found))

    assert "Try it without the filters" in words(payload)
    menu = next(one for one in elements(payload) if one["action_id"] == ids.FIND_REFINE_KIND)
    assert menu["initial_option"]["value"] == "4711:idea"
    assert menu["options"][0]["value"] == "4711:any"


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
@pytest.mark.parametrize(
    ("hits", "nearest"), [(5, 0), (0, 3), (0, 0)], ids=["a full page", "the nearest", "nothing"]
)
@pytest.mark.parametrize("filters", [True, False], ids=["filtered", "not filtered"])
def test_slack_takes_the_worst_results(filling: str, hits: int, nearest: int, filters: bool) -> None:
    message = found_message(worst_found(filling, hits=hits, nearest=nearest, filters=filters))

    payload = taken_message(message)
    taken_view(message_in_modal(message, title="Found"))

    assert "<!channel>" not in mrkdwn(payload) + payload["text"]
