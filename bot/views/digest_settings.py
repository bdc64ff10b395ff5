"""A channel's digest: how it is set up, and the form to set it up."""

from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    InputBlock,
    Option,
    SectionBlock,
    StaticMultiSelectElement,
)
from slack_sdk.models.views import View

from bot.data import themes
from bot.domain.digests import Subscription
from bot.domain.schedules import Schedule
from bot.views import ids
from bot.views.digest_buttons import stop_button
from bot.views.digests import moment
from bot.views.items import theme_names
from bot.views.message import Message
from bot.views.mrkdwn import listing, shortened
from bot.views.schedules import holiday_words, schedule_blocks, schedule_words

TITLE = "Digest of this channel"
WHAT_IT_IS = (
    "The digest is a message to this channel, as often as you like: what is new, what people voted for, problems "
    "nobody has answered and who is looking for partners. When there is nothing new, nothing is posted."
)
WHO_MAY = "Anyone in this channel can start, change or stop it."


def settings_message(subscription: Subscription | None, *, done: str = "") -> Message:
    """How a channel's digest is set up, with buttons to change that; `done` says what was just done."""
    state = _state(subscription)
    blocks: list[Block] = [SectionBlock(text=f"{done} {state}".strip())]
    if subscription is None:
        blocks.append(SectionBlock(text=f"{WHAT_IT_IS} {WHO_MAY}"))
    return Message(text=f"{done} {state}".strip(), blocks=[*blocks, _buttons(subscription)])


def in_words(subscription: Subscription) -> str:
    """When a digest comes and what it holds, in a few sentences."""
    names = theme_names(subscription.themes)
    sentences = [
        f"The digest comes to this channel {schedule_words(subscription.schedule)}, when there is something new.",
        holiday_words(subscription.schedule),
        f"It is only about {listing(names)}." if names else "",
    ]
    return " ".join(filter(None, sentences))


def subscribed_words(subscription: Subscription) -> str:
    """What somebody reads who has just set up a digest."""
    if subscription.paused:
        return f"{in_words(subscription)} It is still paused: `/collab digest resume` starts it again."
    return f"{in_words(subscription)} The next one is due on {_next(subscription)}."


def digest_form(
    channel_id: str, subscription: Subscription | None, usual: Schedule, *, now: datetime
) -> View:
    """The form to start a channel's digest, or to change it."""
    return View(
        type="modal",
        callback_id=ids.DIGEST_FORM,
        private_metadata=channel_id,
        title=TITLE,
        submit="Save" if subscription else "Start",
        close="Cancel",
        blocks=[
            SectionBlock(text=WHAT_IT_IS),
            *schedule_blocks(subscription.schedule if subscription else usual, now=now),
            _themes(subscription.themes if subscription else ()),
        ],
    )


def _state(subscription: Subscription | None) -> str:
    if subscription is None:
        return "This channel has no digest."
    if subscription.paused:
        return (
            f"{in_words(subscription)} It is *paused*. What happens meanwhile will be in the first one after."
        )
    return f"{in_words(subscription)} The next one is due on {_next(subscription)}."


def _next(subscription: Subscription) -> str:
    return moment(subscription.next_at, subscription.schedule.time_zone)


def _buttons(subscription: Subscription | None) -> ActionsBlock:
    mine = ButtonElement(text="A digest of my own", action_id=ids.DIGEST_MINE, value="mine")
    preview = ButtonElement(text="Preview (only you see it)", action_id=ids.DIGEST_PREVIEW, value="preview")
    if subscription is None:
        start = ButtonElement(
            text="Start a digest", action_id=ids.DIGEST_SUBSCRIBE, value="start", style="primary"
        )
        return ActionsBlock(elements=[start, preview, mine])
    rest = (
        ButtonElement(text="Resume", action_id=ids.DIGEST_RESUME, value="resume", style="primary")
        if subscription.paused
        else ButtonElement(text="Pause", action_id=ids.DIGEST_PAUSE, value="pause")
    )
    change = ButtonElement(text="Change", action_id=ids.DIGEST_SUBSCRIBE, value="change")
    return ActionsBlock(elements=[change, preview, rest, stop_button(), mine])


def _themes(chosen: tuple[str, ...]) -> InputBlock:
    options = {theme.key: Option(value=theme.key, text=shortened(theme.name, 75)) for theme in themes()}
    menu = StaticMultiSelectElement(
        action_id="themes",
        placeholder="All themes",
        options=list(options.values()),
        initial_options=[options[key] for key in chosen if key in options] or None,
    )
    hint = "Choose none to hear about all of them."
    return InputBlock(block_id="themes", label="Themes", element=menu, optional=True, hint=hint)
