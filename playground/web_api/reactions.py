"""`reactions.*`."""

from playground.emoji import canonical
from playground.errors import SlackRefusal
from playground.slack import Slack
from playground.values import BOT_USER_ID, JSON, Message
from playground.web_api import finding
from playground.web_api.arguments import Arguments
from playground.web_api.registry import method

USERS_WITHOUT_FULL = 5
"""Slack promises all the users of a reaction only to who asks for `full`; how many else, it does not say."""


def _target(slack: Slack, arguments: Arguments) -> Message:
    channel = finding.channel(slack, arguments.needed("channel", "no_item_specified"))
    return finding.message(channel, arguments.needed("timestamp", "no_item_specified"))


def _name(arguments: Arguments) -> str:
    name = canonical(arguments.needed("name", "no_reaction"))
    if name is None:
        raise SlackRefusal("invalid_name")
    return name


@method("reactions.add")
def add(slack: Slack, arguments: Arguments) -> JSON:
    if not slack.workspace.react(_target(slack, arguments), BOT_USER_ID, _name(arguments), add=True):
        raise SlackRefusal("already_reacted")
    return {}


@method("reactions.remove")
def remove(slack: Slack, arguments: Arguments) -> JSON:
    if not slack.workspace.react(_target(slack, arguments), BOT_USER_ID, _name(arguments), add=False):
        raise SlackRefusal("no_reaction")
    return {}


def _shown(message: Message, *, full: bool) -> JSON:
    shown = message.in_slack()
    if not full:
        for reaction in shown.get("reactions", ()):
            reaction["users"] = reaction["users"][:USERS_WITHOUT_FULL]
    return {"type": "message", "channel": message.channel, "message": shown}


@method("reactions.get")
def get(slack: Slack, arguments: Arguments) -> JSON:
    return _shown(_target(slack, arguments), full=arguments.flag("full"))


@method("reactions.list")
def list_reactions(slack: Slack, arguments: Arguments) -> JSON:
    """What somebody reacted to, newest first."""
    user = finding.person(slack, arguments.text("user") or BOT_USER_ID).id
    seen = [c for c in slack.workspace.channels.values() if c.seen_by(BOT_USER_ID)]
    messages = [m for channel in seen for m in channel.messages.values()]
    mine = [m for m in messages if any(user in users for users in m.reactions.values())]
    page, more = arguments.page(sorted(mine, key=lambda m: m.ts, reverse=True), 100)
    return {"items": [_shown(m, full=arguments.flag("full")) for m in page]} | more
