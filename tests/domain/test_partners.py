"""How two go together: each part adds to the score, is told, and adds nothing where it is not there."""

from dataclasses import fields, replace

import pytest

from bot.domain import partners
from bot.domain.councils import Council, OrganisationType, Setting
from bot.domain.items import Collaboration, Kind, Phase
from bot.domain.partners import Alignment, Role, Side, aligned, enough, fit_of, role_of, users_of
from tests.factories import content
from tests.views.worst import kept

HERE = Council(
    code="E1",
    name="Ambleford Borough Council (sample)",
    short_name="Ambleford",
    type=OrganisationType.UNITARY,
    nation="England",
    region="South West",
    latitude=51.0,
    longitude=-2.0,
    setting=Setting.RURAL,
    population=200_000,
)
ELSEWHERE = Council(
    code="S1",
    name="Glen Torran Council (sample)",
    short_name="Glen Torran",
    type=OrganisationType.SUPPLIER,
    nation="Scotland",
    region="Scotland",
    latitude=57.0,
    longitude=-4.0,
)
NEED = Side(
    themes=("housing", "data"),
    phase=Phase.DISCOVERY,
    users=frozenset({"tenants"}),
    open_to=(Collaboration.NETWORKING, Collaboration.DELIVERY),
    councils=(HERE,),
)
NOBODY = Side(councils=(ELSEWHERE,))
BASE = aligned(NEED, NOBODY, fit=0.5)


def with_council(**changed: object) -> Side:
    """Somebody who has only a council like ours in common with us, but for this."""
    return Side(councils=(replace(HERE, code="E2", **changed),))  # type: ignore[arg-type]


PARTS = {
    "one theme of one": (Side(themes=("data",)), partners.THEMES),
    "one theme of two": (Side(themes=("data", "maps")), partners.THEMES / 2),
    "phase": (Side(phase=Phase.DISCOVERY), partners.PHASE),
    "users": (Side(users=frozenset({"tenants", "staff"})), partners.USERS),
    "one way to work together": (
        Side(open_to=(Collaboration.DELIVERY,)),
        partners.OPEN_TO * partners.ONE_TYPE,
    ),
    "two ways to work together": (
        Side(open_to=(Collaboration.NETWORKING, Collaboration.DELIVERY)),
        partners.OPEN_TO,
    ),
    "the same council": (Side(councils=(ELSEWHERE, HERE)), partners.PLACE),
    "the same region": (
        with_council(latitude=None, type=OrganisationType.SUPPLIER),
        partners.PLACE * partners.SAME_REGION,
    ),
    "a council that is alike": (
        with_council(latitude=None, region=""),
        partners.SIZE,
    ),
    "a council of similar size": (
        with_council(
            latitude=None, region="", nation="Wales", type=OrganisationType.DISTRICT, setting=Setting.URBAN
        ),
        partners.SIZE * partners.SIMILAR_SIZE,
    ),
}


def test_the_weights_make_one_and_alignment_counts_most() -> None:
    besides = (
        partners.THEMES + partners.PHASE + partners.USERS + partners.OPEN_TO + partners.PLACE + partners.SIZE
    )

    assert partners.FIT + besides == pytest.approx(1)
    assert besides > partners.FIT
    assert BASE.score == pytest.approx(partners.FIT * 0.5)


@pytest.mark.parametrize(("other", "adds"), PARTS.values(), ids=list(PARTS))
def test_each_part_adds_by_itself(other: Side, adds: float) -> None:
    assert aligned(NEED, other, fit=0.5).score == pytest.approx(BASE.score + adds)


@pytest.mark.parametrize(("other", "adds"), PARTS.values(), ids=list(PARTS))
def test_whatever_adds_can_be_told(other: Side, adds: float) -> None:
    del adds
    found = aligned(NEED, other, fit=0.5)
    told = [
        one.name
        for one in fields(Alignment)
        if one.name not in {"fit", "themes_share"} and getattr(found, one.name) != getattr(BASE, one.name)
    ]

    assert told


def test_all_there_is_makes_one() -> None:
    assert aligned(NEED, NEED, fit=1.0).score == pytest.approx(1 - partners.SIZE), (
        "the same council is no other"
    )
    twin = replace(NEED, councils=(replace(HERE, code="E2"),))
    assert aligned(NEED, twin, fit=1.0).score == pytest.approx(1)


def test_nearer_is_better_and_far_adds_nothing() -> None:
    near, further, far = (
        aligned(NEED, with_council(latitude=latitude, region="", type=OrganisationType.SUPPLIER), fit=0)
        for latitude in (51.1, 51.5, 53.0)
    )

    assert near.km == pytest.approx(11.1, abs=0.1)
    assert near.score > further.score > far.score == 0
    assert far.km is None


def test_of_several_councils_the_nearest_counts() -> None:
    both = Side(councils=(ELSEWHERE, replace(HERE, code="E2", latitude=51.1)))

    assert aligned(NEED, both, fit=0).km == pytest.approx(11.1, abs=0.1)


def test_who_wants_nothing_in_particular_takes_what_is_more_than_talk() -> None:
    words = Side()
    other = Side(open_to=tuple(Collaboration))

    assert aligned(words, other, fit=0).open_to == (Collaboration.RESOURCE_SHARING, Collaboration.DELIVERY)


def test_what_is_of_another_theme_must_fit_better() -> None:
    housing, planning = Side(themes=("housing",)), Side(themes=("planning",))

    assert enough(0.4, housing, housing)
    assert enough(0.4, housing, Side())
    assert not enough(0.4, housing, planning)
    assert enough(0.5, housing, planning)
    assert not enough(0.3, housing, housing)
    assert enough(0.3, housing, housing, person=True)
    assert not enough(0.4, housing, planning, person=True)


@pytest.mark.parametrize(
    ("share", "cosine", "fit"),
    [
        (0.8, None, 0.8),
        (1.0, 0.7, 1.0),
        (0.0, 0.7, 0.75),
        (1.0, 0.1, 0.75),
        (0.0, 0.15, 0.0),
        (0.0, 0.4, 0.375),
    ],
    ids=["no model", "both", "meaning alone", "words alone", "neither", "somewhat alike"],
)
def test_words_or_meaning_nearly_suffice(share: float, cosine: float | None, fit: float) -> None:
    assert fit_of(share, cosine) == pytest.approx(fit)


@pytest.mark.parametrize(
    ("said", "also_looking", "wanted", "role"),
    [
        (content(kind=Kind.PROBLEM), False, (), Role.SAME_NEED),
        (content(kind=Kind.RESOURCE), False, (), Role.SOLVED),
        (content(phase=Phase.LIVE), False, (), Role.SOLVED),
        (content(phase=Phase.BETA), False, (), Role.SOLVED),
        (content(phase=Phase.LIVE), True, (), Role.SAME_NEED),
        (content(phase=Phase.ALPHA), False, (), Role.SAME_NEED),
        (content(phase=Phase.ALPHA, open_to=(Collaboration.DELIVERY,)), False, (), Role.OFFERS),
        (content(phase=Phase.ALPHA, open_to=(Collaboration.NETWORKING,)), False, (), Role.SAME_NEED),
        (
            content(phase=Phase.ALPHA, open_to=(Collaboration.DELIVERY,)),
            False,
            (Collaboration.NETWORKING,),
            Role.SAME_NEED,
        ),
    ],
    ids=[
        "a problem",
        "a resource",
        "live",
        "beta",
        "live, but looking for the same",
        "under way",
        "under way and open to delivery",
        "under way and open to talk",
        "open to what nobody wants",
    ],
)
def test_what_makes_an_item_a_partner(
    said: object, also_looking: bool, wanted: tuple[Collaboration, ...], role: Role
) -> None:
    assert role_of(kept(said), also_looking=also_looking, wanted=wanted) is role  # type: ignore[arg-type]


def test_users_are_those_that_are_named_and_nobody_is_guessed_at() -> None:
    assert users_of("A form for tenants") == {"tenants"}
    assert users_of("A Blue Badge form", "for carers and their children") == {
        "disabled people",
        "carers",
        "children and young people",
    }
    assert users_of("Parenthesis, officered, stafford") == frozenset()
