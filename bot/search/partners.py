"""From a need to its partners: items and people that fit by words and meaning, then by what they have in common."""

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.councils import Council
from bot.domain.finding import NO_FILTERS, Filters
from bot.domain.items import Item, Kind
from bot.domain.matching import Candidate, Clause, IndexedText
from bot.domain.partners import (
    LEAST_FIT,
    LEAST_FIT_OF_PERSON,
    Partner,
    Role,
    Side,
    aligned,
    enough,
    fit_of,
    role_of,
    side_of,
    side_of_person,
)
from bot.domain.profiles import Profile
from bot.search import weights
from bot.search.meaning.meaning import Meaning
from bot.search.people import find_people
from bot.search.people_meant import PeopleMeant
from bot.search.places import Whereabouts, gazetteer_of
from bot.search.query import Query
from bot.search.ranking import Ranked, rank
from bot.search.search import Results, Search
from bot.search.synonyms import council_shorthand
from bot.search.text import WORD, stem, words_of
from storage.transaction import Transaction

Named = Callable[[str], Council | None]
"""The council that a name stands for."""

MOST_CANDIDATES = 40  # items of each question
MOST_LOOKED_INTO = 12  # items whose "looking for" is compared with the question in meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What partners are looked for: in other words too if there are some, and what is known of the one who needs it.

    `filters` and `where` narrow down who comes into question; `not_of` are members who do not.
    """

    queries: tuple[Query, ...]
    side: Side
    filters: Filters = NO_FILTERS
    where: Whereabouts | None = None
    not_of: frozenset[str] = frozenset()
    item_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How much somebody has to do with a need, and by which words."""

    fit: float
    matched: tuple[str, ...] = ()
    alike: bool = False


class PartnerSearch:
    """Finds partners. One is enough for a process."""

    def __init__(self, search: Search, meaning: Meaning) -> None:
        self._search = search
        self._meaning = meaning
        self._people_meant = PeopleMeant(meaning)

    def find(
        self, tx: Transaction, workspace: str, need: Need, *, now: datetime
    ) -> tuple[list[Partner], tuple[tuple[str, str], ...]]:
        """All who fit, the best first, and what was mended in the words. Only people who want to be found.

        The transaction must be one that only reads.
        """
        named: Named = functools.cache(gazetteer_of(tx).named)  # few councils, named by many
        found: list[Partner] = []
        mended: dict[str, str] = {}
        if not need.filters.people:
            filters = replace(need.filters, theme=None, phase=None)
            queries = [replace(query, filters=filters) for query in need.queries]
            results = [self._search.find(tx, workspace, query, now=now) for query in queries]
            mended = dict(pair for one in results for pair in one.mended)
            found += self._by_items(tx, need, results, named)
        if not (need.filters.kind or need.filters.by or need.filters.since):
            found += self._by_people(tx, workspace, need, named)
        best = sorted(found, key=lambda one: -one.alignment.score)
        return best, tuple(mended.items())

    def warm(self, tx: Transaction, workspace: str) -> None:
        """Read what people say of themselves, while nobody waits for it."""
        self._people_meant.warm(workspace, _said(tx.profiles.public()))

    def _by_items(
        self, tx: Transaction, need: Need, results: Sequence[Results], named: Named
    ) -> Iterator[Partner]:
        matches: dict[int, Match] = {}
        for one in results:
            for item_id in one.found[:MOST_CANDIDATES]:
                why = one.why(item_id)
                fit = fit_of(why.share, why.likeness if one.likeness else None)
                if fit > matches.get(item_id, Match(fit=LEAST_FIT)).fit:
                    matches[item_id] = Match(fit=fit, matched=why.matched, alike=why.alike)
        items = [
            item
            for item in tx.items.by_ids(matches).values()
            if item.id != need.item_id and item.owner_id not in need.not_of
        ]
        looking = self._also_looking(need, results, sorted(items, key=lambda one: -matches[one.id].fit))
        for item in items:
            match = matches[item.id]
            side = side_of(item, filter(None, map(named, item.councils)))
            if not enough(match.fit, need.side, side):
                continue
            yield Partner(
                role=role_of(item, also_looking=item.id in looking, wanted=need.side.open_to),
                alignment=aligned(need.side, side, fit=match.fit),
                item=item,
                matched=match.matched,
                alike=match.alike,
                also_looking=item.id in looking,
            )

    def _also_looking(self, need: Need, results: Sequence[Results], best: Sequence[Item]) -> set[int]:
        """The items, problems aside, that look for what is needed."""
        asking = [one for one in best if one.looking_for and one.kind is not Kind.PROBLEM]
        found = {
            item.id
            for item in asking
            for one in results
            if one.clauses and _judged(item.looking_for, one.clauses).share >= weights.WISH_SHARE
        }
        wishes = [one.looking_for for one in asking[:MOST_LOOKED_INTO]]
        for query in need.queries:
            cosines = self._meaning.between(query.text, wishes) or []
            found |= {
                one.id for one, cosine in zip(asking, cosines, strict=False) if cosine >= weights.WISH_MEANING
            }
        return found

    def _by_people(self, tx: Transaction, workspace: str, need: Need, named: Named) -> Iterator[Partner]:
        matches: dict[tuple[int, Role], Match] = {}
        people: dict[int, Profile] = {}
        narrowed = need.filters.council is not None or need.filters.places
        everybody = tx.profiles.public()
        filters = replace(need.filters, phase=None, theme=None)
        if narrowed:
            may = {one.id for one in find_people(tx, workspace, Query(filters=filters), need.where).people}
            everybody = [one for one in everybody if one.id in may]
        everybody = [one for one in everybody if one.member_id not in need.not_of]
        said = _said(everybody)
        for query in need.queries:
            by_words = find_people(tx, workspace, replace(query, filters=filters), need.where)
            worded = {one.id for one in by_words.people}
            near = self._people_meant.nearness(workspace, query.text, said)
            for profile in everybody:
                for role, text in ((Role.OFFERS, profile.offers), (Role.SAME_NEED, profile.needs)):
                    cosine = near.get(text) if near is not None else None
                    if not text or (
                        profile.id not in worded and fit_of(0, cosine or 0.0) < LEAST_FIT_OF_PERSON
                    ):
                        continue
                    judged = _judged(text, by_words.clauses)
                    fit = fit_of(judged.share, cosine)
                    if fit > matches.get((profile.id, role), Match(fit=0.0)).fit:
                        matches[profile.id, role] = Match(
                            fit=fit, matched=judged.matched, alike=not judged.matched
                        )
                        people[profile.id] = profile
        owners = tx.profiles.owners_among([one.member_id for one in people.values()]) if people else set()
        for (profile_id, role), match in _better(matches).items():
            profile = people[profile_id]
            side = side_of_person(profile, named(profile.council) if profile.council else None)
            if not enough(match.fit, need.side, side, person=True):
                continue
            yield Partner(
                role=role,
                alignment=aligned(need.side, side, fit=match.fit),
                profile=profile,
                matched=match.matched,
                alike=match.alike,
                has_items=profile.member_id in owners,
            )


def _better(matches: Mapping[tuple[int, Role], Match]) -> dict[tuple[int, Role], Match]:
    """Of somebody who offers it and needs it, the one that fits better."""
    found: dict[int, tuple[Role, Match]] = {}
    for (profile_id, role), match in matches.items():
        if profile_id not in found or match.fit > found[profile_id][1].fit:
            found[profile_id] = (role, match)
    return {(profile_id, role): match for profile_id, (role, match) in found.items()}


def _judged(text: str, clauses: Sequence[Clause]) -> Ranked:
    tokens = WORD.findall(text)
    stems = " ".join([*map(stem, words_of(tokens)), *council_shorthand().marks(tokens)])
    held = IndexedText(title="", summary="", tags="", body=stems)
    (judged,) = rank([Candidate(item_id=0, text=held)], clauses)
    return judged


def _said(people: Sequence[Profile]) -> list[str]:
    return [text for one in people for text in (one.offers, one.needs) if text]
