"""What is learned from *Not for me*."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.items import Kind
from bot.domain.not_for_me import FEWER_FROM, HALF_LIFE, NONE_FROM, Dismissed, against, likeness
from tests.factories import NOW, item

HOUSING = ("housing-and-homelessness",)
SAID = item(1, kind=Kind.PROBLEM, themes=HOUSING, councils=("Quillshire (sample)",))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param(
            {"kind": Kind.PROBLEM, "themes": HOUSING, "councils": ("QUILLSHIRE (sample)",)}, 1.0, id="all"
        ),
        pytest.param({"kind": Kind.IDEA, "themes": (*HOUSING, "planning")}, 0.5, id="a theme"),
        pytest.param({"kind": Kind.PROBLEM}, 0.2, id="the kind"),
        pytest.param({"kind": Kind.IDEA, "themes": ("planning",)}, 0.0, id="nothing"),
    ],
)
def test_likeness_is_what_two_share(wanted: dict[str, Any], expected: float) -> None:
    assert likeness(item(2, **wanted), SAID) == pytest.approx(expected)


def test_what_has_no_theme_is_judged_by_what_it_has() -> None:
    assert likeness(item(2, kind=Kind.IDEA), item(1, kind=Kind.IDEA)) == 1.0


def test_one_makes_for_fewer_three_for_none_and_time_heals() -> None:
    like_it = item(2, kind=Kind.PROBLEM, themes=HOUSING, councils=("Quillshire (sample)",))
    once = [Dismissed(item=SAID, at=NOW)]

    assert FEWER_FROM <= against(like_it, once, now=NOW) < NONE_FROM
    assert against(like_it, once * 3, now=NOW + timedelta(days=14)) >= NONE_FROM
    assert against(like_it, once, now=NOW + HALF_LIFE + timedelta(days=1)) < FEWER_FROM
    assert against(like_it, [], now=NOW) == 0
