"""A real Chromium, and the playground's page in it."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from playground import Playground
from playground.manifest import read_manifest
from tests.e2e.stub import Stub

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = (
    "no Chromium found: install it (Debian: apt-get install chromium) or set COLLAB_CHROMIUM to its path"
)

OpenPage = Callable[..., Page]


def chromium_path() -> str | None:
    """Where this machine has Chromium: `$COLLAB_CHROMIUM`, or on the path."""
    named = os.environ.get("COLLAB_CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; without one they are skipped, but in CI they fail."""
    path = chromium_path()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    expect.set_options(timeout=10_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """Opens the page of a playground as somebody, at a place; keyword arguments go to the browser context.

    A page that logs an error (other than one that holds the words it `forgives`), throws one, or fetches
    anything from elsewhere fails its test.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []
    forgiven: list[str] = []

    def logged(line: ConsoleMessage) -> None:
        if line.type == "error" and not any(words in line.text for words in forgiven):
            wrong.append(line.text)

    def fetched(url: str, asked: Request) -> None:
        if not asked.url.startswith((url, "data:")):
            wrong.append(f"fetched {asked.url}")

    def look(
        url: str, user: str = "U0AMIRA", place: str = "C0HOUSING", *, forgives: str = "", **options: Any
    ) -> Page:
        forgiven.extend([forgives] if forgives else [])
        settings = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB"} | options
        context = chromium.new_context(**settings)
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"threw {error}"))
        page.on("console", logged)
        page.on("request", lambda asked: fetched(url, asked))
        page.goto(f"{url}/?as={user}#/{place}")
        page.wait_for_selector("body[data-ready]")
        return page

    yield look
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def slack() -> Iterator[Playground]:
    """A workspace for an app like ours, that may also upload pictures."""
    manifest = read_manifest(MANIFEST)
    with Playground.start(replace(manifest, scopes=manifest.scopes | {"files:write"})) as playground:
        yield playground


@pytest.fixture
def app(slack: Playground) -> Stub:
    """An app that does as the test says."""
    return Stub(slack)


@pytest.fixture
def page(slack: Playground, app: Stub, open_page: OpenPage) -> Page:
    """Amira's page, in #housing."""
    return open_page(slack.url)
