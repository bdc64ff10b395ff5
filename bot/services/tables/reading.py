"""From the bytes of a file to a table: CSV or JSON, whichever it turns out to be."""

from bot.services.tables.csv_tables import read_csv
from bot.services.tables.json_tables import read_json
from bot.services.tables.table import Table, Unreadable

FALLBACK = "cp1252"  # what Excel on Windows writes when it does not write UTF-8

ZIP = b"PK\x03\x04"  # which .xlsx and .ods are


def read(data: bytes) -> Table:
    """The table that a file holds: JSON when it begins with a bracket or a brace, CSV otherwise.

    Raises:
        Unreadable: it holds no table.
    """
    if data.startswith(ZIP):
        raise Unreadable("The file is a spreadsheet. Save it as CSV, and import that.")
    encoding = _encoding(data)
    text = data.decode(encoding, errors="replace")
    if "\0" in text:
        raise Unreadable("The file is not text.")
    if not text.strip():
        raise Unreadable("The file is empty.")
    reader = read_json if text.lstrip()[0] in "[{" else read_csv
    return reader(text, encoding)


def _encoding(data: bytes) -> str:
    """UTF-8, with or without a byte order mark; UTF-16 with one; else Windows-1252, which takes any bytes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return FALLBACK
    return "utf-8-sig"
