"""The worst that people can write and we keep: what every view has to stand."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.data import themes
from bot.domain.councils import Likeness, Setting
from bot.domain.details import Details, Mine
from bot.domain.finding import Filters, Found, Hit, PlaceReason, Radius, SavedSearch
from bot.domain.items import (
    CONTENT_FIELDS,
    DESCRIPTION_LIMIT,
    LOOKING_FOR_LIMIT,
    MAX_COUNCILS,
    MAX_LINKS,
    MAX_PEOPLE,
    MAX_THEMES,
    NAME_LIMIT,
    SUMMARY_LIMIT,
    TITLE_LIMIT,
    Action,
    Change,
    Collaboration,
    Item,
    ItemContent,
    Kind,
    Link,
    Origin,
    Phase,
    Source,
    checked,
)
from bot.domain.votes import Tally
from tests.factories import NOW

FILLINGS = {
    "ampersands": "&",
    "brackets": "<",
    "pings": "<!channel> ",
    "stars": "*",
    "backticks": "`",
    "emoji": "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",  # Wales, seven characters
    "one long word": "x",
    "quotes": '"\\',
    "lines": "a\n",
}
LONGEST_THEMES = tuple(
    theme.key for theme in sorted(themes(), key=lambda theme: len(theme.name), reverse=True)[:MAX_THEMES]
)
THEME_KEYS = frozenset(theme.key for theme in themes())
ALIKE = Likeness(score=1, same_type=True, setting=Setting.URBAN, similar_size=True, same_region=True)
TALLY = Tally(counts={"+1": 12_345, "raised_hands": 12_345, "heart": 12_345, "eyes": 12_345})


def filled(filling: str, length: int) -> str:
    """So many characters of it; white space at the end would be trimmed away."""
    return (filling * length)[: length - 1].strip() + "."


def worst_content(filling: str, kind: Kind = Kind.PROJECT) -> ItemContent:
    """The longest of everything, made of the filling. It passes our own checks: it can be shared."""
    name = " ".join(filled(filling, NAME_LIMIT).split())
    address = f"https://example.org/?{'&a' * 88}"
    return checked(
        ItemContent(
            kind=kind,
            title=filled(filling, TITLE_LIMIT),
            summary=filled(filling, SUMMARY_LIMIT),
            description=filled(filling, DESCRIPTION_LIMIT),
            links=tuple(Link(url=f"{address[:-1]}{number}", title=name) for number in range(MAX_LINKS)),
            phase=Phase.DISCOVERY if kind is Kind.PROJECT else None,
            themes=LONGEST_THEMES,
            councils=tuple(f"{number:02}{name[2:]}" for number in range(MAX_COUNCILS)),
            people=tuple(f"U0{number:09}" for number in range(MAX_PEOPLE)),
            open_to=tuple(Collaboration),
            looking_for=filled(filling, LOOKING_FOR_LIMIT),
            open_to_public=True,
        ),
        themes=THEME_KEYS,
    )


def kept(
    content: ItemContent, *, number: int = 2_147_483_647, owner: str | None = "U01234567890", **more: Any
) -> Item:
    """The content as an item; nobody's, unless it has an owner."""
    fields: dict[str, Any] = {name: getattr(content, name) for name in CONTENT_FIELDS}
    made = Item(
        **fields,
        id=number,
        owner_id=owner,
        contact="" if owner else filled("&", 200),
        origin=Origin(
            source=Source.MESSAGE, link="https://slack.example/archives/C0123456789/p1234567890123456"
        ),
        created_at=NOW,
        updated_at=NOW,
        confirmed_at=NOW,
    )
    return replace(made, **more)


def worst_details(filling: str, **more: Any) -> Details:
    """An item with all the history, votes and interest there can be, seen by its owner."""
    history = tuple(
        Change(
            action=Action.EDITED, by=f"U0{line:09}", at=NOW, fields=dict.fromkeys(CONTENT_FIELDS, ("a", "b"))
        )
        for line in range(10)
    )
    details = Details(
        item=kept(worst_content(filling)),
        votes=TALLY,
        interested=tuple(f"U0{number:09}" for number in range(500)),
        followers=500,
        owns=True,
        wants=True,
        following=True,
        may_change=True,
        history=history,
    )
    return replace(details, **more)


def worst_mine(filling: str) -> Mine:
    """Everything of somebody who does everything."""
    items = tuple(kept(worst_content(filling), number=number) for number in range(1, 21))
    return Mine(
        owned=items,
        archived=tuple(replace(item, archived_at=NOW) for item in items),
        interested=items,
        followed=items,
        voted_for=items,
        searches=tuple(SavedSearch(id=n, member_id="U1", text=filled(filling, 3000)) for n in range(1, 41)),
        new=items,
        votes={item.id: TALLY for item in items},
    )


def worst_found(filling: str, *, hits: int = 5, nearest: int = 0, filters: bool = True) -> Found:
    """A full page of results, or none with what is nearest."""
    item = kept(worst_content(filling))
    council = filled(filling, NAME_LIMIT)
    places = (
        PlaceReason(council=council, near=council, km=1234.5, unit="mi"),
        PlaceReason(council=council, inside=council),
        PlaceReason(council=council, like=council, alike=ALIKE),
    )
    matched = tuple(filled(filling, 60) for _ in range(8))
    hit = Hit(item=item, matched=matched, in_title=True, votes=TALLY, places=places if filters else ())
    chosen = Filters(
        kind=Kind.PROJECT,
        phase=Phase.DISCOVERY,
        theme=LONGEST_THEMES[0],
        council=council,
        by="U01234567890",
        since=NOW,
        near=council,
        within=Radius(amount=9999, unit="mi"),
        inside=council,
        like=council,
    )
    return Found(
        search_id=2_147_483_647,
        text=filled(filling, 4000),
        filters=chosen if filters else Filters(),
        page=2,
        pages=20,
        total=100,
        more_than=True,
        hits=(hit,) * hits,
        nearest=(hit,) * nearest,
        mended=tuple((filled(filling, 60), filled(filling, 60)) for _ in range(10)),
        words_left_out=7,
        at=NOW + timedelta(days=100),  # nobody has confirmed anything since
    )
