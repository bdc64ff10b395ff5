"""Workshops for tests: states of one, made of a few words."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.data.formats import formats
from bot.domain.workshops import (
    Contribution,
    Format,
    FormatKey,
    Group,
    Workshop,
    WorkshopPhase,
    WorkshopSettings,
    WorkshopState,
)
from tests.factories import NOW

PREMORTEM, CHECKIN = formats()[FormatKey.PREMORTEM], formats()[FormatKey.CHECKIN]
VALUE, HMW = formats()[FormatKey.VALUE], formats()[FormatKey.HMW]


def workshop(
    form: Format = PREMORTEM, *, subject: str = "Repairs together (sample)", **settings: Any
) -> Workshop:
    return Workshop(
        id=7,
        format=form.key,
        subject=subject,
        channel_id="C1",
        facilitators=("U1",),
        settings=WorkshopSettings(**settings),
        phase=WorkshopPhase.CLOSE,
        opened_at=NOW,
        closed_at=NOW + timedelta(hours=1),
    )


def written(number: int, text: str = "", category: str = "", **more: Any) -> Contribution:
    """Contribution `number`, by U`number` and written so many minutes after the first."""
    values: dict[str, Any] = {"author": f"U{number}", "created_at": NOW + timedelta(minutes=number)} | more
    return Contribution(
        id=number, workshop_id=7, category=category, text=text or f"Something {number}", **values
    )


def state(
    *contributions: Contribution,
    votes: Mapping[int, int] | None = None,
    groups: Mapping[int, str] | None = None,
    group_votes: Mapping[int, int] | None = None,
    of: Workshop | None = None,
    late: Sequence[Contribution] = (),
) -> WorkshopState:
    return WorkshopState(
        workshop=of or workshop(),
        contributions=contributions,
        groups=tuple(
            Group(id=group_id, name=name, position=place)
            for place, (group_id, name) in enumerate((groups or {}).items())
        ),
        contributors=len({one.author for one in contributions}),
        contribution_votes=votes or {},
        group_votes=group_votes or {},
        late=tuple(late),
    )
