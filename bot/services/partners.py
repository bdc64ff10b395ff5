"""Who may work on something together, and telling those who may help with a problem that was posted."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.choosing import told_elsewhere
from bot.domain.digests import Reason
from bot.domain.finding import NO_FILTERS
from bot.domain.items import TITLE_LIMIT, Item
from bot.domain.notices import NewNotice, Notice, NoticeKind
from bot.domain.partners import (
    MOST_A_WEEK,
    MOST_TOLD,
    PATIENCE,
    STRONG_FIT,
    TOO_LATE,
    WEEK,
    Partner,
    PartnersFound,
    Role,
    Side,
    Wanted,
    aligned,
    side_of,
    side_of_person,
    users_of,
)
from bot.domain.profiles import Contact, Profile
from bot.domain.refusals import ItemArchived, ItemGone, NoNeedSaid
from bot.search.partners import Need, PartnerSearch
from bot.search.places import council_of, gazetteer_of, located
from bot.search.query import MAX_WORDS, Query, parse, split
from bot.search.search import Search
from bot.search.topics import THEME, subjects
from storage.database import Database
from storage.transaction import Transaction

MOST_OF_A_ROLE = 3
_NUMBER = re.compile(r"#?(\d{1,9})")
_POSTING = re.compile(r"https?://\S+/archives/([A-Z0-9]+)/p(\d{10})(\d{6})\S*")


class Partners:
    """Finds partners for those who ask, and tells partners of problems."""

    def __init__(self, database: Database, search: Search, finder: PartnerSearch) -> None:
        self._database = database
        self._search = search
        self._finder = finder

    def find(self, workspace: str, member_id: str, text: str, *, now: datetime) -> PartnersFound:
        """The partners for what somebody typed: words with filters, or an item's number, title or card.

        The question is kept, as for find, so that the buttons below can go on with it.

        Raises:
            NoNeedSaid: there are no words.
            ItemGone, ItemArchived: an item is named that is not there, or not any more.
            UnknownFilter, UnknownValue, NotForPeople, PlaceUnclear, NoCouncilOfYours: as for find.
        """
        with self._database.reading(workspace) as tx:
            item_id = self._named(tx, workspace, text.strip())
        if item_id is not None:
            return self.of_item(workspace, member_id, item_id, now=now)
        query = parse(text, member_id=member_id, now=now)
        if not query.typed and not query.phrases:
            raise NoNeedSaid
        with self._database.reading(workspace) as tx:
            filters, where = located(tx, query.filters, member_id)
            council = council_of(tx, member_id)
            side = Side(
                themes=_themes(query),
                phase=filters.phase,
                users=users_of(query.text),
                councils=(council,) if council else (),
            )
            need = Need(
                queries=(replace(query, filters=NO_FILTERS),),
                side=side,
                filters=filters,
                where=where,
                not_of=frozenset({member_id}),
            )
            found = self._found(tx, workspace, need, query.text, member_id, now)
        return self._kept(workspace, member_id, query.written(), found, now)

    def of_item(self, workspace: str, member_id: str, item_id: int, *, now: datetime) -> PartnersFound:
        """The partners for an item, for whoever asks: neither they themselves nor its owner.

        Raises:
            ItemGone, ItemArchived
        """
        with self._database.reading(workspace) as tx:
            item = tx.items.get(item_id)
            if item is None:
                raise ItemGone
            if item.archived_at:
                raise ItemArchived
            need = need_of(tx, item, member_id)
            found = self._found(tx, workspace, need, item.title, member_id, now)
        asked = Query(typed=split(item.title)[:MAX_WORDS]).written()
        return self._kept(workspace, member_id, asked, replace(found, item=item), now)

    def write_due(self, workspace: str, *, now: datetime) -> int:
        """Owe the best partners word of each problem that was posted some minutes ago; answers how many.

        Each problem is dealt with once, by one process.
        """
        with self._database.reading(workspace) as tx:
            problems = tx.partners.unmatched(since=now - TOO_LATE, until=now - PATIENCE)
            if problems:
                self._finder.warm(tx, workspace)
        return sum(self._tell(workspace, one, now) for one in problems)

    def to_tell(self, workspace: str, notice: Notice) -> Wanted | None:
        """What a notice is about, or None when it need not be said any more."""
        return self.wanted(
            workspace, notice.subject["item"], notice.recipient, by_item=notice.subject["by_item"]
        )

    def wanted(self, workspace: str, item_id: int, member_id: str, *, by_item: int | None) -> Wanted | None:
        """A problem that a member may help with, by what they shared or by what they offer; None if they cannot now."""
        with self._database.reading(workspace) as tx:
            problem, profile = tx.items.get(item_id), tx.profiles.of(member_id)
            theirs = tx.items.get(by_item) if by_item else None
            if problem is None or problem.archived_at or problem.owner_id in {None, member_id}:
                return None
            if not _may_be_told(profile) or tx.partners.stopped([member_id]):
                return None
            if by_item and (theirs is None or theirs.archived_at or theirs.owner_id != member_id):
                return None
            return Wanted(problem=problem, partner=as_partner(tx, problem, theirs, profile))

    def not_for_me(self, workspace: str, item_id: int, *, by: str) -> Item:
        """A problem is nothing for a member who was told of it. Nobody else hears of that.

        Raises:
            ItemGone: there is no such item.
        """
        with self._database.transaction(workspace) as tx:
            item = tx.items.get(item_id)
            if item is None:
                raise ItemGone
            tx.partners.decline(item_id, by)
            return item

    def choose(self, workspace: str, member_id: str, *, wants: bool) -> None:
        """Tell a member of problems that they may help with from now on, or no more."""
        with self._database.transaction(workspace) as tx:
            tx.partners.choose(member_id, wants=wants)

    def _named(self, tx: Transaction, workspace: str, text: str) -> int | None:
        """The item that a text names: by its number, by a message that shows it, or by its title in full."""
        if number := _NUMBER.fullmatch(text):
            return int(number[1])
        if posting := _POSTING.fullmatch(text):
            item_id = tx.postings.item_in(posting[1], f"{posting[2]}.{posting[3]}")
            if item_id is None:
                raise ItemGone
            return item_id
        if not text or len(text) > TITLE_LIMIT:
            return None
        items = tx.items.by_ids(self._search.similar(tx, workspace, text, limit=3))
        titled = (one.id for one in items.values() if one.title.casefold() == text.casefold())
        return next(titled, None)

    def _found(
        self, tx: Transaction, workspace: str, need: Need, text: str, member_id: str, now: datetime
    ) -> PartnersFound:
        found, mended = self._finder.find(tx, workspace, need, now=now)
        best = [
            one for role in Role for one in [each for each in found if each.role is role][:MOST_OF_A_ROLE]
        ]
        return PartnersFound(
            text=text,
            partners=tuple(best),
            more=len(found) - len(best),
            mended=mended,
            placed=bool(need.side.councils),
            stopped=bool(tx.partners.stopped([member_id])),
            at=now,
        )

    def _kept(
        self, workspace: str, member_id: str, asked: str, found: PartnersFound, now: datetime
    ) -> PartnersFound:
        with self._database.transaction(workspace) as tx:
            search_id = tx.searches.add(member_id=member_id, text=asked, at=now, found=bool(found.partners))
        return replace(found, search_id=search_id)

    def _tell(self, workspace: str, item_id: int, now: datetime) -> int:
        with self._database.reading(workspace) as tx:
            problem = tx.items.get(item_id)
            best = self._who_may_help(tx, workspace, problem, now) if problem else []
        with self._database.transaction(workspace) as tx:
            if not tx.partners.take(item_id) or problem is None or problem.owner_id is None:
                return 0
            tx.partners.lock([member_id for member_id, _ in best])
            return _owe(tx, problem, problem.owner_id, best, now)

    def _who_may_help(
        self, tx: Transaction, workspace: str, problem: Item, now: datetime
    ) -> list[tuple[str, Partner]]:
        """Those whom it is worth telling of a problem and who may be told, the best first, each once."""
        need = need_of(tx, problem, str(problem.owner_id))
        found, _ = self._finder.find(tx, workspace, need, now=now)
        strong: dict[str, Partner] = {}
        for one in found:
            if one.member_id and one.role is not Role.SAME_NEED and one.alignment.fit >= STRONG_FIT:
                strong.setdefault(one.member_id, one)
        out = tx.partners.unwilling(str(problem.owner_id)) | set(tx.follows.members_of(problem.id))
        out |= set(tx.interests.members_of(problem.id))
        return [
            (member_id, one)
            for member_id, one in strong.items()
            if member_id not in out and _may_be_told(tx.profiles.of(member_id))
        ]


def _owe(
    tx: Transaction, problem: Item, owner: str, best: Sequence[tuple[str, Partner]], now: datetime
) -> int:
    """Owe the best word of a problem, as far as they want it and had no more than enough this week."""
    members = [member_id for member_id, _ in best]
    stopped = tx.partners.stopped(members)
    had = tx.partners.told_since(members, now - WEEK)
    told = 0
    for member_id, one in best:
        if told == MOST_TOLD:
            break
        if member_id in stopped or had.get(member_id, 0) >= MOST_A_WEEK:
            continue
        if tx.partners.tell(problem.id, member_id, posted_by=owner, at=now):
            subject = {"item": problem.id, "by_item": one.item.id if one.item else None}
            key = f"partner:{problem.id}:{member_id}"
            tx.shown.add_item(member_id, told_elsewhere(problem.id, Reason.CAN_HELP), message=key, at=now)
            tx.notices.add(
                NewNotice(
                    kind=NoticeKind.PARTNER_WANTED, key=key, recipient=member_id, subject=subject, due_at=now
                )
            )
            told += 1
    return told


def need_of(tx: Transaction, item: Item, member_id: str) -> Need:
    """What an item needs: what it is called, what it says of that, and what it looks for."""
    said = (item.title, f"{item.title} {item.summary}", item.looking_for)
    known = gazetteer_of(tx)
    councils = [council for name in item.councils if (council := known.named(name))]
    if not councils and (council := council_of(tx, member_id)):
        councils = [council]
    return Need(
        queries=tuple(Query(typed=typed[:MAX_WORDS]) for text in said if (typed := split(text))),
        side=side_of(item, councils),
        not_of=frozenset(filter(None, (member_id, item.owner_id))),
        item_id=item.id,
    )


def as_partner(tx: Transaction, problem: Item, theirs: Item | None, profile: Profile | None) -> Partner:
    """Somebody beside a problem, by an item or by a profile, with what they have in common with it."""
    known = gazetteer_of(tx)
    need = need_of(tx, problem, str(problem.owner_id))
    if theirs:
        side = side_of(theirs, [one for name in theirs.councils if (one := known.named(name))])
    else:
        assert profile  # noqa: S101 - for the type checker
        side = side_of_person(profile, known.named(profile.council) if profile.council else None)
    return Partner(
        role=Role.SOLVED if theirs else Role.OFFERS,
        alignment=aligned(need.side, side, fit=0.0),
        item=theirs,
        profile=None if theirs else profile,
    )


def _may_be_told(profile: Profile | None) -> bool:
    return profile is not None and profile.public and Contact.INTRODUCTIONS in profile.welcomes


def _themes(query: Query) -> tuple[str, ...]:
    """The themes that a question is about: those of its terms, and the one it names."""
    return tuple(sorted(one.removeprefix(THEME) for one in subjects(query, {}) if one.startswith(THEME)))
