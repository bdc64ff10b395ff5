"""Items as anybody may read them, for tests of what is published."""

from datetime import timedelta
from typing import Any

from bot.domain.digests import Period, Reason
from bot.domain.items import Kind, Link, Phase
from bot.domain.publishing import PublicDigest, PublicItem, lasting_name
from tests.factories import NOW

WEEK = Period(since=NOW - timedelta(days=7), until=NOW)


def public_item(number: int = 1, **wanted: Any) -> PublicItem:
    """An item that its owner opened; the later the number, the later it changed."""
    defaults: dict[str, Any] = {
        "name": lasting_name("T1", str(number)),
        "kind": Kind.PROJECT,
        "phase": Phase.BETA,
        "title": f"Housing repairs online {number} (sample)",
        "summary": "Tenants book a repair and see when it will be done.",
        "looking_for": "Two councils to test with.",
        "themes": ("housing-and-homelessness",),
        "councils": ("Ambleford (sample)", "Dunmarrow (sample)"),
        "links": (
            Link(url="https://example.org/repairs?a=1&b=2", title="What we found out"),
            Link(url="https://example.org/code/"),
        ),
        "shared_at": NOW - timedelta(days=3),
        "updated_at": NOW - timedelta(days=2) + timedelta(seconds=number),
    }
    return PublicItem(**(defaults | wanted))


def public_digest(**items: tuple[PublicItem, ...]) -> PublicDigest:
    """A week's digest, of items by the names of their reasons in small letters."""
    return PublicDigest(period=WEEK, items={Reason[name.upper()]: found for name, found in items.items()})
