"""Whether somebody's digest should go on, seen from Slack."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.schedules import Schedule
from handlers.rhythm import is_sign_of_life
from playground.driver.message import ShownMessage
from tests.collab import Collab

BEN = "U0BEN"
QUESTION = "Should your digest go on?"


@pytest.fixture(autouse=True)
def _with_a_digest(collab: Collab) -> None:
    """Ben has a digest of his own."""
    now = collab.slack.clock.now()
    collab.services.digests.subscribe(collab.team, BEN, Schedule(), by=BEN, now=now)


def last_seen(collab: Collab) -> datetime | None:
    with collab.database.reading(collab.team) as tx:
        return tx.signs_of_life.last(BEN)


def days_go_by(collab: Collab, days: int) -> None:
    collab.slack.clock.move_to(collab.slack.clock.now() + timedelta(days=days))
    collab.delivers()


def questions(collab: Collab) -> list[ShownMessage]:
    return [one for one in collab.slack.person("ben").inbox if QUESTION in one.words]


def asked(collab: Collab) -> ShownMessage:
    """The question that Ben gets when he did nothing for three months."""
    collab.slack.person("ben").types("/collab help", "housing")
    collab.settles()
    days_go_by(collab, 90)
    days_go_by(collab, 1)
    assert questions(collab) == []  # it comes when the next digest would
    days_go_by(collab, 7)
    [question] = questions(collab)
    return question


def has_digest(collab: Collab) -> bool:
    return collab.services.digests.subscription(collab.team, BEN) is not None


def test_who_does_nothing_for_three_months_is_asked_once_and_then_it_ends(collab: Collab) -> None:
    question = asked(collab)
    assert question.buttons == ["Keep it", "Stop it"]
    assert "It comes every Monday at 9am (Europe/London time)." in question.words
    assert "or do anything else with Collab" in question.words
    assert re.search(r"If I hear nothing by Sunday \d+ March, it ends\.", question.words)

    days_go_by(collab, 13)
    assert has_digest(collab)
    days_go_by(collab, 1)
    assert not has_digest(collab)
    days_go_by(collab, 100)
    assert len(questions(collab)) == 1


def test_who_keeps_it_is_asked_again_three_months_later(collab: Collab) -> None:
    asked(collab).click("Keep it")

    assert questions(collab) == []
    assert "Your digest goes on." in collab.slack.person("ben").inbox[-1].words
    collab.settles()
    days_go_by(collab, 90)
    assert has_digest(collab)
    assert questions(collab) == []
    days_go_by(collab, 1)
    days_go_by(collab, 7)
    assert len(questions(collab)) == 1


def test_who_stops_it_is_told_how_to_start_again(collab: Collab) -> None:
    asked(collab).click("Stop it")

    assert not has_digest(collab)
    assert "`/collab digest me` starts it again." in collab.slack.person("ben").inbox[-1].words


def test_who_keeps_it_when_it_has_ended_is_told_how_to_start_again(collab: Collab) -> None:
    question = asked(collab)
    days_go_by(collab, 14)

    said = question.click("Keep it").words

    assert "You have no digest of your own. `/collab digest me` starts one." in said


def test_whatever_else_they_do_keeps_it(collab: Collab) -> None:
    asked(collab)

    collab.slack.person("ben").home()
    collab.settles()
    days_go_by(collab, 28)

    assert has_digest(collab)


def test_it_is_noted_once_a_day(collab: Collab) -> None:
    ben = collab.slack.person("ben")
    collab.slack.clock.move_to("tuesday 09:00")
    ben.types("/collab help", "housing")
    collab.settles()
    first = last_seen(collab)
    assert first is not None

    collab.slack.clock.move_to(first + timedelta(hours=2))
    ben.types("/collab help", "housing")
    collab.settles()
    assert last_seen(collab) == first

    collab.slack.clock.move_to(first + timedelta(days=1))
    ben.types("/collab help", "housing")
    collab.settles()
    assert last_seen(collab) is not None
    assert last_seen(collab) != first


def test_what_cannot_be_noted_is_noted_next_time(collab: Collab, monkeypatch: pytest.MonkeyPatch) -> None:
    ben = collab.slack.person("ben")
    rhythm = type(collab.services.rhythm)

    def broken(*_: object, **__: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as breaking:
        breaking.setattr(rhythm, "note", broken)
        ben.types("/collab help", "housing")
        collab.settles()
    assert last_seen(collab) is None

    ben.types("/collab help", "housing")
    collab.settles()
    assert last_seen(collab) is not None


def test_talk_with_others_is_none_of_our_business(collab: Collab) -> None:
    collab.slack.person("ben").posts("Does anyone know about damp?", "housing")
    collab.settles()

    assert last_seen(collab) is None


@pytest.mark.parametrize(
    ("body", "is_one"),
    [
        pytest.param({"command": "/collab", "text": ""}, True, id="a command"),
        pytest.param({"type": "block_actions"}, True, id="a button"),
        pytest.param({"type": "view_submission"}, True, id="a form"),
        pytest.param({"type": "shortcut"}, True, id="a shortcut"),
        pytest.param({"type": "message_action"}, True, id="a shortcut at a message"),
        pytest.param({"event": {"type": "app_home_opened"}}, True, id="App Home"),
        pytest.param({"event": {"type": "app_mention"}}, True, id="a mention"),
        pytest.param({"event": {"type": "message", "channel_type": "im"}}, True, id="a direct message"),
        pytest.param(
            {"event": {"type": "message", "channel_type": "im", "bot_id": "B1"}}, False, id="of a bot"
        ),
        pytest.param(
            {"event": {"type": "message", "channel_type": "channel"}}, False, id="talk in a channel"
        ),
        pytest.param({"type": "block_suggestion"}, False, id="typing"),
        pytest.param({"type": "url_verification"}, False, id="Slack itself"),
    ],
)
def test_what_counts_as_a_sign_of_life(body: dict[str, Any], is_one: bool) -> None:
    assert is_sign_of_life(body) is is_one
