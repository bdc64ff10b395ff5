"""What people decided to do: the form that notes it, and word of it; and looking back."""

from collections.abc import Mapping, Sequence
from datetime import date

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DatePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    SectionBlock,
    StaticSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.refusals import FieldProblem, InvalidFields
from bot.domain.workshop_results import Result
from bot.domain.workshop_votes import Choice
from bot.domain.workshops import TEXT_LIMIT, Action, Happened, NewAction, Workshop, WorkshopState
from bot.views import ids
from bot.views.form_state import State, element_of, option_of, text_of
from bot.views.message import Message
from bot.views.mrkdwn import bold, excerpt, shortened, user
from bot.views.workshop_words import form_of

TEXT_ROOM = 2500
ABOUT_ROOM = 300
SUBJECT_ROOM = 750
_HAPPENED = {
    Happened.YES: "It happened",
    Happened.PARTLY: "It happened in part",
    Happened.NO: "It did not happen",
}


def action_form(workshop: Workshop, top: Sequence[Result], *, owner_id: str, due_on: date) -> View:
    """The form that notes what somebody will do."""
    box = PlainTextInputElement(action_id="text", multiline=True, max_length=TEXT_LIMIT)
    blocks: list[Block] = [
        InputBlock(block_id="text", label="What we will do", element=box),
        InputBlock(
            block_id="owner",
            label="Who does it",
            element=UserSelectElement(action_id="owner", initial_user=owner_id),
        ),
        InputBlock(
            block_id="due_on",
            label="By when",
            element=DatePickerElement(action_id="due_on", initial_date=due_on.isoformat()),
            hint="They get a reminder on that day.",
        ),
    ]
    options = [Option(value=str(one.choice), text=shortened(one.title, 75)) for one in top if one.title]
    if options:
        menu = StaticSelectElement(action_id="about", placeholder="Nothing in particular", options=options)
        blocks.append(InputBlock(block_id="about", label="About", element=menu, optional=True))
    return View(
        type="modal",
        callback_id=ids.WORKSHOP_ACTION_FORM,
        private_metadata=str(workshop.id),
        title="Note an action",
        submit="Note it",
        close="Cancel",
        blocks=blocks,
    )


def noted_in(state: State) -> tuple[NewAction, Choice | None]:
    """What somebody filled in, and which of the results that the form offered it is about."""
    about = option_of(state, "about")
    new = NewAction(
        text=text_of(state, "text"),
        owner_id=str(element_of(state, "owner")["selected_user"]),
        due_on=date.fromisoformat(element_of(state, "due_on")["selected_date"]),
    )
    return new, Choice.of(about) if about else None


def noted_message(action: Action) -> Message:
    """For the thread."""
    words = (
        f"Decided: {excerpt(action.text, TEXT_ROOM)}\n{user(action.owner_id)}, by {action.due_on:%-d %B %Y}"
    )
    if action.about:
        words = f"{words}\nAbout {bold(action.about, ABOUT_ROOM)}"
    return Message(text=words[:2900], blocks=[SectionBlock(text=words[:3000])])


def due_message(state: WorkshopState, action: Action) -> Message:
    """To whoever said that they would do it: alone, or in the thread of a private channel."""
    workshop = state.workshop
    about = f"{form_of(workshop).name}: “{excerpt(workshop.subject, SUBJECT_ROOM)}”"
    words = f"{user(action.owner_id)}, you said you would do this by {action.due_on:%-d %B}. How is it going?"
    buttons = [
        ButtonElement(text="Done", action_id=ids.WORKSHOP_DONE, value=str(action.id), style="primary"),
        ButtonElement(
            text="Remind me in a week",
            action_id=ids.WORKSHOP_PUT_OFF,
            value=f"{action.id}:{action.due_on.isoformat()}",
        ),
    ]
    return Message(
        text=words,
        blocks=[
            SectionBlock(text=f"{about}\n{words}"),
            SectionBlock(text=excerpt(action.text, TEXT_ROOM)),
            ActionsBlock(elements=buttons),
        ],
    )


def changed_message(action: Action) -> Message:
    """In the place of the reminder."""
    if action.done_at:
        words = f"Thank you. This is done: {excerpt(action.text, TEXT_ROOM)}"
    else:
        words = f"I will remind you on {action.due_on:%-d %B}: {excerpt(action.text, TEXT_ROOM)}"
    return Message(text=words, blocks=[SectionBlock(text=words)])


def look_back_message(state: WorkshopState) -> Message:
    """For the thread, three months later."""
    words = (
        "Three months ago you imagined how this could go badly. Did it happen? "
        "Your answer helps those who do the next pre-mortem."
    )
    tell = ButtonElement(
        text="Say what happened",
        action_id=ids.WORKSHOP_LOOK_BACK,
        value=str(state.workshop.id),
        style="primary",
    )
    return Message(text=words, blocks=[SectionBlock(text=words), ActionsBlock(elements=[tell])])


def look_back_form(workshop: Workshop, top: Sequence[Result], said: Mapping[str, Happened]) -> View:
    """The form that asks whether what was feared most did happen, with what people have `said` already."""
    blocks: list[Block] = []
    for place, one in enumerate(top):
        options = {value: Option(value=value.value, text=words) for value, words in _HAPPENED.items()}
        chosen = options[said[one.title]] if one.title in said else None
        element = RadioButtonsElement(
            action_id="happened", options=list(options.values()), initial_option=chosen
        )
        label = shortened(one.title or one.category or "It", 150)
        blocks.append(InputBlock(block_id=f"risk{place}", label=label, element=element, optional=True))
    if not blocks:
        words = SectionBlock(text="Nobody wrote anything in this workshop.")
        return View(type="modal", title="Looking back", close="Close", blocks=[words])
    return View(
        type="modal",
        callback_id=ids.WORKSHOP_LOOK_BACK_FORM,
        private_metadata=str(workshop.id),
        title="Looking back",
        submit="Save",
        close="Cancel",
        blocks=blocks,
    )


def happened_in(state: State) -> dict[int, Happened]:
    """What somebody chose, by place.

    Raises:
        InvalidFields: they chose nothing at all.
    """
    found = {}
    for block_id, block in state.items():
        option = block["happened"].get("selected_option")
        if option:
            found[int(block_id.removeprefix("risk"))] = Happened(option["value"])
    if not found:
        raise InvalidFields({"risk0": FieldProblem(code="not_chosen")})
    return found
