"""What workshops show: Slack takes all of it, whatever people wrote; nobody is pinged, and nothing is cut out."""

from typing import Any

import pytest
from slack_sdk.models.views import View

from bot.domain.workshops import WorkshopPhase
from bot.views.workshop_reading import reading_view
from tests.views.slack import mrkdwn, taken_message, taken_view, words
from tests.views.workshops import screens, state
from tests.views.worst import FILLINGS


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
def test_slack_takes_it_whatever_people_wrote(filling: str) -> None:
    for name, screen in screens(filling).items():
        payload: dict[str, Any] = taken_view(screen) if isinstance(screen, View) else taken_message(screen)
        assert "<!" not in mrkdwn(payload).replace("<!date^", ""), name


@pytest.mark.parametrize("groups", [0, 60])
def test_all_pages_together_show_everything_whole(groups: int) -> None:
    about = state("y", groups=groups, phase=WorkshopPhase.VOTE)
    pages, last = "", None
    for page in range(1000):
        shown = words(taken_view(reading_view(about, page)))
        if shown == last:
            break
        pages, last = pages + shown, shown
    assert pages.count("•") == len(about.contributions)
    assert pages.count(about.contributions[0].text) == len(about.contributions)


def test_a_page_past_the_last_is_the_last() -> None:
    about = state(number=3, groups=0, phase=WorkshopPhase.VOTE)
    assert reading_view(about, 99).to_dict() == reading_view(about, 0).to_dict()
