"""How the playground says no: to the app in Slack's codes, to a person in words."""

from typing import Any


class SlackRefusal(Exception):
    """What Slack's Web API answers with `ok: false`.

    Args:
        error: Slack's code, such as `channel_not_found`.
        messages: what exactly is wrong, each with its JSON pointer, as in `response_metadata.messages`.
        more: further fields of the answer, such as `needed` and `provided`.
    """

    def __init__(self, error: str, messages: list[str] | None = None, **more: Any) -> None:
        super().__init__(error if not messages else f"{error}: {'; '.join(messages)}")
        self.error = error
        self.messages = messages or []
        self.more = more


class NotPossible(Exception):
    """What somebody tried on the page cannot be done; the words say why."""
