"""What was filled in in the form of a workshop.

A field's block is called `<field>.<entry>`. An entry is `new<number>`, or `own<id>` for what somebody wrote before;
a rating's has its category after another full stop.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.domain.estimates import SavesUnit, estimate_in
from bot.domain.hmw import MAY_BE_EMPTY, sentence, slot_limit
from bot.domain.refusals import FieldProblem, InvalidContribution
from bot.domain.workshops import TEXT_LIMIT, ContributionKind, Format, NewContribution
from bot.views.form_state import State

NO_RATING = "none"
_MISSING = FieldProblem(code="missing")
_NOT_CHOSEN = FieldProblem(code="not_chosen")
_OWN = re.compile(r"own(\d+)")

Fields = Mapping[str, str]
Problems = dict[str, FieldProblem]


def read_form(form: Format, state: State) -> tuple[tuple[NewContribution, ...], tuple[int, ...]]:
    """What a form says, and the ids of what somebody wrote before and has emptied.

    Raises:
        InvalidContribution: at the fields that are wrong, or at the first one when nothing was filled in at all.
    """
    written: list[NewContribution] = []
    withdrawn: list[int] = []
    problems: Problems = {}
    for entry, one, wrong in _entries(form, state):
        own = _own(entry)
        problems |= {f"{field}.{entry}": problem for field, problem in wrong.items()}
        if one:
            written.append(one)
        elif own and not wrong:
            withdrawn.append(own)
    if not (written or withdrawn or problems):
        problems = {_first(form, state): _NOT_CHOSEN if form.kind is ContributionKind.RATINGS else _MISSING}
    if problems:
        raise InvalidContribution(problems)
    return tuple(written), tuple(withdrawn)


def _entries(form: Format, state: State) -> Iterator[tuple[str, NewContribution | None, Problems]]:
    """Each entry with what it says (None: it is empty) and what is wrong with it."""
    said: dict[str, dict[str, str]] = {}
    for block_id, block in state.items():
        field, _, entry = block_id.partition(".")
        for answer in block.values():
            said.setdefault(entry, {})[field] = _said(answer)
    for entry, fields in said.items():
        problems: Problems = {}
        one = _READ[form.kind](form, entry, fields, problems)
        yield entry, None if problems else one, problems


def _text(_form: Format, entry: str, fields: Fields, problems: Problems) -> NewContribution | None:
    text, category = fields["text"], fields.get("category", "")
    if not text:  # a category alone says nothing: the menu may have come filled in
        return None
    _check_length(problems, fields, "text")
    if "category" in fields and not category:
        problems["category"] = _NOT_CHOSEN
    return NewContribution(category=category, text=text, replaces=_own(entry))


def _slots(form: Format, entry: str, fields: Fields, problems: Problems) -> NewContribution | None:
    slots = {slot.key: " ".join(fields.get(slot.key, "").split()) for slot in form.slots}
    if not any(slots.values()):
        return None
    for key, said in slots.items():
        if not said and key not in MAY_BE_EMPTY:
            problems[key] = _MISSING
    _check_length(problems, fields, *slots, limit=slot_limit(form))
    return NewContribution(text=sentence(form, slots), slots=slots, replaces=_own(entry))


def _wish(_form: Format, entry: str, fields: Fields, problems: Problems) -> NewContribution | None:
    text, amount, unit = " ".join(fields["text"].split()), fields["amount"], fields["unit"]
    if not text and not amount:
        return None
    if not text:
        problems["text"] = _MISSING
    _check_length(problems, fields, "text")
    try:
        estimate = estimate_in(amount, SavesUnit(unit) if unit else None)
    except InvalidContribution as error:
        problems.update(error.problems)
        return None
    if estimate is None:
        return NewContribution(text=text, replaces=_own(entry))
    return NewContribution(
        text=text, saves=estimate.amount, saves_unit=estimate.unit.value, replaces=_own(entry)
    )


def _rating(_form: Format, entry: str, fields: Fields, problems: Problems) -> NewContribution | None:
    left_out = fields["rating"] == NO_RATING
    said = "" if left_out else fields["rating"]
    if not said and (not fields["note"] or (left_out and _own(entry))):
        return None  # somebody who takes a rating back takes its note back too
    _check_length(problems, fields, "note")
    if not said:
        problems["rating"] = _NOT_CHOSEN
        return None
    category = entry.partition(".")[2]
    return NewContribution(category=category, text=fields["note"], rating=int(said), replaces=_own(entry))


_READ: Mapping[ContributionKind, Callable[[Format, str, Fields, Problems], NewContribution | None]] = {
    ContributionKind.TEXT: _text,
    ContributionKind.SLOTS: _slots,
    ContributionKind.ESTIMATES: _wish,
    ContributionKind.RATINGS: _rating,
}
_FIRST_FIELD = {
    ContributionKind.TEXT: "text",
    ContributionKind.ESTIMATES: "text",
    ContributionKind.RATINGS: "rating",
}


def _first(form: Format, state: State) -> str:
    """The field at which to say that nothing was filled in."""
    wanted = _FIRST_FIELD.get(form.kind) or form.slots[0].key
    return next(block_id for block_id in state if block_id.partition(".")[0] == wanted)


def _own(entry: str) -> int | None:
    found = _OWN.match(entry)
    return int(found[1]) if found else None


def _check_length(problems: Problems, fields: Fields, *names: str, limit: int = TEXT_LIMIT) -> None:
    for name in names:
        if len(fields.get(name, "")) > limit:
            problems[name] = FieldProblem(code="too_long", limit=limit)


def _said(answer: Mapping[str, Any]) -> str:
    chosen = answer.get("selected_option")
    words = chosen["value"] if chosen else answer.get("value")
    return str(words or "").replace("\0", "").strip()
