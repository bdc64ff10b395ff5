"""A person's own digest: how it is set up, and the form to set it up."""

from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    DividerBlock,
    ExternalDataMultiSelectElement,
    InputBlock,
    Option,
    SectionBlock,
    StaticMultiSelectElement,
)
from slack_sdk.models.views import View

from bot.data import themes
from bot.domain.digests import Subscription
from bot.domain.items import Kind
from bot.domain.profiles import Profile
from bot.domain.schedules import Schedule
from bot.views import ids
from bot.views.blocks import small
from bot.views.digests import moment
from bot.views.figures import counted
from bot.views.items import theme_names
from bot.views.message import Message
from bot.views.mrkdwn import excerpt, listing, shortened
from bot.views.schedules import holiday_words, schedule_blocks, schedule_words

TITLE = "Your own digest"
STOP = "stop"  # what the button carries that stands under no digest
MOST_COUNCILS = 20
COUNCILS_SHOWN = 5
NONE_YET = "You have no digest of your own."
WHAT_IT_IS = (
    "It comes to you alone, as a direct message. It begins with what only you can help with, by what you shared and "
    "what your profile offers. Then comes what is new, risen, answered, adopted or gone quiet in what you follow; new "
    "items for your saved searches; partners for your problems; and who waits for whom. It holds 12 entries at most, "
    "and nothing that I showed you before. When there is nothing to say, nothing comes."
)
_ABOUT = "*What do you follow?* Something of any of your themes or councils is news to you. Choose none to hear of all."


def own_settings_message(subscription: Subscription | None, *, dismissed: int = 0, done: str = "") -> Message:
    """How somebody's digest is set up, with buttons to change that; `done` says what was just done."""
    words = f"{done} {in_words(subscription)}".strip()
    blocks: list[Block] = [SectionBlock(text=words)]
    if subscription is None:
        blocks.append(SectionBlock(text=WHAT_IT_IS))
    if dismissed:
        blocks.append(small(_learned(dismissed)))
    return Message(text=words, blocks=[*blocks, _buttons(subscription, dismissed)])


def own_home_section(subscription: Subscription | None) -> list[Block]:
    """For App Home: how it is set up, or that there is such a thing."""
    said = (
        in_words(subscription) if subscription else f"{NONE_YET} It brings you what only you can help with."
    )
    return [
        DividerBlock(),
        SectionBlock(text=f"*Your digest*\n{said}"),
        ActionsBlock(elements=[_set_button(subscription, style=None), *([_stop()] if subscription else [])]),
    ]


def in_words(subscription: Subscription | None) -> str:
    """When somebody's digest comes and what they follow, in a few sentences."""
    if subscription is None:
        return NONE_YET
    schedule = subscription.schedule
    if subscription.paused:
        when = "Your digest rests, because Slack did not take the last one. *Change* starts it again."
    else:
        due = moment(subscription.next_at, schedule.time_zone)
        when = f"Your digest comes {schedule_words(schedule)}, if there is something to say. The next is due on {due}."
    return " ".join(filter(None, [when, holiday_words(schedule), followed(subscription)]))


def followed(subscription: Subscription) -> str:
    """What somebody follows, as a sentence."""
    councils = [excerpt(name, 60) for name in subscription.councils[:COUNCILS_SHOWN]]
    more = len(subscription.councils) - len(councils)
    names = [*theme_names(subscription.themes), *councils, *([f"{more} more"] if more else [])]
    what = listing(names) if names else "everything"
    kinds = f", but only {listing([f'{kind}s' for kind in subscription.kinds])}" if subscription.kinds else ""
    return f"You follow {what}{kinds}."


def own_form(
    subscription: Subscription | None, usual: Schedule, profile: Profile | None, *, now: datetime
) -> View:
    """The form to start it, or to change it; it begins with the themes of the person's profile."""
    if subscription:
        schedule, chosen, councils, kinds = (
            subscription.schedule,
            subscription.themes,
            subscription.councils,
            subscription.kinds,
        )
    else:
        schedule, chosen, councils, kinds = usual, profile.themes if profile else (), (), ()
    return View(
        type="modal",
        callback_id=ids.DIGEST_MINE_FORM,
        title=TITLE,
        submit="Save" if subscription else "Start",
        close="Cancel",
        blocks=[
            SectionBlock(text=WHAT_IT_IS),
            *schedule_blocks(schedule, now=now),
            SectionBlock(text=_ABOUT),
            _themes(chosen),
            _councils(councils),
            _kinds(kinds),
        ],
    )


def _themes(chosen: tuple[str, ...]) -> InputBlock:
    options = {theme.key: Option(value=theme.key, text=shortened(theme.name, 75)) for theme in themes()}
    menu = StaticMultiSelectElement(
        action_id="themes",
        placeholder="All themes",
        options=list(options.values()),
        initial_options=[options[key] for key in chosen if key in options] or None,
    )
    return InputBlock(block_id="themes", label="Themes", element=menu, optional=True)


def _councils(chosen: tuple[str, ...]) -> InputBlock:
    menu = ExternalDataMultiSelectElement(
        action_id=ids.DIGEST_COUNCILS,
        placeholder="Type a council’s name",
        initial_options=[Option(value=name, text=shortened(name, 75)) for name in chosen] or None,
        min_query_length=1,
        max_selected_items=MOST_COUNCILS,
    )
    return InputBlock(block_id="councils", label="Councils", element=menu, optional=True)


def _kinds(chosen: tuple[Kind, ...]) -> InputBlock:
    options = {kind: Option(value=kind.value, text=f"{kind.capitalize()}s") for kind in Kind}
    boxes = CheckboxesElement(
        action_id="kinds",
        options=list(options.values()),
        initial_options=[options[kind] for kind in chosen] or None,
    )
    hint = "Tick none to hear of all of them."
    return InputBlock(block_id="kinds", label="Only these", element=boxes, optional=True, hint=hint)


def _buttons(subscription: Subscription | None, dismissed: int) -> ActionsBlock:
    preview = ButtonElement(text="Preview", action_id=ids.DIGEST_MINE_PREVIEW, value="preview")
    forget = ButtonElement(text="Forget that", action_id=ids.DIGEST_MINE_FORGET, value="forget")
    return ActionsBlock(
        elements=[
            _set_button(subscription),
            preview,
            *([_stop()] if subscription else []),
            *([forget] if dismissed else []),
        ]
    )


def _set_button(subscription: Subscription | None, *, style: str | None = "primary") -> ButtonElement:
    return ButtonElement(
        text="Change" if subscription else "Set up my digest",
        action_id=ids.DIGEST_MINE_SET,
        value="set",
        style=None if subscription else style,
        accessibility_label="Change my digest" if subscription else None,
    )


def _stop() -> ButtonElement:
    return ButtonElement(
        text="Stop", action_id=ids.DIGEST_MINE_STOP, value=STOP, accessibility_label="Stop my digest"
    )


def _learned(dismissed: int) -> str:
    entries = counted(dismissed, "entry", "entries")
    were = "was" if dismissed == 1 else "were"
    return f"{entries} {were} not for you, so you see less of what is like that. *Forget that* shows you everything."
