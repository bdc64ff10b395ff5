"""The composition root: the one module that knows everyone."""

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass

from slack_bolt import App
from slack_sdk import WebClient

import handlers.collab
import handlers.find
import handlers.home
import handlers.items
import handlers.share
import handlers.votes
from bot.domain.clock import Clock, system_clock
from bot.search.search import Search
from bot.services.finder import Finder
from bot.services.interests import Interests
from bot.services.items import Items
from bot.services.members import Members
from bot.services.votes import Votes
from handlers.verbs import Verbs
from storage.database import Database

WORKERS = 16  # threads that answer Slack; the database's pool is larger, so none waits for a connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a community may choose: who moderates, and which emoji are votes."""

    moderators: frozenset[str] = frozenset()
    vote_emoji: tuple[str, ...] = ("+1", "raised_hands", "heart", "eyes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The use cases, built once for a process."""

    finder: Finder
    interests: Interests
    items: Items
    members: Members
    votes: Votes


def build_services(database: Database, options: Options) -> Services:
    """Every use case, over one database."""
    search = Search()
    emoji = options.vote_emoji
    return Services(
        finder=Finder(database, search, vote_emoji=emoji),
        interests=Interests(database),
        items=Items(database, search, moderators=options.moderators, vote_emoji=emoji),
        members=Members(database, vote_emoji=emoji),
        votes=Votes(database, emoji=emoji),
    )


def build_app(
    client: WebClient,
    services: Services,
    *,
    signing_secret: str | None = None,
    clock: Clock = system_clock,
    wake: Callable[[], None] = lambda: None,
    executor: Executor | None = None,
) -> tuple[App, Verbs]:
    """A Bolt app with every feature, and the verbs that they added. `wake` tells delivery that something is owed."""
    app = App(
        client=client,
        signing_secret=signing_secret or "",
        request_verification_enabled=signing_secret is not None,
        process_before_response=True,  # answers within a millisecond: Bolt's own wait for an ack takes 10
        listener_executor=executor or ThreadPoolExecutor(WORKERS, thread_name_prefix="answers"),
    )
    verbs = Verbs()
    handlers.find.register(app, verbs, services.finder, clock)
    handlers.share.register(app, verbs, services.items, clock)
    handlers.items.register(app, services.items, services.interests, clock, wake)
    handlers.votes.register(app, services.votes, clock)
    handlers.home.register(app, verbs, services.members, services.finder, clock)
    handlers.collab.register(app, verbs)
    return app, verbs
