"""What people outside Slack may read: of items whose owners opened them to the public, and of those only what is here.

Nothing that says who shared an item, works on it, voted for it or is interested in it gets this far.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from bot.domain.digests import Period, Reason
from bot.domain.items import Item, Kind, Link, Phase, is_web_address

_NAMES = UUID("6f1d7c1e-6c3f-4b63-9a55-0d8a2f6c2b9e")  # our own name space, for names that never change
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 has no way to write, or no reader would see (w3.org/TR/xml, 2.2), line ends too."""
_MEMBER = re.compile(r"<?@[UW](?=[A-Z]*\d)[A-Z0-9]{5,}(?:\|[^<>]*)?>?")  # as a mention becomes in a title
_IN_SLACK = re.compile(
    r"<?(?:slack://[^\s<>|]*|(?:https?://(?:[^\s/?#<>|]*[.@])?|(?<![\w./@-])(?:[\w-]+\.)*)slack\.com(?![\w-]|\.\w)"
    r"(?:\.?[/:?#][^\s<>|]*(?<![.,;:!?'\"”’)\]]))?)(?:\|[^<>]*)?>?",
    re.IGNORECASE,
)
"""An address of a workspace: it says which and maybe which channel, and opens for nobody outside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicItem:
    """An item as anybody on the internet may read it. `name` is a URN that never changes and tells nothing."""

    name: str
    kind: Kind
    phase: Phase | None
    title: str
    summary: str
    looking_for: str
    themes: tuple[str, ...]
    councils: tuple[str, ...]
    links: tuple[Link, ...]
    shared_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicDigest:
    """What happened in a period to items that are open to the public, each under one reason."""

    period: Period
    items: Mapping[Reason, tuple[PublicItem, ...]]

    def __bool__(self) -> bool:
        return any(self.items.values())


def is_public(item: Item) -> bool:
    """Whether its owner opened it, and it is not archived."""
    return item.open_to_public and item.archived_at is None


def published(item: Item, name: str) -> PublicItem:
    """What the public may read of an item.

    Raises:
        ValueError: it is not public.
    """
    if not is_public(item):
        raise ValueError("this item is not open to the public")
    links = (Link(url=_UNPRINTABLE.sub("", link.url), title=written(link.title)) for link in item.links)
    return PublicItem(
        name=name,
        kind=item.kind,
        phase=item.phase,
        title=written(item.title) or item.kind.capitalize(),
        summary=written(item.summary),
        looking_for=written(item.looking_for),
        themes=item.themes,
        councils=tuple(filter(None, map(written, item.councils))),
        links=tuple(link for link in links if is_web_address(link.url) and not _is_in_slack(link.url)),
        shared_at=item.created_at,
        updated_at=item.updated_at,
    )


def lasting_name(*parts: str) -> str:
    """A URN for what these parts name: always the same one, and nobody can read the parts in it.

    >>> lasting_name("T1", "feed") == lasting_name("T1", "feed") != lasting_name("T2", "feed")
    True
    """
    return uuid5(_NAMES, "\n".join(parts)).urn


def written(text: str) -> str:
    r"""Text without what cannot be written in XML, on one line, and without ids of Slack's members or addresses there.

    >>> written("Bins\x0b, \ud800missed\ufffe 🏠"), written("Ask @U02ABCDEF or <@U02ABC|amira>")
    ('Bins, missed 🏠', 'Ask somebody or somebody')
    >>> written("See https://sample.slack.com/archives/C02ABC/p1700.")
    'See Slack.'
    """
    return _IN_SLACK.sub("Slack", _MEMBER.sub("somebody", _UNPRINTABLE.sub("", text)))


def _is_in_slack(url: str) -> bool:
    host = (urlsplit(url).hostname or "").rstrip(".")
    return host == "slack.com" or host.endswith(".slack.com")
