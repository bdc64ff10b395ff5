"""From what Slack says a form holds to an item's content. Nothing is judged here: `bot.domain.items` does that."""

import re
from collections.abc import Mapping
from typing import Any

from bot.domain.items import Collaboration, ItemContent, Kind, Link, Phase
from bot.views import ids

State = Mapping[str, Mapping[str, Mapping[str, Any]]]


def content_of(state: State) -> ItemContent:
    """What somebody has filled in so far; fields they have not come to are empty."""
    phase = _option(state, "phase", "phase")
    return ItemContent(
        kind=Kind(_option(state, "kind", ids.SHARE_KIND) or Kind.PROJECT),
        title=_text(state, "title", ids.SHARE_TITLE),
        summary=_text(state, "summary"),
        description=_text(state, "description"),
        links=links_of(_text(state, "links")),
        phase=Phase(phase) if phase else None,
        themes=_options(state, "themes"),
        councils=tuple(line.strip() for line in _text(state, "councils").splitlines() if line.strip()),
        people=tuple(_element(state, "people").get("selected_users") or ()),
        open_to=tuple(Collaboration(one) for one in _options(state, "open_to")),
        looking_for=_text(state, "looking_for"),
        open_to_public=bool(_options(state, "open_to_public")),
    )


def typed_links(state: State) -> str:
    """The links as they were typed."""
    return _text(state, "links")


def agreed(state: State) -> bool:
    """Whether the author of a private message agrees, says whoever saves it."""
    return bool(_options(state, "consent"))


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


def _element(state: State, block_id: str, action_id: str | None = None) -> Mapping[str, Any]:
    return state.get(block_id, {}).get(action_id or block_id, {})


def _text(state: State, block_id: str, action_id: str | None = None) -> str:
    return str(_element(state, block_id, action_id).get("value") or "")


def _option(state: State, block_id: str, action_id: str) -> str | None:
    chosen = _element(state, block_id, action_id).get("selected_option")
    return str(chosen["value"]) if chosen else None


def _options(state: State, block_id: str) -> tuple[str, ...]:
    return tuple(str(one["value"]) for one in _element(state, block_id).get("selected_options") or ())
