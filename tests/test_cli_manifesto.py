"""`collab manifesto`, as typed, on both databases."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.principles import PrincipleText, Section
from bot.domain.rounds import Asking
from bot.services.consent import Consent
from bot.services.manifesto import Manifesto
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW
from tests.shell import Shell

TEXT = PrincipleText(
    title="Start with *people* <b>", sentence="We ask users before we build.", meaning="- early\n- often"
)


@pytest.fixture
def principle(database: Database) -> int:
    """One that was adopted, beside one that is still being decided."""
    manifesto, asking = Manifesto(database), Asking(channel_id="C1", private=False, request="1")
    principle_id = manifesto.propose(TEAM, TEXT, by="U0AMIRA", asking=asking, now=NOW).principle.id
    Consent(database).write_due(TEAM, now=NOW + timedelta(days=8))
    manifesto.guide(
        TEAM,
        principle_id,
        Section.HOW_TO,
        "Sit beside them.",
        by="U0BEN",
        channel_id="C1",
        request="2",
        now=NOW,
    )
    later = Asking(channel_id="C1", private=False, request="3")
    manifesto.propose(TEAM, PrincipleText(title="Not yet", sentence="No."), by="U0BEN", asking=later, now=NOW)
    return principle_id


@pytest.mark.usefixtures("principle")
def test_the_page_is_printed(shell: Shell) -> None:
    said = shell("manifesto", "export")

    assert said.code == 0, said.err
    assert said.out.startswith('<!doctype html>\n<html lang="en-GB">')
    assert "Start with *people* &lt;b&gt;" in said.out
    assert "Sit beside them." in said.out
    assert "Not yet" not in said.out
    assert "U0" not in said.out  # nobody is named
    assert said.err == "Exported 1 principle.\n"


@pytest.mark.usefixtures("principle")
@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (["--output", "principles.html"], "<!doctype html>"),
        (["--output", "principles.md"], "# Our principles"),
        (
            ["--output", "principles.txt", "--format", "markdown", "--title", "What we hold to"],
            "# What we hold to",
        ),
    ],
    ids=["a page", "by its name", "as asked"],
)
def test_it_goes_to_a_file(shell: Shell, words: list[str], begins: str) -> None:
    said = shell("manifesto", "export", *words)

    assert (said.code, said.out) == (0, "")
    assert Path(words[1]).read_text(encoding="utf-8").startswith(begins)


@pytest.mark.usefixtures("principle")
def test_in_markdown_words_are_only_words(shell: Shell) -> None:
    said = shell("manifesto", "export", "--format", "markdown")

    assert "## 1. Start with \\*people\\* \\<b\\>" in said.out
    assert "### What it means\n\n- early\n- often\n" in said.out
    assert "> Sit beside them." in said.out


@pytest.mark.usefixtures("principle")
def test_a_place_that_cannot_be_written_to_is_said_in_words(shell: Shell) -> None:
    said = shell("manifesto", "export", "--output", "nowhere/page.html")

    assert said.code == 2
    assert "nowhere/page.html cannot be written" in " ".join(said.err.split())
