"""The Atom feeds, read by a parser that is not ours, and held against RFC 4287."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.items import Kind, Link
from bot.domain.publishing import PublicItem, published
from bot.views.feeds import ATOM, Feed, as_atom
from tests.factories import NOW, content
from tests.public_items import public_item
from tests.views.worst import FILLINGS, kept, worst_content

NAME = "urn:uuid:6f1d7c1e-6c3f-4b63-9a55-0d8a2f6c2b9e"
A = f"{{{ATOM}}}"


def feed(*items: PublicItem, **wanted: Any) -> bytes:
    return as_atom(Feed(**({"name": NAME, "title": "Collab: Housing", "items": items} | wanted)), now=NOW)


def parsed(*items: PublicItem, **wanted: Any) -> Any:
    """The feed as a reader sees it. It complains of nothing."""
    found = feedparser.parse(feed(*items, **wanted))
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def check_rfc_4287(atom: bytes) -> ET.Element:
    """What section 4 of the RFC says must be there, once or at least once, and in which form."""
    root = ET.fromstring(atom)
    assert root.tag == f"{A}feed"
    for parent in (root, *root.findall(f"{A}entry")):
        for name in ("id", "title", "updated"):
            (one,) = parent.findall(f"{A}{name}")
            assert one.text
            assert one.text.strip()
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", parent.findtext(f"{A}id", ""))
        for name in ("updated", "published"):
            for one in parent.findall(f"{A}{name}"):
                assert datetime.fromisoformat(one.text or "").utcoffset() == timedelta(0)
        for name in ("summary", "content", "subtitle", "generator", "published"):
            assert len(parent.findall(f"{A}{name}")) <= 1
        for author in parent.findall(f"{A}author"):
            assert len(author.findall(f"{A}name")) == 1
            assert author.findtext(f"{A}name")
        for category in parent.findall(f"{A}category"):
            assert category.get("term")
        for link in parent.findall(f"{A}link"):
            assert link.get("href")
        kinds = [link.get("type") for link in parent.findall(f"{A}link") if link.get("rel") == "alternate"]
        assert len(kinds) == len(set(kinds)), "two alternates of one type"
    assert root.findall(f"{A}author"), "a feed has an author unless each entry has"
    for entry in root.findall(f"{A}entry"):
        assert entry.findall(f"{A}content"), "an entry has content, or an alternate"
    return root


def test_a_reader_shows_what_the_item_says() -> None:
    (entry,) = parsed(public_item()).entries

    assert entry.title == "Housing repairs online 1 (sample)"
    assert entry.summary == "Tenants book a repair and see when it will be done."
    assert [author.name for author in entry.authors] == ["Ambleford (sample)", "Dunmarrow (sample)"]
    assert [(tag.term, tag.label) for tag in entry.tags] == [
        ("project", "Project in beta"),
        ("housing-and-homelessness", "Housing and homelessness"),
    ]
    assert entry.link == "https://example.org/repairs?a=1&b=2"
    assert [(link.rel, link.href, link.title) for link in entry.links] == [
        ("alternate", "https://example.org/repairs?a=1&b=2", "What we found out"),
        ("related", "https://example.org/code/", "example.org/code"),
    ]
    assert (entry.published, entry.updated) == ("2026-11-15T12:00:00Z", "2026-11-16T12:00:01Z")
    page = entry.content[0].value
    for words in (
        "Project in beta · Housing and homelessness",
        "<strong>Looking for:</strong> Two councils to test with.",
        "<strong>Whom to ask:</strong> Ambleford (sample) and Dunmarrow (sample)",
        '<a href="https://example.org/repairs?a=1&amp;b=2">What we found out</a>',
        '<a href="https://example.org/code/">example.org/code</a>',
    ):
        assert words in page


def test_the_feed_has_what_the_rfc_requires() -> None:
    root = check_rfc_4287(feed(public_item(1), public_item(2, links=(), councils=(), summary="")))

    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-GB"
    assert root.findtext(f"{A}updated") == "2026-11-16T12:00:02Z", "the latest of its entries"


def test_a_feed_without_entries_is_one() -> None:
    check_rfc_4287(feed())

    assert parsed().feed.updated == "2026-11-18T12:00:00Z"
    assert parsed().entries == []


def test_links_of_its_own_are_there_only_when_somebody_says_where_it_is() -> None:
    assert "links" not in parsed().feed

    said = parsed(
        address="https://example.org/housing.atom", page="https://example.org/digest.html"
    ).feed.links
    assert [(link.rel, link.type, link.href) for link in said] == [
        ("self", "application/atom+xml", "https://example.org/housing.atom"),
        ("alternate", "text/html", "https://example.org/digest.html"),
    ]


def test_it_is_the_same_to_the_byte_while_its_items_are() -> None:
    told = Feed(name=NAME, title="Collab", items=[public_item(1), public_item(2)])

    assert as_atom(told, now=NOW) == as_atom(told, now=NOW + timedelta(days=1))
    assert as_atom(told, now=NOW) != as_atom(replace(told, items=[public_item(1)]), now=NOW)


def test_what_people_wrote_never_comes_alive() -> None:
    bad = '<script>alert(1)</script>]]>&amp;<img src=x onerror="alert(1)">'
    (entry,) = parsed(
        public_item(
            title=bad,
            summary=bad,
            looking_for=bad,
            councils=(bad,),
            links=(Link(url="https://example.org", title=bad),),
        )
    ).entries

    raw = ET.fromstring(feed(public_item(title=bad, summary=bad, looking_for=bad)))
    page = raw.findtext(f"{A}entry/{A}content", "")
    assert raw.findtext(f"{A}entry/{A}title") == bad
    assert "<script" not in page
    assert "<img" not in page
    assert entry.authors[0].name.startswith("&lt;script") or "<script" not in entry.content[0].value


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
@pytest.mark.parametrize("kind", list(Kind))
def test_the_longest_of_everything_is_a_feed(filling: str, kind: Kind) -> None:
    item = published(kept(worst_content(filling, kind)), NAME)

    check_rfc_4287(feed(item, public_item(2)))
    assert parsed(item, public_item(2)).entries[1].title == public_item(2).title


texts = st.text(st.characters(min_codepoint=0), max_size=40)
whatever = st.one_of(texts, st.sampled_from(["\x00", "\ud800", "\ufffe", "\x0b\x1f\x7f\x85", "]]>", "&#0;"]))


@given(
    title=whatever, summary=whatever, councils=st.lists(whatever, max_size=3), path=whatever, named=whatever
)
def test_no_text_whatever_breaks_it(
    title: str, summary: str, councils: list[str], path: str, named: str
) -> None:
    odd = content(
        title=title,
        summary=summary,
        looking_for=summary,
        councils=tuple(councils),
        links=(Link(url=f"https://example.org/{path}", title=named),),
        open_to_public=True,
    )

    item = published(kept(odd), NAME)

    root = check_rfc_4287(feed(item, public_item(2)))
    assert root.findtext(f"{A}entry/{A}title") == item.title
    assert len(root.findall(f"{A}entry")) == 2
