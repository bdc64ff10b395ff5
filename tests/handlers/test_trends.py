"""`/collab trends`, as people see it."""

from datetime import timedelta

import pytest

from bot.views.trends import MOST_ALT_TEXT, picture_message
from handlers.trends import wanted
from playground.driver.reply import Reply
from tests.collab import Collab
from tests.factories import NOW

PNG = b"\x89PNG\r\n\x1a\n"
PEOPLE = ("amira", "ben", "cerys")


def look_for(collab: Collab, words: str, *names: str) -> None:
    for name in names:
        collab.slack.person(name).types(f"/collab find {words}")


def asks(collab: Collab, line: str = "/collab trends", name: str = "dev") -> Reply:
    return collab.slack.person(name).types(line)


def picture_of(collab: Collab, reply: Reply) -> str:
    """The alt text of the picture, when it has come."""
    collab.slack.wait_for(lambda: len(reply.messages) > 1)
    return reply.messages[-1].words


def test_what_people_look_for_and_do_not_find_as_a_table_and_a_picture(collab: Collab) -> None:
    collab.has("Missed bins", summary="Reports of missed bins.")
    look_for(collab, "missed bins", *PEOPLE)
    look_for(collab, "damp and mould", *PEOPLE)

    reply = asks(collab)

    table = reply.message.words
    assert "Looked for | Searches | Found nothing" in table
    assert "Missed bin | 3 | few or none" in table
    assert "Damp and mould | 3 | 3" in table
    assert "*Looked for and not found*\n• Damp and mould: 3 of 3 searches" in table
    assert "• Housing and homelessness: 3 searches, 3 found nothing" in table
    alt = picture_of(collab, reply)
    assert "Damp and mould, 3 searches, 3 found nothing" in alt
    assert "Missed bin, 3 searches" in alt
    (image,) = [block for block in reply.messages[-1].blocks if block["type"] == "image"]
    uploaded = collab.slack._slack.files.find(image["slack_file"]["id"])
    assert uploaded is not None
    assert (uploaded.content or b"").startswith(PNG)
    assert uploaded.channels == []
    assert len(image["alt_text"]) <= MOST_ALT_TEXT
    assert all(message.is_ephemeral for message in reply.messages)


def test_what_two_people_look_for_is_shown_nowhere(collab: Collab) -> None:
    look_for(collab, "damp and mould", "amira", "ben")
    look_for(collab, "missed bins", *PEOPLE)

    reply = asks(collab)

    said = reply.message.words + reply.message.text + picture_of(collab, reply)
    assert "Missed bin" in said
    assert "mould" not in said
    assert "Housing" not in reply.message.words.partition("By theme")[2]
    assert "2" not in said.replace("2026", "").replace("22 Nov", "").replace("12 months", "")


def test_nothing_to_show_says_why_and_needs_no_picture(collab: Collab) -> None:
    reply = asks(collab)

    assert "I show what at least 3 different people looked for." in reply.message.words
    collab.slack.settle()
    assert len(reply.messages) == 1


def test_theme_and_period_are_chosen_in_the_words_or_in_the_menus(collab: Collab) -> None:
    look_for(collab, "missed bins", *PEOPLE)
    look_for(collab, "damp and mould", *PEOPLE)

    reply = asks(collab, "/collab trends housing 90d")
    said = reply.message.words
    assert "Housing and homelessness" in said
    assert "Last 90 days" in said
    assert "Missed bin" not in said
    picture_of(collab, reply)

    waste = reply.message.choose("Theme", "Waste and recycling")
    collab.slack.wait_for(lambda: "Missed bin | 3" in reply.message.words)
    assert "Last 90 days" in reply.message.words
    assert "Damp" not in reply.message.words
    collab.slack.wait_for(lambda: any("A bar chart" in one.words for one in waste.messages))

    reply.message.choose("Period", "Last 12 months")
    collab.slack.wait_for(lambda: "Last 12 months" in reply.message.words)
    assert "Waste and recycling" in reply.message.words


def test_an_unknown_theme_or_period_says_what_there_is(collab: Collab) -> None:
    assert "`housing-and-homelessness`" in asks(collab, "/collab trends zeppelins").message.words
    assert (
        "`period:` does not take `45d`. It takes `30d`, `90d` or `365d`."
        in asks(collab, "/collab trends 45d").message.words
    )


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("files.getUploadURLExternal", "server_error"),
        ("files.completeUploadExternal", "drop_before"),
    ],
)
def test_when_the_picture_fails_the_table_stands(collab: Collab, method: str, fault: str) -> None:
    look_for(collab, "damp and mould", *PEOPLE)
    collab.slack.faults.arm(fault, method=method, times=9)

    reply = asks(collab)

    assert "Damp and mould | 3 | 3" in reply.message.words
    collab.slack.wait_for(lambda: collab.slack.faults._armed[0].times < 9)
    collab.slack.settle()
    assert len(reply.messages) == 1


def test_a_picture_that_cannot_stand_beside_the_table_comes_directly(
    collab: Collab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.pictures.WAITS", (0, 0))
    look_for(collab, "damp and mould", *PEOPLE)
    dev = collab.slack.person("dev")
    monkeypatch.setattr("handlers.trends.picture_message", lambda found, _id: picture_message(found, "F404"))

    asks(collab)

    collab.slack.wait_for(lambda: bool(dev.inbox))
    assert "A bar chart" in dev.inbox[-1].words
    assert dev.inbox[-1].files
    collab.slack.refusals.clear()


def test_it_is_asked_for_in_a_direct_message_too(collab: Collab) -> None:
    look_for(collab, "damp and mould", *PEOPLE)
    dev = collab.slack.person("dev")

    reply = dev.direct_message("trends")

    assert "Damp and mould | 3 | 3" in reply.message.words
    assert "A bar chart" in picture_of(collab, reply)


@pytest.mark.parametrize(
    ("said", "theme", "days"),
    [
        ("", None, 30),
        ("housing", "housing-and-homelessness", 30),
        ("housing 90d", "housing-and-homelessness", 90),
        ("damp and mould last quarter", "housing-and-homelessness", 90),
        ('theme:"waste and recycling" 1y', "waste-and-recycling", 365),
        ("3 months", None, 90),
        ("4w", None, 30),
        ("last year", None, 365),
    ],
)
def test_how_theme_and_period_are_said(said: str, theme: str | None, days: int) -> None:
    assert wanted(said, NOW + timedelta(days=1)) == (theme, days)
