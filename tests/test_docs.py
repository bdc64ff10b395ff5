"""The pages are right: links lead somewhere, pictures are there, and what is named exists."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.search.query import parse
from bot.settings import HINTS
from docs import tables
from tests.factories import NOW

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(ROOT.glob("docs/**/*.md"))]
PICTURES = ROOT / "docs" / "pictures"
HEAVIEST = 300_000  # bytes: a page should open at once
SHORTEST_ALT = 40  # letters: enough to say what the picture says

each_page = pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])


def text(page: Path) -> str:
    """A page without its comments."""
    return re.sub(r"<!--.*?-->", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)


def links(page: Path) -> Iterator[tuple[bool, str, str]]:
    """Whether it shows a picture, its words, and where it leads."""
    prose = re.sub(r"^( *)```.*?^\1```|`[^`\n]*`", "", text(page), flags=re.DOTALL | re.MULTILINE)
    for mark, words, target in re.findall(r"(!?)\[([^\[\]]*)\]\(([^)\s]+)\)", prose):
        yield bool(mark), words, target


def code(page: Path) -> str:
    """All that a page shows as code, a piece a line."""
    blocks = re.findall(r"^( *)```\w*\n(.*?)^\1```", text(page), flags=re.DOTALL | re.MULTILINE)
    return "\n".join([*(block for _, block in blocks), *re.findall(r"`([^`\n]+)`", text(page))])


def anchors(page: Path) -> set[str]:
    """What one may put after `#`, as GitHub makes it of headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for _, _, target in links(page):
        path, _, anchor = target.partition("#")
        if re.match(r"https?:", target):
            continue
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            broken.append(target)

    assert broken == []


@each_page
def test_pictures_are_there_and_described(page: Path) -> None:
    shown = [(words, page.parent / target) for picture, words, target in links(page) if picture]

    assert [words for words, _ in shown if len(words) < SHORTEST_ALT] == []
    for _, file in shown:
        assert file.stat().st_size < HEAVIEST
        if file.suffix == ".svg":
            assert ET.parse(file).getroot().findtext("{http://www.w3.org/2000/svg}title")
        else:
            assert file.read_bytes().startswith(b"\x89PNG\r\n")


def test_every_picture_is_shown() -> None:
    shown = {
        (page.parent / target).resolve() for page in PAGES for picture, _, target in links(page) if picture
    }

    assert {file for file in PICTURES.iterdir() if file not in shown} == set()


@each_page
def test_what_can_be_made_can_be_made(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert set(re.findall(r"\bmake ([a-z]+)", code(page))) <= targets


@each_page
def test_commands_exist(page: Path) -> None:
    known = {" ".join(re.findall(r"\b[a-z][a-z-]*\b", usage)) for usage, _ in tables.commands()}
    groups = {name.split()[0] for name in known if " " in name}

    named = set()
    for first, second in re.findall(r"^collab ([a-z][\w-]*)(?: ([a-z][\w-]*))?", code(page), re.MULTILINE):
        named.add(f"{first} {second}" if first in groups and second else first)

    assert named - groups <= known


@each_page
def test_verbs_exist(page: Path) -> None:
    assert set(re.findall(r"(?<!\w)/collab (\w+)", code(page))) <= set(tables.verbs().names())


@each_page
def test_searches_are_understood(page: Path) -> None:
    """A filter that is not one, or a value that it does not take, would be refused."""
    for words in re.findall(r"(?<!\w)/collab find (.*)", code(page)):
        assert parse(words, member_id="U1", now=NOW)


@each_page
def test_settings_exist(page: Path) -> None:
    named = set(re.findall(r"\b(?:COLLAB|SLACK|DATABASE)_[A-Z_]+\b", text(page)))

    assert named <= set(HINTS) | {"COLLAB_CHROMIUM", "COLLAB_EVAL_SETS"}  # of the tests, and of the bench


def test_the_two_commands_are_what_ci_runs() -> None:
    assert tuple(re.findall(r"^```sh\n(make \w+)\n```$", text(ROOT / "README.md"), re.MULTILINE)) == (
        "make demo",
        "make test",
    )
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").endswith("\nmake test\n")
