"""Which votes of a workshop count."""

from collections.abc import Iterable

from bot.data.formats import formats
from bot.domain.workshop_votes import Cast, Choices, Counts
from bot.domain.workshops import VoteMode, Workshop, WorkshopPhase
from storage.transaction import Transaction


def votes_of(tx: Transaction, workshop: Workshop) -> Iterable[Cast]:
    """The votes that people cast: reactions as they are while people vote, and as they were when voting ended."""
    by_reactions = workshop.settings.vote_mode is VoteMode.EMOJI
    if by_reactions and workshop.phase is WorkshopPhase.VOTE:
        return tx.workshop_votes.reacted(workshop.id)
    return tx.workshop_votes.kept(workshop.id)


def are_secret(workshop: Workshop) -> bool:
    """Whether people vote blind: what came out shows when the workshop is closed."""
    votes = WorkshopPhase.VOTE in formats()[workshop.format].phases
    return votes and workshop.is_open and workshop.settings.vote_mode is VoteMode.BLIND


def counts_of(tx: Transaction, workshop: Workshop, choices: Choices) -> Counts:
    """How many people voted for what. Of a blind vote only how many voted, until the workshop is closed."""
    counts = choices.counts(votes_of(tx, workshop), workshop.settings.votes_each)
    if workshop.settings.vote_mode is VoteMode.BLIND and workshop.phase is not WorkshopPhase.CLOSE:
        return Counts(voters=counts.voters)
    return counts
