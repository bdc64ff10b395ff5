"""Words and meaning together."""

import numpy as np
import pytest

from bot.domain.items import Phase
from bot.search import weights
from bot.search.blend import boosted, weigh, worth_showing
from bot.search.boosts import boost
from bot.search.word_index import Scored


def words(**found: tuple[float, float, int]) -> Scored:
    """Items by their number, with score, share and names."""
    ids = [int(name.removeprefix("i")) for name in found]
    scores, shares, names = zip(*found.values(), strict=True) if found else ((), (), ())
    return Scored(
        np.array(ids, np.int64),
        np.array(scores, np.float32),
        np.array(shares, np.float32),
        np.array(names, np.int8),
    )


def order(scored: Scored, meant: dict[int, float], *, grammar: float = 0.0) -> list[int]:
    return [one.item_id for one in weigh(scored, meant, grammar=grammar)]


def test_by_words_alone_the_better_score_comes_first_and_then_the_newest() -> None:
    assert order(words(i1=(0.2, 1, 0), i2=(0.5, 1, 0), i3=(0.2, 1, 0)), {}) == [2, 3, 1]


def test_meaning_decides_where_words_say_as_much() -> None:
    assert order(words(i1=(0.3, 1, 0), i2=(0.3, 1, 0)), {1: 0.6, 2: 0.4}) == [1, 2]


def test_keywords_count_by_their_words_and_a_sentence_by_its_meaning() -> None:
    scored, meant = words(i1=(0.4, 1, 0)), {1: 0.3, 2: 0.6}

    assert order(scored, meant, grammar=0.0) == [1, 2]
    assert order(scored, meant, grammar=0.5) == [2, 1]


def test_a_name_wins_over_meaning() -> None:
    assert order(words(i1=(0.1, 0.4, 1)), {2: 0.55}) == [1, 2]


def test_who_is_not_among_the_nearest_is_no_nearer_than_the_last_of_them() -> None:
    (first, second, third) = weigh(words(i3=(0.1, 0.5, 0)), {1: 0.8, 2: 0.5}, grammar=0.0, least=0.5)

    assert [one.item_id for one in (first, second, third)] == [1, 3, 2]
    assert second.score == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("share", "cosine", "fits"),
    [(weights.MATCH_SHARE, 0.0, True), (0.1, weights.MEANING_MATCH, True), (0.1, 0.1, False)],
)
def test_an_item_fits_by_its_words_or_by_its_meaning(share: float, cosine: float, *, fits: bool) -> None:
    (one,) = weigh(words(i1=(0.1, share, 0)), {1: cosine}, grammar=0.0)

    assert one.fits is fits
    assert (worth_showing([one]) == [one]) is fits


def test_beside_what_fits_only_what_comes_near_it_is_shown() -> None:
    weighed = weigh(words(), {1: 0.6, 2: 0.25, 3: 0.05}, grammar=0.0)

    assert [one.item_id for one in worth_showing(weighed)] == [1, 2]


def test_votes_a_phase_and_a_date_order_only_what_fits_equally_well() -> None:
    weighed = weigh(words(), {1: 0.6, 2: 0.6, 3: 0.3}, grammar=0.0)

    boosts = {
        1: boost(Phase.BETA, old=False, votes=5),
        2: boost(Phase.RETIRED, old=True, votes=0),
        3: boost(Phase.LIVE, old=False, votes=100),
    }
    assert [one.item_id for one in boosted(weighed, boosts)] == [1, 2, 3]
    assert boosts[1] > 0 > boosts[2]
