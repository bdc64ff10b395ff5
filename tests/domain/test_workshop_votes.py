"""Which votes of a workshop count."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.workshop_votes import Cast, Choice, Choices, Counts
from bot.domain.workshops import Contribution, Group
from tests.factories import NOW


def contribution(number: int, group_id: int | None = None) -> Contribution:
    return Contribution(
        id=number, workshop_id=1, author="U1", category="Culture", text="x", created_at=NOW, group_id=group_id
    )


def group(number: int) -> Group:
    return Group(id=number, name=f"Group {number}", position=number)


def cast(voter: str, *choices: str) -> list[Cast]:
    return [Cast(voter=voter, choice=Choice.of(one), at=at) for at, one in enumerate(choices)]


def names(choices: Sequence[Choice]) -> list[str]:
    return [str(one) for one in choices]


GROUPED = Choices(
    [contribution(1, 10), contribution(2, 10), contribution(3), contribution(4, 11), contribution(5)],
    [group(10), group(11), group(12)],
)


def test_one_votes_for_groups_and_for_what_is_in_none() -> None:
    assert names(GROUPED.all) == ["g10", "g11", "c3", "c5"]


@pytest.mark.parametrize(
    ("said", "now"),
    [
        pytest.param("c3", "c3", id="by itself"),
        pytest.param("c1", "g10", id="grouped since"),
        pytest.param("g10", "g10", id="a group"),
        pytest.param("g12", None, id="a group that is empty"),
        pytest.param("g99", None, id="a group that is gone"),
        pytest.param("c99", None, id="withdrawn"),
    ],
)
def test_what_a_choice_has_become(said: str, now: str | None) -> None:
    found = GROUPED.now(Choice.of(said))

    assert (str(found) if found else None) == now


@pytest.mark.parametrize(
    ("votes", "limit", "counts"),
    [
        pytest.param(
            cast("U1", "g10", "c3"), None, Counts(contributions={3: 1}, groups={10: 1}, voters=1), id="one"
        ),
        pytest.param(
            [*cast("U1", "c3"), *cast("U2", "c3")], None, Counts(contributions={3: 2}, voters=2), id="two"
        ),
        pytest.param(
            cast("U1", "c1", "c2", "g10"), None, Counts(groups={10: 1}, voters=1), id="once for each group"
        ),
        pytest.param(
            cast("U1", "c3", "c5", "g10"),
            2,
            Counts(contributions={3: 1, 5: 1}, voters=1),
            id="the first up to the limit",
        ),
        pytest.param(
            cast("U1", "c1", "c2", "c3"),
            2,
            Counts(contributions={3: 1}, groups={10: 1}, voters=1),
            id="what became one counts once towards the limit",
        ),
        pytest.param(
            cast("U1", "c99", "c3"),
            1,
            Counts(contributions={3: 1}, voters=1),
            id="what is gone uses up no vote",
        ),
        pytest.param(cast("U1", "c99"), None, Counts(), id="who voted for nothing that is left is no voter"),
    ],
)
def test_votes_are_counted(votes: list[Cast], limit: int | None, counts: Counts) -> None:
    assert GROUPED.counts(votes, limit) == counts


CASTS = st.lists(
    st.builds(
        Cast,
        voter=st.sampled_from(["U1", "U2", "U3"]),
        choice=st.sampled_from(["c1", "c2", "c3", "c5", "c99", "g10", "g11", "g12"]).map(Choice.of),
        at=st.integers(0, 50),
    ),
    max_size=30,
)


@given(votes=CASTS, limit=st.none() | st.integers(1, 4))
def test_nobody_ever_counts_more_than_they_may(votes: list[Cast], limit: int | None) -> None:
    standing = GROUPED.standing(votes, limit)
    counts = GROUPED.counts(votes, limit)

    for mine in standing.values():
        assert len(set(mine)) == len(mine) <= (limit or len(GROUPED.all))
    assert sum(counts.contributions.values()) + sum(counts.groups.values()) == sum(
        map(len, standing.values())
    )
    assert counts.voters == len(standing) <= len({one.voter for one in votes})


@given(votes=CASTS, limit=st.none() | st.integers(1, 4), order=st.randoms())
def test_the_order_in_which_votes_are_read_does_not_matter(
    votes: list[Cast], limit: int | None, order: object
) -> None:
    once = list({(one.voter, one.at): one for one in votes}.values())  # nobody does two things at one moment
    mixed = list(once)
    order.shuffle(mixed)  # type: ignore[attr-defined]

    assert GROUPED.counts(mixed, limit) == GROUPED.counts(once, limit)
