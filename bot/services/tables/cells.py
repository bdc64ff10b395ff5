"""What one cell says: a text, or several. JSON has lists for these; in CSV they are parted by `;` or new lines."""

import json
import re
from collections.abc import Sequence

from bot.services.tables.table import Problem, RowProblem


class Unfit(Exception):
    """A cell that cannot be what it should be."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def text(value: object) -> str:
    """A cell as one text, trimmed, and without the two kinds of character that no database keeps.

    Raises:
        Unfit: it is a list or an object.
    """
    match value:
        case str():
            return clean(value)
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return str(value)
    raise Unfit(RowProblem(code="not_text"))


def texts(value: object) -> tuple[str, ...]:
    """A cell as several texts, without empty ones.

    >>> texts("waste; housing"), texts(["a; b", None]), texts('["a; b"]')
    (('waste', 'housing'), ('a; b',), ('a; b',))

    Raises:
        Unfit: something in it is a list, or an object other than a link.
    """
    if isinstance(value, list):
        return tuple(filter(None, map(_element, value)))
    whole = _element(value)
    if whole.startswith("["):
        try:
            listed = json.loads(whole)
        except (ValueError, RecursionError):
            pass
        else:
            return texts(listed)
    parts = re.split(r"[\r\n]+", whole) if "\n" in whole or "\r" in whole else whole.split(";")
    return tuple(filter(None, (part.strip(" \t;") for part in parts)))


def as_text(value: object) -> str:
    """What a CSV cell says for a value: what `text` or `texts` makes the same value of."""
    if isinstance(value, list | tuple):
        return _listed([_element(one) for one in value])
    return text(value)


def clean(said: str) -> str:
    """Text that any database keeps: no NUL, and no half of a pair of surrogates."""
    if "\0" in said:
        said = said.replace("\0", "")
    return (said if said.isascii() else said.encode("utf-8", errors="replace").decode()).strip()


def _element(value: object) -> str:
    match value:
        case {"url": url, **others}:
            return f"{text(others.get('title'))} {text(url)}".strip()
    return text(value)


def _listed(values: Sequence[str]) -> str:
    joined = "; ".join(values)
    if any(mark in one for one in values for mark in ";\r\n") or joined.startswith("["):
        return json.dumps(values, ensure_ascii=False)
    return joined
