"""What is said of a list of councils, in words."""

from collections.abc import Iterator, Sequence

from bot.data.councils import COLUMNS, NAME_LIMIT, CellProblem
from bot.domain.councils import OrganisationType, Setting
from bot.services.council_lists import BadLine, ListOutcome
from bot.services.tables.table import Table, printable

MOST_SHOWN = 20
PROBLEMS = {
    "missing": "There is no {column}.",
    "unknown": "“{value}” is not one of the choices. They are: {choices}.",
    "not_a_number": "“{value}” is not a number that this can be.",
    "too_long": "Use {limit} characters or fewer.",
    "only_one": "Give both the latitude and the longitude, or neither.",
    "repeated": "It is the same as in {unit} {value}.",
    "no_such_code": "There is no organisation with the code “{value}”, here or in the list that Collab has.",
    "in_itself": "“{value}” would lie in itself.",
    "not_text": "This is an object. Give a text, or a list of texts.",
    "not_json": "This is not JSON: {value}.",
    "not_an_item": "This is not an object with fields.",
    "too_many_cells": "There are more cells than columns. Put quotation marks around a cell with a comma in it.",
    "quotation_marks": "The quotation marks do not match, or a cell is far too long.",
}
CHOICES = {"type": [*OrganisationType], "setting": [*Setting], "closed": ["yes", "no"]}


def refused(bad: Sequence[BadLine], unit: str) -> Iterator[str]:
    """A line for everything that is wrong with a list."""
    for line in bad:
        for problem in line.problems:
            where = f"{unit.capitalize()} {line.at}{f', {problem.column}' if problem.column else ''}"
            yield printable(f"{where}: {problem_in_words(problem, unit)}")


def problem_in_words(problem: CellProblem, unit: str) -> str:
    """What is wrong with a cell."""
    return PROBLEMS[problem.code].format(
        column=problem.column,
        value=problem.value[:100],
        unit=unit,
        limit=NAME_LIMIT,
        choices=", ".join(CHOICES.get(problem.column, ())),
    )


def unused(table: Table) -> Iterator[str]:
    """The columns that say nothing to us."""
    if names := [name for name in table.columns if name not in COLUMNS]:
        yield printable(f"Columns not used: {', '.join(names)}.")


def summary(outcome: ListOutcome, *, dry_run: bool) -> str:
    """How many organisations became what."""
    counts = f"{outcome.new:,} new, {outcome.changed:,} changed, {outcome.unchanged:,} unchanged."
    return f"Would take in {counts} Nothing was written." if dry_run else f"Took in {counts}"


def unknown_names(unknown: Sequence[tuple[str, int]]) -> Iterator[str]:
    """The names on items that stand for nobody known; filters of place do not find those."""
    if not unknown:
        return
    yield "Names on items that stand for nobody in the list, which near:, in: and like: cannot find:"
    yield from (printable(f"  {name} ({count:,})") for name, count in unknown[:MOST_SHOWN])
    if len(unknown) > MOST_SHOWN:
        yield f"  and {len(unknown) - MOST_SHOWN:,} more."
    yield 'To add one: collab councils add "Name" --type supplier'
