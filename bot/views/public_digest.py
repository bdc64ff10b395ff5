"""A digest for people outside Slack: a page that is ready to be an e-mail, and the same as plain text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import fill

from bot.domain.publishing import PublicDigest, PublicItem
from bot.views.figures import counted
from bot.views.public_items import HEADINGS, days, link_words, themes_in_words, what_it_is, whose
from bot.views.templates import template

TITLE = "What councils share"
MOST_IN_A_SECTION = 15  # so that a mail stays below the 100 KB that some programs show
ABOUT = (
    "People in UK councils share these in Collab, a bot in their Slack, and let anyone read them. "
    "To get in touch, turn to the councils named, or follow the links."
)
NOTHING = "Nothing is new."
_WIDTH = 72  # of a line of plain text, as mail has it


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Items under one heading; `more` found no room."""

    heading: str
    items: Sequence[PublicItem]
    more: str


def as_html(digest: PublicDigest, *, themes: Sequence[str] = (), feed: str = "") -> str:
    """One file with its styles in it: no scripts, nothing fetched from elsewhere, everything people wrote escaped.

    `feed` is the address of the feed that goes with it, if it is known.
    """
    return template("digest.html").render(
        title=TITLE,
        when=days(digest.period),
        themes=themes_in_words(themes),
        how_many=_how_many(digest),
        sections=_sections(digest),
        nothing=NOTHING,
        about=ABOUT,
        feed=feed,
        what_it_is=what_it_is,
        whose=whose,
        link_words=link_words,
    )


def as_text(digest: PublicDigest, *, themes: Sequence[str] = (), feed: str = "") -> str:
    """The same for a mail program, or a reader, that wants no HTML."""
    lines = [TITLE, "=" * len(TITLE), "", days(digest.period), _how_many(digest)]
    if themes:
        lines.append(f"About: {themes_in_words(themes)}")
    for section in _sections(digest):
        lines += ["", "", section.heading, "-" * len(section.heading)]
        for item in section.items:
            lines += ["", *_item_lines(item)]
        lines += ["", section.more] if section.more else []
    lines += ["", "", fill(ABOUT, _WIDTH)]
    lines += ["", "Feed:", feed] if feed else []
    return "\n".join(lines) + "\n"


def _sections(digest: PublicDigest) -> list[Section]:
    return [
        Section(
            heading=heading,
            items=found[:MOST_IN_A_SECTION],
            more=f"And {len(found) - MOST_IN_A_SECTION:,} more" if len(found) > MOST_IN_A_SECTION else "",
        )
        for reason, heading in HEADINGS.items()
        if (found := digest.items.get(reason, ()))
    ]


def _how_many(digest: PublicDigest) -> str:
    total = sum(map(len, digest.items.values()))
    return f"{counted(total, 'item')}, open to the public" if total else NOTHING


def _item_lines(item: PublicItem) -> Iterator[str]:
    """Lines of mail; addresses are never broken."""
    for words in (item.title, what_it_is(item), item.summary):
        yield from filter(None, [_filled(words)])
    if item.looking_for:
        yield _filled(f"Looking for: {item.looking_for}")
    if item.councils:
        yield _filled(f"Whom to ask: {whose(item)}")
    for link in item.links:
        yield _filled(f"{link.title}:") if link.title else "Read more:"
        yield link.url


def _filled(words: str) -> str:
    return fill(words, _WIDTH, break_long_words=False, break_on_hyphens=False)
