"""The manifesto for people outside Slack: a web page that needs nothing but itself, and Markdown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from bot.domain.manifesto import PrinciplePage
from bot.domain.principles import Guidance, Section
from bot.views.figures import counted, people
from bot.views.items import kind_and_phase
from bot.views.principles import SECTIONS
from bot.views.templates import template

TITLE = "Our principles"
INTRO = (
    "What we have learned, and hold to. Each principle was adopted by consent: everybody could object, and it stands "
    "because nobody’s objection did."
)
_BULLET = re.compile(r"[-*•]\s+")
_MARKED = re.compile(r"([\\`*_{}\[\]<>#|&~])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voted:
    """Guidance, and in words how many vote for it: nothing where nobody does."""

    text: str
    votes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a principle, under a heading: prose, guidance, lines of fact, then a list."""

    heading: str
    text: str = ""
    guidance: tuple[Voted, ...] = ()
    facts: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A principle as it is published: without a person's name."""

    number: int
    title: str
    sentence: str
    parts: tuple[Part, ...]


def as_html(
    pages: Sequence[PrinciplePage], *, today: date, title: str = TITLE, name_items: bool = False
) -> str:
    """A whole web page: no scripts, nothing fetched from elsewhere, everything that people wrote escaped."""
    return template("manifesto.html").render(
        title=title,
        intro=INTRO,
        as_of=_as_of(pages, today),
        principles=[published(page, name_items=name_items) for page in pages],
        prose=_html,
    )


def as_markdown(
    pages: Sequence[PrinciplePage], *, today: date, title: str = TITLE, name_items: bool = False
) -> str:
    """The same in Markdown (CommonMark); what people wrote cannot pose as more than words."""
    lines = [f"# {_escaped(title)}", "", INTRO, ""]
    for page in pages:
        one = published(page, name_items=name_items)
        lines += [f"## {one.number}. {_escaped(one.title)}", "", f"**{_escaped(one.sentence)}**", ""]
        for part in one.parts:
            lines += [f"### {part.heading}", "", *_markdown(part.text)]
            for each in part.guidance:
                said = [*_markdown(each.text), each.votes]
                lines += [f"> {line}".rstrip() for line in (said if each.votes else said[:-2])]
                lines.append("")
            for fact in part.facts:
                lines += [_escaped(fact), ""]
            lines += [*(f"- {_escaped(item)}" for item in part.listed), *([""] if part.listed else [])]
    lines += ["---", "", _escaped(_as_of(pages, today))]
    return "\n".join(lines) + "\n"


def published(page: PrinciplePage, *, name_items: bool) -> Published:
    """What is published of a principle; a part that has nothing to say is left out."""
    parts = (
        Part(
            heading=heading,
            text=page.principle.text.meaning if section is Section.MEANING else "",
            guidance=tuple(map(_voted, page.guidance_in(section))),
            facts=_origin(page) if section is Section.ORIGIN else (),
            listed=tuple(one.title for one in page.principle.evidence) if section is Section.ORIGIN else (),
        )
        for section, heading in SECTIONS.items()
    )
    return Published(
        number=page.principle.number or 0,
        title=page.principle.text.title,
        sentence=page.principle.text.sentence,
        parts=(
            *(part for part in parts if part.text or part.guidance or part.facts or part.listed),
            _used(page, name_items=name_items),
        ),
    )


def prose(text: str) -> Iterator[tuple[str, list[str]]]:
    r"""What people wrote as paragraphs ("p", their lines) and lists ("ul", their items).

    >>> list(prose("Ask first.\n\n- early\n- often"))
    [('p', ['Ask first.']), ('ul', ['early', 'often'])]
    """
    kind, lines = "p", list[str]()
    for line in [*text.splitlines(), ""]:
        words = line.strip()
        bullet = _BULLET.match(words)
        if lines and (not words or (kind == "ul") is not bool(bullet)):
            yield kind, lines
            lines = []
        if words:
            kind = "ul" if bullet else "p"
            lines.append(words[bullet.end() :] if bullet else words)


def _html(text: str) -> Markup:
    """What people wrote, escaped, its paragraphs, lists and web addresses marked up."""
    made = Markup()
    for kind, lines in prose(text):
        said = [_linked(line) for line in lines]
        if kind == "ul":
            items = Markup("\n").join(Markup("<li>{}</li>").format(line) for line in said)
            made += Markup("<ul>\n{}\n</ul>\n").format(items)
        else:
            made += Markup("<p>{}</p>\n").format(Markup("<br>\n").join(said))
    return made


_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]’”]")


def _linked(words: str) -> Markup:
    """Words with their web addresses as links; only http and https are any."""
    made, at = Markup(), 0
    for found in _ADDRESS.finditer(words):
        made += words[at : found.start()]
        made += Markup('<a href="{0}">{0}</a>').format(found[0])
        at = found.end()
    return made + words[at:]


def _markdown(text: str) -> list[str]:
    lines: list[str] = []
    for kind, found in prose(text):
        if kind == "ul":
            lines += [f"- {_escaped(one)}" for one in found]
        else:
            lines += [f"{_escaped(one)}\\" for one in found[:-1]] + [_escaped(found[-1])]
        lines.append("")
    return lines


def _escaped(words: str) -> str:
    r"""Words that mean themselves in Markdown.

    >>> _escaped("- *R&D*"), _escaped("1. one")
    ('\\- \\*R\\&D\\*', '1\\. one')
    """
    marked = _MARKED.sub(r"\\\1", " ".join(words.split()))
    return _LINE_START.sub(_not_a_list, marked)


def _not_a_list(start: re.Match[str]) -> str:
    return f"{start[1]}{start[2]}\\" if start[2].isdecimal() else f"{start[1]}\\{start[2]}"


def _voted(one: Guidance) -> Voted:
    found = counted(one.votes, "person finds", "people find")
    return Voted(text=one.text, votes=f"{found} this helpful." if one.votes else "")


def _origin(page: PrinciplePage) -> tuple[str, ...]:
    facts = []
    if page.adoption:
        aside = f", {page.adoption.stood_aside} stood aside" if page.adoption.stood_aside else ""
        agreed = people(page.adoption.agreed)
        facts.append(
            f"Adopted by consent on {page.adoption.at:%-d %B %Y}: {agreed} agreed{aside}, no objection stood."
        )
    if page.principle.evidence:
        facts.append("It comes from what people said in workshops:")
    return tuple(facts)


def _used(page: PrinciplePage, *, name_items: bool) -> Part:
    heading = "Who uses it"
    if not page.uses:
        return Part(heading=heading, facts=("No work that we know of uses it yet.",))
    fact = "1 piece of work uses it." if len(page.uses) == 1 else f"{len(page.uses):,} pieces of work use it."
    if not name_items:
        return Part(heading=heading, facts=(fact,))
    named = tuple(f"{item.title} ({', '.join([kind_and_phase(item), *item.councils])})" for item in page.uses)
    return Part(heading=heading, facts=(fact,), listed=named)


def _as_of(pages: Sequence[PrinciplePage], today: date) -> str:
    return f"{counted(len(pages), 'principle')}, as of {today:%-d %B %Y}."
