"""Digests for tests of views: some that a reader knows, and the worst that there can be."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.digests import MAX_ENTRIES, Digest, Doing, Entry, Period, Reason, RestPage, Section
from bot.domain.items import Kind
from bot.domain.partners import Partner, Role
from bot.domain.principles import SENTENCE_LIMIT, Principle, PrincipleText
from bot.domain.votes import Tally
from tests.factories import NOW, item
from tests.views.meetings import introduction
from tests.views.partners import EVERYTHING
from tests.views.worst import TALLY, filled, kept, worst_content
from tests.views.worst_people import worst_profile

LONDON = "Europe/London"
PERIOD = Period(since=NOW - timedelta(days=7), until=NOW)
LOUD = (Reason.NEW, Reason.VOTED_UP, Reason.ANSWERED, Reason.ADOPTED, Reason.SEEKING)
QUIET = (Reason.VOTED_UP, Reason.UNANSWERED, Reason.STALE)
KEY = "digest:U0123456789:2026-11-23T09:00:00+00:00"


def entry(number: int = 1, *reasons: Reason, gained: int = 0, votes: int = 0, **wanted: Any) -> Entry:
    """An item in a digest; what is no part of an entry is part of the item."""
    ours = {name: wanted.pop(name) for name in Entry.__dataclass_fields__ if name in wanted}
    about: dict[str, Any] = {"item": item(number, **({"owner_id": "U0AMIRA"} | wanted)), "reasons": reasons}
    return Entry(**(about | {"gained": gained, "votes": Tally(counts={"+1": votes})} | ours))


def digest(*entries: Entry, **wanted: Any) -> Digest:
    """A channel's, unless it is wanted otherwise."""
    plain = Digest(period=PERIOD, time_zone=LONDON, recipient="C0HOUSING", entries=entries)
    return replace(plain, **wanted)


def own(*entries: Entry, **wanted: Any) -> Digest:
    """A person's."""
    return digest(*entries, **({"recipient": "U0BEN", "personal": True, "message": KEY} | wanted))


def worst_entries(filling: str, section: Section, **wanted: Any) -> Sequence[Entry]:
    """As many entries of a section as a message takes, with everything that can be said of them."""
    plain = Entry(
        section=section,
        item=kept(worst_content(filling, Kind.PROBLEM)),
        reasons=QUIET if section is Section.QUIET else LOUD,
        gained=99_999,
        votes=TALLY,
        search=filled(filling, 3000) if section is Section.NEW else "",
        why=worst_partner(filling, by_item=True) if section is Section.HELP else None,
        doing=Doing(interested=True, following=True),
    )
    return [replace(plain, **wanted)] * MAX_ENTRIES


def worst_digests(filling: str) -> dict[str, Digest]:
    """Whatever they are full of."""
    both = (worst_partner(filling, by_item=True), worst_partner(filling, by_item=False))
    waiting = {"waiting": introduction(filling)}
    principle = Principle(
        id=2_147_483_647,
        number=1_000,
        text=PrincipleText(title=filled(filling, 100), sentence=filled(filling, SENTENCE_LIMIT)),
        proposed_by="U1",
        proposed_at=NOW,
    )
    every = [worst_entries(filling, section)[0] for section in Section]
    personal = {
        "all that one can help with": worst_entries(filling, Section.HELP),
        "by what one offers": worst_entries(filling, Section.HELP, why=both[1]),
        "all who wait": worst_entries(filling, Section.HELP, **waiting),
        "all that one waits for": worst_entries(filling, Section.WAITING, **waiting),
        "all partners": worst_entries(filling, Section.PARTNERS, partners=both),
        "all new": worst_entries(filling, Section.NEW),
        "nothing for me": worst_entries(filling, Section.NEW, doing=Doing(not_for_me=True)),
        "all principles": worst_entries(filling, Section.ADOPTED, item=None, principle=principle),
        "something of all": [*every, *every][:MAX_ENTRIES],
    }
    found = {name: own(*entries, more=100_000) for name, entries in personal.items()}
    found |= {f"{name}, stopped": replace(one, stopped=True) for name, one in found.items()}
    channel = {f"a channel: {one}": digest(*worst_entries(filling, one), more=100_000) for one in Section}
    return found | channel


def worst_partner(filling: str, *, by_item: bool) -> Partner:
    """Somebody with everything in common."""
    return Partner(
        role=Role.SOLVED if by_item else Role.OFFERS,
        alignment=EVERYTHING,
        item=kept(worst_content(filling)) if by_item else None,
        profile=None if by_item else worst_profile(filling),
    )


def rest(*entries: Entry, page: int = 2, pages: int = 3) -> RestPage:
    """A page of what found no room."""
    return RestPage(
        entries=entries, page=page, pages=pages, period=PERIOD, recipient="C0HOUSING", message=KEY
    )
