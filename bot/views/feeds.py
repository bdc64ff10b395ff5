"""Items that are open to the public as an Atom feed (RFC 4287)."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.data import themes
from bot.domain.publishing import PublicItem
from bot.views.items import kind_and_phase
from bot.views.public_items import link_words, what_it_is, whose
from bot.views.templates import template

ATOM = "http://www.w3.org/2005/Atom"
ATOM_TYPE = "application/atom+xml"
EVERYTHING = "all"
PUBLISHER = "Collab"
SUBTITLE = "What people in UK councils share, and let anyone read"
_NOT_IN_AN_ADDRESS = re.compile(r"[\\^`{}]")  # what RFC 3987 allows nowhere, and people paste


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: `name` is a URN that never changes, `address` and `page` are where it and the digest are, if known."""

    name: str
    title: str
    items: Sequence[PublicItem]
    address: str = ""
    page: str = ""


def feed_file(theme: str) -> str:
    """What the feed of a theme, or of `EVERYTHING`, is called as a file."""
    return f"{theme}.atom"


def as_atom(feed: Feed, *, now: datetime) -> bytes:
    """The feed as a file. It is the same to the byte while its items are; `now` dates one that has none."""
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    _add(root, "id", feed.name)
    _add(root, "title", feed.title)
    _add(root, "subtitle", SUBTITLE)
    _add(root, "updated", _moment(max((item.updated_at for item in feed.items), default=now)))
    _add(_add(root, "author"), "name", PUBLISHER)
    _add(root, "generator", PUBLISHER)
    if feed.address:
        _add(root, "link", rel="self", type=ATOM_TYPE, href=_address(feed.address))
    if feed.page:
        _add(root, "link", rel="alternate", type="text/html", href=_address(feed.page))
    for item in feed.items:
        _entry(root, item)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(root: ET.Element, item: PublicItem) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", item.name)
    _add(entry, "title", item.title)
    _add(entry, "published", _moment(item.shared_at))
    _add(entry, "updated", _moment(item.updated_at))
    for council in item.councils:
        _add(_add(entry, "author"), "name", council)
    _add(entry, "category", term=item.kind.value, label=kind_and_phase(item).capitalize())
    known = {theme.key: theme.name for theme in themes()}
    for key in item.themes:
        _add(entry, "category", term=key, label=known.get(key, key))
    for number, link in enumerate(item.links):
        rel = "related" if number else "alternate"
        _add(entry, "link", rel=rel, href=_address(link.url), title=link_words(link))
    if item.summary:
        _add(entry, "summary", item.summary)
    page = template("public_item.html").render(
        item=item, what=what_it_is(item), whose=whose(item), words=link_words
    )
    _add(entry, "content", page.strip(), type="html")


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = text or None
    return element


def _moment(moment: datetime) -> str:
    """As RFC 3339 has it, in UTC."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def _address(url: str) -> str:
    r"""A web address as an IRI.

    >>> _address("https://example.org/{a}\\b")
    'https://example.org/%7Ba%7D%5Cb'
    """
    return _NOT_IN_AN_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", url)
