"""Partners for tests of views: the worst that there can be, and some that a reader knows."""

from bot.domain.items import Collaboration, Kind, Phase
from bot.domain.partners import USERS_WORDS, Alignment, Partner, PartnersFound, Role, Wanted
from tests.factories import NOW
from tests.views.worst import LONGEST_THEMES, filled, kept, worst_content
from tests.views.worst_people import worst_profile

EVERYTHING = Alignment(
    fit=1.0,
    themes=LONGEST_THEMES,
    themes_share=1.0,
    phase=Phase.DISCOVERY,
    users=tuple(USERS_WORDS),
    open_to=tuple(Collaboration),
    km=99.6,
    region="Yorkshire and The Humber",
    alike=True,
    similar_size=True,
)


def worst_partners(filling: str) -> PartnersFound:
    """Nine cards with everything in common, for somebody who wants no word of problems."""
    words = tuple(filled(filling, 60) for _ in range(8))
    item = kept(worst_content(filling))
    by_item = [
        Partner(
            role=role,
            alignment=EVERYTHING,
            item=item,
            matched=words,
            alike=True,
            also_looking=role is Role.SAME_NEED,
        )
        for role in (Role.OFFERS, Role.SOLVED, Role.SAME_NEED)
        for _ in range(2)
    ]
    by_person = [
        Partner(
            role=role, alignment=EVERYTHING, profile=worst_profile(filling), matched=words, has_items=True
        )
        for role in (Role.OFFERS, Role.SOLVED, Role.SAME_NEED)
    ]
    return PartnersFound(
        text=filled(filling, 3000),
        partners=(*by_item, *by_person),
        more=12_345,
        mended=tuple((filled(filling, 60), filled(filling, 60)) for _ in range(9)),
        search_id=2_147_483_647,
        placed=False,
        stopped=True,
        at=NOW,
    )


def worst_wanted(filling: str, *, by_item: bool) -> Wanted:
    """The longest problem, for somebody who is chosen for everything."""
    item = kept(worst_content(filling))
    theirs = Partner(
        role=Role.SOLVED if by_item else Role.OFFERS,
        alignment=EVERYTHING,
        item=item if by_item else None,
        profile=None if by_item else worst_profile(filling),
    )
    return Wanted(problem=kept(worst_content(filling, Kind.PROBLEM)), partner=theirs)
