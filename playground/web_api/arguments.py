"""The arguments of a call, whether they came as a form or as JSON."""

import base64
import json
from collections.abc import Mapping
from typing import Any, TypeVar

from playground.errors import SlackRefusal
from playground.values import JSON

T = TypeVar("T")


class Arguments:
    """Reads arguments; a form has only strings, so numbers, booleans and objects may be strings too."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = given

    def text(self, name: str, default: str = "") -> str:
        value = self._given.get(name)
        return default if value is None else str(value)

    def needed(self, name: str, error: str = "invalid_arguments") -> str:
        """A field that must be there.

        Raises:
            SlackRefusal: it is missing.
        """
        value = self.text(name)
        if not value:
            raise SlackRefusal(error, [f"[ERROR] missing required field: {name}"])
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self._given.get(name)
        return default if value is None else str(value).lower() in {"true", "1"}

    def number(self, name: str, default: int) -> int:
        try:
            return int(self._given.get(name) or default)
        except ValueError:
            raise SlackRefusal(
                "invalid_arguments", [f"[ERROR] must be an integer [json-pointer:/{name}]"]
            ) from None

    def has(self, name: str) -> bool:
        return self._given.get(name) not in (None, "")

    def json(self, name: str) -> Any:
        """An object or a list; None when it is not there."""
        value = self._given.get(name)
        if not isinstance(value, str) or not value:
            return value or None
        try:
            return json.loads(value)
        except ValueError:
            raise SlackRefusal(
                "invalid_json", [f"[ERROR] must be valid JSON [json-pointer:/{name}]"]
            ) from None

    def names(self, name: str) -> list[str]:
        """A list, or words with commas between them."""
        value = self._given.get(name)
        parts = value if isinstance(value, list) else str(value or "").split(",")
        return [str(part).strip() for part in parts if str(part).strip()]

    def raw(self, name: str) -> Any:
        return self._given.get(name)

    def page(self, everything: list[T], default: int, most: int = 1000) -> tuple[list[T], JSON]:
        """One page by `limit` and `cursor`, and the `response_metadata` that leads to the next.

        Raises:
            SlackRefusal: `invalid_limit`, `invalid_cursor`.
        """
        limit = self.number("limit", default)
        if not 0 < limit <= most:
            raise SlackRefusal("invalid_limit")
        start = _offset(self.text("cursor"))
        end = start + limit
        cursor = base64.b64encode(f"next:{end}".encode()).decode() if end < len(everything) else ""
        return everything[start:end], {"response_metadata": {"next_cursor": cursor}}


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor).decode().removeprefix("next:"))
    except ValueError:
        raise SlackRefusal("invalid_cursor") from None
