"""Voting in a workshop: by reactions in its thread, or blind."""

from collections.abc import Collection, Iterable
from datetime import datetime

from bot.domain.authorship import Authorship
from bot.domain.notices import NewNotice, Notice, NoticeKind
from bot.domain.reconciling import WHILE_OPEN
from bot.domain.refusals import FieldProblem, InvalidFields, VotesAreReactions, VotingOver, WorkshopGone
from bot.domain.workshop_votes import Ballot, Choice, Choices, Counts
from bot.domain.workshops import VoteMode, Workshop, WorkshopPhase
from bot.services.workshop_boards import at_hand, board_key, refresh_board
from bot.services.workshop_counting import counts_of
from bot.services.workshop_reactions import note_reactions, was_shown_before
from storage.database import Database
from storage.transaction import Transaction


class WorkshopVotes:
    """Takes blind votes, and counts all."""

    def __init__(self, database: Database, authorship: Authorship) -> None:
        self._database = database
        self._authorship = authorship

    def ballot(self, workspace: str, workshop_id: int, *, member_id: str) -> Ballot:
        """What a member may vote for, and what they voted for.

        Raises:
            WorkshopGone, VotesAreReactions, VotingOver
        """
        with self._database.reading(workspace) as tx:
            workshop = tx.workshops.get(workshop_id)
            if workshop is None:
                raise WorkshopGone
            voter = self._authorship.author(workspace, workshop, member_id)
            return _ballot(tx, _taking_votes(workshop), voter)

    def vote(
        self,
        workspace: str,
        workshop_id: int,
        *,
        member_id: str,
        choices: Collection[Choice],
        now: datetime,
    ) -> Ballot:
        """Keep a member's votes in the place of those they had; answers what is kept.

        What was grouped since they chose counts as a vote for its group; what is gone is left out.

        Raises:
            WorkshopGone, VotesAreReactions, VotingOver
            InvalidFields: those are more than one may.
        """
        with self._database.transaction(workspace) as tx:
            workshop = _taking_votes(at_hand(tx, workshop_id))
            voter = self._authorship.author(workspace, workshop, member_id)
            before = _ballot(tx, workshop, voter)
            there_are = Choices(before.contributions, before.groups)
            chosen = dict.fromkeys(now_is for one in choices if (now_is := there_are.now(one)))
            if len(chosen) > before.limit:
                raise InvalidFields({"choices": FieldProblem(code="too_many", limit=before.limit)})
            tx.workshop_votes.put(workshop.id, voter, chosen)
            refresh_board(tx, workshop, now)
            return _ballot(tx, workshop, voter)

    def counts(self, workspace: str, workshop_id: int) -> Counts:
        """How many people voted for what; of a blind vote only how many voted, until the workshop is closed.

        Raises:
            WorkshopGone
        """
        with self._database.reading(workspace) as tx:
            workshop = tx.workshops.get(workshop_id)
            if workshop is None:
                raise WorkshopGone
            return counts_of(tx, workshop, _choices(tx, workshop))

    def to_show(self, workspace: str, notice: Notice) -> tuple[Ballot, Choice] | None:
        """What a message in the thread is to stand for; None when it is there no more."""
        with self._database.reading(workspace) as tx:
            workshop = tx.workshops.get(notice.subject["workshop"])
            if workshop is None:
                return None
            ballot, choice = _ballot(tx, workshop, voter=None), Choice.of(notice.subject["choice"])
            return (ballot, choice) if ballot.members(choice) else None

    def to_warn(self, workspace: str, notice: Notice) -> Workshop | None:
        """The workshop in which somebody has more votes than count."""
        with self._database.reading(workspace) as tx:
            return tx.workshops.get(notice.subject["workshop"])


def on_entering(tx: Transaction, workshop: Workshop, now: datetime) -> None:
    """A workshop comes to a phase: reactions begin to count, or count from now on as they are at this moment.

    When its people come to vote blind instead, their reactions count for nothing.
    """
    by_reactions = workshop.settings.vote_mode is VoteMode.EMOJI
    if workshop.phase is WorkshopPhase.VOTE and by_reactions:
        tx.workshop_votes.open_ballot(workshop.id, ask_at=now + WHILE_OPEN)
        for new in _to_stand_for(tx, workshop, now):
            tx.notices.refresh(new)
    elif workshop.phase is WorkshopPhase.VOTE:
        if tx.workshop_votes.forget_ballot(workshop.id):
            tx.workshop_votes.keep_instead(workshop.id, ())
    elif tx.workshop_votes.end_ballot(
        workshop.id, now, ask_at=None if was_shown_before(tx, workshop.id, now) else now
    ):
        tx.workshop_votes.keep_instead(
            workshop.id, tx.workshop_votes.reacted(workshop.id) if by_reactions else ()
        )


def owe_new_choices(
    tx: Transaction, workshop: Workshop, now: datetime, *, corrected: int | None = None
) -> None:
    """While people vote by reactions: owe a message for what there was none for, because it was let in or grouped.

    The message that shows a contribution whose words were `corrected` follows.
    """
    if workshop.phase is WorkshopPhase.VOTE and workshop.settings.vote_mode is VoteMode.EMOJI:
        again = _choices(tx, workshop).now(Choice(contribution_id=corrected)) if corrected else None
        for new in _to_stand_for(tx, workshop, now):
            if new.subject["choice"] == str(again):
                tx.notices.refresh(new)
            else:
                tx.notices.add(new)


def note_place(tx: Transaction, notice: Notice, *, channel_id: str, message_ts: str) -> None:
    """A message stands in the thread: reactions to it are votes, unless what it stands for is gone.

    Those count too that came before we knew that it is there.
    """
    workshop_id, choice = int(notice.subject["workshop"]), Choice.of(notice.subject["choice"])
    if choice.contribution_id is not None:
        there_is = tx.contributions.get(choice.contribution_id) is not None
    else:
        there_is = any(one.id == choice.group_id for one in tx.contributions.groups(workshop_id))
    if there_is:
        tx.contributions.stands_for(
            channel_id,
            message_ts,
            workshop_id=workshop_id,
            contribution_id=choice.contribution_id,
            group_id=choice.group_id,
        )
        place = (channel_id, message_ts)
        note_reactions(tx, tx.votes.known([place])[place], as_of={})


def _to_stand_for(tx: Transaction, workshop: Workshop, now: datetime) -> Iterable[NewNotice]:
    for choice in _choices(tx, workshop).all:
        yield NewNotice(
            kind=NoticeKind.WORKSHOP_CHOICE,
            key=f"workshop:{workshop.id}:choice:{choice}",
            recipient=workshop.channel_id,
            subject={"workshop": workshop.id, "choice": str(choice)},
            due_at=now,
            in_thread_of=board_key(workshop.id),
        )


def _taking_votes(workshop: Workshop) -> Workshop:
    if workshop.phase is not WorkshopPhase.VOTE:
        raise VotingOver(workshop.phase)
    if workshop.settings.vote_mode is not VoteMode.BLIND:
        raise VotesAreReactions
    return workshop


def _ballot(tx: Transaction, workshop: Workshop, voter: str | None) -> Ballot:
    contributions = tx.contributions.of_workshop(workshop.id)
    groups = tx.contributions.groups(workshop.id)
    there_are = Choices(contributions, groups)
    own = tx.workshop_votes.of_voter(workshop.id, voter) if voter else ()
    return Ballot(
        workshop=workshop,
        contributions=contributions,
        groups=groups,
        own=frozenset(now_is for one in own if (now_is := there_are.now(one))),
    )


def _choices(tx: Transaction, workshop: Workshop) -> Choices:
    return Choices(tx.contributions.of_workshop(workshop.id), tx.contributions.groups(workshop.id))
