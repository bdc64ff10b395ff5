"""What is said of an import, in words."""

from collections.abc import Iterator

from bot.domain.items import Collaboration, Kind, Phase
from bot.services.importing import Outcome
from bot.services.tables.columns import Columns
from bot.services.tables.reading import FALLBACK
from bot.services.tables.table import Problem, RowProblem, Table, printable
from bot.views.refusals import field_problem

MOST_SHOWN = 10
CHOICES = {"kind": Kind, "phase": Phase, "open_to": Collaboration, "open_to_public": ("yes", "no")}
ROW_PROBLEMS = {
    "not_a_date": "“{value}” is not a date. Write it as 2026-11-18.",
    "not_a_member": "“{value}” is not a Slack member id such as U02ABC. Put names of people into contact.",
    "not_text": "This is a list or an object. Say which part of it, with a dot: --map lead.name=contact",
    "not_json": "This is not JSON: {value}.",
    "not_an_item": "This is not an object with fields.",
    "too_many_cells": "There are more cells than columns. Put quotation marks around a cell with a comma in it.",
    "quotation_marks": "The quotation marks do not match, or a cell is far too long.",
    "repeated": "It is the same as in {unit} {value}.",
    "same_row": "Kind, title and councils are the same as in {unit} {value}. Give both a source_id.",
    "not_kept": "{value}",
}


def summary(total: Outcome, *, dry_run: bool) -> str:
    """How many rows became what."""
    counts = (
        f"{total.new:,} new, {total.updated:,} updated, {total.unchanged:,} unchanged, "
        f"{len(total.refused):,} refused."
    )
    return f"Would import {counts} Nothing was written." if dry_run else f"Imported {counts}"


def refused(outcome: Outcome, unit: str) -> Iterator[str]:
    """A line for everything that is wrong with the rows that were refused."""
    for row in outcome.refused:
        for name, problem in row.problems.items():
            where = f"{unit.capitalize()} {row.at}{f', {name}' if name else ''}"
            yield printable(f"{where}: {_problem(name, problem, unit)}")


def notes(total: Outcome, table: Table, columns: Columns) -> Iterator[str]:
    """What somebody may want to put right before they import again."""
    if table.encoding == FALLBACK:
        yield "The file is not UTF-8. It was read as Windows-1252: check that £ and accents are right."
    if columns.unused:
        yield printable(f"Columns not used: {', '.join(columns.unused)}.")
    if total.loose_themes:
        most = total.loose_themes.most_common(MOST_SHOWN)
        more = len(total.loose_themes) - len(most)
        yield printable(
            "Themes Collab does not have were kept as words, which are found all the same: "
            + ", ".join(f"{name} ({count:,})" for name, count in most)
            + (f" and {more:,} more." if more else ".")
        )
        yield printable(f'To make one a theme: --map-value "themes:{most[0][0]}=…"')


def _problem(name: str, problem: Problem, unit: str) -> str:
    if isinstance(problem, RowProblem):
        code = "same_row" if problem.code == "repeated" and not name else problem.code
        return ROW_PROBLEMS[code].format(value=problem.value[:100], unit=unit)
    if problem.code == "missing":
        return f"There is no {name}."
    choices = f" They are: {', '.join(CHOICES[name])}." if problem.code == "unknown" else ""
    return field_problem(problem) + choices
