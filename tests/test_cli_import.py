"""`collab import` and `collab export`, as typed, on both databases."""

import json
import os
import pty
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bot.commands import importing
from bot.search.search import Search
from bot.services.finder import Finder
from bot.services.tables.columns import FIELDS, SYNONYMS
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW
from tests.shell import Said, Shell

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
REAL = ROOT.parent / "shared" / "data" / "projects" / "gov_portfolio_projects.json"


def write(text: str, name: str = "items.csv") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def finds(database: Database, text: str) -> list[str]:
    found = Finder(database, Search()).find(TEAM, "U1", text, now=NOW)
    return [hit.item.title for hit in found.hits]


IDEAS = "id,kind,title\n1,idea,Repair cafés\n2,idea,Tool library\n"


def test_a_file_is_imported_found_and_imported_again(shell: Shell, database: Database) -> None:
    file = write(IDEAS)

    first = shell("import", file, "--workspace", TEAM)
    again = shell("import", file)

    assert first == Said(0, "Imported 2 new, 0 updated, 0 unchanged, 0 refused.\n", "")
    assert again == Said(0, "Imported 0 new, 0 updated, 2 unchanged, 0 refused.\n", "")
    assert finds(database, "repair cafe") == ["Repair cafés"]


def test_bad_rows_are_said_with_their_line_and_the_rest_is_imported(shell: Shell, database: Database) -> None:
    file = write(
        "id,kind,title,phase,created,people,colour,theme\n"
        '1,project,"Two\nlines",live,,,red,\n'
        "2,project,,gamma,soon,Priya,,\n"
        "1,project,Twice,,,,,\n"
        'a,b,"c"d,e,f,g,h,i\n'
        "4,project,Good,alpha,,,,Border Force\n"
        "5,project,x,,,,,,,more\n"
        "\x1b[2J,rumour,Esc,,,,,\n"
    )

    said = shell("import", file, "--workspace", TEAM)

    assert said.code == 1
    assert said.out == "Imported 2 new, 0 updated, 0 unchanged, 5 refused.\n"
    assert said.err.splitlines() == [
        "Line 4, title: There is no title.",
        "Line 4, phase: “gamma” is not one of the choices. They are: discovery, alpha, beta, live, retired.",
        "Line 4, people: “Priya” is not a Slack member id such as U02ABC. Put names of people into contact.",
        "Line 4, created: “soon” is not a date. Write it as 2026-11-18.",
        "Line 5, source_id: It is the same as in line 2.",
        "Line 6: The quotation marks do not match, or a cell is far too long.",
        "Line 8: There are more cells than columns. Put quotation marks around a cell with a comma in it.",
        "Line 9, kind: “rumour” is not one of the choices. They are: project, problem, idea, resource.",
        "Columns not used: colour.",
        "Themes Collab does not have were kept as words, which are found all the same: Border Force (1).",
        'To make one a theme: --map-value "themes:Border Force=…"',
    ]
    assert finds(database, "kind:project") == ["Good", "Two lines"]


def test_json_items_are_counted(shell: Shell) -> None:
    file = write(json.dumps([{"kind": "idea", "title": {"en": "A"}}, 7, {"kind": "idea", "title": "B"}]))

    said = shell("import", file, "--workspace", TEAM)

    assert said.out == "Imported 1 new, 0 updated, 0 unchanged, 2 refused.\n"
    assert said.err.splitlines() == [
        "Item 1, title: This is a list or an object. Say which part of it, with a dot: --map lead.name=contact",
        "Item 2: This is not an object with fields.",
    ]


def test_rows_that_look_alike_want_an_id(shell: Shell) -> None:
    said = shell("import", write("kind,title\nidea,A\nidea,A\n"), "--workspace", TEAM)

    assert said.err == "Line 3: Kind, title and councils are the same as in line 2. Give both a source_id.\n"


def test_a_dry_run_writes_nothing(shell: Shell, database: Database) -> None:
    said = shell("import", write(IDEAS), "--workspace", TEAM, "--dry-run")

    assert said.out == "Would import 2 new, 0 updated, 0 unchanged, 0 refused. Nothing was written.\n"
    assert database.workspaces() == []


def test_a_file_from_an_old_excel_is_read_with_a_warning(shell: Shell, database: Database) -> None:
    Path("old.csv").write_bytes("kind;title\r\nidea;Café for £1\r\n".encode("cp1252"))

    said = shell("import", "old.csv", "--workspace", TEAM)

    assert said.err == (
        "The file is not UTF-8. It was read as Windows-1252: check that £ and accents are right.\n"
    )
    assert finds(database, "cafe") == ["Café for £1"]


def test_a_default_owner_is_named_as_slack_does(shell: Shell, database: Database) -> None:
    shell("import", write(IDEAS), "--workspace", TEAM, "--owner", "<@U02ABC>")

    assert sorted(finds(database, "by:@U02ABC")) == ["Repair cafés", "Tool library"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["nowhere.csv"], "nowhere.csv cannot be read: No such file or directory.", id="no file"),
        pytest.param(["."], ". cannot be read: Is a directory.", id="a folder"),
        pytest.param(["empty.csv"], "The file is empty.", id="an empty file"),
        pytest.param(["items.csv", "--map", "name=title"], "The file has no column “name”.", id="no column"),
        pytest.param(["items.csv", "--map", "title"], "“title” should look like THEIRS=OURS.", id="--map"),
        pytest.param(["items.csv", "--set", "=x"], "“=x” should look like OURS=VALUE.", id="--set"),
        pytest.param(
            ["items.csv", "--map-value", "phase=x"],
            "“phase=x” should look like OURS:THEIRS=WORD.",
            id="--map-value",
        ),
        pytest.param(["items.csv", "--owner", "Priya"], "“Priya” is not a Slack member id", id="--owner"),
        pytest.param(
            ["items.csv", "--workspace", "x"], "“x” is not the id of a workspace.", id="--workspace"
        ),
        pytest.param(["items.csv"], "this database holds no workspace yet.", id="no workspace"),
    ],
)
def test_what_cannot_be_imported_at_all_is_said_in_words(shell: Shell, words: list[str], said: str) -> None:
    write(IDEAS)
    write("", "empty.csv")

    answer = shell("import", *words)

    assert (answer.code, answer.out) == (2, "")
    assert said in _unboxed(answer.err)
    assert "Traceback" not in answer.err


def test_among_several_workspaces_one_must_be_named(shell: Shell, database: Database) -> None:
    file = write(IDEAS)
    shell("import", file, "--workspace", TEAM)
    shell("import", file, "--workspace", "T0OTHER")

    for words in (("import", file), ("export",)):
        said = shell(*words)
        assert said.code == 2
        assert f"this database holds several workspaces: {TEAM}, T0OTHER." in _unboxed(said.err)
    assert shell("export", "--workspace", "T0OTHER").code == 0
    assert "holds no workspace T0NOWHERE" in _unboxed(shell("export", "--workspace", "T0NOWHERE").err)


def test_a_database_without_tables_is_said_in_words(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/new.db")

    said = shell("import", write(IDEAS), "--workspace", TEAM)

    assert said == Said(2, "", "The tables are not up to date. Run: collab db upgrade\n")


# ---------------------------------------------------------------- progress


def test_without_a_terminal_progress_is_a_line_now_and_then(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "PLAIN_STEP", 300)
    rows = "".join(f"{n},idea,Idea {n}\n" for n in range(700))

    said = shell("import", write(f"id,kind,title\n{rows}"), "--workspace", TEAM)

    assert said.err.splitlines() == ["401 of 701 lines", "601 of 701 lines"]


def test_on_a_terminal_there_is_a_bar(
    database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    file = write(f"{IDEAS}3,rumour,No\n")
    ours, theirs = pty.openpty()

    done = subprocess.run(
        [sys.executable, "-m", "bot", "import", file, "--workspace", TEAM],
        env={**os.environ, "DATABASE_URL": database_url, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        timeout=60,
        check=False,
    )
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)

    assert (done.returncode, done.stdout) == (1, b"Imported 2 new, 0 updated, 0 unchanged, 1 refused.\n")
    assert "Importing" in shown
    assert "4/4" in shown
    assert "Line 4, kind: “rumour” is not one of the choices." in shown


# ---------------------------------------------------------------- export


@pytest.mark.parametrize(("name", "form"), [("out.csv", []), ("out.json", []), ("out", ["--format", "json"])])
def test_an_export_goes_to_a_file_and_back(shell: Shell, name: str, form: list[str]) -> None:
    shell("import", write(IDEAS), "--workspace", TEAM)

    said = shell("export", name, *form)
    again = shell("import", name)
    elsewhere = shell("import", name, "--workspace", "T0OTHER")
    shell("export", "other", "--workspace", "T0OTHER", "--format", "csv" if name == "out.csv" else "json")

    assert said == Said(0, "", "Exported 2 items.\n")
    assert again == Said(0, "Imported 0 new, 0 updated, 2 unchanged, 0 refused.\n", "")
    assert elsewhere.out == "Imported 2 new, 0 updated, 0 unchanged, 0 refused.\n"
    assert Path("other").read_bytes() == Path(name).read_bytes()


def test_without_a_file_an_export_is_printed_and_excel_knows_the_file(shell: Shell) -> None:
    shell("import", write("id,kind,title\n1,idea,=Café\n"), "--workspace", TEAM)

    printed = shell("export")
    shell("export", "out.csv")

    assert printed.out.splitlines()[0] == ",".join(FIELDS)
    assert printed.out.splitlines()[1].startswith("1,idea,'=Café,'=Café,")
    assert Path("out.csv").read_bytes()[:3] == b"\xef\xbb\xbf"
    assert Path("out.csv").read_bytes().decode("utf-8-sig") == printed.out


def test_a_file_that_cannot_be_written_is_said_in_words(shell: Shell) -> None:
    shell("import", write(IDEAS), "--workspace", TEAM)

    said = shell("export", "no/such/folder.csv")

    assert said.code == 2
    assert "no/such/folder.csv cannot be written: No such file or directory." in _unboxed(said.err)


def test_whoever_reads_an_export_may_stop_reading(database_url: str, shell: Shell) -> None:
    rows = "".join(f"{n},idea,Idea {n},{'words ' * 40}\n" for n in range(2000))
    shell("import", write(f"id,kind,title,summary\n{rows}"), "--workspace", TEAM)

    done = subprocess.run(
        ["/bin/sh", "-c", f"{shlex.quote(sys.executable)} -m bot export | head -n 1"],
        env={**os.environ, "DATABASE_URL": database_url, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert done.stdout == ",".join(FIELDS) + "\n"
    assert done.stderr == ""


# ---------------------------------------------------------------- the page


@pytest.fixture
def real_projects(shell: Shell) -> Shell:
    """A shell in a folder with the real projects, already in a workspace that Collab has met."""
    if not REAL.exists():
        pytest.skip(f"real data is not here: {REAL.relative_to(ROOT.parent)}")
    Path(REAL.name).symlink_to(REAL)
    shell("import", write("id,kind,title\n1,idea,The first\n"), "--workspace", TEAM)
    return shell


def test_the_example_of_the_page_imports_the_real_projects(real_projects: Shell, database: Database) -> None:
    (example,) = re.findall(
        r"^```\n(collab import gov_portfolio_projects\.json [^`]*)```", PAGE, re.MULTILINE
    )
    collab, *words = shlex.split(example.replace("\\\n", ""))

    first, again = real_projects(*words), real_projects(*words)

    assert collab == "collab"
    assert (first.code, first.out) == (0, "Imported 128 new, 0 updated, 0 unchanged, 0 refused.\n")
    assert first.out.strip() in PAGE
    assert (again.code, again.out) == (0, "Imported 0 new, 0 updated, 128 unchanged, 0 refused.\n")
    assert finds(database, "flood forecast")[0] == "Flood forecast"
    assert "Digital Debt Management Service" in finds(database, "people who owe money")
    assert "Appointment Booking" in finds(database, "apointment bookng phase:alpha")
    assert finds(database, "council:environment phase:beta")
    assert "Appointment Booking" in finds(database, "bookings theme:benefits")
    assert finds(database, "border force council:home")


def test_the_page_names_every_column_and_every_other_name() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .* \| ([^|]+) \|$", PAGE, re.MULTILINE)

    assert {name: tuple(others.split(", ")) for name, others in rows} == SYNONYMS


def test_what_the_page_says_is_said() -> None:
    known = Path(importing.__file__).with_name("import_words.py").read_text(encoding="utf-8")
    said = [
        line.split(":", 1)[1].strip() for line in re.findall(r"^\| (Line 12[^|]+) \|", PAGE, re.MULTILINE)
    ]

    assert len(said) == 6
    for words in said:
        steady = re.sub(r"“.*?” ", "", words).split(" such as")[0].split(" as in ")[0].rstrip(".")
        steady = steady.replace("There is no title", "There is no {name}")
        assert steady in known or steady == "is not one of the choices"


def _unboxed(text: str) -> str:
    """What typer says of a wrong option, without the box around it."""
    return " ".join(re.sub(r"[│╭╮╰╯─]", " ", text).split())
