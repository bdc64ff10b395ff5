"""`collab digest export`, as typed, on both databases."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest

from bot.data import themes
from bot.domain.items import Link
from bot.search.search import Search
from bot.services.items import Items
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import content
from tests.shell import Said, Shell

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
FEEDS = {f"{theme.key}.atom" for theme in themes()} | {"all.atom"}


def share(database: Database, title: str, *, days: int = 1, **wanted: object) -> int:
    said = content(title=title, **({"open_to_public": True} | wanted))
    return Items(database, Search()).share(TEAM, "U0AMIRA", said, now=AT - timedelta(days=days)).id


@pytest.fixture
def items(database: Database) -> Database:
    share(database, "Damp and mould", themes=("housing-and-homelessness",), councils=("Ambleford (sample)",))
    share(database, "Missed bins", days=10, themes=("waste-and-recycling",))
    share(database, "Between us", open_to_public=False)
    return database


def export(shell: Shell, *words: str) -> Said:
    return shell("digest", "export", "--to", "public", "--at", "2026-11-23T09:00Z", *words)


def file(name: str) -> str:
    return Path("public", name).read_text(encoding="utf-8")


def titles(name: str) -> list[str]:
    found = feedparser.parse(file(name))
    assert not found.bozo
    return [entry.title for entry in found.entries]


@pytest.mark.usefixtures("items")
def test_there_is_a_feed_of_each_theme_and_one_of_all_a_page_and_a_text(shell: Shell) -> None:
    said = export(shell)

    assert said == Said(0, f"Wrote {len(FEEDS)} feeds, digest.html and digest.txt to public.\n", "")
    assert {path.name for path in Path("public").iterdir()} == FEEDS | {"digest.html", "digest.txt"}
    assert titles("all.atom") == ["Damp and mould", "Missed bins"]
    assert titles("housing-and-homelessness.atom") == ["Damp and mould"]
    assert titles("waste-and-recycling.atom") == ["Missed bins"]
    assert titles("environment-and-climate.atom") == []
    assert "Damp and mould" in file("digest.html")
    assert "16 to 23 November 2026" in file("digest.html")
    assert "Missed bins" not in file("digest.html"), "that was longer ago than a week"
    assert "Damp and mould\n" in file("digest.txt")
    for path in Path("public").iterdir():
        said_there = path.read_text(encoding="utf-8")
        assert "Between us" not in said_there
        assert "U0AMIRA" not in said_there


def test_what_is_closed_is_gone_from_every_file_the_next_time(shell: Shell, database: Database) -> None:
    item = share(database, "Damp and mould", themes=("housing-and-homelessness",))
    export(shell)

    Items(database, Search()).edit(TEAM, item, content(title="Damp and mould"), by="U0AMIRA", now=AT)
    export(shell)

    assert not [path for path in Path("public").iterdir() if "Damp" in path.read_text(encoding="utf-8")]
    assert "Nothing is new." in file("digest.txt")


@pytest.mark.usefixtures("items")
def test_themes_narrow_all_of_it_and_may_be_said_in_other_words(shell: Shell) -> None:
    export(shell, "--theme", "bins", "--days", "30")

    assert {path.name for path in Path("public").iterdir()} == {
        "waste-and-recycling.atom",
        "all.atom",
        "digest.html",
        "digest.txt",
    }
    assert titles("all.atom") == ["Missed bins"]
    assert "Missed bins" in file("digest.txt")
    assert "Damp" not in file("digest.html")
    assert "About: Waste and recycling" in file("digest.html")


@pytest.mark.usefixtures("items")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--days", "14"], "9 to 23 November 2026"),
        (["--since", "2026-11-10"], "10 to 23 November 2026"),
    ],
    ids=["days", "a moment"],
)
def test_it_looks_back_as_far_as_one_says(shell: Shell, words: list[str], said: str) -> None:
    export(shell, *words)

    assert said in file("digest.txt")
    assert "Missed bins" in file("digest.txt")


@pytest.mark.usefixtures("items")
def test_files_name_each_other_where_they_will_be(shell: Shell) -> None:
    export(shell, "--base-url", "https://example.org/collab")

    feed = feedparser.parse(file("housing-and-homelessness.atom")).feed
    assert {link.rel: link.href for link in feed.links} == {
        "self": "https://example.org/collab/housing-and-homelessness.atom",
        "alternate": "https://example.org/collab/digest.html",
    }
    assert 'href="https://example.org/collab/all.atom"' in file("digest.html")
    assert "https://example.org/collab/all.atom" in file("digest.txt")


@pytest.mark.usefixtures("items")
def test_done_again_it_is_the_same_to_the_byte(shell: Shell) -> None:
    export(shell)
    before = {path.name: path.read_bytes() for path in Path("public").iterdir()}

    export(shell)

    assert {path.name: path.read_bytes() for path in Path("public").iterdir()} == before


def test_feeds_of_several_themes_have_names_of_their_own(shell: Shell, database: Database) -> None:
    share(database, "Damp and mould")
    export(shell)

    names = [feedparser.parse(file(name)).feed.id for name in FEEDS]

    assert len(set(names)) == len(FEEDS)


def test_a_link_that_people_gave_is_in_it(shell: Shell, database: Database) -> None:
    share(database, "Plan", links=(Link(url="https://example.org/plan", title="The plan"),))
    export(shell)

    assert '<a href="https://example.org/plan"' in file("digest.html")
    assert feedparser.parse(file("all.atom")).entries[0].link == "https://example.org/plan"


@pytest.mark.usefixtures("items")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--theme", "fish"], "“fish” is not a theme. They are: adult-social-care,"),
        (["--at", "soon"], "“soon” is no moment. Try 2026-11-23T09:00."),
        (["--since", "2026-12-01"], "it would be over before it begins."),
        (["--base-url", "javascript:alert(1)"], "“javascript:alert(1)” is not a web address."),
        (["--days", "0"], "should be greater than or equal to 1"),
        (["--workspace", "T9"], "this database holds no workspace T9. It holds: T0COLLAB."),
    ],
    ids=["no theme", "no moment", "backwards", "no address", "no days", "no workspace"],
)
def test_what_makes_no_sense_is_said_in_words_and_nothing_is_written(
    shell: Shell, words: list[str], said: str
) -> None:
    answer = export(shell, *words)

    assert answer.code == 2
    assert said in " ".join(answer.err.replace("│", " ").split())
    assert not Path("public").exists()


@pytest.mark.usefixtures("items")
def test_a_place_that_cannot_be_written_to_is_said_in_words(shell: Shell) -> None:
    Path("public").write_text("a file", encoding="utf-8")

    said = export(shell)

    assert said.code == 2
    assert "public cannot be written to" in " ".join(said.err.replace("│", " ").split())
