"""How good a list of answers is: the two measures of docs/performance.md."""

import math
from collections.abc import Collection, Sequence

DEPTH = 10
"""Only so many answers count: nobody reads on."""


def ndcg(found: Sequence[str], relevant: Collection[str]) -> float:
    """How near the top the relevant ones stand, from 0 (none is among the first ten) to 1 (they come first).

    Normalised discounted cumulative gain. What is relevant gains 1, divided by the binary logarithm of its rank plus
    one; the sum is divided by that of the best possible list.

    Source: Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, 2002; the discount is that of
    Burges and others, Learning to rank using gradient descent, 2005, which trec_eval uses too.

    >>> round(ndcg(["a", "x", "b"], {"a", "b"}), 3)
    0.92
    """
    gained = sum(_discount(rank) for rank, one in enumerate(found[:DEPTH], start=1) if one in relevant)
    return gained / sum(map(_discount, range(1, min(len(relevant), DEPTH) + 1)))


def recall(found: Sequence[str], relevant: Collection[str]) -> float:
    """The share of what is relevant that is among the first ten.

    Source: Manning, Raghavan and Schütze, Introduction to Information Retrieval, 2008, section 8.3.

    >>> recall(["a", "x"], {"a", "b"})
    0.5
    """
    return len(set(found[:DEPTH]) & set(relevant)) / len(relevant)


def _discount(rank: int) -> float:
    return 1 / math.log2(rank + 1)
