"""Buttons, menus and pickers, in messages, modals and the App Home."""

import json
from concurrent.futures import Future

from playground import payloads
from playground.client.forms import complete_state, elements, holds
from playground.client.running import nothing_more
from playground.client.saying import message_for
from playground.delivery import Outcome, Payload
from playground.errors import NotPossible, SlackRefusal
from playground.slack import Slack
from playground.strict.blocks import check_options_answer
from playground.values import JSON, Message, View

Place = tuple[str, str] | str
"""A channel and a `ts`, or the id of a view."""


def click(slack: Slack, user: str, place: Place, action: JSON, values: JSON) -> "Future[Outcome]":
    """Use an element; `action` is what Slack sends of it, `values` what the inputs around it hold."""
    where, element = _find(slack, user, place, action)
    block_id, action_id = str(action["block_id"]), str(action["action_id"])
    sent = action | _own(element) | {"action_ts": slack.clock.stamp()}
    known = _with_choice(element, block_id, action, values)
    if isinstance(where, View):
        where.values = complete_state(where.blocks, known)
        body = payloads.action_in_view(slack, user, where, sent)
    else:
        channel = slack.workspace.channels[where.channel]
        state = complete_state(where.blocks or [], known)
        body = payloads.action_in_message(slack, user, channel, where, sent, state)
    payload = Payload(kind="interactive", name=f"block_actions {action_id}", body=body)
    return slack.delivery.deliver(
        payload, lambda outcome: nothing_more(slack, user, f"“{_label(element)}”", outcome)
    )


def suggest(slack: Slack, user: str, place: Place, action: JSON, typed: str) -> "Future[list[JSON]]":
    """Ask the app for the options of an external menu; an answer that Slack would not take is none."""
    where, element = _find(slack, user, place, action)
    body = payloads.suggestion(slack, user, element | {"block_id": action["block_id"]}, typed, where)
    options: Future[list[JSON]] = Future()

    def answered(outcome: Outcome) -> None:
        found: list[JSON] = []
        try:
            found = _options(outcome)
        except SlackRefusal as refusal:
            slack.refuse(f"options for {action['action_id']}", refusal)
            slack.problem(user, f"The list could not be loaded ({refusal.error}).")
        options.set_result(found)

    payload = Payload(kind="interactive", name=f"block_suggestion {action['action_id']}", body=body)
    slack.delivery.deliver(payload, answered)
    return options


def _options(outcome: Outcome) -> list[JSON]:
    if outcome.failure or outcome.answer is None:
        raise SlackRefusal(outcome.failure or "operation_timeout")
    try:
        said = json.loads(outcome.answer.body)
    except ValueError:
        raise SlackRefusal("invalid_json") from None
    return check_options_answer(said)


def _find(slack: Slack, user: str, place: Place, action: JSON) -> tuple[Message | View, JSON]:
    where: Message | View
    if isinstance(place, str):
        view = slack.workspace.views.get(place)
        if view is None or view.user != user:
            raise NotPossible("That window is not open any more.")
        where, blocks = view, view.blocks
    else:
        _, where = message_for(slack, user, *place)
        blocks = where.blocks or []
    for block, element in elements(blocks):
        if (block["block_id"], element["action_id"]) == (action.get("block_id"), action.get("action_id")):
            return where, element
    raise NotPossible("That is not on the screen any more.")


def _own(element: JSON) -> JSON:
    """What the element itself says in the payload, whatever the page sent."""
    return {name: element[name] for name in ("type", "text", "value", "style", "url") if name in element}


def _with_choice(element: JSON, block_id: str, action: JSON, values: JSON) -> JSON:
    """The state in which the choice that was just made is already the element's value."""
    if element["type"] in {"button", "overflow"} or holds(element["type"]) not in action:
        return values
    mine = values.get(block_id, {}) | {element["action_id"]: action}
    return values | {block_id: mine}


def _label(element: JSON) -> str:
    label = element.get("text") or element.get("placeholder") or {}
    return str(label.get("text", element["action_id"]))
