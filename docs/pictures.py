"""Takes the pictures in the pages: the real bot with its sample items, in the playground, in Chromium.

Run by `make docs`. The clock, the people and what they do are the same each time, so a picture changes only when
what it shows does (or the fonts of the machine).
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import time_machine
from playwright.sync_api import Browser, FloatRect, Locator, Page, sync_playwright

from bot import logs
from bot.domain.items import Kind
from bot.services.samples import (
    import_samples,
    remember_sample_searches,
    save_sample_people,
    take_in_sample_councils,
)
from storage import schema
from storage.database import Database
from tests.collab import Collab, running_collab

PICTURES = Path(__file__).parent / "pictures"
NOW = datetime(2026, 11, 20, 14, 30, tzinfo=ZoneInfo("Europe/London"))  # a Friday
WIDTH = 1280
SHOWN = 760  # of the page's width: what Slack fills with a message
SHARPNESS = 1.25  # more looks better, and loads slower
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

PROBLEM = "flats stay vacant far too long"
EMPTY = ("Empty homes stay empty too long", "Nobody knows where the keys are between two tenancies.")
DAMP = (
    "Damp reports come in six ways",
    "Tenants report damp by phone, letter and form, and nobody sees them all.",
)
LIKED = {
    "Book and track housing repairs online": {"+1": "amira ben cerys farah", "eyes": "gareth hannah"},
    "Three systems, three answers to how many housing repairs are overdue": {"eyes": "eilidh farah ben"},
    "First contact with adult social care": {"+1": "eilidh dev", "raised_hands": "cerys"},
}


def main() -> None:
    """Take each picture in a workspace of its own, and say what was taken."""
    logs.configure(level="warning")
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        for take in (find, share, partners, introduction, trends, home, digest, own_digest):
            with time_machine.travel(NOW, tick=True), _collab_with_samples() as collab:
                take(collab, browser)
            print(f"docs/pictures/{take.__name__}.png")
        browser.close()


def find(collab: Collab, browser: Browser) -> None:
    """What `/collab find housing repairs` answers."""
    _votes(collab)
    page = _page(collab, browser, "amira", "C0HOUSING")
    _types(page, "/collab find housing repairs")
    third_card = page.locator(".message.ephemeral hr").nth(2)
    _take(page, "find", page.locator(".message").first, until=third_card)


def share(collab: Collab, browser: Browser) -> None:
    """The form to share a problem, which knows of others like it."""
    page = _page(collab, browser, "farah", "C0HOUSING")
    _types(page, "/collab share problem Damp and mould")
    form = page.get_by_role("dialog")
    form.get_by_label("Summary").fill("Reports have doubled since October.")
    page.add_style_tag(content=".modal { max-height: none }")  # all of it at once, without scrolling
    _take(page, "share", form, until=form.get_by_text("Description (optional)"))


def partners(collab: Collab, browser: Browser) -> None:
    """Who offers what somebody needs, and who has solved it."""
    page = _page(collab, browser, "gareth", "C0PLANNING")
    _types(page, "/collab partners planning backlog")
    answer = page.locator(".message.ephemeral")
    _take(page, "partners", answer, until=answer.locator("hr").nth(3))


def introduction(collab: Collab, browser: Browser) -> None:
    """What two people see in their group message when both want to talk."""
    pressed = collab.slack.person("ben").types(f"/collab partners {PROBLEM}").message.click("I’m interested")
    pressed.view.fill(hope="To see how your teams pass a home on, and to tell you what we tried.").submit()
    collab.delivers()
    collab.slack.person("eilidh").inbox[-1].click("Accept")
    collab.delivers()
    page = _page(collab, browser, "ben", "C0HOUSING")
    page.get_by_role("link", name="Collab, Eilidh Munro").click()
    _take(page, "introduction", page.locator(".message", has_text="meet"))


def trends(collab: Collab, browser: Browser) -> None:
    """What people look for."""
    page = _page(collab, browser, "amira", "C0HOUSING")
    _types(page, "/collab trends")
    page.locator("img.picture").wait_for()
    _take(page, "trends", page.locator(".message.ephemeral").first)


def home(collab: Collab, browser: Browser) -> None:
    """App Home, of somebody who has just joined."""
    _votes(collab)
    kit = collab.slack.add_person("kit", "Kit Rowan", "Content designer, Quillshire (sample)")
    form = kit.types("/collab share idea One plain letter about council tax arrears, for all of us").view
    form.fill(summary="Everyone writes this letter, and nobody likes it.", themes=["Revenues and benefits"])
    form.submit()
    found = kit.types("/collab find council tax reduction form online").message
    hoping = found.click("I’m interested", near="Our council tax reduction form is online").view
    hoping.fill(hope="To see your form, and what people stumbled over.").submit()
    letters = kit.types("/collab find council tax letters in Welsh").message
    letters.click("Follow", near="Council tax reduction letters in Welsh and English")
    page = _page(collab, browser, "kit", "home")
    page.get_by_role("button", name="Stop asking what is current").wait_for()  # the last thing on it
    _take(page, "home", page.locator(".home"))


def digest(collab: Collab, browser: Browser) -> None:
    """The weekly digest, on Monday at 9."""
    form = (
        collab.slack.person("eilidh").types("/collab digest", channel="general").click("Start a digest").view
    )
    form.fill(themes=["Housing and homelessness", "Adult social care"]).submit()
    _votes(collab)
    collab.slack.clock.move_to("monday 09:00")
    collab.delivers()
    page = _page(collab, browser, "amira", "C0GENERAL")
    _take(page, "digest", page.locator(".message", has_text="New on Collab"))


def own_digest(collab: Collab, browser: Browser) -> None:
    """A digest of one's own, on Monday at 9."""
    eilidh = collab.slack.person("eilidh")
    form = eilidh.types("/collab digest me").click("Set up my digest").view
    form.fill(themes=["Housing and homelessness", "Adult social care"]).submit()
    for owner, (title, summary) in {"U0BEN": EMPTY, "U0AMIRA": DAMP}.items():
        collab.has(
            title, owner=owner, summary=summary, kind=Kind.PROBLEM, themes=("housing-and-homelessness",)
        )
    _votes(collab)
    collab.slack.clock.move_to("monday 09:00")
    collab.delivers()
    page = _page(collab, browser, "eilidh", eilidh.inbox[-1].channel_id)
    message = page.locator(".message", has_text="Your digest")
    _take(page, "own_digest", message, until=message.get_by_role("heading", name="Risen"))


def _page(collab: Collab, browser: Browser, person: str, place: str) -> Page:
    """The playground as somebody sees it, with room for a whole answer."""
    page = browser.new_page(
        viewport={"width": WIDTH, "height": 2400},
        device_scale_factor=SHARPNESS,
        locale="en-GB",
        bypass_csp=True,
        color_scheme="light",
        reduced_motion="reduce",
    )
    page.clock.install(time=collab.slack.clock.now())
    page.goto(f"{collab.slack.url}/?as={collab.slack.person(person).id}#/{place}")
    page.locator("body[data-ready]").wait_for()
    return page


def _types(page: Page, line: str) -> None:
    page.locator(".composer-field").fill(line)
    page.keyboard.press("Enter")


def _take(page: Page, name: str, what: Locator, *, until: Locator | None = None) -> None:
    """A picture of one thing, cut where another begins."""
    page.mouse.move(0, 0)
    area = _place(what)
    area["x"] += 1  # the line at its left belongs to the sidebar
    area["width"] = min(area["width"], SHOWN)
    if until:
        area["height"] = _place(until)["y"] - area["y"]
    page.screenshot(path=PICTURES / f"{name}.png", clip=area, animations="disabled")
    page.close()


def _place(thing: Locator) -> FloatRect:
    thing.wait_for()
    box = thing.bounding_box()
    assert box is not None  # noqa: S101 - it is on the page; for the type checker
    return box


def _votes(collab: Collab) -> None:
    """Cards in a channel, and what people think of them."""
    team, now = collab.team, collab.slack.clock.now()
    for title, likes in LIKED.items():
        item = collab.services.finder.find(team, "U0BEN", title, now=now).hits[0].item
        collab.services.interests.copy(
            team, item.id, channel_id="C0SHOWANDTELL", by="U0CERYS", note="", request=title, now=now
        )
        collab.delivers()
        (card,) = [each for each in collab.slack.posted("show-and-tell") if title in each.words]
        for emoji, people in likes.items():
            for person in people.split():
                collab.slack.person(person).reacts(emoji, card)
    collab.slack.settle()


@contextmanager
def _collab_with_samples() -> Iterator[Collab]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/collab.db"
        schema.upgrade(url)
        database = Database.connect(url)
        try:
            with running_collab(database) as collab:
                _take_in_samples(collab)
                yield collab
        finally:
            database.close()


def _take_in_samples(collab: Collab) -> None:
    """What the demo begins with."""
    now = collab.slack.clock.now()
    members = {person.name: person.id for person in collab.slack.workspace.people.values()}
    take_in_sample_councils(collab.database, collab.team)
    import_samples(collab.database, collab.team, now=now)
    save_sample_people(collab.services.profiles, collab.team, members, now=now)
    remember_sample_searches(collab.database, collab.team, now=now)
    collab.services.embeddings.embed_waiting(collab.team, clock=collab.slack.clock.now)


def _chromium() -> str:
    found = os.environ.get("COLLAB_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or sys.exit(
        "No Chromium found. Install it, or say where it is: COLLAB_CHROMIUM=/path/to/chromium"
    )


if __name__ == "__main__":
    main()
