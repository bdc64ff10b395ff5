"""Finding people who want to be found, by the words of their profiles: spelling, shorthand and ranking as for items."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace

from bot.data import themes
from bot.domain.finding import NO_FILTERS, Filters
from bot.domain.matching import Candidate, Clause, IndexedText
from bot.domain.profiles import Profile
from bot.domain.refusals import NotForPeople
from bot.search import weights
from bot.search.places import Whereabouts
from bot.search.planning import Planner, worth_asking
from bot.search.query import Query
from bot.search.ranking import rank, share_of
from bot.search.synonyms import council_shorthand
from bot.search.text import WORD, stem, words_of
from storage.transaction import Transaction

ALLOWED = ("theme", "council", "near", "within", "in", "like")
"""The filters that say something of a person."""
_ALLOWED_FIELDS = ("theme", "council", "near", "within", "inside", "like", "at")
PARTS = ("role", "council", "themes", "offers", "needs")
"""The parts of a profile that people are found by, as they are told."""
_NO_TEXT = IndexedText(title="", summary="", tags="", body="")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFound:
    """Who fits, the best first."""

    people: tuple[Profile, ...]
    clauses: tuple[Clause, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()
    more_than: bool = False

    def why(self, profile: Profile) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The words of the question that stand in each part of somebody's profile."""
        return _why(profile, self.clauses) if self.clauses else ()


def find_people(
    tx: Transaction, workspace: str, query: Query, where: Whereabouts | None = None
) -> PeopleFound:
    """The people who fit a question; of filters alone, all who pass them, those that changed last first.

    `where` is what the filters of place come to.

    Raises:
        NotForPeople: a filter says nothing of a person.
    """
    _check(query.filters)
    conditions = tx.profiles.conditions(query.filters, councils=_councils(tx, where))
    if not query.typed and not query.phrases:
        everybody = tx.profiles.public(conditions, limit=weights.CANDIDATES)
        return PeopleFound(people=tuple(everybody), more_than=len(everybody) == weights.CANDIDATES)
    # A planner of its own each time: it must never know a word of somebody who is not to be found any more.
    plan = Planner(council_shorthand()).plan(_PeopleWords(tx), workspace, query)
    stems = {
        one for clause in worth_asking(plan) for phrase in clause.phrases for one in phrase.stems.split()
    }
    ids = tx.people_words.holding(stems, conditions, limit=weights.CANDIDATES)
    people = tx.profiles.by_ids(ids)
    ranked = rank([Candidate(item_id=one, text=_text(people[one])) for one in ids], plan.clauses)
    fitting = [
        people[one.item_id]
        for one in ranked
        if one.share >= weights.MATCH_SHARE and _has_all_exact(people[one.item_id], plan.clauses)
    ]
    return PeopleFound(
        people=tuple(fitting),
        clauses=plan.clauses,
        mended=plan.mended,
        more_than=len(fitting) == weights.CANDIDATES,
    )


def words_of_person(profile: Profile) -> list[tuple[str, str]]:
    """The distinct words that somebody can be found by, with their stems: none while they are not public."""
    if not profile.public:
        return []
    found: set[tuple[str, str]] = set()
    for part in PARTS:
        tokens = WORD.findall(_said(profile, part))
        words = words_of(tokens)
        found.update((word, stem(word)) for word in words)
        found.update((mark, mark) for mark in _marks(part, tokens))
    return sorted(found)


def _check(filters: Filters) -> None:
    asked = replace(filters, people=False, **dict.fromkeys(_ALLOWED_FIELDS))
    if asked != NO_FILTERS:
        names = [
            one.name for one in fields(Filters) if getattr(asked, one.name) != getattr(NO_FILTERS, one.name)
        ]
        raise NotForPeople(tuple(names), ALLOWED)


def _councils(tx: Transaction, where: Whereabouts | None) -> list[str] | None:
    """The councils that people name and that lie where it is asked for; None when no place is asked for."""
    codes = where.codes if where else None
    if where is None or codes is None:
        return None
    named = ((name, where.known.named(name)) for name in tx.profiles.public_councils())
    return [name for name, council in named if council and council.code in codes]


def _said(profile: Profile, part: str) -> str:
    if part == "themes":
        names = {theme.key: theme.name for theme in themes()}
        return " ".join(names.get(key, key) for key in profile.themes)
    return str(getattr(profile, part))


def _marks(part: str, tokens: Sequence[str]) -> list[str]:
    """As for items: "SEND" in capitals is no "send"; the names of themes and councils are no shorthand."""
    return council_shorthand().marks(tokens) if part in {"role", "offers", "needs"} else []


def _indexed(profile: Profile, *parts: str) -> str:
    stems: list[str] = []
    for part in parts:
        tokens = WORD.findall(_said(profile, part))
        stems += [*map(stem, words_of(tokens)), *_marks(part, tokens)]
    return " ".join(stems)


def _text(profile: Profile) -> IndexedText:
    """A profile by how much its parts matter: what somebody is, then what they offer, then all the rest."""
    return IndexedText(
        title=_indexed(profile, "role"),
        summary=_indexed(profile, "offers"),
        tags=" | ".join(_indexed(profile, part) for part in ("needs", "council", "themes")),
        body="",
    )


def _has_all_exact(profile: Profile, clauses: Sequence[Clause]) -> bool:
    exact = [clause for clause in clauses if clause.exact]
    return not exact or all(share_of(_text(profile), [clause]) for clause in exact)


def _why(profile: Profile, clauses: Sequence[Clause]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for part in PARTS:
        text = replace(_NO_TEXT, body=_indexed(profile, part))
        (judged,) = rank([Candidate(item_id=profile.id, text=text)], clauses)
        if judged.matched:
            found.append((part, judged.matched))
    return tuple(found)


class _PeopleWords:
    """The words of people. Those that only items hold are words all the same."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def held(self, stems: Collection[str]) -> dict[str, int]:
        return dict.fromkeys(self._tx.words.held(stems), 0) | self._tx.people_words.held(stems)

    def beginning_with(self, prefix: str, *, limit: int) -> list[tuple[str, str]]:
        return self._tx.people_words.beginning_with(prefix, limit=limit)

    def stamp(self) -> int:
        return 0

    def vocabulary(self) -> dict[str, int]:
        return self._tx.people_words.vocabulary()
