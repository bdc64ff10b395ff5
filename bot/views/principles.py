"""Principles in words, and the small things that every view of the manifesto has."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from slack_sdk.models.blocks import ButtonElement, SectionBlock

from bot.domain.principles import Evidence, Principle, PrincipleText, Section
from bot.views import ids
from bot.views.mrkdwn import bold, escape, excerpt, parts, shortened

TITLE_ROOM = 300
SENTENCE_ROOM = 600
_BUTTON_VALUE = 2000

SECTIONS = {
    Section.MEANING: "What it means",
    Section.HOW_TO: "How to do it",
    Section.EXAMPLES: "Examples",
    Section.ORIGIN: "Where it comes from",
}
"""What people read above each part of the guidance."""


def named(principle: Principle) -> str:
    """A principle's number and title in bold: "1. Design with people"."""
    number = f"{principle.number}. " if principle.number else ""
    return bold(f"{number}{principle.text.title}", TITLE_ROOM)


def text_block(text: PrincipleText, *, title: str = "", meaning_room: int = 1200) -> SectionBlock:
    """A text that people are asked about, as much of it as fits."""
    lines = [title or bold(text.title, TITLE_ROOM), excerpt(text.sentence, SENTENCE_ROOM)]
    if text.meaning:
        lines.append(f"\n{excerpt(text.meaning, meaning_room)}")
    return SectionBlock(text="\n".join(lines))


def whole_text(text: PrincipleText, *, title: str = "") -> list[SectionBlock]:
    """A text that people are asked about, with all that it means."""
    return [text_block(replace(text, meaning=""), title=title), *paragraphs(text.meaning)]


def paragraphs(words: str) -> list[SectionBlock]:
    """All of people's words, in as few blocks as take them."""
    return [SectionBlock(text=part) for part in parts(words, 3000)] if words else []


def moment(when: datetime) -> str:
    """A day and a time in the reader's own time zone, with a plain fallback."""
    plain = f"{when:%-d %B %Y at %H:%M} UTC"
    return f"<!date^{int(when.timestamp())}^{{date}} at {{time}}|{plain}>"


def propose_button(
    label: str = "Propose a principle", *, origin: Sequence[Evidence] = (), sentence: str = ""
) -> ButtonElement:
    """Opens the form for a new principle, wherever it stands. `origin`, what led to it, is kept with the principle.

    What does not fit a button is left out, from the end of `origin`.
    """
    kept = list(origin)
    while len(value := _as_value(kept, sentence)) > _BUTTON_VALUE and kept:
        kept.pop()
    if len(value) > _BUTTON_VALUE:
        value = _as_value((), "")
    return ButtonElement(text=label, action_id=ids.MANIFESTO_PROPOSE, value=value)


def read_value(value: str) -> tuple[tuple[Evidence, ...], str]:
    """What such a button carries: the origin and the sentence."""
    kept = json.loads(value)
    return evidence_of(kept["origin"]), str(kept["sentence"])


def as_pairs(origin: Sequence[Evidence]) -> list[list[object]]:
    """Evidence as JSON takes it."""
    return [[one.workshop_id, one.title] for one in origin]


def evidence_of(pairs: Sequence[Sequence[object]]) -> tuple[Evidence, ...]:
    """The other way round."""
    return tuple(
        Evidence(workshop_id=workshop if isinstance(workshop, int) else None, title=str(title))
        for workshop, title in pairs
    )


def listed_evidence(origin: Sequence[Evidence], limit: int = 2500) -> str:
    """What led to a principle, a line each, in mrkdwn; how many more there are when they do not all fit."""
    lines: list[str] = []
    room = limit - 20
    for number, one in enumerate(origin):
        line = f"• {excerpt(one.title, 500)}"
        room -= len(line) + 1
        if room < 0:
            return "\n".join([*lines, f"and {len(origin) - number} more"])
        lines.append(line)
    return "\n".join(lines)


def labelled(label: str, title: str) -> str:
    """What a screen reader says of a button that belongs to a principle."""
    return shortened(f"{label}: {title}", 75)


def plain(principle: Principle) -> str:
    """A principle's number and title for a message's plain text."""
    number = f"{principle.number}. " if principle.number else ""
    return escape(f"{number}{principle.text.title}")


def _as_value(origin: Sequence[Evidence], sentence: str) -> str:
    return json.dumps({"origin": as_pairs(origin), "sentence": sentence}, ensure_ascii=False)
