"""What every Slack message needs: blocks, and text for notifications and screen readers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import Block

from bot.views.as_json import as_json
from bot.views.picture import Picture

MAX_BLOCKS = 50  # Slack refuses more; slack_sdk does not check it
MAX_TEXT = 3000  # well below what Slack cuts (40,000) or refuses in chat.update (4,000)


@dataclass(frozen=True, slots=True)
class Message:
    """A message: plain text, and the blocks that show it.

    `picture` stands below the blocks, in a message that `bot.delivery` posts: it has to be uploaded first.
    """

    text: str
    blocks: Sequence[Block] = field(default=())
    picture: Picture | None = None

    def __post_init__(self) -> None:
        """Refuse what Slack would refuse.

        Raises:
            ValueError: there are too many blocks or too much text.
        """
        blocks = len(self.blocks) + (self.picture is not None)
        if blocks > MAX_BLOCKS:
            raise ValueError(f"{blocks} blocks, Slack takes {MAX_BLOCKS}")
        if not self.text or len(self.text) > MAX_TEXT:
            raise ValueError(f"{len(self.text)} characters of text, we send 1 to {MAX_TEXT}")

    def payload(self) -> dict[str, Any]:
        """The arguments that Slack's methods take. Links are not unfolded: a card already says what they are."""
        sent: dict[str, Any] = {"text": self.text}
        if self.blocks:
            sent["blocks"] = [as_json(block) for block in self.blocks]
        return sent
