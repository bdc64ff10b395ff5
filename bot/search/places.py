"""Which councils somebody means by `near:`, `within:`, `in:` and `like:`, and why an item of theirs passes."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from threading import Lock
from typing import Literal

from bot.data.councils import gazetteer
from bot.domain.councils import Council, Likeness
from bot.domain.finding import Filters, PlaceReason
from bot.domain.gazetteer import Area, Gazetteer
from bot.domain.refusals import NoCouncilOfYours, PlaceUnclear
from storage.organisations import Stamp
from storage.transaction import Transaction

USUAL_KM = 50.0  # how far "near" reaches when nobody says
_MOST_KEPT = 20

_kept: OrderedDict[Stamp, Gazetteer] = OrderedDict()
_lock = Lock()


def gazetteer_of(tx: Transaction) -> Gazetteer:
    """The councils and other organisations that a workspace knows: those that ship with the bot, and its own.

    One of its own stands in for one of the same code, and for one of another code that has the same name.
    """
    stamp = tx.organisations.stamp()
    if not stamp:
        return gazetteer()
    with _lock:
        if kept := _kept.get(stamp):
            _kept.move_to_end(stamp)
            return kept
    made = overlaid(gazetteer(), tx.organisations.all())
    with _lock:
        _kept[stamp] = made
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return made


def overlaid(base: Iterable[Council], own: Iterable[Council]) -> Gazetteer:
    """A list with some organisations replaced, which keep their old names beside the new, and others added."""
    replacing = {one.code: one for one in own}
    names = {one.name.casefold() for one in replacing.values()}
    stay = []
    for one in base:
        if later := replacing.get(one.code):
            replacing[one.code] = _known_as(later, one.name)
        elif one.name.casefold() not in names:
            stay.append(one)
    return Gazetteer([*stay, *replacing.values()])


def _known_as(one: Council, name: str) -> Council:
    """The same, also under a name that it had before."""
    if name.casefold() in {each.casefold() for each in (one.name, *one.other_names)}:
        return one
    return replace(one, other_names=(*one.other_names, name))


def council_of(tx: Transaction, member_id: str) -> Council | None:
    """The council that a member's profile names, if it is one we know."""
    profile = tx.profiles.of(member_id)
    return gazetteer_of(tx).named(profile.council) if profile and profile.council else None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What the filters of place come to."""

    known: Gazetteer
    near: Council | None = None
    near_km: dict[str, float] | None = None
    unit: Literal["km", "mi"] = "km"
    area: Area | None = None
    like: Council | None = None
    alike: dict[str, Likeness] | None = None

    @property
    def codes(self) -> frozenset[str] | None:
        """The councils that pass all of them; None when there is no such filter."""
        area = self.area.codes if self.area else None
        asked = [frozenset(one) for one in (self.near_km, area, self.alike) if one is not None]
        return frozenset.intersection(*asked) if asked else None

    def why(self, councils: Iterable[str]) -> tuple[PlaceReason, ...]:
        """Why an item passes that names these councils: of the nearest, or the likest, of those that do."""
        codes = self.codes
        if codes is None:
            return ()
        named = (self.known.named(name) for name in councils)
        passing = [one for one in named if one and one.code in codes]
        return tuple(self._reasons(passing)) if passing else ()

    def _reasons(self, passing: list[Council]) -> Iterator[PlaceReason]:
        if self.near and self.near_km is not None:
            nearest = min(passing, key=lambda one: self.near_km[one.code])  # type: ignore[index]
            km = self.near_km[nearest.code]
            yield PlaceReason(council=nearest.short_name, near=self.near.short_name, km=km, unit=self.unit)
        if self.area and passing[0].name != self.area.name:
            yield PlaceReason(council=passing[0].short_name, inside=self.area.name)
        if self.like and self.alike is not None:
            likest = max(passing, key=lambda one: self.alike[one.code].score)  # type: ignore[index]
            yield PlaceReason(
                council=likest.short_name, like=self.like.short_name, alike=self.alike[likest.code]
            )


def located(tx: Transaction, filters: Filters, member_id: str) -> tuple[Filters, Whereabouts]:
    """The filters with the codes of the councils that they come to, for the database to look for.

    `within:` alone is around the council of whoever asks.

    Raises:
        PlaceUnclear: a place is not known, or may be several.
        NoCouncilOfYours: `within:` stands alone, and their profile names no council that we know.
    """
    known = gazetteer_of(tx) if filters.places else gazetteer()
    near = _council(known, "near", filters.near)
    if filters.within and near is None:
        near = council_of(tx, member_id)
        if near is None or near.latitude is None:
            raise NoCouncilOfYours(str(filters.within))
    like = _council(known, "like", filters.like)
    there = Whereabouts(
        known=known,
        near=near,
        near_km=known.near(near, filters.within.km if filters.within else USUAL_KM) if near else None,
        unit=filters.within.unit if filters.within else "km",
        area=_area(known, filters.inside),
        like=like,
        alike=known.like(like) if like else None,
    )
    return replace(filters, at=there.codes), there


def _council(known: Gazetteer, key: str, text: str | None) -> Council | None:
    if text is None:
        return None
    match = known.find(text)
    if match.one is None:
        nearest = match.councils or match.nearest
        raise PlaceUnclear(key, text, tuple(one.name for one in nearest), known=bool(match.councils))
    return match.one


def _area(known: Gazetteer, text: str | None) -> Area | None:
    if text is None:
        return None
    found = known.area(text)
    if len(found) != 1:
        nearest = tuple(one.name for one in found) or tuple(one.name for one in known.find(text).nearest)
        raise PlaceUnclear("in", text, nearest, known=bool(found))
    return found[0]
