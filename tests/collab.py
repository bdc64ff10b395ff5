"""The real bot at the end of a playground: what tests of conversations run."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Barrier

from bot.app import build_app, web_client
from bot.clockwork import Clockwork
from bot.commands.process import answering_over_sockets, clockwork_running
from bot.delivery import Delivery
from bot.domain.items import Item
from bot.use_cases import Options, Services, build_services
from handlers.verbs import Verbs
from playground import Playground
from playground.bolt import through
from storage.database import Database
from tests.factories import content

MANIFEST = Path(__file__).parent.parent / "manifest.yml"
MODERATOR = "U0JO"
WORKERS = 8
AT_ONCE = timedelta()  # the pace of delivery: several messages to the same channel without waiting
PATIENCE = 20.0  # seconds
quick_delivery = partial(Delivery, pace=AT_ONCE)


class Collab:
    """Collab in a workspace of its own: `slack` is what people see, `services` what lies behind it."""

    def __init__(
        self,
        slack: Playground,
        database: Database,
        services: Services,
        clockwork: Clockwork,
        verbs: Verbs,
        team: str,
        workers: ThreadPoolExecutor | None = None,
    ) -> None:
        self.slack = slack
        self.database = database
        self.services = services
        self.clockwork = clockwork
        self.verbs = verbs
        self.team = team
        self._workers = workers

    def has(self, title: str, *, owner: str = "U0AMIRA", **wanted: object) -> Item:
        """An item that somebody shared before."""
        return self.services.items.share(
            self.team, owner, content(title=title, **wanted), now=self.slack.clock.now()
        )

    def settles(self) -> None:
        """Wait until everything that Slack sent is dealt with: all workers meet, so none is at work any more."""
        self.slack.settle()
        assert self._workers is not None
        together = Barrier(WORKERS)
        for met in [self._workers.submit(together.wait, 30) for _ in range(WORKERS)]:
            met.result()

    def delivers(self) -> int:
        """Do what the clock and delivery would do by themselves; answers how many messages were delivered."""
        self.slack.settle()
        self.clockwork.jobs.tick()
        return self.clockwork.delivery.deliver_due()


def be_patient(slack: Playground) -> None:
    """Wait for longer than Slack does: how quick Collab is, benchmarks say; here the machine may be busy."""
    slack.patience = PATIENCE
    slack.set_ack_seconds(PATIENCE)
    slack.set_trigger_seconds(PATIENCE)


@contextmanager
def running_collab(database: Database) -> Iterator[Collab]:
    """Collab, answering a playground by direct calls."""
    with Playground.start(MANIFEST) as slack, ThreadPoolExecutor(WORKERS) as executor:
        be_patient(slack)
        client = web_client(slack.bot_token, slack.api_url)
        team = client.auth_test()["team_id"]
        services = build_services(database, Options(moderators=frozenset({MODERATOR})))
        clockwork = Clockwork(
            database,
            services,
            client_for=lambda _team: client,
            clock=slack.clock.now,
            new_delivery=quick_delivery,
        )
        app, verbs = build_app(
            client, services, clock=slack.clock.now, wake=clockwork.delivery.wake, executor=executor
        )
        slack.deliver_to(through(app))
        yield Collab(slack, database, services, clockwork, verbs, team, executor)
        slack.settle()
        assert slack.refusals == [], "Slack would not have taken this"


@contextmanager
def collab_over_sockets(database: Database) -> Iterator[Collab]:
    """Collab as `collab run` runs it: over Socket Mode, with its scheduler and delivery at work by themselves."""
    with Playground.start(MANIFEST) as slack:
        be_patient(slack)
        client = web_client(slack.bot_token, slack.api_url)
        team = client.auth_test()["team_id"]
        chosen, clock = Options(), slack.clock.now
        with (
            clockwork_running(database, client, chosen, clock) as clockwork,
            answering_over_sockets(client, slack.app_token, clockwork, clock),
        ):
            slack.on_clock(lambda _now: clockwork.jobs.tick())
            slack.wait_for_app()
            yield Collab(slack, database, clockwork.services, clockwork, Verbs(), team)
            slack.settle()
        assert slack.refusals == [], "Slack would not have taken this"
