"""Ways to break Collab on purpose, to see that the suite notices. Each is done to a process before it starts."""

from collections.abc import Callable
from datetime import datetime
from threading import Thread
from typing import Any

from bot.delivery import Delivery
from bot.delivery.reconciling import Reconciler
from bot.domain.notices import Notice, NoticeState
from bot.domain.votes import Reaction
from bot.services.outbox import Outbox
from bot.services.votes import Votes
from storage.models import NoticeRow


def _without_metadata() -> None:
    """Nobody looks in a channel's history for a notice's key before posting again."""
    made: Any = Delivery.__init__
    made.__kwdefaults__["find"] = lambda *_arguments: None


def _settled_first() -> None:
    """A notice is said to be sent before it is posted; where it is, is noted afterwards."""
    claim, sent = Outbox.claim, Outbox.sent

    def claimed(self: Outbox, workspace: str, *, now: datetime) -> Notice | None:
        notice = claim(self, workspace, now=now)
        if notice:
            _put(self, workspace, notice, NoticeState.SENT)
        return notice

    def noted(self: Outbox, workspace: str, notice: Notice, **place: Any) -> bool:
        _put(self, workspace, notice, NoticeState.CLAIMED)
        return sent(self, workspace, notice, **place)

    Outbox.claim, Outbox.sent = claimed, noted  # type: ignore[method-assign]


def _put(outbox: Outbox, workspace: str, notice: Notice, state: NoticeState) -> None:
    with outbox._database.transaction(workspace) as tx:
        tx.notices._update(NoticeRow.id == notice.id, state=state.value)


def _votes_kept_later() -> None:
    """Slack is told that we have a vote before it is in the database."""
    react = Votes.react

    def later(self: Votes, workspace: str, reaction: Reaction) -> None:
        Thread(target=react, args=(self, workspace, reaction), daemon=True).start()

    _votes_not_reconciled()
    Votes.react = later  # type: ignore[method-assign]


def _votes_not_reconciled() -> None:
    """Slack is never asked for the votes that no event told of."""

    def nothing(*_arguments: Any) -> int:
        return 0

    reconciler: Any = Reconciler
    reconciler.reconcile_due = reconciler.before_it_ends = nothing


SABOTAGES: dict[str, Callable[[], None]] = {
    "without-metadata-check": _without_metadata,
    "settled-first": _settled_first,
    "votes-kept-later": _votes_kept_later,
    "votes-not-reconciled": _votes_not_reconciled,
}
