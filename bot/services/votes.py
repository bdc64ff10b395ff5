"""Votes: reactions to the messages that show items."""

from collections.abc import Sequence

from bot.domain.votes import Reaction, folded
from bot.services.workshop_reactions import note_reactions
from storage.database import Database
from storage.group_commit import GroupCommit


class Votes:
    """Keeps the votes. They come in bursts, so those that come together are kept in one transaction."""

    def __init__(self, database: Database, *, emoji: tuple[str, ...]) -> None:
        self._database = database
        self._emoji = frozenset(emoji)
        self._keeping = GroupCommit(self._keep)

    def react(self, workspace: str, reaction: Reaction) -> None:
        """Keep a reaction to one of our messages; return when it is safe.

        An emoji that is no vote is passed over. An event that comes twice, late or in the wrong order ends in the
        right count: what its `event_ts` says is all that matters, so nobody need remember which events were seen. What
        happened before Slack last showed us the message is known from there (see `bot.services.reconciling`).
        """
        if folded(reaction.emoji) in self._emoji:
            self._keeping.add((workspace, reaction))

    def _keep(self, brought: Sequence[tuple[str, Reaction]]) -> None:
        by_workspace: dict[str, list[Reaction]] = {}
        for workspace, reaction in brought:
            by_workspace.setdefault(workspace, []).append(reaction)
        for workspace, reactions in by_workspace.items():
            with self._database.transaction(workspace) as tx:
                as_of = tx.watched.as_of({one.place for one in reactions})
                tx.votes.record(*(one for one in reactions if one.event_ts > as_of.get(one.place, 0)))
                note_reactions(tx, reactions, as_of)
