"""The fields of the share form."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    StaticMultiSelectElement,
    StaticSelectElement,
    UserMultiSelectElement,
)
from slack_sdk.models.blocks.basic_components import DispatchActionConfig

from bot.data import themes
from bot.domain import items as limits
from bot.domain.items import Collaboration, ItemContent, Kind, Phase, as_lines
from bot.views import ids
from bot.views.mrkdwn import shortened

_WHAT = {
    Kind.PROJECT: "Work that is under way, planned or done",
    Kind.PROBLEM: "Something you need to solve",
    Kind.IDEA: "Something worth trying",
    Kind.RESOURCE: "Something others can use: code, research, a template",
}


def kind_field(chosen: Kind) -> InputBlock:
    """What sort of thing it is. We hear at once when somebody chooses another."""
    options = {
        kind: Option(value=kind.value, text=kind.capitalize(), description=_WHAT[kind]) for kind in Kind
    }
    menu = StaticSelectElement(
        action_id=ids.SHARE_KIND, options=list(options.values()), initial_option=options[chosen]
    )
    return InputBlock(block_id="kind", label="What is it?", element=menu, dispatch_action=True)


def title_field(title: str) -> InputBlock:
    """The title. We hear each letter, so as to show what looks the same."""
    element = PlainTextInputElement(
        action_id=ids.SHARE_TITLE,
        initial_value=title[: limits.DESCRIPTION_LIMIT] or None,
        placeholder="For example: Report a missed bin",
        dispatch_action_config=DispatchActionConfig(trigger_actions_on=["on_character_entered"]),
        focus_on_load=not title,
    )
    return InputBlock(block_id="title", label="Title", element=element, dispatch_action=True)


def other_fields(content: ItemContent, links: str) -> list[Block]:
    """All the rest; only projects have a phase. `links` is what was typed there, which may not be links yet."""
    blocks: list[Block] = [
        _text(
            "summary",
            "Summary",
            content.summary,
            hint="One sentence that says who it is for and what it does.",
        ),
        _text("description", "Description", content.description, multiline=True, optional=True),
    ]
    if content.kind is Kind.PROJECT:
        blocks.append(_phase(content.phase))
    written = links or as_lines(content.links)
    blocks += [
        _themes(content.themes),
        _text(
            "councils",
            "Councils",
            "\n".join(content.councils),
            multiline=True,
            optional=True,
            hint="One on each line.",
        ),
        _text(
            "looking_for",
            "What are you looking for?",
            content.looking_for,
            optional=True,
            hint="For example: two councils to test with.",
        ),
        _open_to(content.open_to),
        _people(content.people),
        _text(
            "links",
            "Links",
            written,
            multiline=True,
            optional=True,
            hint="One on each line. A name may follow the address.",
        ),
        _open_to_public(chosen=content.open_to_public),
    ]
    return blocks


def _text(
    name: str,
    label: str,
    value: str,
    *,
    multiline: bool = False,
    optional: bool = False,
    hint: str | None = None,
) -> InputBlock:
    element = PlainTextInputElement(
        action_id=name, multiline=multiline, initial_value=value[: limits.DESCRIPTION_LIMIT] or None
    )
    return InputBlock(block_id=name, label=label, element=element, optional=optional, hint=hint)


def _phase(chosen: Phase | None) -> InputBlock:
    options = {phase: Option(value=phase.value, text=phase.capitalize()) for phase in Phase}
    menu = StaticSelectElement(
        action_id="phase",
        placeholder="Choose a phase",
        options=list(options.values()),
        initial_option=options[chosen] if chosen else None,
    )
    return InputBlock(block_id="phase", label="Phase", element=menu, optional=True)


def _themes(chosen: Sequence[str]) -> InputBlock:
    options = {theme.key: Option(value=theme.key, text=shortened(theme.name, 75)) for theme in themes()}
    menu = StaticMultiSelectElement(
        action_id="themes",
        placeholder="Choose themes",
        options=list(options.values()),
        initial_options=[options[key] for key in chosen if key in options] or None,
        max_selected_items=limits.MAX_THEMES,
    )
    return InputBlock(block_id="themes", label="Themes", element=menu, optional=True)


def _open_to(chosen: Sequence[Collaboration]) -> InputBlock:
    options = {one: Option(value=one.value, text=one.capitalize()) for one in Collaboration}
    boxes = CheckboxesElement(
        action_id="open_to",
        options=list(options.values()),
        initial_options=[options[one] for one in chosen] or None,
    )
    return InputBlock(block_id="open_to", label="Open to", element=boxes, optional=True)


def _people(chosen: Sequence[str]) -> InputBlock:
    menu = UserMultiSelectElement(
        action_id="people",
        placeholder="Choose people",
        initial_users=list(chosen) or None,
        max_selected_items=limits.MAX_PEOPLE,
    )
    return InputBlock(block_id="people", label="Others who work on it", element=menu, optional=True)


def _open_to_public(*, chosen: bool) -> InputBlock:
    """Whether anybody outside Slack may read it, too. The hint says all that `bot.domain.publishing` takes of it."""
    option = Option(value="yes", text="Open to the public: anyone on the internet may read it")
    boxes = CheckboxesElement(
        action_id="open_to_public", options=[option], initial_options=[option] if chosen else None
    )
    hint = (
        "For councils that block Slack, by feed and e-mail: its kind, phase, title, summary, what you are looking "
        "for, themes, councils and links. Not the description, and nobody’s name unless you wrote it there."
    )
    return InputBlock(
        block_id="open_to_public", label="Who can read it", element=boxes, optional=True, hint=hint
    )


def consent_field(*, agreed: bool, workshop: bool = False) -> InputBlock:
    """Whether the author of a message that is not public agrees, or those who were in a workshop that is not."""
    who = "Those who were in it agree" if workshop else "The author of the message agrees"
    option = Option(value="agreed", text=f"{who} that I share this")
    boxes = CheckboxesElement(
        action_id="consent", options=[option], initial_options=[option] if agreed else None
    )
    kept = "" if workshop else " I do not keep the message itself."
    return InputBlock(
        block_id="consent",
        label=f"This {'workshop' if workshop else 'message'} is not public",
        hint=f"Write what others may know in your own words.{kept}",
        element=boxes,
    )
