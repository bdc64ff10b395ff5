"""Slash commands and shortcuts, and what the app's acknowledgement shows."""

import json
from concurrent.futures import Future

from playground import payloads
from playground.answers import show_answer
from playground.client.saying import channel_for, invite_or_remove, message_for
from playground.delivery import Outcome, Payload
from playground.errors import NotPossible, SlackRefusal
from playground.mentions import as_slack_text
from playground.response_urls import Response
from playground.slack import Slack
from playground.values import JSON, Channel


def run_command(
    slack: Slack, user: str, channel_id: str, line: str, thread_ts: str | None = None
) -> "Future[Outcome]":
    """Run a slash command; the future is done when the app has answered and that is shown."""
    channel = channel_for(slack, user, channel_id)
    command, _, typed = line.strip().partition(" ")
    if invite_or_remove(slack, channel, line):
        done: Future[Outcome] = Future()
        done.set_result(Outcome(None))
        return done
    known = slack.manifest.commands.get(command)
    if known is None:
        raise NotPossible(f"{command} is not a valid command.")
    if thread_ts:
        raise NotPossible(f"{command} is not supported in threads. Sorry!")
    typed = typed.strip()
    text = as_slack_text(typed, slack.workspace, "command") if known.should_escape else typed
    form = payloads.command_form(slack, user, channel, command, text)
    payload = Payload(kind="slash_commands", name=command, body=form)
    return slack.delivery.deliver(
        payload, lambda outcome: _command_answered(slack, user, channel, command, outcome)
    )


def _command_answered(slack: Slack, user: str, channel: Channel, command: str, outcome: Outcome) -> None:
    failure = outcome.failure
    if outcome.answer and not failure and outcome.answer.body:
        place = Response(user=user, channel=channel.id, message_ts=None, thread_ts=None, born=0.0)
        try:
            show_answer(slack, place, _said(outcome.answer.body))
        except SlackRefusal as refusal:
            slack.refuse(f"ack of {command}", refusal)
            failure = refusal.error
    if failure:
        slack.problem(user, f'{command} failed with the error "{failure}"')


def _said(body: str) -> JSON:
    """An acknowledgement's body: JSON, or plain words."""
    try:
        said = json.loads(body)
    except ValueError:
        return {"text": body}
    return said if isinstance(said, dict) else {"text": body}


def run_shortcut(
    slack: Slack, user: str, name: str, place: tuple[str, str] | None = None
) -> "Future[Outcome]":
    """Run a global shortcut, or with a channel and a `ts` a message shortcut; by callback id or name."""
    shortcut = slack.manifest.shortcut(name, "message" if place else "global")
    if shortcut is None:
        raise NotPossible(f"There is no {'message' if place else 'global'} shortcut {name!r}.")
    if place:
        channel, message = message_for(slack, user, *place)
        if message.ephemeral_to:
            raise NotPossible("Shortcuts do not work on a message that only you can see.")
        body = payloads.message_shortcut(slack, user, shortcut.callback_id, channel, message)
    else:
        body = payloads.global_shortcut(slack, user, shortcut.callback_id)
    payload = Payload(kind="interactive", name=body["type"], body=body)
    return slack.delivery.deliver(
        payload, lambda outcome: nothing_more(slack, user, f"The shortcut {shortcut.name}", outcome)
    )


def nothing_more(slack: Slack, user: str, what: str, outcome: Outcome) -> None:
    """The end of anything whose acknowledgement must be empty."""
    if outcome.failure:
        slack.problem(user, f'{what} failed with the error "{outcome.failure}"')
    elif outcome.answer and outcome.answer.body.strip() not in ("", "{}"):
        slack.refuse(f"ack of {what}", SlackRefusal("unexpected_response_body", [outcome.answer.body[:200]]))
        slack.problem(user, f"{what} failed: the app's acknowledgement should have been empty.")
