"""The forms of the manifesto: proposing and editing a text, objecting, adding guidance, and saying what one uses."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    Option,
    PlainTextInputElement,
    SectionBlock,
    StaticMultiSelectElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.consent import DAYS, REASON_LIMIT, TIME_TO_LOOK
from bot.domain.items import Item
from bot.domain.principles import (
    GUIDANCE_LIMIT,
    MEANING_LIMIT,
    SENTENCE_LIMIT,
    TITLE_LIMIT,
    Evidence,
    Principle,
    PrincipleText,
)
from bot.domain.rounds import USUAL_DAYS, Proposal
from bot.views import ids
from bot.views.blocks import small
from bot.views.menus import channel_menu
from bot.views.mrkdwn import bold, shortened
from bot.views.principles import (
    SECTIONS,
    TITLE_ROOM,
    as_pairs,
    evidence_of,
    listed_evidence,
    named,
    whole_text,
)

_METADATA = 3000
_EMPTY = PrincipleText(title="", sentence="")
_EVERYBODY = (
    "Once it is adopted, everybody in this workspace can read the text, and it may be published, even when the round "
    "was in a private channel. Reasons for objections stay in the channel."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeForm:
    """What the form of a proposal carries beside what people type: what led to it, or whose new text it is."""

    origin: tuple[Evidence, ...] = ()
    principle_id: int | None = None

    def written(self) -> str:
        """As a view's private metadata, which takes as much of the origin as fits."""
        kept = list(self.origin)
        while len(said := _as_json(kept, self.principle_id)) > _METADATA:
            kept.pop()
        return said

    @classmethod
    def read(cls, metadata: str) -> "ProposeForm":
        """From a view's private metadata."""
        kept = json.loads(metadata)
        return cls(origin=evidence_of(kept["origin"]), principle_id=kept["principle"])


def propose_form(form: ProposeForm, text: PrincipleText = _EMPTY, *, about: Principle | None = None) -> View:
    """A new principle, or another text of one that there is."""
    intro: list[Block] = []
    if about and about.stands:
        intro.append(
            SectionBlock(text=f"Another text for {named(about)}. Until it is adopted, the old one stands.")
        )
    if form.origin:
        led = f"What led to it. It is kept and shown with the principle:\n{listed_evidence(form.origin)}"
        intro.append(SectionBlock(text=led))
    days = {each: Option(value=str(each), text=f"{each} days") for each in DAYS}
    menu = StaticSelectElement(action_id="days", options=list(days.values()), initial_option=days[USUAL_DAYS])
    return View(
        type="modal",
        callback_id=ids.MANIFESTO_PROPOSE_FORM,
        private_metadata=form.written(),
        title="Propose a change" if about and about.stands else "Propose a principle",
        submit="Ask for consent",
        close="Cancel",
        blocks=[
            *intro,
            *_text_fields(text),
            InputBlock(
                block_id="channel",
                label="Whom to ask",
                element=channel_menu(),
                hint="Everybody in it can answer.",
            ),
            InputBlock(block_id="days", label="For how long", element=menu),
            small(_EVERYBODY),
        ],
    )


def edit_form(proposal: Proposal, *, sentence: str = "") -> View:
    """Another text in a round; `sentence` is what somebody who objects could agree to."""
    one, text = proposal.round, proposal.text
    if sentence:
        text = PrincipleText(title=text.title, sentence=sentence, meaning=text.meaning)
    days = TIME_TO_LOOK.days
    return View(
        type="modal",
        callback_id=ids.ROUND_EDIT_FORM,
        private_metadata=f"{one.id}:{one.version}",
        title="Edit the text",
        submit="Ask again",
        close="Cancel",
        blocks=[
            SectionBlock(
                text="I ask those who said yes again, and those who object whether this resolves it. "
                f"The round stays open for at least {days} days from now."
            ),
            *_text_fields(text),
        ],
    )


def object_form(proposal: Proposal, *, reason: str = "", amendment: str = "") -> View:
    """Why somebody cannot agree, and what they could agree to; as they wrote it, when they object already."""
    one = proposal.round
    why = PlainTextInputElement(
        action_id="reason", multiline=True, max_length=REASON_LIMIT, initial_value=reason or None
    )
    instead = PlainTextInputElement(
        action_id="amendment", multiline=True, max_length=SENTENCE_LIMIT, initial_value=amendment or None
    )
    where = (
        "Only this channel sees your reason." if one.private else "Everybody in the channel sees your reason."
    )
    return View(
        type="modal",
        callback_id=ids.ROUND_OBJECT_FORM,
        private_metadata=f"{one.id}:{one.version}",
        title="Object",
        submit="Object",
        close="Cancel",
        blocks=[
            *whole_text(proposal.text),
            InputBlock(
                block_id="reason",
                label="What harm would it do?",
                element=why,
                hint=f"{where} As long as your objection stands, the text is not adopted.",
            ),
            InputBlock(
                block_id="amendment",
                label="What sentence could you agree to?",
                element=instead,
                optional=True,
                hint="If you can: whoever proposed it may take it over.",
            ),
        ],
    )


def guide_form(principle: Principle) -> View:
    """Guidance to a principle, and the channel where people vote on it."""
    sections = StaticSelectElement(
        action_id="section",
        placeholder="Choose one",
        options=[Option(value=section.value, text=label) for section, label in SECTIONS.items()],
    )
    text = PlainTextInputElement(action_id="text", multiline=True, max_length=GUIDANCE_LIMIT)
    return View(
        type="modal",
        callback_id=ids.MANIFESTO_GUIDE_FORM,
        private_metadata=str(principle.id),
        title="Add guidance",
        submit="Add",
        close="Cancel",
        blocks=[
            SectionBlock(text=f"Help others with {named(principle)}."),
            InputBlock(block_id="section", label="What sort of guidance is it?", element=sections),
            InputBlock(block_id="text", label="Your guidance", element=text),
            InputBlock(
                block_id="channel",
                label="Where people vote on it",
                element=channel_menu(),
                hint="I post it there. Reactions are votes.",
            ),
            small("Everybody in this workspace can read it, and it may be published."),
        ],
    )


def uses_form(principle: Principle, items: Sequence[Item], using: set[int]) -> View:
    """Which of somebody's own items use a principle; they own one at least."""
    options = {item.id: Option(value=str(item.id), text=shortened(item.title, 75)) for item in items}
    menu = StaticMultiSelectElement(
        action_id="items",
        placeholder="Choose from yours",
        options=list(options.values()),
        initial_options=[option for item_id, option in options.items() if item_id in using] or None,
    )
    return View(
        type="modal",
        callback_id=ids.MANIFESTO_USE_FORM,
        private_metadata=str(principle.id),
        title="Our project uses this",
        submit="Save",
        close="Cancel",
        blocks=[
            SectionBlock(text=f"Which of yours use {named(principle)}?"),
            InputBlock(block_id="items", label="Your items", element=menu, optional=True),
        ],
    )


def item_principles_form(item: Item, principles: Sequence[Principle], used: Sequence[Principle]) -> View:
    """Which principles an item uses; there is one at least."""
    options = {
        one.id: Option(value=str(one.id), text=shortened(f"{one.number}. {one.text.title}", 75))
        for one in principles[:100]
    }
    chosen = [options[one.id] for one in used if one.id in options]
    menu = StaticMultiSelectElement(
        action_id="principles",
        placeholder="Choose principles",
        options=list(options.values()),
        initial_options=chosen or None,
    )
    return View(
        type="modal",
        callback_id=ids.ITEM_PRINCIPLES_FORM,
        private_metadata=str(item.id),
        title="Uses principle…",
        submit="Save",
        close="Cancel",
        blocks=[
            SectionBlock(text=f"Which principles does {bold(item.title, TITLE_ROOM)} use?"),
            InputBlock(block_id="principles", label="Principles", element=menu, optional=True),
        ],
    )


def _text_fields(text: PrincipleText) -> list[InputBlock]:
    title = PlainTextInputElement(
        action_id="title",
        max_length=TITLE_LIMIT,
        initial_value=text.title or None,
        placeholder="For example: Start with what people need",
    )
    sentence = PlainTextInputElement(
        action_id="sentence",
        multiline=True,
        max_length=SENTENCE_LIMIT,
        initial_value=text.sentence[:SENTENCE_LIMIT] or None,
    )
    meaning = PlainTextInputElement(
        action_id="meaning", multiline=True, max_length=MEANING_LIMIT, initial_value=text.meaning or None
    )
    return [
        InputBlock(block_id="title", label="Title", element=title),
        InputBlock(
            block_id="sentence", label="One sentence", element=sentence, hint="What we hold to, and why."
        ),
        InputBlock(
            block_id="meaning",
            label="What it means",
            element=meaning,
            optional=True,
            hint="So that everybody agrees to the same thing. How to do it and examples can be added later.",
        ),
    ]


def _as_json(origin: Sequence[Evidence], principle_id: int | None) -> str:
    return json.dumps({"origin": as_pairs(origin), "principle": principle_id}, ensure_ascii=False)
