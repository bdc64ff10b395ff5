"""What helps people in a workshop: what is here already, and what others found in work like theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.items import Item
from bot.domain.workshop_results import results
from bot.domain.workshops import FormatKey, Happened, Workshop
from bot.search.likeness import by_words
from bot.search.meaning.meaning import Meaning
from bot.search.search import Search
from bot.services.workshop_boards import state_of
from storage.database import Database
from storage.transaction import Transaction

MOST_THERE = 3
MOST_PROMPTS = 5
MOST_OF_ONE = 2  # prompts from one past workshop, so that several speak
PAST_LOOKED_AT = 200
MOST_COMPARED = 50  # of them by meaning, those with the most words in common first: somebody waits
MOST_ALIKE = 8
SAME_ITEM = 2.0  # more than any cosine
LIKE_IN_MEANING = 0.45  # cosine of the two subjects: above it the work is similar
LIKE_IN_WORDS = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """What a past workshop feared, and whether it came true."""

    title: str
    subject: str
    happened: Happened | None

    @property
    def words(self) -> str:
        """As a prompt."""
        where = f"“{self.subject}”"
        match self.happened:
            case Happened.YES:
                return f"{self.title} (it did happen, in {where})"
            case Happened.PARTLY:
                return f"{self.title} (it did happen in part, in {where})"
            case _:
                return f"{self.title} (from {where})"

    def order(self) -> int:
        """What came true first."""
        return list(Happened).index(self.happened or Happened.NO)


class WorkshopHelp:
    """Looks things up for those who are in a workshop."""

    def __init__(self, database: Database, search: Search, meaning: Meaning) -> None:
        self._database = database
        self._search = search
        self._meaning = meaning

    def existing(self, workspace: str, wishes: Sequence[str]) -> Mapping[str, tuple[Item, ...]]:
        """For each wish the items that are much like it, the likest first; no entry where there is none."""
        with self._database.reading(workspace) as tx:
            return existing(tx, workspace, self._search, wishes)

    def prompts(self, workspace: str, workshop_id: int) -> tuple[str, ...]:
        """Risks that past pre-mortems on work like this found, those that came true first; none for other formats.

        They are from public channels or the workshop's own, were voted for or came true, and name nobody. Show them
        only to people who have written: before, they would write what they read.
        """
        with self._database.reading(workspace) as tx:
            workshop = tx.workshops.get(workshop_id)
            if workshop is None or workshop.format is not FormatKey.PREMORTEM:
                return ()
            past = tx.workshops.closed(FormatKey.PREMORTEM, seen_in=workshop.channel_id, limit=PAST_LOOKED_AT)
            alike = self._alike(tx, workshop, [one for one in past if one.id != workshop.id])
            said = {
                " ".join(one.text.casefold().split()) for one in tx.contributions.of_workshop(workshop.id)
            }
            found = [risk for one in alike for risk in _risks(tx, one)]
        fresh = {risk.title.casefold(): risk for risk in sorted(found, key=Risk.order, reverse=True)}
        offered = sorted((one for title, one in fresh.items() if title not in said), key=Risk.order)
        return tuple(one.words for one in offered[:MOST_PROMPTS])

    def _alike(self, tx: Transaction, workshop: Workshop, past: Sequence[Workshop]) -> list[Workshop]:
        """Past workshops on work like this, the likest first: on the same item, or with a subject that is like it."""
        every = (workshop, *past)
        items = tx.items.by_ids({one.item_id for one in every if one.item_id})
        subject, *subjects = (_about(one, items.get(one.item_id or 0)) for one in every)
        by_word = by_words([subject, *subjects])[0, 1:].tolist()
        first = sorted(range(len(past)), key=lambda at: -by_word[at])[:MOST_COMPARED]
        meant = self._meaning.between(subject, [subjects[at] for at in first])
        least = LIKE_IN_WORDS if meant is None else LIKE_IN_MEANING
        cosines = [by_word[at] for at in first] if meant is None else meant
        near = [
            (SAME_ITEM if past[at].item_id and past[at].item_id == workshop.item_id else cosine, past[at])
            for at, cosine in zip(first, cosines, strict=True)
        ]
        near = sorted((each for each in near if each[0] >= least), key=lambda each: (-each[0], -each[1].id))
        return [one for _, one in near[:MOST_ALIKE]]


def existing(
    tx: Transaction, workspace: str, search: Search, wishes: Sequence[str]
) -> Mapping[str, tuple[Item, ...]]:
    """For each wish the current items that are much like it, the likest first; no entry where there is none."""
    ids = {one: search.similar(tx, workspace, one, limit=MOST_THERE) for one in dict.fromkeys(wishes)}
    items = tx.items.by_ids([item_id for found in ids.values() for item_id in found])
    there = {wish: tuple(items[one] for one in found if one in items) for wish, found in ids.items()}
    return {wish: found for wish, found in there.items() if found}


def _about(workshop: Workshop, item: Item | None) -> str:
    """What a workshop is about: its subject, and what its item says."""
    return " ".join([workshop.subject, *([item.title, item.summary] if item else [])])


def _risks(tx: Transaction, past: Workshop) -> list[Risk]:
    """The first risks of a past workshop: what came true, then what had votes."""
    told = tx.workshop_actions.look_backs([past.id]).get(past.id, ())
    true = {one.about: one.happened for one in told if one.happened is not Happened.NO}
    found = [
        Risk(title=one.title, subject=past.subject, happened=true.get(one.title))
        for one in results(state_of(tx, past)).ranked
        if one.votes or one.title in true
    ]
    return sorted(found, key=Risk.order)[:MOST_OF_ONE]
