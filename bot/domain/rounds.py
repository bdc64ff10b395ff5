"""Rounds of consent: what was asked, what people say to it, and how it ended."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.principles import Principle, PrincipleText, Version

USUAL_DAYS = 7


class Answer(StrEnum):
    """What somebody says who does not object."""

    AGREE = "agree"
    STAND_ASIDE = "stand_aside"


class ObjectionState(StrEnum):
    """What became of an objection."""

    STANDING = "standing"
    WITHDRAWN = "withdrawn"
    RESOLVED = "resolved"  # the text was amended, and who objected accepted it


class Outcome(StrEnum):
    """How a round ended."""

    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A member agrees to a version of the text, or stands aside."""

    member_id: str
    answer: Answer
    version: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Why a member cannot agree, and the sentence that they could agree to. `version` is the text they saw.

    `id` is 0 until it is kept.
    """

    member_id: str
    reason: str
    amendment: str
    version: int
    raised_at: datetime
    state: ObjectionState = ObjectionState.STANDING
    settled_at: datetime | None = None
    id: int = 0

    @property
    def stands(self) -> bool:
        """Whether it keeps the text from being adopted."""
        return self.state is ObjectionState.STANDING


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Whether people agree to `version` of a principle's text, asked in a channel since `asked_at`."""

    id: int
    principle_id: int
    channel_id: str
    private: bool
    proposer_id: str
    version: int
    opened_at: datetime
    asked_at: datetime
    ends_at: datetime
    ended_at: datetime | None = None
    outcome: Outcome | None = None
    consents: tuple[Consent, ...] = ()
    objections: tuple[Objection, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nobody has ended it. Answers count only until its time is over: see `is_over`."""
        return self.ended_at is None

    def is_over(self, now: datetime) -> bool:
        """Whether an answer comes too late, also where nobody has ended it yet."""
        return not self.is_open or now >= self.ends_at

    @property
    def standing(self) -> tuple[Objection, ...]:
        """The objections that keep the text from being adopted."""
        return tuple(one for one in self.objections if one.stands)

    @property
    def agreed(self) -> tuple[str, ...]:
        """Who agrees to the text as it is now."""
        return self._who(Answer.AGREE)

    @property
    def stood_aside(self) -> tuple[str, ...]:
        """Who stands aside from the text as it is now."""
        return self._who(Answer.STAND_ASIDE)

    @property
    def asked_again(self) -> tuple[str, ...]:
        """Who said yes to an earlier text, and has not said what they think of this one."""
        return tuple(one.member_id for one in self.consents if one.version != self.version)

    def objection_of(self, member_id: str) -> Objection | None:
        """A member's objection that stands."""
        return next((one for one in self.standing if one.member_id == member_id), None)

    def answer_of(self, member_id: str) -> Answer | None:
        """What a member says to the text as it is now."""
        mine = (one for one in self.consents if one.member_id == member_id and one.version == self.version)
        return next((one.answer for one in mine), None)

    def _who(self, answer: Answer) -> tuple[str, ...]:
        return tuple(
            one.member_id for one in self.consents if one.version == self.version and one.answer is answer
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Where people are to be asked, and for how long. A `request` that comes twice opens one round."""

    channel_id: str
    private: bool
    request: str
    days: int = USUAL_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A round with its principle and the versions of its text that may be shown there, the first one first."""

    round: Round
    principle: Principle
    versions: tuple[Version, ...]

    @property
    def text(self) -> PrincipleText:
        """What people are asked to agree to, or were asked last."""
        return self.version(self.round.version).text

    @property
    def stood_before(self) -> PrincipleText | None:
        """The text that it would replace; None when the principle is new."""
        before = self.principle.adopted_version
        return None if before in {None, self.round.version} else self.version(before or 0).text

    def version(self, number: int) -> Version:
        """One version of the text."""
        return next(one for one in self.versions if one.number == number)
