"""What a workspace is made of: people, channels, messages and views, as Slack's JSON says them."""

from dataclasses import dataclass, field
from typing import Any, Literal

JSON = dict[str, Any]
ChannelKind = Literal["public", "private", "im", "mpim"]

TEAM_ID = "T0SAMPLE"
APP_ID = "A0PLAYGROUND"
BOT_ID = "B0PLAYGROUND"
BOT_USER_ID = "U0PLAYGROUND"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of the workspace; the bot is one too."""

    id: str
    name: str
    real_name: str
    title: str = ""
    color: str = "4a6785"
    is_bot: bool = False
    email: str = ""

    def on_page(self) -> JSON:
        return {
            "id": self.id,
            "name": self.name,
            "real_name": self.real_name,
            "title": self.title,
            "color": self.color,
            "is_bot": self.is_bot,
        }

    def in_slack(self, *, email: bool) -> JSON:
        """The user object of `users.info`; the address only for an app that may read it."""
        return {
            "id": self.id,
            "team_id": TEAM_ID,
            "name": self.name,
            "real_name": self.real_name,
            "deleted": False,
            "color": self.color,
            "tz": "Europe/London",
            "tz_label": "Greenwich Mean Time",
            "tz_offset": 0,
            "profile": self.profile(email=email),
            "is_admin": False,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": 0,
        }

    def profile(self, *, email: bool) -> JSON:
        first, _, last = self.real_name.partition(" ")
        shown = {"real_name": self.real_name, "display_name": self.name, "title": self.title}
        more = {"first_name": first, "last_name": last, "team": TEAM_ID}
        if email and self.email:
            more["email"] = self.email
        return shown | more | ({"bot_id": BOT_ID, "api_app_id": APP_ID} if self.is_bot else {})


@dataclass(slots=True, kw_only=True)
class Message:
    """One message; `ephemeral_to` names the only person who sees it."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[JSON] | None = None
    thread_ts: str | None = None
    bot_id: str | None = None
    subtype: str | None = None
    metadata: JSON | None = None
    files: list[JSON] = field(default_factory=list)
    edited: JSON | None = None
    ephemeral_to: str | None = None
    reply_users: list[str] = field(default_factory=list)
    reply_count: int = 0
    latest_reply: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        """In a thread and not at the head of it."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def in_channel(self) -> bool:
        """Listed in the channel itself: not a reply, or one broadcast to it."""
        return not self.is_reply or self.subtype == "thread_broadcast"

    def in_slack(self, *, metadata: bool = False) -> JSON:
        """The message object of Slack's API and events."""
        said: JSON = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts, "team": TEAM_ID}
        if self.bot_id:
            said |= {"bot_id": self.bot_id, "app_id": APP_ID}
        optional: JSON = {
            "subtype": self.subtype,
            "blocks": self.blocks,
            "files": self.files,
            "thread_ts": self.thread_ts,
            "edited": self.edited,
            "reactions": self.reactions_in_slack(),
            "metadata": self.metadata if metadata else None,
        }
        if self.reply_count:
            optional |= {
                "reply_count": self.reply_count,
                "reply_users": list(self.reply_users),
                "reply_users_count": len(self.reply_users),
                "latest_reply": self.latest_reply,
            }
        return said | {key: value for key, value in optional.items() if value}

    def reactions_in_slack(self) -> list[JSON]:
        return [
            {"name": name, "users": list(users), "count": len(users)}
            for name, users in self.reactions.items()
            if users
        ]

    def on_page(self) -> JSON:
        shown = self.in_slack(metadata=True) | {"channel": self.channel}
        if self.blocks:
            shown["blocks"] = with_local_pictures(self.blocks)
        return shown | ({"ephemeral": True} if self.ephemeral_to else {})


@dataclass(slots=True, kw_only=True)
class Channel:
    """A channel, a direct message or a group of people writing to each other."""

    id: str
    name: str
    kind: ChannelKind
    members: list[str]
    topic: str = ""
    is_archived: bool = False
    created: int = 0
    messages: dict[str, Message] = field(default_factory=dict)

    @property
    def is_direct(self) -> bool:
        return self.kind in {"im", "mpim"}

    @property
    def type_in_events(self) -> str:
        """What message events call `channel_type`."""
        return {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}[self.kind]

    @property
    def name_in_payloads(self) -> str:
        """What commands and actions call `channel_name`."""
        return {"public": self.name, "private": "privategroup", "im": "directmessage"}.get(
            self.kind, self.name
        )

    def seen_by(self, user: str) -> bool:
        return self.kind == "public" or user in self.members

    def on_page(self, user: str) -> JSON:
        others = [member for member in self.members if member != user]
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "topic": self.topic,
            "members": list(self.members),
            "with": (others or [user])[0] if self.kind == "im" else None,
        }

    def in_slack(self) -> JSON:
        """The conversation object of `conversations.info`."""
        shared: JSON = {
            "id": self.id,
            "created": self.created,
            "is_archived": self.is_archived,
            "is_channel": self.kind == "public",
            "is_group": False,
            "is_im": self.kind == "im",
            "is_mpim": self.kind == "mpim",
            "is_private": self.kind != "public",
            "is_general": self.name == "general",
            "is_member": BOT_USER_ID in self.members,
            "context_team_id": TEAM_ID,
        }
        if self.kind == "im":
            return shared | {"user": next((m for m in self.members if m != BOT_USER_ID), BOT_USER_ID)}
        named = {
            "name": self.name,
            "name_normalized": self.name,
            "creator": self.members[0] if self.members else "",
        }
        told = {"value": self.topic, "creator": "", "last_set": 0}
        return shared | named | {"topic": told, "purpose": told, "num_members": len(self.members)}


@dataclass(slots=True, kw_only=True)
class View:
    """A modal or an App Home, as one person has it open."""

    id: str
    user: str
    hash: str
    content: JSON
    root_view_id: str
    channel: str | None = None
    """Where the person was when it opened."""
    previous_view_id: str | None = None
    values: JSON = field(default_factory=dict)

    @property
    def blocks(self) -> list[JSON]:
        blocks: list[JSON] = self.content["blocks"]
        return blocks

    def in_slack(self) -> JSON:
        """The view object of payloads and of `views.*` answers."""
        empty: JSON = {
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "title": None,
            "submit": None,
            "close": None,
            "clear_on_close": False,
            "notify_on_close": False,
        }
        return (
            empty
            | self.content
            | {
                "id": self.id,
                "team_id": TEAM_ID,
                "app_id": APP_ID,
                "app_installed_team_id": TEAM_ID,
                "bot_id": BOT_ID,
                "hash": self.hash,
                "state": {"values": self.values},
                "root_view_id": self.root_view_id,
                "previous_view_id": self.previous_view_id,
            }
        )

    def on_page(self) -> JSON:
        return self.in_slack() | {"blocks": with_local_pictures(self.blocks)}


def with_local_pictures(blocks: list[JSON]) -> list[JSON]:
    """The blocks with each picture that was uploaded given a URL which the page can fetch."""

    def shown(part: Any) -> Any:
        if isinstance(part, list):
            return [shown(each) for each in part]
        if not isinstance(part, dict):
            return part
        changed = {key: shown(value) for key, value in part.items()}
        if part.get("type") == "image" and isinstance(part.get("slack_file"), dict):
            file = part["slack_file"]
            changed["image_url"] = f"/files/{file['id']}" if file.get("id") else file.get("url", "")
        return changed

    return [shown(block) for block in blocks]
