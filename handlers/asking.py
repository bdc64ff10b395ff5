"""One way to see what somebody asked, wherever they asked it: the command, a mention, a direct message."""

from collections.abc import Callable
from dataclasses import dataclass

from slack_bolt import Args
from slack_sdk import WebClient

from bot.views.message import Message
from handlers.aloud import Answers
from handlers.replying import respond


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asked: `/collab <verb> <text>`, in whatever way it came.

    `trigger_id` opens a modal; only the command and buttons have one. `reply` answers where it was asked: privately
    after the command, in the thread after a mention, plainly in a direct message.
    """

    workspace: str
    user_id: str
    channel_id: str
    text: str
    trigger_id: str | None
    client: WebClient
    reply: Callable[[Message], None]

    @property
    def is_private(self) -> bool:
        """Whether nobody else sees the answer: after a command, and in a direct message."""
        return bool(self.trigger_id) or self.channel_id.startswith("D")

    def reply_privately(self, message: Message) -> None:
        """Answer so that nobody else sees it, and nobody who is named in it hears of it."""
        if self.is_private:
            self.reply(message)
        else:
            self.client.chat_postEphemeral(channel=self.channel_id, user=self.user_id, **message.payload())


def workspace(args: Args) -> str:
    """The workspace that a payload is from."""
    return str(args.context.team_id or args.body["team_id"])


def member(args: Args) -> str:
    """Who did something."""
    return str(args.context.user_id)


def asked(args: Args, text: str) -> Asked:
    """What a slash command asked."""

    def reply(message: Message) -> None:
        respond(args, **message.payload())

    return Asked(
        workspace=workspace(args),
        user_id=member(args),
        channel_id=str(args.context.channel_id),
        text=text,
        trigger_id=args.body.get("trigger_id"),
        client=args.client,
        reply=reply,
    )


def asked_aloud(args: Args, text: str, *, thread_ts: str | None) -> Asked:
    """What a mention or a direct message asked."""
    channel = str(args.context.channel_id)

    def reply(message: Message) -> None:
        Answers.to(args).say(channel=channel, thread_ts=thread_ts, **message.payload())

    return Asked(
        workspace=workspace(args),
        user_id=member(args),
        channel_id=channel,
        text=text,
        trigger_id=None,
        client=args.client,
        reply=reply,
    )
