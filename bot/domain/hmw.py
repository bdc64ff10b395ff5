"""How-might-we questions: put together from their slots, and made better.

Advice goes by words, not by understanding. On 45 questions that its rules had never seen it was right when it spoke in
67% (no verb) to 100% of cases, and spoke in 50% (no verb) to 83% of those where it should: `tests/domain/test_hmw.py`
measures that for each kind (docs/decisions/0031). So it is given after saving, and never stands in the way.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter

from bot.domain import hmw_words as words
from bot.domain.items import DESCRIPTION_LIMIT, SUMMARY_LIMIT, TITLE_LIMIT, ItemContent, Kind
from bot.domain.workshops import TEXT_LIMIT, Format

MAY_BE_EMPTY = frozenset({"outcome"})
"""Slots that a question can do without: it is weaker then, and we say so after it is saved."""
_AT_THE_ENDS = " \t\r\n.,;:!?…"
_SAID_ALREADY = re.compile(r"^(?:how might we|so that|so)\b[\s,:]*", re.IGNORECASE)
_TWICE = re.compile(r"\b(to|for|of|with|in|by|we|so that|the)\s+\1\b", re.IGNORECASE)
_ENDING = re.compile(r"(?:ies|es|s|ing|ed|er|ers)$")


class Weakness(StrEnum):
    """What may make a question weak."""

    TOO_BROAD = "too broad"
    SOLUTION = "solution"
    NO_OUTCOME = "no outcome"
    NO_VERB = "no verb"
    TWO_QUESTIONS = "two questions"
    BLAME = "blame"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What would make a question better: what is weak and why, and an example of better."""

    weakness: Weakness
    slot: str
    says: str
    better: str


Slots = Mapping[str, str]


def advice(slots: Slots) -> tuple[Advice, ...]:
    """What would make a question of the slots `action`, `who`, `what` and `outcome` better; nothing for a good one."""
    said = {key: _plain(slots.get(key, "")) for key in ("action", "who", "what", "outcome")}
    found = []
    for weakness, look in _LOOK.items():
        if slot := look(said):
            says, better = _SAYS[weakness]
            found.append(Advice(weakness=weakness, slot=slot, says=says, better=better))
    return tuple(found)


def slot_limit(form: Format) -> int:
    """The most characters of a slot, such that the whole sentence is within `TEXT_LIMIT`."""
    return (TEXT_LIMIT - len(form.sentence)) // len(form.slots)


def sentence(form: Format, slots: Slots) -> str:
    """The sentence that slots make, without repeating what stands at the seams; an empty slot leaves no gap.

    >>> from bot.data.formats import formats
    >>> from bot.domain.workshops import FormatKey
    >>> said = {"action": "How might we help", "who": "tenants to", "what": "to book a repair.", "outcome": ""}
    >>> sentence(formats()[FormatKey.HMW], said)
    'How might we help tenants to book a repair?'
    """
    made, ending = "", ""
    for literal, name, _, _ in Formatter().parse(form.sentence):
        said = _inside(_plain(slots.get(name, ""))) if name else ""
        if name is None:
            ending = literal
        elif said or not made:
            made += literal + said
    return _TWICE.sub(r"\1", " ".join(made.split())) + ending


def as_item_content(kind: Kind, question: str, *, outcome: str = "", about: str = "") -> ItemContent:
    """A question as a new item, for somebody to finish: a long one is cut in the title and whole in the description.

    `about` is what the workshop was about.
    """
    title = question if len(question) <= TITLE_LIMIT else question[: TITLE_LIMIT - 1].rsplit(" ", 1)[0] + "…"
    summary = f"The aim is that {_plain(outcome)}." if outcome else ""
    lines = [question, f"From a workshop about {about}." if about else ""]
    return ItemContent(
        kind=kind,
        title=title,
        summary=summary if len(summary) <= SUMMARY_LIMIT else "",
        description="\n\n".join(filter(None, lines))[:DESCRIPTION_LIMIT],
    )


def _too_broad(said: Slots) -> str | None:
    who, what = _bare(said["who"]), _bare(said["what"])
    if not who or words.EVERYBODY.fullmatch(who) or words.ALL_OF_A_KIND.fullmatch(who):
        return "who"
    aims = (what, f"{said['action'].casefold()} {who}", f"{said['action'].casefold()} {who} {what}")
    if words.EVERYTHING.search(what) or any(words.BROAD_AIMS.fullmatch(one.strip()) for one in aims):
        return "what"
    return None


def _solution(said: Slots) -> str | None:
    if words.MAKING_IT.match(_bare(said["action"])):
        return "action"
    for slot in ("action", "what"):
        text = said[slot]
        if words.TECHNOLOGY.search(text.casefold()) or words.USE_OF_A_PRODUCT.search(text):
            return slot
        if words.PRODUCTS.search(text, 1):
            return slot
    # "roll out · Power BI", but not "help · people who are afraid of websites"
    return (
        "who"
        if words.TECHNOLOGY.match(
            re.sub(r"^(?:(?:an?|one|new|single|shared|online|simple) )*", "", _bare(said["who"]))
        )
        else None
    )


def _no_outcome(said: Slots) -> str | None:
    outcome = said["outcome"].casefold()
    tokens = set(re.findall(r"[\w’']+", outcome))
    before = _content(f"{said['action']} {said['who']} {said['what']}")
    if tokens <= words.SAYS_NOTHING or _content(outcome) <= before:
        return "outcome"
    return "outcome" if words.US.match(outcome) or words.OUR_FIGURES.search(outcome) else None


def _no_verb(said: Slots) -> str | None:
    first, *_ = re.findall(r"[\w’'-]+", _bare(said["action"])) or [""]
    if first in words.VERBS:
        return None
    known = not first or first in words.NO_ACTION or words.THING_ENDINGS.fullmatch(first)
    return "action" if known else None


def _two_questions(said: Slots) -> str | None:
    return next((slot for slot in ("action", "who", "what") if _is_two(said[slot].casefold())), None)


def _is_two(text: str) -> bool:
    if words.TWO.search(text):
        return True
    found = words.AND_THEN.search(text)
    if not found:
        return False
    sure = found["verb"] not in words.NOT_VERBS_AFTER_AND or found["what"] in words.OBJECT_BEGINS
    # "find and apply for" does two things to one thing; "find a home and apply for work" are two
    return found["verb"] in words.VERBS and sure and found["before"].split()[-1] not in words.VERBS


def _blame(said: Slots) -> str | None:
    if _bare(said["action"]).startswith("force"):
        return "action"
    slots = ("action", "who", "what", "outcome")
    return next((slot for slot in slots if words.BLAME.search(said[slot].casefold())), None)


_LOOK: Mapping[Weakness, Callable[[Slots], str | None]] = {
    Weakness.TOO_BROAD: _too_broad,
    Weakness.SOLUTION: _solution,
    Weakness.NO_OUTCOME: _no_outcome,
    Weakness.NO_VERB: _no_verb,
    Weakness.TWO_QUESTIONS: _two_questions,
    Weakness.BLAME: _blame,
}
_SAYS = {
    Weakness.TOO_BROAD: (
        "This may be too broad to start on, because nobody can picture one person whom it would help.",
        "tenants with damp homes · to get a repair the first time they ask",
    ),
    Weakness.SOLUTION: (
        "This may name a solution already, which keeps other answers out: say what people need to be able to do.",
        "instead of “build an app”, help · residents · to say where a pothole is",
    ),
    Weakness.NO_OUTCOME: (
        "Say what will be better for the people when it works, so that you can tell whether it did.",
        "so that · their children stay well",
    ),
    Weakness.NO_VERB: (
        "Begin with what we would do, because a verb makes people think of ways to do it.",
        "help · make it easier for · reduce",
    ),
    Weakness.TWO_QUESTIONS: (
        "These may be two questions, and each gets better answers by itself. Write the other one separately.",
        "help · new arrivals · to find a doctor",
    ),
    Weakness.BLAME: (
        "This may sound as if somebody were at fault. Ask what gets in their way: that is where ideas come from.",
        "help · busy managers · to answer requests in time",
    ),
}


def _plain(said: str) -> str:
    """A slot without what the sentence says by itself: its opening words, and the mark at its end."""
    tidy = " ".join(said.split()).strip(_AT_THE_ENDS)
    return _SAID_ALREADY.sub("", tidy)


def _inside(said: str) -> str:
    """A slot as it stands inside a sentence. What may be a name keeps its capital."""
    first = re.split(r"[^A-Za-z]", said, maxsplit=1)[0]
    known = first.istitle() and first.casefold() in words.VERBS | words.STOP_WORDS | words.PEOPLE
    return said[:1].lower() + said[1:] if known and first != "I" else said


def _bare(said: str) -> str:
    """A slot in small letters, without the words that join it to the one before."""
    return re.sub(r"^(?:(?:to|for|with|the|better|quickly)\s+)*", "", said.casefold())


def _content(said: str) -> set[str]:
    """The words that say something, without their endings."""
    return {
        _ENDING.sub("", one) for one in re.findall(r"[\w’']+", said.casefold()) if one not in words.STOP_WORDS
    }
