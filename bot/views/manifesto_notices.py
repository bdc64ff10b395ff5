"""What people are told of rounds and of guidance."""

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock

from bot.domain.principles import Guidance, Principle
from bot.domain.rounds import ObjectionState, Proposal
from bot.views import ids
from bot.views.blocks import small
from bot.views.consent import answer_buttons, outcome_words
from bot.views.message import Message
from bot.views.mrkdwn import bold, channel, excerpt, quote, user
from bot.views.principles import SECTIONS, TITLE_ROOM, moment, named, plain
from bot.views.versions import difference_blocks


def result_message(proposal: Proposal) -> Message:
    """To the channel: how a round ended, or that it goes on."""
    one, title = proposal.round, bold(proposal.text.title, TITLE_ROOM)
    who = user(one.proposer_id)
    if one.is_open:
        until = moment(one.ends_at)
        said = (
            f"The round about {title}, which {who} proposed, goes on until {until}. Answers stay as they are."
        )
    else:
        said = f"The round about {title}, which {who} proposed, has ended.\n{outcome_words(proposal)}"
    return Message(
        text=f"The round about “{excerpt(proposal.text.title, TITLE_ROOM)}”", blocks=[SectionBlock(text=said)]
    )


def text_changed_message(proposal: Proposal, recipient: str) -> Message:
    """To somebody who said yes to an earlier text, or who objects: what is different, and what they can answer."""
    one = proposal.round
    editor = proposal.version(one.version).by
    mine = one.objection_of(recipient)
    what = f"{user(editor)} edited {bold(proposal.text.title, TITLE_ROOM)}"
    if mine:
        said = (
            f"{what}, to which you object:\n{quote(mine.reason, 600)}\nDoes this text resolve your objection?"
        )
    else:
        said = f"{what}. You had said yes to the text before, so I ask you again."
    mine_at = {each.member_id: each.version for each in one.consents}.get(recipient)
    seen = mine.version if mine else mine_at
    before = proposal.version(seen or one.version).text
    blocks: list[Block] = [SectionBlock(text=said), *difference_blocks(before, proposal.text)]
    if mine:
        value = f"{one.id}:{one.version}"
        yes = ButtonElement(
            text="Yes, I agree to this", action_id=ids.ROUND_ACCEPT, value=value, style="primary"
        )
        blocks.append(
            ActionsBlock(
                elements=[yes, ButtonElement(text="No, it stands", action_id=ids.ROUND_KEEP, value=value)]
            )
        )
    else:
        blocks.append(ActionsBlock(elements=answer_buttons(one)))
    blocks.append(small(f"The round is in {channel(one.channel_id)}, until {moment(one.ends_at)}."))
    return Message(
        text=f"The text of “{excerpt(proposal.text.title, TITLE_ROOM)}” has changed", blocks=blocks
    )


def objection_message(proposal: Proposal, objection_id: int) -> Message:
    """To whoever proposed a text: somebody objects to it, or no more. The reason stays in the channel."""
    one = proposal.round
    objection = next(each for each in one.objections if each.id == objection_id)
    title, who = bold(proposal.text.title, TITLE_ROOM), user(objection.member_id)
    where = channel(one.channel_id)
    if objection.state is ObjectionState.STANDING:
        said = (
            f"{who} objects to {title}. Their reason is at the round in {where}. Talk to them; then *Edit the text* "
            "there, or take over what they could agree to. I ask them whether that resolves it."
        )
    elif objection.state is ObjectionState.RESOLVED:
        said = f"{who} agrees to {title} as it is now: their objection is resolved."
    else:
        said = f"{who} has withdrawn their objection to {title}."
    left = len(one.standing)
    if objection.state is not ObjectionState.STANDING:
        said += (
            f" {left} still stand."
            if left > 1
            else " One still stands."
            if left
            else " No objection stands now."
        )
    blocks: list[Block] = [SectionBlock(text=said), small(f"The round is open until {moment(one.ends_at)}.")]
    return Message(text=f"An objection to “{excerpt(proposal.text.title, TITLE_ROOM)}”", blocks=blocks)


def taken_back_message() -> Message:
    """In the place of guidance that is not there any more."""
    said = "This guidance was taken back."
    return Message(text=said, blocks=[SectionBlock(text=said)])


def guidance_message(principle: Principle, guidance: Guidance) -> Message:
    """To a channel: guidance that somebody added. Reactions to this message are votes."""
    said = f"{user(guidance.by)} added guidance to {named(principle)}"
    read_more = ButtonElement(text="Read more", action_id=ids.MANIFESTO_READ, value=str(principle.id))
    return Message(
        text=f"Guidance to {plain(principle)}",
        blocks=[
            SectionBlock(text=f"{said}\n*{SECTIONS[guidance.section]}*"),
            SectionBlock(text=excerpt(guidance.text, 3000)),
            ActionsBlock(elements=[read_more]),
            small("Does it help you? React to this message to vote for it. The best comes first."),
        ],
    )
