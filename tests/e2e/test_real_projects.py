"""128 real government projects: imported with the documented command, and found by people in Slack."""

import os
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from typer.testing import CliRunner

from bot.cli import app as cli
from storage.database import Database
from tests.collab import Collab, collab_over_sockets
from tests.e2e.conftest import OpenPage
from tests.e2e.test_collab import send
from tests.logging_state import logging_restored

PROJECTS = Path(__file__).parents[3] / "shared" / "data" / "projects" / "gov_portfolio_projects.json"
MAP = shlex.split("""
    --map name=title --map repo+path=source_id --map location= --map directorate= --map priority= --map facing=
    --map commit= --map phase_modifier= --map phase-history= --map repos=
    --map-value phase:backlog= --map-value phase:discover=discovery --set kind=project
""")


@pytest.fixture
def collab(database: Database, database_url: str) -> Iterator[Collab]:
    """Collab with the real projects in it."""
    if not PROJECTS.exists():
        pytest.skip("the real projects are not here: shared/data/projects/gov_portfolio_projects.json")
    with collab_over_sockets(database) as running:
        command = ["import", str(PROJECTS), "--workspace", running.team, *MAP]
        with logging_restored():
            done = CliRunner().invoke(cli, command, env=os.environ | {"DATABASE_URL": database_url})
        assert "Imported 128 new, 0 updated, 0 unchanged, 0 refused." in done.output
        yield running


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        pytest.param("flood forecast", "Flood forecast", id="its name"),
        pytest.param("apointment bookng", "Appointment Booking", id="with slips"),
        pytest.param("people who owe money", "Digital Debt Management Service", id="its description"),
        pytest.param("fishing licence phase:beta", None, id="with a filter"),
    ],
)
def test_a_real_project_is_found_over_socket_mode(collab: Collab, typed: str, title: str | None) -> None:
    words = collab.slack.person("ben").types(f"/collab find {typed}").words

    assert "found*" in words
    assert title is None or title in words


def test_a_real_project_is_found_in_the_playground(collab: Collab, open_page: OpenPage) -> None:
    page = open_page(collab.slack.url, "U0BEN")

    send(page, "/collab find flood forecast")

    answer = page.get_by_role("listitem").filter(has_text="Only visible to you")
    expect(answer).to_contain_text("Flood forecast")
    expect(answer).to_contain_text("Project in alpha")


def test_every_real_project_is_found_by_its_title(collab: Collab) -> None:
    with collab.database.reading(collab.team) as tx:
        projects = tx.items.all(limit=1000)
    now = collab.slack.clock.now()

    missed = [
        project.title
        for project in projects
        if project.id
        not in {
            hit.item.id
            for page in (1, 2)
            for hit in collab.services.finder.turn(
                collab.team,
                "U0BEN",
                collab.services.finder.find(
                    collab.team, "U0BEN", f"{project.title} kind:project", now=now
                ).search_id,
                page,
                now=now,
            ).hits
        }
    ]

    assert len(projects) == 128
    assert missed == []
