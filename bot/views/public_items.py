"""Items in the words of pages and feeds that anybody may read: no markup of Slack's, and no names of people."""

from collections.abc import Sequence

from bot.domain.digests import Period, Reason
from bot.domain.items import Link
from bot.domain.publishing import PublicItem
from bot.views.items import kind_and_phase, theme_names
from bot.views.mrkdwn import listing

COUNCILS_SHOWN = 5
HEADINGS = {
    Reason.NEW: "New",
    Reason.SEEKING: "Looking for partners",
    Reason.UNANSWERED: "Nobody has answered yet",
    Reason.VOTED_UP: "Rising",
    Reason.ANSWERED: "Somebody has answered",
    Reason.ADOPTED: "Live now",
}


def what_it_is(item: PublicItem) -> str:
    """Kind, phase and themes: "Project in beta · Housing and homelessness"."""
    return " · ".join([kind_and_phase(item).capitalize(), *theme_names(item.themes)])


def whose(item: PublicItem) -> str:
    """The councils behind it, a few and how many more; nothing where none is named."""
    named = list(item.councils[:COUNCILS_SHOWN])
    more = len(item.councils) - len(named)
    return listing([*named, f"{more} more"] if more else named) if named else ""


def link_words(link: Link) -> str:
    """What a link says: its title, or else where it leads.

    >>> link_words(Link(url="https://example.org/plan/"))
    'example.org/plan'
    """
    return link.title or link.url.split("://", 1)[1].rstrip("/")


def themes_in_words(themes: Sequence[str]) -> str:
    """The themes that something is about; nothing where it is about all."""
    return listing(theme_names(tuple(themes))) if themes else ""


def days(period: Period) -> str:
    """From which day to which, in the time zone that the moments bear: "9 to 16 November 2026"."""
    first, last = period.since, period.until
    if first.date() == last.date():
        return f"{last:%-d %B %Y}"
    if first.year != last.year:
        begins = f"{first:%-d %B %Y}"
    elif first.month != last.month:
        begins = f"{first:%-d %B}"
    else:
        begins = f"{first:%-d}"
    return f"{begins} to {last:%-d %B %Y}"
