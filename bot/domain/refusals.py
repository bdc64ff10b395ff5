"""Requests we refuse. They carry facts; `bot.views.refusals` puts them into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldProblem:
    """What is wrong with one field of a form or of a row."""

    code: Literal[
        "missing",
        "too_long",
        "too_many",
        "unknown",
        "not_a_web_address",
        "not_allowed",
        "nothing_to_find",
        "not_chosen",
        "votes_stand",
        "gone",
        "not_an_estimate",
        "owner_only",
    ]
    limit: int | None = None
    value: str = ""


class Refusal(Exception):
    """Base of everything a person asked that we will not do, and may be told why."""


class InvalidFields(Refusal):
    """Some fields of a form are wrong."""

    def __init__(self, problems: Mapping[str, FieldProblem]) -> None:
        super().__init__(problems)
        self.problems = problems


class InvalidItem(InvalidFields):
    """Some fields of an item are wrong."""


class InvalidProfile(InvalidFields):
    """Some fields of a profile are wrong."""


class InvalidContribution(InvalidFields):
    """Some fields of what somebody contributes to a workshop are wrong. See `bot.views.workshop_answers` for them."""


class NotYours(Refusal):
    """Only its owner, or a moderator, may change an item."""

    def __init__(self, owner_id: str | None) -> None:
        super().__init__(owner_id)
        self.owner_id = owner_id


class ItemGone(Refusal):
    """There is no such item here (any more)."""


class ItemArchived(Refusal):
    """The item was archived: nothing but restoring it may be done to it."""


class NotAMember(Refusal):
    """An item cannot be handed to this person (a bot, or nobody)."""


class NothingToFind(Refusal):
    """`find` was given neither a word nor a filter."""


class NoNeedSaid(NothingToFind):
    """`partners` was given no words that say what for."""


class UnknownFilter(Refusal):
    """A filter's key is not one we know."""

    def __init__(self, key: str, allowed: tuple[str, ...]) -> None:
        super().__init__(key, allowed)
        self.key = key
        self.allowed = allowed


class UnknownValue(Refusal):
    """A filter's value is not one that its key takes."""

    def __init__(self, key: str, value: str, allowed: tuple[str, ...]) -> None:
        super().__init__(key, value, allowed)
        self.key = key
        self.value = value
        self.allowed = allowed


class NotForPeople(Refusal):
    """A search for people has filters that say nothing of a person."""

    def __init__(self, keys: tuple[str, ...], allowed: tuple[str, ...]) -> None:
        super().__init__(keys, allowed)
        self.keys = keys
        self.allowed = allowed


class PlaceUnclear(Refusal):
    """A filter's place is none that we know, or (`known`) may be several; with the names that could be meant."""

    def __init__(self, key: str, said: str, choices: tuple[str, ...], *, known: bool) -> None:
        super().__init__(key, said, choices)
        self.key = key
        self.said = said
        self.choices = choices
        self.known = known


class NoCouncilOfYours(Refusal):
    """`within:` stands alone, and the asker's profile names no council whose place we know."""

    def __init__(self, within: str) -> None:
        super().__init__(within)
        self.within = within


class NotWelcome(Refusal):
    """Somebody cannot be asked to meet: they did not say that they welcome it, or it is oneself."""


class ApproachGone(Refusal):
    """Nobody asks to meet this person (any more)."""


class UnknownVerb(Refusal):
    """`/collab` was followed by a word that it does not know; `said` is all that followed it."""

    def __init__(self, verb: str, nearest: tuple[str, ...], said: str = "") -> None:
        super().__init__(verb, nearest, said)
        self.verb = verb
        self.nearest = nearest
        self.said = said


class SearchForgotten(Refusal):
    """A button belongs to a search that is no longer kept."""


class AuthorDidNotAgree(Refusal):
    """A message of a private channel may only be saved when its author agrees."""


class NotSubscribed(Refusal):
    """The channel, or the member, has no digest to pause, change or stop."""

    def __init__(self, *, own: bool) -> None:
        super().__init__(own)
        self.own = own


class NotInvited(Refusal):
    """A private channel that we are not in: nothing can be posted there."""


class NotInThisChannel(Refusal):
    """Only a member of a channel may change what happens there."""


class NoSuchTimeZone(Refusal):
    """A time zone's name is unknown."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NotInAChannel(Refusal):
    """Something that works only in a channel was asked for in a direct message; which verb works there `instead`."""

    def __init__(self, *, instead: str = "") -> None:
        super().__init__(instead)
        self.instead = instead


class NotPartOfIt(Refusal):
    """An introduction is between two other people, or there is none such."""


class IntroductionOver(Refusal):
    """An introduction came to an end: with an outcome in words and a time, or because it was taken back."""

    def __init__(self, *, outcome: str | None = None, at: datetime | None = None) -> None:
        super().__init__(outcome, at)
        self.outcome = outcome
        self.at = at


class AlreadyIntroduced(Refusal):
    """The owner has accepted before: the two have been put in touch."""


class AskedEnough(Refusal):
    """The owner waits for an answer to `open_question`, or has asked as often as they may."""

    def __init__(self, open_question: str = "") -> None:
        super().__init__(open_question)
        self.open_question = open_question


class NothingToAnswer(Refusal):
    """No question waits for an answer."""


class AlignmentShown(Refusal):
    """Both have answered, and seen each other's answers: they stay as they are."""


class NotATime(Refusal):
    """Somebody's words for time saved are not a time."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


class NotMoney(Refusal):
    """Somebody's words for money saved are not an amount."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


class PrincipleGone(Refusal):
    """There is no such principle, round or guidance."""


class RoundUnderWay(Refusal):
    """People are being asked about this principle already."""


class RoundOver(Refusal):
    """A round of consent has ended: how (None while nobody has counted), and when."""

    def __init__(self, *, outcome: str | None, at: datetime) -> None:
        super().__init__(outcome, at)
        self.outcome = outcome
        self.at = at


class TextChanged(Refusal):
    """An answer was about an earlier text than the one that people are asked about now."""


class NoObjection(Refusal):
    """Somebody withdraws or settles an objection that they do not have."""


class ObjectionStands(Refusal):
    """A round cannot end early over this many objections."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class TooSoon(Refusal):
    """People are to have until a moment at least."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class NotYourRound(Refusal):
    """Only who proposed a text, or a moderator, may edit it or end its round."""

    def __init__(self, proposer_id: str) -> None:
        super().__init__(proposer_id)
        self.proposer_id = proposer_id


class NotYourGuidance(Refusal):
    """Only who wrote guidance, or a moderator, may take it back."""


class NotATrelloBoard(Refusal):
    """A file is not a board that Trello exported, or there is nothing in it to take."""

    def __init__(
        self, problem: Literal["not_json", "not_a_board", "no_cards", "too_many_cards"], limit: int = 0
    ) -> None:
        super().__init__(problem, limit)
        self.problem = problem
        self.limit = limit


class NoImports(Refusal):
    """Boards become pre-mortems; contributions of other workshops are made of more than a card says."""


class FileNotRead(Refusal):
    """A file that somebody gave us could not be fetched from Slack."""


class FileTooLarge(Refusal):
    """A file that somebody gave us is larger than we read."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(megabytes)
        self.megabytes = megabytes


class CountsSecret(Refusal):
    """People vote blind: what came out can be taken away when the workshop is closed."""


class NotShownYet(Refusal):
    """What people write in a workshop is shown when gathering ends, and it gathers."""


class WorkshopGone(Refusal):
    """There is no such workshop here (any more)."""


class WorkshopOver(Refusal):
    """A workshop is closed."""


class NotTheFacilitator(Refusal):
    """Only those who lead a workshop may do that."""

    def __init__(self, facilitators: tuple[str, ...]) -> None:
        super().__init__(facilitators)
        self.facilitators = facilitators


class PhaseMoved(Refusal):
    """A workshop is in another phase than the one that somebody saw."""

    def __init__(self, phase: str) -> None:
        super().__init__(phase)
        self.phase = phase


class GroupGone(Refusal):
    """Somebody else merged or emptied a group, or had others proposed."""


class NotYourAction(Refusal):
    """Only who does it, or one of those who lead the workshop, may say how far it is."""

    def __init__(self, owner_id: str) -> None:
        super().__init__(owner_id)
        self.owner_id = owner_id


class VotingOver(Refusal):
    """People do not vote in a workshop now: it is in another phase."""

    def __init__(self, phase: str) -> None:
        super().__init__(phase)
        self.phase = phase


class VotesAreReactions(Refusal):
    """In this workshop people vote by reacting to messages."""


class TooManyContributions(Refusal):
    """A workshop takes this many from each, and no more."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TooManyWindows(Refusal):
    """A form would be the fourth modal on top of others: Slack takes three."""
