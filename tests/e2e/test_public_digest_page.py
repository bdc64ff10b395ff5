"""The digest for people outside Slack in a browser, as a page and as a mail: no barriers, and nothing fetched."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.domain.items import Kind, Link
from bot.domain.publishing import PublicDigest, published
from bot.views.public_digest import NOTHING, as_html
from tests.e2e.test_page_access import barriers
from tests.public_items import public_digest, public_item
from tests.views.worst import FILLINGS, kept, worst_content

Opens = Callable[..., Page]
DIGEST = public_digest(
    new=(public_item(1), public_item(2, kind=Kind.IDEA, phase=None, links=(), looking_for="", councils=())),
    unanswered=(public_item(3, kind=Kind.PROBLEM, phase=None, title="Damp and mould (sample)"),),
)
FEED = "https://example.org/all.atom"


@pytest.fixture
def opens(chromium: Browser, tmp_path: Path) -> Iterator[Opens]:
    """Opens the page; whatever it logs, throws or asks for from anywhere fails its test."""
    contexts, wrong = [], list[str]()

    def look(
        digest: PublicDigest = DIGEST, *, mailed: Callable[[str], str] = lambda page: page, **options: Any
    ) -> Page:
        file = tmp_path / "digest.html"
        file.write_text(mailed(as_html(digest, feed=FEED)), encoding="utf-8")
        context = chromium.new_context(**({"viewport": {"width": 1280, "height": 800}} | options))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"threw {error}"))
        page.on("console", lambda line: wrong.append(line.text))
        page.on("request", lambda asked: None if asked.url == file.as_uri() else wrong.append(asked.url))
        page.goto(file.as_uri())
        return page

    yield look
    for context in contexts:
        context.close()
    assert wrong == []


def without_its_style_sheet(page: str) -> str:
    """As some mail programs show it."""
    return re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier(opens: Opens, scheme: str, width: int) -> None:
    page = opens(color_scheme=scheme, viewport={"width": width, "height": 800})

    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier_in_a_mail_that_lost_its_style_sheet(opens: Opens, scheme: str) -> None:
    page = opens(mailed=without_its_style_sheet, color_scheme=scheme)

    assert barriers(page) == []
    assert page.get_by_role("main").evaluate("one => one.getBoundingClientRect().width") <= 640


def test_axe_finds_no_barrier_when_nothing_is_new(opens: Opens) -> None:
    page = opens(public_digest())

    assert barriers(page) == []
    expect(page.get_by_role("main")).to_have_text(NOTHING)


def test_dark_is_dark_and_light_is_light(opens: Opens) -> None:
    def ground(scheme: str) -> str:
        page = opens(color_scheme=scheme)
        return str(page.locator(".sheet").evaluate("one => getComputedStyle(one).backgroundColor"))

    assert ground("light") == "rgb(255, 255, 255)"
    assert ground("dark") == "rgb(20, 23, 26)"


def test_it_is_british_english_without_scripts_pictures_or_tables(opens: Opens) -> None:
    page = opens()

    assert page.locator("html").get_attribute("lang") == "en-GB"
    assert page.locator("script, link, img, svg, iframe, form, table").count() == 0
    assert page.title() == "What councils share, 11 to 18 November 2026"


def test_landmarks_and_headings_say_what_is_where(opens: Opens) -> None:
    page = opens()

    for landmark in ("banner", "main", "contentinfo"):
        expect(page.get_by_role(landmark)).to_have_count(1)
    levels = page.locator("h1, h2, h3").evaluate_all("all => all.map(one => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.get_by_role("heading", level=2).all_inner_texts() == ["New", "Nobody has answered yet"]


def test_links_say_where_they_lead(opens: Opens) -> None:
    page = opens()

    link = page.get_by_role("link", name="What we found out").first
    expect(link).to_have_attribute("href", "https://example.org/repairs?a=1&b=2")
    expect(page.get_by_role("link", name="Follow this as an Atom feed")).to_have_attribute("href", FEED)
    assert not {"here", "link", "read more"} & {
        one.lower() for one in page.get_by_role("link").all_inner_texts()
    }


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
@pytest.mark.parametrize("width", [320, 1280])
def test_the_longest_of_everything_fits(opens: Opens, width: int, filling: str) -> None:
    worst = published(kept(worst_content(filling)), "urn:x")

    page = opens(public_digest(new=(worst,)), viewport={"width": width, "height": 740})

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert barriers(page) == []


def test_what_people_wrote_never_comes_alive(opens: Opens) -> None:
    bad = '<img src=x onerror="alert(1)"></style><script>alert(1)</script> javascript:alert(1) {{ 7 * 7 }}'
    item = public_item(
        title=bad,
        summary=bad,
        looking_for=bad,
        councils=(bad,),
        links=(Link(url='https://example.org/"onmouseover=alert(1)', title=bad),),
    )
    page = opens(public_digest(new=(item,)))

    assert page.locator("script, img").count() == 0
    assert page.locator("[onmouseover]").count() == 0
    assert set(page.get_by_role("link").evaluate_all("all => all.map(one => one.protocol)")) == {"https:"}
    expect(page.get_by_role("heading", level=3, name="{{ 7 * 7 }}")).to_be_visible()
    assert barriers(page) == []


def test_text_is_large_enough_to_read(opens: Opens) -> None:
    page = opens(viewport={"width": 320, "height": 740})

    sizes = page.locator("p").evaluate_all(
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= 16
