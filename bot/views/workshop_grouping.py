"""Changing groups: all of them at a glance, and the form that changes one."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    InputBlock,
    Option,
    PlainTextInputElement,
    SectionBlock,
    StaticMultiSelectElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.refusals import GroupGone
from bot.domain.workshops import Contribution, Group, Regrouping, WorkshopState
from bot.views import ids
from bot.views.figures import counted
from bot.views.form_state import State, option_of, options_of, text_of
from bot.views.mrkdwn import bold, shortened
from bot.views.workshop_words import in_words

GROUPS_SHOWN = 50  # an emoji may take 12 bytes, and a view has room for 250 KB
TEXTS_SHOWN = 2
TEXT_ROOM = 100
OPTION_ROOM = 60
A_MENU = 100  # options that Slack takes
NAME_LIMIT = 100
_NEW, _NONE = "new", "none"


def groups_view(state: WorkshopState) -> View:
    """All groups, the largest first, each with a button that changes it."""
    members = _members(state)
    groups = sorted(state.groups, key=lambda one: (-len(members[one.id]), one.position))
    blocks: list[Block] = [
        _row(state, one.name, members[one.id], str(one.id)) for one in groups[:GROUPS_SHOWN]
    ]
    if members[None]:
        blocks.append(_row(state, "Not in a group", members[None], _NONE))
    if len(groups) > GROUPS_SHOWN:
        more = counted(len(groups) - GROUPS_SHOWN, "smaller group")
        blocks.append(SectionBlock(text=f"{more} are not shown. Merge some to see them."))
    again = ButtonElement(
        text="Propose groups anew",
        action_id=ids.WORKSHOP_PROPOSE,
        value=str(state.workshop.id),
        confirm=ConfirmObject(
            title="Propose groups anew?",
            text="The groups there are now, and their names, are lost. What people wrote stays as it is.",
            confirm="Propose anew",
            deny="Keep these",
        ),
    )
    return View(
        type="modal",
        callback_id=ids.WORKSHOP_GROUPS,
        title="Groups",
        close="Close",
        blocks=[*blocks, ActionsBlock(elements=[again])],
    )


def group_form(state: WorkshopState, group_id: int | None) -> View:
    """The form that renames a group, merges others into it, and moves contributions out of it.

    Raises:
        GroupGone
    """
    members = _members(state)
    group = next((one for one in state.groups if one.id == group_id), None)
    if group_id is not None and group is None:
        raise GroupGone
    mine = members[group.id if group else None]
    others = [one for one in state.groups if group is None or one.id != group.id]
    blocks: list[Block] = []
    if group:
        box = PlainTextInputElement(action_id="name", initial_value=group.name, max_length=NAME_LIMIT)
        blocks.append(InputBlock(block_id="name", label="Name", element=box))
    if group and others:
        menu = _many("merged", [(str(one.id), one.name) for one in others])
        blocks.append(InputBlock(block_id="merged", label="Merge into it", element=menu, optional=True))
    if mine:
        menu = _many("moved", [(str(one.id), one.text or one.category) for one in mine])
        hint = f"The first {A_MENU} are shown. Move some to see more." if len(mine) > A_MENU else None
        label = "Move out of it" if group else "Move"
        blocks += [
            InputBlock(block_id="moved", label=label, element=menu, optional=True, hint=hint),
            *_where(others, group),
        ]
    return View(
        type="modal",
        callback_id=ids.WORKSHOP_GROUP_FORM,
        private_metadata=json.dumps(
            {"workshop": state.workshop.id, "group": group_id, "name": group.name if group else ""}
        ),
        title="Change a group",
        submit="Save",
        close="Cancel",
        blocks=blocks or [SectionBlock(text="There is nothing in it.")],
    )


def regrouping_in(private_metadata: str, state: State) -> tuple[int, Regrouping]:
    """The workshop's id, and what somebody chose in the form: a name only where they changed it."""
    about = json.loads(private_metadata)
    name = text_of(state, "name").strip()
    to = option_of(state, "to") or _NONE
    new_name = text_of(state, "new_name").strip()
    return int(about["workshop"]), Regrouping(
        group_id=about["group"],
        name=name if name != about["name"].strip() else "",
        merged=_numbers(state, "merged"),
        moved=_numbers(state, "moved"),
        to=int(to) if to not in {_NEW, _NONE} else None,
        new_name=(new_name or "New group") if to == _NEW else "",
    )


def _row(state: WorkshopState, name: str, members: Sequence[Contribution], value: str) -> SectionBlock:
    lines = [f"{bold(name, 300)} · {len(members)}"]
    lines += [f"• {in_words(one, TEXT_ROOM)}" for one in members[:TEXTS_SHOWN]]
    if len(members) > TEXTS_SHOWN:
        lines.append(f"and {len(members) - TEXTS_SHOWN} more")
    change = ButtonElement(
        text="Change",
        action_id=ids.WORKSHOP_GROUP,
        value=f"{state.workshop.id}:{value}",
        accessibility_label=shortened(f"Change: {name}", 75),
    )
    return SectionBlock(text="\n".join(lines), accessory=change)


def _where(others: Sequence[Group], group: Group | None) -> list[Block]:
    """Where what is moved goes."""
    options = [Option(value=_NEW, text="A new group")]
    if group:
        options.append(Option(value=_NONE, text="No group"))
    options += [_option(str(one.id), one.name) for one in others]
    menu = StaticSelectElement(
        action_id="to", options=options[:A_MENU], initial_option=options[0], placeholder="Choose one"
    )
    box = PlainTextInputElement(action_id="new_name", max_length=NAME_LIMIT)
    return [
        InputBlock(block_id="to", label="Where to", element=menu),
        InputBlock(block_id="new_name", label="Name of a new group", element=box, optional=True),
    ]


def _many(name: str, choices: Sequence[tuple[str, str]]) -> StaticMultiSelectElement:
    options = [_option(value, words) for value, words in choices[:A_MENU]]
    return StaticMultiSelectElement(action_id=name, placeholder="None", options=options)


def _option(value: str, words: str) -> Option:
    return Option(value=value, text=shortened(" ".join(words.split()), OPTION_ROOM))


def _members(state: WorkshopState) -> Mapping[int | None, list[Contribution]]:
    known = {one.id for one in state.groups}
    found: dict[int | None, list[Contribution]] = defaultdict(list)
    for one in state.contributions:
        found[one.group_id if one.group_id in known else None].append(one)
    return found


def _numbers(state: State, name: str) -> tuple[int, ...]:
    return tuple(int(one) for one in options_of(state, name))
