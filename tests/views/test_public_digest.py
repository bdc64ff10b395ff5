"""The digest for people outside Slack, as a page and as plain text."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.digests import Period
from bot.domain.items import Kind, Link
from bot.views.public_digest import MOST_IN_A_SECTION, NOTHING, as_html, as_text
from bot.views.public_items import days
from tests.public_items import public_digest, public_item
from tests.views.worst import FILLINGS

DIGEST = public_digest(
    new=(public_item(1), public_item(2, kind=Kind.IDEA, phase=None, councils=(), links=(), looking_for="")),
    unanswered=(public_item(3, kind=Kind.PROBLEM, phase=None, title="Damp and mould (sample)"),),
)


def test_the_text_says_all_there_is() -> None:
    said = as_text(DIGEST, themes=("housing-and-homelessness",), feed="https://example.org/all.atom")

    assert said.startswith(
        "What councils share\n===================\n\n11 to 18 November 2026\n3 items, open to the public\n"
        "About: Housing and homelessness\n\n\nNew\n---\n\n"
        "Housing repairs online 1 (sample)\n"
        "Project in beta · Housing and homelessness\n"
        "Tenants book a repair and see when it will be done.\n"
        "Looking for: Two councils to test with.\n"
        "Whom to ask: Ambleford (sample) and Dunmarrow (sample)\n"
        "What we found out:\nhttps://example.org/repairs?a=1&b=2\n"
        "Read more:\nhttps://example.org/code/\n"
        "\nHousing repairs online 2 (sample)\nIdea · Housing and homelessness\n"
    )
    assert "\nNobody has answered yet\n-----------------------\n\nDamp and mould (sample)\n" in said
    assert said.endswith("Feed:\nhttps://example.org/all.atom\n")


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
def test_lines_of_text_fit_a_mail_unless_a_word_does_not(filling: str) -> None:
    long = public_item(title=(filling * 100)[:100], summary=(filling * 250)[:250])

    for line in as_text(public_digest(new=(long,))).splitlines():
        assert len(line) <= 72 or " " not in line.strip()


def test_the_page_says_the_same() -> None:
    page = as_html(DIGEST, feed="https://example.org/all.atom")

    for words in (
        '<html lang="en-GB">',
        "<title>What councils share, 11 to 18 November 2026</title>",
        "3 items, open to the public",
        "Nobody has answered yet</h2>",
        "Damp and mould (sample)</h3>",
        "<strong>Looking for:</strong> Two councils to test with.",
        "<strong>Whom to ask:</strong> Ambleford (sample) and Dunmarrow (sample)",
        ">What we found out</a>",
        ">example.org/code</a>",
        ">Follow this as an Atom feed</a>",
    ):
        assert words in page


def test_the_page_needs_nothing_but_itself() -> None:
    page = as_html(DIGEST)

    assert not re.search(r"<(script|img|link|iframe|object|form|svg|table)\b|@import|url\(|\son\w+=", page)
    assert set(re.findall(r'(?:href|src)="([^"]*)"', page)) == {
        "https://example.org/repairs?a=1&amp;b=2",
        "https://example.org/code/",
    }


def test_what_shows_it_does_not_rest_on_the_style_sheet() -> None:
    """Some mail programs drop it: sizes, widths and colours stand at each element."""
    body = as_html(DIGEST).split("<body", 1)[1]

    assert "max-width: 640px" in body
    for tag in ("h1", "h2", "h3", "p", "a"):
        opened = re.findall(rf"<{tag}\b[^>]*>", body)
        assert opened
        assert all("style=" in one for one in opened)


def test_nothing_is_said_in_so_many_words() -> None:
    empty = public_digest(new=())

    assert not empty
    assert as_text(empty).count(NOTHING) == 1
    assert NOTHING in as_html(empty)


def test_what_finds_no_room_is_counted() -> None:
    many = tuple(public_item(number) for number in range(MOST_IN_A_SECTION + 1200))
    digest = public_digest(new=many)

    for said in (as_html(digest), as_text(digest)):
        assert "And 1,200 more" in said
        assert "1,215 items, open to the public" in said
        assert said.count("Tenants book a repair") == MOST_IN_A_SECTION
    assert "more" not in as_text(public_digest(new=many[:MOST_IN_A_SECTION])).replace("Read more", "")


def test_a_mail_that_is_full_is_shown_whole() -> None:
    """Some programs cut a message at 102 KB."""
    full = tuple(public_item(number) for number in range(MOST_IN_A_SECTION))

    assert (
        len(as_html(public_digest(new=full, seeking=full, unanswered=full, voted_up=full)).encode()) < 102_000
    )


def test_what_people_wrote_never_comes_alive() -> None:
    bad = '</style><script>alert(1)</script>"onmouseover="alert(1)" {{ 7 * 7 }}'
    item = public_item(
        title=bad,
        summary=bad,
        looking_for=bad,
        councils=(bad,),
        links=(Link(url="https://example.org", title=bad),),
    )

    page = as_html(public_digest(new=(item,)))

    assert "<script" not in page
    assert 'onmouseover="' not in page
    assert page.count("{{ 7 * 7 }}") == 5


def test_many_councils_are_counted() -> None:
    item = public_item(councils=tuple(f"Council {number}" for number in range(20)))

    said = " ".join(as_text(public_digest(new=(item,))).split())
    assert "Council 4 and 15 more" in said


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ((2026, 11, 11), (2026, 11, 18), "11 to 18 November 2026"),
        ((2026, 10, 28), (2026, 11, 4), "28 October to 4 November 2026"),
        ((2026, 12, 28), (2027, 1, 4), "28 December 2026 to 4 January 2027"),
        ((2026, 11, 18), (2026, 11, 18), "18 November 2026"),
    ],
    ids=["a week", "two months", "two years", "a day"],
)
def test_a_period_is_said_in_days(
    since: tuple[int, int, int], until: tuple[int, int, int], said: str
) -> None:
    period = Period(since=datetime(*since, 1, tzinfo=UTC), until=datetime(*until, 9, tzinfo=UTC))

    assert days(period) == said
    assert said in as_text(replace(DIGEST, period=period))
