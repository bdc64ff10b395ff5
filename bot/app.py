"""The composition root: the one module that knows everyone."""

import secrets
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field

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
import handlers.workshop_votes
import handlers.workshops
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
from bot.domain.authorship import Authorship
from bot.domain.clock import Clock, system_clock
from bot.domain.notices import NoticeKind
from bot.jobs import Jobs
from bot.search.meaning.loading import load_embedder
from bot.search.meaning.meaning import Meaning
from bot.search.partners import PartnerSearch
from bot.search.search import Search
from bot.services.alignment import Alignment
from bot.services.approaches import Approaches
from bot.services.confirmations import Confirmations
from bot.services.consent import Consent
from bot.services.contributing import Contributing
from bot.services.digest_replies import DigestReplies
from bot.services.digests import Digests
from bot.services.embeddings import Embeddings
from bot.services.events import Events
from bot.services.finder import Finder
from bot.services.follow_ups import FollowUps
from bot.services.grouping import Grouping
from bot.services.interests import Interests
from bot.services.introductions import Introductions
from bot.services.items import Items
from bot.services.manifesto import Manifesto
from bot.services.members import Members
from bot.services.notices import Notices
from bot.services.offers import Offers
from bot.services.partners import Partners
from bot.services.profiles import Profiles
from bot.services.reconciling import Reconciling
from bot.services.rhythm import Rhythm
from bot.services.trends import TrendReports
from bot.services.votes import Votes
from bot.services.workshop_actions import WorkshopActions
from bot.services.workshop_help import WorkshopHelp
from bot.services.workshop_importing import WorkshopImports
from bot.services.workshop_phases import WorkshopPhases
from bot.services.workshop_votes import WorkshopVotes, on_entering
from bot.services.workshops import Workshops
from bot.settings import Settings
from handlers.verbs import Verbs
from storage.database import Database

WORKERS = 16  # threads that answer Slack; the database's pool is larger, so none waits for a connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a community may choose: who moderates, which emoji are votes, and the time zone digests begin with.

    `anonymity_secret` stands for who wrote what in anonymous workshops; a made-up one lasts as long as the process.
    """

    moderators: frozenset[str] = frozenset()
    vote_emoji: tuple[str, ...] = ("+1", "raised_hands", "heart", "eyes")
    time_zone: str = "Europe/London"
    embedding_model: str | None = None
    anonymity_secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    @classmethod
    def of(cls, settings: Settings) -> "Options":
        """What the settings let a community choose."""
        return cls(
            moderators=settings.moderators,
            vote_emoji=settings.vote_emoji,
            time_zone=settings.time_zone.key,
            embedding_model=settings.embedding_model,
            anonymity_secret=settings.secret_of_authors(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The use cases, built once for a process."""

    alignment: Alignment
    approaches: Approaches
    confirmations: Confirmations
    consent: Consent
    contributing: Contributing
    digest_replies: DigestReplies
    digests: Digests
    embeddings: Embeddings
    events: Events
    finder: Finder
    follow_ups: FollowUps
    grouping: Grouping
    interests: Interests
    introductions: Introductions
    items: Items
    manifesto: Manifesto
    meaning: Meaning
    members: Members
    moderators: frozenset[str]
    notices: Notices
    offers: Offers
    partners: Partners
    profiles: Profiles
    reconciling: Reconciling
    rhythm: Rhythm
    search: Search
    trends: TrendReports
    votes: Votes
    workshop_actions: WorkshopActions
    workshop_help: WorkshopHelp
    workshop_imports: WorkshopImports
    workshop_phases: WorkshopPhases
    workshop_votes: WorkshopVotes
    workshops: Workshops


def build_services(database: Database, options: Options) -> Services:
    """Every use case, over one database."""
    meaning = Meaning(lambda: load_embedder(options.embedding_model))
    emoji = options.vote_emoji
    search = Search(meaning, vote_emoji=emoji)
    finder = PartnerSearch(search, meaning)
    authorship = Authorship(options.anonymity_secret)
    return Services(
        alignment=Alignment(database),
        approaches=Approaches(database),
        confirmations=Confirmations(database),
        consent=Consent(database, moderators=options.moderators),
        contributing=Contributing(database, authorship),
        digest_replies=DigestReplies(database, vote_emoji=emoji, time_zone=options.time_zone),
        digests=Digests(database, vote_emoji=emoji, time_zone=options.time_zone, finder=finder),
        embeddings=Embeddings(database, meaning),
        events=Events(database),
        finder=Finder(database, search, vote_emoji=emoji),
        follow_ups=FollowUps(database),
        grouping=Grouping(database, meaning),
        interests=Interests(database),
        introductions=Introductions(database),
        items=Items(
            database,
            search,
            moderators=options.moderators,
            vote_emoji=emoji,
            time_zone=options.time_zone,
        ),
        manifesto=Manifesto(database, moderators=options.moderators, vote_emoji=emoji),
        meaning=meaning,
        members=Members(database, vote_emoji=emoji),
        moderators=options.moderators,
        notices=Notices(database, vote_emoji=emoji),
        offers=Offers(database, search),
        partners=Partners(database, search, finder),
        profiles=Profiles(database),
        reconciling=Reconciling(database, emoji=emoji),
        rhythm=Rhythm(database),
        search=search,
        trends=TrendReports(database),
        votes=Votes(database, emoji=emoji),
        workshop_actions=WorkshopActions(database, time_zone=options.time_zone),
        workshop_help=WorkshopHelp(database, search, meaning),
        workshop_imports=WorkshopImports(database),
        workshop_phases=WorkshopPhases(database, entering=(on_entering,)),
        workshop_votes=WorkshopVotes(database, authorship),
        workshops=Workshops(database, authorship),
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


def web_client(token: str, api_url: str) -> WebClient:
    """The client that answers Slack. It never repeats a call by itself: that is how messages get posted twice."""
    return WebClient(token=token, base_url=api_url, retry_handlers=[], timeout=10)
