"""What somebody contributes by a reply in the thread, such as "culture: nobody owned it"."""

import difflib
import re

from bot.domain.estimates import estimate_in
from bot.domain.hmw import sentence, slot_limit
from bot.domain.refusals import FieldProblem, InvalidContribution
from bot.domain.workshops import TEXT_LIMIT, ContributionKind, Format, NewContribution, Workshop

_RATED = re.compile(
    r"(?P<category>[^:+\d−–-]+?)\s*:?\s*(?P<rating>[+−–-]?\s?[0-2])\b(?!\d)[\s:,.;–-]*(?P<note>.*)", re.DOTALL
)
_SLOTS = re.compile(r"\s*[·|;]\s*")
_NEARLY = 0.8  # how much of a category's name must be right
_SHORTEST = 3  # letters of a category's beginning that stand for it


def understood(form: Format, workshop: Workshop, said: str) -> NewContribution | None:
    """What a reply contributes; None when it is talk, or cannot be understood.

    Raises:
        InvalidContribution: it is too long.
    """
    found: NewContribution | None
    match form.kind:
        case ContributionKind.TEXT:
            found = _text(form, workshop, said)
        case ContributionKind.SLOTS:
            found = _slots(form, said)
        case ContributionKind.ESTIMATES:
            found = _wish(said)
        case ContributionKind.RATINGS:
            found = _rating(form, workshop, said)
    if found and len(found.text) > TEXT_LIMIT:
        raise InvalidContribution({"text": FieldProblem(code="too_long", limit=TEXT_LIMIT)})
    return found


def category_meant(categories: tuple[str, ...], said: str) -> str | None:
    """The category that somebody names, in any case, by its beginning, or with a slip.

    >>> [category_meant(("Culture", "Decision Making"), one) for one in ("CULTURE", "decision", "cultrue", "cu", "law")]
    ['Culture', 'Decision Making', 'Culture', None, None]
    """
    wanted = " ".join(said.casefold().split())
    known = {one.casefold(): one for one in categories}
    if wanted in known:
        return known[wanted]
    begun = [one for folded, one in known.items() if len(wanted) >= _SHORTEST and folded.startswith(wanted)]
    if len(begun) == 1:
        return begun[0]
    near = difflib.get_close_matches(wanted, known, n=1, cutoff=_NEARLY)
    return known[near[0]] if near else None


def _text(form: Format, workshop: Workshop, said: str) -> NewContribution | None:
    before, colon, text = said.partition(":")
    category = category_meant(workshop.settings.categories or form.categories, before)
    if not colon or not text.strip() or category is None:
        return None
    return NewContribution(category=category, text=text.strip())


def _slots(form: Format, said: str) -> NewContribution | None:
    parts = [part.strip() for part in _SLOTS.split(said) if part.strip()]
    if len(parts) != len(form.slots):
        return None
    slots = {slot.key: part for slot, part in zip(form.slots, parts, strict=True)}
    if max(map(len, parts)) > slot_limit(form):
        raise InvalidContribution({"text": FieldProblem(code="too_long", limit=slot_limit(form))})
    return NewContribution(text=sentence(form, slots), slots=slots)


def _wish(said: str) -> NewContribution | None:
    text, colon, amount = said.rpartition(":")
    if not colon or not text.strip():
        return None
    try:
        estimate = estimate_in(amount)
    except InvalidContribution:
        return None
    if estimate is None:
        return None
    return NewContribution(text=text.strip(), saves=estimate.amount, saves_unit=estimate.unit.value)


def _rating(form: Format, workshop: Workshop, said: str) -> NewContribution | None:
    found = _RATED.fullmatch(said.strip())
    if not found:
        return None
    category = category_meant(workshop.settings.categories or form.categories, found["category"])
    if category is None:
        return None
    rating = int(re.sub(r"[−–]", "-", found["rating"]).replace(" ", ""))
    return NewContribution(category=category, text=found["note"].strip(), rating=rating)
