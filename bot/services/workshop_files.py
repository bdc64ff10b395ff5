"""What came out of a workshop, as files: Markdown to read, CSV for a spreadsheet, JSON for Trello.

Who wrote what in an anonymous workshop is in none of them, nor when: a minute could tell who it was.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.domain.checkin import read_checkin
from bot.domain.trello import to_trello
from bot.domain.workshop_results import FileKind, Result, Results, results
from bot.domain.workshops import Action, Contribution, ContributionKind, Format, WorkshopState
from bot.search.text import fold
from bot.services.tables.csv_tables import guarded

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!&])|^([-+=]|\d+[.)])(?=\s|$)", re.MULTILINE)
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")
LONGEST_NAME = 60
NOBODY: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopFile:
    """A file to hand out."""

    name: str
    content: bytes


def workshop_file(
    kind: FileKind, form: Format, state: WorkshopState, names: Mapping[str, str] = NOBODY
) -> WorkshopFile:
    """A workshop's file of one kind. `names` says what members are called; who is not in it is not named."""
    name = f"{form.key.value}-{_plain(state.workshop.subject)}".rstrip("-")[:LONGEST_NAME].rstrip("-")
    return WorkshopFile(name=f"{name}.{kind.value}", content=_content(kind, form, state, names))


def _content(kind: FileKind, form: Format, state: WorkshopState, names: Mapping[str, str]) -> bytes:
    match kind:
        case FileKind.MARKDOWN:
            return as_markdown(form, state, names).encode()
        case FileKind.CSV:
            return as_csv(form, state, names).encode("utf-8-sig")  # by which Excel knows UTF-8
        case FileKind.TRELLO:
            return json.dumps(to_trello(form, state), ensure_ascii=False, indent=1).encode()


def as_markdown(form: Format, state: WorkshopState, names: Mapping[str, str] = NOBODY) -> str:
    """Results by category, all contributions of each, and what people decided to do."""
    found = results(state, form.categories)
    workshop = state.workshop
    until = f", closed {workshop.closed_at:%-d %B %Y}" if workshop.closed_at else ""
    parts = [
        f"# {form.name}: {_marked(workshop.subject)}",
        f"{form.prompt}",
        f"Opened {workshop.opened_at:%-d %B %Y}{until}. {found.contributions:,} contributions, {found.votes:,} votes.",
    ]
    if form.kind is ContributionKind.RATINGS:
        parts += _ratings(form, state)
    for one in found.categories if form.kind is not ContributionKind.RATINGS else ():
        if one.results:
            parts += [f"## {_marked(one.category)}"] if one.category else []
            parts.append("\n".join(line for each in one.results for line in _lines(form, each, found)))
    if state.actions:
        parts += ["## What we decided to do", "\n".join(_to_do(one, names) for one in state.actions)]
    return "\n\n".join(parts) + "\n"


def as_csv(form: Format, state: WorkshopState, names: Mapping[str, str] = NOBODY) -> str:
    """A row a contribution, in the order of the results. No cell is run by a spreadsheet."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    rows = list(_rows(form, state, names))
    columns = list(rows[0]) if rows else ["category", "contribution", "votes"]
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row.values()])
    return file.getvalue()


def _ratings(form: Format, state: WorkshopState) -> Iterator[str]:
    """Each category with how it was rated, and the notes."""
    for one in read_checkin(state, state.workshop.settings.categories or form.categories).readings:
        yield f"## {_marked(one.category)}"
        if one.mean is None:
            yield "Nobody rated this."
        else:
            spread = f"spread {one.deviation or 0:.1f}"
            yield f"Mean {one.mean:+.1f}, {spread}, {_counted(one.people, 'rating')}."
        if one.notes:
            yield "\n".join(f"- {note.rating:+d}: {_marked(note.text)}" for note in one.notes)


def _lines(form: Format, one: Result, found: Results) -> Iterator[str]:
    """A result as an item of a list, numbered if people voted, with what its contributions say below it."""
    mark = f"{one.rank}." if found.votes else "-"
    tie = ", a tie" if one.tied and found.votes else ""
    votes = f" – {_counted(one.votes, 'vote')}{tie}" if found.votes else ""
    alone = one.contributions[0] if one.group_id is None else None
    yield f"{mark} {_marked(one.title) or '–'}{_beside(form, alone) if alone else ''}{votes}"
    if not alone:
        yield from (
            f"    - {_marked(' '.join(each.text.split()))}{_beside(form, each)}" for each in one.contributions
        )


def _beside(form: Format, one: Contribution) -> str:
    rated = f"{one.rating:+d}" if one.rating else "0"
    said = [
        rated if form.kind is ContributionKind.RATINGS else "",
        f"would save {one.saves:,g} {one.saves_unit}" if one.saves is not None else "",
    ]
    return "".join(f" ({each})" for each in said if each)


def _to_do(one: Action, names: Mapping[str, str]) -> str:
    about = f" (about: {_marked(one.about)})" if one.about else ""
    owner = f"{_marked(names[one.owner_id])}, by" if one.owner_id in names else "by"
    return f"- [{'x' if one.done_at else ' '}] {_marked(one.text)} – {owner} {one.due_on:%-d %B %Y}{about}"


def _rows(
    form: Format, state: WorkshopState, names: Mapping[str, str]
) -> Iterator[dict[str, str | float | int | None]]:
    anonymous = state.workshop.settings.anonymous
    for result in results(state, form.categories).ranked:
        for one in result.contributions:
            row: dict[str, str | float | int | None] = {
                "category": one.category,
                "contribution": one.text,
                "votes": state.contribution_votes.get(one.id, 0) + one.imported_votes,
            }
            if state.groups:
                grouped = result.group_id is not None
                row |= {
                    "group": result.title if grouped else "",
                    "group votes": result.votes if grouped else None,
                }
            row |= {"rank": result.rank, **{slot.label: one.slots.get(slot.key, "") for slot in form.slots}}
            if form.kind is ContributionKind.RATINGS:
                row["rating"] = one.rating
            if form.kind is ContributionKind.ESTIMATES:
                row |= {"would save": one.saves, "unit": one.saves_unit}
            if not anonymous:
                row["written"] = one.created_at.date().isoformat()
                row |= {"by": names.get(one.author, "")} if names else {}
            yield row


def _marked(text: str) -> str:
    r"""People's words on one line, where none of them is a mark of Markdown's.

    >>> _marked("# 2 * 3 <b>"), _marked("1. one")
    ('\\# 2 \\* 3 \\<b\\>', '1\\. one')
    """
    return _MARKS.sub(_escaped, " ".join(text.split()))


def _escaped(found: re.Match[str]) -> str:
    if found[1]:
        return f"\\{found[1]}"
    return f"{found[2][:-1]}\\{found[2][-1]}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _plain(text: str) -> str:
    return _NOT_IN_A_NAME.sub("-", fold(text)).strip("-")
