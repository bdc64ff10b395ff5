"""Finding partners, with the model itself, on both databases."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain.councils import Council, OrganisationType
from bot.domain.items import Collaboration, Item, ItemContent, Kind, Phase
from bot.domain.partners import PartnersFound, Role
from bot.domain.profiles import Contact, ProfileContent
from bot.domain.refusals import ItemArchived, ItemGone, NothingToFind, UnknownFilter
from bot.search.meaning.loading import load_embedder
from bot.search.meaning.meaning import Meaning, no_meaning
from bot.search.partners import PartnerSearch
from bot.search.search import Search
from bot.services.council_lists import Councils
from bot.services.embeddings import Embeddings
from bot.services.items import Items
from bot.services.partners import Partners
from bot.services.profiles import Profiles
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW, content

MEANING = Meaning(lambda: load_embedder(None))
PLANNING = ("planning-and-building-control",)
SHRUNK = ProfileContent(
    council="Ambleford (sample)",
    themes=PLANNING,
    offers="Our queue of undetermined applications fell from 400 to 90 in seven months. I can say how.",
    welcomes=(Contact.INTRODUCTIONS,),
    public=True,
)
CHECKLIST = content(
    kind=Kind.RESOURCE,
    title="Clearing a planning backlog: the checklist we used",
    themes=PLANNING,
    councils=("Ambleford (sample)",),
    open_to=(Collaboration.RESOURCE_SHARING,),
)
STUCK = content(
    kind=Kind.PROBLEM,
    title="Our planning backlog grows every month",
    summary="Residents wait for half a year.",
    themes=PLANNING,
    councils=("Easterleigh (sample)",),
    looking_for="Somebody who has shrunk theirs",
)
BINS = content(
    title="Missed bins are reported twice", summary="A form for bins.", themes=("waste-and-recycling",)
)
EASTERLEIGH = Council(
    code="~easterleigh",
    name="Easterleigh (sample)",
    short_name="Easterleigh (sample)",
    type=OrganisationType.UNITARY,
    nation="England",
    region="South West",
    latitude=51.0,
    longitude=-2.0,
    population=200_000,
)
AMBLEFORD = replace(
    EASTERLEIGH,
    code="~ambleford",
    name="Ambleford (sample)",
    short_name="Ambleford (sample)",
    latitude=51.378,  # 42 km to the north
    population=600_000,
)

Share = Callable[..., Item]
Ask = Callable[..., PartnersFound]


@pytest.fixture(params=[MEANING, no_meaning()], ids=["by meaning", "by words alone"])
def meaning(request: pytest.FixtureRequest) -> Meaning:
    found: Meaning = request.param
    return found


@pytest.fixture
def partners(database: Database, meaning: Meaning) -> Partners:
    search = Search(meaning)
    Councils(database).take_in(TEAM, [EASTERLEIGH, AMBLEFORD])
    return Partners(database, search, PartnerSearch(search, meaning))


@pytest.fixture
def share(database: Database, meaning: Meaning) -> Share:
    """Share something, and let it be read."""
    items, embeddings = Items(database, Search(meaning)), Embeddings(database, meaning)

    def shared(said: ItemContent, owner: str = "U1") -> Item:
        item = items.share(TEAM, owner, said, now=NOW)
        embeddings.embed_waiting(TEAM, clock=lambda: NOW)
        return item

    return shared


@pytest.fixture
def ask(partners: Partners) -> Ask:
    def asked(text: str, member: str = "U9") -> PartnersFound:
        return partners.find(TEAM, member, text, now=NOW)

    return asked


def profile(database: Database, member: str, about: ProfileContent, **changed: object) -> None:
    Profiles(database).save(TEAM, member, replace(about, **changed), now=NOW)  # type: ignore[arg-type]


def named(found: PartnersFound, role: Role) -> list[str]:
    return [one.item.title if one.item else str(one.member_id) for one in found.partners if one.role is role]


def everybody(found: PartnersFound) -> set[str | None]:
    return {one.member_id for one in found.partners}


by_meaning = pytest.mark.parametrize("meaning", [MEANING], ids=["by meaning"], indirect=True)


@by_meaning
def test_needs_meet_offers_in_other_words(database: Database, ask: Ask) -> None:
    profile(database, "U2", SHRUNK)
    profile(database, "U3", ProfileContent(offers="A bin day reminder as open source", public=True))

    found = ask("planning backlog")

    assert named(found, Role.OFFERS) == ["U2"]
    (one,) = found.partners
    assert (one.matched, one.alike) == ((), True)
    assert one.alignment.themes == PLANNING


@by_meaning
def test_who_looks_for_the_same_in_other_words_has_the_same_need(share: Share, ask: Ask) -> None:
    share(
        content(
            title="Damp in council homes, dealt with",
            phase=Phase.LIVE,
            looking_for="Who has dried out wet council flats",
        )
    )

    (one,) = ask("damp in council homes").partners
    assert (one.role, one.also_looking) == (Role.SAME_NEED, True)


def test_each_is_found_for_what_makes_them_a_partner(database: Database, share: Share, ask: Ask) -> None:
    share(STUCK)
    share(CHECKLIST)
    share(BINS)
    share(
        content(
            title="A triage for planning applications to cut the backlog",
            phase=Phase.ALPHA,
            themes=PLANNING,
            open_to=(Collaboration.DELIVERY,),
        )
    )
    share(
        content(
            title="Planning portal",
            summary="Plans sent online, without a backlog",
            phase=Phase.LIVE,
            themes=PLANNING,
            looking_for="Who has shrunk a planning backlog",
        )
    )
    profile(database, "U2", SHRUNK, offers="How we cut our planning backlog by half")
    profile(database, "U3", SHRUNK, offers="", needs="Help with our planning backlog")

    found = ask("planning backlog")

    assert set(named(found, Role.OFFERS)) == {"U2", "A triage for planning applications to cut the backlog"}
    assert named(found, Role.SOLVED) == [CHECKLIST.title]
    assert set(named(found, Role.SAME_NEED)) == {STUCK.title, "Planning portal", "U3"}
    (portal,) = (one for one in found.partners if one.item and one.item.title == "Planning portal")
    assert portal.also_looking
    assert [one.role for one in found.partners] == sorted(
        (one.role for one in found.partners), key=list(Role).index
    )


def test_partners_of_an_item_have_in_common_what_it_says(database: Database, share: Share, ask: Ask) -> None:
    stuck = share(STUCK, owner="U9")
    share(replace(CHECKLIST, summary="How residents wait less"), owner="U2")

    found = ask(f"#{stuck.id}")

    assert found.item == stuck
    (one,) = found.partners
    assert (one.role, one.alignment.themes) == (Role.SOLVED, PLANNING)
    assert one.alignment.users == ("residents",)
    assert one.alignment.open_to == (Collaboration.RESOURCE_SHARING,)
    assert one.alignment.km == pytest.approx(42, abs=0.1)
    assert one.alignment.region == "South West"


def test_who_asks_in_words_is_where_their_profile_says(database: Database, share: Share, ask: Ask) -> None:
    profile(database, "U9", ProfileContent(council="Easterleigh (sample)"))
    share(CHECKLIST)

    found = ask("planning backlog")
    assert found.placed
    assert found.partners[0].alignment.km == pytest.approx(42, abs=0.1)

    somewhere = ask("planning backlog", member="U8")
    assert not somewhere.placed
    assert somewhere.partners[0].alignment.km is None


def test_of_two_that_fit_as_well_the_aligned_one_comes_first(share: Share, ask: Ask) -> None:
    def said(title: str, **wanted: object) -> str:
        return share(content(title=title, kind=Kind.RESOURCE, **wanted)).title

    plain = said("Planning backlog guide one")
    aligned = said("Planning backlog guide two", themes=PLANNING, open_to=tuple(Collaboration))

    assert named(ask("planning backlog guide"), Role.SOLVED) == [aligned, plain]


def test_at_most_three_of_a_kind_are_shown_and_the_others_counted(share: Share, ask: Ask) -> None:
    for number in range(5):
        share(content(title=f"Planning backlog guide {number}", kind=Kind.RESOURCE))

    found = ask("planning backlog")

    assert (len(found.partners), found.more) == (3, 2)


def test_nobody_is_their_own_partner(database: Database, share: Share, ask: Ask) -> None:
    share(CHECKLIST, owner="U9")
    profile(database, "U9", SHRUNK, offers="How we cut our planning backlog")

    assert ask("planning backlog").partners == ()
    assert everybody(ask("planning backlog", member="U8")) == {"U9"}


def test_neither_is_whoever_owns_the_item_it_is_about(share: Share, ask: Ask) -> None:
    stuck = share(STUCK, owner="U1")
    share(replace(STUCK, title="Our planning backlog grows every week"), owner="U1")

    assert ask(f"#{stuck.id}").partners == ()


def test_only_those_who_say_so_are_found(database: Database, partners: Partners, ask: Ask) -> None:
    profile(database, "U2", SHRUNK, offers="How we cut our planning backlog", public=False)
    assert ask("planning backlog").partners == ()

    profile(database, "U2", SHRUNK, offers="How we cut our planning backlog")
    assert everybody(ask("planning backlog")) == {"U2"}

    Profiles(database).withdraw(TEAM, "U2", now=NOW)
    assert ask("planning backlog").partners == ()
    del partners


@pytest.mark.parametrize(
    "named_as",
    ["#{0.id}", "{0.id}", "our planning BACKLOG grows every month", "{card}"],
    ids=["its number", "a bare number", "its title", "a message that shows it"],
)
def test_an_item_can_be_named(database: Database, share: Share, ask: Ask, named_as: str) -> None:
    stuck = share(STUCK, owner="U9")
    with database.transaction(TEAM) as tx:
        tx.postings.add(channel_id="C1", message_ts="1700000000.123456", item_id=stuck.id)
    card = "https://collab.example/archives/C1/p1700000000123456?thread_ts=1.2"

    assert ask(named_as.format(stuck, card=card)).item == stuck


def test_what_is_not_there_is_refused(database: Database, share: Share, ask: Ask) -> None:
    gone = share(STUCK)
    Items(database, Search()).archive(TEAM, gone.id, by="U1", now=NOW)

    for text, refused in (
        ("#4711", ItemGone),
        ("https://collab.example/archives/C1/p1700000000123456", ItemGone),
        (f"#{gone.id}", ItemArchived),
        ("", NothingToFind),
        ("theme:planning", NothingToFind),
        ("bins colour:red", UnknownFilter),
    ):
        with pytest.raises(refused):
            ask(text)


def test_filters_narrow_it_down_and_theme_and_phase_say_what_is_needed(
    database: Database, share: Share, ask: Ask
) -> None:
    share(CHECKLIST)
    share(replace(CHECKLIST, title="A planning backlog, cleared", councils=("Easterleigh (sample)",)))
    profile(database, "U2", SHRUNK, offers="How we cut our planning backlog")

    there = ask("planning backlog council:Easterleigh")
    assert named(there, Role.SOLVED) == ["A planning backlog, cleared"]
    assert named(there, Role.OFFERS) == []
    assert everybody(ask("planning backlog kind:person")) == {"U2"}
    assert named(ask("planning backlog kind:idea"), Role.SOLVED) == []
    assert named(ask("planning backlog near:Ambleford within:10km"), Role.OFFERS) == ["U2"]

    share(
        content(title="Planning backlog in discovery", phase=Phase.DISCOVERY, themes=("data-and-analytics",))
    )
    found = ask("planning backlog phase:discovery theme:data")
    (one,) = (each for each in found.partners if each.item and each.item.phase)
    assert (one.alignment.phase, one.alignment.themes) == (Phase.DISCOVERY, ("data-and-analytics",))
    assert CHECKLIST.title in named(found, Role.SOLVED), "what has another phase is found all the same"


def test_the_question_is_kept_for_the_buttons(database: Database, ask: Ask) -> None:
    found = ask("planning backlog theme:planning")

    with database.reading(TEAM) as tx:
        assert tx.searches.text(found.search_id) == "planning backlog theme:planning-and-building-control"
        assert not tx.searches.made()[0].found


def test_typing_errors_are_mended(share: Share, ask: Ask) -> None:
    share(CHECKLIST)

    found = ask("planing backlog")

    assert found.mended == (("planing", "planning"),)
    assert named(found, Role.SOLVED) == [CHECKLIST.title]


def test_an_item_of_no_words_has_no_partners(share: Share, ask: Ask) -> None:
    share(CHECKLIST)
    wordless = share(content(title="???", summary="!!!"), owner="U9")

    assert ask(f"#{wordless.id}").partners == ()


def test_another_workspace_is_not_looked_into(database: Database, share: Share, partners: Partners) -> None:
    item = share(CHECKLIST)
    profile(database, "U2", SHRUNK, offers="How we cut our planning backlog")

    assert partners.find("T0OTHER", "U9", "planning backlog", now=NOW).partners == ()
    with pytest.raises(ItemGone):
        partners.of_item("T0OTHER", "U9", item.id, now=NOW)
