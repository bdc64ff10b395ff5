"""The copy of the vectors in memory holds what the changes say, in whatever order they come."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.meaning import memory
from bot.search.meaning.memory import Matrix
from bot.search.meaning.numbers import from_bytes, to_bytes
from storage.vectors import VectorChange

DIMENSIONS = 3
vectors = st.none() | st.tuples(*[st.floats(-1, 1, width=16)] * DIMENSIONS)
changes = st.lists(st.tuples(st.integers(1, 9), vectors), max_size=60)
QUESTION = np.array([0.6, 0.0, 0.8], np.float32)


@given(st.lists(changes, max_size=5))
def test_it_holds_the_latest_vector_of_each_item(
    lots: list[list[tuple[int, tuple[float, ...] | None]]],
) -> None:
    matrix = Matrix(DIMENSIONS)
    held: dict[int, tuple[float, ...]] = {}
    for number, lot in enumerate(lots):
        latest = dict(lot)  # the database gives an item's last change only
        for item_id, numbers in latest.items():
            held.pop(item_id, None)
            if numbers is not None:
                held[item_id] = numbers
        made = [_change(item_id, numbers, number) for item_id, numbers in latest.items()]
        matrix.follow(number, _reading(made))

    ids, scores = matrix.scores(QUESTION)

    wanted = {item_id: float(np.dot(numbers, QUESTION)) for item_id, numbers in held.items()}
    assert len(matrix) == len(wanted)
    assert dict(zip(ids.tolist(), scores.tolist(), strict=True)) == pytest.approx(wanted, abs=0.02)


def test_it_grows_past_the_room_it_began_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "FIRST_ROOM", 4)
    matrix = Matrix(DIMENSIONS)
    matrix.follow(1, lambda _: [_change(one, (one / 100, 0, 0), 1) for one in range(1, 100)])

    ids, scores = matrix.scores(np.array([1, 0, 0], np.float32))

    assert dict(zip(ids.tolist(), scores.tolist(), strict=True)) == pytest.approx(
        {one: one / 100 for one in range(1, 100)}, abs=0.001
    )


def test_what_is_seen_is_not_read_again() -> None:
    matrix = Matrix(DIMENSIONS)
    asked: list[int] = []

    def read(after: int) -> list[VectorChange]:
        asked.append(after)
        return [_change(1, (1, 0, 0), 7)]

    matrix.follow(6, read)  # somebody wrote change 7 between our two questions
    matrix.follow(7, read)
    matrix.follow(8, read)

    assert asked == [-1, 7]


@given(st.lists(st.floats(-1, 1, width=16), min_size=1, max_size=8))
def test_a_vector_survives_the_database(numbers: list[float]) -> None:
    vector = np.array(numbers, np.float32)

    assert from_bytes([to_bytes(vector)]).tolist() == [vector.tolist()]


def _change(item_id: int, numbers: tuple[float, ...] | None, sequence: int) -> VectorChange:
    vector = None if numbers is None else to_bytes(np.array(numbers, np.float32))
    return VectorChange(item_id=item_id, vector=vector, sequence=sequence)


def _reading(made: list[VectorChange]) -> Callable[[int], list[VectorChange]]:
    return lambda _after: made
