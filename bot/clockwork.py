"""What a process does by itself: what falls due, what is owed, and the votes that no event told of."""

import threading
import time
from collections.abc import Callable, Mapping

from slack_sdk import WebClient

from bot.delivery import Delivery
from bot.delivery.approaches import approach_renderers
from bot.delivery.introductions import introduction_renderers
from bot.delivery.manifesto import manifesto_renderers
from bot.delivery.partners import partner_renderers
from bot.delivery.reconciling import Reconciler
from bot.delivery.rendering import Renderer, renderers
from bot.delivery.rhythm import rhythm_renderers
from bot.delivery.workshop_votes import workshop_vote_renderers
from bot.delivery.workshops import workshop_renderers
from bot.domain.clock import Clock, system_clock
from bot.domain.notices import NoticeKind
from bot.jobs import Jobs
from bot.use_cases import Services
from storage.database import Database


def all_renderers(services: Services) -> Mapping[NoticeKind, Renderer]:
    """How each kind of notice is rendered."""
    return {
        **renderers(services.notices, services.digests),
        **introduction_renderers(
            services.introductions, services.alignment, services.confirmations, services.items
        ),
        **approach_renderers(services.approaches),
        **partner_renderers(services.partners),
        **manifesto_renderers(services.manifesto, services.consent),
        **workshop_renderers(services.workshops, services.workshop_help),
        **workshop_vote_renderers(services.workshop_votes),
        **rhythm_renderers(services.rhythm),
    }


class Clockwork:
    """What a process does by itself: the scheduler and delivery. Any number of processes may run one."""

    def __init__(
        self,
        database: Database,
        services: Services,
        *,
        client_for: Callable[[str], WebClient | None],
        clock: Clock = system_clock,
        new_delivery: Callable[..., Delivery] = Delivery,
    ) -> None:
        """`client_for` gives a workspace's client, or None when we have no token for it.

        `new_delivery` is `Delivery`, but for tests that want it otherwise.
        """
        self.services = services
        self.delivery = new_delivery(
            database,
            clock=clock,
            client_for=client_for,
            renderers=all_renderers(services),
            moderators=services.moderators,
        )
        self.reconciler = Reconciler(services.reconciling, clock=clock, client_for=client_for)
        self.jobs = Jobs(
            database,
            services.digests,
            clock=clock,
            wake=self.delivery.wake,
            embeddings=services.embeddings,
            others={
                "follow-ups": services.follow_ups,
                "confirmations": services.confirmations,
                "partners": services.partners,
                "consent": services.consent,
                "votes": self.reconciler,  # what Slack shows of them, before they end by the clock
                "workshops": services.workshop_phases,
                "groups": services.grouping,
                "actions": services.workshop_actions,
                "rhythm": services.rhythm,
            },
        )
        self._stop = threading.Event()
        self._delivering = threading.Thread(
            target=self.delivery.run, args=(self._stop,), name="delivery", daemon=True
        )
        self._reconciling = threading.Thread(
            target=self.reconciler.run, args=(self._stop,), name="reconciling", daemon=True
        )

    def start(self) -> None:
        """Begin, at once with what fell due while nothing ran."""
        self.jobs.start()
        self._delivering.start()
        self._reconciling.start()

    def begin_no_more(self) -> None:
        """Finish what is in hand; `stop` waits for it."""
        self._stop.set()
        self.delivery.wake()

    def stop(self, *, seconds: float = 10.0) -> None:
        """Finish what is in hand, within so many seconds, and begin nothing more."""
        self.begin_no_more()
        self.jobs.stop()
        until = time.monotonic() + seconds
        for thread in (self._delivering, self._reconciling):
            thread.join(timeout=max(0.0, until - time.monotonic()))
