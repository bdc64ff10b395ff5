"""What is taken of an item for the public, and what is not."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.items import Item, Link
from bot.domain.publishing import PublicItem, published
from tests.factories import NOW, content
from tests.views.worst import kept

OPEN = content(open_to_public=True)


def test_what_is_not_open_is_never_published() -> None:
    for item in (kept(content()), kept(OPEN, archived_at=NOW)):
        with pytest.raises(ValueError, match="not open"):
            published(item, "urn:x")


def test_a_public_item_has_no_place_for_anybody() -> None:
    """Whoever adds a field here, adds it to the words in the share form, too."""
    assert {field.name for field in fields(PublicItem)} == {
        *("name", "kind", "phase", "title", "summary", "looking_for", "themes", "councils", "links"),
        *("shared_at", "updated_at"),
    }
    left = {field.name for field in fields(Item)} - {field.name for field in fields(PublicItem)}
    assert {"owner_id", "contact", "people", "description", "origin"} <= left


def test_links_that_cannot_be_written_are_left_out() -> None:
    links = (Link(url="https://example.org/\x01a"), Link(url="https://\x01"), Link(url="https://example.com"))

    item = published(kept(content(open_to_public=True, links=links)), "urn:x")

    assert [link.url for link in item.links] == ["https://example.org/a", "https://example.com"]


def test_a_mention_names_nobody_and_an_address_stays_what_it_is() -> None:
    links = (Link(url="https://social.example/@U2FANCLUB", title="Ask <@U02ABC|amira>"),)
    said = content(open_to_public=True, title="Ask @U0AMIRA", summary="As @University does", links=links)

    item = published(kept(said), "urn:x")

    assert (item.title, item.summary) == ("Ask somebody", "As @University does")
    assert item.links == (Link(url="https://social.example/@U2FANCLUB", title="Ask somebody"),)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("See https://sample.slack.com/archives/C0SECRET/p1700000000", "See Slack"),
        ("(see HTTPS://Sample.Slack.com/archives/C0SECRET).", "(see Slack)."),
        ("“https://app.slack.com/client/T0/C0SECRET?a=b#c”, here", "“Slack”, here"),
        ("<https://sample.enterprise.slack.com/archives/C0SECRET|our channel>", "Slack"),
        ("https://amira@sample.slack.com:443/archives/C0SECRET!", "Slack!"),
        ("sample.slack.com/archives/C0SECRET, sample.slack.com.", "Slack, Slack."),
        ("slack://channel?team=T0&id=C0SECRET now", "Slack now"),
        ("https://sample.slack.com./archives/C0SECRET", "Slack"),
        ("https://example.org/slack.com/plan", "https://example.org/slack.com/plan"),
        ("https://slack.com.example.org and notslack.com", "https://slack.com.example.org and notslack.com"),
        ("We talk in Slack.", "We talk in Slack."),
    ],
)
def test_an_address_in_slack_is_not_told(said: str, shown: str) -> None:
    item = published(kept(content(open_to_public=True, title=said, summary=said, looking_for=said)), "urn:x")

    assert (item.title, item.summary, item.looking_for) == (shown, shown, shown)


def test_links_into_slack_are_left_out() -> None:
    urls = [
        "https://sample.slack.com/archives/C0SECRET/p1700000000",
        "https://SLACK.com/app_redirect?channel=C0SECRET",
        "https://files.slack.com./files-pri/T0-F0/plan.pdf",
        "https://notslack.com/plan",
        "https://slack.com.example.org/plan",
    ]
    links = tuple(Link(url=url) for url in urls)

    item = published(kept(content(open_to_public=True, links=links)), "urn:x")

    assert [link.url for link in item.links] == urls[3:]


def test_a_title_of_nothing_but_what_cannot_be_written_says_the_kind() -> None:
    assert published(kept(content(open_to_public=True, title="\x01\ufffe")), "urn:x").title == "Project"


@given(st.text(st.characters(min_codepoint=0)))
def test_what_is_published_can_be_encoded(title: str) -> None:
    published(kept(content(open_to_public=True, title=title)), "urn:x").title.encode("utf-8")
