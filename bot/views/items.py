"""An item in words: its kind, its people, its votes."""

from datetime import datetime

from bot.data import themes
from bot.domain.follow_ups import is_stale
from bot.domain.items import Item, Phase
from bot.domain.publishing import PublicItem
from bot.domain.votes import Tally
from bot.views.figures import counted
from bot.views.mrkdwn import date, excerpt, listing, user

COUNCILS_SHOWN = 3


def what_it_is(item: Item) -> str:
    """Kind, phase and themes: "Project in beta · Housing and homelessness"."""
    kind = kind_and_phase(item).capitalize()
    archived = ["Archived"] if item.archived_at else []
    return " · ".join([kind, *archived, *theme_names(item.themes)])


def kind_and_phase(item: Item | PublicItem) -> str:
    """What sort of thing it is and how far: "project in beta", "live project", "problem"."""
    if item.phase in {Phase.LIVE, Phase.RETIRED}:
        return f"{item.phase} {item.kind}"
    return f"{item.kind} in {item.phase}" if item.phase else item.kind.value


def theme_names(keys: tuple[str, ...]) -> list[str]:
    """The names people read for themes' keys; a key that is no longer known names itself."""
    known = {theme.key: theme.name for theme in themes()}
    return [known.get(key, key) for key in keys]


def whom_to_ask(item: Item) -> str:
    """Who to talk to, in mrkdwn."""
    if item.owner_id:
        return f"Ask {user(item.owner_id)}"
    if item.contact:
        return f"Ask {excerpt(item.contact, 100)}"
    return "Nobody is named to ask"


def whose(item: Item) -> str:
    """The councils behind it, in mrkdwn; a few and how many more."""
    names = [excerpt(name, 60) for name in item.councils[:COUNCILS_SHOWN]]
    more = len(item.councils) - len(names)
    return listing([*names, f"{more} more"] if more else names) if names else ""


def confirmed(item: Item, now: datetime | None = None) -> str:
    """When somebody last said that it is right, in mrkdwn; louder when that is long ago."""
    if now and is_stale(item, now):
        return f"Not confirmed since {date(item.confirmed_at)}"
    return f"Confirmed {date(item.confirmed_at)}"


def votes(tally: Tally) -> str:
    """The votes, by emoji and in words: ":+1: 3 :eyes: 1 (4 votes)"."""
    if not tally.total:
        return "No votes yet"
    each = " ".join(f":{emoji}: {count}" for emoji, count in tally.counts.items())
    return f"{each} ({counted(tally.total, 'vote')})"
