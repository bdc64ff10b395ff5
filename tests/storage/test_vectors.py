"""Vectors, on both databases: what waits for one, who makes it, and who hears of it."""

import random
import struct
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, text

from bot.domain.finding import Filters
from bot.domain.items import Kind, Origin
from storage import nearest, schema
from storage.database import Database
from storage.items import NewItem
from storage.pgvector import Keeps, as_halfvec
from storage.vectors import Made, VectorChange, Waiting
from tests.conftest import TEAM
from tests.factories import NOW, content

pytestmark = pytest.mark.parametrize(
    "database_url", ["sqlite", "postgresql", "without_pgvector"], indirect=True
)
MODEL = "model-1"
LEASE = timedelta(seconds=60)


def vector(*numbers: float) -> bytes:
    return struct.pack(f"<{len(numbers)}e", *numbers)


def of_length_one(numbers: list[float]) -> bytes:
    return vector(*(number / sum(each**2 for each in numbers) ** 0.5 for number in numbers))


UP, RIGHT, BETWEEN = vector(0, 1), vector(1, 0), vector(0.6, 0.8)


def item(database: Database, text_hash: str = "a", *, team: str = TEAM, kind: Kind = Kind.PROJECT) -> int:
    """An item that waits for a vector."""
    new = NewItem(
        content=content(kind=kind),
        owner_id="U1",
        contact="",
        origin=Origin(),
        created_at=NOW,
        confirmed_at=NOW,
    )
    with database.transaction(team) as tx:
        kept = tx.items.add(new)
        tx.vectors.want([(kept.id, text_hash)])
        return kept.id


def put(database: Database, item_id: int, made: bytes, *, text_hash: str = "a", model: str = MODEL) -> None:
    waited = Waiting(item_id=item_id, text_hash=text_hash)
    with database.transaction(TEAM) as tx:
        tx.vectors.put(model, [Made(waited=waited, text_hash=text_hash, vector=made)])


def claim(database: Database, now: datetime = NOW, *, model: str = MODEL, limit: int = 9) -> list[int]:
    with database.transaction(TEAM) as tx:
        return [one.item_id for one in tx.vectors.claim(model, now=now, lease=LEASE, limit=limit)]


def waiting(database: Database, model: str = MODEL) -> int:
    with database.reading(TEAM) as tx:
        assert tx.vectors.any_waits(model) is bool(tx.vectors.waiting(model))
        return tx.vectors.waiting(model)


def kept(database: Database, *item_ids: int, model: str = MODEL, team: str = TEAM) -> dict[int, bytes]:
    with database.reading(team) as tx:
        return tx.vectors.of(model, item_ids)


def test_what_was_put_comes_back_to_the_bit(database: Database) -> None:
    one, other = item(database), item(database)
    odd = vector(0.1, -0.33)

    put(database, one, odd)

    assert kept(database, one, other) == {one: odd}
    assert waiting(database) == 1


def test_a_vector_of_what_the_item_no_longer_says_is_not_kept(database: Database) -> None:
    changed = item(database, "before")
    with database.transaction(TEAM) as tx:
        tx.vectors.want([(changed, "after")])

    put(database, changed, UP, text_hash="before")
    assert kept(database, changed) == {}

    put(database, changed, RIGHT, text_hash="after")
    assert kept(database, changed) == {changed: RIGHT}


def test_what_changes_waits_again_and_has_no_vector_meanwhile(database: Database) -> None:
    changed = item(database)
    put(database, changed, UP)
    assert waiting(database) == 0

    with database.transaction(TEAM) as tx:
        tx.vectors.want([(changed, "b")])

    assert waiting(database) == 1
    assert kept(database, changed) == {}


def test_another_model_waits_for_all(database: Database) -> None:
    put(database, item(database), UP)
    put(database, item(database), UP, model="another")

    assert waiting(database) == 1
    assert waiting(database, "another") == 1
    assert waiting(database, "third") == 2


def test_two_do_not_get_the_same_items(database: Database) -> None:
    ids = [item(database) for _ in range(5)]

    first = claim(database, limit=3)
    second = claim(database, limit=3)

    assert first == ids[:1:-1], "the newest first"
    assert second == ids[1::-1]
    assert claim(database) == []


def test_what_somebody_died_with_is_free_after_a_minute(database: Database) -> None:
    item(database)
    claim(database)

    assert claim(database, NOW + LEASE - timedelta(seconds=1)) == []
    assert len(claim(database, NOW + LEASE)) == 1


def test_what_changes_is_free_at_once(database: Database) -> None:
    changed = item(database)
    claim(database)
    with database.transaction(TEAM) as tx:
        tx.vectors.want([(changed, "b")])

    assert claim(database) == [changed]


def test_an_archived_item_neither_waits_nor_has_a_vector(database: Database) -> None:
    archived, waits = item(database), item(database)
    put(database, archived, UP)
    with database.transaction(TEAM) as tx:
        tx.vectors.forget([archived, waits])

    assert waiting(database) == 0
    assert kept(database, archived) == {}
    put(database, waits, UP)
    assert kept(database, waits) == {}, "it was made while the item was archived"


def test_beginning_anew_lets_everything_wait_that_is_not_archived(database: Database) -> None:
    put(database, item(database), UP)
    archived = item(database)
    with database.transaction(TEAM) as tx:
        tx.vectors.forget([archived])

    with database.transaction(TEAM) as tx:
        tx.vectors.forget_all()

    assert waiting(database) == 1


def test_a_workspace_sees_no_vectors_of_another(database: Database) -> None:
    theirs = item(database, team="T0OTHER")
    ours = item(database)
    put(database, ours, UP)
    put(database, theirs, UP)  # by somebody who writes for this workspace
    with database.transaction(TEAM) as tx:
        tx.vectors.forget([theirs])

    assert kept(database, theirs) == {}
    assert kept(database, ours, team="T0OTHER") == {}
    with database.reading("T0OTHER") as tx:
        assert tx.vectors.waiting(MODEL) == 1
        assert tx.vectors.passing([], among=[ours, theirs]) == [theirs]
        assert tx.vectors.hashes([ours, theirs]) == {theirs: "a"}
        if tx.vectors.keeps is not Keeps.BYTES:
            assert tx.vectors.nearest(MODEL, UP, [], limit=9) == []


@pytest.fixture
def follows(database: Database) -> None:
    """Skips where nobody follows changes: where the database compares vectors itself."""
    with database.reading(TEAM) as tx:
        if tx.vectors.keeps is not Keeps.BYTES:
            pytest.skip("pgvector compares vectors in the database")


def changes(database: Database, after: int) -> list[VectorChange]:
    with database.reading(TEAM) as tx:
        return list(tx.vectors.changes(MODEL, after=after))


def test_who_follows_reads_only_what_changed_since(database: Database, follows: None) -> None:
    one, other = item(database), item(database)
    put(database, one, UP)
    with database.reading(TEAM) as tx:
        seen = tx.vectors.latest()

    put(database, other, RIGHT)
    [change] = changes(database, seen)
    assert (change.item_id, change.vector) == (other, RIGHT)

    with database.transaction(TEAM) as tx:
        tx.vectors.forget([one])
    [gone] = changes(database, change.sequence)
    assert (gone.item_id, gone.vector) == (one, None)


def test_a_vector_of_another_model_is_none_to_who_follows(database: Database, follows: None) -> None:
    one = item(database)
    put(database, one, UP, model="another")

    assert [change.vector for change in changes(database, 0)] == [None]


@pytest.fixture
def compares(database: Database) -> None:
    """Skips where vectors are compared in our own process."""
    with database.reading(TEAM) as tx:
        if tx.vectors.keeps is Keeps.BYTES:
            pytest.skip("no pgvector here")


def test_pgvector_answers_the_nearest_first_that_pass(database: Database, compares: None) -> None:
    up, right, between = (item(database, kind=kind) for kind in (Kind.IDEA, Kind.PROJECT, Kind.PROJECT))
    item(database)  # waits
    for one, made in ((up, UP), (right, RIGHT), (between, BETWEEN)):
        put(database, one, made)

    with database.reading(TEAM) as tx:
        found = tx.vectors.nearest(MODEL, UP, [], limit=2)
        projects = tx.vectors.nearest(MODEL, UP, tx.items.conditions(Filters(kind=Kind.PROJECT)), limit=9)
        others = tx.vectors.nearest("another", UP, [], limit=9)

    assert found == [(up, 1.0), (between, pytest.approx(0.8, abs=0.001))]
    assert [item_id for item_id, _ in projects] == [between, right]
    assert others == []


def test_the_question_is_read_once_and_not_for_each_item(database: Database, compares: None) -> None:
    """A parameter that is text is cast anew for each row as soon as PostgreSQL keeps the plan."""
    put(database, item(database), UP)
    with database.reading(TEAM) as tx:
        for _ in range(10):  # after some, the driver has the statement prepared
            tx.vectors.nearest(MODEL, UP, [], limit=9)
        prepared = text(
            "SELECT parameter_types\\:\\:text FROM pg_prepared_statements WHERE statement LIKE '%<#>%'"
        )
        (types,) = tx.vectors._session.scalars(prepared)

    assert "halfvec" in types


def test_each_database_keeps_vectors_as_it_can(
    database: Database, database_url: str, request: pytest.FixtureRequest
) -> None:
    wanted = {"sqlite": Keeps.BYTES, "without_pgvector": Keeps.BYTES, "postgresql": Keeps.INDEXED}
    kind = request.node.callspec.params["database_url"]

    with database.reading(TEAM) as tx:
        assert tx.vectors.keeps is wanted[kind]
    assert schema.drift(database_url) == []


def test_the_index_finds_what_comparing_all_finds(
    database: Database, compares: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where filters leave little of what the index gives first, and beside another workspace's items."""
    chance = random.Random("vectors")
    made = {}
    for number in range(400):
        kind = Kind.IDEA if number % 40 == 0 else Kind.PROJECT
        made[item(database, team=TEAM if number % 2 == 0 else "T0OTHER", kind=kind)] = [
            chance.gauss(0, 1) for _ in range(384)
        ]
    for team in (TEAM, "T0OTHER"):
        with database.transaction(team) as tx:
            here = set(tx.vectors.passing([]))
            tx.vectors.put(
                MODEL,
                [
                    Made(
                        waited=Waiting(item_id=one, text_hash="a"),
                        text_hash="a",
                        vector=of_length_one(numbers),
                    )
                    for one, numbers in made.items()
                    if one in here
                ],
            )
    asked = of_length_one([chance.gauss(0, 1) for _ in range(384)])

    def found(filters: Filters, limit: int) -> list[int]:
        with database.reading(TEAM) as tx:
            conditions = tx.items.conditions(filters)
            return [one for one, _ in tx.vectors.nearest(MODEL, asked, conditions, limit=limit)]

    exact = found(Filters(), 50), found(Filters(kind=Kind.IDEA), 50)
    asked_of_it: list[str] = []
    event.listen(
        database.engine, "before_cursor_execute", lambda _c, _cur, said, *_: asked_of_it.append(said)
    )
    monkeypatch.setattr(nearest, "EXACT_UP_TO", -1)
    indexed = found(Filters(), 50), found(Filters(kind=Kind.IDEA), 50)

    assert "vector_dims" in " ".join(asked_of_it)  # which only the index asks for
    assert len(set(exact[0]) & set(indexed[0])) >= 49
    assert (len(exact[1]), set(exact[1])) == (10, set(indexed[1]))


def test_the_index_is_the_one_that_the_question_uses(database: Database, compares: None) -> None:
    """PostgreSQL takes it only for the very expression that it was made with."""
    question = as_halfvec(of_length_one([1.0] * 384))
    with database.transaction(TEAM) as tx:
        statement = nearest.statement(indexed=True).params(workspace=1, model=MODEL, vector=question, limit=9)
        tx.vectors._session.execute(text("SET LOCAL enable_seqscan = off"))
        tx.vectors._session.execute(text("SET LOCAL enable_sort = off"))
        connection = tx.vectors._session.connection()
        asked = statement.compile(connection)
        plan = connection.exec_driver_sql(f"EXPLAIN {asked}", asked.params)
        said = "\n".join(plan.scalars())

    assert "ix_item_vectors_nearest" in said
