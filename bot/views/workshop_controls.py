"""How a workshop is set up and led: the form that opens it, and its settings."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    SectionBlock,
    StaticSelectElement,
    UserMultiSelectElement,
)
from slack_sdk.models.views import View

from bot.data.formats import formats
from bot.domain.workshop_rules import Setup, setup_of, votes_stand
from bot.domain.workshops import (
    SUBJECT_LIMIT,
    Format,
    FormatKey,
    Shown,
    VoteMode,
    Workshop,
    WorkshopPhase,
    WorkshopSettings,
)
from bot.views import ids
from bot.views.form_state import State, element_of, option_of, options_of, text_of
from bot.views.message import Message
from bot.views.mrkdwn import excerpt, listing, shortened
from bot.views.workshop_words import PHASES

MOST_OTHERS = 50  # who lead it too: the form remembers them, and has room for 3,000 characters
_OPEN_ENDED, _TIMED, _BY_ITSELF = "open", "timed", "by_itself"
_ANY = "any"
_VOTES_EACH = (1, 2, 3, 5, 10)
_SHOWN = {
    Shown.AFTER_GATHERING: "When gathering ends",
    Shown.AT_ONCE: "At once",
}
_VOTE_MODES = {
    VoteMode.EMOJI: "With reactions in the thread",
    VoteMode.BLIND: "With buttons that only the voter sees; the counts show at the end",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What the form that opens a workshop has to remember."""

    format: FormatKey
    channel_id: str
    private: bool

    def written(self) -> str:
        """As text, for the form."""
        return json.dumps({"format": self.format, "channel": self.channel_id, "private": self.private})

    @classmethod
    def read(cls, written: str) -> "Opening":
        """Out of such text."""
        said = json.loads(written)
        return cls(format=FormatKey(said["format"]), channel_id=said["channel"], private=said["private"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Changing:
    """What the form of a workshop's settings has to remember: what it showed, so that only what is changed changes."""

    workshop_id: int
    shown: Setup

    def written(self) -> str:
        """As text, for the form."""
        return json.dumps({"workshop": self.workshop_id, **asdict(self.shown)}, ensure_ascii=False)

    @classmethod
    def read(cls, written: str) -> "Changing":
        """Out of such text."""
        said = json.loads(written)
        kept = said["settings"]
        settings = WorkshopSettings(
            **kept
            | {
                "categories": tuple(kept["categories"]),
                "shown": Shown(kept["shown"]),
                "vote_mode": VoteMode(kept["vote_mode"]),
            }
        )
        return cls(
            workshop_id=said["workshop"],
            shown=Setup(subject=said["subject"], facilitators=tuple(said["facilitators"]), settings=settings),
        )


def opening_form(form: Format, opening: Opening, subject: str = "") -> View:
    """The form that opens a workshop in a channel."""
    wanted = Setup(
        subject=subject[:SUBJECT_LIMIT],
        facilitators=(),
        settings=WorkshopSettings(categories=form.categories),
    )
    return View(
        type="modal",
        callback_id=ids.WORKSHOP_OPEN_FORM,
        private_metadata=opening.written(),
        title=shortened(form.name, 24),
        submit="Begin",
        close="Cancel",
        blocks=[
            SectionBlock(
                text=f"{form.summary} One message in this channel shows how it goes; the rest is in its thread."
            ),
            *_fields(form, wanted, of=None),
        ],
    )


def settings_form(workshop: Workshop) -> View:
    """The form that changes how a workshop goes, from now on."""
    form = formats()[workshop.format]
    shown = setup_of(workshop, form)
    return View(
        type="modal",
        callback_id=ids.WORKSHOP_SETTINGS_FORM,
        private_metadata=Changing(workshop_id=workshop.id, shown=shown).written(),
        title="Settings",
        submit="Save",
        close="Cancel",
        blocks=_fields(form, shown, of=workshop),
    )


def set_in(state: State, shown: Setup | None = None) -> Setup:
    """What somebody chose in either form. What it did not ask stays as it was `shown`."""
    before = shown.settings if shown else WorkshopSettings()
    votes = option_of(state, "votes_each") or _ANY
    pace = option_of(state, "pace")
    lines = [" ".join(line.split()) for line in text_of(state, "categories").splitlines()]
    return Setup(
        subject=text_of(state, "subject").strip(),
        facilitators=tuple(element_of(state, "facilitators").get("selected_users") or ()),
        settings=WorkshopSettings(
            categories=tuple(dict.fromkeys(filter(None, lines))),
            anonymous=before.anonymous or bool(options_of(state, "anonymous")),
            shown=Shown(option_of(state, "shown") or Shown.AFTER_GATHERING),
            vote_mode=VoteMode(option_of(state, "vote_mode") or before.vote_mode),
            votes_each=None if votes == _ANY else int(votes),
            timed=pace in {_TIMED, _BY_ITSELF},
            moves_on=pace == _BY_ITSELF,
        ),
    )


def start_message(form: Format, subject: str) -> Message:
    """For where no form can open by itself: a button that opens it."""
    words = f"{form.name}: {form.summary}"
    value = json.dumps({"format": form.key, "subject": subject[:SUBJECT_LIMIT]})
    button = ButtonElement(text="Set it up", action_id=ids.WORKSHOP_START, value=value, style="primary")
    return Message(text=words, blocks=[SectionBlock(text=words), ActionsBlock(elements=[button])])


def begun_words(form: Format, subject: str) -> str:
    """For whoever began a workshop."""
    return (
        f"{form.name}: “{excerpt(subject, 800)}” is on its way to the channel. "
        "You lead it: the buttons below its board are yours."
    )


def _fields(form: Format, shown: Setup, *, of: Workshop | None) -> list[Block]:
    """What the form asks; `of` is the workshop that there is already."""
    settings = shown.settings
    about = PlainTextInputElement(
        action_id="subject", initial_value=shown.subject or None, max_length=SUBJECT_LIMIT
    )
    label = form.about[0].upper() + form.about[1:]
    blocks: list[Block] = [InputBlock(block_id="subject", label=label, element=about)]
    if form.categories:
        lines = "\n".join(settings.categories)
        box = PlainTextInputElement(
            action_id="categories", initial_value=lines, multiline=True, max_length=1000
        )
        blocks.append(InputBlock(block_id="categories", label="Categories", element=box, hint="One a line."))
    blocks.append(_radio("shown", "When people see what others wrote", _SHOWN, settings.shown))
    if of is None:
        yes = Option(value="yes", text="Keep no names. Nobody in Slack can see who wrote what.")
        box_of_one = CheckboxesElement(action_id="anonymous", options=[yes])
        blocks.append(InputBlock(block_id="anonymous", label="Anonymous", element=box_of_one, optional=True))
    if WorkshopPhase.VOTE in form.phases:
        blocks += [_how_to_vote(settings, of), _votes(settings)]
    return [*blocks, _pace(form, settings), _others(shown.facilitators)]


def _how_to_vote(settings: WorkshopSettings, of: Workshop | None) -> Block:
    """Not to be changed while people vote: what they chose would be undone."""
    if of and votes_stand(of):
        words = f"*How people vote*\n{_VOTE_MODES[settings.vote_mode]}. Go back to group to change how people vote."
        return SectionBlock(text=words)
    hint = "When people have voted before, they vote anew." if of else None
    return _radio("vote_mode", "How people vote", _VOTE_MODES, settings.vote_mode, hint=hint)


def _votes(settings: WorkshopSettings) -> InputBlock:
    choices = {_ANY: "As many as they like", **{str(number): str(number) for number in _VOTES_EACH}}
    if settings.votes_each:
        choices.setdefault(str(settings.votes_each), str(settings.votes_each))
    options = {value: Option(value=value, text=words) for value, words in choices.items()}
    menu = StaticSelectElement(
        action_id="votes_each",
        options=list(options.values()),
        initial_option=options[str(settings.votes_each or _ANY)],
    )
    return InputBlock(block_id="votes_each", label="Votes each", element=menu)


def _pace(form: Format, settings: WorkshopSettings) -> InputBlock:
    minutes = listing(f"{PHASES[phase].lower()} {number}" for phase, number in form.minutes.items())
    choices = {
        _OPEN_ENDED: "Over hours or days: you say when it moves on",
        _TIMED: "In minutes: you are told when time is up",
        _BY_ITSELF: "In minutes: it moves on by itself",
    }
    chosen = _BY_ITSELF if settings.moves_on else _TIMED if settings.timed else _OPEN_ENDED
    return _radio("pace", "How fast", choices, chosen, hint=f"In minutes: {minutes}. You can give more.")


def _others(chosen: tuple[str, ...]) -> InputBlock:
    menu = UserMultiSelectElement(
        action_id="facilitators",
        placeholder="Nobody else",
        initial_users=list(chosen) or None,
        max_selected_items=max(MOST_OTHERS, len(chosen)),
    )
    return InputBlock(block_id="facilitators", label="Who leads it with you", element=menu, optional=True)


def _radio(
    name: str, label: str, choices: Mapping[Any, str], chosen: str, *, hint: str | None = None
) -> InputBlock:
    options = {str(value): Option(value=str(value), text=words) for value, words in choices.items()}
    element = RadioButtonsElement(
        action_id=name, options=list(options.values()), initial_option=options[str(chosen)]
    )
    return InputBlock(block_id=name, label=label, element=element, hint=hint)
