"""The `collab` command, as typed; `tests.conftest` has the fixtures."""

import sys
from typing import NamedTuple

import pytest

from bot import cli
from tests.logging_state import logging_restored


class Said(NamedTuple):
    code: int
    out: str
    err: str


class Shell:
    """Types commands, in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capfd = capfd

    def __call__(self, *words: str) -> Said:
        self._monkeypatch.setattr(sys, "argv", ["collab", *words])
        with logging_restored(), pytest.raises(SystemExit) as left:
            cli.main()
        out, err = self._capfd.readouterr()
        return Said(int(left.value.code or 0), out, err)
