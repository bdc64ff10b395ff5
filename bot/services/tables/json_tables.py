"""JSON in and out: `{"items": [...]}`, a bare list, or one item a line."""

import json
from collections.abc import Iterable, Mapping
from typing import Literal, TextIO

from bot.services.tables.table import RawRow, RowProblem, Table, Unreadable


def read_json(text: str, encoding: str) -> Table:
    """The table in a JSON file's text.

    Raises:
        Unreadable: it is not JSON.
    """
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        rows = _by_line(text)
        if len(rows) < 2:
            raise Unreadable(f"The file is not JSON: {error}.") from error
        return _table(rows, "line", encoding)
    return _table([_row(at, item) for at, item in enumerate(_items(whole), start=1)], "item", encoding)


def write_json(file: TextIO, rows: Iterable[Mapping[str, object]]) -> int:
    """Write a table to a file, an item a line; answers how many there are."""
    count = 0
    file.write('{"items": [')
    for count, row in enumerate(rows, start=1):
        file.write(",\n" if count > 1 else "\n")
        file.write(json.dumps(row, ensure_ascii=False))
    file.write("\n]}\n")
    return count


def _items(whole: object) -> list[object]:
    match whole:
        case {"items": list(items)} | list(items):
            return items
    return [whole]  # a file of one line


def _by_line(text: str) -> list[RawRow]:
    """The items of a file that has one a line, the broken ones too; none when it is not such a file."""
    lines = [(at, line) for at, line in enumerate(text.split("\n"), start=1) if line.strip()]
    return [_line(*line) for line in lines] if all(line.lstrip()[0] == "{" for _, line in lines) else []


def _line(at: int, line: str) -> RawRow:
    try:
        return _row(at, json.loads(line))
    except (ValueError, RecursionError) as error:
        return RawRow(at=at, fault=RowProblem(code="not_json", value=str(error)))


def _row(at: int, item: object) -> RawRow:
    if isinstance(item, dict):
        return RawRow(at=at, cells=item)
    return RawRow(at=at, fault=RowProblem(code="not_an_item"))


def _table(rows: list[RawRow], unit: Literal["line", "item"], encoding: str) -> Table:
    names = dict.fromkeys(name for row in rows for name in row.cells)
    length = rows[-1].at if rows else 0
    return Table(columns=tuple(names), rows=rows, length=length, unit=unit, encoding=encoding)
