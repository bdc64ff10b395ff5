"""What we say when we refuse, or break. A test wants words here for every Refusal."""

import html
import re
from collections.abc import Sequence
from datetime import datetime

from bot.domain import refusals as why
from bot.views.mrkdwn import escape, excerpt, listing, user

_FIELDS: dict[type[why.Refusal], str] = {
    why.AuthorDidNotAgree: "consent",
    why.NotAMember: "owner",
    why.NotInvited: "channel",
    why.NothingToFind: "words",
    why.NotForPeople: "words",
    why.UnknownFilter: "words",
    why.UnknownValue: "words",
    why.PlaceUnclear: "words",
    why.NoCouncilOfYours: "words",
    why.NoSuchTimeZone: "zone",
    why.NotATime: "time",
    why.NotMoney: "money",
    why.VotingOver: "choices",
    why.VotesAreReactions: "choices",
    why.FileTooLarge: "file",
}
"""The field of a form that a refusal is about."""
_AGAIN = "Anybody may propose another text: `/collab manifesto`."
_MENTION = re.compile(r"<@[^>]*>")
_CODE = re.compile(r"`([^`]*)`")

FIELD_NAMES = {
    "title": "title",
    "summary": "summary",
    "description": "description",
    "links": "links",
    "themes": "themes",
    "councils": "councils",
    "people": "people",
    "looking_for": "what you are looking for",
    "offers": "what you can offer",
    "hope": "what you hope for",
    "needs": "what you need",
    "public": "who sees this",
    "open_to_public": "who can read it",
    "text": "what you wrote",
    "amount": "what it would save",
    "unit": "hours or pounds",
}


def refusal(error: why.Refusal) -> str:
    """The words for a refusal, in mrkdwn: what is the matter, and what to do next."""
    match error:
        case why.InvalidFields(problems=problems):
            lines = [f"• {_field_name(name)}: {field_problem(p)}" for name, p in problems.items()]
            return "Some answers need another look:\n" + "\n".join(map(escape, lines))
        case why.NotYours(owner_id=None):
            return "Only a moderator can change this item: nobody here owns it."
        case why.NotYours(owner_id=str(owner)):
            return (
                f"Only {user(owner)} or a moderator can change this item. Ask them, or offer to take it over."
            )
        case why.ItemGone():
            return "I cannot find that item any more. Try `/collab find` to see what there is now."
        case why.ItemArchived():
            return "That item is archived. Its owner can bring it back from *Details*."
        case why.NotAMember():
            return "Choose a person. An app, or somebody who has left, cannot look after an item."
        case why.NoNeedSaid():
            return (
                "Tell me what you need partners for: a problem in your own words, or the title or number of an item. "
                "For example `/collab partners planning backlog`."
            )
        case why.NothingToFind():
            return "Tell me what to look for, for example `/collab find housing repairs`."
        case why.UnknownFilter(key=key, allowed=allowed):
            known = listing([f"`{one}:`" for one in allowed])
            return (
                f"I do not know the filter `{_code(key)}:`. I know {known}. "
                "To look for the words themselves, put a space after the colon."
            )
        case why.UnknownValue(key=key, value=value, allowed=allowed):
            known = listing([f"`{one}`" for one in allowed], "or")
            return f"`{key}:` does not take `{_code(value)}`. It takes {known}."
        case why.NotForPeople(keys=keys, allowed=allowed):
            wrong = listing([f"`{one}:`" for one in keys])
            known = listing([f"`{one}:`" for one in allowed])
            return f"I cannot narrow people down by {wrong}. Leave that out, or use {known}."
        case why.PlaceUnclear(key=key, said=said, choices=choices, known=known):
            return place_question(key, said, choices, known=known)
        case why.NoCouncilOfYours(within=within):
            return (
                f"I do not know which council is yours. Say where, for example `near:Dorset within:{_code(within)}`, "
                "or name your council in your profile: `/collab me`."
            )
        case why.NotWelcome():
            return "They are not looking for introductions at the moment."
        case why.ApproachGone():
            return "That is not there any more. There is nothing for you to do."
        case why.UnknownVerb(verb=verb, nearest=(), said=said):
            look = f" To look for it: `/collab find {_code(said)}`." if said else ""
            return f"I do not know `{_code(verb)}`.{look} `/collab help` lists what I can do."
        case why.UnknownVerb(verb=verb, nearest=nearest):
            meant = listing([f"`/collab {one}`" for one in nearest], "or")
            return f"I do not know `{_code(verb)}`. Did you mean {meant}? `/collab help` lists what I can do."
        case why.SearchForgotten():
            return "That search is too old to turn its pages. Please make it again with `/collab find`."
        case why.AuthorDidNotAgree():
            return "This is from a private place. Ask its author. When they agree, tick the box."
        case why.NotSubscribed(own=True):
            return "You have no digest of your own. `/collab digest me` starts one."
        case why.NotSubscribed():
            return "This channel has no digest. `/collab digest` starts one."
        case why.NotInvited():
            return "I am not in this channel, so I cannot post in it. Type `/invite @Collab` there, then try again."
        case why.NotInThisChannel():
            return "Only members of this channel may change that. Join it, then try again."
        case why.NoSuchTimeZone(name=name):
            return f"I do not know the time zone `{_code(name)}`. Use a name such as `Europe/London`."
        case why.TooManyWindows():
            return "There are too many windows open for this. Please close them, and try again from App Home."
        case why.NotPartOfIt():
            return "That is between two other people, or it is not kept any more."
        case why.IntroductionOver(outcome=str(outcome), at=datetime() as at):
            return f"That came to an end on {at:%-d %B %Y}: {outcome}. If there is more to say, write to them directly."
        case why.IntroductionOver():
            return "They have taken their interest back, so there is nothing left to do here."
        case why.AlreadyIntroduced():
            return "You have accepted already. Look for our group message, where you can talk to each other."
        case why.AskedEnough(open_question=""):
            return "You have asked three times, which is all I pass on. Accept, and ask the rest in our group message."
        case why.AskedEnough(open_question=question):
            return f"You asked “{excerpt(question, 300)}”, and the answer is not here yet. I will bring it to you."
        case why.NothingToAnswer():
            return "That question is answered already. Thank you."
        case why.AlignmentShown():
            return "Both of you have answered, and your answers are side by side in the group message."
        case why.NotATime():
            return "Write one length of time, for example 3 days, 20 hours or half a day."
        case why.NotMoney():
            return "Write one amount in pounds, for example £2,000 or 1.5k."
        case why.NotATrelloBoard(problem="no_cards"):
            return "There is no card in that board to take. I leave out what is archived, and cards that say nothing."
        case why.NotATrelloBoard(problem="too_many_cards", limit=limit):
            return f"That board has more than {limit:,} cards. Archive what is not needed there, and export it again."
        case why.NotATrelloBoard():
            return (
                "That is not a board from Trello. There, open the menu of the board, choose *Print, export, and "
                "share*, then *Export as JSON*, and give me that file."
            )
        case why.NoImports():
            return "A board from Trello can become a pre-mortem: `/collab premortem import`."
        case why.FileNotRead():
            return "I could not get that file from Slack. Please choose it again."
        case why.FileTooLarge(megabytes=most):
            return (
                f"That file has more than {most} MB. Whoever runs Collab can take it in with "
                "`collab import --format trello`."
            )
        case why.CountsSecret():
            return "This vote is blind, so there are no files while the workshop is open. They come at its close."
        case why.NotShownYet():
            return "This workshop is at *gather* again. What people write is shown when gathering ends."
        case why.NotInAChannel(instead=instead):
            here = f" Here, try `/collab {instead}`." if instead else ""
            return f"That works in a channel. Please try it there.{here}"
        case why.WorkshopGone():
            return "I cannot find that workshop any more. `/collab help` says how to begin one."
        case why.WorkshopOver():
            return "That workshop is closed. Those who lead it can go back, and open it again."
        case why.NotTheFacilitator(facilitators=facilitators):
            leaders = listing([user(one) for one in facilitators])
            return f"That is for those who lead this workshop: {leaders}. Ask them."
        case why.PhaseMoved(phase=phase):
            return f"This workshop is at *{escape(phase)}* by now. The board shows what comes next."
        case why.GroupGone():
            return "That group is not there any more: somebody else changed the groups. Close this and look again."
        case why.NotYourAction(owner_id=owner):
            return f"Only {user(owner)}, or somebody who leads the workshop, can say that it is done."
        case why.VotingOver(phase="gather" | "group"):
            return "Voting has not begun yet. The board says when it does."
        case why.VotingOver():
            return "Voting has ended, so this was not counted. Those who lead the workshop can go back to it."
        case why.VotesAreReactions():
            return "In this workshop you vote in the thread: react to what matters most to you."
        case why.TooManyContributions(most=most):
            return f"Everybody has {most} here. Change or withdraw one of yours to make room."
        case why.PrincipleGone():
            return "I cannot find that. `/collab manifesto` lists the principles there are."
        case why.RoundUnderWay():
            return (
                "People are being asked about this principle already. Propose it again when that is decided."
            )
        case why.RoundOver(outcome="adopted", at=at):
            return (
                f"Thank you, but this round ended on {at:%-d %B %Y}: nobody objected, and the text was adopted. "
                f"{_AGAIN}"
            )
        case why.RoundOver(outcome="not_adopted", at=at):
            return (
                f"Thank you, but this round ended on {at:%-d %B %Y} with an objection, so nothing was adopted. "
                f"{_AGAIN}"
            )
        case why.RoundOver(outcome="withdrawn", at=at):
            return f"Thank you, but this proposal was withdrawn on {at:%-d %B %Y}. {_AGAIN}"
        case why.RoundOver(at=at):
            return f"Thank you, but the time of this round was over on {at:%-d %B %Y}. The result comes in a moment."
        case why.TextChanged():
            return "The text has changed since. Look at it as it is now, then answer again."
        case why.NoObjection():
            return "You have no objection here that stands. There is nothing to do."
        case why.ObjectionStands(count=count):
            many = "An objection stands" if count == 1 else f"There are {count} objections that stand"
            return (
                f"{many}, so the round cannot end early. Edit the text so that whoever objected can agree, "
                "extend the round, or withdraw the proposal."
            )
        case why.TooSoon(until=until):
            return f"People have until {until:%-d %B %Y} at least to look at the text. After that it can end early."
        case why.NotYourRound(proposer_id=proposer):
            return (
                f"Only {user(proposer)}, who proposed it, or a moderator can do that. "
                "Tell them what you would change."
            )
        case why.NotYourGuidance():
            return "Only whoever wrote it, or a moderator, can take it back."
    raise NotImplementedError(type(error).__name__)


def place_question(key: str, said: str, choices: Sequence[str], *, known: bool) -> str:
    """What to ask about a place that is not clear."""
    place = f"“{excerpt(said, 100)}”"
    if not choices:
        wanted = "a council, a county, a region or a nation" if key == "in" else "a council"
        return f"I do not know a place called {place}. Try the name of {wanted}, such as `{key}:Dorset`."
    names = listing([excerpt(one, 100) for one in choices], "or")
    if known:
        return f"There is more than one place that {place} could be. Did you mean {names}?"
    return f"I do not know a place called {place}. Did you mean {names}?"


def fields_of(error: why.Refusal) -> list[str]:
    """The fields of a form at which a refusal belongs; none when it is about the whole."""
    return [name for kind, name in _FIELDS.items() if isinstance(error, kind)]


def in_plain_text(words: str) -> str:
    """Words of this module for a place that takes no mrkdwn.

    >>> in_plain_text("Only <@U1> can. Type `/collab find R&amp;D`.")
    'Only its owner can. Type “/collab find R&D”.'
    """
    return html.unescape(_CODE.sub(r"“\1”", _MENTION.sub("its owner", words)))


def field_problem(problem: why.FieldProblem) -> str:
    """What is wrong with one field, in plain text."""
    match problem.code:
        case "missing":
            return "Enter an answer."
        case "too_long" if problem.value:
            return f"“{problem.value[:40]}…” is too long. Use {problem.limit:,} characters or fewer."
        case "too_long":
            return f"Use {problem.limit:,} characters or fewer."
        case "too_many":
            return f"Choose {problem.limit} or fewer."
        case "unknown":
            return f"“{problem.value[:100]}” is not one of the choices."
        case "not_a_web_address":
            return f"“{problem.value[:100]}” is not a web address. Write it in full, like https://example.org"
        case "not_allowed":
            return f"“{problem.value[:100]}” is not allowed here."
        case "gone":
            return "That is not there any more. Choose something else, or nothing."
        case "votes_stand":
            return "People vote now. Go back to group to change how they vote."
        case "not_chosen":
            return "Choose one."
        case "not_an_estimate":
            said = problem.value[:60]
            return f"“{said}” is not a number I can read. Write 2,500, £3k or half a day a week, or leave it empty."
        case "owner_only":
            return "Only whoever owns this can open it to the public. Ask them, and take the tick away."
        case "nothing_to_find":
            return "Fill in something to be found by, for example your council or a theme."


def breakage(reference: str) -> str:
    """The words for what should never happen."""
    return f"Sorry, something went wrong on our side. Please try again, and quote `{reference}` if you report it."


def _field_name(name: str) -> str:
    """What people call a field; where a form has several, what follows its full stop tells them apart."""
    first = name.partition(".")[0]
    return FIELD_NAMES.get(first, first).capitalize()


def _code(text: str) -> str:
    return excerpt(text.replace("`", "'"), 100)
