"""Blocks as Slack takes them: what `to_dict` gives, in a quarter of the time.

`slack_sdk` looks through everything an object has, each time, for what checks it. A page of results is 100 objects.
"""

import functools
from collections.abc import Sequence
from typing import Any

from slack_sdk.models import JsonObject
from slack_sdk.models.blocks import RichTextElement


def as_json(part: Any) -> Any:
    """A block, or a part of one, in which “@channel” and “#general” stay words.

    Slack would make the real thing of them, even escaped.

    Raises:
        SlackObjectFormationError: Slack would refuse it, as far as `slack_sdk` can tell.
    """
    if isinstance(part, JsonObject):
        return as_json(_fields(part))
    if isinstance(part, list | tuple):
        return [as_json(each) for each in part]
    if not isinstance(part, dict):
        return part
    changed = {name: as_json(value) for name, value in part.items()}
    return changed | {"verbatim": True} if part.get("type") == "mrkdwn" else changed


def _fields(part: JsonObject) -> dict[str, Any]:
    kind = type(part)
    if kind.to_dict is not JsonObject.to_dict or isinstance(
        part, RichTextElement
    ):  # written in ways of their own
        return part.to_dict()
    for check in _checks(kind):
        getattr(part, check)()
    values = {name: getattr(part, name, None) for name in _names(kind)}
    return {name: value for name, value in values.items() if value is not None and value not in ("", [], ())}


@functools.cache
def _checks(kind: type[JsonObject]) -> Sequence[str]:
    return [name for name in dir(kind) if hasattr(getattr(kind, name), "validator")]


@functools.cache
def _names(kind: type[JsonObject]) -> Sequence[str]:
    return sorted(object.__new__(kind).attributes)
