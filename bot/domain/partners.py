"""Who might work with somebody on something: whether they need it, have solved it or offer it, and what fits besides.

What two have to do with the same thing (`fit`) decides who is a partner at all. How well they would work together,
which counts more, is the rest: each of its parts adds to one score, and each is told. Every number stands here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from bot.domain.councils import ALIKE_FROM, Council, distance_km, likeness
from bot.domain.items import Collaboration, Item, Kind, Phase
from bot.domain.profiles import Profile

# What each part adds at most; together they are 1.
FIT = 0.40
THEMES = 0.14
PHASE = 0.10
USERS = 0.10
OPEN_TO = 0.10
PLACE = 0.10
SIZE = 0.06

NEAR_KM = 100.0  # as the crow flies: from there on distance adds nothing
SAME_REGION = 0.3  # what being in one region counts, of being in one place
SIMILAR_SIZE = 0.6  # what a similar size counts, of being alike by our measure
ONE_TYPE = 0.6  # what one type of collaboration in common counts, of several

LEAST_FIT = 0.35  # below it two have too little to do with the same thing
LEAST_FIT_ELSEWHERE = 0.5  # the same of two whose themes are known, and differ
LEAST_FIT_OF_PERSON = 0.2  # the same of somebody of that theme: a profile has few words to go by
STRONG_FIT = 0.55  # from there on somebody is told of a problem that was posted

UNRELATED = 0.15  # cosine of two texts that have nothing to do with each other: it counts nothing
SAME_MEANING = 0.65  # cosine from which on two texts are about the same thing
LESSER_SHARE = 0.25  # of the fit comes from words or from meaning, whichever says less

USERS_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "residents": r"residents?|citizens?|the public",
        "tenants": r"tenants?|tenanc(?:y|ies)|leaseholders?",
        "carers": r"carers?|foster(?:ing)? (?:carers|families)",
        "children and young people": r"child|children|young people|pupils?|care leavers?",
        "parents": r"parents?",
        "older people": r"older people|pensioners?",
        "disabled people": r"disabled people|disabilit(?:y|ies)|blue badge",
        "businesses": r"business(?:es)?|traders?|employers?",
        "landlords": r"landlords?",
        "homeless people": r"homeless(?:ness)?|rough sleepers?",
        "councillors": r"councillors?",
        "staff": r"staff|officers?|colleagues?|our teams?",
    }
)
"""Whom things are about, and the words that say so. Who is named by none of them is not guessed at."""
_USERS = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in USERS_WORDS.items()}


class Role(StrEnum):
    """What makes somebody a partner, in the order in which they are shown."""

    OFFERS = "offers"
    SOLVED = "solved"
    SAME_NEED = "same need"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What is known of one of two who may work together. A need without `open_to` takes any closer collaboration."""

    themes: tuple[str, ...] = ()
    phase: Phase | None = None
    users: frozenset[str] = frozenset()
    open_to: tuple[Collaboration, ...] = ()
    councils: tuple[Council, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """What two have in common, part by part. What is empty adds nothing, and is not told."""

    fit: float
    themes: tuple[str, ...] = ()
    themes_share: float = 0.0
    phase: Phase | None = None
    users: tuple[str, ...] = ()
    open_to: tuple[Collaboration, ...] = ()
    km: float | None = None
    same_council: bool = False
    region: str = ""
    alike: bool = False
    similar_size: bool = False

    @property
    def score(self) -> float:
        """All of it as one number, from 0 to 1."""
        return (
            FIT * self.fit
            + THEMES * self.themes_share
            + PHASE * bool(self.phase)
            + USERS * bool(self.users)
            + OPEN_TO * (0.0 if not self.open_to else ONE_TYPE if len(self.open_to) == 1 else 1.0)
            + PLACE * self._place
            + SIZE * (1.0 if self.alike else SIMILAR_SIZE if self.similar_size else 0.0)
        )

    @property
    def _place(self) -> float:
        nearness = 0.0 if self.km is None else 1 - self.km / NEAR_KM
        return 1.0 if self.same_council else max(nearness, SAME_REGION if self.region else 0.0)


def enough(fit: float, need: Side, other: Side, *, person: bool = False) -> bool:
    """Whether two have enough to do with the same thing. What is of another theme must fit better: words mislead."""
    if not need.themes or not other.themes:
        return fit >= LEAST_FIT
    if not set(need.themes) & set(other.themes):
        return fit >= LEAST_FIT_ELSEWHERE
    return fit >= (LEAST_FIT_OF_PERSON if person else LEAST_FIT)


def fit_of(share: float, cosine: float | None) -> float:
    """How much two are about the same thing, from 0 to 1.

    `share` is how much of the words one has of the other's; the cosine of the two in meaning is None without a model.
    Either alone nearly suffices: the same thing has other names elsewhere, and names mean little to a model.

    >>> fit_of(1, None), fit_of(1, 0.65), fit_of(0, 0.65), fit_of(0, 0.1)
    (1, 1.0, 0.75, 0.0)
    """
    if cosine is None:
        return share
    meant = min(1.0, max(0.0, (cosine - UNRELATED) / (SAME_MEANING - UNRELATED)))
    return (1 - LESSER_SHARE) * max(share, meant) + LESSER_SHARE * min(share, meant)


def aligned(need: Side, other: Side, *, fit: float) -> Alignment:
    """How well a need and somebody go together. `fit` says how much they are about the same thing, from 0 to 1."""
    themes = tuple(one for one in need.themes if one in other.themes)
    fewer = min(len(need.themes), len(other.themes))
    pairs = [(one, two) for one in need.councils for two in other.councils]
    same = any(one.code == two.code for one, two in pairs)
    distances = [km for one, two in pairs if (km := distance_km(one, two)) is not None and km < NEAR_KM]
    likest = max((likeness(*pair) for pair in pairs), key=lambda one: one.score, default=None)
    return Alignment(
        fit=fit,
        themes=themes,
        themes_share=len(themes) / fewer if themes else 0.0,
        phase=need.phase if need.phase == other.phase else None,
        users=tuple(name for name in USERS_WORDS if name in need.users & other.users),
        open_to=_in_common(need.open_to, other.open_to),
        km=min(distances, default=None) if not same else None,
        same_council=same,
        region=next((one.region for one, two in pairs if one.region and one.region == two.region), "")
        if not same
        else "",
        alike=likest is not None and not same and likest.score >= ALIKE_FROM,
        similar_size=likest is not None and not same and likest.similar_size,
    )


def users_of(*texts: str) -> frozenset[str]:
    """Whom something is about, as far as it says so in words we know.

    >>> sorted(users_of("Tenants ring us", "and our staff cannot see why"))
    ['staff', 'tenants']
    """
    return frozenset(name for name, words in _USERS.items() if any(words.search(text) for text in texts))


def side_of(item: Item, councils: Iterable[Council]) -> Side:
    """An item as one of two; `councils` are those it names that we know."""
    return Side(
        themes=item.themes,
        phase=item.phase,
        users=users_of(item.title, item.summary, item.description),
        open_to=item.open_to,
        councils=tuple(councils),
    )


def side_of_person(profile: Profile, council: Council | None) -> Side:
    """A person as one of two."""
    return Side(
        themes=profile.themes,
        users=users_of(profile.role, profile.offers, profile.needs),
        councils=(council,) if council else (),
    )


def role_of(item: Item, *, also_looking: bool, wanted: Sequence[Collaboration] = ()) -> Role:
    """What makes an item's people partners: they have solved it, are open to do it together, or need it too."""
    if item.kind is Kind.PROBLEM or also_looking:
        return Role.SAME_NEED
    if item.kind is Kind.RESOURCE or item.phase in {Phase.BETA, Phase.LIVE, Phase.RETIRED}:
        return Role.SOLVED
    return Role.OFFERS if _closer(_in_common(wanted, item.open_to)) else Role.SAME_NEED


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Somebody to work with: by an item, or by a public profile.

    `matched` holds words of the need that they have; `alike`: they are similar to it in meaning. `also_looking`: the
    item looks for the same.
    """

    role: Role
    alignment: Alignment
    item: Item | None = None
    profile: Profile | None = None
    matched: tuple[str, ...] = ()
    alike: bool = False
    also_looking: bool = False
    has_items: bool = False

    @property
    def member_id(self) -> str | None:
        """The member whom it is about, if there is one."""
        return self.profile.member_id if self.profile else self.item.owner_id if self.item else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnersFound:
    """The partners for a need, in words or of an `item`: the best of each role, and how many more fit.

    `placed`: it is known where the need is. `stopped`: whoever asks wants no word of problems that they may help with.
    """

    text: str
    partners: tuple[Partner, ...]
    more: int = 0
    item: Item | None = None
    mended: tuple[tuple[str, str], ...] = ()
    search_id: int = 0
    placed: bool = True
    stopped: bool = False
    at: datetime


# --------------------------------------------------------------- telling those who may help with a problem

PATIENCE = timedelta(minutes=5)  # for whoever posts it to put it right
TOO_LATE = timedelta(days=2)  # what was posted while nothing ran for so long is no news
MOST_TOLD = 5  # of each problem
MOST_A_WEEK = 3  # for each person
WEEK = timedelta(days=7)
REMEMBERED = timedelta(days=30)
"""So long it is known who was told of what: those to whom a problem was nothing hear no more of whoever posted it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A problem that a member may help with, as they are told of it."""

    problem: Item
    partner: Partner


def _in_common(
    wanted: Sequence[Collaboration], offered: Sequence[Collaboration]
) -> tuple[Collaboration, ...]:
    if wanted:
        return tuple(one for one in offered if one in wanted)
    return _closer(offered)


def _closer(types: Iterable[Collaboration]) -> tuple[Collaboration, ...]:
    return tuple(one for one in types if one in {Collaboration.RESOURCE_SHARING, Collaboration.DELIVERY})
