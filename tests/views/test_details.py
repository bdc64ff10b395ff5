"""An item's details, and the small forms about it."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.details import Details
from bot.domain.items import Action, Change, Collaboration, Kind, Link
from bot.domain.votes import NO_VOTES
from bot.views.details import details_view
from bot.views.item_forms import copy_form, hand_over_form
from tests.factories import NOW, content
from tests.views.slack import elements, mrkdwn, taken_view, words
from tests.views.worst import FILLINGS, kept, worst_content, worst_details


def details(**wanted: Any) -> Details:
    """An item as somebody sees it who has nothing to do with it."""
    plain = Details(
        item=kept(content(), owner="U0AMIRA"),
        votes=NO_VOTES,
        interested=(),
        followers=0,
        owns=False,
        wants=False,
        following=False,
        may_change=False,
        history=(),
    )
    return replace(plain, **wanted)


def buttons(shown: Details) -> list[str]:
    return [one["text"]["text"] for one in elements(taken_view(details_view(shown)))]


@pytest.mark.parametrize(
    ("shown", "labels"),
    [
        pytest.param(
            details(), ["I’m interested", "Follow", "Copy to channel", "Find partners"], id="anybody"
        ),
        pytest.param(
            details(wants=True),
            ["Follow", "Copy to channel", "Find partners", "Take back my interest"],
            id="interested already",
        ),
        pytest.param(
            details(following=True),
            ["I’m interested", "Stop following", "Copy to channel", "Find partners"],
            id="following",
        ),
        pytest.param(
            details(owns=True, may_change=True),
            [
                "Follow",
                "Copy to channel",
                "Find partners",
                "Edit",
                "Still current",
                "Uses principle…",
                "Hand over",
                "Archive",
            ],
            id="the owner",
        ),
        pytest.param(
            details(may_change=True),
            [
                "I’m interested",
                "Follow",
                "Copy to channel",
                "Find partners",
                "Edit",
                "Still current",
                "Uses principle…",
                "Hand over",
                "Archive",
            ],
            id="a moderator",
        ),
        pytest.param(
            details(item=kept(content(), archived_at=NOW), owns=True, may_change=True),
            ["Bring it back"],
            id="the owner of an archived item",
        ),
        pytest.param(details(item=kept(content(), archived_at=NOW)), [], id="archived, somebody else's"),
    ],
)
def test_people_are_offered_what_they_may_do(shown: Details, labels: list[str]) -> None:
    assert buttons(shown) == labels


def test_everything_there_is_to_say_is_said() -> None:
    item = kept(
        content(
            description="Long\n\nand broad",
            looking_for="Two councils",
            open_to=(Collaboration.DELIVERY,),
            councils=("Ambleford (sample)", "Dunmarrow (sample)"),
            people=("U0BEN",),
            links=(
                Link(url="https://example.org/?a=1&b=2", title="A|B <c>"),
                Link(url="https://example.com"),
            ),
        ),
        owner="U0AMIRA",
    )
    history = (
        Change(action=Action.HANDED_OVER, by="U0CERYS", at=NOW, fields={"owner": ("U0CERYS", "U0AMIRA")}),
        Change(
            action=Action.EDITED, by="import", at=NOW, fields={"looking_for": ("", "x"), "title": ("", "x")}
        ),
    )

    said = words(
        taken_view(
            details_view(details(item=item, interested=("U0BEN", "U0DEV"), followers=1, history=history))
        )
    )

    for line in (
        "Long\n\nand broad",
        "*Looking for*\nTwo councils",
        "*Open to*\nDelivery",
        "*Councils*\nAmbleford (sample) and Dunmarrow (sample)",
        "*Who to talk to*\nAsk <@U0AMIRA> · <@U0BEN>",
        "*Links*\n<https://example.org/?a=1&amp;b=2|A¦B &lt;c&gt;>\n<https://example.com|https://example.com>",
        "|Where it came from>",
        "No votes yet · 2 members interested · 1 follower",
        "*How current it is*\nConfirmed <!date^",
        "handed over by <@U0CERYS> to <@U0AMIRA>",
        "edited by import (title, looking for)",
    ):
        assert line in said


def test_who_is_interested_is_for_the_owner_to_know() -> None:
    some = tuple(f"U0{number:09}" for number in range(40))

    mine = words(taken_view(details_view(details(interested=some, may_change=True))))
    theirs = words(taken_view(details_view(details(interested=some))))

    assert "<@U0000000000>" in mine
    assert "10 more" in mine
    assert "<@U0000000000>" not in theirs
    assert "40 members interested" in theirs


def test_a_long_description_is_shown_to_its_end() -> None:
    written = "R&D <b> " * 374 + "the end"

    said = words(taken_view(details_view(details(item=kept(content(description=written))))))

    assert said.count("R&amp;D") == 374
    assert "the end" in said


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
@pytest.mark.parametrize("kind", list(Kind))
def test_slack_takes_the_worst_details(filling: str, kind: Kind) -> None:
    owned = worst_details(filling, item=kept(worst_content(filling, kind)))
    nobodys = worst_details(filling, item=kept(worst_content(filling, kind), owner=None), may_change=False)

    for shown in (owned, nobodys):
        view = taken_view(details_view(shown, title="Shared", said="Thank you."))
        assert "<!channel>" not in mrkdwn(view)

        assert words(view).count("<https://example.org/") == 10, "every link is there"


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
def test_slack_takes_the_small_forms_at_their_worst(filling: str) -> None:
    for form in (copy_form, hand_over_form):
        view = taken_view(form(kept(worst_content(filling))))
        assert "<!channel>" not in mrkdwn(view)
