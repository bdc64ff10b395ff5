"""Blind votes in a workshop: the button on its board, and the form that it opens."""

from collections.abc import Callable

from slack_bolt import App, Args

from bot.domain.clock import Clock
from bot.domain.workshop_votes import Choice
from bot.services.workshop_votes import WorkshopVotes
from bot.views import ids
from bot.views.form_state import options_of
from bot.views.workshop_votes import nothing_to_vote_for, vote_form, voted_note
from handlers.asking import member, workspace
from handlers.listening import on_action, on_form
from handlers.replying import show, value


class VoteButtons:
    """What the button and the form of a blind vote do."""

    def __init__(self, votes: WorkshopVotes, clock: Clock, wake: Callable[[], None]) -> None:
        self._votes = votes
        self._clock = clock
        self._wake = wake

    def pressed(self, args: Args) -> None:
        ballot = self._votes.ballot(workspace(args), int(value(args)), member_id=member(args))
        show(args, (vote_form(ballot) if ballot.choices else nothing_to_vote_for()).to_dict())

    def submitted(self, args: Args) -> None:
        view = args.body["view"]
        choices = [Choice.of(one) for one in options_of(view["state"]["values"], "choices")]
        ballot = self._votes.vote(
            workspace(args),
            int(view["private_metadata"]),
            member_id=member(args),
            choices=choices,
            now=self._clock(),
        )
        gone = len(set(choices) - ballot.own)
        args.ack(response_action="update", view=voted_note(ballot, gone=gone).to_dict())
        self._wake()


def register(app: App, votes: WorkshopVotes, clock: Clock, wake: Callable[[], None]) -> None:
    """Answer them; `wake` tells delivery that something is owed."""
    answers = VoteButtons(votes, clock, wake)
    on_action(app, ids.WORKSHOP_VOTE, answers.pressed)
    on_form(app, ids.WORKSHOP_VOTE_FORM, answers.submitted)
