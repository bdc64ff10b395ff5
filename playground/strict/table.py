"""The table block: at most 100 rows of 20 cells, 10,000 characters in all."""

from playground.strict.node import Node
from playground.strict.rich_text import rich_text

ROWS, CELLS = 100, 20


def table(node: Node) -> None:
    node.only("type", "block_id", "rows", "column_settings")
    node.needs("rows")
    for row in node.each("rows", most=ROWS):
        _row(row)
    for each in node.each("column_settings", most=CELLS):
        if each.value is not None and each.is_object():
            each.only("align", "is_wrapped")
            each.one_of("align", "left", "center", "right")
            each.boolean("is_wrapped")


def _row(node: Node) -> None:
    if not isinstance(node.value, list):
        node.refuse("must be an array")
        return
    if len(node.value) > CELLS:
        node.refuse(f"no more than {CELLS} items allowed")
    for place in range(len(node.value)):
        cell = node.at(place)
        if not cell.is_object() or not cell.needs("type"):
            continue
        if cell.type == "raw_text":
            cell.only("type", "text")
            if cell.needs("text"):
                cell.string("text", most=10_000)
        elif cell.type == "rich_text":
            rich_text(cell)
        else:
            cell.at("type").refuse(f"unsupported type: {cell.type}")
