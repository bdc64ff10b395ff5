"""A message on a person's screen."""

from typing import TYPE_CHECKING

from playground.client import clicking
from playground.driver.screen import Screen
from playground.driver.words import readable
from playground.values import JSON, Message

if TYPE_CHECKING:
    from playground.driver.people import Member


class ShownMessage(Screen):
    """A message on a person's screen."""

    def __init__(self, member: "Member", message: Message) -> None:
        super().__init__(member)
        self._message = message

    def __repr__(self) -> str:
        return f"<Message {self.ts} in #{self.channel}: {self.text!r}>"

    @property
    def text(self) -> str:
        """The plain text, as the app sent it."""
        return self._message.text

    @property
    def ts(self) -> str:
        return self._message.ts

    @property
    def channel(self) -> str:
        """The channel's name; its id for direct messages."""
        channel = self._member.workspace.channels[self._message.channel]
        return channel.name or channel.id

    @property
    def channel_id(self) -> str:
        return self._message.channel

    @property
    def author(self) -> str:
        """Who wrote it, by user id."""
        return self._message.user

    @property
    def is_ephemeral(self) -> bool:
        return self._message.ephemeral_to is not None

    @property
    def is_deleted(self) -> bool:
        channel = self._member.workspace.channels[self._message.channel]
        return self._member.workspace.message(channel, self.ts, self._message.ephemeral_to) is None

    @property
    def metadata(self) -> JSON | None:
        return self._message.metadata

    @property
    def files(self) -> list[JSON]:
        return self._message.files

    @property
    def reactions(self) -> dict[str, list[str]]:
        """The emoji's name to the ids of those who chose it."""
        return {name: list(users) for name, users in self._message.reactions.items()}

    @property
    def thread(self) -> "list[ShownMessage]":
        """The replies, oldest first."""
        channel = self._member.workspace.channels[self._message.channel]
        listed = self._member.workspace.listed(channel, self._member.id, self.ts)
        return [self._member.look_at(message) for message in listed if message.ts != self.ts]

    @property
    def blocks(self) -> list[JSON]:
        return self._message.blocks or []

    @property
    def words(self) -> str:
        """What a person reads: the blocks, or without any the text."""
        return super().words if self.blocks else readable(self.text, self._member.workspace)

    def seen_by(self, member: "Member") -> "ShownMessage":
        """The same message on somebody else's screen."""
        return member.look_at(self._message)

    @property
    def _place(self) -> clicking.Place:
        return self._message.channel, self._message.ts
