"""What somebody waits for, as Slack takes it."""

from dataclasses import replace

import pytest

from bot.domain.finding import Cadence, SavedSearch
from bot.views.waiting import MOST_ENTRIES, news_message, saved_message
from tests.views.slack import taken_message, words
from tests.views.worst import FILLINGS, kept, worst_content

WISH = SavedSearch(id=1, member_id="U1", text="bins")


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
def test_slack_takes_a_digest_at_its_worst(filling: str) -> None:
    wish = replace(WISH, text=filling * 500)
    news = [(replace(kept(worst_content(filling)), id=n), wish) for n in range(1, 40)]

    sent = taken_message(news_message(news))

    assert f"And {39 - MOST_ENTRIES} more" in words(sent)
    assert len("".join(words(sent))) < 13_200
    taken_message(saved_message(wish))


def test_it_says_when_one_is_told() -> None:
    assert "at once" in saved_message(WISH).text
    weekly = saved_message(replace(WISH, cadence=Cadence.WEEKLY), new=False)
    assert weekly.text.startswith("I have that noted already: I will tell you")
    assert "on Monday at 9am" in weekly.text
