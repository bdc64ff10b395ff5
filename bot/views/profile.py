"""A member's own profile: the form, what it says once it is saved, and its place in App Home."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    ConfirmObject,
    DividerBlock,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    SectionBlock,
    StaticMultiSelectElement,
)
from slack_sdk.models.views import View

from bot.data import themes
from bot.domain.items import DESCRIPTION_LIMIT, MAX_THEMES
from bot.domain.profiles import Contact, Profile, ProfileContent
from bot.views import ids
from bot.views.blocks import small
from bot.views.message import Message
from bot.views.mrkdwn import shortened
from bot.views.people import person_section, welcomed

LONGEST_OPTION = 150  # characters that an option's value takes

_CONTACT = {
    Contact.INTRODUCTIONS: ("Introductions", "I ask you first. Only when you say yes do I put you in touch."),
    Contact.QUESTIONS: ("Questions", "People may write to you about what you offer."),
}
_HIDDEN = "*Only you can see this.* Nobody finds you until you tick *Others can find me*."
_SHOWN = (
    "*Others can find you.* Everybody in this Slack can see what is below. "
    "To stop that, untick *Others can find me*."
)
_ELSEWHERE = "What you shared, follow, voted for and wait for is in App Home, and under *What is mine*."


def profile_form(profile: Profile | None, *, suggested_council: str = "") -> View:
    """The form, filled in with what is known; with no profile yet, with the council that we suppose."""
    content = profile.content if profile else ProfileContent(council=suggested_council)
    blocks: list[Block] = [
        SectionBlock(text=_SHOWN if content.public else _HIDDEN),
        _council(content.council, suggested=not profile and bool(suggested_council)),
        _text("role", "Your role", content.role, example="For example: Service designer"),
        _themes(content.themes),
        _text(
            "offers",
            "What you can offer",
            content.offers,
            multiline=True,
            example="For example: how we halved our planning backlog",
        ),
        _text(
            "needs",
            "What you need",
            content.needs,
            multiline=True,
            example="For example: a council that has changed its housing system",
        ),
        _contact(content.welcomes),
        _public(public=content.public),
        ActionsBlock(elements=[_mine_button(), *([_delete_button()] if profile else [])]),
        small(_ELSEWHERE),
    ]
    return View(
        type="modal",
        callback_id=ids.PROFILE_FORM,
        title="Your profile",
        submit="Save",
        close="Cancel",
        blocks=blocks,
    )


def saved_view(profile: Profile) -> View:
    """What a saved profile looks like, and who sees it."""
    if profile.public:
        said = ":white_check_mark: Saved. Others can find you. This is what they see:"
    else:
        said = ":white_check_mark: Saved. Only you can see it. This is what others would see:"
    return View(
        type="modal",
        title="Your profile",
        close="Close",
        blocks=[
            SectionBlock(text=said),
            DividerBlock(),
            person_section(profile),
            small(welcomed(profile)),
            DividerBlock(),
            ActionsBlock(elements=_own_buttons(profile)),
        ],
    )


def home_section(profile: Profile | None) -> list[Block]:
    """A member's profile in App Home: who sees it, and what they may do about that."""
    if profile is None:
        said = "Say what you can offer and what you need. Nobody sees it until you say so."
    elif profile.public:
        said = "Others can find you."
    else:
        said = "Only you can see it. Nobody finds you."
    return [
        DividerBlock(),
        SectionBlock(text=f"*Your profile*\n{said}"),
        ActionsBlock(elements=_own_buttons(profile)),
    ]


def open_profile_message() -> Message:
    """A button that opens the form, for where no form can be opened by itself (a mention or a direct message)."""
    said = "Your profile says what you can offer and what you need. Nobody sees it until you say so."
    return Message(
        text=said, blocks=[SectionBlock(text=said), ActionsBlock(elements=[_open_button("Open my profile")])]
    )


def council_options(typed: str, known: Sequence[str]) -> list[Option]:
    """The councils that fit, and what was typed itself: any organisation will do."""
    typed = " ".join(typed.split())[:LONGEST_OPTION]
    options = [_council_option(name) for name in known]
    if typed and typed.casefold() not in {name.casefold() for name in known}:
        options.append(Option(value=typed, text=shortened(typed, 75), description="As you typed it"))
    return options


def _council_option(name: str) -> Option:
    return Option(value=name[:LONGEST_OPTION], text=shortened(name, 75))


def _council(council: str, *, suggested: bool) -> InputBlock:
    menu = ExternalDataSelectElement(
        action_id=ids.PROFILE_COUNCIL,
        placeholder="Type its name",
        initial_option=_council_option(council) if council else None,
        min_query_length=1,
    )
    hint = (
        "I took this from your e-mail address. Change it if it is wrong."
        if suggested
        else "Choose one, or type any name."
    )
    return InputBlock(
        block_id="council", label="Your council or organisation", element=menu, hint=hint, optional=True
    )


def _text(name: str, label: str, value: str, *, example: str, multiline: bool = False) -> InputBlock:
    element = PlainTextInputElement(
        action_id=name,
        multiline=multiline,
        initial_value=value[:DESCRIPTION_LIMIT] or None,
        placeholder=example,
    )
    return InputBlock(block_id=name, label=label, element=element, optional=True)


def _themes(chosen: Sequence[str]) -> InputBlock:
    options = {theme.key: Option(value=theme.key, text=shortened(theme.name, 75)) for theme in themes()}
    menu = StaticMultiSelectElement(
        action_id="themes",
        placeholder="Choose themes",
        options=list(options.values()),
        initial_options=[options[key] for key in chosen if key in options] or None,
        max_selected_items=MAX_THEMES,
    )
    return InputBlock(block_id="themes", label="Your themes", element=menu, optional=True)


def _contact(chosen: Sequence[Contact]) -> InputBlock:
    options = {
        one: Option(value=one.value, text=text, description=description)
        for one, (text, description) in _CONTACT.items()
    }
    boxes = CheckboxesElement(
        action_id="welcomes",
        options=list(options.values()),
        initial_options=[options[one] for one in chosen] or None,
    )
    return InputBlock(
        block_id="welcomes",
        label="What contact you welcome",
        element=boxes,
        hint="Tick neither if you would rather not be contacted.",
        optional=True,
    )


def _public(*, public: bool) -> InputBlock:
    option = Option(
        value="public",
        text="Others can find me",
        description="Everybody in this Slack can then see all of the above.",
    )
    boxes = CheckboxesElement(
        action_id="public", options=[option], initial_options=[option] if public else None
    )
    return InputBlock(
        block_id="public",
        label="Who can see this",
        element=boxes,
        hint="If you leave it unticked, only you can. You can change your mind at any time, and it works at once.",
        optional=True,
    )


def _own_buttons(profile: Profile | None) -> list[ButtonElement]:
    buttons = [_open_button("Edit my profile" if profile else "Make my profile")]
    if profile and profile.public:
        buttons.append(
            ButtonElement(text="Stop being found", action_id=ids.PROFILE_WITHDRAW, value="withdraw")
        )
    return buttons


def _open_button(words: str) -> ButtonElement:
    return ButtonElement(text=words, action_id=ids.PROFILE_OPEN, value="open")


def _mine_button() -> ButtonElement:
    return ButtonElement(text="What is mine", action_id=ids.HOME_ME, value="mine")


def _delete_button() -> ButtonElement:
    return ButtonElement(
        text="Delete my profile",
        action_id=ids.PROFILE_DELETE,
        value="delete",
        style="danger",
        confirm=ConfirmObject(
            title="Delete your profile?",
            text="All of it is removed at once, and cannot be brought back. What you shared stays.",
            confirm="Delete",
            deny="Keep",
        ),
    )
