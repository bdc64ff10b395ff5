"""Channels, people and messages as the app may see them."""

from playground.errors import SlackRefusal
from playground.slack import Slack
from playground.strict.scopes import check_scope_for
from playground.values import BOT_USER_ID, JSON, Channel, Message, Person


def channel(slack: Slack, channel_id: str) -> Channel:
    """A channel that the app can see: a public one, or one that it is in.

    Raises:
        SlackRefusal: `channel_not_found`.
    """
    found = slack.workspace.channels.get(channel_id)
    if found is None or not found.seen_by(BOT_USER_ID):
        raise SlackRefusal("channel_not_found")
    return found


def place_to_post(slack: Slack, name: str) -> Channel:
    """Where a message goes: a channel by id or name, or a person's direct messages.

    Raises:
        SlackRefusal: `channel_not_found`, `not_in_channel`, `is_archived`.
    """
    if not name:
        raise SlackRefusal("channel_not_found")
    if name in slack.workspace.people:
        return slack.workspace.direct_channel([name, BOT_USER_ID])
    found = slack.workspace.channel_named(name)
    if found is None or not found.seen_by(BOT_USER_ID):
        raise SlackRefusal("channel_not_found")
    if BOT_USER_ID not in found.members and "chat:write.public" not in slack.manifest.scopes:
        raise SlackRefusal("not_in_channel")
    if found.is_archived:
        raise SlackRefusal("is_archived")
    return found


def readable(slack: Slack, channel_id: str) -> Channel:
    """A channel whose messages the app may read.

    Raises:
        SlackRefusal: `channel_not_found`, `not_in_channel`, `missing_scope`.
    """
    found = channel(slack, channel_id)
    check_scope_for(slack.manifest, "history", found.kind)
    if BOT_USER_ID not in found.members:
        raise SlackRefusal("not_in_channel")
    return found


def person(slack: Slack, user_id: str) -> Person:
    """A person, or the app itself.

    Raises:
        SlackRefusal: `user_not_found`.
    """
    if user_id not in slack.workspace.people:
        raise SlackRefusal("user_not_found")
    return slack.workspace.people[user_id]


def message(place: Channel, ts: str) -> Message:
    """A message in a channel.

    Raises:
        SlackRefusal: `message_not_found`.
    """
    if ts not in place.messages:
        raise SlackRefusal("message_not_found")
    return place.messages[ts]


def check_pictures(slack: Slack, blocks: list[JSON] | None) -> None:
    """Uploaded pictures in blocks must be there.

    Raises:
        SlackRefusal: `invalid_blocks`.
    """
    errors: list[str] = []

    def look(part: object, pointer: str) -> None:
        if isinstance(part, list):
            for place, each in enumerate(part):
                look(each, f"{pointer}/{place}")
        if isinstance(part, dict):
            file = part.get("slack_file")
            stored = slack.files.find(file["id"]) if isinstance(file, dict) and "id" in file else None
            if file and "id" in file and (stored is None or not stored.is_complete):
                errors.append(f"[ERROR] invalid slack file [json-pointer:{pointer}/slack_file]")
            for key, value in part.items():
                look(value, f"{pointer}/{key}")

    look(blocks or [], "/blocks")
    if errors:
        raise SlackRefusal("invalid_blocks", errors)
