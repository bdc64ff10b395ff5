"""`conversations.*`: channels, their members and their messages."""

from playground.errors import SlackRefusal
from playground.slack import Slack
from playground.strict.scopes import check_scope_for
from playground.values import BOT_USER_ID, JSON, Channel, Message
from playground.web_api import finding
from playground.web_api.arguments import Arguments
from playground.web_api.registry import method

KINDS = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
MOST_PEOPLE = 8


@method("conversations.info")
def info(slack: Slack, arguments: Arguments) -> JSON:
    channel = finding.channel(slack, arguments.needed("channel", "channel_not_found"))
    check_scope_for(slack.manifest, "read", channel.kind)
    return {"channel": channel.in_slack()}


def _of_kinds(slack: Slack, arguments: Arguments) -> list[Channel]:
    """Those that were asked for and that the app can see, by id."""
    asked = arguments.names("types") or ["public_channel"]
    if unknown := [name for name in asked if name not in KINDS]:
        raise SlackRefusal("invalid_types", [f"[ERROR] unknown type: {unknown[0]}"])
    for name in asked:
        check_scope_for(slack.manifest, "read", KINDS[name])
    kinds = {KINDS[name] for name in asked}
    shown = [c for c in slack.workspace.channels.values() if c.kind in kinds and c.seen_by(BOT_USER_ID)]
    return [c for c in shown if not (c.is_archived and arguments.flag("exclude_archived"))]


@method("conversations.list")
def list_channels(slack: Slack, arguments: Arguments) -> JSON:
    page, more = arguments.page(_of_kinds(slack, arguments), 100)
    return {"channels": [channel.in_slack() for channel in page]} | more


@method("users.conversations")
def list_for_user(slack: Slack, arguments: Arguments) -> JSON:
    user = finding.person(slack, arguments.text("user") or BOT_USER_ID)
    mine = [channel for channel in _of_kinds(slack, arguments) if user.id in channel.members]
    page, more = arguments.page(mine, 100)
    return {"channels": [channel.in_slack() for channel in page]} | more


@method("conversations.members")
def members(slack: Slack, arguments: Arguments) -> JSON:
    channel = finding.channel(slack, arguments.needed("channel", "channel_not_found"))
    check_scope_for(slack.manifest, "read", channel.kind)
    page, more = arguments.page(channel.members, 100)
    return {"members": page} | more


def _between(messages: list[Message], arguments: Arguments) -> list[Message]:
    oldest, latest = (
        float(arguments.text("oldest", "0") or 0),
        float(arguments.text("latest", "inf") or "inf"),
    )
    inclusive = arguments.flag("inclusive")

    def inside(message: Message) -> bool:
        ts = float(message.ts)
        return oldest < ts < latest or (inclusive and ts in (oldest, latest))

    return [message for message in messages if inside(message)]


def _listed(messages: list[Message], arguments: Arguments) -> JSON:
    page, more = arguments.page(messages, 100)
    metadata = arguments.flag("include_all_metadata")
    shown = [message.in_slack(metadata=metadata) for message in page]
    return {"messages": shown, "has_more": bool(more["response_metadata"]["next_cursor"])} | more


@method("conversations.history")
def history(slack: Slack, arguments: Arguments) -> JSON:
    """Newest first; replies in threads are not in it."""
    channel = finding.readable(slack, arguments.needed("channel", "channel_not_found"))
    messages = [message for message in channel.messages.values() if message.in_channel]
    return _listed(_between(messages, arguments)[::-1], arguments)


@method("conversations.replies")
def replies(slack: Slack, arguments: Arguments) -> JSON:
    """The head of the thread, then its replies, oldest first."""
    channel = finding.readable(slack, arguments.needed("channel", "channel_not_found"))
    asked = channel.messages.get(arguments.needed("ts"))
    root = (asked.thread_ts or asked.ts) if asked else ""
    if root not in channel.messages:
        raise SlackRefusal("thread_not_found")
    others = [m for m in channel.messages.values() if m.thread_ts == root and m.ts != root]
    return _listed([channel.messages[root], *_between(others, arguments)], arguments)


@method("conversations.open")
def open_conversation(slack: Slack, arguments: Arguments) -> JSON:
    """A direct message with one person, or a group message with up to eight."""
    if arguments.has("channel"):
        channel = finding.channel(slack, arguments.text("channel"))
        if not channel.is_direct:
            raise SlackRefusal("method_not_supported_for_channel_type")
        return {"channel": channel.in_slack()}
    users = list(dict.fromkeys(arguments.names("users")))
    if not users:
        raise SlackRefusal("users_list_not_supplied")
    if len(users) > MOST_PEOPLE:
        raise SlackRefusal("too_many_users")
    for user in users:
        if user not in slack.workspace.people:
            raise SlackRefusal("user_not_found")
    check_scope_for(slack.manifest, "write", "im" if len(users) == 1 else "mpim")
    before = len(slack.workspace.channels)
    channel = slack.workspace.direct_channel([BOT_USER_ID, *users])
    shown = channel.in_slack() if arguments.flag("return_im") else {"id": channel.id}
    already = {"no_op": True, "already_open": True} if len(slack.workspace.channels) == before else {}
    return {"channel": shown} | already


@method("conversations.join")
def join(slack: Slack, arguments: Arguments) -> JSON:
    channel = finding.channel(slack, arguments.needed("channel", "channel_not_found"))
    if channel.kind != "public":
        raise SlackRefusal("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackRefusal("is_archived")
    slack.workspace.join(channel, BOT_USER_ID)
    return {"channel": channel.in_slack()}
