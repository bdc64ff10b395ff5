"""`collab councils`, as typed, on both databases."""

import csv
import json
import re
from pathlib import Path

import pytest

from bot.commands.council_words import PROBLEMS
from bot.data.councils import COLUMNS, councils
from bot.domain.councils import OrganisationType
from bot.search.places import gazetteer_of
from bot.search.search import Search
from bot.services.finder import Finder
from bot.services.items import Items
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW, content
from tests.shell import Said, Shell

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")


def write(text: str, name: str = "councils.csv") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def finds(database: Database, text: str) -> list[str]:
    found = Finder(database, Search()).find(TEAM, "U1", text, now=NOW)
    return [hit.item.title for hit in found.hits]


def shares(database: Database, title: str, *councils: str) -> None:
    Items(database, Search()).share(TEAM, "U1", content(title=title, councils=councils), now=NOW)


MERGED = """\
code,name,type,nation,region,latitude,longitude,population,closed,successors
E06000199,Wessex Council (sample),unitary,England,South West,51.0,-2.1,900000,,
E06000059,Dorset Council,unitary,England,South West,,,,yes,E06000199
E06000054,Wiltshire Council,unitary,England,South West,,,,yes,E06000199
"""


def test_a_newer_list_moves_the_items_of_those_that_closed(shell: Shell, database: Database) -> None:
    shares(database, "Missed bins", "Dorset Council")
    assert finds(database, "near:Dorset within:5km") == ["Missed bins"]

    tried = shell("councils", "import", write(MERGED), "--dry-run")
    assert tried == Said(0, "Would take in 1 new, 2 changed, 0 unchanged. Nothing was written.\n", "")
    assert finds(database, "in:Wiltshire") == []
    taken = shell("councils", "import", write(MERGED))
    again = shell("councils", "import", write(MERGED))

    assert taken == Said(0, "Took in 1 new, 2 changed, 0 unchanged.\n", "")
    assert again == Said(0, "Took in 0 new, 0 changed, 3 unchanged.\n", "")
    for place in ("Wessex", "Wiltshire", "Dorset"):
        assert finds(database, f"near:{place} within:1km") == ["Missed bins"]


def test_the_list_that_ships_can_be_taken_in_and_changes_nothing(shell: Shell, database: Database) -> None:
    file = ROOT / "bot" / "data" / "councils.csv"

    said = shell("councils", "import", str(file), "--workspace", TEAM)

    assert said == Said(0, f"Took in 0 new, 0 changed, {len(councils())} unchanged.\n", "")
    with database.reading(TEAM) as tx:
        assert {one.code: one for one in gazetteer_of(tx)} == {one.code: one for one in councils()}


def test_what_makes_no_sense_is_told_by_line_and_nothing_is_taken_in(
    shell: Shell, database: Database
) -> None:
    file = write(
        "code,name,type,colour,setting,latitude,longitude,closed,part_of,successors\n"
        "E1,One,parish,red,,,,,,\n"
        'E2,"Two\nlines",unitary,,wild,,,perhaps,,\n'
        "E3,,unitary,,,51,,,,\n"
        "E4,Four,county,,,,,,E99,E98\n"
        "E4,Five,unitary,,,north,1,,,\n"
        "E4,Six,unitary,,,,,,E4,\n"
        f"E7,{'x' * 101},unitary,,,,,,,\n"
        "E8,Eight,unitary,,,,,,,,,more\n"
        '"E9"x,y"z\n'
    )

    said = shell("councils", "import", file, "--workspace", TEAM)

    assert said.code == 1
    assert said.out == ""
    assert said.err.splitlines() == [
        f"Line 2, type: “parish” is not one of the choices. They are: {', '.join(OrganisationType)}.",
        "Line 3, setting: “wild” is not one of the choices. They are: urban, mixed, rural.",
        "Line 3, closed: “perhaps” is not one of the choices. They are: yes, no.",
        "Line 5, name: There is no name.",
        "Line 5, longitude: Give both the latitude and the longitude, or neither.",
        "Line 6, part_of: There is no organisation with the code “E99”, here or in the list that Collab has.",
        "Line 6, successors: There is no organisation with the code “E98”, here or in the list that Collab has.",
        "Line 7, latitude: “north” is not a number that this can be.",
        "Line 8, code: It is the same as in line 6.",
        "Line 8, part_of: “E4” would lie in itself.",
        "Line 9, name: Use 100 characters or fewer.",
        "Line 10: There are more cells than columns. Put quotation marks around a cell with a comma in it.",
        "Line 11: The quotation marks do not match, or a cell is far too long.",
        "Nothing was taken in: 10 of the lines make no sense.",
    ]
    with database.reading(TEAM) as tx:
        assert tx.organisations.all() == []


def test_json_is_taken_too(shell: Shell, database: Database) -> None:
    acme = {"name": "Acme Repairs Ltd (sample)", "type": "supplier", "other_names": ["Acme", "Acme Repairs"]}
    shares(database, "Repairs by others", "Acme")

    said = shell("councils", "import", write(json.dumps([acme, acme | {"type": {"a": 1}}]), "a.json"))
    assert said.err.splitlines()[0] == "Item 2, type: This is an object. Give a text, or a list of texts."
    said = shell("councils", "import", write(json.dumps([acme]), "a.json"))

    assert said.out == "Took in 1 new, 0 changed, 0 unchanged.\n"
    assert finds(database, "in:Acme Repairs") == ["Repairs by others"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("code,name\nE1,One\n", "There is no column called type.", id="no type"),
        pytest.param(
            "a,b\n1,2\n", "There is no column called name and none called type.", id="another table"
        ),
        pytest.param("", "The file is empty.", id="empty"),
    ],
)
def test_another_file_is_told_from_a_list(shell: Shell, text: str, why: str) -> None:
    assert shell("councils", "import", write(text), "--workspace", TEAM) == Said(2, "", f"{why}\n")


def test_an_organisation_is_added_and_then_known(shell: Shell, database: Database) -> None:
    shares(database, "Missed bins", "The Tidy Trust (sample)")
    shares(database, "More bins", "Dorset Council")

    before = shell("councils", "check")
    added = shell("councils", "add", "Tidy Trust (sample)", "--type", "charity", "--also", "Tidy")
    again = shell("councils", "add", "Tidy Trust (sample)", "--type", "charity")
    after = shell("councils", "check")

    assert "  The Tidy Trust (sample) (1)" in before.err.splitlines()
    assert 'To add one: collab councils add "Name" --type supplier' in before.err
    assert added == Said(0, "Added Tidy Trust (sample), a charity.\n", "")
    assert again.out == "Kept Tidy Trust (sample), a charity.\n"
    assert after == Said(
        0, f"{len(councils()) + 1} councils and other organisations are known, closed ones among them.\n", ""
    )


def test_an_organisation_of_no_known_type_is_refused_with_the_types(shell: Shell) -> None:
    said = shell("councils", "add", "Acme", "--type", "shop", "--workspace", TEAM)

    assert said.code == 2
    assert "supplier, charity" in " ".join(re.sub("[│╭╰─╮╯]", " ", said.err).split())


@pytest.mark.parametrize("command", [("councils", "check"), ("db", "upgrade")], ids=" ".join)
def test_names_on_items_are_looked_up_again(
    shell: Shell, database: Database, command: tuple[str, ...]
) -> None:
    shares(database, "Missed bins", "Dorset Council")
    with database.transaction(TEAM) as tx:
        tx.organisations.note({"dorset council": None})
    assert finds(database, "in:Dorset") == []

    shell(*command)

    assert finds(database, "in:Dorset") == ["Missed bins"]


def test_every_problem_has_words_and_every_column_is_on_the_page() -> None:
    table = PAGE[PAGE.index("### The list of councils") :]

    assert all(words.endswith(".") for words in PROBLEMS.values())
    assert [name for name in COLUMNS if f"| `{name}` |" not in table] == []
    example = re.search(r"```csv\n(.*?)```", table, re.DOTALL)
    assert example
    assert set(next(csv.reader(example[1].splitlines()))) <= set(COLUMNS)
