"""The order in which results stand."""

from bot.domain.workshop_results import Results, results
from tests.workshops import PREMORTEM, state, workshop, written


def order(found: Results) -> list[str]:
    return [one.title for one in found.ranked]


def test_votes_come_first_then_how_many_say_it_then_the_oldest() -> None:
    found = results(
        state(
            written(1, "old, two votes"),
            written(2, "three votes"),
            written(3, group_id=1),
            written(4, group_id=1),
            written(5, "young, two votes"),
            votes={1: 2, 2: 3, 5: 2},
            groups={1: "said twice, two votes"},
            group_votes={1: 2},
        )
    )

    assert order(found) == ["three votes", "said twice, two votes", "old, two votes", "young, two votes"]
    assert found.votes == 9
    assert found.contributions == 5


def test_who_has_as_many_votes_has_the_same_rank_and_the_next_one_counts_on() -> None:
    found = results(state(*map(written, range(1, 5)), votes={1: 5, 2: 3, 3: 3, 4: 1}))

    assert [(one.rank, one.tied) for one in found.ranked] == [(1, False), (2, True), (2, True), (4, False)]


def test_each_category_is_ranked_by_itself() -> None:
    found = results(
        state(
            written(1, "a", "Tools"),
            written(2, "b", "Culture"),
            written(3, "c", "Tools"),
            votes={1: 1, 2: 9, 3: 4},
        ),
        PREMORTEM.categories,
    )

    ranked = {one.category: [(each.rank, each.title) for each in one.results] for one in found.categories}
    assert ranked == {
        "Culture": [(1, "b")],
        "Tools": [(1, "c"), (2, "a")],
        "Behaviours": [],
        "Decision Making": [],
        "Communication": [],
    }
    assert [one.votes for one in found.categories] == [9, 5, 0, 0, 0]


def test_the_facilitators_categories_stand_in_their_order_and_others_after_them() -> None:
    mine = workshop(categories=("Money", "People"))

    found = results(
        state(written(1, category="Tools"), written(2, category="People"), of=mine), PREMORTEM.categories
    )

    assert [one.category for one in found.categories] == ["Money", "People", "Tools"]


def test_a_group_is_in_the_category_that_most_of_it_is_in() -> None:
    said = [
        written(1, category="Tools", group_id=1),
        *(written(n, category="Culture", group_id=1) for n in (2, 3)),
    ]
    half = [written(4, category="Tools", group_id=2), written(5, category="Culture", group_id=2)]

    found = results(state(*said, *half, groups={1: "most", 2: "half"}), PREMORTEM.categories)

    assert {one.title: one.category for one in found.ranked} == {"most": "Culture", "half": "Culture"}


def test_no_vote_is_lost_whether_it_was_cast_before_grouping_or_elsewhere() -> None:
    said = (written(1, group_id=1, imported_votes=4), written(2, group_id=1), written(3, imported_votes=1))

    found = results(state(*said, votes={1: 1, 2: 2, 3: 1}, groups={1: "g"}, group_votes={1: 3}))

    assert [(one.title, one.votes) for one in found.ranked] == [("g", 10), ("Something 3", 2)]


def test_what_is_in_no_group_stands_by_itself_and_an_empty_group_does_not_stand() -> None:
    found = results(state(written(1, "alone"), written(2, group_id=1), groups={1: "one", 2: "empty"}))

    assert {(one.title, one.group_id) for one in found.ranked} == {("alone", None), ("one", 1)}


def test_nothing_comes_to_nothing() -> None:
    found = results(state())

    assert found.ranked == ()
    assert found.votes == 0
