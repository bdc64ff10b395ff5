"""`collab index`, as typed, on both databases."""

import os
import pty
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from bot.commands import index as indexing
from bot.domain.clock import system_clock
from bot.search.meaning.embedder import Broken
from bot.search.meaning.loading import load_embedder
from bot.search.meaning.meaning import Meaning
from bot.search.meaning.numbers import to_bytes
from bot.search.meaning.texts import hash_of, text_to_embed
from bot.search.search import Search
from bot.services.embeddings import BATCH, LEASE, Embeddings
from bot.services.items import Items
from storage import schema
from storage.database import Database
from storage.vectors import Made, Waiting
from tests.conftest import TEAM
from tests.embedders import Topics
from tests.factories import NOW, content
from tests.shell import Said, Shell

SOON = 60  # seconds, on a busy machine
ROOT = Path(__file__).parent.parent


@pytest.fixture
def shell(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """With a quick model."""
    monkeypatch.setattr(indexing, "load_embedder", lambda _setting: Topics())
    return shell


def share(database: Database, *titles: str, team: str = TEAM) -> None:
    for title in titles:
        Items(database, Search()).share(team, "U1", content(title=title), now=NOW)


def nearest(database: Database, text: str, team: str = TEAM) -> list[str]:
    meaning = Meaning(Topics)
    with database.reading(team) as tx:
        found = tx.items.by_ids([one for one, _ in meaning.nearest(tx, team, text, [], limit=1)])
        return [item.title for item in found.values()]


def test_what_waits_is_indexed_and_then_nothing_is(shell: Shell, database: Database) -> None:
    share(database, "Damp and mould", "Bins")

    assert shell("index") == Said(0, "Indexed 2 of 2 items.\n", "")
    assert nearest(database, "rubbish") == ["Bins"]
    assert shell("index") == Said(0, "Indexed 0 of 2 items: all were up to date.\n", "")


def test_every_workspace_is_indexed_or_the_one_that_is_named(shell: Shell, database: Database) -> None:
    share(database, "Damp and mould")
    share(database, "Bins", team="T0OTHER")

    assert shell("index", "--workspace", "T0OTHER").out == "Indexed 1 of 1 item.\n"
    assert (
        shell("index").out
        == f"{TEAM}: Indexed 1 of 1 item.\nT0OTHER: Indexed 0 of 1 item: all were up to date.\n"
    )


def spoil(database: Database, *, text_hash: str | None = None) -> None:
    """Let every item have a vector that it should not have, as if it were of what it says, or of something else."""
    with database.transaction(TEAM) as tx:
        said = {item.id: hash_of(text_to_embed(item)) for item in tx.items.newest(limit=9)}
        wrong = to_bytes(Topics().embed(["planning permission"])[0])
        tx.vectors.put(
            "topics-1",
            [
                Made(waited=Waiting(item_id=one, text_hash=text), text_hash=text_hash or text, vector=wrong)
                for one, text in said.items()
            ],
        )


def test_a_rebuild_begins_from_nothing(shell: Shell, database: Database) -> None:
    share(database, "Damp and mould", "Bins")
    spoil(database)
    assert shell("index").out == "Indexed 0 of 2 items: all were up to date.\n"

    assert shell("index", "--rebuild").out == "Indexed 2 of 2 items.\n"
    assert nearest(database, "rubbish") == ["Bins"]


def test_what_was_made_of_another_text_is_found_out(shell: Shell, database: Database) -> None:
    """After an upgrade that embeds other text, say."""
    share(database, "Damp and mould", "Bins")
    spoil(database, text_hash="of another text")

    assert shell("index").out == "Indexed 2 of 2 items.\n"
    assert nearest(database, "rubbish") == ["Bins"]


def test_it_waits_for_what_another_process_has_in_hand(
    shell: Shell, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If that one dies, its claim runs out."""
    share(database, "Damp and mould")
    with database.transaction(TEAM) as tx:
        assert tx.vectors.claim("topics-1", now=NOW, lease=LEASE, limit=1)
    clock = iter([NOW, NOW + timedelta(seconds=30), NOW + LEASE])
    monkeypatch.setattr(indexing, "system_clock", lambda: next(clock))
    monkeypatch.setattr(indexing, "WAIT_SECONDS", 0)

    assert shell("index").out == "Indexed 1 of 1 item.\n"
    assert next(clock, None) is None


def test_without_a_model_it_says_why(
    shell: Shell, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    share(database, "Damp and mould")
    monkeypatch.setattr(
        indexing, "load_embedder", lambda _: Broken(why="Not installed: numpy.", next_step="Install it.")
    )

    assert shell("index") == Said(
        1, "", "Nothing was indexed: search by meaning is off. Not installed: numpy. Install it.\n"
    )


def test_another_process_finds_what_it_indexed(database: Database, database_url: str, tmp_path: Path) -> None:
    """With the model that Collab comes with, which runs elsewhere while this process has its copy of the vectors."""
    meaning = Meaning(lambda: load_embedder(None))
    share(database, "Damp and mould in council homes", "Missed bins")

    def found() -> list[str]:
        with database.reading(TEAM) as tx:
            ids = [one for one, _ in meaning.nearest(tx, TEAM, "black spots on a tenant's wall", [], limit=1)]
            return [item.title for item in tx.items.by_ids(ids).values()]

    assert found() == []
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "index"],
        cwd=ROOT,
        env={"DATABASE_URL": database_url.replace("+psycopg", "")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "Indexed 2 of 2 items.\n", "")
    assert found() == ["Damp and mould in council homes"]
    assert Embeddings(database, meaning).embed_waiting(TEAM, clock=lambda: NOW) == 0


@pytest.mark.parametrize("database_url", ["without_pgvector"], indirect=True)
def test_pgvector_that_came_later_is_taken_up(shell: Shell, database: Database, database_url: str) -> None:
    """While another process runs, which goes on without a restart."""
    share(database, "Damp and mould", "Bins")
    share(database, "Bins", team="T0OTHER")
    shell("index")
    assert nearest(database, "rubbish") == ["Bins"]

    said = shell("index", "--rebuild", "--workspace", TEAM)

    assert said.out == (
        "PostgreSQL has pgvector now: it compares the vectors from now on.\nIndexed 2 of 2 items.\n"
    )
    assert nearest(database, "rubbish") == ["Bins"]
    assert nearest(database, "rubbish", "T0OTHER") == [], "it waits"
    assert schema.drift(database_url) == []
    assert Embeddings(database, Meaning(Topics)).embed_waiting("T0OTHER", clock=lambda: NOW) == 1
    assert nearest(database, "rubbish", "T0OTHER") == ["Bins"]
    assert shell("index", "--rebuild", "--workspace", TEAM).out == "Indexed 2 of 2 items.\n"


def test_what_a_killed_process_leaves_is_done_by_the_next(database: Database, database_url: str) -> None:
    meaning = Meaning(lambda: load_embedder(None))
    model = meaning.embedder()
    assert not isinstance(model, Broken)
    embeddings = Embeddings(database, meaning)
    long = "Tenants report damp and mould in council homes every winter. " * 8
    for number in range(3 * BATCH):
        Items(database, Search()).share(
            TEAM, "U1", content(title=f"Project {number}", description=long), now=NOW
        )
    everything = embeddings.waiting(TEAM, model)
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "index"],
        cwd=ROOT,
        env={"DATABASE_URL": database_url.replace("+psycopg", "")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        end = time.monotonic() + SOON
        while embeddings.waiting(TEAM, model) == everything and time.monotonic() < end:
            time.sleep(0.01)
        process.kill()
    left = embeddings.waiting(TEAM, model)

    assert 0 < left < everything
    assert embeddings.embed_waiting(TEAM, clock=lambda: system_clock() + LEASE) == left
    assert embeddings.waiting(TEAM, model) == 0


def test_without_a_terminal_progress_is_a_line_now_and_then(
    shell: Shell, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "PLAIN_STEP", 20)
    share(database, *(f"Project {number}" for number in range(BATCH + 10)))

    assert shell("index").err.splitlines() == ["32 of 42 items", "42 of 42 items"]


def test_on_a_terminal_there_is_a_bar(database: Database, database_url: str) -> None:
    share(database, "Damp and mould", "Bins", "Planning")
    ours, theirs = pty.openpty()

    done = subprocess.run(
        [sys.executable, "-m", "bot", "index"],
        cwd=ROOT,
        env={"DATABASE_URL": database_url.replace("+psycopg", ""), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        timeout=120,
        check=False,
    )
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)

    assert (done.returncode, done.stdout) == (0, b"Indexed 3 of 3 items.\n")
    assert "Indexing" in shown
    assert "3/3" in shown
