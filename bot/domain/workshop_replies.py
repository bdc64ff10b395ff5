"""What somebody contributes by a reply in the thread, such as "culture: nobody owned it"."""

import difflib
import re
from collections.abc import Iterator

from bot.domain.estimates import estimate_in
from bot.domain.hmw import sentence, slot_limit
from bot.domain.refusals import FieldProblem, InvalidContribution
from bot.domain.workshops import TEXT_LIMIT, ContributionKind, Format, NewContribution, Workshop

_RATING = (
    r"(?:\s*:\s*(?P<said>[+−–-]?[0-2])|{before}(?P<signed>[+−–-][0-2]))"  # a colon, or a sign at the number
    r"(?![\w%/]|\s?[–−-]\s?\d|[.,:]\d)[\s:,.;–-]*(?P<note>.*)"  # not 1.5, 2/5, 1-2 or 1:30
)
_RATED = re.compile(_RATING.format(before=r"\s*"), re.DOTALL)
_SOMETHING_RATED = re.compile(r"(?P<category>.+?)" + _RATING.format(before=r"\s+"), re.DOTALL)
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


def _named(categories: tuple[str, ...], said: str) -> Iterator[tuple[str, str]]:
    """The categories with whose whole names somebody begins, the longest first, each with what follows."""
    for name in sorted(categories, key=len, reverse=True):
        found = re.match(rf"{re.escape(name)}(?!\w)", said, re.IGNORECASE)
        if found:
            yield name, said[found.end() :]


def _text(form: Format, workshop: Workshop, said: str) -> NewContribution | None:
    categories = workshop.settings.categories or form.categories
    for name, rest in _named(categories, said):
        before, colon, text = rest.partition(":")
        if colon and not before.strip() and text.strip():
            return NewContribution(category=name, text=text.strip())
    before, colon, text = said.partition(":")
    category = category_meant(categories, before)
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
    categories = workshop.settings.categories or form.categories
    for name, rest in _named(categories, said):
        if found := _RATED.fullmatch(rest):
            return _rated(name, found)
    found = _SOMETHING_RATED.fullmatch(said)
    category = category_meant(categories, found["category"]) if found else None
    return _rated(category, found) if found and category else None


def _rated(category: str, found: re.Match[str]) -> NewContribution:
    rating = int(re.sub(r"[−–]", "-", found["said"] or found["signed"]))
    return NewContribution(category=category, text=found["note"].strip(), rating=rating)
