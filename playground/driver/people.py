"""People of the workspace, and what they can do."""

from concurrent.futures import Future

from playground.client import running, saying
from playground.delivery import Outcome
from playground.driver.diary import Diary
from playground.driver.errors import NoAnswer
from playground.driver.message import ShownMessage
from playground.driver.reply import Reply
from playground.driver.view import ShownView
from playground.slack import Slack
from playground.values import BOT_USER_ID, JSON, Message, View
from playground.workspace import Workspace


class Member:
    """One person at their screen."""

    def __init__(self, slack: Slack, diary: Diary, user: str) -> None:
        self.slack, self.diary, self.id = slack, diary, user
        self.typed: dict[str, JSON] = {}

    def __repr__(self) -> str:
        return f"<{self.name}>"

    @property
    def name(self) -> str:
        return self.workspace.people[self.id].name

    @property
    def workspace(self) -> Workspace:
        return self.slack.workspace

    def types(
        self, line: str, channel: str = "general", *, thread: ShownMessage | None = None, answer: bool = True
    ) -> Reply:
        """Type a line and send it: a slash command, or else a message.

        Waits until the app has acknowledged and has shown this person something, for as long as the playground's
        `patience`; with `answer=False` only until it has acknowledged. A message that is no command waits for
        nothing: look at the reply's `text` to wait.
        """
        if not line.startswith("/"):
            return self.says(line, channel, thread=thread)
        start = self.diary.length
        place, thread_ts = self.place(channel), thread.ts if thread else None
        under_way = running.run_command(self.slack, self.id, place, line, thread_ts)
        return self.reply(start, f"typing “{line[:80]}”", under_way, answer=answer)

    def says(self, text: str, channel: str = "general", *, thread: ShownMessage | None = None) -> Reply:
        """Post a message, or a reply in a thread; `@collab` becomes a mention. Does not wait."""
        start = self.diary.length
        saying.say(self.slack, self.id, self.place(channel), text, thread.ts if thread else None)
        return Reply(self, start, f"saying “{text[:80]}”")

    def posts(
        self, text: str, channel: str = "general", *, thread: ShownMessage | None = None
    ) -> ShownMessage:
        """The same, for the message itself."""
        thread_ts = thread.ts if thread else None
        return self.look_at(saying.say(self.slack, self.id, self.place(channel), text, thread_ts))

    def direct_message(self, text: str) -> Reply:
        """Write to the app. Does not wait."""
        return self.says(text, f"@{self.name}")

    def reacts(self, name: str, message: ShownMessage) -> None:
        """Add an emoji to a message."""
        saying.react(self.slack, self.id, message.channel_id, message.ts, name, add=True)

    def unreacts(self, name: str, message: ShownMessage) -> None:
        """Take it back."""
        saying.react(self.slack, self.id, message.channel_id, message.ts, name, add=False)

    def shortcut(self, name: str, message: ShownMessage | None = None, *, answer: bool = True) -> Reply:
        """Run a global shortcut, or one on a message, by its name or callback id."""
        start = self.diary.length
        place = (message.channel_id, message.ts) if message else None
        under_way = running.run_shortcut(self.slack, self.id, name, place)
        return self.reply(start, f"the shortcut “{name}”", under_way, answer=answer)

    def home(self) -> ShownView:
        """Open the app's home tab, and wait until the app has published it.

        Raises:
            NoAnswer: it published none.
        """
        start = self.diary.length
        saying.open_home(self.slack, self.id)
        self.diary.wait_for(lambda: self.diary.since(start, self.id))
        home = self.workspace.homes.get(self.id)
        if home is None:
            raise NoAnswer(f"the app published no home for {self.name}")
        return self.look_at_view(home)

    def opens_direct_messages(self) -> None:
        """Open the app's messages tab."""
        saying.open_dm(self.slack, self.id, BOT_USER_ID)

    @property
    def inbox(self) -> list[ShownMessage]:
        """The direct messages between this person and the app, oldest first."""
        return self.sees(f"@{self.name}")

    def sees(self, channel: str) -> list[ShownMessage]:
        """What this person sees in a channel, ephemeral messages too, oldest first; threads are not in it."""
        place = saying.channel_for(self.slack, self.id, self.place(channel))
        return [self.look_at(message) for message in self.workspace.listed(place, self.id)]

    @property
    def problems(self) -> list[str]:
        """What Slack's client told this person when the app failed."""
        return [shown.text for shown in self.slack.problems if shown.user == self.id]

    def look_at(self, message: Message) -> ShownMessage:
        return ShownMessage(self, message)

    def look_at_view(self, view: View) -> ShownView:
        return ShownView(self, view)

    def place(self, channel: str) -> str:
        """A channel's id; `@amira` is the direct messages between her and the app."""
        if channel.startswith("@"):
            person = self.workspace.person_named(channel)
            if person:
                return self.workspace.direct_channel([person.id, BOT_USER_ID]).id
        return channel

    def reply(self, start: int, did: str, under_way: "Future[Outcome]", *, answer: bool) -> Reply:
        """The reply to something, once the app has acknowledged it."""
        under_way.result(max(self.diary.patience, self.slack.delivery.ack_seconds + 1))
        reply = Reply(self, start, did)
        if answer:
            self.diary.wait_for(lambda: reply.answered)
        return reply
