"""The published page of the manifesto in a browser: no barriers, nothing fetched, readable from a phone to paper."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.domain.items import Kind
from bot.domain.manifesto import Adoption, PrinciplePage
from bot.domain.principles import Evidence, Guidance, Principle, PrincipleText, Section
from bot.views.manifesto_page import as_html
from tests.e2e.test_page_access import barriers
from tests.factories import NOW, content
from tests.views.worst import kept

Opens = Callable[..., Page]
MEANING = """Whoever a service is for is there from the first day: residents, and the staff who answer the phone.

It means that we
- ask before we write a specification
- show what we have, early and unfinished
- pay people for their time

Read more at https://example.org/research?a=1&b=2."""


def principle(
    number: int, title: str, sentence: str, meaning: str = "", evidence: tuple[str, ...] = ()
) -> Principle:
    return Principle(
        id=number,
        number=number,
        text=PrincipleText(title=title, sentence=sentence, meaning=meaning),
        proposed_by="U0AMIRA",
        proposed_at=NOW,
        adopted_version=1,
        adopted_at=NOW,
        evidence=tuple(Evidence(title=one, workshop_id=1) for one in evidence),
    )


def guidance(number: int, section: Section, text: str, votes: int = 0) -> Guidance:
    return Guidance(id=number, principle_id=1, section=section, text=text, by="U0BEN", at=NOW, votes=votes)


ADOPTION = Adoption(at=NOW + timedelta(days=7), agreed=14, stood_aside=2)
PAGES = (
    PrinciplePage(
        principle=principle(
            1,
            "Start with people, not with systems (sample)",
            "We ask those who will use a service, and those who will run it, before we decide what to build.",
            MEANING,
            ("Nobody asked the tenants (sample)", "The contact centre found out on the day (sample)"),
        ),
        guidance=(
            guidance(
                1,
                Section.HOW_TO,
                "Sit beside somebody in the contact centre for a morning.\nTake no laptop.",
                9,
            ),
            guidance(2, Section.HOW_TO, "Ask five people, then change something, then ask five others.", 1),
            guidance(3, Section.EXAMPLES, "Ambleford (sample) rewrote its repairs form after three visits."),
        ),
        uses=(
            kept(
                content(title="Housing repairs online (sample)", councils=("Ambleford (sample)",)), number=1
            ),
            kept(content(kind=Kind.PROBLEM, title="Damp and mould (sample)"), number=2),
        ),
        adoption=ADOPTION,
    ),
    PrinciplePage(
        principle=principle(
            2,
            "Share what went wrong (sample)",
            "We publish what did not work, so that others need not try it.",
        ),
        adoption=replace(ADOPTION, stood_aside=0),
    ),
    PrinciplePage(
        principle=principle(
            12,
            "Leave a trace that others can follow: decisions, code and costs stay in the open (sample)",
            "Whoever comes after us finds out why we did what we did, without asking us.",
        ),
        adoption=ADOPTION,
    ),
)


@pytest.fixture
def opens(chromium: Browser, tmp_path: Path) -> Iterator[Opens]:
    """Opens the page as published; whatever it logs, throws or asks for from anywhere fails its test."""
    contexts, wrong = [], list[str]()

    def look(pages: tuple[PrinciplePage, ...] = PAGES, *, name_items: bool = False, **options: Any) -> Page:
        file = tmp_path / "manifesto.html"
        file.write_text(as_html(pages, today=NOW.date(), name_items=name_items), encoding="utf-8")
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


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier(opens: Opens, scheme: str, width: int) -> None:
    page = opens(color_scheme=scheme, viewport={"width": width, "height": 800}, name_items=True)

    assert barriers(page) == []


def test_axe_finds_no_barrier_without_principles(opens: Opens) -> None:
    page = opens(())

    assert barriers(page) == []
    expect(page.get_by_text("There are no principles yet.")).to_be_visible()


def test_it_is_british_english_without_scripts_and_from_one_file(opens: Opens) -> None:
    page = opens()

    assert page.locator("html").get_attribute("lang") == "en-GB"
    assert page.locator("script, link, img, iframe, [onclick], [style]").count() == 0
    assert page.title() == "Our principles"


def test_the_first_tab_stop_skips_to_the_principles(opens: Opens) -> None:
    page = opens()
    skip = page.get_by_role("link", name="Skip to the principles")
    expect(skip).not_to_be_in_viewport()

    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_landmarks_and_headings_say_what_is_where(opens: Opens) -> None:
    page = opens()

    for landmark in ("banner", "main", "contentinfo"):
        expect(page.get_by_role(landmark)).to_have_count(1)
    expect(page.get_by_role("navigation", name="Contents")).to_be_visible()
    levels = page.locator("h1, h2, h3").evaluate_all("all => all.map(one => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_contents_lead_to_each_principle_and_back(opens: Opens) -> None:
    page = opens()
    contents = page.get_by_role("navigation", name="Contents")
    assert contents.get_by_role("link").all_inner_texts() == [one.principle.text.title for one in PAGES]

    contents.get_by_role("link", name="Share what went wrong").click()
    there = page.get_by_role("article", name="Share what went wrong")
    expect(there).to_be_in_viewport()
    there.get_by_role("link", name="Back to contents").click()
    expect(contents).to_be_in_viewport()


def test_what_people_wrote_is_shown_as_they_meant_it(opens: Opens) -> None:
    first = opens().get_by_role("article").first

    expect(first.get_by_role("listitem").filter(has_text="pay people for their time")).to_be_visible()
    link = first.get_by_role("link", name="https://example.org/research?a=1&b=2")
    expect(link).to_have_attribute("href", "https://example.org/research?a=1&b=2")
    for words in (
        "Adopted by consent on 25 November 2026: 14 people agreed, 2 stood aside",
        "Nobody asked the tenants",
    ):
        expect(first.get_by_text(words)).to_be_visible()
    expect(first.get_by_text("2 pieces of work use it.")).to_be_visible()
    expect(first.get_by_text("Housing repairs online")).to_have_count(0)  # only when they are named


def test_what_people_wrote_never_comes_alive(opens: Opens) -> None:
    bad = '<img src=x onerror="alert(1)"></style><script>alert(1)</script> javascript:alert(1) {{ 7 * 7 }}'
    hostile = PrinciplePage(
        principle=principle(
            1, bad, bad, f'{bad}\n\n- {bad}\n\nhttps://example.org/"onmouseover=alert(1)', (bad,)
        ),
        guidance=(guidance(1, Section.EXAMPLES, bad),),
        uses=(kept(content(title=bad[:90]), number=1),),
        adoption=ADOPTION,
    )
    page = opens((hostile,), name_items=True)

    assert page.locator("script, img").count() == 0
    assert page.locator("[onmouseover]").count() == 0
    assert set(page.locator("main a").evaluate_all("all => all.map(one => one.protocol)")) == {
        "https:",
        "file:",
    }
    expect(page.get_by_role("heading", level=2, name="{{ 7 * 7 }}")).to_be_visible()
    assert barriers(page) == []


@pytest.mark.parametrize("width", [320, 390, 768, 1600])
def test_it_fits_the_screen(opens: Opens, width: int) -> None:
    long = replace(PAGES[1], principle=principle(2, "X" * 100, "y" * 300, "https://example.org/" + "z" * 500))
    page = opens((*PAGES, long), viewport={"width": width, "height": 740})

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    too_small = page.locator("main p, main li").evaluate_all(
        "all => all.filter(one => parseFloat(getComputedStyle(one).fontSize) < 16).length"
    )
    assert too_small == 0


def test_on_paper_there_is_nothing_to_press(opens: Opens) -> None:
    page = opens()
    page.emulate_media(media="print")

    expect(page.get_by_role("navigation", name="Contents")).to_be_hidden()
    expect(page.get_by_text("Back to contents").first).to_be_hidden()
    expect(page.get_by_text("Start with people, not with systems").last).to_be_visible()
    assert page.locator("h1").evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"
