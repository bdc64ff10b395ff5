"""Profiles: who is found, by what, and who never is; on both databases."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.councils import Council, OrganisationType
from bot.domain.finding import Found
from bot.domain.profiles import ROLE_LIMIT, TEXT_LIMIT, Contact, Profile, ProfileContent
from bot.domain.refusals import InvalidProfile, NotForPeople
from bot.search.search import Search
from bot.services.finder import Finder
from bot.services.items import Items
from bot.services.profiles import MOST_SUGGESTIONS, Profiles
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW, content

OTHER = "T0OTHER"
PLANNING = "planning-and-building-control"


@pytest.fixture
def profiles(database: Database) -> Profiles:
    return Profiles(database)


@pytest.fixture
def finder(database: Database) -> Finder:
    return Finder(database, Search())


def says(profiles: Profiles, member: str = "U1", *, team: str = TEAM, **wanted: Any) -> Profile:
    """Somebody's profile; public unless the test says otherwise."""
    defaults: dict[str, Any] = {"role": "Planning officer", "public": True}
    written = ProfileContent(**(defaults | wanted))
    return profiles.save(team, member, written, now=NOW)


def finds(finder: Finder, text: str, *, team: str = TEAM, by: str = "U9") -> Found:
    return finder.find(team, by, text, now=NOW)


def who(found: Found) -> list[str]:
    assert found.hits == ()
    return [one.profile.member_id for one in found.people]


# ---------------------------------------------------------------- one's own


def test_a_profile_comes_back_as_it_was_written(profiles: Profiles) -> None:
    written = ProfileContent(
        council="Ambleford (sample)",
        role="Planning officer",
        themes=(PLANNING, "website-and-content"),
        offers="How we halved our backlog.",
        needs="Somebody who has bought a case system.",
        welcomes=(Contact.INTRODUCTIONS, Contact.QUESTIONS),
        public=True,
    )

    kept = profiles.save(TEAM, "U1", written, now=NOW)
    again = profiles.save(TEAM, "U1", written, now=NOW + timedelta(days=1))

    assert kept.content == again.content == written
    assert profiles.mine(TEAM, "U1") == again
    assert (again.created_at, again.updated_at) == (NOW, NOW + timedelta(days=1))


def test_what_was_written_before_is_gone(profiles: Profiles, finder: Finder) -> None:
    says(profiles, offers="Zeppelins", themes=(PLANNING,))

    profile = says(profiles, offers="Balloons", themes=())

    assert (profile.offers, profile.themes) == ("Balloons", ())
    assert who(finds(finder, "zeppelins kind:person")) == []
    assert who(finds(finder, "balloons kind:person")) == ["U1"]


def test_it_is_tidied(profiles: Profiles) -> None:
    profile = says(profiles, role="  Planning \n officer ", themes=(PLANNING, PLANNING), offers=" a\nb ")

    assert (profile.role, profile.themes, profile.offers) == ("Planning officer", (PLANNING,), "a\nb")


@pytest.mark.parametrize(
    ("wanted", "field", "code"),
    [
        pytest.param({"role": "x" * (ROLE_LIMIT + 1)}, "role", "too_long", id="role"),
        pytest.param({"council": "x" * 101}, "council", "too_long", id="council"),
        pytest.param({"offers": "x" * (TEXT_LIMIT + 1)}, "offers", "too_long", id="offers"),
        pytest.param({"needs": "x" * (TEXT_LIMIT + 1)}, "needs", "too_long", id="needs"),
        pytest.param({"themes": ("fish",)}, "themes", "unknown", id="unknown theme"),
        pytest.param({"themes": tuple("abcdef")}, "themes", "too_many", id="too many themes"),
        pytest.param({"role": " "}, "public", "nothing_to_find", id="public, with nothing in it"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    profiles: Profiles, wanted: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(InvalidProfile) as refused:
        says(profiles, **wanted)

    assert refused.value.problems[field].code == code
    assert profiles.mine(TEAM, "U1") is None


def test_an_empty_profile_that_nobody_sees_is_no_trouble(profiles: Profiles) -> None:
    assert says(profiles, role="", public=False).public is False


# ---------------------------------------------------------------- consent


def test_nobody_is_public_before_they_say_so(profiles: Profiles) -> None:
    assert ProfileContent().public is False
    says(profiles, public=False)

    assert profiles.public_people(TEAM) == []
    assert profiles.public(TEAM, "U1") is None
    assert profiles.mine(TEAM, "U1") is not None


def test_who_owns_or_is_named_on_items_is_listed_nowhere(database: Database, finder: Finder) -> None:
    named = content(title="Planning backlog", people=("U2",))
    Items(database, Search()).share(TEAM, "U1", named, now=NOW)

    assert who(finds(finder, "planning backlog kind:person")) == []
    assert who(finds(finder, "kind:person")) == []
    assert Profiles(database).public_people(TEAM) == []


@pytest.mark.parametrize("way", ["private from the start", "withdrawn", "deleted"])
def test_who_is_not_public_leaves_no_trace(profiles: Profiles, finder: Finder, way: str) -> None:
    """Neither in results, counts, spelling, completion nor in the councils that are suggested."""
    private = way == "private from the start"
    mine: dict[str, Any] = {
        "council": "Zeppelin Moor Council (sample)",
        "offers": "Zeppelins",
        "themes": (PLANNING,),
    }
    says(profiles, "U1", public=not private, **mine)
    says(profiles, "U2", role="Planning lead")
    if way == "withdrawn":
        profiles.withdraw(TEAM, "U1", now=NOW)
    if way == "deleted":
        profiles.delete(TEAM, "U1")

    for text in (
        "zeppelins",
        "zeppelin",
        "zepelins",
        "zepp",
        '"zeppelins"',
        "council:zeppelin",
        f"theme:{PLANNING}",
    ):
        found = finds(finder, f"{text} kind:person", by="U1")
        assert (who(found), found.total, found.mended) == ([], 0, ()), text
    assert who(finds(finder, "kind:person")) == ["U2"]
    assert finds(finder, "planning kind:person").total == 1
    assert profiles.councils_like(TEAM, "zepp") == []
    assert profiles.council_of(TEAM, "a@zeppelinmoor.gov.uk") == ""
    assert [one.member_id for one in profiles.public_people(TEAM)] == ["U2"]


def test_whoever_withdraws_keeps_what_they_wrote_for_themselves(profiles: Profiles, finder: Finder) -> None:
    before = says(profiles, offers="Zeppelins")

    after = profiles.withdraw(TEAM, "U1", now=NOW)

    assert after is not None
    assert (after.public, after.offers) == (False, before.offers)
    says(profiles, offers="Zeppelins")
    assert who(finds(finder, "zeppelins kind:person")) == ["U1"]


def test_who_never_wrote_anything_can_withdraw_and_delete(profiles: Profiles) -> None:
    assert profiles.withdraw(TEAM, "U1", now=NOW) is None
    assert profiles.delete(TEAM, "U1") is False


def test_a_deleted_profile_is_gone_from_every_table(profiles: Profiles, database: Database) -> None:
    says(profiles, themes=(PLANNING,))
    with database.transaction(TEAM) as tx:
        assert tx.people_words.vocabulary()

    assert profiles.delete(TEAM, "U1") is True

    assert profiles.mine(TEAM, "U1") is None
    with database.engine.connect() as connection:
        for table in ("profiles", "profile_themes", "profile_words"):
            count = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
            assert count == 0, table


def test_what_somebody_welcomes_is_what_they_said(profiles: Profiles) -> None:
    says(profiles, "U1", welcomes=(Contact.QUESTIONS,))

    assert profiles.welcomes(TEAM, "U1", Contact.QUESTIONS)
    assert not profiles.welcomes(TEAM, "U1", Contact.INTRODUCTIONS)
    assert not profiles.welcomes(TEAM, "U2", Contact.QUESTIONS), "who said nothing welcomes nothing"


def test_another_workspace_knows_nobody(profiles: Profiles, finder: Finder) -> None:
    says(profiles, council="Zeppelin Moor Council (sample)", welcomes=(Contact.QUESTIONS,))

    assert who(finds(finder, "planning kind:person", team=OTHER)) == []
    assert profiles.public_people(OTHER) == []
    assert profiles.mine(OTHER, "U1") is None
    assert not profiles.welcomes(OTHER, "U1", Contact.QUESTIONS)
    assert profiles.councils_like(OTHER, "zepp") == []
    assert profiles.delete(OTHER, "U1") is False
    assert profiles.mine(TEAM, "U1") is not None


# ---------------------------------------------------------------- finding people


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        pytest.param("planning", (), id="a word"),
        pytest.param("plan", (), id="the beginning of a word"),
        pytest.param("backlogs", (), id="another form"),
        pytest.param("plannning", (("plannning", "planning"),), id="a slip"),
        pytest.param("ASC", (), id="shorthand"),
        pytest.param('"case system"', (), id="a phrase"),
        pytest.param("website", (), id="a theme's name"),
        pytest.param("ambleford", (), id="a council"),
        pytest.param("planning theme:website", (), id="a theme filter"),
        pytest.param("council:ambleford", (), id="a council filter alone"),
        pytest.param("theme:website council:ambl", (), id="both filters alone"),
    ],
)
def test_people_are_found_as_items_are(
    profiles: Profiles, finder: Finder, text: str, mended: tuple[tuple[str, str], ...]
) -> None:
    says(
        profiles,
        role="Planning officer",
        council="Ambleford Borough Council (sample)",
        offers="How we halved our backlog, and adult social care",
        needs="A case system",
        themes=("website-and-content",),
    )
    says(profiles, "U2", role="Bin lorry driver", council="Quillshire (sample)")

    found = finds(finder, f"{text} kind:person")

    assert who(found) == ["U1"]
    assert found.mended == mended


def test_why_says_which_words_stand_where(profiles: Profiles, finder: Finder) -> None:
    says(profiles, role="Planning officer", offers="Planning backlog halved", needs="A backlog dashboard")

    (hit,) = finds(finder, "planning backlog kind:person").people

    assert dict(hit.why) == {
        "role": ("planning",),
        "offers": ("planning", "backlog"),
        "needs": ("backlog",),
    }


def test_a_quoted_phrase_must_be_there_as_it_is(profiles: Profiles, finder: Finder) -> None:
    says(profiles, offers="A system for a case")

    assert who(finds(finder, '"case system" kind:person')) == []


def test_a_phrase_does_not_run_from_one_part_into_the_next(profiles: Profiles, finder: Finder) -> None:
    says(profiles, offers="A good case", needs="System")

    assert who(finds(finder, '"case system" kind:person')) == []


def test_a_word_that_items_hold_is_not_mended_into_one_of_a_person(
    database: Database, profiles: Profiles, finder: Finder
) -> None:
    Items(database, Search()).share(TEAM, "U1", content(title="Hosting", summary="Servers."), now=NOW)
    says(profiles, role="Housing officer")

    found = finds(finder, "hosting kind:person")

    assert (who(found), found.mended) == ([], ())


def test_people_are_not_among_items_nor_items_among_people(
    database: Database, profiles: Profiles, finder: Finder
) -> None:
    Items(database, Search()).share(TEAM, "U1", content(title="Planning backlog"), now=NOW)
    says(profiles, "U2", role="Planning officer")

    assert who(finds(finder, "planning kind:person")) == ["U2"]
    items = finds(finder, "planning")
    assert [hit.item.title for hit in items.hits] == ["Planning backlog"]
    assert items.people == ()


def test_the_role_counts_most(profiles: Profiles, finder: Finder) -> None:
    says(profiles, "U1", role="Planning officer", needs="Help with archives")
    says(profiles, "U2", role="Archives lead")

    assert who(finds(finder, "archives kind:person")) == ["U2", "U1"]


def test_who_offers_it_comes_before_who_needs_it(profiles: Profiles, finder: Finder) -> None:
    says(profiles, "U1", role="Officer", offers="How we cut our planning backlog by half, and what it cost.")
    says(profiles, "U2", role="Officer", needs="Somebody who has shrunk their planning backlog.")

    assert who(finds(finder, "planning backlog kind:person")) == ["U1", "U2"]


def test_pages_turn(profiles: Profiles, finder: Finder) -> None:
    for number in range(7):
        says(profiles, f"U{number}")

    first = finds(finder, "planning kind:person")
    second = finder.turn(TEAM, "U9", first.search_id, 2, now=NOW)

    assert (first.total, first.pages, len(first.people)) == (7, 2, 5)
    assert (second.page, len(second.people)) == (2, 2)
    assert {*who(first), *who(second)} == {f"U{number}" for number in range(7)}


def test_who_withdraws_between_two_pages_is_on_neither(profiles: Profiles, finder: Finder) -> None:
    for number in range(6):
        says(profiles, f"U{number}")
    first = finds(finder, "kind:person")
    left = next(f"U{number}" for number in range(6) if f"U{number}" not in who(first))

    profiles.withdraw(TEAM, left, now=NOW)

    again = finder.turn(TEAM, "U9", first.search_id, 2, now=NOW)
    assert left not in who(again)
    assert again.total == 5


def test_another_kind_asks_for_items_again(database: Database, profiles: Profiles, finder: Finder) -> None:
    Items(database, Search()).share(TEAM, "U1", content(title="Planning backlog"), now=NOW)
    says(profiles, "U2")
    people = finds(finder, "planning kind:person")

    items = finder.refine(TEAM, "U9", people.search_id, "kind", "project", now=NOW)
    back = finder.refine(TEAM, "U9", items.search_id, "kind", "person", now=NOW)

    assert [hit.item.title for hit in items.hits] == ["Planning backlog"]
    assert who(back) == ["U2"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [("phase:beta near:Dorset", ("phase",)), ("since:year by:me", ("by", "since"))],
    ids=["phase", "two"],
)
def test_filters_that_say_nothing_of_people_are_refused(
    profiles: Profiles, finder: Finder, text: str, keys: tuple[str, ...]
) -> None:
    says(profiles)

    with pytest.raises(NotForPeople) as refused:
        finds(finder, f"planning kind:person {text}")

    assert refused.value.keys == keys
    assert "theme" in refused.value.allowed


def test_what_the_viewer_may_do_is_known(database: Database, profiles: Profiles, finder: Finder) -> None:
    items = Items(database, Search())
    items.share(TEAM, "U1", content(), now=NOW)
    gone = items.share(TEAM, "U2", content(title="Other"), now=NOW)
    items.archive(TEAM, gone.id, by="U2", now=NOW)
    for member in ("U1", "U2"):
        says(profiles, member)

    people = finds(finder, "kind:person", by="U2").people

    assert {one.profile.member_id: (one.has_items, one.is_viewer) for one in people} == {
        "U1": (True, False),
        "U2": (False, True),
    }


# ---------------------------------------------------------------- where people are


@pytest.fixture
def around(profiles: Profiles) -> None:
    """People here and there; U4 is near too, but not to be found."""
    says(profiles, "U1", council="Dorset Council")
    says(profiles, "U2", council="Bournemouth, Christchurch and Poole Council")
    says(profiles, "U3", council="Cardiff Council")
    says(profiles, "U4", council="Wiltshire Council", public=False)
    says(profiles, "U5", council="Ambleford Housing Trust")


@pytest.mark.usefixtures("around")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("planning near:Dorset", {"U1", "U2"}, id="near, with words"),
        pytest.param("near:Dorset within:5km", {"U1"}, id="within"),
        pytest.param("in:Wales", {"U3"}, id="in a nation"),
        pytest.param('planning in:"South West"', {"U1", "U2"}, id="in a region, with words"),
        pytest.param("in:Scotland", set(), id="nobody there"),
        pytest.param("planning in:Wales theme:planning", set(), id="a theme as well"),
    ],
)
def test_people_are_found_where_their_council_is(finder: Finder, text: str, expected: set[str]) -> None:
    assert set(who(finds(finder, f"{text} kind:person"))) == expected


@pytest.mark.usefixtures("around")
def test_near_says_how_far(finder: Finder) -> None:
    people = finds(finder, "planning near:Dorset kind:person").people

    far = {one.profile.member_id: one.places[0].km for one in people}
    assert far["U1"] == 0
    assert 10 < far["U2"] < 50


@pytest.mark.usefixtures("around")
def test_within_alone_is_around_ones_own_council_public_or_not(finder: Finder) -> None:
    assert set(who(finds(finder, "within:80km kind:person", by="U4"))) == {"U1", "U2"}


@pytest.mark.usefixtures("around")
def test_a_place_that_could_be_two_is_asked_about(finder: Finder) -> None:
    found = finds(finder, "planning near:Newcastle kind:person")

    assert found.question is not None
    assert who(found) == []


# ---------------------------------------------------------------- councils


def test_councils_are_suggested_from_items_and_from_people_who_are_public(
    database: Database, profiles: Profiles
) -> None:
    shared = content(councils=("Ambleford Borough Council (sample)",))
    Items(database, Search()).share(TEAM, "U1", shared, now=NOW)
    says(profiles, "U2", council="Amberley Council (sample)")
    says(profiles, "U3", council="Amblecote Council (sample)", public=False)

    suggested = profiles.councils_like(TEAM, "amb")
    assert suggested[:2] == ["Amberley Council (sample)", "Ambleford Borough Council (sample)"]
    assert "Amblecote Council (sample)" not in suggested


def test_an_organisation_that_was_added_here_is_suggested_here_alone(
    database: Database, profiles: Profiles
) -> None:
    added = Council(
        code="~acme",
        name="Acme Repairs (sample)",
        short_name="Acme Repairs (sample)",
        type=OrganisationType.SUPPLIER,
        domains=("acme.example",),
    )
    with database.transaction(TEAM) as tx:
        tx.organisations.put([added], batch="one")

    assert profiles.councils_like(TEAM, "acme")[0] == added.name
    assert profiles.council_of(TEAM, "a.b@acme.example") == added.name
    assert profiles.councils_like(OTHER, "acme") == []
    assert profiles.council_of(OTHER, "a.b@acme.example") == ""


def test_a_council_that_people_here_have_named_comes_first_and_once(
    database: Database, profiles: Profiles
) -> None:
    shared = content(councils=("North Yorkshire Council",))
    Items(database, Search()).share(TEAM, "U1", shared, now=NOW)

    suggested = profiles.councils_like(TEAM, "north")

    assert suggested[0] == "North Yorkshire Council"
    assert suggested.count("North Yorkshire Council") == 1


@pytest.mark.parametrize(
    ("typed", "first"),
    [("dorset", "Dorset Council"), ("camden", "London Borough of Camden"), ("RBKC", "Kensington")],
)
def test_every_council_that_there_is_is_suggested(profiles: Profiles, typed: str, first: str) -> None:
    suggested = profiles.councils_like(TEAM, typed)

    assert first in suggested[0]
    assert len(set(suggested)) == len(suggested) <= MOST_SUGGESTIONS


@pytest.mark.parametrize(
    ("email", "council"),
    [
        ("a.b@dorsetcouncil.gov.uk", "Dorset Council"),
        ("a.b@camden.gov.uk", "London Borough of Camden"),
        ("a.b@ambleford.gov.uk", "Ambleford Borough Council (sample)"),
        ("a.b@ambleford.example", "Ambleford Borough Council (sample)"),
        ("a.b@digital.ambleford.gov.uk", "Ambleford Borough Council (sample)"),
        ("a.b@caer-elin.gov.wales", "Caer Elin County Borough Council (sample)"),
        ("a.b@example.com", ""),
        ("a.b@council.gov.uk", ""),
        ("a.b@nowhere.gov.uk", ""),
        ("nonsense", ""),
        ("", ""),
    ],
)
def test_a_council_is_suggested_by_the_domain_of_an_address(
    database: Database, profiles: Profiles, email: str, council: str
) -> None:
    names = ("Ambleford Borough Council (sample)", "Caer Elin County Borough Council (sample)")
    Items(database, Search()).share(TEAM, "U1", content(councils=names), now=NOW)

    assert profiles.council_of(TEAM, email) == council
