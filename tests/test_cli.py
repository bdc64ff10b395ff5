"""The `collab` command, as typed."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot import cli, manifest
from tests.shell import Said, Shell


@pytest.fixture
def shell(empty_shell: Shell) -> Shell:
    return empty_shell


def test_alone_it_prints_help(shell: Shell) -> None:
    assert "Usage: collab" in shell().out


def test_every_command_says_what_it_is_for(shell: Shell) -> None:
    groups = [cli.app, *(group.typer_instance for group in cli.app.registered_groups)]

    assert all(
        command.callback and command.callback.__doc__
        for group in groups
        if group
        for command in group.registered_commands
    )


def test_version(shell: Shell) -> None:
    assert shell("--version").out == "collab 0.1.0\n"


def test_an_unknown_command_is_refused_in_words(shell: Shell) -> None:
    said = shell("frobnicate")

    assert said.code == 2
    assert "No such command 'frobnicate'" in said.err


@pytest.mark.parametrize("words", [("db", "upgrade"), ("db", "current"), ("db", "check")])
def test_wrong_settings_are_said_all_at_once_without_a_traceback(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://collab:hunter2@db/collab")
    monkeypatch.setenv("PORT", "http")

    said = shell(*words)

    assert said == Said(
        2,
        "",
        "DATABASE_URL is not right. It starts with sqlite:/// or postgresql://.\n"
        "PORT cannot be “http”. It is a number from 1 to 65535.\n",
    )


@pytest.mark.parametrize("verb", ["upgrade", "current", "check"])
@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.db", "postgresql://collab:hunter2@127.0.0.1:1/x"])
def test_a_database_that_does_not_answer_is_said_in_words(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, verb: str, url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    said = shell("db", verb)

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("The database cannot be used: ")
    assert "hunter2" not in said.err
    assert "Traceback" not in said.err


def test_tables_are_made_checked_and_removed(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)

    assert shell("db", "check") == Said(0, "The tables are up to date.\n", "")
    assert shell("db", "downgrade", "base").out == "There are no tables yet.\n"
    assert shell("db", "check") == Said(1, "The tables are not up to date. Run: collab db upgrade\n", "")
    assert shell("db", "upgrade") == shell("db", "current")
    assert shell("db", "check").code == 0


def test_a_version_that_does_not_exist_is_refused_in_words(shell: Shell) -> None:
    said = shell("db", "upgrade", "9999")

    assert said.code == 2
    assert "9999" in said.err
    assert "Traceback" not in said.err


def test_the_manifest_is_printed_as_it_stands(shell: Shell) -> None:
    assert shell("manifest").out == manifest.path().read_text(encoding="utf-8")


def test_the_manifest_for_http_has_addresses_and_no_socket(shell: Shell) -> None:
    printed = yaml.safe_load(shell("manifest", "--http", "https://collab.example/").out)
    kept = yaml.safe_load(manifest.text())

    address = "https://collab.example/slack/events"
    settings = printed["settings"]
    assert [command["url"] for command in printed["features"]["slash_commands"]] == [address]
    assert settings["event_subscriptions"]["request_url"] == address
    assert settings["interactivity"]["request_url"] == address
    assert settings["interactivity"]["message_menu_options_url"] == address
    assert settings["socket_mode_enabled"] is False
    assert printed["oauth_config"] == kept["oauth_config"]
    assert (
        settings["event_subscriptions"]["bot_events"] == kept["settings"]["event_subscriptions"]["bot_events"]
    )


def test_slack_calls_no_insecure_address(shell: Shell) -> None:
    said = shell("manifest", "--http", "http://collab.example")

    assert said.code == 2
    assert "https://" in said.err


def test_the_doctor_lists_what_to_put_right(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"DATABASE_URL=sqlite:///{tmp_path}/new.db\n", encoding="utf-8")

    said = shell("doctor")

    assert said.code == 1
    assert said.out.startswith("✓ The settings are right.\n")
    assert "✗ Not right: It has no tables yet.\n  Next: Run: collab db upgrade\n" in said.out
    assert "✗ Not right: SLACK_BOT_TOKEN is missing.\n  Next: It starts with xoxb-;" in said.out
    assert said.out.endswith("\n3 to put right.\n")
    assert said.err == ""


def test_the_doctor_names_wrong_settings_as_well(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "http")
    monkeypatch.setenv("COLLAB_TIME_ZONE", "[bold]")

    said = shell("doctor")

    assert said.code == 1
    assert "✗ Not right: PORT cannot be “http”." in said.out
    assert "✗ Not right: COLLAB_TIME_ZONE cannot be “[bold]”." in said.out


def test_help_loads_no_database_and_no_slack() -> None:
    """So that it is quick; and a command works as a process of its own."""
    heavy = "{'sqlalchemy', 'slack_sdk', 'slack_bolt', 'pydantic'} & set(sys.modules)"
    program = (
        f"import sys, bot.cli; assert not {heavy}, {heavy}; sys.argv[1:] = ['--version']; bot.cli.main()"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=True
    )

    assert done.stdout == "collab 0.1.0\n"


def test_a_bug_keeps_its_traceback_without_local_variables() -> None:
    program = (
        "import sys, bot.cli\n"
        "@bot.cli.app.command()\n"
        "def stumble():\n    token = 'hunter' + str(2)\n    raise RuntimeError('stumbled')\n"
        "sys.argv[1:] = ['stumble']; bot.cli.main()"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False
    )

    assert done.returncode == 1
    assert done.stderr.startswith("Traceback (most recent call last):")
    assert "stumbled" in done.stderr
    assert "hunter2" not in done.stderr


def test_python_m_bot_is_collab() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--version"], capture_output=True, text=True, timeout=30, check=True
    )

    assert done.stdout == "collab 0.1.0\n"
