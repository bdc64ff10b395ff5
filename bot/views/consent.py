"""A round of consent: its message in the channel, and what somebody sees of it who wants to know more."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    HeaderBlock,
    InteractiveElement,
    Option,
    OverflowMenuElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.domain.rounds import USUAL_DAYS, Objection, ObjectionState, Outcome, Proposal, Round
from bot.views import ids
from bot.views.blocks import small
from bot.views.figures import counted
from bot.views.message import Message
from bot.views.mrkdwn import bold, date, escape, excerpt, listing, quote, user
from bot.views.principles import TITLE_ROOM, moment, text_block
from bot.views.versions import difference_blocks

MEANING_ROOM = 2000
MOST_NAMES = 15
MOST_OBJECTIONS = 3
MOST_LISTED = 12  # a modal takes 250 KB
_LABELS = (("agreed", "Agree"), ("stood_aside", "Stand aside"))
_BECAME = {
    ObjectionState.STANDING: "stands",
    ObjectionState.WITHDRAWN: "withdrawn",
    ObjectionState.RESOLVED: "resolved by an amendment",
}

EXTEND, END, CALL_OFF, ANSWERS, VERSIONS = "extend", "end", "call_off", "answers", "versions"
"""What the menu of a round offers; its values are these, a colon and what `seen_round` says."""
_EXTEND = f"Extend by {USUAL_DAYS} days"


def round_message(proposal: Proposal) -> Message:
    """The message of a round, as it is now: what people are asked, what they say, and what they can do."""
    one = proposal.round
    ask = _heading(proposal)
    blocks: list[Block] = [HeaderBlock(text=ask), text_block(proposal.text, meaning_room=MEANING_ROOM)]
    if len(escape(proposal.text.meaning)) > MEANING_ROOM:
        blocks.append(small("*Compare versions* has the rest of what it means."))
    if proposal.stood_before and one.is_open:
        blocks.append(small("What would change:"))
        blocks += difference_blocks(proposal.stood_before, proposal.text, room=700)
    blocks += [small(_facts(proposal)), SectionBlock(text=_answers(one))]
    blocks += [_objection(one, each) for each in one.standing[:MOST_OBJECTIONS]]
    if len(one.standing) > MOST_OBJECTIONS:
        blocks.append(small(f"{len(one.standing) - MOST_OBJECTIONS} more objections: see *All answers*."))
    if one.outcome:
        blocks.append(SectionBlock(text=outcome_words(proposal)))
    blocks.append(ActionsBlock(elements=_choices(one) if one.is_open else _afterwards(one)))
    if one.is_open:
        blocks.append(small(_how(one)))
    return Message(text=f"{ask} {excerpt(proposal.text.title, TITLE_ROOM)}", blocks=blocks)


def outcome_words(proposal: Proposal) -> str:
    """How a round ended, and what can be done next."""
    one = proposal.round
    if one.outcome is Outcome.ADOPTED:
        aside = f", {len(one.stood_aside)} stood aside" if one.stood_aside else ""
        return (
            f"*Adopted*: this is principle {proposal.principle.number} now. {len(one.agreed)} agreed{aside}, "
            "and no objection stands. `/collab manifesto` shows them all."
        )
    if one.outcome is Outcome.WITHDRAWN:
        return "*Withdrawn*: whoever proposed it does not any more. Anybody may propose another text."
    count = counted(len(one.standing), "objection")
    return (
        f"*Not adopted*: {count} stood at the end. What you can do: talk to whoever objected, then *Propose it again* "
        f"with a text that they can agree to. If you are close, *Extend by {USUAL_DAYS} days* goes on from here."
    )


def seen_round(one: Round) -> str:
    """What a button carries of a round: its id, and when it was to end."""
    return f"{one.id}:{one.ends_at.isoformat()}"


def read_seen_round(carried: str) -> tuple[int, datetime]:
    """The other way round."""
    number, _, ends_at = carried.partition(":")
    return int(number), datetime.fromisoformat(ends_at)


def sure_view(proposal: Proposal, what: str) -> View:
    """Whether somebody means to end a round: by adopting the text now (`END`), or by withdrawing it."""
    one, title = proposal.round, bold(proposal.text.title, TITLE_ROOM)
    answers = counted(len(one.agreed) + len(one.stood_aside), "answer")
    if what == END:
        words = f"{title} is adopted at once, with {answers} and no objection. Nobody is asked any more."
    else:
        words = f"{title} is not asked about any more, and its {answers} count for nothing. This cannot be undone."
    return View(
        type="modal",
        callback_id=ids.ROUND_SURE_FORM,
        private_metadata=f"{what}:{one.id}",
        title="Adopt it now?" if what == END else "Withdraw the proposal?",
        submit="Adopt it" if what == END else "Withdraw it",
        close="Go on asking",
        blocks=[SectionBlock(text=words)],
    )


def answers_view(proposal: Proposal) -> View:
    """Everybody's answer, and every objection with what became of it."""
    one = proposal.round
    blocks: list[Block] = [SectionBlock(text=_answers(one, most=40))]
    listed = sorted(one.objections, key=lambda each: (not each.stands, -each.id))
    for each in listed[:MOST_LISTED]:
        lines = [
            f"{user(each.member_id)} on {date(each.raised_at)}, to version {each.version}: {_BECAME[each.state]}"
        ]
        lines.append(quote(each.reason, 1800))
        if each.amendment:
            lines.append(f"They could agree to:\n{quote(each.amendment, 800)}")
        blocks += [DividerBlock(), SectionBlock(text="\n".join(lines))]
    if not listed:
        blocks.append(small("Nobody has objected."))
    if len(listed) > MOST_LISTED:
        blocks.append(small(f"{len(listed) - MOST_LISTED} more are not shown."))
    return View(type="modal", callback_id=ids.ROUND_MORE, title="All answers", close="Close", blocks=blocks)


def answer_buttons(one: Round) -> list[InteractiveElement]:
    """*Agree*, *Stand aside* and *Object*. They carry which text was seen."""
    value = f"{one.id}:{one.version}"
    return [
        ButtonElement(text="Agree", action_id=ids.ROUND_AGREE, value=value, style="primary"),
        ButtonElement(text="Stand aside", action_id=ids.ROUND_STAND_ASIDE, value=value),
        ButtonElement(text="Object", action_id=ids.ROUND_OBJECT, value=value),
    ]


def withdraw_button(one: Round) -> ButtonElement:
    """For whoever objected."""
    return ButtonElement(
        text="Withdraw my objection", action_id=ids.ROUND_WITHDRAW_OBJECTION, value=f"{one.id}:{one.version}"
    )


def _heading(proposal: Proposal) -> str:
    number = proposal.principle.number
    match proposal.round.outcome:
        case Outcome.ADOPTED:
            return f"Adopted: principle {number}"
        case Outcome.NOT_ADOPTED:
            return "Not adopted"
        case Outcome.WITHDRAWN:
            return "Withdrawn"
    return f"Do we agree to change principle {number}?" if number else "Do we agree to this principle?"


def _facts(proposal: Proposal) -> str:
    one = proposal.round
    first = min(each.number for each in proposal.versions if each.round_id == one.id)
    edits = one.version - first
    how_often = "once" if edits == 1 else f"{edits} times"
    edited = f", edited {how_often}, the last on {date(one.asked_at)}" if edits else ""
    ends = (
        f"The round ended on {moment(one.ended_at)}" if one.ended_at else f"Open until {moment(one.ends_at)}"
    )
    return f"Proposed by {user(one.proposer_id)} on {date(one.opened_at)}{edited}. {ends}."


def _answers(one: Round, *, most: int = MOST_NAMES) -> str:
    lines = [f"*{label}*: {_who(getattr(one, name), most)}" for name, label in _LABELS]
    lines.append(f"*Object*: {_who([each.member_id for each in one.standing], most)}")
    if one.asked_again:
        lines.append(f"*Said yes to an earlier text*, and asked again: {_who(one.asked_again, most)}")
    return "\n".join(lines)


def _who(members: Sequence[str], most: int) -> str:
    if not members:
        return "nobody yet"
    names = [user(each) for each in members[:most]]
    more = len(members) - len(names)
    return f"{len(members)} ({listing([*names, f'{more} more'] if more else names)})"


def _objection(one: Round, objection: Objection) -> SectionBlock:
    lines = [f"{user(objection.member_id)} objects:", quote(objection.reason, 600)]
    take_over = None
    if objection.amendment:
        lines += ["They could agree to:", quote(objection.amendment, 350)]
        if one.is_open:
            take_over = ButtonElement(
                text="Take over", action_id=ids.ROUND_TAKE_OVER, value=f"{one.id}:{objection.id}"
            )
    return SectionBlock(text="\n".join(lines), accessory=take_over)


def _choices(one: Round) -> list[InteractiveElement]:
    objectors = [withdraw_button(one)] if one.standing else []
    edit = ButtonElement(text="Edit the text", action_id=ids.ROUND_EDIT, value=str(one.id))
    return [*answer_buttons(one), *objectors, edit, _menu(one)]


def _menu(one: Round) -> OverflowMenuElement:
    offered = {
        ANSWERS: "All answers",
        VERSIONS: "Compare versions",
        EXTEND: _EXTEND,
        END: "End now and adopt",
        CALL_OFF: "Withdraw the proposal",
    }
    options = [Option(value=f"{what}:{seen_round(one)}", text=label) for what, label in offered.items()]
    return OverflowMenuElement(action_id=ids.ROUND_MORE, options=options)


def _afterwards(one: Round) -> list[InteractiveElement]:
    def button(text: str, action_id: str, value: str) -> ButtonElement:
        return ButtonElement(text=text, action_id=action_id, value=value)

    found: list[InteractiveElement] = []
    if one.outcome is Outcome.ADOPTED:
        found.append(button("Read more", ids.MANIFESTO_READ, str(one.principle_id)))
    else:
        found.append(button("Propose it again", ids.ROUND_AGAIN, str(one.id)))
    if one.outcome is Outcome.NOT_ADOPTED:
        found.append(button(_EXTEND, ids.ROUND_EXTEND, seen_round(one)))
    found.append(button("All answers", ids.ROUND_ANSWERS, str(one.id)))
    found.append(button("Compare versions", ids.ROUND_VERSIONS, str(one.id)))
    return found


def _how(one: Round) -> str:
    where = "Reasons stay in this channel" if one.private else "Reasons are shown here"
    return (
        "It is adopted when no objection stands at the end: not the majority decides. *Stand aside* means “not for me, "
        f"but go on”. *Object* when it would do harm: say why, and what you could agree to. {where}."
    )
