"""What a person chose, as the element holds it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playground.client.forms import holds
from playground.client.uploading import upload
from playground.driver.errors import NotOnScreen
from playground.values import JSON

if TYPE_CHECKING:
    from playground.driver.people import Member

Suggest = Callable[[str], list[JSON]]


def chosen(member: "Member", element: JSON, choice: Any, suggest: Suggest) -> Any:
    """The value for the element's state; `suggest` asks the app for the options of an external menu.

    Raises:
        NotOnScreen: the element does not offer that.
    """
    field = holds(element["type"])
    if choice is None:
        return [] if field.endswith("s") else None
    each_as: Callable[[Any], Any]
    match field.removesuffix("s"):
        case "selected_option":
            each_as = partial(_option, element, suggest)
        case "selected_user":
            each_as = partial(_person, member)
        case "selected_channel" | "selected_conversation":
            each_as = partial(_channel, member)
        case "file":
            each_as = partial(_file, member)
        case "selected_date_time":
            each_as = int
        case _:
            each_as = str
    return [each_as(each) for each in _several(choice)] if field.endswith("s") else each_as(choice)


def _several(choice: Any) -> list[Any]:
    return list(choice) if isinstance(choice, list | tuple | set) else [choice]


def _option(element: JSON, suggest: Suggest, choice: Any) -> JSON:
    """By the words of the option, or its value."""
    if "external" in element["type"]:
        offered = suggest(str(choice))
    else:
        groups = element.get("option_groups", [])
        offered = [*element.get("options", []), *(each for group in groups for each in group["options"])]
    for option in offered:
        if choice in (option["text"]["text"], option["value"]):
            return option
    raise NotOnScreen(f"there is no option “{choice}”. Options: {[each['text']['text'] for each in offered]}")


def _file(member: "Member", path: Path) -> JSON:
    return upload(member.slack, member.id, path.name, path.read_bytes())


def _person(member: "Member", name: str) -> str:
    person = member.workspace.person_named(name)
    if person is None:
        raise NotOnScreen(f"there is nobody called {name!r}")
    return person.id


def _channel(member: "Member", name: str) -> str:
    channel = member.workspace.channel_named(name)
    if channel is None or not channel.seen_by(member.id):
        raise NotOnScreen(f"{member.name} sees no channel {name!r}")
    return channel.id
