"""Tables, in SQLAlchemy 2 declarative style. Every table names its workspace, and is read through it."""

from storage.models.approaches import ApproachRow
from storage.models.base import Base, WorkspaceRow
from storage.models.digests import DigestRow, SignOfLifeRow
from storage.models.follow_ups import ItemCheckRow, PreferenceRow
from storage.models.interests import FollowRow, InterestRow
from storage.models.introductions import AlignmentRow, IntroductionRow, IntroductionSideRow
from storage.models.items import ItemChangeRow, ItemCouncilRow, ItemRow, ItemTextRow, ItemThemeRow, WordRow
from storage.models.notices import HoldRow, NoticeRow
from storage.models.offers import OfferChannelRow, OfferReaderRow, OfferStopRow
from storage.models.organisations import OrganisationNameRow, OrganisationRow
from storage.models.partners import MatchedProblemRow, PartnerReaderRow, PartnerToldRow
from storage.models.principles import (
    GuidancePostingRow,
    PrincipleConsentRow,
    PrincipleGuidanceRow,
    PrincipleObjectionRow,
    PrincipleRoundRow,
    PrincipleRow,
    PrincipleUseRow,
    PrincipleVersionRow,
)
from storage.models.profiles import ProfileRow, ProfileThemeRow, ProfileWordRow
from storage.models.searches import MatchRow, SavedSearchRow, SearchRow, SearchWeekRow
from storage.models.shown import NotForMeRow, ShownRow
from storage.models.vectors import ItemVectorRow, VectorSequenceRow
from storage.models.votes import PostingRow, SeenEventRow, VoteRow
from storage.models.watched import WatchedMessageRow
from storage.models.workshop_votes import WorkshopBallotRow, WorkshopVoteRow
from storage.models.workshops import (
    ContributionRow,
    LookBackRow,
    SubmissionRow,
    WorkshopActionRow,
    WorkshopFacilitatorRow,
    WorkshopGroupRow,
    WorkshopMessageRow,
    WorkshopRow,
)

__all__ = [
    "AlignmentRow",
    "ApproachRow",
    "Base",
    "ContributionRow",
    "DigestRow",
    "FollowRow",
    "GuidancePostingRow",
    "HoldRow",
    "InterestRow",
    "IntroductionRow",
    "IntroductionSideRow",
    "ItemChangeRow",
    "ItemCheckRow",
    "ItemCouncilRow",
    "ItemRow",
    "ItemTextRow",
    "ItemThemeRow",
    "ItemVectorRow",
    "LookBackRow",
    "MatchRow",
    "MatchedProblemRow",
    "NotForMeRow",
    "NoticeRow",
    "OfferChannelRow",
    "OfferReaderRow",
    "OfferStopRow",
    "OrganisationNameRow",
    "OrganisationRow",
    "PartnerReaderRow",
    "PartnerToldRow",
    "PostingRow",
    "PreferenceRow",
    "PrincipleConsentRow",
    "PrincipleGuidanceRow",
    "PrincipleObjectionRow",
    "PrincipleRoundRow",
    "PrincipleRow",
    "PrincipleUseRow",
    "PrincipleVersionRow",
    "ProfileRow",
    "ProfileThemeRow",
    "ProfileWordRow",
    "SavedSearchRow",
    "SearchRow",
    "SearchWeekRow",
    "SeenEventRow",
    "ShownRow",
    "SignOfLifeRow",
    "SubmissionRow",
    "VectorSequenceRow",
    "VoteRow",
    "WatchedMessageRow",
    "WordRow",
    "WorkshopActionRow",
    "WorkshopBallotRow",
    "WorkshopFacilitatorRow",
    "WorkshopGroupRow",
    "WorkshopMessageRow",
    "WorkshopRow",
    "WorkshopVoteRow",
    "WorkspaceRow",
]
