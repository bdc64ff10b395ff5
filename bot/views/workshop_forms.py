"""The forms in which people contribute to a workshop, one for each kind of contribution.

`bot.views.workshop_answers` reads them, and says how their fields are called.
"""

import json
from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import (
    Block,
    DividerBlock,
    InputBlock,
    Option,
    PlainTextInputElement,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.estimates import SavesUnit, written_amount
from bot.domain.hmw import MAY_BE_EMPTY, slot_limit
from bot.domain.workshop_rules import words_may_change
from bot.domain.workshops import (
    TEXT_LIMIT,
    Contribution,
    ContributionKind,
    Format,
    Shown,
    Workshop,
    WorkshopPhase,
)
from bot.views import ids
from bot.views.blocks import small
from bot.views.mrkdwn import bold, excerpt, shortened
from bot.views.workshop_answers import NO_RATING

Entry = tuple[str, Contribution | None]

AT_ONCE = 3  # texts or wishes in one go
MOST_OWN = {ContributionKind.TEXT: 40, ContributionKind.SLOTS: 15}  # the newest: a modal takes 100 blocks
MOST_BYTES = (
    240_000  # Slack takes 250,000: of somebody who wrote that much, the oldest are left out of the form
)
MOST_HINTS = 5
HINT_ROOM = 300

RATINGS = {
    2: "+2 · Drives us on a lot",
    1: "+1 · Drives us on a little",
    0: "0 · Neither holds back nor drives",
    -1: "−1 · Holds us back a little",
    -2: "−2 · Holds us back a lot",
}


def contribution_form(
    form: Format,
    workshop: Workshop,
    *,
    own: Sequence[Contribution] = (),
    category: str = "",
    hints: Sequence[str] = (),
    adding: bool = True,
) -> View:
    """The form in which somebody writes.

    `own` is what they wrote before, to change or withdraw; without `adding` there is room for nothing else.
    `category` is chosen already; `hints` are risks that others found.
    """
    fresh: list[Entry] = [(f"new{number}", None) for number in range(_room(form, own) if adding else 0)]
    fields = {
        ContributionKind.TEXT: _texts,
        ContributionKind.SLOTS: _sentences,
        ContributionKind.ESTIMATES: _wishes,
        ContributionKind.RATINGS: _ratings,
    }[form.kind](form, workshop, own, category, fresh)
    view = View(
        type="modal",
        callback_id=ids.WORKSHOP_FORM,
        private_metadata=str(workshop.id),
        title=shortened(form.name, 24),
        submit="Save",
        close="Cancel",
        blocks=[
            SectionBlock(text=f"{bold(workshop.subject, 1000)}\n{form.prompt}"),
            *_hints(hints),
            *fields,
            small(_who_sees(workshop)),
        ],
    )
    if len(own) > 1 and len(json.dumps(view.to_dict())) > MOST_BYTES:
        newer = own[len(own) // 4 + 1 :]
        return contribution_form(form, workshop, own=newer, category=category, hints=hints, adding=adding)
    return view


def categories_of(form: Format, workshop: Workshop) -> tuple[str, ...]:
    """What contributions are sorted into: the facilitator's categories, or else the format's."""
    return workshop.settings.categories or form.categories


def _texts(
    form: Format, workshop: Workshop, own: Sequence[Contribution], category: str, fresh: Sequence[Entry]
) -> list[Block]:
    known = categories_of(form, workshop)
    blocks: list[Block] = []
    for number, (entry, one) in enumerate([*fresh, *_kept(form, own)], start=1):
        if number == len(fresh) + 1:
            blocks += _before(fresh)
        chosen = one.category if one else category if number == 1 else ""
        text = _typed("text", one.text if one else "", multiline=True)
        needed = number == 1 and not own
        label = f"{number}. In a sentence or two"
        blocks.append(_input("text", entry, label, text, hint=_how_it_stands(one), needed=needed))
        if known:
            menu = _menu("category", {name: name for name in (*known, chosen) if name}, chosen)
            blocks.append(_input("category", entry, f"{number}. Category", menu, needed=needed))
    return blocks


def _sentences(
    form: Format, _workshop: Workshop, own: Sequence[Contribution], _category: str, fresh: Sequence[Entry]
) -> list[Block]:
    blocks: list[Block] = []
    for place, (entry, one) in enumerate([*fresh, *_kept(form, own)]):
        if place == len(fresh):
            blocks += _before(fresh)
        if one:
            said = "\n".join(filter(None, [bold(one.text, 2800), _how_it_stands(one)]))
            blocks.append(SectionBlock(text=said))
        for slot in form.slots:
            said = one.slots.get(slot.key, "") if one else ""
            box = _typed(slot.key, said, limit=slot_limit(form))
            needed = not own and slot.key not in MAY_BE_EMPTY
            label = slot.label if len(own) + len(fresh) == 1 else f"{place + 1}. {slot.label}"
            hint = f"{slot.hint}. For example: {slot.example}"
            blocks.append(_input(slot.key, entry, label, box, hint=hint, needed=needed))
    return blocks


def _wishes(
    form: Format, _workshop: Workshop, own: Sequence[Contribution], _category: str, fresh: Sequence[Entry]
) -> list[Block]:
    blocks: list[Block] = []
    units = {unit.value: unit.capitalize() for unit in SavesUnit}
    for number, (entry, one) in enumerate([*_kept(form, own), *fresh], start=1):
        amount = written_amount(one.saves) if one and one.saves is not None else ""
        text = _typed("text", one.text if one else "")
        said = _typed("amount", amount, limit=60)
        menu = _menu("unit", units, one.saves_unit if one else "")
        about = "Your best guess: 2,500, £3k, or half a day a week. Leave it empty if you cannot say."
        blocks += [
            _input(
                "text",
                entry,
                f"{number}. What you would value",
                text,
                hint=_how_it_stands(one),
                needed=number == 1 and not own,
            ),
            _input(
                "amount",
                entry,
                f"{number}. What it would save you",
                said,
                hint=about if number == 1 else None,
            ),
            _input("unit", entry, f"{number}. Counted in", menu),
        ]
    return blocks


def _ratings(
    form: Format, workshop: Workshop, own: Sequence[Contribution], _category: str, fresh: Sequence[Entry]
) -> list[Block]:
    shown_last = sorted(own, key=lambda one: (one.late and not one.left_out, not one.left_out))
    said = {
        one.category: one for one in shown_last
    }  # what waits before what counts, and what was left out last
    known = categories_of(form, workshop) if fresh else ()
    blocks: list[Block] = []
    choices = {str(rating): words for rating, words in RATINGS.items()} | {NO_RATING: "Leave this one out"}
    for name in dict.fromkeys((*known, *said)):
        one = said.get(name)
        entry = f"own{one.id}.{name}" if one else f"new.{name}"
        chosen = str(one.rating) if one and one.rating is not None else ""
        note = _typed("note", one.text if one else "")
        blocks += [
            _input("rating", entry, name, _menu("rating", choices, chosen), hint=_how_it_stands(one)),
            _input("note", entry, f"{name}: why?", note),
        ]
    return blocks


def _room(form: Format, own: Sequence[Contribution]) -> int:
    """How many more there is room for in one go. Ratings have a field for each category in any case."""
    many = AT_ONCE if form.kind in {ContributionKind.TEXT, ContributionKind.ESTIMATES} else 1
    taken = [one for one in own if not (one.left_out or one.replaces)]
    return many if form.most_each is None else max(0, min(many, form.most_each - len(taken)))


def _kept(form: Format, own: Sequence[Contribution]) -> list[Entry]:
    return [(f"own{one.id}", one) for one in own[-MOST_OWN.get(form.kind, len(own) or 1) :]]


def _before(fresh: Sequence[Entry]) -> list[Block]:
    """What stands above what somebody wrote before, when there is room for more above it."""
    words = "*What you wrote before*\nChange it here, or empty it to withdraw it."
    return [DividerBlock(), SectionBlock(text=words)] if fresh else []


def _hints(hints: Sequence[str]) -> list[Block]:
    if not hints:
        return []
    lines = [f"• {excerpt(' '.join(one.split()), HINT_ROOM)}" for one in hints[:MOST_HINTS]]
    return [SectionBlock(text="\n".join(["*What others found in work like this*", *lines]))]


def _how_it_stands(one: Contribution | None) -> str | None:
    """What became of what came late."""
    if one is None or not one.late:
        return None
    return "Not let in. Change it to ask again." if one.left_out else "It came late, and waits to be let in."


def _who_sees(workshop: Workshop) -> str:
    name = "No name is kept with it." if workshop.settings.anonymous else "Your name is kept with it."
    if workshop.phase is not WorkshopPhase.GATHER:
        late = "What is new" if words_may_change(workshop) else "What you add or change"
        return f"Gathering has ended. {late} waits until those who lead the workshop let it in. {name}"
    when = "at once" if workshop.settings.shown is Shown.AT_ONCE else "when gathering ends"
    return f"Others see what you write {when}. {name} You can still change or withdraw it."


def _typed(
    name: str, said: str, *, limit: int = TEXT_LIMIT, multiline: bool = False
) -> PlainTextInputElement:
    return PlainTextInputElement(
        action_id=name, initial_value=said[:limit] or None, max_length=limit, multiline=multiline
    )


def _menu(name: str, choices: Mapping[str, str], chosen: str) -> StaticSelectElement:
    options = {value: Option(value=value, text=shortened(words, 75)) for value, words in choices.items()}
    return StaticSelectElement(
        action_id=name,
        placeholder="Choose one",
        options=list(options.values()),
        initial_option=options.get(chosen),
    )


def _input(
    name: str,
    entry: str,
    label: str,
    element: PlainTextInputElement | StaticSelectElement,
    *,
    hint: str | None = None,
    needed: bool = False,
) -> InputBlock:
    return InputBlock(
        block_id=f"{name}.{entry}", label=label, element=element, hint=hint, optional=not needed
    )
