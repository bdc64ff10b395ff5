"""Which council somebody means, which lie in an area, which are near, and which are alike."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from bot.domain.council_names import core, folded, joined
from bot.domain.councils import ALIKE_FROM, MOST_ALIKE, Council, Likeness, distance_km, likeness

MOST_CANDIDATES = 10
MOST_NEAREST = 5
SHORTEST_PART = 3  # letters
_LIKELY = 0.72  # of difflib's ratio: a name below it is no suggestion
_ALSO_AREAS = {
    "yorkshire": "Yorkshire and The Humber",
    "yorkshire and humber": "Yorkshire and The Humber",
    "humber": "Yorkshire and The Humber",
    "east anglia": "East of England",
    "eastern england": "East of England",
    "east england": "East of England",
    "ni": "Northern Ireland",
    "cymru": "Wales",
    "alba": "Scotland",
    "ne": "North East",
    "nw": "North West",
    "se": "South East",
    "sw": "South West",
}
_REGION = re.compile(r" (region|england)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Whom a name stands for: one council, several, or none with the nearest names instead."""

    councils: tuple[Council, ...] = ()
    nearest: tuple[Council, ...] = ()

    @property
    def one(self) -> Council | None:
        """The council, if there is no doubt."""
        return self.councils[0] if len(self.councils) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A nation, a region, or what belongs to a council: its name as one can type it, and the codes of those within."""

    name: str
    codes: frozenset[str]


class Gazetteer:
    """A list of councils and other organisations that can be asked. It never changes."""

    def __init__(self, councils: Iterable[Council]) -> None:
        self._by_code = {one.code: one for one in councils}
        current = [one for one in self._by_code.values() if not one.closed]
        closed = [one for one in self._by_code.values() if one.closed]
        self._steps = [
            _index(current, folded, _own_names),
            _index(current, folded, lambda one: one.other_names),
            _index(closed, folded, lambda one: (one.name, *one.other_names)),
            _index(current, core, _all_names),
            _index(closed, core, _all_names),
            _index(current, joined, _all_names),
        ]
        self._words = [(one, [set(key.split()) for key in _keys(one, core, _all_names)]) for one in current]
        self._members = _members(current)
        self._areas = _areas(self._by_code.values())
        self._domains = {
            domain: one for one in [*closed, *reversed(current)] for domain in _usual_domains(one)
        }
        self._domains |= {domain.casefold(): one for one in current for domain in one.domains}

    def __iter__(self) -> Iterator[Council]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def get(self, code: str) -> Council | None:
        """The council with this code."""
        return self._by_code.get(code)

    def find(self, text: str) -> Match:
        """Whom somebody means who writes this.

        An official, short or other name is taken as it is, whatever the case, accents and words such as "Council"; an
        authority that has closed stands for those that took over. Then part of a name will do ("Richmond").
        """
        found = self._exactly(text) or self._partly(text)
        if not found:
            return Match(nearest=self._nearest(text))
        return Match(councils=self._open(*found)[:MOST_CANDIDATES] or found)

    def named(self, name: str) -> Council | None:
        """The council, or other organisation, that a name in full stands for: not part of a name, and no guess.

        A closed authority is its only successor, or itself if several took over from it.
        """
        found = self._exactly(name)
        current = self._open(*found)
        return current[0] if len(current) == 1 else found[0] if len(found) == 1 else None

    def is_place(self, text: str) -> bool:
        """Whether this is in full the name of a council, a region or a nation."""
        said = folded(text)
        return said in self._areas or said in _ALSO_AREAS or bool(self._exactly(text))

    def area(self, text: str) -> tuple[Area, ...]:
        """The areas that somebody may mean: a nation or region, or a council with those that lie in it.

        Several only where they differ in who lies there.
        """
        said = folded(text)
        plain = _REGION.sub("", said)
        place = self._areas.get(folded(_ALSO_AREAS.get(plain, plain))) or self._areas.get(said)
        found = {place.codes: place} if place else {}
        for council in self._areas_of_councils(text) if plain == said or not place else ():
            codes = self.within(council.code)
            found.setdefault(codes, Area(name=council.name, codes=codes))
        if len(found) == 1:
            return tuple(found.values())
        return tuple(
            replace(area, name=f"{area.name} region") if area is place else area for area in found.values()
        )

    def _areas_of_councils(self, text: str) -> tuple[Council, ...]:
        """The councils that somebody may mean who asks for an area, also those of a region's name."""
        said = folded(text)
        if said in _ALSO_AREAS:
            return ()
        if said in self._areas:
            return self._exactly(f"{said} combined authority") or self._exactly(said)
        return self.find(text).councils

    def within(self, code: str) -> frozenset[str]:
        """A council and all that lie in it: a county's districts, a combined authority's councils."""
        inside = {code}
        for member in self._members.get(code, ()):
            inside |= self.within(member)
        return frozenset(inside)

    def near(self, council: Council, km: float) -> dict[str, float]:
        """The codes of those at most so far from a council, itself too, with how far that is in kilometres."""
        far = {one.code: distance_km(council, one) for one in self._by_code.values()}
        return {code: away for code, away in far.items() if away is not None and away <= km}

    def like(self, council: Council) -> dict[str, Likeness]:
        """The codes of the current councils most like this one, the likest first; never itself."""
        others = (one for one in self._by_code.values() if one.code != council.code and not one.closed)
        judged = {one.code: likeness(council, one) for one in others}
        alike = [(code, how) for code, how in judged.items() if how.score >= ALIKE_FROM]
        return dict(sorted(alike, key=lambda one: -one[1].score)[:MOST_ALIKE])

    def of_domain(self, domain: str) -> Council | None:
        """The council whose e-mail comes from this domain (or one below it), by its usual form or a known one.

        A suggestion, to be confirmed: domains are mostly derived from names.
        """
        labels = domain.casefold().strip().rstrip(".").split(".")
        for start in range(len(labels) - 1):
            if found := self._domains.get(".".join(labels[start:])):
                successors = self._open(found)
                return successors[0] if len(successors) == 1 else None
        return None

    def _open(self, *councils: Council) -> tuple[Council, ...]:
        """These, and in the place of those that have closed those that took over in the end."""
        current: dict[str, Council] = {}
        seen: set[str] = set()
        waiting = list(councils)
        while waiting:
            one = waiting.pop(0)
            if one.code in seen:
                continue
            seen.add(one.code)
            if one.closed:
                waiting += [self._by_code[code] for code in one.successors if code in self._by_code]
            else:
                current[one.code] = one
        return tuple(current.values())

    def _exactly(self, text: str) -> tuple[Council, ...]:
        keys = (folded(text), folded(text), folded(text), core(text), core(text), joined(text))
        for index, key in zip(self._steps, keys, strict=True):
            if found := index.get(key):
                return tuple(found)
        return ()

    def _partly(self, text: str) -> tuple[Council, ...]:
        """Those that have all these words in one of their names; those that begin with them first."""
        said = set(core(text).split())
        if max(map(len, said), default=0) < SHORTEST_PART:
            return ()
        having = [one for one, names in self._words if any(said <= words for words in names)]
        first = [one for one in having if core(one.name).startswith(core(text))]
        return tuple(dict.fromkeys([*first, *having]))

    def _nearest(self, text: str) -> tuple[Council, ...]:
        keys = {key: found for index in self._steps[3:5] for key, found in index.items()}
        close = difflib.get_close_matches(core(text), keys, n=MOST_NEAREST, cutoff=_LIKELY)
        nearest = [one for key in close for council in keys[key] for one in self._open(council)]
        return tuple(dict.fromkeys(nearest))[:MOST_NEAREST]


def _own_names(one: Council) -> tuple[str, ...]:
    return one.name, one.short_name


def _all_names(one: Council) -> tuple[str, ...]:
    return one.name, one.short_name, *one.other_names


def _keys(one: Council, key: Callable[[str], str], names: Callable[[Council], Iterable[str]]) -> set[str]:
    return {key(name) for name in names(one)} - {""}


def _index(
    councils: Iterable[Council], key: Callable[[str], str], names: Callable[[Council], Iterable[str]]
) -> dict[str, list[Council]]:
    index: dict[str, list[Council]] = {}
    for one in councils:
        for each in _keys(one, key, names):
            index.setdefault(each, []).append(one)
    return index


def _members(councils: Iterable[Council]) -> dict[str, list[str]]:
    members: dict[str, list[str]] = {}
    for one in councils:
        for code in one.part_of:
            members.setdefault(code, []).append(one.code)
    return members


def _areas(councils: Iterable[Council]) -> dict[str, Area]:
    codes: dict[str, set[str]] = {}
    for one in councils:
        for name in filter(None, (one.nation, one.region)):
            codes.setdefault(name, set()).add(one.code)
    return {folded(name): Area(name=name, codes=frozenset(inside)) for name, inside in codes.items()}


def _usual_domains(one: Council) -> Iterator[str]:
    """The domains that councils mostly have, by their short name and type."""
    if not one.type.is_council:
        return
    plain = folded(one.short_name)
    for name in {plain.replace(" ", ""), plain.replace(" ", "-")}:
        yield f"{name}.gov.uk"
        yield from (f"{name}{kind}.gov.uk" for kind in ("council", "cc", "dc", "bc", "mbc", "-ca", "-cca"))
