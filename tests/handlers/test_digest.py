"""`/collab digest`, seen from Slack."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from playground.driver.message import ShownMessage
from playground.driver.reply import Reply
from tests.collab import Collab
from tests.factories import NOW

WEEK = timedelta(days=7)


def start(collab: Collab, channel: str = "housing", who: str = "ben", **answers: Any) -> Reply:
    """Somebody starts a digest with the button, and fills in what is named."""
    form = collab.slack.person(who).types("/collab digest", channel).click("Start a digest").view
    return form.fill(**answers).submit()


def comes(collab: Collab, channel: str = "housing") -> list[ShownMessage]:
    """What is in the channel of the bot's when it is Monday at nine."""
    collab.slack.clock.move_to("monday 09:00")
    collab.delivers()
    return collab.slack.posted(channel)


def test_a_channel_without_a_digest_is_told_what_it_would_be(collab: Collab) -> None:
    reply = collab.slack.person("ben").types("/collab digest", "housing")

    assert "This channel has no digest." in reply.words
    assert "When there is nothing new, nothing is posted." in reply.words
    assert "Anyone in this channel can start, change or stop it." in reply.words
    assert reply.message.is_ephemeral


def test_the_usual_digest_comes_on_monday_at_nine_in_london(collab: Collab) -> None:
    collab.has("Damp reports")

    done = start(collab)

    assert "every Monday at 9am (Europe/London time)" in done.words
    assert "The next one is due on Monday" in done.words
    [digest] = comes(collab)
    assert "Damp reports" in digest.words


def test_day_time_time_zone_and_themes_are_chosen(collab: Collab) -> None:
    collab.has("Damp reports", themes=("housing-and-homelessness",))
    collab.has("Pothole map", themes=("highways-transport-and-parking",))

    done = start(
        collab,
        day="Friday",
        time="16:30",
        time_zone="Europe/Madrid",
        themes=["Housing and homelessness", "Public health"],
    )

    assert "every Friday at 4:30pm (Europe/Madrid time)" in done.words
    assert "It is only about Housing and homelessness and Public health." in done.words
    collab.slack.clock.move_to("friday 15:31")  # in London
    collab.delivers()
    [digest] = collab.slack.posted("housing")
    assert "Damp reports" in digest.words
    assert "Pothole map" not in digest.words


@pytest.mark.parametrize(
    ("answers", "said", "next_one"),
    [  # today is Wednesday 18 November
        pytest.param(
            {"how_often": "Every working day"},
            "every working day, Monday to Friday, at 9am",
            "Thursday 19 November",
            id="daily",
        ),
        pytest.param(
            {"how_often": "Every two weeks, counted from this week", "day": "Friday"},
            "every second Friday at 9am",
            "Friday 20 November",
            id="fortnightly, from this week",
        ),
        pytest.param(
            {"how_often": "Every two weeks, counted from next week", "day": "Friday"},
            "every second Friday at 9am",
            "Friday 27 November",
            id="fortnightly, from next week",
        ),
        pytest.param(
            {"how_often": "Every month", "day": "Tuesday"},
            "on the first Tuesday of each month at 9am",
            "Tuesday 1 December",
            id="monthly",
        ),
        pytest.param(
            {"how_often": "Every month", "on_bank_holidays": "Next working day (Scotland)"},
            "On bank holidays in Scotland it waits for the next working day.",
            "Monday 7 December",
            id="monthly, around holidays",
        ),
    ],
)
def test_how_often_is_chosen(collab: Collab, answers: dict[str, str], said: str, next_one: str) -> None:
    collab.slack.clock.move_to(NOW)

    done = start(collab, **answers)

    assert said in done.words
    assert f"The next one is due on {next_one} at 9am." in done.words
    form = collab.slack.person("cerys").types("/collab digest change", "housing").view
    again = form.submit()  # as it stands: nothing changes
    assert said in again.words
    assert f"The next one is due on {next_one} at 9am." in again.words


def test_a_bank_holiday_is_waited_out(collab: Collab) -> None:
    collab.slack.clock.move_to(datetime(2026, 12, 22, tzinfo=UTC))
    collab.has("Damp reports")
    start(collab, on_bank_holidays="Next working day (England and Wales)")

    collab.slack.clock.move_to(
        datetime(2026, 12, 28, 9, 0, tzinfo=UTC)
    )  # in the place of Boxing Day, a Saturday
    collab.delivers()
    assert collab.slack.posted("housing") == []

    collab.slack.clock.move_to(datetime(2026, 12, 29, 9, 0, tzinfo=UTC))
    collab.delivers()
    assert len(collab.slack.posted("housing")) == 1
    said = collab.slack.person("ben").types("/collab digest", "housing").words
    assert "The next one is due on Monday 4 January at 9am." in said


def test_a_digest_is_stopped_from_within_itself_and_stays_to_be_read(collab: Collab) -> None:
    collab.has("Damp reports")
    start(collab)
    [digest] = comes(collab)
    cerys = collab.slack.person("cerys")

    stopped = digest.seen_by(cerys).click("Stop")

    assert "Stopped. This channel has no digest." in stopped.words
    assert stopped.message.is_ephemeral
    [still] = collab.slack.posted("housing")
    assert "Damp reports" in still.words
    assert collab.services.digests.subscription(collab.team, "C0HOUSING") is None


def test_the_form_begins_with_what_was_chosen(collab: Collab) -> None:
    start(collab, day="Friday", time="16:30", time_zone="Europe/Madrid", themes=["Public health"])

    form = collab.slack.person("cerys").types("/collab digest change", "housing").view

    assert form.value("Day") == "4"
    assert form.value("Time") == "16:30"
    assert form.value("Time zone") == "Europe/Madrid"
    assert form.value("Themes") == ["public-health"]
    form.fill(day="Tuesday").submit()
    said = collab.slack.person("ben").types("/collab digest", "housing").words
    assert "every Tuesday at 4:30pm (Europe/Madrid time)" in said


def test_a_preview_is_for_whoever_asks(collab: Collab) -> None:
    collab.has("Damp reports")
    ben = collab.slack.person("ben")

    asked = ben.types("/collab digest preview", "housing")
    pressed = ben.types("/collab digest", "housing").click("Preview (only you see it)")

    for preview in (asked, pressed):
        assert "Damp reports" in preview.words
        assert "Only you can see it." in preview.words
        assert preview.message.is_ephemeral
    assert collab.slack.posted("housing") == []


def test_a_preview_of_nothing_says_that_nothing_would_be_posted(collab: Collab) -> None:
    reply = collab.slack.person("ben").types("/collab digest preview", "housing")

    assert "no digest would be sent now" in reply.words


def test_paused_resumed_and_stopped_with_buttons_in_place(collab: Collab) -> None:
    start(collab)
    cerys = collab.slack.person("cerys")
    settings = cerys.types("/collab digest", "housing")

    assert "It is *paused*." in settings.click("Pause").words
    assert "The next one is due" in settings.click("Resume").words
    assert "Stopped. This channel has no digest." in settings.click("Stop").words

    assert len([one for one in cerys.sees("housing") if one.is_ephemeral]) == 1
    collab.has("Damp reports")
    assert comes(collab) == []


def test_paused_resumed_and_stopped_by_words(collab: Collab) -> None:
    collab.has("Damp reports")
    start(collab)
    ben = collab.slack.person("ben")

    assert "It is *paused*." in ben.types("/collab digest pause", "housing").words
    assert comes(collab) == []
    assert "The next one is due" in ben.types("/collab digest resume", "housing").words
    collab.slack.clock.move_to(collab.slack.clock.now() + WEEK)
    collab.delivers()
    assert len(collab.slack.posted("housing")) == 1
    assert "Stopped." in ben.types("/collab digest stop", "housing").words
    assert "This channel has no digest." in ben.types("/collab digest pause", "housing").words


def test_the_digest_leads_to_details_and_to_its_settings(collab: Collab) -> None:
    collab.has("Damp reports")
    start(collab)
    [digest] = comes(collab)
    cerys = collab.slack.person("cerys")
    seen = digest.seen_by(cerys)

    assert "Damp reports" in seen.click("Details").view.words
    settings = seen.click("Change this digest")
    assert "every Monday at 9am" in settings.words
    assert settings.message.is_ephemeral
    assert "Stopped." in settings.click("Stop").words


def test_everybody_may_change_it_and_nobody_else_sees_that(collab: Collab) -> None:
    start(collab, who="ben")
    collab.slack.person("cerys").types("/collab digest pause", "housing")

    assert "It is *paused*." in collab.slack.person("dev").types("/collab digest", "housing").words
    assert collab.slack.posted("housing") == []


@pytest.mark.parametrize("line", ["/collab digest", "/collab digest subscribe", "/collab digest preview"])
def test_a_private_channel_that_we_are_not_in_is_told_how_to_invite_us(collab: Collab, line: str) -> None:
    reply = collab.slack.person("ben").types(line, "leads")

    assert "I am not in this channel" in reply.words
    assert "`/invite @Collab`" in reply.words
    collab.slack.refusals.clear()


def test_it_needs_a_channel(collab: Collab) -> None:
    ben = collab.slack.person("ben")

    assert "That works in a channel." in ben.types("/collab digest", "@ben").words
    assert "Here, try `/collab digest me`." in ben.direct_message("digest").words


def test_who_mentions_us_is_answered_for_their_eyes_only(collab: Collab) -> None:
    ben = collab.slack.person("ben")

    reply = ben.says("@collab digest", "housing")

    assert reply.message.is_ephemeral
    assert reply.click("Start a digest").view.title == "Digest of this channel"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        pytest.param("belf", ["Europe/Belfast"], id="part of a city"),
        pytest.param("new york", ["America/New York"], id="a space"),
        pytest.param("Atlantis", [], id="nowhere"),
    ],
)
def test_time_zones_are_offered_while_one_types(collab: Collab, typed: str, offered: list[str]) -> None:
    form = collab.slack.person("ben").types("/collab digest subscribe", "housing").view
    block = next(block for block in form.blocks if block["block_id"] == "zone")

    options = form.suggestions(block, block["element"], typed)

    assert [option["text"]["text"] for option in options] == offered
