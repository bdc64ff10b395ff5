"""The worst that people can write of themselves and we keep: what every view of a profile has to stand."""

from dataclasses import replace

from bot.domain.finding import Filters, Found, PersonHit, PlaceReason
from bot.domain.items import NAME_LIMIT
from bot.domain.profiles import (
    PROFILE_FIELDS,
    ROLE_LIMIT,
    TEXT_LIMIT,
    Contact,
    Profile,
    ProfileContent,
    checked,
)
from tests.factories import NOW
from tests.views.worst import ALIKE, LONGEST_THEMES, THEME_KEYS, filled, worst_found


def worst_profile(filling: str, *, public: bool = True) -> Profile:
    """The longest of everything, made of the filling. It passes our own checks."""
    content = checked(
        ProfileContent(
            council=filled(filling, NAME_LIMIT),
            role=filled(filling, ROLE_LIMIT),
            themes=LONGEST_THEMES,
            offers=filled(filling, TEXT_LIMIT),
            needs=filled(filling, TEXT_LIMIT),
            welcomes=tuple(Contact),
            public=public,
        ),
        themes=THEME_KEYS,
    )
    written = {name: getattr(content, name) for name in PROFILE_FIELDS}
    return Profile(id=2_147_483_647, member_id="U01234567890", created_at=NOW, updated_at=NOW, **written)


def worst_people(filling: str) -> Found:
    """A full page of people, each matched in every part by as many words as can be."""
    council = filled(filling, NAME_LIMIT)
    words = tuple(filled(filling, 40) for _ in range(8))
    hit = PersonHit(
        profile=worst_profile(filling),
        why=tuple((part, words) for part in ("role", "council", "themes", "offers", "needs")),
        places=(
            PlaceReason(council=council, near=council, km=1234.5, unit="mi"),
            PlaceReason(council=council, inside=council),
            PlaceReason(council=council, like=council, alike=ALIKE),
        ),
        has_items=True,
        is_viewer=True,
    )
    chosen = Filters(people=True, theme=LONGEST_THEMES[0], council=filled(filling, NAME_LIMIT))
    return replace(worst_found(filling, hits=0), people=(hit,) * 5, filters=chosen)
