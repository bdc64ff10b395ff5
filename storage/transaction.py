"""The repositories, all bound to one open transaction of one workspace."""

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from storage.alignments import Alignments
from storage.approaches import Approaches
from storage.consent import Rounds
from storage.contributions import Contributions
from storage.digests import Digests
from storage.events import Events
from storage.guidance import Guidance
from storage.interests import Follows, Interests
from storage.introductions import Introductions
from storage.item_checks import ItemChecks
from storage.item_history import ItemHistory
from storage.item_texts import ItemTexts
from storage.items import Items
from storage.news import NewsDesk
from storage.notices import Notices
from storage.offers import Offers
from storage.organisations import Organisations
from storage.outcomes import Outcomes
from storage.partners import Partners
from storage.people_words import PeopleWords
from storage.postings import Postings
from storage.preferences import MemberPreferences
from storage.principles import Principles
from storage.profiles import Profiles
from storage.public_items import PublicItems
from storage.searches import Matches, SavedSearches, Searches
from storage.shown import NotForMe, Shown
from storage.signs_of_life import SignsOfLife
from storage.standings import Standings
from storage.trends import Trends
from storage.vectors import Vectors
from storage.votes import Votes
from storage.watched import WatchedMessages
from storage.words import Words
from storage.workshop_actions import WorkshopActions
from storage.workshop_votes import WorkshopVotes
from storage.workshops import Workshops


class Transaction:
    """What a use case may ask of the database while its transaction is open."""

    def __init__(self, session: Session, connection: Connection, workspace_id: int) -> None:
        self.alignments = Alignments(session, workspace_id)
        self.approaches = Approaches(session, workspace_id)
        self.contributions = Contributions(session, workspace_id)
        self.digests = Digests(session, workspace_id)
        self.events = Events(session, workspace_id)
        self.follows = Follows(session, workspace_id)
        self.guidance = Guidance(session, workspace_id)
        self.history = ItemHistory(session, workspace_id)
        self.texts = ItemTexts(session, workspace_id)
        self.interests = Interests(session, workspace_id)
        self.introductions = Introductions(session, workspace_id)
        self.item_checks = ItemChecks(session, workspace_id)
        self.items = Items(session, workspace_id)
        self.matches = Matches(session, workspace_id)
        self.news = NewsDesk(session, workspace_id)
        self.not_for_me = NotForMe(session, workspace_id)
        self.notices = Notices(session, workspace_id)
        self.people_words = PeopleWords(session, workspace_id)
        self.organisations = Organisations(session, workspace_id)
        self.outcomes = Outcomes(session, workspace_id)
        self.offers = Offers(session, workspace_id)
        self.partners = Partners(session, workspace_id)
        self.postings = Postings(session, workspace_id)
        self.preferences = MemberPreferences(session, workspace_id)
        self.principles = Principles(session, workspace_id)
        self.profiles = Profiles(session, workspace_id)
        self.public_items = PublicItems(session, workspace_id)
        self.rounds = Rounds(session, workspace_id)
        self.saved_searches = SavedSearches(session, workspace_id)
        self.searches = Searches(session, workspace_id)
        self.shown = Shown(session, workspace_id)
        self.signs_of_life = SignsOfLife(session, workspace_id)
        self.standings = Standings(connection, workspace_id)
        self.trends = Trends(session, workspace_id)
        self.vectors = Vectors(session, workspace_id)
        self.votes = Votes(connection, workspace_id)
        self.watched = WatchedMessages(session, connection, workspace_id)
        self.words = Words(session, workspace_id)
        self.workshop_actions = WorkshopActions(session, workspace_id)
        self.workshop_votes = WorkshopVotes(session, connection, workspace_id)
        self.workshops = Workshops(session, workspace_id)
