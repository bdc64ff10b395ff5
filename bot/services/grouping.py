"""Groups of what people wrote: proposed, and changed by those who lead the workshop. No words are ever changed."""

from dataclasses import replace
from datetime import datetime

from bot.domain.refusals import GroupGone, PhaseMoved
from bot.domain.workshops import Contribution, Regrouping, Workshop, WorkshopPhase, WorkshopState
from bot.search.grouping import ProposedGroup, proposed_groups
from bot.search.meaning.embedder import Broken
from bot.search.meaning.meaning import Meaning
from bot.services.workshop_boards import led_by, refresh_board, state_of
from storage.database import Database
from storage.transaction import Transaction

NAME_LIMIT = 100


class Grouping:
    """Proposes groups, and changes them."""

    def __init__(self, database: Database, meaning: Meaning) -> None:
        self._database = database
        self._meaning = meaning

    def propose(self, workspace: str, workshop_id: int, *, now: datetime) -> bool:
        """Propose groups for what is in none, once for each time that the workshop comes to grouping.

        To compare many texts takes a while, so nobody else waits for it: only what is in no group still when it is
        done is put into one. What resembles nothing stays by itself. Answers whether groups were wanted.
        """
        with self._database.reading(workspace) as tx:
            workshop = tx.workshops.get(workshop_id)
            if workshop is None or not _wanted(workshop):
                return False
            alone = [one for one in tx.contributions.of_workshop(workshop_id) if one.group_id is None]
        found = self._proposed(alone)
        with self._database.transaction(workspace) as tx:
            workshop = tx.workshops.locked(workshop_id)
            if workshop is None or not _wanted(workshop):
                return False
            still = {one.id for one in tx.contributions.of_workshop(workshop_id) if one.group_id is None}
            for one in found:
                members = still.intersection(one.ids)
                if len(members) > 1:
                    _add(tx, workshop_id, one.name, members)
            tx.workshops.put(replace(workshop, grouped=True))
            refresh_board(tx, workshop, now)
            return True

    def propose_anew(self, workspace: str, workshop_id: int, *, by: str, now: datetime) -> None:
        """Do without the groups there are, and propose others.

        Raises:
            WorkshopGone, NotTheFacilitator
            PhaseMoved: it is not at grouping.
        """
        with self._database.transaction(workspace) as tx:
            workshop = _grouping(led_by(tx, workshop_id, by))
            tx.contributions.remove_groups([one.id for one in tx.contributions.groups(workshop_id)])
            tx.workshops.put(replace(workshop, grouped=False))
        self.propose(workspace, workshop_id, now=now)

    def to_change(self, workspace: str, workshop_id: int, *, by: str) -> WorkshopState:
        """A workshop's groups, for one of those who lead it.

        Raises:
            WorkshopGone, NotTheFacilitator
            PhaseMoved: it is not at grouping.
        """
        with self._database.transaction(workspace) as tx:
            return state_of(tx, _grouping(led_by(tx, workshop_id, by)))

    def regroup(
        self, workspace: str, workshop_id: int, wanted: Regrouping, *, by: str, now: datetime
    ) -> WorkshopState:
        """Rename a group, merge others into it, and move contributions out of it. Empty groups go.

        Raises:
            WorkshopGone, NotTheFacilitator
            PhaseMoved: it is not at grouping.
            GroupGone: that group, or where something is to go, is not there any more.
        """
        with self._database.transaction(workspace) as tx:
            workshop = _grouping(led_by(tx, workshop_id, by))
            _regroup(tx, state_of(tx, workshop), wanted)
            refresh_board(tx, workshop, now)
            return state_of(tx, workshop)

    def write_due(self, workspace: str, *, now: datetime) -> int:
        """Propose groups wherever they are waited for; answers where."""
        with self._database.reading(workspace) as tx:
            waiting = tx.workshops.ungrouped()
        return sum(self.propose(workspace, one.id, now=now) for one in waiting)

    def _proposed(self, alone: list[Contribution]) -> list[ProposedGroup]:
        model = self._meaning.embedder()
        texts = [(one.id, one.text) for one in alone]
        return proposed_groups(texts, embed=None if isinstance(model, Broken) else model.embed)


def _wanted(workshop: Workshop) -> bool:
    return workshop.phase is WorkshopPhase.GROUP and not workshop.grouped


def _grouping(workshop: Workshop) -> Workshop:
    if workshop.phase is not WorkshopPhase.GROUP:
        raise PhaseMoved(workshop.phase)
    return workshop


def _regroup(tx: Transaction, state: WorkshopState, wanted: Regrouping) -> None:
    names = {one.id: one.name for one in state.groups}
    if not {wanted.group_id, wanted.to} <= {None, *names}:
        raise GroupGone
    name = " ".join(wanted.name.split())[:NAME_LIMIT]
    if wanted.group_id in names and name and name != names[wanted.group_id]:
        tx.contributions.rename_group(wanted.group_id, name)
    moved = {one.id for one in state.contributions if one.group_id == wanted.group_id}
    moved.intersection_update(wanted.moved)
    merged = set(wanted.merged).intersection(names) - {wanted.group_id}
    if wanted.group_id in names:
        tx.contributions.move(
            [one.id for one in state.contributions if one.group_id in merged], to=wanted.group_id
        )
        tx.workshop_votes.merged(merged, into=wanted.group_id)
    if moved and wanted.new_name.strip():
        _add(tx, state.workshop.id, wanted.new_name, moved)
    elif moved:
        tx.contributions.move(moved, to=wanted.to)
    filled = {one.group_id for one in tx.contributions.of_workshop(state.workshop.id)}
    tx.contributions.remove_groups([one for one in names if one not in filled])


def _add(tx: Transaction, workshop_id: int, name: str, members: set[int]) -> None:
    position = 1 + max((one.position for one in tx.contributions.groups(workshop_id)), default=0)
    named = " ".join(name.split())[:NAME_LIMIT] or "Group"
    tx.contributions.add_group(workshop_id, named, position=position, of=members)
