"""The app that answers Slack, with every feature."""

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor

from slack_bolt import App
from slack_sdk import WebClient

import handlers.alignment
import handlers.approaches
import handlers.collab
import handlers.consent
import handlers.digest
import handlers.digest_entries
import handlers.find
import handlers.follow_ups
import handlers.home
import handlers.interests
import handlers.introductions
import handlers.items
import handlers.manifesto
import handlers.offers
import handlers.partners
import handlers.personal_digest
import handlers.profile
import handlers.rhythm
import handlers.share
import handlers.trends
import handlers.votes
import handlers.waiting
import handlers.workshop_actions
import handlers.workshop_files
import handlers.workshop_grouping
import handlers.workshop_import
import handlers.workshop_items
import handlers.workshop_leading
import handlers.workshop_replies
import handlers.workshop_votes
import handlers.workshops
from bot.delivery.reconciling import Reconciler
from bot.domain.clock import Clock, system_clock
from bot.use_cases import Services
from handlers.verbs import Verbs

WORKERS = 16  # threads that answer Slack; the database's pool is larger, so none waits for a connection


def build_app(
    client: WebClient,
    services: Services,
    *,
    signing_secret: str | None = None,
    clock: Clock = system_clock,
    wake: Callable[[], None] = lambda: None,
    executor: Executor | None = None,
) -> tuple[App, Verbs]:
    """A Bolt app with every feature, and the verbs that they added.

    `wake` tells delivery that something is owed. Without a signing secret nothing is checked: Socket Mode needs none.
    """
    workers = executor or ThreadPoolExecutor(WORKERS, thread_name_prefix="answers")
    app = App(
        client=client,
        signing_secret=signing_secret or "",
        request_verification_enabled=signing_secret is not None,
        attaching_conversation_kwargs_enabled=False,  # it is no assistant
        process_before_response=True,  # answers within a millisecond: Bolt's own wait for an ack takes 10
        listener_executor=workers,
    )
    verbs = Verbs()
    home = handlers.home.Home(services.members)
    # Bolt asks each listener in this order whether it is meant, so what comes most stands first.
    handlers.votes.register(app, services.votes)
    handlers.rhythm.register(app, services.rhythm, workers, clock)
    handlers.collab.register(app, verbs, services.events, clock)
    handlers.find.register(app, verbs, services.finder, clock)
    handlers.partners.register(app, verbs, services.partners, clock)
    handlers.share.register(app, verbs, services.items, home, clock)
    own_digest = handlers.personal_digest.register(
        app, services.digests, services.digest_replies, services.profiles, home, clock
    )
    handlers.digest.register(app, verbs, services.digests, own_digest.asked, clock)
    handlers.digest_entries.register(
        app, services.digest_replies, services.interests, services.introductions, clock, wake
    )
    handlers.items.register(app, services.items, services.interests, home, clock, wake)
    handlers.interests.register(app, services.items, services.interests, home, clock, wake)
    handlers.introductions.register(app, services.introductions, home, clock, wake)
    handlers.alignment.register(app, services.introductions, services.alignment, clock, wake)
    handlers.follow_ups.register(
        app, services.items, services.confirmations, services.follow_ups, home, clock
    )
    handlers.approaches.register(app, services.approaches, clock, wake)
    handlers.profile.register(app, verbs, services.profiles, services.finder, home, clock)
    handlers.workshops.register(
        app,
        verbs,
        services.workshops,
        services.contributing,
        services.workshop_help,
        clock,
        wake,
    )
    handlers.workshop_replies.register(
        app, services.workshops, services.contributing, services.events, clock, wake
    )
    handlers.workshop_files.register(app, services.workshops)
    handlers.workshop_import.register(app, services.workshop_imports, clock, wake)
    handlers.workshop_items.register(app, services.workshops, services.items)
    reconciler = Reconciler(services.reconciling, clock=clock, client_for=lambda _: client)
    leading = handlers.workshop_leading.LeadingListeners(
        services.workshops,
        services.workshop_phases,
        services.grouping,
        services.contributing,
        reconciler.before_it_ends,
        clock,
        wake,
    )
    handlers.workshop_leading.register(app, leading)
    handlers.workshop_votes.register(app, services.workshop_votes, clock, wake)
    handlers.workshop_grouping.register(app, services.grouping, clock, wake)
    handlers.workshop_actions.register(app, services.workshop_actions, clock, wake)
    handlers.manifesto.register(app, verbs, services.manifesto, services.consent, services.items, clock, wake)
    handlers.consent.register(app, services.consent, clock, wake)
    handlers.offers.register(app, verbs, services.offers, clock, wake)
    handlers.trends.register(app, verbs, services.trends, clock)
    handlers.waiting.register(app, services.finder, home, clock)
    handlers.home.register(app, verbs, home, services.finder, clock)
    return app, verbs


def web_client(token: str, api_url: str) -> WebClient:
    """The client that answers Slack. It never repeats a call by itself: that is how messages get posted twice."""
    return WebClient(token=token, base_url=api_url, retry_handlers=[], timeout=10)
