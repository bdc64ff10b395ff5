"""Ready-made values; a test names only what it is about."""

from datetime import UTC, datetime
from typing import Any

from bot.domain.items import ItemContent, Kind

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)  # a Wednesday


def content(**wanted: Any) -> ItemContent:
    """What somebody might write in the share form."""
    defaults: dict[str, Any] = {
        "kind": Kind.PROJECT,
        "title": "Housing repairs online",
        "summary": "Tenants book a repair and see when it will be done.",
    }
    return ItemContent(**(defaults | wanted))
