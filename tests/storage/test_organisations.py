"""Organisations of a workspace's own, on both databases."""

from dataclasses import replace

from bot.domain.councils import Council, OrganisationType, Setting
from bot.search.places import gazetteer_of
from storage.database import Database
from tests.conftest import TEAM

EVERYTHING = Council(
    code="E06000099",
    name="Ambleford Council (sample)",
    short_name="Ambleford",
    type=OrganisationType.UNITARY,
    nation="England",
    region="South West",
    part_of=("E47000015",),
    latitude=50.7,
    longitude=-3.5,
    setting=Setting.MIXED,
    population=120_000,
    other_names=("Ambleford and Vale",),
    domains=("ambleford.example",),
    closed=True,
    successors=("E06000066",),
)


def test_an_organisation_comes_back_as_it_was(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        tx.organisations.put([EVERYTHING], batch="one")

    with database.reading(TEAM) as tx:
        assert tx.organisations.all() == [EVERYTHING]


def test_a_later_batch_takes_the_place_of_what_has_the_same_code(database: Database) -> None:
    later = replace(EVERYTHING, name="Ambleford City Council (sample)", closed=False, successors=())
    with database.transaction(TEAM) as tx:
        assert tx.organisations.stamp() == ()
        tx.organisations.put([EVERYTHING], batch="one")
        before = tx.organisations.stamp()
        tx.organisations.put([later], batch="two")
        after = tx.organisations.stamp()

        assert tx.organisations.all() == [later]
        assert before != after != ()


def test_one_of_its_own_stands_in_for_one_that_ships_with_the_bot(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        shipped = gazetteer_of(tx)
        dorset = shipped.find("Dorset").one
        assert dorset
        renamed = replace(dorset, name="Council of Dorset (sample)")
        again = replace(dorset, code="E06000100", name="Wiltshire Council", short_name="Wilts")
        tx.organisations.put([renamed, again], batch="one")
        known = gazetteer_of(tx)

        assert known is not shipped
        assert known.named("Council of Dorset (sample)") == known.named("Dorset") == known.get(dorset.code)
        assert known.named("Dorset Council") == known.get(dorset.code), "under its old name too"
        assert known.find("Wiltshire Council").one == again, "one name, another code"
        assert len(known) == len(shipped)
        assert gazetteer_of(tx) is known


def test_another_workspace_sees_nothing_of_them(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        tx.organisations.put([EVERYTHING], batch="one")
        tx.organisations.note({"ambleford": EVERYTHING.code, "nobody": None})

    with database.reading("T0OTHER") as tx:
        assert tx.organisations.all() == []
        assert tx.organisations.stamp() == ()
        assert tx.organisations.unnoted(["ambleford", "nobody"]) == {"ambleford", "nobody"}
        assert gazetteer_of(tx).get(EVERYTHING.code) is None
    with database.reading(TEAM) as tx:
        assert tx.organisations.unnoted(["ambleford", "nobody", "other"]) == {"other"}
