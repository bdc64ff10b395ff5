"""Saved searches: told at once, or in a weekly digest of one's own."""

from datetime import datetime
from zoneinfo import ZoneInfo

from playground.driver.message import ShownMessage
from tests.collab import Collab
from tests.handlers.steps import waits_for

LONDON = ZoneInfo("Europe/London")


def waits(collab: Collab, words: str, *, weekly: bool = False, name: str = "ben") -> None:
    found = collab.slack.person(name).types(f"/collab find {words}")
    offer = next(button for button in found.message.buttons if button.startswith("Tell me"))
    saved = found.click(offer)
    if weekly:
        saved.click("In my weekly digest")


def digests(collab: Collab, name: str = "ben") -> list[ShownMessage]:
    return [one for one in collab.slack.person(name).inbox if "New for your saved searches" in one.words]


def monday_comes(collab: Collab) -> int:
    collab.slack.clock.move_to("monday 09:00")
    return collab.delivers()


def test_when_to_be_told_is_chosen_with_a_button(collab: Collab) -> None:
    ben = collab.slack.person("ben")

    saved = ben.types("/collab find zeppelin moorings").click("Tell me when someone shares this")
    assert "“zeppelin moorings”, at once." in saved.message.words
    assert saved.message.buttons == ["In my weekly digest", "Do not tell me"]

    saved.click("In my weekly digest")
    collab.slack.wait_for(lambda: "in your weekly digest, on Monday at 9am" in saved.message.words)
    assert saved.message.buttons == ["Tell me at once", "Do not tell me"]
    assert "What you wait for" in ben.home().words
    assert "In my weekly digest" in ben.home().words


def test_a_weekly_digest_holds_each_item_once_and_comes_on_monday(collab: Collab) -> None:
    waits(collab, "zeppelin moorings", weekly=True)
    waits(collab, "zeppelin hangars", weekly=True)
    collab.has("Zeppelin moorings and zeppelin hangars by the sea")
    collab.has("Zeppelin hangars in the hills")
    assert collab.delivers() == 0

    monday_comes(collab)

    (digest,) = digests(collab)
    assert digest.words.count("by the sea") == 1
    assert "Zeppelin hangars in the hills" in digest.words
    assert "You wait for “zeppelin hangars”" in digest.words
    assert digest.buttons.count("Details") == 2
    assert digest.text.startswith("2 new items for your saved searches")
    local = datetime.fromtimestamp(float(digest.ts), LONDON)
    assert (local.weekday(), local.hour) == (0, 9)

    assert monday_comes(collab) == 0, "nothing is new"
    collab.has("Zeppelin hangars of glass")
    monday_comes(collab)
    assert "of glass" in digests(collab)[-1].words
    assert "in the hills" not in digests(collab)[-1].words


def test_what_was_archived_or_is_waited_for_no_more_is_not_in_it(collab: Collab) -> None:
    waits(collab, "zeppelin moorings", weekly=True)
    waits(collab, "airship hangars", weekly=True)
    gone = collab.has("Zeppelin moorings by the sea")
    collab.services.items.archive(collab.team, gone.id, by="U0AMIRA", now=collab.slack.clock.now())
    collab.has("Airship hangars in the hills")
    collab.has("Zeppelin moorings on the roof")
    home = collab.slack.person("ben").home()
    home.choose("When to tell me", "Stop telling me", near="airship")
    collab.slack.wait_for(lambda: len(collab.services.members.mine(collab.team, "U0BEN").searches) == 1)

    assert monday_comes(collab) == 1
    words = digests(collab)[-1].words
    assert "on the roof" in words
    assert "by the sea" not in words
    assert "Airship" not in words


def test_who_waits_in_two_ways_is_told_the_sooner_and_once(collab: Collab) -> None:
    waits(collab, "zeppelin moorings", weekly=True)
    waits(collab, "zeppelin hangars")
    collab.has("Zeppelin moorings and zeppelin hangars")

    assert collab.delivers() == 1
    assert "Somebody shared something for “zeppelin hangars”" in collab.slack.person("ben").inbox[-1].words
    assert monday_comes(collab) == 0


def test_when_to_be_told_is_changed_in_app_home(collab: Collab) -> None:
    waits(collab, "zeppelin moorings", weekly=True)
    home = collab.slack.person("ben").home()

    home.choose("When to tell me", "At once")
    collab.slack.wait_for(lambda: "At once" in collab.slack.person("ben").home().words)

    collab.has("Zeppelin moorings by the sea")
    assert collab.delivers() == 1


def test_a_search_that_was_given_up_cannot_be_changed(collab: Collab) -> None:
    found = collab.slack.person("ben").types("/collab find zeppelin moorings")
    saved = found.click("Tell me when someone shares this")
    saved.click("Do not tell me")

    refused = saved.click("In my weekly digest")

    assert "`/collab find`" in refused.words


def test_it_is_chosen_in_a_window_too(collab: Collab) -> None:
    home = collab.slack.person("ben").home()
    window = home.click("Find").view
    window.fill(words="zeppelin moorings").submit()
    waits_for(collab, window, "Nothing found")

    saved = window.click("Tell me when someone shares this").view
    saved.click("In my weekly digest")

    waits_for(collab, saved, "in your weekly digest, on Monday at 9am")


def test_somebody_elses_wish_is_not_mine_to_change(collab: Collab) -> None:
    waits(collab, "zeppelin moorings", weekly=True)
    (wish,) = collab.services.members.mine(collab.team, "U0BEN").searches

    collab.services.finder.forget(collab.team, "U0AMIRA", wish.id)

    assert collab.services.members.mine(collab.team, "U0BEN").searches == (wish,)
