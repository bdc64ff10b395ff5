"""CSV in and out. What a spreadsheet would run as a formula is written with an apostrophe before it."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TextIO

from bot.services.tables.cells import as_text
from bot.services.tables.table import RawRow, RowProblem, Table, Unreadable

DELIMITERS = ",;\t"
_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""How a cell begins that a spreadsheet takes for a formula (owasp.org, "CSV Injection"), guarded or not."""


def guarded(text: str) -> str:
    """A cell that no spreadsheet runs.

    >>> guarded("=1+1"), guarded("1+1"), guarded("'=1+1")
    ("'=1+1", '1+1', "''=1+1")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given.

    >>> unguarded("'=1+1"), unguarded("'tis the season"), unguarded("''=1+1")
    ('=1+1', "'tis the season", "'=1+1")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def read_csv(text: str, encoding: str) -> Table:
    """The table in a CSV file's text; its first line names the columns.

    Raises:
        Unreadable: the first line does not name the columns, each once.
    """
    lines = list(io.StringIO(text, newline=""))  # the only way that splits where csv does, and nowhere else
    delimiter = _delimiter(lines)
    records = _records(lines, delimiter)
    _, header = next(records, (0, []))
    if isinstance(header, RowProblem):
        raise Unreadable("The first line should name the columns, but its quotation marks do not match.")
    columns = [unguarded(name).strip() for name in header]
    if twice := [name for name in columns if name and columns.count(name) > 1]:
        raise Unreadable(f"Two columns are called “{twice[0]}”. Give each a name of its own.")
    return Table(
        columns=tuple(name for name in columns if name),
        rows=_rows(records, columns),
        length=len(lines),
        unit="line",
        encoding=encoding,
    )


def write_csv(file: TextIO, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> int:
    """Write a table to a file that was opened with newline=""; answers how many rows it has."""
    writer = csv.writer(file)
    writer.writerow(columns)
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007 - the last one is the answer
        writer.writerow([guarded(as_text(row[name])) for name in columns])
    return count


def _rows(records: Iterator[tuple[int, list[str] | RowProblem]], columns: Sequence[str]) -> Iterator[RawRow]:
    for at, record in records:
        if isinstance(record, RowProblem):
            yield RawRow(at=at, fault=record)
        elif any(cell.strip() for cell in record[len(columns) :]):
            yield RawRow(at=at, fault=RowProblem(code="too_many_cells"))
        else:
            cells = {name: unguarded(cell) for name, cell in zip(columns, record, strict=False) if name}
            yield RawRow(at=at, cells=dict.fromkeys(filter(None, columns), "") | cells)


def _records(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str] | RowProblem]]:
    """Each record that is not blank, with the line it begins on.

    One that cannot be read is given up after its first line, so that a quotation mark nobody closed costs no more
    than the row it is in.
    """
    start = 0
    while start < len(lines):
        reader = csv.reader((lines[n] for n in range(start, len(lines))), delimiter=delimiter, strict=True)
        at = start
        try:
            while True:
                at = start + reader.line_num + 1
                record = next(reader)
                if any(cell.strip() for cell in record):
                    yield at, record
        except StopIteration:
            return
        except csv.Error:
            yield at, RowProblem(code="quotation_marks")
            start = at


def _delimiter(lines: Sequence[str]) -> str:
    """The one that parts the first line into the most columns."""
    first = next((line for line in lines if line.strip()), "")
    return max(DELIMITERS, key=lambda each: len(next(csv.reader([first[:10_000]], delimiter=each))))
