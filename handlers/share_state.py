"""From what Slack says a form holds to an item's content. Nothing is judged here: `bot.domain.items` does that."""

import re

from bot.domain.items import Collaboration, ItemContent, Kind, Link, Phase
from bot.views import ids
from bot.views.form_state import State, element_of, option_of, options_of, text_of


def content_of(state: State) -> ItemContent:
    """What somebody has filled in so far; fields they have not come to are empty."""
    phase = option_of(state, "phase")
    return ItemContent(
        kind=Kind(option_of(state, "kind", ids.SHARE_KIND) or Kind.PROJECT),
        title=text_of(state, "title", ids.SHARE_TITLE),
        summary=text_of(state, "summary"),
        description=text_of(state, "description"),
        links=links_of(text_of(state, "links")),
        phase=Phase(phase) if phase else None,
        themes=options_of(state, "themes"),
        councils=tuple(line.strip() for line in text_of(state, "councils").splitlines() if line.strip()),
        people=tuple(element_of(state, "people").get("selected_users") or ()),
        open_to=tuple(Collaboration(one) for one in options_of(state, "open_to")),
        looking_for=text_of(state, "looking_for"),
        open_to_public=bool(options_of(state, "open_to_public")),
    )


def typed_links(state: State) -> str:
    """The links as they were typed."""
    return text_of(state, "links")


def agreed(state: State) -> bool:
    """Whether the author of a private message agrees, says whoever saves it."""
    return bool(options_of(state, "consent"))


def links_of(text: str) -> tuple[Link, ...]:
    """Links, one a line: an address, and maybe a name after it.

    >>> links_of("https://example.org The plan")
    (Link(url='https://example.org', title='The plan'),)
    """
    found = []
    for line in text.splitlines():
        url, _, title = line.strip().partition(" ")
        if url:
            found.append(Link(url=url, title=re.sub(r"^[-–—:|\s]+", "", title)))
    return tuple(found)
