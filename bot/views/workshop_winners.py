"""The questions that won, each with what leads on from it: sharing it, and from there to partners."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock

from bot.domain.items import Kind
from bot.domain.workshop_results import Result, Results
from bot.domain.workshops import Contribution
from bot.views import ids
from bot.views.mrkdwn import excerpt, shortened

MOST_WINNERS = 3
_LABELS = {Kind.PROBLEM: "Share as a problem", Kind.IDEA: "Share as an idea"}


def winner_blocks(found: Results) -> list[Block]:
    """The questions with the most votes; of those that nobody voted for, none."""
    winners = [one for one in found.ranked if one.votes][:MOST_WINNERS]
    if not winners:
        return []
    words = "*Take a question further*\nShare it, and *Find partners* shows who has the same need or has solved it."
    return [SectionBlock(text=words), *(block for one in winners for block in _winner(found, one))]


def question_of(one: Result) -> Contribution:
    """The question that stands for a result: of several that say much the same, the oldest."""
    return one.contributions[0]


def _winner(found: Results, one: Result) -> Sequence[Block]:
    question = question_of(one)
    value = f"{found.workshop.id}:{question.id}"
    buttons = [
        ButtonElement(
            text=label,
            action_id=f"{ids.WORKSHOP_TO_ITEM}.{kind}",
            value=value,
            accessibility_label=shortened(f"{label}: {question.text}", 75),
        )
        for kind, label in _LABELS.items()
    ]
    return [
        SectionBlock(text=f"{one.rank}. {excerpt(' '.join(question.text.split()), 600)}"),
        ActionsBlock(elements=buttons),
    ]
