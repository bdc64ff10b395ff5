"""Messages, reactions, direct messages and the App Home."""

from playground import facts
from playground.emoji import canonical
from playground.errors import NotPossible
from playground.mentions import as_slack_text
from playground.slack import Slack
from playground.values import BOT_USER_ID, Channel, Message

MESSAGE_CHARACTERS = 40_000


def channel_for(slack: Slack, user: str, channel_id: str) -> Channel:
    """A channel that this person sees.

    Raises:
        NotPossible: there is none.
    """
    channel = slack.workspace.channel_named(channel_id)
    if channel is None or not channel.seen_by(user):
        raise NotPossible("You cannot see that channel.")
    return channel


def message_for(slack: Slack, user: str, channel_id: str, ts: str) -> tuple[Channel, Message]:
    """A message that this person sees.

    Raises:
        NotPossible: there is none.
    """
    channel = channel_for(slack, user, channel_id)
    message = slack.workspace.message(channel, ts, user)
    if message is None:
        raise NotPossible("That message is not there any more.")
    return channel, message


def say(slack: Slack, user: str, channel_id: str, typed: str, thread_ts: str | None = None) -> Message:
    """Post what was typed."""
    channel = channel_for(slack, user, channel_id)
    if not typed.strip():
        raise NotPossible("There is nothing to send.")
    if len(typed) > MESSAGE_CHARACTERS:
        raise NotPossible("A message can have 40,000 characters at most.")
    if channel.is_archived:
        raise NotPossible("This channel is archived.")
    if user not in channel.members:
        slack.workspace.join(channel, user)
    return slack.workspace.post(channel, user, as_slack_text(typed, slack.workspace), thread_ts=thread_ts)


def react(slack: Slack, user: str, channel_id: str, ts: str, name: str, *, add: bool) -> None:
    """Add or take back a reaction; twice is once."""
    _, message = message_for(slack, user, channel_id, ts)
    found = canonical(name)
    if found is None:
        raise NotPossible(f"There is no emoji called {name}.")
    if message.ephemeral_to:
        raise NotPossible("You cannot react to a message that only you can see.")
    slack.workspace.react(message, user, found, add=add)


def open_dm(slack: Slack, user: str, other: str) -> Channel:
    """The direct message between two; opening the app's is an event for the app."""
    if other not in slack.workspace.people:
        raise NotPossible("There is nobody with that name.")
    channel = slack.workspace.direct_channel([user, other])
    if other == BOT_USER_ID:
        slack.workspace.tell(facts.HomeOpened(user, "messages", channel.id))
    return channel


def open_home(slack: Slack, user: str) -> None:
    if not slack.manifest.has_home:
        raise NotPossible("This app has no home tab.")
    channel = slack.workspace.direct_channel([user, BOT_USER_ID])
    slack.workspace.tell(facts.HomeOpened(user, "home", channel.id))


def invite_or_remove(slack: Slack, channel: Channel, line: str) -> bool:
    """Slack's own `/invite @app` and `/remove @app`; False when the line is neither."""
    verb, _, name = line.strip().partition(" ")
    if verb not in {"/invite", "/remove"}:
        return False
    person = slack.workspace.person_named(name.strip())
    if person is None:
        raise NotPossible(f"Say whom: {verb} @{slack.workspace.bot.name}")
    change = slack.workspace.join if verb == "/invite" else slack.workspace.leave
    change(channel, person.id)
    return True
