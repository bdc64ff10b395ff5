"""The state of the workspace: who is there, what was said, which views are open. No input or output.

Every change is made under `lock` and told to the witnesses before the lock is let go, so each sees the same
order. A witness must be quick and must not wait for anything.
"""

import itertools
import threading
from typing import Any

from playground import facts
from playground.clock import Clock
from playground.current_conversation import with_current_conversation
from playground.errors import NotPossible, SlackRefusal
from playground.values import BOT_ID, BOT_USER_ID, JSON, Channel, ChannelKind, Message, Person, View


class Workspace:
    """One team, one app in it."""

    def __init__(self, clock: Clock, team_name: str, people: list[Person], bot: Person) -> None:
        self.clock = clock
        self.team_name = team_name
        self.bot = bot
        self.people = {person.id: person for person in [*people, bot]}
        self.channels: dict[str, Channel] = {}
        self.views: dict[str, View] = {}
        self.stacks: dict[str, list[str]] = {}
        self.homes: dict[str, View] = {}
        self.ephemerals: dict[str, list[Message]] = {}
        self.read_up_to: dict[tuple[str, str], str] = {}
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.witnesses: list[facts.Witness] = []
        self._numbers = itertools.count(1)

    def new_id(self, prefix: str) -> str:
        return f"{prefix}0{next(self._numbers):09d}"

    def tell(self, fact: facts.Fact) -> None:
        """Tell every witness, in the order in which things happened."""
        with self.lock:
            for witness in self.witnesses:
                witness(fact)
            self.changed.notify_all()

    # Channels

    def add_channel(
        self, channel_id: str, name: str, kind: ChannelKind, members: list[str], topic: str = ""
    ) -> Channel:
        with self.lock:
            created = int(self.clock.now().timestamp())
            channel = Channel(
                id=channel_id, name=name, kind=kind, members=list(members), topic=topic, created=created
            )
            self.channels[channel_id] = channel
            self.tell(facts.ChannelChanged(channel))
            return channel

    def channel_named(self, name: str) -> Channel | None:
        """By id, or by name with or without its `#`."""
        with self.lock:
            if name in self.channels:
                return self.channels[name]
            bare = name.removeprefix("#")
            return next((c for c in self.channels.values() if c.name == bare and not c.is_direct), None)

    def person_named(self, name: str) -> Person | None:
        """By id, or by name with or without its `@`, whatever the case."""
        bare = name.removeprefix("@").lower()
        return self.people.get(name) or next(
            (p for p in self.people.values() if p.name.lower() == bare), None
        )

    def check_person(self, user: str) -> None:
        """Check that somebody has this id.

        Raises:
            NotPossible: nobody has.
        """
        if user not in self.people:
            raise NotPossible("There is nobody with that id.")

    def direct_channel(self, members: list[str]) -> Channel:
        """The direct or group message of exactly these people; opened when there is none."""
        with self.lock:
            wanted = set(members)
            for channel in self.channels.values():
                if channel.is_direct and set(channel.members) == wanted:
                    return channel
            ordered = list(dict.fromkeys(members))
            if len(ordered) > 2:
                names = "--".join(self.people[member].name for member in ordered)
                return self.add_channel(self.new_id("G"), f"mpdm-{names}-1", "mpim", ordered)
            other = next((member for member in ordered if member != BOT_USER_ID), BOT_USER_ID)
            with_bot = BOT_USER_ID in wanted
            return self.add_channel("D" + other[1:] if with_bot else self.new_id("D"), "", "im", ordered)

    def join(self, channel: Channel, user: str) -> None:
        with self.lock:
            if user not in channel.members:
                channel.members.append(user)
                self.tell(facts.ChannelChanged(channel))
                self.tell(facts.MemberJoined(channel, user))

    def leave(self, channel: Channel, user: str) -> None:
        with self.lock:
            if user in channel.members:
                channel.members.remove(user)
                self.tell(facts.MemberLeft(channel, user))
                self.tell(facts.ChannelChanged(channel))

    # Messages

    def post(self, channel: Channel, user: str, text: str, **more: Any) -> Message:
        """Add a message (`more` are fields of Message).

        Raises:
            SlackRefusal: `thread_not_found`, `is_archived`.
        """
        with self.lock:
            if channel.is_archived:
                raise SlackRefusal("is_archived")
            parent = self._parent(channel, more.get("thread_ts"))
            message = Message(channel=channel.id, ts=self.clock.stamp(), user=user, text=text, **more)
            message.bot_id = BOT_ID if user == BOT_USER_ID else None
            channel.messages[message.ts] = message
            self.tell(facts.MessagePosted(message))
            if parent:
                message.thread_ts = parent.thread_ts = parent.ts
                parent.reply_count += 1
                parent.latest_reply = message.ts
                if user not in parent.reply_users:
                    parent.reply_users.append(user)
                self.tell(facts.MessageChanged(parent, edited=False))
            return message

    def _parent(self, channel: Channel, thread_ts: str | None) -> Message | None:
        if thread_ts is None:
            return None
        head = channel.messages.get(thread_ts)
        if head and head.is_reply:
            head = channel.messages.get(head.thread_ts or "")
        if head is None:
            raise SlackRefusal("thread_not_found")
        return head

    def post_ephemeral(self, channel: Channel, to: str, text: str, **more: Any) -> Message:
        """Show a message from the bot to one person only."""
        with self.lock:
            message = Message(
                channel=channel.id, ts=self.clock.stamp(), user=BOT_USER_ID, text=text, bot_id=BOT_ID, **more
            )
            message.ephemeral_to = to
            self.ephemerals.setdefault(channel.id, []).append(message)
            self.tell(facts.MessagePosted(message))
            return message

    def message(self, channel: Channel, ts: str, viewer: str | None = None) -> Message | None:
        """The message with this `ts`; an ephemeral one only for its viewer."""
        with self.lock:
            mine = (m for m in self.ephemerals.get(channel.id, ()) if m.ts == ts and m.ephemeral_to == viewer)
            return channel.messages.get(ts) or next(mine, None)

    def change(self, message: Message, text: str, blocks: list[JSON] | None, **more: Any) -> None:
        """Give a message new words, as `chat.update` does."""
        with self.lock:
            message.text, message.blocks = text, blocks
            for name, value in more.items():
                setattr(message, name, value)
            if not message.ephemeral_to:
                message.edited = {"user": message.user, "ts": self.clock.stamp()}
            self.tell(facts.MessageChanged(message, edited=True))

    def delete(self, message: Message) -> None:
        with self.lock:
            channel = self.channels[message.channel]
            if message.ephemeral_to:
                self.ephemerals[channel.id].remove(message)
            else:
                del channel.messages[message.ts]
            self.tell(facts.MessageDeleted(message))

    def listed(self, channel: Channel, user: str, thread_ts: str | None = None) -> list[Message]:
        """What this person sees in a channel, or in one of its threads (the parent first), oldest first."""
        with self.lock:
            everyone = list(channel.messages.values())
            mine = [m for m in self.ephemerals.get(channel.id, ()) if m.ephemeral_to == user]
            if thread_ts is None:
                shown = [m for m in everyone if m.in_channel] + [m for m in mine if m.thread_ts is None]
            else:
                shown = [m for m in [*everyone, *mine] if thread_ts in (m.thread_ts, m.ts)]
            return sorted(shown, key=lambda m: m.ts)

    def react(self, message: Message, user: str, name: str, *, add: bool) -> bool:
        """Add or take back a reaction; False when that changes nothing."""
        with self.lock:
            users = message.reactions.setdefault(name, [])
            if (user in users) == add:
                return False
            if add:
                users.append(user)
            else:
                users.remove(user)
                if not users:
                    del message.reactions[name]
            self.tell(facts.MessageChanged(message, edited=False))
            self.tell(facts.Reacted(message, user, name, add, self.clock.stamp()))
            return True

    # Views

    def show_view(self, user: str, content: JSON, *, push: bool, channel: str | None = None) -> View:
        """Open a modal, or push one on top of those that are open.

        Raises:
            SlackRefusal: `push_limit_reached` with three already open.
        """
        with self.lock:
            stack = self.stacks.get(user, []) if push else []
            if len(stack) >= 3:
                raise SlackRefusal("push_limit_reached")
            view_id = self.new_id("V")
            root = stack[0] if stack else view_id
            view = View(
                id=view_id,
                user=user,
                hash=self._new_hash(),
                content=with_current_conversation(content, self.channels.get(channel or "")),
                root_view_id=root,
                channel=channel,
                previous_view_id=stack[-1] if stack else None,
            )
            if not push:
                self._forget_views(self.stacks.get(user, []))
            self.views[view_id] = view
            self.stacks[user] = [*stack, view_id]
            self.tell(facts.ViewShown(view, push))
            return view

    def update_view(self, view: View, content: JSON) -> None:
        with self.lock:
            channel = self.channels.get(view.channel or "")
            view.content, view.hash = with_current_conversation(content, channel), self._new_hash()
            self.tell(facts.ViewUpdated(view))

    def close_view(self, view: View) -> None:
        """Close one modal; the one below it, if any, is on top again."""
        with self.lock:
            self._forget_views([view.id])
            self.stacks[view.user] = [each for each in self.stacks.get(view.user, []) if each != view.id]
            self.tell(facts.ViewClosed(view.user, view.id))

    def close_all_views(self, user: str) -> None:
        with self.lock:
            self._forget_views(self.stacks.pop(user, []))
            self.tell(facts.ViewClosed(user, None))

    def publish_home(self, user: str, content: JSON) -> View:
        with self.lock:
            before = self.homes.get(user)
            view_id = before.id if before else self.new_id("V")
            view = View(id=view_id, user=user, hash=self._new_hash(), content=content, root_view_id=view_id)
            self.homes[user] = self.views[view_id] = view
            self.tell(facts.HomePublished(view))
            return view

    def _forget_views(self, view_ids: list[str]) -> None:
        for view_id in view_ids:
            self.views.pop(view_id, None)

    def _new_hash(self) -> str:
        return f"{self.clock.stamp().partition('.')[0]}.{next(self._numbers):08x}"
