"""How far two groupings of the same things agree."""

from collections import Counter
from collections.abc import Hashable, Sequence
from math import comb


def adjusted_rand(found: Sequence[Hashable], meant: Sequence[Hashable]) -> float:
    """1 when both say the same, about 0 when one is by chance; each gives the group of each thing.

    Source: Hubert and Arabie, Comparing partitions, 1985, equation 5. The value is the example of scikit-learn's
    `adjusted_rand_score`.

    >>> round(adjusted_rand([0, 0, 1, 1], [0, 0, 1, 2]), 2)
    0.57
    """
    both, ours, theirs = _pairs(found, meant)
    chance = ours * theirs / comb(len(found), 2)
    best = (ours + theirs) / 2
    return (both - chance) / (best - chance) if best != chance else 1.0


def pairs_found(found: Sequence[Hashable], meant: Sequence[Hashable]) -> tuple[float, float]:
    """Of the pairs that were brought together, the share that belongs together; and of those that belong, that were.

    >>> pairs_found([0, 0, 1, 1], [0, 0, 1, 2])
    (0.5, 1.0)
    """
    both, ours, theirs = _pairs(found, meant)
    return (both / ours if ours else 1.0, both / theirs if theirs else 1.0)


def f1(precision: float, recall: float) -> float:
    """Their harmonic mean.

    >>> round(f1(0.5, 1.0), 3)
    0.667
    """
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _pairs(found: Sequence[Hashable], meant: Sequence[Hashable]) -> tuple[int, int, int]:
    """How many pairs are together in both, in the one, and in the other."""
    return (
        sum(comb(count, 2) for count in Counter(zip(found, meant, strict=True)).values()),
        sum(comb(count, 2) for count in Counter(found).values()),
        sum(comb(count, 2) for count in Counter(meant).values()),
    )
