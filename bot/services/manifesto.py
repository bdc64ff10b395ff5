"""The manifesto: its principles and proposals, the guidance to them, and the items that use them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain import consent as rules
from bot.domain.items import Item
from bot.domain.manifesto import Adoption, Listed, Overview, PrinciplePage
from bot.domain.notices import NewNotice, Notice, NoticeKind
from bot.domain.principles import (
    GUIDANCE_LIMIT,
    Evidence,
    Guidance,
    Principle,
    PrincipleText,
    Section,
    checked_evidence,
    checked_line,
    checked_text,
)
from bot.domain.refusals import ItemArchived, ItemGone, NotYourGuidance, NotYours, PrincipleGone
from bot.domain.rounds import Asking, Outcome, Proposal, Round
from bot.services.rounds import check_no_other_round, proposal_of, proposals_of, show_round
from storage.database import Database
from storage.transaction import Transaction

NOBODY = ""
"""Who looks at what everybody sees."""
MOST_ITEMS = 100
"""Of somebody's own that they can choose from: what a menu in Slack takes."""


class Manifesto:
    """What people may read, propose, explain and use."""

    def __init__(
        self,
        database: Database,
        *,
        moderators: frozenset[str] = frozenset(),
        vote_emoji: tuple[str, ...] = (),
    ) -> None:
        self._database = database
        self._moderators = moderators
        self._vote_emoji = vote_emoji

    def overview(self, workspace: str, *, viewer: str) -> Overview:
        """Every principle, and what is being decided: in public channels, and by a proposal of the viewer's.

        Where others read along, the viewer is `NOBODY`.
        """
        with self._database.reading(workspace) as tx:
            principles = tx.principles.standing()
            ids = [one.id for one in principles]
            uses, guidance = tx.principles.users(ids), tx.guidance.of(ids, emoji=self._vote_emoji)
            rounds = [one for one in tx.rounds.open() if not one.private or one.proposer_id == viewer]
            about = {one.principle_id: one for one in rounds}
            listed = tuple(
                Listed(
                    principle=one,
                    uses=len(uses.get(one.id, ())),
                    guidance=sum(each.principle_id == one.id for each in guidance),
                    open_round=about.get(one.id),
                )
                for one in principles
            )
            return Overview(principles=listed, proposals=tuple(proposals_of(tx, rounds)))

    def page(self, workspace: str, principle_id: int) -> PrinciplePage:
        """All there is to a principle that people agreed to.

        Raises:
            PrincipleGone
        """
        with self._database.reading(workspace) as tx:
            return self._pages(tx, [_standing(tx.principles.get(principle_id))])[0]

    def numbered(self, workspace: str, number: int) -> PrinciplePage:
        """The same, by its number.

        Raises:
            PrincipleGone
        """
        with self._database.reading(workspace) as tx:
            return self._pages(tx, [_standing(tx.principles.numbered(number))])[0]

    def published(self, workspace: str) -> tuple[PrinciplePage, ...]:
        """Every principle with all there is to it, by number."""
        with self._database.reading(workspace) as tx:
            return tuple(self._pages(tx, tx.principles.standing()))

    def propose(
        self,
        workspace: str,
        text: PrincipleText,
        *,
        by: str,
        asking: Asking,
        origin: Sequence[Evidence] = (),
        principle_id: int | None = None,
        now: datetime,
    ) -> Proposal:
        """Ask a channel for consent: to a new principle, or to another text of one that there is.

        `origin` says what led to a new one. The same request made twice opens one round.

        Raises:
            InvalidFields: the text is not whole.
            PrincipleGone, RoundUnderWay: of the principle that it is about.
        """
        tidy = checked_text(text)
        with self._database.transaction(workspace) as tx:
            tx.principles.one_at_a_time()  # or a form that is sent twice could open two rounds
            before = tx.rounds.opened_by(asking.request)
            if before:
                return proposal_of(tx, before)
            if principle_id is None:
                principle_id = tx.principles.add(by=by, at=now, evidence=checked_evidence(origin))
            else:
                tx.principles.lock(principle_id)
                if not tx.principles.get(principle_id):
                    raise PrincipleGone
                check_no_other_round(tx, principle_id)
            new = tx.rounds.add(
                rules.begun(asking, principle_id=principle_id, by=by, now=now), request=asking.request
            )
            version = tx.principles.add_version(principle_id, tidy, round_id=new.id, by=by, at=now)
            opened = tx.rounds.put(new, replace(new, version=version))
            show_round(tx, opened, now)
            return proposal_of(tx, opened)

    def guide(  # noqa: PLR0913 - what a form holds
        self,
        workspace: str,
        principle_id: int,
        section: Section,
        text: str,
        *,
        by: str,
        channel_id: str,
        request: str,
        now: datetime,
    ) -> Guidance:
        """Add guidance to a principle, and owe a channel the message that people vote on.

        The same request made twice adds it once.

        Raises:
            InvalidFields, PrincipleGone
        """
        tidy = checked_line("text", text, GUIDANCE_LIMIT)
        with self._database.transaction(workspace) as tx:
            _standing(tx.principles.get(principle_id))
            guidance_id, new = tx.guidance.add(principle_id, section, tidy, by=by, at=now, request=request)
            if new:
                tx.notices.refresh(
                    NewNotice(
                        kind=NoticeKind.GUIDANCE,
                        key=_key(guidance_id),
                        recipient=channel_id,
                        subject={"guidance": guidance_id, "by": by},
                        due_at=now,
                    )
                )
            kept = tx.guidance.get(guidance_id, emoji=self._vote_emoji)
            assert kept is not None  # noqa: S101 - it was written just now
            return kept

    def take_back_guidance(self, workspace: str, guidance_id: int, *, by: str, now: datetime) -> Guidance:
        """Drop guidance that somebody wrote themselves; a moderator may drop anybody's. Its message says so, too.

        Raises:
            PrincipleGone, NotYourGuidance
        """
        with self._database.transaction(workspace) as tx:
            found = tx.guidance.get(guidance_id)
            if found is None:
                raise PrincipleGone
            if not self.may_take_back(found, by):
                raise NotYourGuidance
            tx.guidance.remove(guidance_id)
            tx.notices.refresh_again(_key(guidance_id), now=now)
            return found

    def may_take_back(self, guidance: Guidance, member_id: str) -> bool:
        """Whether somebody may drop guidance."""
        return member_id == guidance.by or member_id in self._moderators

    def to_tell(self, workspace: str, notice: Notice) -> tuple[Principle, Guidance] | None:
        """The guidance that a notice is about, or None when it was taken back."""
        with self._database.reading(workspace) as tx:
            found = tx.guidance.get(notice.subject["guidance"])
            principle = tx.principles.get(found.principle_id) if found else None
            return (principle, found) if principle and found else None

    def own_items(
        self, workspace: str, principle_id: int, *, by: str
    ) -> tuple[Principle, list[Item], set[int]]:
        """A principle, a member's own items, and the ids of those that use it.

        Raises:
            PrincipleGone
        """
        with self._database.reading(workspace) as tx:
            principle = _standing(tx.principles.get(principle_id))
            own = _own(tx, by)
            return principle, own, set(tx.principles.users([principle_id]).get(principle_id, ()))

    def used_by_own(
        self, workspace: str, principle_id: int, item_ids: Collection[int], *, by: str, now: datetime
    ) -> PrinciplePage:
        """Of a member's own items, let these use a principle and the others not.

        Raises:
            PrincipleGone
        """
        with self._database.transaction(workspace) as tx:
            principle = _standing(tx.principles.get(principle_id))
            own = {item.id for item in _own(tx, by)}
            tx.principles.stop_using([principle_id], own - set(item_ids))
            tx.principles.use([principle_id], own & set(item_ids), by=by, at=now)
            return self._pages(tx, [principle])[0]

    def to_use(
        self, workspace: str, item_id: int, *, by: str
    ) -> tuple[Item, list[Principle], list[Principle]]:
        """An item, the principles that there are, and those that it uses.

        Raises:
            ItemGone, ItemArchived, NotYours
        """
        with self._database.reading(workspace) as tx:
            item = self._theirs(tx.items.get(item_id), by)
            return item, tx.principles.standing(), tx.principles.used_by(item_id)

    def use(
        self, workspace: str, item_id: int, principle_ids: Collection[int], *, by: str, now: datetime
    ) -> list[Principle]:
        """Let an item use these principles and no others; answers them.

        Raises:
            ItemGone, ItemArchived, NotYours
        """
        with self._database.transaction(workspace) as tx:
            self._theirs(tx.items.locked(item_id), by)
            there = {one.id for one in tx.principles.standing()}
            tx.principles.stop_using(there - set(principle_ids), [item_id])
            tx.principles.use(there & set(principle_ids), [item_id], by=by, at=now)
            return tx.principles.used_by(item_id)

    def _pages(self, tx: Transaction, principles: Sequence[Principle]) -> list[PrinciplePage]:
        ids = [one.id for one in principles]
        uses = tx.principles.users(ids)
        items = tx.items.by_ids({item_id for found in uses.values() for item_id in found}) if uses else {}
        guidance = tx.guidance.of(ids, emoji=self._vote_emoji)
        texts, rounds = tx.principles.versions(ids), tx.rounds.about(ids)
        workshops = tx.workshops.by_ids({each for one in principles for each in led_by(one)})
        return [
            PrinciplePage(
                principle=one,
                guidance=tuple(each for each in guidance if each.principle_id == one.id),
                uses=tuple(items[item_id] for item_id in uses.get(one.id, ())),
                versions=rules.shown_in(texts[one.id], rounds[one.id]),
                adoption=_adoption(one, rounds[one.id]),
                open_round=next((each for each in rounds[one.id] if each.is_open and not each.private), None),
                workshops=tuple(
                    workshops[each]
                    for each in led_by(one)
                    if each in workshops and not workshops[each].private and workshops[each].board_ts
                ),
            )
            for one in principles
        ]

    def _theirs(self, item: Item | None, by: str) -> Item:
        if item is None:
            raise ItemGone
        if by != item.owner_id and by not in self._moderators:
            raise NotYours(item.owner_id)
        if item.archived_at:
            raise ItemArchived
        return item


def led_by(principle: Principle) -> list[int]:
    """The ids of the workshops that led to a principle, each once."""
    return list(dict.fromkeys(one.workshop_id for one in principle.evidence if one.workshop_id is not None))


def _key(guidance_id: int) -> str:
    return f"guidance:{guidance_id}"


def _standing(principle: Principle | None) -> Principle:
    if principle is None or not principle.stands:
        raise PrincipleGone
    return principle


def _own(tx: Transaction, member_id: str) -> list[Item]:
    owned = tx.items.owned_by(member_id, limit=2 * MOST_ITEMS)
    return [item for item in owned if item.archived_at is None][:MOST_ITEMS]


def _adoption(principle: Principle, rounds: Sequence[Round]) -> Adoption | None:
    by_consent = (
        one
        for one in rounds
        if one.outcome is Outcome.ADOPTED and one.version == principle.adopted_version and one.ended_at
    )
    return next(
        (
            Adoption(at=one.ended_at, agreed=len(one.agreed), stood_aside=len(one.stood_aside))
            for one in by_consent
            if one.ended_at
        ),
        None,
    )
