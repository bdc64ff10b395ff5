"""Reading what Slack says that somebody filled in. What they have not come to is empty."""

from collections.abc import Mapping
from typing import Any

State = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""The values of a form's fields, by block and by element (`view.state.values`)."""


def element_of(state: State, block_id: str, action_id: str | None = None) -> Mapping[str, Any]:
    """What a field holds, as its kind of element says it; its element is called like its block unless named."""
    return state.get(block_id, {}).get(action_id or block_id, {})


def text_of(state: State, block_id: str, action_id: str | None = None) -> str:
    """What was typed into a field, as it was typed."""
    return str(element_of(state, block_id, action_id).get("value") or "")


def option_of(state: State, block_id: str, action_id: str | None = None) -> str:
    """The value of the option that was chosen in a menu; empty when none was."""
    chosen = element_of(state, block_id, action_id).get("selected_option")
    return str(chosen["value"]) if chosen else ""


def options_of(state: State, block_id: str, action_id: str | None = None) -> tuple[str, ...]:
    """The values of the options that were chosen, in a menu or by ticking boxes."""
    chosen = element_of(state, block_id, action_id).get("selected_options") or ()
    return tuple(str(one["value"]) for one in chosen)
