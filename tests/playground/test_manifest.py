"""Manifests that Slack would not take, and the sample workspace that goes with any."""

from pathlib import Path
from typing import Any

import pytest

from playground import Playground
from playground.emoji import ALL_EMOJI, EMOJI, canonical
from playground.manifest import ManifestError, parse_manifest, read_manifest
from playground.people import PEOPLE
from tests.playground.conftest import manifest


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param(
            {"events": "reaction_added", "scopes": "commands"}, "needs the scope reactions:read", id="scope"
        ),
        pytest.param({"events": "reaction_shouted"}, "does not know the event reaction_shouted", id="event"),
        pytest.param(
            {"scopes": "chat:write", "events": ""}, "slash commands need the scope commands", id="commands"
        ),
    ],
)
def test_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ManifestError, match=words):
        manifest(**changes)


def test_words_over_slacks_limits_are_refused() -> None:
    shortcut = {"name": "x" * 25, "type": "global", "callback_id": "a", "description": "b"}

    with pytest.raises(ManifestError, match="a shortcut's name may have 24 characters, not 25"):
        parse_manifest({"features": {"shortcuts": [shortcut]}})


def test_only_a_scope_that_is_asked_for_can_be_optional() -> None:
    scopes = {"bot": ["users:read"], "bot_optional": ["users:read", "users:read.email"]}

    with pytest.raises(ManifestError, match=r"not users:read\.email"):
        parse_manifest({"oauth_config": {"scopes": scopes}})


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "manifest.yml"
    path.write_text("features:\n  bot_user:\n    display_name: Box Office\n")

    with Playground.start(path) as slack:
        assert slack.workspace.bot.name == "box-office"


def test_the_apps_own_manifest_is_one_that_slack_takes() -> None:
    read = read_manifest(Path(__file__).parents[2] / "manifest.yml")

    assert read.commands
    assert read.events


def test_the_sample_people_are_invented_and_say_so() -> None:
    assert [person.id for person in PEOPLE[:3]] == ["U0AMIRA", "U0BEN", "U0CERYS"]
    assert all(person.title.endswith("(sample)") for person in PEOPLE)


def test_who_is_in_the_private_channel(slack: Playground) -> None:
    assert slack.channel("leads").members == ["U0AMIRA", "U0BEN"]
    assert all(slack.messages(name) for name in ("general", "housing", "planning", "leads"))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("+1", "+1"),
        (":thumbsup:", "+1"),
        ("thumbsup::skin-tone-4", "+1::skin-tone-4"),
        ("heart::skin-tone-4", None),
    ],
)
def test_emoji_have_one_name_each(name: str, found: str | None) -> None:
    assert canonical(name) == found


def test_there_are_emoji_enough() -> None:
    wanted = {"+1", "raised_hands", "heart", "eyes", "tada", "rocket", "thinking_face", "bulb", "memo"}

    assert wanted <= set(EMOJI)
    assert len(EMOJI) > 500
    assert ALL_EMOJI["+1::skin-tone-3"] == "👍🏼"
