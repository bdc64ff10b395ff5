"""A table as a file holds it: rows of cells, under names that are the file's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.domain.refusals import FieldProblem


class Unreadable(Exception):
    """A file, or what was said about its columns, makes no sense. The message says why, in words."""

    def __init__(self, words: str) -> None:
        super().__init__(printable(words))


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """What is wrong with a row or a cell, beyond what can be wrong with a form."""

    code: Literal[
        "not_a_date",
        "not_a_member",
        "not_text",
        "not_json",
        "not_an_item",
        "too_many_cells",
        "quotation_marks",
        "repeated",
        "not_kept",
    ]
    value: str = ""


Problem = FieldProblem | RowProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRow:
    """One row as it was read.

    `at` is where it is: the line it begins on in a CSV file, the number of the item in a JSON file.
    A row with a `fault` could not be read, and has no cells.
    """

    at: int
    cells: Mapping[str, object] = field(default_factory=dict)
    fault: RowProblem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file's rows. `length` is where the last one is, counted in `unit`s as `RawRow.at` is."""

    columns: tuple[str, ...]
    rows: Iterable[RawRow]
    length: int
    unit: Literal["line", "item"]
    encoding: str


def printable(text: str) -> str:
    r"""Text from a file that can be shown on a terminal: control characters would be acted upon.

    >>> printable("\x1b[2Jgone")
    ' [2Jgone'
    """
    return "".join(character if character.isprintable() else " " for character in text)
