"""Workshops: what people work out together in a channel, and the phases that it goes through."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

TEXT_LIMIT = 500  # characters of a contribution, of each slot, and of a note
MOST_CATEGORIES = 10
SUBJECT_LIMIT = 150
IMPORTED = ""
"""The author of what came from somewhere else: nobody here."""


class FormatKey(StrEnum):
    """The formats that ship with Collab. A format of one's own is another file, and another of these."""

    PREMORTEM = "premortem"
    HMW = "hmw"
    VALUE = "value"
    CHECKIN = "checkin"


class WorkshopPhase(StrEnum):
    """Where a workshop is. A format may leave some out; every one begins with gather and ends with close."""

    GATHER = "gather"
    GROUP = "group"
    VOTE = "vote"
    DISCUSS = "discuss"
    CLOSE = "close"


class Shown(StrEnum):
    """When people see what others contributed."""

    AT_ONCE = "at_once"
    AFTER_GATHERING = "after_gathering"


class VoteMode(StrEnum):
    """How people vote: with reactions in the thread, or with buttons only they see."""

    EMOJI = "emoji"
    BLIND = "blind"


class ContributionKind(StrEnum):
    """What a contribution is made of."""

    TEXT = "text"  # in a category
    SLOTS = "slots"  # a sentence built from parts
    ESTIMATES = "estimates"  # a wish, with the time or money it would save
    RATINGS = "ratings"  # from -2 to +2 in a category, with a note


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One part of a sentence that people fill in."""

    key: str
    label: str
    hint: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How one sort of workshop goes. The files in `bot/data/formats` say it.

    `verb` is what starts it (`/collab premortem`; `aliases` do too), `about` what follows the verb and `example` one
    such, `sentence` how slots are put together. `minutes` is how long each phase takes when it is timed; a phase that
    is not in it is left out.
    """

    key: FormatKey
    verb: str
    name: str
    about: str
    summary: str
    prompt: str
    kind: ContributionKind
    minutes: Mapping[WorkshopPhase, int]
    categories: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    sentence: str = ""
    most_each: int | None = None
    example: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def phases(self) -> tuple[WorkshopPhase, ...]:
        """Its phases, in order."""
        return tuple(
            phase for phase in WorkshopPhase if phase in self.minutes or phase is WorkshopPhase.CLOSE
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopSettings:
    """What the facilitator chose.

    `timed`: phases end after the minutes that the format gives them; `moves_on`: by themselves, instead of only
    saying so. `votes_each`: at most so many votes a person.
    """

    categories: tuple[str, ...] = ()
    anonymous: bool = False
    shown: Shown = Shown.AFTER_GATHERING
    vote_mode: VoteMode = VoteMode.EMOJI
    votes_each: int | None = None
    timed: bool = False
    moves_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """A workshop in a channel. `board_ts` is the message that shows it, once it is there.

    `item_id` is the item that it is about, where it is about one. `phase_ends_at` is None while nobody set a time;
    `time_up` says that everybody was told that it is over, `grouped` that groups were proposed. `remind_at` is when
    people who are slow to write are reminded, all together and once; `look_back_at` when its thread is asked what did
    happen. What comes from a `private` channel is shown nowhere else.
    """

    id: int
    format: FormatKey
    subject: str
    channel_id: str
    facilitators: tuple[str, ...]  # who opened it, first
    settings: WorkshopSettings
    phase: WorkshopPhase
    opened_at: datetime
    phase_ends_at: datetime | None = None
    closed_at: datetime | None = None
    board_ts: str | None = None
    item_id: int | None = None
    time_up: bool = False
    grouped: bool = False
    remind_at: datetime | None = None
    look_back_at: datetime | None = None
    private: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContribution:
    """What somebody wrote, before it is kept: see `Contribution`.

    `replaces` is the id of what they wrote before, where this is to stand in its place.
    """

    category: str = ""
    text: str = ""
    slots: Mapping[str, str] = field(default_factory=dict)
    rating: int | None = None
    saves: float | None = None
    saves_unit: str = ""
    replaces: int | None = None
    imported_votes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What somebody wrote.

    `author` is a member's id, or in an anonymous workshop a keyed hash of it that only the author's own id and the
    key (which the database does not hold) can make again. `late`: it came after gathering, and waits for the
    facilitator to let it in, in the place of what it `replaces`; or, when it is `left_out`, they did not. For slots,
    `text` is the sentence; for ratings it is the note. `imported_votes` came with it from somewhere else: nobody here
    cast them, but they count.
    """

    id: int
    workshop_id: int
    author: str
    category: str
    text: str
    created_at: datetime
    slots: Mapping[str, str] = field(default_factory=dict)
    rating: int | None = None  # from -2 to +2
    saves: float | None = None  # in the unit that `saves_unit` says
    saves_unit: str = ""  # "hours a month" or "pounds a year"
    group_id: int | None = None
    late: bool = False
    left_out: bool = False
    replaces: int | None = None
    imported_votes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of what somebody sent to a workshop. `again`: it was sent before, and kept then.

    `stays` is how many they meant to withdraw, though it is closed.
    """

    workshop: Workshop
    added: tuple[Contribution, ...] = ()
    late: tuple[Contribution, ...] = ()
    changed: tuple[NewContribution, ...] = ()
    withdrawn: int = 0
    stays: int = 0
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Contributions that say much the same. A group of one is a contribution by itself."""

    id: int
    name: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouping:
    """How somebody changes a group (None: what is in no group).

    `merged` are groups that become part of it. `moved` are contributions of its own that go `to` another group, or,
    where `new_name` says one, into a new group; else into none.
    """

    group_id: int | None
    name: str = ""
    merged: tuple[int, ...] = ()
    moved: tuple[int, ...] = ()
    to: int | None = None
    new_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What people decided to do about a result, who does it, and by when."""

    id: int
    workshop_id: int
    text: str
    owner_id: str
    due_on: date
    done_at: datetime | None = None
    about: str = ""  # the title of the group or the contribution


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAction:
    """What people decided to do, before it is kept: see `Action`."""

    text: str
    owner_id: str
    due_on: date


class Happened(StrEnum):
    """Whether something that was feared came true."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedBack:
    """What a pre-mortem feared, and whether it did happen."""

    about: str
    happened: Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopState:
    """A workshop with all that is in it: what the board, the results and the exports are made from.

    `votes` counts by contribution id, or by group id where contributions are grouped. `contributors` is how many
    people have contributed: who has not is nobody's business. `late` waits to be let in, and counts for nothing yet.
    """

    workshop: Workshop
    contributions: tuple[Contribution, ...] = ()
    groups: tuple[Group, ...] = ()
    contributors: int = 0
    contribution_votes: Mapping[int, int] = field(default_factory=dict)
    group_votes: Mapping[int, int] = field(default_factory=dict)
    voters: int = 0
    actions: tuple[Action, ...] = ()
    late: tuple[Contribution, ...] = ()
