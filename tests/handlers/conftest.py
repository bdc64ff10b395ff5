"""Conversations with the real bot, on both databases."""

from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.collab import Collab, running_collab


@pytest.fixture
def collab(database: Database) -> Iterator[Collab]:
    with running_collab(database) as running:
        yield running
