"""The use cases, built once for a process, and what a community may choose of them."""

import secrets
from dataclasses import dataclass, field

from bot.domain.authorship import Authorship
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
from storage.database import Database


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
