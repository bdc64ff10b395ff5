"""The councils that ship with the bot, and what a row of such a list says.

`councils.csv` is compiled by `tools/councils/compile.py`, which says where its facts come from.
`collab councils import` takes lists of the same form.
"""

import csv
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import TypeVar

from bot.domain.council_names import core, folded, shortened
from bot.domain.councils import Council, OrganisationType, Setting
from bot.domain.gazetteer import Gazetteer

COLUMNS = (
    "code",
    "name",
    "short_name",
    "other_names",
    "type",
    "nation",
    "region",
    "part_of",
    "latitude",
    "longitude",
    "setting",
    "population",
    "domains",
    "closed",
    "successors",
)
NAME_LIMIT = 100
_Choice = TypeVar("_Choice", OrganisationType, Setting)
_Number = TypeVar("_Number", int, float)
_COMBINED = (["ca"], ["cca"], ["authority"])
_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"", "no", "n", "false", "0"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CellProblem:
    """What is wrong with a cell of a list of councils; `bot.commands.council_words` has the words for each code."""

    column: str
    code: str
    value: str = ""


class BadCells(Exception):
    """A row says something that makes no sense; with every cell that is wrong."""

    def __init__(self, problems: list[CellProblem]) -> None:
        super().__init__(problems)
        self.problems = problems


@functools.cache
def councils() -> tuple[Council, ...]:
    """Every council that ships with the bot, closed ones too."""
    text = resources.files("bot.data").joinpath("councils.csv").read_text(encoding="utf-8")
    return tuple(council_of(row) for row in csv.DictReader(text.splitlines()))


@functools.cache
def gazetteer() -> Gazetteer:
    """The councils that ship with the bot, ready to be asked."""
    return Gazetteer(councils())


@functools.lru_cache(maxsize=10_000)
def is_place(text: str) -> bool:
    """Whether a name in full is that of a council, a region or a nation, and its last word a part of it.

    >>> is_place("West Sussex"), is_place("Sussex housing"), is_place("Dorset council")
    (True, False, False)
    """
    last, own = folded(text).split()[-1:], core(text).split()[-1:]
    ends = last == own or (own == ["combined"] and last in _COMBINED)
    return bool(last) and ends and gazetteer().is_place(text)


def key_of(name: str) -> str:
    """The key of an organisation that has no code of the ONS.

    >>> key_of("Acme & Sons Ltd (sample)")
    '~acme-and-sons-ltd-sample'
    """
    return f"~{folded(name).replace(' ', '-')}"[:60]


def council_of(cells: Mapping[str, str]) -> Council:
    """What a row says, its cells by the names of COLUMNS; those that are not there are empty.

    Raises:
        BadCells: with every cell that is wrong.
    """
    said = {name: " ".join((cells.get(name) or "").replace('"', "").split()) for name in COLUMNS}
    problems = [
        CellProblem(column=name, code="too_long", value=said[name])
        for name in ("code", "name", "short_name", "nation", "region")
        if len(said[name]) > NAME_LIMIT
    ]
    if not folded(said["name"]):
        problems.append(CellProblem(column="name", code="missing"))
    sort = _one(OrganisationType, "type", said, problems)
    if not said["type"]:
        problems.append(CellProblem(column="type", code="missing"))
    setting = _one(Setting, "setting", said, problems)
    latitude, longitude = _degrees("latitude", 90, said, problems), _degrees("longitude", 180, said, problems)
    if bool(said["latitude"]) != bool(said["longitude"]):
        problems.append(CellProblem(column="longitude", code="only_one"))
    population = _number("population", int, said, problems)
    if said["closed"].casefold() not in _YES | _NO:
        problems.append(CellProblem(column="closed", code="unknown", value=said["closed"]))
    if problems or sort is None:
        raise BadCells(problems)
    return Council(
        code=said["code"] or key_of(said["name"]),
        name=said["name"],
        short_name=said["short_name"] or shortened(said["name"]),
        type=sort,
        nation=said["nation"],
        region=said["region"],
        part_of=_several(said["part_of"]),
        latitude=latitude,
        longitude=longitude,
        setting=setting,
        population=population,
        other_names=_several(said["other_names"]),
        domains=_several(said["domains"].casefold()),
        closed=said["closed"].casefold() in _YES,
        successors=_several(said["successors"]),
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (one.strip() for one in cell.split(";")))))


def _one(
    choices: type[_Choice], column: str, said: Mapping[str, str], problems: list[CellProblem]
) -> _Choice | None:
    for choice in choices:
        if said[column].casefold() == choice.value.casefold():
            return choice
    if said[column]:
        problems.append(CellProblem(column=column, code="unknown", value=said[column]))
    return None


def _degrees(column: str, most: int, said: Mapping[str, str], problems: list[CellProblem]) -> float | None:
    degrees = _number(column, float, said, problems)
    if degrees is not None and not -most <= degrees <= most:
        problems.append(CellProblem(column=column, code="not_a_number", value=said[column]))
    return degrees


def _number(
    column: str, kind: Callable[[str], _Number], said: Mapping[str, str], problems: list[CellProblem]
) -> _Number | None:
    if not said[column]:
        return None
    try:
        return kind(said[column])
    except ValueError:
        problems.append(CellProblem(column=column, code="not_a_number", value=said[column]))
        return None
