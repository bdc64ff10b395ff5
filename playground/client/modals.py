"""Submitting and closing modals, and what the app's acknowledgement makes of them."""

import json
from concurrent.futures import Future

from playground import facts, payloads
from playground.client.forms import client_errors, complete_state
from playground.client.running import nothing_more
from playground.delivery import Outcome, Payload
from playground.errors import NotPossible, SlackRefusal
from playground.slack import Slack
from playground.strict.views import checked_view
from playground.values import JSON, View

TROUBLE = "We had some trouble connecting. Try again?"


def submit(slack: Slack, user: str, view_id: str, values: JSON) -> "Future[Outcome]":
    """Submit a modal. A required field that is empty is refused here, and the app does not hear of it."""
    view = _mine(slack, user, view_id)
    view.values = complete_state(view.blocks, values)
    if errors := client_errors(view.blocks, view.values):
        slack.workspace.tell(facts.ViewRefused(view, errors))
        refused: Future[Outcome] = Future()
        refused.set_result(Outcome(None))
        return refused
    payload = Payload(
        kind="interactive",
        name=f"view_submission {view.content.get('callback_id', '')}",
        body=payloads.submission(slack, user, view),
    )
    return slack.delivery.deliver(payload, lambda outcome: _submitted(slack, user, view, outcome))


def close(slack: Slack, user: str, view_id: str) -> "Future[Outcome] | None":
    """Close a modal; the app is told when the view asked for that."""
    view = _mine(slack, user, view_id)
    all_at_once = bool(view.content.get("clear_on_close"))
    if all_at_once:
        slack.workspace.close_all_views(user)
    else:
        slack.workspace.close_view(view)
    if not view.content.get("notify_on_close"):
        return None
    payload = Payload(
        kind="interactive",
        name=f"view_closed {view.content.get('callback_id', '')}",
        body=payloads.closing(slack, user, view, all_at_once=all_at_once),
    )
    return slack.delivery.deliver(payload, lambda outcome: nothing_more(slack, user, "Closing", outcome))


def _mine(slack: Slack, user: str, view_id: str) -> View:
    view = slack.workspace.views.get(view_id)
    if view is None or view.user != user:
        raise NotPossible("That window is not open any more.")
    return view


def _submitted(slack: Slack, user: str, view: View, outcome: Outcome) -> None:
    if outcome.failure or outcome.answer is None:
        slack.problem(user, TROUBLE)
        return
    try:
        said = _said(outcome.answer.body)
        if view.id in slack.workspace.views:
            _do(slack, view, said)
    except SlackRefusal as refusal:
        slack.refuse(f"ack of view_submission {view.content.get('callback_id', '')}", refusal)
        slack.problem(user, TROUBLE)


def _said(body: str) -> JSON:
    try:
        said = json.loads(body or "{}")
    except ValueError:
        raise SlackRefusal("invalid_json", [body[:200]]) from None
    if not isinstance(said, dict):
        raise SlackRefusal("invalid_response", [body[:200]])
    return said


def _do(slack: Slack, view: View, said: JSON) -> None:
    match said.get("response_action"):
        case None if not said:
            slack.workspace.close_view(view)
        case "clear":
            slack.workspace.close_all_views(view.user)
        case "errors":
            slack.workspace.tell(facts.ViewRefused(view, _errors(view, said.get("errors"))))
        case "update":
            slack.workspace.update_view(view, checked_view(said.get("view"), "modal"))
        case "push":
            slack.workspace.show_view(
                view.user, checked_view(said.get("view"), "modal"), push=True, channel=view.channel
            )
        case other:
            raise SlackRefusal("invalid_response_action", [f"unknown response_action: {other}"])


def _errors(view: View, errors: object) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise SlackRefusal("invalid_errors", ["errors must name at least one block"])
    for block_id, words in errors.items():
        if block_id not in inputs:
            raise SlackRefusal("invalid_errors", [f"no input block has the block_id {block_id}"])
        if not isinstance(words, str) or not words:
            raise SlackRefusal("invalid_errors", [f"the words for {block_id} are missing"])
    return errors
