"""Words and meaning made one: which items fit, and in what order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.search import weights
from bot.search.word_index import Scored


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """An item with all that speaks for it. `fits`: well enough to be shown by itself."""

    item_id: int
    score: float
    fits: bool


def weigh(words: Scored, meant: Mapping[int, float], *, grammar: float, least: float = 0.0) -> list[Weighed]:
    """Items that have words of a question, and items that are near to it in meaning; the best first, then the newest.

    An item's score is its cosine to the question, and more for its words: their part of the most that can be had
    (so that words which no item has all of count little), the less the more of the question is only grammar (a sentence
    says more than its words, keywords do not). `least` is the cosine of the last of the nearest: others are taken to be
    as near.
    """
    counts = weights.WORDS_COUNT * (1 - grammar) if meant else weights.WORDS_COUNT
    rows = zip(
        words.item_ids.tolist(),
        words.scores.tolist(),
        words.shares.tolist(),
        words.names.tolist(),
        strict=True,
    )
    found = {item_id: (score, share, names) for item_id, score, share, names in rows}
    weighed = []
    for item_id in {*found, *meant}:
        score, share, names = found.get(item_id, (0.0, 0.0, 0))
        cosine = meant.get(item_id, least)
        weighed.append(
            Weighed(
                item_id=item_id,
                score=cosine + counts * score + weights.NAME_COUNTS * names,
                fits=share >= weights.MATCH_SHARE or meant.get(item_id, 0.0) >= weights.MEANING_MATCH,
            )
        )
    return sorted(weighed, key=lambda one: (-one.score, -one.item_id))


def worth_showing(weighed: Sequence[Weighed]) -> list[Weighed]:
    """Those that fit, and once one does those that come near the best; none when none fits."""
    if not any(one.fits for one in weighed):
        return []
    least = weights.LEAST_OF_BEST * max(one.score for one in weighed)
    return [one for one in weighed if one.fits or one.score >= least]


def boosted(weighed: Sequence[Weighed], boosts: Mapping[int, float]) -> list[Weighed]:
    """The same, in the order that they have with what else speaks for them or against, as a part of the best score."""
    best = weighed[0].score if weighed else 0.0
    return sorted(weighed, key=lambda one: (-one.score - best * boosts.get(one.item_id, 0.0), -one.item_id))
