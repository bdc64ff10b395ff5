"""The house's own rules, where no tool checks them."""

import tomllib
from itertools import chain
from pathlib import Path

import bot

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_part_of_bot_has_its_layer() -> None:
    """One that is in no layer could import whatever it likes."""
    (layers,) = [each["layers"] for each in PROJECT["tool"]["importlinter"]["contracts"] if "layers" in each]
    placed = {name.strip("() ") for layer in layers for name in layer.split("|")}
    folder = Path(bot.__path__[0])
    parts = {path.stem for path in folder.glob("*.py")} | {
        path.parent.name for path in folder.glob("*/__init__.py")
    }

    assert {f"bot.{part}" for part in parts - {"__init__"}} <= placed


def test_every_dependency_is_bounded() -> None:
    wanted = PROJECT["project"]
    extras = wanted["optional-dependencies"]

    unbounded = {each for each in chain(wanted["dependencies"], *extras.values()) if "<" not in each}

    assert unbounded == {"tzdata>=2025.2"}


def test_the_locks_name_no_index_and_no_place_on_this_machine() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        lines = lock.read_text(encoding="utf-8").splitlines()

        assert [line for line in lines if "://" in line or " /" in line or line.startswith("-")] == []
