"""Interest in an item, from the first line to what came of it. What may happen to it: `bot.domain.introducing`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.refusals import NotPartOfIt

HOPE_LIMIT = 250
QUESTION_LIMIT = 500
ANSWER_LIMIT = 1000


class State(StrEnum):
    """What the owner decided. Whether it is over is another matter: see `Introduction.is_open`."""

    PENDING = "pending"
    DECLINED = "declined"
    ACCEPTED = "accepted"


class Outcome(StrEnum):
    """What came of it, the best first."""

    WORKING_TOGETHER = "working together"
    SHARED = "shared what was needed"
    TALKING = "talking"
    NOT_A_FIT = "not a fit"
    NO_REPLY = "no reply"

    @property
    def is_final(self) -> bool:
        """Whether whoever says so need not be asked again."""
        return self in {Outcome.WORKING_TOGETHER, Outcome.SHARED, Outcome.NOT_A_FIT}

    @property
    def may_have_saved(self) -> bool:
        """Whether it makes sense to ask what it saved."""
        return self in {Outcome.WORKING_TOGETHER, Outcome.SHARED, Outcome.TALKING}


class Role(StrEnum):
    """The two sides of an introduction."""

    INTERESTED = "interested"
    OWNER = "owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """What somebody thinks it saved them: working hours, whole pounds."""

    hours: float | None = None
    pounds: int | None = None

    def __bool__(self) -> bool:
        return self.hours is not None or self.pounds is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two: when they are asked next, what they said came of it, and what they think it saved.

    `waited_for` says that they were asked and have not answered since; `answer` may be what they said before.
    """

    member_id: str
    ask_at: datetime | None = None
    waited_for: bool = False
    answer: Outcome | None = None
    saving: Saving = Saving()
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the owner asked before deciding; `answer` is empty until there is one."""

    text: str
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """A member's interest in an item that somebody owns.

    `since` is when they asked, or when the owner accepted: the days until both are asked count from there.
    `close_at` is when it closes by itself, with an `outcome`. `withdrawn_at` says that the member took it back.
    """

    id: int
    item_id: int
    state: State
    hope: str
    questions: tuple[Question, ...] = ()
    since: datetime
    close_at: datetime
    withdrawn_at: datetime | None = None
    outcome: Outcome | None = None
    closed_at: datetime | None = None
    interested: Side
    owner: Side

    @property
    def is_open(self) -> bool:
        """Whether anything may still be done about it."""
        return self.closed_at is None and self.withdrawn_at is None

    @property
    def open_question(self) -> str:
        """What the owner asked and nobody answered yet; empty when there is none."""
        return self.questions[-1].text if self.questions and not self.questions[-1].answer else ""

    def side(self, role: Role) -> Side:
        """One of the two."""
        return self.owner if role is Role.OWNER else self.interested

    def role_of(self, member_id: str) -> Role:
        """Which side a member is.

        Raises:
            NotPartOfIt: neither.
        """
        for role in Role:
            if self.side(role).member_id == member_id:
                return role
        raise NotPartOfIt

    def other(self, member_id: str) -> str:
        """The one whom a member is to meet."""
        self.role_of(member_id)
        return self.interested.member_id if member_id == self.owner.member_id else self.owner.member_id
