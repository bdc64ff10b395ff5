"""The payloads, in the shapes in which Slack sends them."""

from playground.slack import Slack
from playground.triggers import Trigger
from playground.values import APP_ID, BOT_USER_ID, JSON, TEAM_ID, Channel, Message, View

TOKEN = "playground-verification-token"  # noqa: S105  (Slack's retired field; it guards nothing)
TEAM_DOMAIN = "local-digital-sample"


def response_url(slack: Slack, user: str, channel: Channel, message: Message | None = None) -> str:
    """Leave to answer in a channel, or in place of a message."""
    response_id = slack.response_urls.give(
        user,
        channel.id,
        message_ts=message.ts if message else None,
        thread_ts=message.thread_ts if message else None,
    )
    return f"{slack.url()}/response/{response_id}"


def command_form(slack: Slack, user: str, channel: Channel, command: str, text: str) -> JSON:
    """What is posted when somebody runs a slash command."""
    return {
        "token": TOKEN,
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": channel.name_in_payloads,
        "user_id": user,
        "user_name": slack.workspace.people[user].name,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url(slack, user, channel),
        "trigger_id": slack.triggers.give(Trigger(user=user, channel=channel.id)),
    }


def _interaction(slack: Slack, kind: str, user: str) -> JSON:
    name = slack.workspace.people[user].name
    return {
        "type": kind,
        "user": {"id": user, "username": name, "name": name, "team_id": TEAM_ID},
        "api_app_id": APP_ID,
        "token": TOKEN,
        "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _in_channel(channel: Channel) -> JSON:
    return {"channel": {"id": channel.id, "name": channel.name_in_payloads}}


def message_container(message: Message) -> JSON:
    shown = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    return shown | ({"thread_ts": message.thread_ts} if message.thread_ts else {})


def action_in_message(
    slack: Slack, user: str, channel: Channel, message: Message, action: JSON, values: JSON
) -> JSON:
    """`block_actions` from a message; of an ephemeral one Slack tells the place but not the content."""
    body = _interaction(slack, "block_actions", user) | _in_channel(channel)
    if not message.ephemeral_to:
        body["message"] = message.in_slack()
    return body | {
        "container": message_container(message),
        "trigger_id": slack.triggers.give(Trigger(user=user, channel=channel.id)),
        "response_url": response_url(slack, user, channel, message),
        "state": {"values": values},
        "actions": [action],
    }


def action_in_view(slack: Slack, user: str, view: View, action: JSON) -> JSON:
    """`block_actions` from a modal or an App Home."""
    return _interaction(slack, "block_actions", user) | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": slack.triggers.give(Trigger(user=user, view_id=view.id, channel=view.channel)),
        "view": view.in_slack(),
        "actions": [action],
    }


def suggestion(slack: Slack, user: str, element: JSON, value: str, place: Message | View) -> JSON:
    """`block_suggestion`: what an external menu asks for while somebody types."""
    body = _interaction(slack, "block_suggestion", user)
    body |= {"action_id": element["action_id"], "block_id": element["block_id"], "value": value}
    if isinstance(place, View):
        return body | {"container": {"type": "view", "view_id": place.id}, "view": place.in_slack()}
    body |= _in_channel(slack.workspace.channels[place.channel]) | {"container": message_container(place)}
    return body | ({} if place.ephemeral_to else {"message": place.in_slack()})


def submission(slack: Slack, user: str, view: View) -> JSON:
    return _interaction(slack, "view_submission", user) | {
        "trigger_id": slack.triggers.give(Trigger(user=user, view_id=view.id, channel=view.channel)),
        "view": view.in_slack(),
        "response_urls": _response_urls(slack, user, view),
    }


def _response_urls(slack: Slack, user: str, view: View) -> list[JSON]:
    """Leave to answer in each channel that was chosen in a menu with `response_url_enabled`."""
    urls: list[JSON] = []
    for block in view.blocks:
        element = block.get("element", {})
        if not element.get("response_url_enabled"):
            continue
        held = view.values[block["block_id"]][element["action_id"]]
        chosen = held.get("selected_conversation") or held.get("selected_channel")
        if chosen in slack.workspace.channels:
            url = response_url(slack, user, slack.workspace.channels[chosen])
            ids = {"block_id": block["block_id"], "action_id": element["action_id"], "channel_id": chosen}
            urls.append(ids | {"response_url": url})
    return urls


def closing(slack: Slack, user: str, view: View, *, all_at_once: bool) -> JSON:
    return _interaction(slack, "view_closed", user) | {"view": view.in_slack(), "is_cleared": all_at_once}


def global_shortcut(slack: Slack, user: str, callback_id: str) -> JSON:
    return _interaction(slack, "shortcut", user) | {
        "callback_id": callback_id,
        "action_ts": slack.clock.stamp(),
        "trigger_id": slack.triggers.give(Trigger(user=user)),
    }


def message_shortcut(slack: Slack, user: str, callback_id: str, channel: Channel, message: Message) -> JSON:
    return (
        _interaction(slack, "message_action", user)
        | _in_channel(channel)
        | {
            "callback_id": callback_id,
            "action_ts": slack.clock.stamp(),
            "trigger_id": slack.triggers.give(Trigger(user=user, channel=channel.id)),
            "response_url": response_url(slack, user, channel, message),
            "message_ts": message.ts,
            "message": message.in_slack(),
        }
    )


def event_callback(event: JSON, event_id: str, event_time: int) -> JSON:
    authorization = {"enterprise_id": None, "team_id": TEAM_ID, "user_id": BOT_USER_ID, "is_bot": True}
    return {
        "token": TOKEN,
        "team_id": TEAM_ID,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": event_time,
        "authorizations": [authorization | {"is_enterprise_install": False}],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }
