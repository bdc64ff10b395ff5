"""Ready-made values; a test names only what it is about."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.items import CONTENT_FIELDS, Item, ItemContent, Kind

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)  # a Wednesday


def content(**wanted: Any) -> ItemContent:
    """What somebody might write in the share form."""
    defaults: dict[str, Any] = {
        "kind": Kind.PROJECT,
        "title": "Housing repairs online",
        "summary": "Tenants book a repair and see when it will be done.",
    }
    return ItemContent(**(defaults | wanted))


def item(number: int = 1, **wanted: Any) -> Item:
    """An item as it is kept, for long."""
    before = NOW - timedelta(days=21)
    said = {name: getattr(content(), name) for name in CONTENT_FIELDS}
    kept = {
        "id": number,
        "owner_id": "U1",
        "created_at": before,
        "updated_at": before,
        "confirmed_at": before,
    }
    return Item(**(said | kept | wanted))
