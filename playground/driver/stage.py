"""The people and places of one playground, and waiting for what happens there."""

from collections.abc import Callable
from typing import TypeVar

from playground.driver.diary import Diary
from playground.driver.message import ShownMessage
from playground.driver.people import Member
from playground.slack import Slack
from playground.values import BOT_USER_ID, Channel, ChannelKind, Person

T = TypeVar("T")
PATIENCE = 5.0


class Stage:
    """Where people act, and what they see."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._patience = PATIENCE
        self._diary: Diary | None = None
        self._members: dict[str, Member] = {}
        self.workspace = slack.workspace

    def person(self, name: str) -> Member:
        """Somebody by name or id, at their screen."""
        person = self.workspace.person_named(name)
        if person is None:
            raise LookupError(f"there is nobody called {name!r}")
        if person.id not in self._members:
            self._members[person.id] = Member(self._slack, self.diary, person.id)
        return self._members[person.id]

    @property
    def diary(self) -> Diary:
        """What happened since somebody first asked."""
        if self._diary is None:
            self._diary = Diary(self.workspace, self.patience)
        return self._diary

    def add_person(self, name: str, real_name: str = "", title: str = "") -> Member:
        """One more member, in no channel but #general."""
        person = Person(
            id="U1" + name.upper(), name=name.lower(), real_name=real_name or name.title(), title=title
        )
        with self.workspace.lock:
            self.workspace.people[person.id] = person
            self.workspace.join(self.channel("general"), person.id)
        return self.person(person.id)

    def channel(self, name: str) -> Channel:
        """A channel by name or id."""
        channel = self.workspace.channel_named(name)
        if channel is None:
            raise LookupError(f"there is no channel {name!r}")
        return channel

    def add_channel(
        self, name: str, *people: str, kind: ChannelKind = "public", with_app: bool = True
    ) -> Channel:
        """One more channel with these people in it."""
        members = [self.person(person).id for person in people] + ([BOT_USER_ID] if with_app else [])
        channel_id = "C1" + "".join(c for c in name.upper() if c.isalnum())
        return self.workspace.add_channel(channel_id, name, kind, members)

    def invite_app(self, channel: str) -> None:
        """Somebody lets the app into a channel."""
        self.workspace.join(self.channel(channel), BOT_USER_ID)

    def remove_app(self, channel: str) -> None:
        """Somebody takes the app out of a channel."""
        self.workspace.leave(self.channel(channel), BOT_USER_ID)

    def archive(self, channel: str) -> None:
        self.channel(channel).is_archived = True

    def messages(self, channel: str) -> list[ShownMessage]:
        """What everybody sees in a channel, oldest first; `@amira` is the app's direct messages with her.

        Each message is on the screen of a member: use `seen_by` to have somebody else click.
        """
        if channel.startswith("@"):
            return self.person(channel).inbox
        place = self.channel(channel)
        viewer = next(member for member in place.members if member != BOT_USER_ID)
        return [message for message in self.person(viewer).sees(place.id) if not message.is_ephemeral]

    def posted(self, channel: str) -> list[ShownMessage]:
        """The app's messages among them."""
        return [message for message in self.messages(channel) if message.author == BOT_USER_ID]

    @property
    def patience(self) -> float:
        """Seconds to wait for the app before a test fails."""
        return self._patience

    @patience.setter
    def patience(self, seconds: float) -> None:
        self._patience = self.diary.patience = seconds

    def wait_for(self, condition: Callable[[], T], seconds: float | None = None) -> T:
        """Wait until the condition holds, and answer what it answered.

        Raises:
            AssertionError: it did not in time (`patience`, unless `seconds` are given).
        """
        answer = self.diary.wait_for(condition, self.patience if seconds is None else seconds)
        if not answer:
            raise AssertionError(
                f"it did not happen in time; problems: {self._slack.problems}, refusals: {self._slack.refusals}"
            )
        return answer

    def settle(self, seconds: float | None = None) -> None:
        """Wait until the app has acknowledged everything that was sent to it."""
        self.wait_for(lambda: self._slack.delivery.under_way == 0, seconds)
