"""`collab import --format trello`, as typed."""

import json
from pathlib import Path

import pytest

from storage.database import Database
from tests.conftest import TEAM
from tests.shell import Said, Shell
from tests.test_cli_import import write

BOARD = {
    "name": "Retro",
    "lists": [{"id": "l", "name": "Culture"}],
    "cards": [
        {"idList": "l", "name": "No owner", "badges": {"votes": 2}},
        {"idList": "l", "name": "Old", "closed": True},
    ],
}

HEARD = "“Retro” has 1 list and 1 card with 2 votes. Left out: 1 archived card.\n"
WHERE = ("--format", "trello", "--channel", "C0REPAIRS", "--owner", "U0AMIRA", "--workspace", TEAM)


@pytest.fixture
def file() -> str:
    return write(json.dumps(BOARD), "board.json")


def test_a_board_becomes_a_workshop_whose_board_is_owed_to_the_channel(
    shell: Shell,
    file: str,
    database: Database,
) -> None:
    said = shell("import", file, *WHERE)

    assert said == Said(
        0, HEARD + "It is a pre-mortem now. Its board appears in the channel as soon as Collab runs.\n", ""
    )
    with database.reading(TEAM) as tx:
        (kept,) = tx.workshops.in_channel("C0REPAIRS", limit=9)
        assert kept.facilitators == ("U0AMIRA",)
        assert kept.private, "nobody can tell here, so it counts as private"
        assert [one.text for one in tx.contributions.of_workshop(kept.id)] == ["No owner"]


def test_a_dry_run_opens_nothing(shell: Shell, file: str, database: Database) -> None:
    assert shell("import", file, *WHERE, "--dry-run") == Said(0, HEARD, "")
    with database.reading(TEAM) as tx:
        assert tx.workshops.in_channel("C0REPAIRS", limit=9) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("id,title\n1,x\n", "That is not a board from Trello. There, open the menu of the board"),
        (json.dumps(BOARD | {"cards": []}), "There is no card in that board to take."),
        (
            json.dumps(
                {
                    "lists": [{"id": str(n), "name": str(n)} for n in range(11)],
                    "cards": [{"idList": str(n), "name": "x"} for n in range(11)],
                }
            ),
            "Choose 10 or fewer.",
        ),
    ],
)
def test_what_is_no_board_is_said_plainly(shell: Shell, content: str, words: str) -> None:
    said = shell("import", write(content, "board.json"), *WHERE)

    assert said.code == 2
    assert words in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("missing", ["--channel", "--owner"])
def test_who_and_where_must_be_said(shell: Shell, file: str, missing: str) -> None:
    at = WHERE.index(missing)

    said = shell("import", file, *WHERE[:at], *WHERE[at + 2 :])

    assert said.code == 2
    assert missing in said.err


def test_a_file_that_is_not_there_is_named(shell: Shell, tmp_path: Path) -> None:
    said = shell("import", str(tmp_path / "no.json"), *WHERE)

    assert said.code == 2
    assert "cannot be read" in said.err
